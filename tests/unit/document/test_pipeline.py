from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, Increment

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def test_html_and_markdown_meet_in_the_same_blocks() -> None:
    html = pipeline.read("<h2>Name</h2><p>One <b>two</b>.</p>", BodyKind.HTML)
    markdown = pipeline.read("## Name\n\nOne **two**.", BodyKind.MARKDOWN)
    assert html.blocks == markdown.blocks
    assert [block.kind for block in html.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_the_title_is_handed_on() -> None:
    document = pipeline.read("# Name\n\ntext", BodyKind.MARKDOWN, title="Name")
    assert document.blocks == (Block(BlockKind.PARAGRAPH, "text"),)


def test_what_the_parser_fails_on_is_shown_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(markdown: str, *, title: str = "") -> Iterator[Increment]:
        yield Increment((Block(BlockKind.PARAGRAPH, "one"),))
        raise RecursionError(f"{len(markdown)} {title}")

    monkeypatch.setattr("reader.document.markdown.parse.stream", fail)
    document = pipeline.read("one *\x1b\ntwo\n\n \nthree", BodyKind.MARKDOWN)
    assert [block.text for block in document.blocks] == ["one *\ntwo", "three"]
    assert document.notices == (pipeline.NOTICE,)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from([BodyKind.MARKDOWN, BodyKind.HTML, BodyKind.TEXT]))
def test_any_text_becomes_a_document(body: str, kind: BodyKind) -> None:
    document = pipeline.read(body, kind)
    assert pipeline.NOTICE not in document.notices


def test_what_reading_needs_can_be_loaded_before() -> None:
    code = (
        "import sys; from reader.document.pipeline import warm_up; warm_up();"
        "print(*(n in sys.modules for n in ('markdown_it', 'html2text', 'selectolax', 'pygments')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Lexers run in a process of their own only.
    assert done.stdout.split() == ["True", "True", "True", "False"]
