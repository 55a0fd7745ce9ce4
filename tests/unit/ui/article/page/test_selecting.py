"""The keys of select mode as changes of a state, on pages of several widths."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Document, Place
from reader.document.ranges.motions import Ways
from reader.text.grapheme import boundaries
from reader.typeset.card import Card
from reader.typeset.model import PageStyle
from reader.typeset.page import Page
from reader.ui.article.page.caret_rows import SelectPage
from reader.ui.article.page.selecting import VERBS, Selecting, press

HEIGHT = 6


class Desk:
    """A page, the ways through it, and what keys make of a state."""

    def __init__(self, *blocks: Block | str, width: int = 20, wrap_code: bool = True) -> None:
        self.document = Document(
            tuple(Block(BlockKind.PARAGRAPH, b) if isinstance(b, str) else b for b in blocks)
        )
        page = Page(self.document, PageStyle(width, wrap_code=wrap_code), Card(title="T"))
        self.rows = SelectPage(page)
        self.ways = Ways(self.document, self.rows.is_shown)

    def press(self, state: Selecting, *verbs: str, count: int = 1) -> Selecting:
        for verb in verbs:
            state = press(state, verb, count, self.ways, self.rows, HEIGHT)
        return state

    def text(self, state: Selecting) -> str:
        span = state.span(self.ways)
        if span is None:
            return ""
        (first, start), (last, end) = ((p.block, p.offset) for p in span)
        if first == last:
            return self.document.blocks[first].text[start:end]
        inner = [b.text for b in self.document.blocks[first + 1 : last]]
        before = self.document.blocks[first].text[start:]
        return "|".join([before, *inner, self.document.blocks[last].text[:end]])


AT_START = Selecting(Place(0, 0), Place(0, 0))


def test_what_the_ends_are_on_is_selected() -> None:
    desk = Desk("one two", "three")
    assert desk.text(AT_START) == "o"
    assert desk.text(desk.press(AT_START, "right", count=3)) == "one "
    assert desk.text(desk.press(AT_START, "block_end", "block_end")) == "one two|three"
    back = Selecting(Place(0, 4), Place(0, 6))
    assert desk.text(desk.press(back, "word_back")) == "one two"


def test_swapping_the_ends_selects_the_same() -> None:
    desk = Desk("one two")
    state = desk.press(AT_START, "word_end")
    other = desk.press(state, "swap")
    assert (other.caret, other.anchor) == (Place(0, 0), Place(0, 2))
    assert desk.text(other) == desk.text(state) == "one"
    assert desk.press(other, "swap") == state
    free = Selecting(Place(0, 1))
    assert desk.press(free, "swap") == free


def test_v_lets_go_and_begins_anew() -> None:
    desk = Desk("one two")
    free = desk.press(AT_START, "word", "toggle")
    assert free == Selecting(Place(0, 4))
    assert desk.press(free, "toggle") == Selecting(Place(0, 4), Place(0, 4))


def test_whole_paragraphs_and_back_to_characters() -> None:
    desk = Desk("one two", "three", "four")
    state = desk.press(AT_START, "word", "toggle_blocks", "down")
    assert desk.text(state) == "one two|three"
    assert desk.text(desk.press(state, "toggle")) == "one two|three"[: len("one two|") + 5]
    assert desk.press(state, "toggle_blocks").anchor is None


def test_the_wished_column_outlives_short_rows() -> None:
    desk = Desk("abcdefghij", "ab", "abcdefghij")
    state = desk.press(Selecting(Place(0, 7)), "down")
    assert state.caret == Place(1, 1)
    assert desk.press(state, "down").caret == Place(2, 7)
    assert desk.press(state, "left", "down").caret == Place(2, 0)


def test_columns_are_cells() -> None:
    desk = Desk("ab字字", "甲乙丙", "e\u0301e\u0301e\u0301e\u0301")
    assert desk.press(Selecting(Place(0, 3)), "down").caret == Place(1, 2)
    assert desk.press(Selecting(Place(1, 1)), "down").caret == Place(2, 4)


def test_rows_as_seen() -> None:
    desk = Desk("aaaa bbbb cccc dddd", width=10)
    state = desk.press(Selecting(Place(0, 1)), "row_end")
    assert state.caret == Place(0, 8)
    assert desk.press(state, "row_begin").caret == Place(0, 0)
    assert desk.press(state, "right").caret == Place(0, 10)
    assert desk.press(state, "down").caret == Place(0, 18)
    assert desk.press(state, "down", "down", "up", "up").caret == Place(0, 8)


def test_pages_pass_blank_rows() -> None:
    desk = Desk(*[f"line {n}" for n in range(20)])
    state = desk.press(AT_START, "half_page_down")
    assert state.caret.block in (1, 2)
    assert desk.press(state, "half_page_up").caret == Place(0, 0)
    assert desk.press(AT_START, "page_down", count=99).caret == Place(19, 0)
    assert desk.press(AT_START, "page_up").caret == Place(0, 0)


TABLE = Block(BlockKind.TABLE, "a\tb\nc\td")
BLOCKS = st.lists(
    st.one_of(
        st.text(alphabet="ab字問題 。！.e\u0301👩\u200d🚀-", max_size=50),
        st.text(alphabet="ab 字\n\t", max_size=40).map(lambda t: Block(BlockKind.CODE, t)),
        st.just(Block(BlockKind.RULE)),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200)
@given(
    BLOCKS,
    st.integers(4, 30),
    st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(1, 4)), max_size=12),
    st.booleans(),
)
def test_whatever_is_pressed_nobody_gets_half_a_cluster(
    blocks: Sequence[Block | str], width: int, keys: list[tuple[str, int]], wrap: bool
) -> None:
    desk = Desk(*blocks, width=width, wrap_code=wrap)
    first, last = desk.ways.first(), desk.ways.last()
    if first is None or last is None:
        return
    state = Selecting(first, first)
    for verb, count in keys:
        state = desk.press(state, verb, count=count)
        assert first <= state.caret <= last
        for place in (state.caret, state.anchor):
            if place is not None:
                text = desk.document.blocks[place.block].text
                assert place.offset in boundaries(text)[:-1]
        span = state.span(desk.ways)
        if span is not None:
            assert span[0] < span[1]
            assert span[1].offset in boundaries(desk.document.blocks[span[1].block].text)


@given(
    st.lists(st.text(alphabet="ab 字字字。", min_size=1, max_size=60), min_size=1),
    st.integers(4, 30),
)
def test_down_and_down_comes_to_the_last_row_and_up_again_to_the_first(
    texts: list[str], width: int
) -> None:
    desk = Desk(*texts, width=width)
    first, last = desk.ways.first(), desk.ways.last()
    if first is None or last is None:
        return
    rows = 0
    state = Selecting(first)
    while (onward := desk.press(state, "down")).caret != state.caret:
        assert onward.caret > state.caret
        state, rows = onward, rows + 1
    assert desk.rows.row_end(state.caret) == desk.rows.row_end(last)
    assert desk.press(state, "up", count=rows).caret.block == first.block
