"""A document written as plain text: a line for a paragraph."""

from __future__ import annotations

from reader.document.written.unwrapped_text import unwrapped_text
from tests.unit.document.written.test_markdown_text import PAGE, read


def test_paragraphs_are_lines_and_lists_keep_their_markers() -> None:
    lines = unwrapped_text(read(PAGE)).split("\n")
    assert lines[0] == "Some em, strong, co``de, a link, a note[1], alt, del."
    assert "> a quote" in lines
    assert "> • an item with bold" in lines
    assert ">    more of it" in lines
    assert "[A caption]" in lines
    assert "x | y\tc" in lines
    assert "[1] The note." in lines
    assert lines[-2:] == ["    Its second paragraph.", ""]
