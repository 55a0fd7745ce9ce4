"""Rows of a page that break what holds at any width, down to one cell, whatever the text is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random

from reader.document.model import Block, BlockKind, Document, Place, Table
from reader.text.grapheme import boundaries
from reader.text.width import cell_width
from reader.typeset.card import Card
from reader.typeset.model import Line, PageStyle, Run
from reader.typeset.page import Page
from tests.fuzz.case import Finding
from tests.typography.sheet import ACTING, HANGING, NOTHING, draw

_LOOKED_AT = 5


def broken_rows(document: Document, style: PageStyle, card: Card) -> Iterator[Finding]:
    """All rows, set in the order in which they stand."""
    page = Page(document, style, card)
    page.refine(lambda: False)
    rows = [page.line(row) for row in range(page.height)]
    for index, line in rows:
        yield from _line(document.blocks[index] if index >= 0 else None, line, style)
    at = -1
    for index, group in groupby(rows, key=lambda row: row[0]):
        lines = [line for _, line in group]
        for skipped in range(at + 1, index):
            yield from _missing(document.blocks[skipped], style)
        if index >= 0:
            block = document.blocks[index]
            yield from _text(block, lines, style)
        at = index
    for skipped in range(at + 1, len(document.blocks)):
        yield from _missing(document.blocks[skipped], style)


def broken_ways(
    document: Document, style: PageStyle, card: Card, random: Random
) -> Iterator[Finding]:
    """A page that was looked at elsewhere first, as after a jump; in the end it is the same."""
    if not document.blocks:
        return
    whole, page = Page(document, style, card), Page(document, style, card)
    for _ in range(_LOOKED_AT):
        number = random.randrange(len(document.blocks))
        block = document.blocks[number]
        place = Place(number, random.randint(0, max(0, len(block.text) - 1)))
        position = page.settle(page.position_of(place), 3)
        shown = page.place_at(position)
        # White space that begins a block is shown nowhere where it has no room.
        skipped = block.text[place.offset : shown.offset] if shown.block == number else "?"
        if block.table is None and shown > place and not NOTHING.fullmatch(skipped):
            yield _finding("place-is-above-its-row", block, style, f"{place} at {position}")
    whole.refine(lambda: False)
    page.refine(lambda: False)
    if page.height != whole.height:
        yield _finding("jump-changes-height", None, style, f"{page.height} for {whole.height}")
        return
    for row in range(whole.height):
        ours, theirs = page.line(row), whole.line(row)
        if ours != theirs:
            detail = f"{draw(ours[1])!r}\nfor\n{draw(theirs[1])!r}"
            yield _finding("jump-changes-rows", None, style, detail)
            return


def _finding(kind: str, block: Block | None, style: PageStyle, detail: str) -> Finding:
    of = f"-{block.kind}" if block is not None else ""
    return Finding(f"{kind}{of}", f"{style}\n{detail}")


def _missing(block: Block, style: PageStyle) -> Iterator[Finding]:
    yield _finding("block-has-no-rows", block, style, repr(block.text[:200]))


def _line(block: Block | None, line: Line, style: PageStyle) -> Iterator[Finding]:
    """Width, overlap, characters that act."""
    at = 0
    for run in line.runs:
        if run.x < at:
            yield _finding("overlap", block, style, f"{run} begins before {at}: {draw(line)!r}")
        at = max(at, run.x + cell_width(run.text, ambiguous=style.ambiguous))
        if ACTING.search(run.text):
            yield _finding("acting-row", block, style, repr(run.text))
    if at > style.width and not _may_be_wider(line, at, style):
        yield _finding("wide", block, style, f"{at} cells: {draw(line)!r}\n{line.runs}")


def _may_be_wider(line: Line, cells: int, style: PageStyle) -> bool:
    """A mark that hangs; a cluster that is wider than what is left of the column."""
    last = line.runs[-1]
    mark = last.text[-1:]
    own = cell_width(mark, ambiguous=style.ambiguous)
    if mark in HANGING and cells <= style.width + style.hang and cells - own <= style.width:
        return True
    text = [run for run in line.runs if not run.decoration] or line.runs
    shown = "".join(run.text for run in text)
    return last is text[-1] and len(boundaries(shown.strip() or " ")) == 2


def _text(block: Block, lines: Sequence[Line], style: PageStyle) -> Iterator[Finding]:
    if block.table is not None:
        yield from _cells(block, block.table, lines, style)
    elif block.kind is not BlockKind.CODE or style.wrap_code:
        # What is scrolled is cut at the margin.
        yield from _covered(block, lines, style)


def _covered(block: Block, lines: Sequence[Line], style: PageStyle) -> Iterator[Finding]:
    """The text, once and in its order, between clusters; only white space may be left out."""
    text, at = block.text, 0
    edges = frozenset(boundaries(text))
    for line in lines:
        runs = [run for run in line.runs if not run.decoration and run.end > run.start]
        for run in runs:
            if run.text != text[run.start : run.end]:
                yield _finding("row-has-other-text", block, style, f"{run}")
            if run.start < at or not NOTHING.fullmatch(text[at : run.start]):
                yield _finding("lost", block, style, f"{text[at : run.start]!r} before {run}")
            at = max(at, run.end)
        yield from _within_clusters(block, runs, edges, style)
    if not NOTHING.fullmatch(text[at:]):
        yield _finding("lost", block, style, f"{text[at : at + 60]!r} at the end")


def _within_clusters(
    block: Block, runs: Sequence[Run], edges: frozenset[int], style: PageStyle
) -> Iterator[Finding]:
    for run in runs:
        for offset in (run.start, run.end):
            if offset not in edges and not _hangs(block.text, run, offset, edges):
                around = block.text[max(0, offset - 8) : offset + 8]
                yield _finding("cluster-is-cut", block, style, f"at {offset}: {around!r} {run}")


def _hangs(text: str, run: Run, offset: int, edges: frozenset[int]) -> bool:
    """Whether white space alone is cut off at a line's end, with which a prefix makes a cluster."""
    rest = text[offset : min((edge for edge in edges if edge > offset), default=offset)]
    return offset == run.end and NOTHING.fullmatch(rest) is not None


def _cells(
    block: Block, table: Table, lines: Sequence[Line], style: PageStyle
) -> Iterator[Finding]:
    """Each run in one cell; of each cell all that can be seen, in its order, at least once."""
    cells = sorted((c.start, c.end) for row in table.rows for c in row if c.end > c.start)
    starts = [start for start, _ in cells]
    edges = [
        frozenset(start + edge for edge in boundaries(block.text[start:end]))
        for start, end in cells
    ]
    shown: dict[int, set[int]] = {}
    for line in lines:
        for run in line.runs:
            if run.decoration or run.end <= run.start:
                continue
            owner = bisect_right(starts, run.start) - 1
            if owner < 0 or run.end > cells[owner][1]:
                yield _finding("run-leaves-its-cell", block, style, f"{run}")
                continue
            if run.text != block.text[run.start : run.end]:
                yield _finding("row-has-other-text", block, style, f"{run}")
            shown.setdefault(owner, set()).update(range(run.start, run.end))
            yield from _within_clusters(block, [run], edges[owner], style)
    for owner, (start, end) in enumerate(cells):
        left = "".join(block.text[at] for at in range(start, end) if at not in shown.get(owner, ()))
        if not NOTHING.fullmatch(left):
            yield _finding("lost", block, style, f"{left[:60]!r} of a cell")
