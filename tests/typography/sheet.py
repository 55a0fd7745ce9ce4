"""A typeset page held against the rules: what stands on its rows, and what of the text does not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import regex

from reader.document.model import Block, BlockKind, Table
from reader.typeset.card import Card
from reader.typeset.model import Line, Role, Run
from reader.typeset.page import Page
from tests.typography.measure import cells
from tests.typography.rule import Break, broken_rules, parts_cluster

HANGING = frozenset("、，。．､｡")
ACTING = regex.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Characters that act on a terminal, or on the order in which it shows others."""
NOTHING = regex.compile(r"[\p{Z}\p{Cf}\s]*")
"""Text that nobody misses where a line ends."""


@dataclass(frozen=True, slots=True)
class Violation:
    rule: str
    row: int
    text: str
    """The line, and the next one where it matters."""


@dataclass(slots=True)
class Piece:
    """What one row shows of a text."""

    row: int
    start: int
    end: int
    x: int
    right: int
    """The cell behind its last one."""


@dataclass(slots=True)
class Passage:
    """A text that was broken into lines: of a block, a table's cell, or the title card."""

    text: str
    pieces: list[Piece] = field(default_factory=list)
    verbatim: bool = False
    margin: int = 0
    """Cells from the left edge of the page to the right edge of this text."""

    def add(self, row: int, run: Run) -> None:
        right = run.x + cells(run.text)
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.row == row:
            last.end = max(last.end, run.end)
            last.right = right
        else:
            self.pieces.append(Piece(row, run.start, run.end, run.x, right))


def draw(line: Line) -> str:
    """A line as a terminal shows it, without colours."""
    text, at = "", 0
    for run in line.runs:
        text += " " * (run.x - at) + run.text
        at = max(at, run.x) + cells(run.text)
    return text.rstrip()


Row = tuple[int, Line]
"""The block that a row belongs to, -1 for the card, and what stands on it."""


def rows_of(page: Page) -> list[Row]:
    """All rows of a page, every one of them set."""
    page.refine(lambda: False)
    return [page.line(row) for row in range(page.height)]


def inspect(page: Page, card: Card, rows: Sequence[Row]) -> Iterator[Violation]:
    """All that is wrong with a page, from its first row to its last."""
    width, hang = page.style.width, page.style.hang
    blocks = page.document.blocks
    for row, (_, line) in enumerate(rows):
        yield from _line(row, line, width, hang)
    at, before = 0, -1
    for block, group in groupby(rows, key=lambda row: row[0]):
        lines = [line for _, line in group]
        for skipped in range(before + 1, block):
            yield from _missing(blocks[skipped], at)
        if block < 0:
            yield from _card(card, lines, width)
        else:
            yield from _block(blocks[block], width, at, lines)
        at += len(lines)
        before = block
    for skipped in range(before + 1, len(blocks)):
        yield from _missing(blocks[skipped], at)


def _missing(block: Block, row: int) -> Iterator[Violation]:
    yield Violation("lost", row, f"a whole {block.kind}: {block.text[:60]}")


def _line(row: int, line: Line, width: int, hang: int) -> Iterator[Violation]:
    """Width, overlap, control characters."""
    at = 0
    for run in line.runs:
        if run.x < at:
            yield Violation("overlap", row, draw(line))
        own = len(run.text) if run.text.isascii() else cells(run.text)
        at = max(at, run.x + own)
        if ACTING.search(run.text):
            yield Violation("control", row, repr(run.text))
    if at <= width:
        return
    last = line.runs[-1]
    mark = last.text[-1:]
    if hang and mark in HANGING and at - cells(mark) <= width:
        if at > width + hang:
            yield Violation("hang", row, draw(line))
    elif not (last.x <= width and len(regex.findall(r"\X", last.text)) == 1):
        yield Violation("wide", row, f"{draw(line)}  ({at} cells)")


def _block(block: Block, width: int, top: int, lines: Sequence[Line]) -> Iterator[Violation]:
    """A block's rows, of which `top` is the first."""
    if block.kind is BlockKind.TABLE and block.table is not None:
        yield from _table(block, block.table, top, lines)
        return
    passage = Passage(block.text, verbatim=block.kind is BlockKind.CODE, margin=width)
    for row, line in enumerate(lines, top):
        for run in line.runs:
            if run.start < 0:
                continue
            if run.text != block.text[run.start : run.end]:
                wanted = block.text[run.start : run.end]
                yield Violation("lost", row, f"{run.text} for {wanted}")
            passage.add(row, run)
    yield from _passage(passage, top)


def _passage(passage: Passage, row: int) -> Iterator[Violation]:
    text, pieces = passage.text, passage.pieces
    at = 0
    left = min((piece.x for piece in pieces), default=0)
    room = passage.margin - left
    before: Piece | None = None
    for piece in pieces:
        skipped = text[at : piece.start]
        if piece.start < at or not NOTHING.fullmatch(skipped):
            yield Violation(
                "lost", piece.row, f"{skipped!r} before {text[piece.start : piece.end]}"
            )
        elif before is not None and "\n" not in skipped:
            yield from _broken(passage, before, piece, room)
        at = max(at, piece.end)
        before = piece
    if not NOTHING.fullmatch(text[at:]):
        yield Violation("lost", pieces[-1].row if pieces else row, repr(text[at : at + 60]))


def _broken(passage: Passage, before: Piece, piece: Piece, room: int) -> Iterator[Violation]:
    first, second = (before.start, before.end), (piece.start, piece.end)
    text = passage.text
    if before.end == before.start or piece.end == piece.start:
        return
    if passage.verbatim:
        if parts_cluster(Break(text, first, second, room)):
            yield Violation("cluster", before.row, _shown(text, before, piece))
        return
    free = passage.margin - before.right
    for rule in broken_rules(text, first, second, room, free):
        yield Violation(rule, before.row, _shown(text, before, piece))


def _shown(text: str, before: Piece, piece: Piece) -> str:
    return f"{text[before.start : before.end]} ⏎ {text[piece.start : piece.end]}"


def _table(block: Block, table: Table, top: int, lines: Sequence[Line]) -> Iterator[Violation]:
    """Each cell by itself; a header that is repeated in every record is looked at every time."""
    wanted = sorted(
        (cell.start, cell.end) for row in table.rows for cell in row if cell.end > cell.start
    )
    starts = [start for start, _ in wanted]
    passages: dict[int, list[Passage]] = {}
    for row, line in enumerate(lines, top):
        for place, run in enumerate(line.runs):
            if run.start < 0 or run.end <= run.start:
                continue
            owner = bisect_right(starts, run.start) - 1
            start, end = wanted[owner]
            if run.end > end or run.text != block.text[run.start : run.end]:
                yield Violation("lost", row, f"{run.text}: not the text of its cell")
                continue
            made = passages.setdefault(owner, [])
            moved = Run(run.x, run.text, run.start - start, run.end - start)
            if not made or moved.start < made[-1].pieces[-1].end:
                made.append(Passage(block.text[start:end]))
            made[-1].add(row, moved)
            rule = (later.x for later in line.runs[place + 1 :] if later.role is Role.LINE)
            made[-1].margin = max(made[-1].margin, next(rule, 0), made[-1].pieces[-1].right)
    for owner, (start, end) in enumerate(wanted):
        text = block.text[start:end]
        if owner not in passages and not NOTHING.fullmatch(text):
            yield Violation("lost", top, f"a cell: {text[:60]}")
        for passage in passages.get(owner, ()):
            yield from _passage(passage, top)


def _card(card: Card, lines: Sequence[Line], width: int) -> Iterator[Violation]:
    """Title and byline, whose runs have no offsets: they are found again in their order."""
    for text, role in ((card.title, Role.TITLE), (card.meta, Role.META)):
        passage, at = Passage(text, margin=width), 0
        for row, line in enumerate(lines):
            for run in line.runs:
                if run.role is not role or not run.text:
                    continue
                start = text.find(run.text, at)
                if start < 0:
                    yield Violation("lost", row, f"{run.text}: not of the card, or out of order")
                    continue
                at = start + len(run.text)
                passage.add(row, Run(run.x, run.text, start, at))
        yield from _passage(passage, 0)


def lost_letters(wanted: Iterable[str], lines: Iterable[str]) -> str:
    """The first letters of the texts that do not stand in the lines, in this order; else empty."""
    shown = iter(character for line in lines for character in line if character.isalnum())
    for text in wanted:
        for at, character in enumerate(text):
            if character.isalnum() and character not in shown:
                return text[at : at + 40]
    return ""
