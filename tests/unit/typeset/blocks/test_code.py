"""Code that is cut at the margin rather than folded, and moved to the left to see the rest."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Document
from reader.text.grapheme import boundaries
from reader.text.width import cell_width
from reader.typeset.blocks.code import MORE_LEFT, MORE_RIGHT, PAD
from reader.typeset.blocks.code_wrap import cells_of, stretches, tabbed_widths
from reader.typeset.model import Line, PageStyle
from reader.typeset.page import Page

CUT = PageStyle(20, wrap_code=False)
ROOM = 20 - 2 * PAD


def page_of(code: str, style: PageStyle = CUT, language: str = "") -> Page:
    return Page(Document((Block(BlockKind.CODE, code, language=language),)), style)


def drawn(line: Line) -> str:
    text = ""
    for run in line.runs:
        text += " " * (run.x - cell_width(text)) + run.text
    return text


def test_each_line_has_one_row_and_a_mark_where_there_is_more() -> None:
    page = page_of("0123456789" * 3 + "\nshort   \t  \t    \t\n\n" + "x" * ROOM)
    page.refine(lambda: False)
    assert [drawn(page.line(row)[1]) for row in range(page.height)] == [
        " 012345678901234567" + MORE_RIGHT,
        " short",
        "",
        " " + "x" * ROOM,
    ]
    assert [page.overflow(row) for row in range(4)] == [30 - ROOM, 0, 0, 0]


def test_code_moves_to_the_left_and_says_that_it_did() -> None:
    page = page_of("0123456789" * 3 + "\nshort\n")
    assert drawn(page.line(0, 12)[1]) == MORE_LEFT + "234567890123456789"
    assert drawn(page.line(0, 8)[1]) == MORE_LEFT + "890123456789012345" + MORE_RIGHT
    assert drawn(page.line(1, 3)[1]) == MORE_LEFT + "rt"
    assert drawn(page.line(2, 3)[1]) == ""


def test_nothing_but_code_moves() -> None:
    text = Block(BlockKind.PARAGRAPH, "天地玄黄" * 9)
    page = Page(Document((text,)), CUT)
    assert page.line(1, 5) == page.line(1)
    assert page.overflow(0) == 0
    folded = page_of("0123456789" * 3, PageStyle(20))
    assert folded.line(0, 5) == folded.line(0)
    assert folded.overflow(0) == 0


def test_a_wide_character_at_an_edge_is_left_out_whole() -> None:
    page = page_of("a天" + "b" * (ROOM - 4) + "地c")
    assert drawn(page.line(0)[1]) == " a天" + "b" * (ROOM - 4) + " " * 0 + MORE_RIGHT.rjust(2)
    assert drawn(page.line(0, 2)[1]).startswith(f"{MORE_LEFT} bbb")


def test_the_language_keeps_its_row_where_the_first_line_is_long() -> None:
    page = page_of("x" * 30, language="rust")
    assert drawn(page.line(0)[1]).strip() == "rust"
    assert drawn(page.line(1, 3)[1]).startswith(MORE_LEFT + "xxx")


CODE = st.text("abc \t天e\u0301🇨🇳👍🏽", max_size=60)


@given(CODE, st.integers(0, 40), st.integers(1, 30), st.sampled_from((1, 2)))
@example("a🏽", 1, 1, 1)
def test_what_is_shown_is_what_stands_in_the_window(
    code: str, low: int, width: int, ambiguous: int
) -> None:
    """Whole clusters, each at its column, all that lie within and none that do not."""
    code = code.rstrip()
    widths = tabbed_widths(code, ambiguous)
    edges = boundaries(code)
    expected = []
    column = 0
    for start, end in pairwise(edges):
        cells = sum(widths[start:end])
        if code[start] != "\t" and low <= column and column + cells <= low + width and cells:
            expected.append((column, start))
        column += cells
    found, more = stretches(code, 0, len(code), ambiguous, low, low + width)
    shown = []
    for piece in found:
        at = piece.column
        for start, end in pairwise(edges):
            if piece.start <= start < piece.end:
                cells = sum(widths[start:end])
                if cells:
                    shown.append((at, start))
                at += cells
    assert shown == expected
    assert more == (cells_of(code, ambiguous) > low + width)


@given(CODE, st.sampled_from((1, 2)))
def test_cells_of_a_line_count_its_tabs(code: str, ambiguous: int) -> None:
    assert cells_of(code, ambiguous) == sum(tabbed_widths(code, ambiguous))
