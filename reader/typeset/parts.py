"""Large blocks in parts, so that a screenful costs a screenful: cut, estimated, set one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from reader.text.grapheme import previous_boundary
from reader.typeset.decorations import Frame
from reader.typeset.model import BlockLayout

Rows = Callable[[int, int], Iterator[tuple[int, int]]]
"""Yields (start, end) of the rows from the first offset on; none is needed from the second on."""

WARM = 8192
"""Characters that are set to find where the rows of a part begin."""


LARGE = 2
"""A block is set in parts from so many times the size of one on."""


class TextSize(NamedTuple):
    """The size of a text at any width."""

    cells: int
    breaks: int

    def rows(self, width: int) -> int:
        """A guess at the rows that it takes."""
        return 1 + max(self.breaks, self.breaks // 2 + self.cells // max(1, width))


def text_size(text: str) -> TextSize:
    """Measure a text in O(bytes) of C code: no width is looked up.

    UTF-8 spends three bytes on a Han character of two cells and one on an ASCII character of
    one, so (bytes + characters) / 2 is the width of either.
    """
    return TextSize((len(text.encode(errors="replace")) + len(text)) // 2, text.count("\n"))


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a block, set."""

    layout: BlockLayout
    following: int
    """The offset at which the first row of the next part begins."""
    cut: bool = False
    """Whether its last row ends early, so that it leads to a part that is set already."""


def continued(frame: Frame) -> Frame:
    """The frame of all parts but the first."""
    return Frame(frame.indent, frame.rest, frame.rest, (), 0)


class BlockParts(Protocol):
    """A large block, to be set in parts. A part has the rows that begin in it."""

    @property
    def count(self) -> int: ...

    def expected(self, part: int) -> int | None:
        """A guess at its rows, better than by the size of its text, once any part was set."""
        ...

    def part_of(self, offset: int) -> int:
        """The part that holds a row that begins at `offset`."""
        ...

    def entry(self, part: int) -> tuple[int, bool]:
        """The likely offset of the first row of a part, without setting those before.

        The second value is whether it is certain.
        """
        ...

    def set(self, part: int, entry: int, limit: int | None) -> Section:
        """Set a part from `entry` on; up to `limit`, if another part begins there already."""
        ...


class Cuts:
    """Offsets at which a text is cut: after a newline if there is one, else within a line."""

    def __init__(self, text: str, size: int, *, whole_lines: bool = False) -> None:
        """Parts have up to `size` characters; `whole_lines` are never cut, however long."""
        self.text = text
        self.starts = [0]
        while len(text) - self.starts[-1] > size:
            nominal = self.starts[-1] + size
            start = text.rfind("\n", self.starts[-1], nominal) + 1
            if not start and whole_lines:
                start = text.find("\n", nominal) + 1 or len(text) + 1
            if start > len(text):
                break
            self.starts.append(start or nominal)

    def __len__(self) -> int:
        return len(self.starts)

    def begins_line(self, part: int) -> bool:
        start = self.starts[part]
        return start == 0 or self.text[start - 1] == "\n"

    def end(self, part: int) -> int:
        """The end of a part, exclusive; a row at the very end of the text is of the last part."""
        following = self.starts[part + 1 : part + 2]
        return following[0] if following else len(self.text) + 1

    def part_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, slots=True)
class Flow:
    """A long text whose rows follow from one another.

    Where the rows of a part begin is certain only if those of the part before are set, or if there
    is a newline not far before. Else some text before is set from anywhere: sooner or later its
    rows begin where they would anyway, for both ways of setting fall on the same opportunity.
    Measured on Chinese and English at 76 cells, four of five times within `WARM` characters.
    """

    cuts: Cuts
    rows: Rows
    _passed: dict[int, tuple[int, bool]] = field(default_factory=dict)
    """Entries of the parts that were passed on the way to another: they fit together."""

    def entry(self, part: int) -> tuple[int, bool]:
        starts = self.cuts.starts
        if self.cuts.begins_line(part):
            return starts[part], True
        if part in self._passed:
            return self._passed[part]
        first = part - 1
        while not self.cuts.begins_line(first) and starts[part] - starts[first] < WARM:
            first -= 1
        certain = self.cuts.begins_line(first)
        start = starts[first] if certain else previous_boundary(self.cuts.text, starts[first] + 1)
        row, rows = start, self.rows(start, starts[part])
        for passed in range(first + 1, part + 1):
            while row < starts[passed]:
                row = next(rows, (len(self.cuts.text) + 1, 0))[0]
            self._passed[passed] = row, certain
        return self._passed[part]

    def section(
        self, part: int, entry: int, limit: int | None
    ) -> tuple[list[tuple[int, int]], int, bool]:
        """The rows of a part; the offset of the next row; whether the last row was cut for that."""
        end = self.cuts.end(part) if limit is None else limit
        following = len(self.cuts.text) + 1
        ranges: list[tuple[int, int]] = []
        for row in self.rows(entry, end) if entry <= len(self.cuts.text) else ():
            if row[0] >= end:
                following = row[0]
                break
            ranges.append(row)
        if limit is None or limit == following:
            return ranges, following, False
        if ranges:
            ranges[-1] = ranges[-1][0], min(ranges[-1][1], limit)
        return ranges, limit, True


RowLayout = Callable[[int, int, list[tuple[int, int]], int], BlockLayout]
"""Sets a part by its number, its entry, its rows and the offset of the row after them."""


class FlowParts:
    """The parts of a text whose rows follow from one another."""

    def __init__(self, flow: Flow, layout: RowLayout) -> None:
        self._flow = flow
        self._layout = layout
        self.part_of = flow.cuts.part_of
        self.entry = flow.entry

    @property
    def count(self) -> int:
        return len(self._flow.cuts)

    def expected(self, part: int) -> int | None:
        del part
        return None

    def set(self, part: int, entry: int, limit: int | None) -> Section:
        ranges, following, cut = self._flow.section(part, entry, limit)
        return Section(self._layout(part, entry, ranges, following), following, cut)
