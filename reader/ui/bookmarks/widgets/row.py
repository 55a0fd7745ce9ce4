"""What the list of bookmarks shows of each, and how many rows that takes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import accumulate, islice
from types import MappingProxyType
from typing import NamedTuple

from reader.text.linebreak.wrap import lines
from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.article.page.looks import HIGHLIGHT
from reader.ui.sidebar.widgets.entry_text import CURSOR_BAR, Piece

INDENT = 4
"""Cells before the text: cursor bar, sign, a cell on either side of it."""
PAD = 1
GAP = 3
"""Cells at least between a line and the facts beside it."""
LEAST_ROOM = 12
SIGNS = {"article": "■", "place": "◆", "highlight": "▬"}
MARKED = "✓"
NOTE_SIGN = "✎ "
LOST = "lost its place"
MOVED = "moved?"
NOT_HERE = "not in this library"
BETWEEN = " · "
NO_REMARKS: Mapping[str, str] = MappingProxyType({})
DAY, DAY_CELLS = "%Y-%m-%d", 10


class Group(NamedTuple):
    """An article with bookmarks; title and source are safe to show."""

    key: str
    """Unique among the articles."""
    title: str
    source: str
    is_here: bool = True
    """Whether the article is in the library."""


@dataclass(frozen=True, eq=False)
class Item:
    """A bookmark; its texts are safe to show."""

    key: str
    kind: str
    """`article`, `place` or `highlight`."""
    words: str
    note: str = ""
    tags: str = ""
    """The tags as they are written: `#one #two`."""
    color: str = ""
    created: str = ""
    """ISO 8601, or nothing."""

    @cached_property
    def day(self) -> str:
        """The day on the owner's own calendar; empty if there is none."""
        try:
            return datetime.fromisoformat(self.created).astimezone().strftime(DAY)
        except (ValueError, OverflowError):
            return ""

    @cached_property
    def facts(self) -> tuple[Piece, ...]:
        """Pieces that stand beside the words, or under them."""
        kind = Piece(f" {self.color} ", (HIGHLIGHT.format(self.color),))
        pieces = [kind if self.color else Piece(self.kind, ("facts",))]
        if self.tags:
            pieces += [Piece(BETWEEN, ("facts",)), Piece(self.tags, ("tags",))]
        if self.day:
            pieces.append(Piece(f"{BETWEEN}{self.day}", ("facts",)))
        return tuple(pieces)

    @cached_property
    def cells(self) -> tuple[int, int, int]:
        """Cells of the words, the note with its sign, the facts: counted without making them."""
        facts = cell_width(self.color) + 2 if self.color else len(self.kind)
        facts += len(BETWEEN) + cell_width(self.tags) if self.tags else 0
        facts += len(BETWEEN) + DAY_CELLS if self.created else 0
        note = cell_width(NOTE_SIGN + self.note) if self.note else 0
        return cell_width(self.words), note, facts

    def height(self, room: int, remark: str = "") -> int:
        """Rows in a column of so many cells, the facts counted, with a remark before these."""
        words, note, _ = self.cells
        texts = (1 if words <= room else 2) + (0 if not note else 1 if note <= room else 2)
        return texts + (not self.is_beside(room, remark))

    def is_beside(self, room: int, remark: str = "") -> bool:
        """Whether the facts stand beside the last line, which is the only one of its kind."""
        words, note, facts = self.cells
        return (note or words) + GAP + facts + _remark_cells(remark) <= room


def _remark_cells(remark: str) -> int:
    return len(remark) + len(BETWEEN) if remark else 0


class ItemLine(NamedTuple):
    """What a row shows: a line of an item, or of the heading above it (negative)."""

    item: int
    line: int


class Layout:
    """Items under the headings of their groups, as rows of a given width."""

    def __init__(
        self,
        items: Sequence[Item],
        groups: Sequence[Group],
        width: int,
        remarks: Mapping[str, str] = NO_REMARKS,
    ) -> None:
        """`groups` has that of each item; `remarks` says of some, by key, what is wrong with them.

        A heading stands above the first of the items in a row that are of one group.
        """
        self.items = items
        self.groups = groups
        self.width = width
        self.remarks = remarks
        self.room = room = max(LEAST_ROOM, width - INDENT - PAD)
        self._heads = bytearray(len(items))
        """Rows of the heading above each item: its own, and a blank one before it."""
        last = None
        for index, group in enumerate(groups):
            if group is not last and group != last:
                self._heads[index] = 2 if index else 1
            last = group
        rows = (
            head + item.height(room, remarks.get(item.key, ""))
            for head, item in zip(self._heads, items, strict=True)
        )
        self._tops = list(accumulate(rows, initial=0))

    @property
    def height(self) -> int:
        return self._tops[-1]

    def spot(self, row: int) -> ItemLine | None:
        """What is on a row; None behind the last one."""
        if not 0 <= row < self.height:
            return None
        item = bisect_right(self._tops, row) - 1
        return ItemLine(item, row - self._tops[item] - self._heads[item])

    def rows_of(self, item: int) -> tuple[int, int]:
        """The first row of an item, that of its heading if it has one, and how many there are."""
        return self._tops[item], self._tops[item + 1] - self._tops[item]

    def item_near(self, row: int) -> int:
        """The item on a row, or the nearest to it; -1 if there are none."""
        return min(max(0, bisect_right(self._tops, row) - 1), len(self.items) - 1)

    def entry_on(self, row: int) -> int:
        """The item that a row is a line of; -1 for a heading, and outside the list."""
        spot = self.spot(row)
        return spot.item if spot is not None and spot.line >= 0 else -1

    def stepped(self, entry: int, step: int) -> int:
        return min(max(0, entry + step), len(self.items) - 1)

    def steps_of(self, pages: int, entry: int, height: int, *, half: bool) -> int:
        """The number of items that the rows of the pages reach over, at least one."""
        if not self.items:
            return 0
        rows = pages * max(1, height // 2 if half else height - 2)
        return self.item_near(self._tops[entry] + rows) - entry or (1 if rows > 0 else -1)

    # -- rows -----------------------------------------------------------------------------

    def heading(self, item: int, line: int) -> list[Piece]:
        """A row of the heading above an item: its article, and how many are under it."""
        if line < -1:
            return []
        group = self.groups[item]
        size = 1
        while item + size < len(self.items) and not self._heads[item + size]:
            size += 1
        facts = BETWEEN.join(part for part in (group.source, f"{size:,}") if part)
        gone = f"{BETWEEN}{NOT_HERE}" if not group.is_here else ""
        beside = len(BETWEEN) + cell_width(facts) + len(gone)
        title, _ = elide(group.title, max(LEAST_ROOM, self.width - 1 - PAD - beside))
        pieces = [
            Piece(title, ("heading",)),
            Piece(f"{BETWEEN}{facts}", ("facts",)),
            Piece(gone, ("lost",)),
        ]
        return [Piece(" "), *_cut(pieces, self.width - 1 - PAD)]

    def line(self, spot: ItemLine, *, has_bar: bool, is_marked: bool) -> list[Piece]:
        """A row of an item."""
        item = self.items[spot.item]
        sign = MARKED if is_marked else SIGNS.get(item.kind, " ")
        look = "marked" if is_marked else "sign"
        first = spot.line == 0
        head = [
            Piece(CURSOR_BAR if has_bar else " ", ("bar",)),
            Piece(" "),
            Piece(sign if first else " ", (look,)),
            Piece(" "),
        ]
        return head + self._body(item, spot.line)

    def _body(self, item: Item, line: int) -> list[Piece]:
        remark = self.remarks.get(item.key, "")
        words_cells, note_cells, facts_cells = item.cells
        texts = [(text, ("words",)) for text in self._lines(item.words, words_cells)]
        if item.note:
            note = self._lines(NOTE_SIGN + item.note, note_cells)
            texts += [(text, ("note",)) for text in note]
        facts = list(item.facts)
        if remark:
            facts = [Piece(remark, ("lost",)), Piece(BETWEEN, ("facts",)), *facts]
            facts_cells += _remark_cells(remark)
        if line >= len(texts):
            return [Piece(" " * max(0, self.room - facts_cells)), *_cut(facts, self.room)]
        text, looks = texts[line]
        pieces = [Piece(text, looks)]
        if line == len(texts) - 1 and item.is_beside(self.room, remark):
            pieces += [Piece(" " * (self.room - cell_width(text) - facts_cells)), *facts]
        return pieces

    def _lines(self, text: str, cells: int) -> list[str]:
        """A text in one line, or in the first two of more; the last one cut where it goes on."""
        if cells <= self.room:
            return [text]
        first, second = islice(lines(text, self.room), 2)
        return [text[first[0] : first[1]], elide(text[second[0] :], self.room)[0]]


def _cut(pieces: Sequence[Piece], room: int) -> list[Piece]:
    shown = []
    for text, looks in pieces:
        cut, cells = elide(text, room)
        shown.append(Piece(cut, looks))
        room -= cells
    return shown
