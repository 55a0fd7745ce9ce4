"""The grid of a document that grows is that of the whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Container, ContainerKind
from reader.typeset.blocks.list_grid import Grid


def item(serial: int, text: str, *outer: Container) -> Block:
    inner = Container(ContainerKind.ITEM, serial, "•", 1)
    return Block(BlockKind.PARAGRAPH, text, containers=(*outer, inner))


def lists(shape: list[tuple[int, str]]) -> list[Block]:
    """Blocks from depths and texts: a deeper one is inside of the item before it."""
    blocks: list[Block] = []
    path: list[Container] = []
    for serial, (depth, text) in enumerate(shape):
        del path[depth:]
        if depth:
            path.append(Container(ContainerKind.ITEM, serial, "•", 1))
        blocks.append(Block(BlockKind.PARAGRAPH, text, containers=tuple(path)))
    return blocks


SHAPES = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(("天", "a", ""))), max_size=30)


@given(SHAPES, st.lists(st.integers(0, 30), max_size=5))
def test_it_learns_the_same_in_any_steps(shape: list[tuple[int, str]], cuts: list[int]) -> None:
    blocks = lists(shape)
    whole = Grid()
    whole.extend(blocks)
    grown = Grid()
    edges = [0, *sorted(min(cut, len(blocks)) for cut in cuts), len(blocks)]
    for low, high in pairwise(edges):
        before = [grid_of(block, grown) for block in blocks[:low]]
        changed = grown.extend(blocks[low:high])
        after = [grid_of(block, grown) for block in blocks[:low]]
        assert before[:changed] == after[:changed]
    assert grown.serials == whole.serials


def grid_of(block: Block, grid: Grid) -> list[bool]:
    return [container.serial in grid.serials for container in block.containers]


def test_an_item_that_begins_with_han_moves_its_siblings() -> None:
    grid = Grid()
    assert grid.extend([Block(BlockKind.PARAGRAPH, "x"), item(1, "a"), item(2, "b")]) == 0
    assert grid.serials == set()
    assert grid.extend([item(3, "天")]) == 1
    assert grid.serials == {1, 2, 3}
    assert grid.extend([item(4, "c")]) == 4
    assert grid.serials == {1, 2, 3, 4}
