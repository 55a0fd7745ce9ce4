"""Gemtext as Markdown."""

from __future__ import annotations

from reader.document.sources.markups.gemtext import to_markdown


def test_every_line_is_a_block() -> None:
    text = "# One\none *line*\nother\n=> gemini://e.org/a a place\n=> b\n* x\n* y\n> said\n"
    assert to_markdown(text) == (
        "# One\n\none \\*line\\*\n\nother\n\n[a place](gemini://e.org/a)\n\n[b](b)\n\n- x\n- y\n\n"
        "> said\n"
    )


def test_preformatted_lines_stay_and_need_no_end() -> None:
    assert to_markdown("```art\n* a\n```\n* b\n```\n# c") == (
        "```\n* a\n```\n\n- b\n\n```\n# c\n\n```\n"
    )
