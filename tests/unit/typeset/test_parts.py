"""Large blocks in parts: the same rows as in one go, whatever is looked at first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Cell, Document, Place, Span, SpanKind, Table
from reader.typeset import parts
from reader.typeset.block_parts import part_setting
from reader.typeset.blocks import code, paragraph_parts, table
from reader.typeset.model import Line, PageStyle
from reader.typeset.page import Page, Position
from reader.typeset.set_block import layout

PART = 40
"""Characters of a part here: a few rows."""
TEXT = st.text("天地玄黄，。「」“”…—abcde  12./-\n\u0301🇨🇳👍", min_size=2 * PART + 1, max_size=500)
CODE = st.text("abc  ,.()\t天\n\u0301", min_size=2 * PART + 1, max_size=500)
WIDTHS = st.integers(18, 44)
UNBROKEN = st.lists(st.sampled_from(("天", "地", "ab", "c ")), min_size=300, max_size=600)
"""Lines from anywhere in it hardly ever fall into step with those from its beginning."""
LOOKS = st.lists(st.floats(0, 1), max_size=8)
STYLES = st.builds(
    PageStyle,
    width=WIDTHS,
    ambiguous=st.sampled_from((1, 2)),
    justify=st.booleans(),
    hang=st.sampled_from((0, 2)),
    indent=st.sampled_from((0, 4)),
    gap=st.booleans(),
    wrap_code=st.booleans(),
)
BEFORE = Block(BlockKind.PARAGRAPH, "before")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraph_parts, "PART", PART)
    monkeypatch.setattr(code, "PART", PART)
    monkeypatch.setattr(parts, "WARM", 2 * PART)
    monkeypatch.setattr(table, "PART_CELLS", 6)


def table_of(rows: Sequence[Sequence[str]], header_rows: int = 1) -> Block:
    text, cells = "", []
    for row in rows:
        row_cells = []
        for cell in row:
            row_cells.append(Cell(len(text), len(text) + len(cell)))
            text += f"{cell}\t"
        text = text[:-1] + "\n"
        cells.append(tuple(row_cells))
    return Block(BlockKind.TABLE, text[:-1], table=Table(tuple(cells), header_rows=header_rows))


def in_one_go(block: Block, style: PageStyle) -> list[Line]:
    made = layout(BEFORE, block, style)
    return [made.line(row) for row in range(made.height)]


def rows_of(page: Page, block: int) -> list[Line]:
    rows = range(page.row_of(Position(block, 0)), page.row_of(Position(block + 1, 0)))
    return [page.line(row)[1] for row in rows]


def looked_at(block: Block, style: PageStyle, looks: Sequence[float]) -> Page:
    """A page on which places were gone to in this order, and then all was refined."""
    after = Block(BlockKind.PARAGRAPH, "after")
    page = Page(Document((BEFORE, block, after)), style)
    for look in looks:
        place = Place(1, int(look * len(block.text)))
        position = page.settle(page.position_of(place), 5)
        page.above(position, 4)
    page.refine(lambda: False)
    assert page.exact
    return page


@given(TEXT, STYLES, LOOKS)
@settings(max_examples=250, deadline=None)
def test_a_long_paragraph_is_set_as_in_one_go(
    text: str, style: PageStyle, looks: list[float]
) -> None:
    spans = (Span(3, 30, SpanKind.CODE), Span(60, 75, SpanKind.LINK, "#x"))
    block = Block(BlockKind.PARAGRAPH, text, spans)
    page = looked_at(block, style, looks)
    assert part_setting(block) is not None
    assert rows_of(page, 1) == in_one_go(block, style)


@given(CODE, STYLES, LOOKS, st.sampled_from(("", "python")))
@settings(max_examples=250, deadline=None)
def test_long_code_is_set_as_in_one_go(
    code: str, style: PageStyle, looks: list[float], language: str
) -> None:
    block = Block(BlockKind.CODE, code, language=language)
    page = looked_at(block, style, looks)
    assert part_setting(block) is not None
    assert rows_of(page, 1) == in_one_go(block, style)


@given(
    st.lists(st.lists(st.text("天地ab ，", max_size=30), min_size=3, max_size=3), min_size=6),
    st.sampled_from((0, 1)),
    STYLES,
    LOOKS,
)
@settings(max_examples=100, deadline=None)
@example([["a" * 30] * 6] * 6, 1, PageStyle(8), [0.0])
def test_a_long_table_is_set_as_in_one_go(
    rows: list[list[str]], header_rows: int, style: PageStyle, looks: list[float]
) -> None:
    block = table_of(rows, header_rows)
    page = looked_at(block, style, looks)
    assert part_setting(block) is not None
    assert rows_of(page, 1) == in_one_go(block, style)


@given(st.one_of(TEXT, CODE), STYLES, st.floats(0, 1))
@settings(max_examples=250, deadline=None)
def test_what_is_shown_before_it_is_refined_lacks_and_repeats_nothing(
    text: str, style: PageStyle, look: float
) -> None:
    """Rows around a place in the midst of it, upwards and downwards, join to the text."""
    for kind in (BlockKind.PARAGRAPH, BlockKind.CODE):
        page = Page(Document((Block(kind, text),)), style)
        middle = page.position_of(Place(0, int(look * len(text))))
        position = page.above(middle, 6)
        reached = page.place_at(position).offset
        while True:
            _, line = page.line(page.row_of(position))
            runs = [run for run in line.runs if not run.decoration]
            if runs and not (kind is BlockKind.CODE and not style.wrap_code):
                assert text[reached : runs[0].start].strip() == ""
                assert runs[0].start >= reached
                reached = max(reached, runs[-1].end)
            following = page.below(position, 1)
            if following == position:
                break
            position = following
        if style.wrap_code or kind is BlockKind.PARAGRAPH:
            assert text[reached:].strip() == ""


@given(TEXT, STYLES, LOOKS, st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_a_place_is_on_the_row_that_it_names(
    text: str, style: PageStyle, looks: list[float], at: float
) -> None:
    block = Block(BlockKind.PARAGRAPH, text)
    page = Page(Document((BEFORE, block)), style)
    for look in (*looks, at):
        offset = int(look * (len(text) - 1))
        position = page.position_of(Place(1, offset))
        row = page.row_of(position)
        start, end = page.span_at(row)
        assert start.block == 1
        assert start.offset <= offset
        assert offset < end.offset or (end.offset == start.offset == offset)
        assert page.shows(row, [offset])
        assert page.place_at(position) == start


def test_a_page_says_when_rows_that_were_shown_are_set_anew() -> None:
    """Han without any punctuation: lines from anywhere never fall into step."""
    text = "天" * 30 + "ab" + "地" * 400
    page = Page(Document((Block(BlockKind.PARAGRAPH, text),)), PageStyle(20))
    place = Place(0, 300)
    position = page.settle(page.position_of(place), 3)
    assert page.revision == 0
    before = page.place_at(position).offset
    page.refine(lambda: False)
    start, end = page.span_at(page.row_of(page.position_of(place)))
    assert start.offset <= place.offset < end.offset
    assert (page.revision > 0) == (start.offset != before)
    assert page.revision > 0


def test_looking_at_the_end_of_a_long_block_sets_little() -> None:
    text = "天地玄黄，宇宙洪荒。" * 4_000
    for block in (Block(BlockKind.PARAGRAPH, text), Block(BlockKind.CODE, text)):
        page = Page(Document((block,)), PageStyle(40))
        page.above(page.end, 3)
        assert page.parts_laid_out <= 3
        page.position_of(Place(0, len(text) // 2))
        assert page.parts_laid_out <= 5
        assert not page.exact


def test_a_table_is_measured_once_for_all_widths() -> None:
    block = table_of([["名" * (row % 4), "天地" * (row % 9), "天"] for row in range(500)])
    page = Page(Document((block,)), PageStyle(30))
    page.settle(Position(0, 0), 20)
    measure = page._known.tables[0, 1]
    measured, searched = measure.cells_measured, measure.cells_searched
    assert 0 < measured < 100
    assert searched < 20
    narrower = page.restyled(PageStyle(24))
    narrower.settle(Position(0, 0), 20)
    assert (measure.cells_measured, measure.cells_searched) == (measured, searched)


def test_a_better_guess_follows_the_first_part_of_a_table() -> None:
    block = table_of([["天地玄黄" * 6, "宇宙洪荒" * 6] for _ in range(300)])
    page = Page(Document((block,)), PageStyle(40))
    page.settle(Position(0, 0), 10)
    guessed = page.height
    page.refine(lambda: False)
    assert abs(page.height - guessed) <= page.height // 20


def test_a_page_at_another_style_shows_the_same() -> None:
    text = "天地玄黄，宇宙洪荒。" * 40
    blocks = (BEFORE, Block(BlockKind.PARAGRAPH, text), Block(BlockKind.CODE, text))
    document = Document(blocks)
    for width in (20, 30):
        page = Page(document, PageStyle(40)).restyled(PageStyle(width))
        fresh = Page(document, PageStyle(width))
        assert page.height == fresh.height
        page.refine(lambda: False)
        fresh.refine(lambda: False)
        assert [page.line(row) for row in range(page.height)] == [
            fresh.line(row) for row in range(fresh.height)
        ]


def test_trailing_white_space_longer_than_a_part_makes_no_row() -> None:
    text = "天地" * 50 + " " * 200 + "玄黄" * 50
    block = Block(BlockKind.PARAGRAPH, text)
    page = Page(Document((block,)), PageStyle(20))
    page.position_of(Place(0, 250))
    page.refine(lambda: False)
    made = layout(None, block, PageStyle(20))
    assert [page.line(row)[1] for row in range(page.height)] == [
        made.line(row) for row in range(made.height)
    ]


@given(UNBROKEN, STYLES, st.floats(0, 1))
@example(["天"] * 30 + ["ab"] + ["地"] * 400, PageStyle(20), 0.7)
@settings(max_examples=100, deadline=None)
def test_what_is_held_stays_under_the_eye_and_joins_what_stands_before_it(
    pieces: list[str], style: PageStyle, look: float
) -> None:
    text = "".join(pieces)
    page = Page(Document((Block(BlockKind.PARAGRAPH, text),)), style)
    place = Place(0, int(look * (len(text) - 1)))
    position = page.settle(page.position_of(place), 6)
    shown = [page.line(page.row_of(position) + row)[1] for row in range(5)]
    spans = [page.span_at(page.row_of(position) + row) for row in range(5)]
    while not page.exact:
        page.hold(position, 5)
        page.refine(lambda: True)
    row = page.row_of(page.position_of(page.place_at(position)))
    assert [page.line(row + further)[1] for further in range(5)] == shown
    assert [page.span_at(row + further) for further in range(5)] == spans
    reached = 0
    for row in range(page.height):
        start, end = page.span_at(row)
        assert text[reached : start.offset].strip() == ""
        assert start.offset >= reached
        reached = max(reached, end.offset)
    assert text[reached:].strip() == ""
