"""Headings: told apart by more than colour, and by what stands before them only."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind
from reader.text.width import cell_width
from reader.typeset.headings import HeadingScale, rank
from reader.typeset.model import PageStyle, Role
from reader.typeset.set_block import layout


def heading(level: int, text: str = "题目") -> Block:
    return Block(BlockKind.HEADING, text, level=level)


def look(block: Block, style: PageStyle, top: int = 1) -> list[str]:
    made = layout(Block(BlockKind.PARAGRAPH, "前"), block, style, top=top)
    return ["".join(run.text for run in made.line(row).runs) for row in range(made.height)]


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_six_levels_look_different_without_colours(ambiguous: int) -> None:
    style = PageStyle(40, ambiguous=ambiguous)
    assert len({tuple(look(heading(level), style)) for level in range(1, 7)}) == 6


def test_the_shallowest_level_is_set_alike_in_every_document() -> None:
    style = PageStyle(40)
    assert (
        look(heading(1), style, top=1)
        == look(heading(3), style, top=3)
        == look(heading(2), style, 2)
    )
    assert look(heading(2), style, top=1) == look(heading(5), style, top=4)


def test_a_level_above_the_shallowest_so_far_counts_as_the_first() -> None:
    assert rank(heading(1), 3) == 1
    assert rank(heading(6), 1) == 6


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("text", ["题目", "a", "“题”", "很长的题目" * 9])
def test_the_line_below_is_no_longer_than_the_heading(text: str, ambiguous: int) -> None:
    style = PageStyle(21, ambiguous=ambiguous, hang=2)
    made = layout(None, heading(1, text), style)
    (rule,) = made.line(made.height - 1).runs
    longest = max(
        cell_width(run.text, ambiguous=ambiguous)
        for row in range(made.height - 1)
        for run in made.line(row).runs
    )
    assert rule.role is Role.LINE
    assert longest - 2 < cell_width(rule.text, ambiguous=ambiguous) <= min(longest, 21)


def test_a_long_heading_hangs_behind_its_mark() -> None:
    made = layout(None, heading(2, "天地玄黄宇宙洪荒"), PageStyle(10))
    assert [[(run.x, run.text) for run in made.line(row).runs] for row in range(made.height)] == [
        [(0, "▰"), (2, "天地玄黄")],
        [(2, "宇宙洪荒")],
    ]


BLOCKS = st.lists(
    st.one_of(st.just(Block(BlockKind.PARAGRAPH, "文")), st.integers(1, 6).map(heading)),
    max_size=30,
)


@given(BLOCKS, st.integers(0, 30))
def test_a_scale_that_grows_is_the_scale_of_the_whole(blocks: list[Block], cut: int) -> None:
    whole, grown = HeadingScale(), HeadingScale()
    whole.extend(blocks)
    grown.extend(blocks[:cut])
    early = [grown.top(index) for index in range(len(blocks[:cut]))]
    grown.extend(blocks[cut:])
    tops = [grown.top(index) for index in range(len(blocks))]
    assert tops == [whole.top(index) for index in range(len(blocks))]
    assert tops[:cut] == early


@given(BLOCKS)
def test_the_top_is_the_shallowest_heading_so_far(blocks: list[Block]) -> None:
    scale = HeadingScale()
    scale.extend(blocks)
    for index in range(len(blocks)):
        levels = [b.level for b in blocks[: index + 1] if b.kind is BlockKind.HEADING]
        assert scale.top(index) == (min(levels) if levels else 1)
    headings = [index for index, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    assert all(scale.top(later) <= scale.top(earlier) for earlier, later in pairwise(headings))


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (1, Role.HEADING_1),
        (2, Role.HEADING_2),
        (3, Role.HEADING_3),
        (4, Role.HEADING_4),
        (5, Role.HEADING_4),
        (6, Role.HEADING_4),
    ],
)
def test_the_role_is_that_of_the_rank_and_lower_ones_share_the_last(
    level: int, expected: Role
) -> None:
    made = layout(None, heading(level), PageStyle(40))
    assert next(run.role for run in made.line(0).runs if not run.decoration) is expected
