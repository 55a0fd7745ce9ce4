"""What every document keeps to, whatever its body holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, Document
from reader.document.pipeline import read
from reader.text.safe import clean

BITS = (
    "\t", "\n", "\n\n", "\n\n    ", " ", "  \n", "\r", "\x00", "\x07", "\x1b]0;x\x07",
    "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ud800",
    "&#27;", "&#9;", "&Tab;", "&#x9b;", "&#x2028;", "a", "b", "天地", "1.", "- ", "# ", "> ",
    ": ", "$", "$$", "\n$$\n", "`", "```", "\n```\n", "~~~math\n", "\\", "|",
    "\n|a|b|\n|-|-|\n|", "![", "](", ")", "[^1]", "\n[^1]: ", "**", "*", "<p>", "</p>",
    "<pre>", "</pre>", "<code>", "</code>", "<td>", "<table><tr><td>", "</table>", "<br>",
    "<img alt='a\tb' src=c>", "<ruby>漢<rt>", "</ruby>", "<figure><img src=x><figcaption>",
    "</figcaption></figure>", "<dl><dt>", "<dd>", "<h2>", "</h2>", "<li>", "<math>",
    "<textarea>", "<!--", "-->", "{% raw %}", "---\n",
)  # fmt: skip
BODIES = st.lists(st.sampled_from(BITS) | st.characters(), max_size=30).map("".join)


def controls(document: Document) -> Iterator[str]:
    """Characters that act on a terminal in what a document shows."""
    for block in document.blocks:
        kept = "\n\t" if block.kind in (BlockKind.CODE, BlockKind.TABLE) else "\n"
        shown = [(block.text, kept), (block.href, ""), (block.language, "")]
        shown += [(span.href, "") for span in block.spans]
        shown += [(container.marker, "") for container in block.containers]
        for cell in (cell for row in block.table.rows for cell in row) if block.table else ():
            shown.append((block.text[cell.start : cell.end], "\n"))
        for text, allowed in shown:
            if clean(text) != text or any(
                unicodedata.category(c) == "Cc" and c not in allowed for c in text
            ):
                yield f"{block.kind}: {text!r}"
    for text in (*document.notices, *document.anchors):
        if clean(text) != text:
            yield repr(text)


@given(BODIES, st.sampled_from(BodyKind))
@settings(max_examples=400, deadline=None)
def test_nothing_that_acts_is_in_any_block(body: str, kind: BodyKind) -> None:
    assert not list(controls(read(body, kind)))


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("a `b\tc` d", BlockKind.PARAGRAPH, "a b c d"),
        ("$$\n\t\\binom\tx y\n$$", BlockKind.MATH, "\\binom x y"),
        ("```math\na\t=\tb\n```", BlockKind.MATH, "a = b"),
        ("# `b\tc`", BlockKind.HEADING, "b c"),
        ("```\na\tb\n```", BlockKind.CODE, "a\tb"),
    ],
)
def test_a_tab_is_a_space_but_in_code(body: str, kind: BlockKind, text: str) -> None:
    (block,) = read(body, BodyKind.MARKDOWN).blocks
    assert (block.kind, block.text) == (kind, text)


def test_a_tab_is_a_space_where_reading_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_named: object) -> Iterator[Block]:
        raise ValueError

    monkeypatch.setattr(pipeline, "stream_here", fail)
    document = read("a\tb\n\nc", BodyKind.MARKDOWN)
    assert [block.text for block in document.blocks] == ["a b", "c"]
    assert document.notices
