"""What stands beside a block takes as many cells as the terminal gives it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Container, ContainerKind
from reader.text.width import cell_width
from reader.typeset.card import Card, card_lines
from reader.typeset.decorations import frame, gap_rows
from reader.typeset.model import Line, PageStyle, Role
from reader.typeset.set_block import layout

RUNNING = [kind for kind in BlockKind if kind not in (BlockKind.TABLE, BlockKind.CODE)]
CONTAINERS = st.lists(
    st.one_of(
        st.builds(Container, st.just(ContainerKind.QUOTE), st.integers(1, 9)),
        st.builds(Container, st.just(ContainerKind.DEFINITION), st.integers(1, 9)),
        st.builds(
            Container,
            st.just(ContainerKind.ITEM),
            st.integers(1, 9),
            st.sampled_from(["•", "◦", "▪", "☐", "☑", "12.", "[3]", "①"]),
            st.integers(1, 3),
        ),
    ),
    max_size=5,
    unique_by=lambda container: container.serial,
)


def ends(line: Line, ambiguous: int) -> list[tuple[int, int]]:
    return [(run.x, run.x + cell_width(run.text, ambiguous=ambiguous)) for run in line.runs]


@given(
    CONTAINERS,
    st.sampled_from(RUNNING),
    st.sampled_from([1, 2]),
    st.integers(20, 60),
    st.sampled_from(["", "天地玄黄，“宇宙”……洪荒。" * 4, "some words — in a row · here " * 4]),
)
def test_nothing_overlaps_and_nothing_passes_the_margin(
    containers: list[Container], kind: BlockKind, ambiguous: int, width: int, text: str
) -> None:
    block = Block(kind, text, containers=tuple(containers), level=2, href="http://a.example/b.png")
    made = layout(None, block, PageStyle(width, ambiguous=ambiguous))
    for row in range(made.height):
        cells = ends(made.line(row), ambiguous)
        assert all(end <= width for _, end in cells)
        for (_, end), (start, _) in pairwise(cells):
            assert start >= end


def test_a_quote_bar_of_two_cells_keeps_its_distance() -> None:
    block = Block(BlockKind.PARAGRAPH, "天地", containers=(Container(ContainerKind.QUOTE, 1),))
    for ambiguous, x in ((1, 2), (2, 4)):
        bar, text = layout(None, block, PageStyle(30, ambiguous=ambiguous)).line(0).runs
        assert (bar.role, text.x) == (Role.BAR, x)


@pytest.mark.parametrize(("ambiguous", "glyphs"), [(1, 10), (2, 5)])
def test_a_rule_takes_a_third_of_the_column_in_any_width_of_its_glyph(
    ambiguous: int, glyphs: int
) -> None:
    made = layout(None, Block(BlockKind.RULE), PageStyle(30, ambiguous=ambiguous))
    (run,) = made.line(0).runs
    assert (run.x, run.text) == (10, "─" * glyphs)


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_the_line_below_the_card_is_as_wide_as_the_column(ambiguous: int) -> None:
    card = Card("题目", "某处 · 2020-01-01", ("甲", "乙"), ("“某事”——",))
    lines = card_lines(card, PageStyle(24, ambiguous=ambiguous))
    assert ends(lines[-2], ambiguous) == [(0, 24)]
    assert max(end for line in lines for _, end in ends(line, ambiguous)) == 24


def heading(level: int) -> Block:
    return Block(BlockKind.HEADING, "题目", level=level)


TEXT = Block(BlockKind.PARAGRAPH, "天地")


@pytest.mark.parametrize(
    ("previous", "block", "rows"),
    [
        (None, TEXT, 0),
        (None, heading(1), 0),
        (TEXT, TEXT, 1),
        (TEXT, replace(TEXT, tight=True), 0),
        (TEXT, heading(1), 2),
        (TEXT, heading(2), 2),
        (TEXT, heading(3), 1),
        (heading(1), heading(2), 1),
        (heading(1), TEXT, 1),
    ],
)
def test_more_air_stands_above_a_heading_than_below(
    previous: Block | None, block: Block, rows: int
) -> None:
    assert gap_rows(previous, block) == rows


HAN = Block(BlockKind.PARAGRAPH, "一段中文。")


@pytest.mark.parametrize(
    ("previous", "block", "rows"),
    [
        (HAN, HAN, 0),
        (HAN, replace(HAN, text="　　自己缩进的一段。"), 0),
        (HAN, replace(TEXT, text="Plain."), 1),
        (replace(TEXT, text="Plain."), HAN, 1),
        (HAN, replace(HAN, containers=(Container(ContainerKind.QUOTE, 1),)), 1),
        (HAN, Block(BlockKind.MATH, "一"), 1),
        (HAN, heading(1), 2),
        (None, HAN, 0),
    ],
)
def test_an_indent_takes_the_place_of_the_blank_row_between_two_that_have_it(
    previous: Block | None, block: Block, rows: int
) -> None:
    style = PageStyle(40, indent=4)
    assert frame(previous, block, style, frozenset()).gap_rows == rows


def test_where_there_is_no_room_to_indent_the_blank_row_stays() -> None:
    for style in (PageStyle(40), PageStyle(18, indent=4)):
        assert frame(HAN, HAN, style, frozenset()).gap_rows == 1


def test_a_definition_is_four_cells_to_the_right() -> None:
    inside = replace(TEXT, containers=(Container(ContainerKind.DEFINITION, 1),))
    (run,) = layout(None, inside, PageStyle(30)).line(0).runs
    assert run.x == 4


@pytest.mark.parametrize(("level", "top", "rank"), [(1, 1, 1), (3, 2, 2), (6, 1, 6), (1, 3, 1)])
def test_a_frame_has_the_rank_of_its_heading(level: int, top: int, rank: int) -> None:
    assert frame(None, heading(level), PageStyle(30), frozenset(), top).rank == rank
    assert frame(None, TEXT, PageStyle(30), frozenset(), top).rank == 0
