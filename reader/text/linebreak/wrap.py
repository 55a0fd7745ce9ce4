"""Paragraphs set into lines of a given number of cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader.text.grapheme import (
    follows_virama,
    is_boundary,
    is_plain,
    next_boundary,
    previous_boundary,
)
from reader.text.linebreak.classes import HAN_OR_KANA, east, line_classes
from reader.text.linebreak.rules import may_break
from reader.text.white_space import white_end, white_start
from reader.text.width import char_widths

_FORCED = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_HANGING = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
_WHITE = re.compile(f"[{_HANGING}]*")
_HANGING_MARKS = frozenset("、，。．､｡")
_GLUE = frozenset("\u00a0\u2007\u202f")
_SEPARATORS = frozenset("/?&=-._#")


_OPENS = "“‘（「『《【〔〈(\\["
_CLOSES = "，、。．：；！？…—～）」』》】〕〉”’,.:;!?)\\]\"'%％℃"
_ONE = re.compile(f"[{_OPENS}]{{,9}}+[{HAN_OR_KANA}][{_CLOSES}]{{,9}}+")
_LONE = re.compile(f"({_ONE.pattern})[{_HANGING}]*(?:[\n\r\x0b\x0c\x85\u2028\u2029]|\\Z)")
"""A character with its punctuation that is all of a last line; bounded, for each line asks."""


def _letters(plain: str) -> frozenset[str]:
    """These letters of `classes`, East Asian or not."""
    return frozenset((*plain, *map(east, plain)))


_BAD_FIRST = _letters("})!/,.n%m>")
"""Letters that should not begin a line even if it is cut by force."""
_BAD_LAST = _letters("([<$")
_CLOSING = _letters("})")
_OPENING = _letters("(")
_STOPS = _letters(",!")

WINDOW = 8192
"""Characters that are measured at a time."""
_AHEAD = 64
"""Characters after a place that may have a say in whether a line ends there."""
_BEHIND = (256, 4096)
"""Characters before a place that are searched for letters that no rule looks across."""
_STEADY = re.compile("[A-Za-z\u3041-\u3096\u4e00-\u9fff]{3}")


def opportunities(text: str) -> list[int]:
    """All offsets before which a line may or must begin, `len(text)` included, 0 not.

    UAX #14 with the tailoring that `reader.text.linebreak.rules` names. `wrap` uses those that lie
    between grapheme clusters.
    """
    classes = line_classes(text)
    found: list[int] = []
    floor = 0
    for at in range(1, len(text)):
        if may_break(classes, at, floor):
            found.append(at)
            floor = at
    return [*found, len(text)] if text else []


def wrap(
    text: str,
    width: int,
    *,
    first: int | None = None,
    ambiguous: int = 0,
    gaps: Sequence[int] = (),
    hang: int = 0,
    lone: bool = True,
) -> list[tuple[int, int]]:
    """Lines of a paragraph as (start, end) offsets, at least one.

    `width` is in cells, `first` that of the first line if it differs; both count as 1 if less. A
    line ends before its trailing white space, which hangs: it takes no room and is not shown.
    Newlines, in all their forms, end a line. No line is wider than its room, except for a single
    grapheme cluster that is. Text without an opportunity within the room is cut: a URL after a
    separator, anything else between clusters. A first line may be empty if its room is too small
    for a word that fits the next line.

    `gaps` are sorted offsets before which a cell is left free, except where a line begins or ends.
    A comma or full stop of Chinese and Japanese that ends a line may be `hang` cells beyond it.
    Unless `lone`, the last line never is a single Han or kana: the one before it comes down (JLREQ
    3.5.4, 孤字不成行).
    """
    made = lines(text, width, first=first, ambiguous=ambiguous, gaps=gaps, hang=hang, lone=lone)
    return list(made)


def lines(
    text: str,
    width: int,
    *,
    start: int = 0,
    stop: int | None = None,
    first: int | None = None,
    ambiguous: int = 0,
    gaps: Sequence[int] = (),
    hang: int = 0,
    lone: bool = True,
    window: int = WINDOW,
) -> Iterator[tuple[int, int]]:
    """Yield the lines that `wrap` makes, from the one that begins at `start` on.

    No more than `window` characters are measured at a time, with what has a say around them, so
    that the cost is that of the lines taken. `stop` is an offset after which the caller wants
    hardly any line.
    """
    width = max(1, width)
    room = width if start or first is None else max(1, first)
    setting = _Setting(text, ambiguous, _Extras(gaps, hang), window, stop, lone)
    at: int | None = start
    while at is not None:
        at = yield from setting.passage(at, room, width)
        room = width


@dataclass(frozen=True, slots=True)
class _Extras:
    """Cells of a line that are not those of its characters."""

    gaps: Sequence[int]
    """Offsets in the whole text."""
    hang: int

    def between(self, start: int, end: int) -> frozenset[int]:
        """Offsets of the gaps within `text[start:end]`, from its start."""
        low, high = bisect_right(self.gaps, start), bisect_left(self.gaps, end)
        return frozenset(gap - start for gap in self.gaps[low:high])


@dataclass(frozen=True, slots=True)
class _Setting:
    """A text, looked at through a window."""

    text: str
    ambiguous: int
    extras: _Extras
    window: int
    stop: int | None
    lone: bool

    def passage(
        self, at: int, room: int, width: int
    ) -> Generator[tuple[int, int], None, int | None]:
        """Yield the lines from `at` to a forced break; return the offset after it, None at the end.

        The first line has `room` cells.
        """
        text, indent, head = self.text, at, at
        begins = at == 0 or _FORCED.match(text, at - 1) is not None
        if begins:
            indent = white_end(text, at, _WHITE)
            end, behind, closed = self._end(at, indent + 1)
            if closed and indent >= end:
                yield at, at
                return behind
            if sum(char_widths(text[at:indent], ambiguous=self.ambiguous)) >= room:
                at = indent
        size = self._size(at, width)
        while True:
            end, behind, closed = self._end(at, at + size)
            if closed and 2 * (end - at) + self._gaps(at, end) <= room:
                yield at, white_start(text, at, end, _HANGING)
                return behind
            low = head if begins else _context(text, at)
            setter = self._measured(low, end)
            from_ = at - low
            reach = end - low - (0 if closed else _AHEAD)
            while (fits := setter.fitting(from_, room)) < reach:
                cut = setter.cut(from_, max(from_, indent - low), fits, room, width)
                lone = None if self.lone or cut == from_ else _LONE.match(text, low + cut)
                if lone:
                    earlier = setter.sooner(from_, max(from_, indent - low), cut, room)
                    # No gain where both have no room in one line.
                    if setter.fitting(earlier, width) >= lone.end(1) - low:
                        cut = earlier
                yield low + from_, white_start(text, low + from_, low + cut, _HANGING)
                from_, room = cut, width
            moved = low + from_ > at
            at, begins = low + from_, begins and not moved
            if closed:
                if at < end or not moved:
                    yield at, white_start(text, at, end, _HANGING)
                return behind
            size = self._size(at, width) if moved else size * 4

    def _size(self, at: int, width: int) -> int:
        if self.stop is None:
            return self.window
        return min(self.window, max(0, self.stop - at) + 2 * width + 2 * _AHEAD)

    def _end(self, at: int, limit: int) -> tuple[int, int | None, bool]:
        """The end of the visible text, the offset after it, and whether that is known.

        It ends at `limit` or at a forced break before.
        """
        forced = _FORCED.search(self.text, at, limit)
        if forced is None:
            return min(limit, len(self.text)), None, limit >= len(self.text)
        behind = forced.end()
        if forced[0] == "\r" and self.text[behind : behind + 1] == "\n":
            behind += 1
        return forced.start(), behind, True

    def _gaps(self, start: int, end: int) -> int:
        return len(self.extras.between(start, end))

    def _measured(self, low: int, high: int) -> _Setter:
        text, gaps = self.text[low:high], self.extras.between(low, high)
        widths = char_widths(text, ambiguous=self.ambiguous)
        if gaps:
            widths = [cells + (at in gaps) for at, cells in enumerate(widths)]
        totals = list(accumulate(widths, initial=0))
        return _Setter(text, line_classes(text), totals, is_plain(text), gaps, self.extras.hang)


def _context(text: str, at: int) -> int:
    """The offset from which text must be seen for lines from `at` on to be as in all of it."""
    low = at
    for behind in _BEHIND:
        low = max(0, at - behind)
        for forced in _FORCED.finditer(text, low, at):
            low = forced.end()
        steady = _STEADY.search(text, low, at)
        if steady:
            return steady.start()
        if low > at - behind:
            return low
    return previous_boundary(text, low + 1)


@dataclass(frozen=True, slots=True)
class _Setter:
    """One passage, measured."""

    text: str
    classes: str
    totals: list[int]
    """Cells before each offset."""
    plain: bool
    """Whether every character is a cluster of its own."""
    gaps: frozenset[int]
    hang: int

    def cut(self, start: int, low: int, fits: int, room: int, width: int) -> int:
        """The end of the line that begins at `start`, of which `fits` fit; after `low` if possible.

        `start` itself if its room is less than the `width` of the next line, which has an
        opportunity.
        """
        at = self._last_opportunity(start, low, fits)
        if at > start:
            return at
        if room < width and self._last_opportunity(start, low, self.fitting(start, width)) > start:
            return start
        return self._forced_cut(start, low, fits)

    def sooner(self, start: int, low: int, cut: int, room: int) -> int:
        """The opportunity before `cut` if only one character follows `cut`, else `cut`.

        The line keeps at least half of its room.
        """
        at = self._last_opportunity(start, low, cut - 1)
        half = self.totals[start] + room // 2
        if at > start and self.totals[at] >= half and _ONE.fullmatch(self.text, at, cut):
            return at
        return cut

    def fitting(self, start: int, room: int) -> int:
        """The greatest offset up to which text from `start` fits, with the white space after it."""
        limit = self.totals[start] + (start in self.gaps) + room
        at = bisect_right(self.totals, limit, start) - 1
        if self.hang and self.text[at : at + 1] in _HANGING_MARKS:
            at += self.totals[at + 1] <= limit + self.hang and self._parts_clusters(at, at + 1)
        seen = at
        while at < len(self.text) and self.text[at] in _HANGING:
            at += 1
        return at if at == seen or self._parts_clusters(seen, at) else at - 1

    def _last_opportunity(self, start: int, low: int, high: int) -> int:
        """The last opportunity in `low + 1` to `high`; `start` if there is none."""
        if high >= len(self.text):
            return high
        for at in range(high, low, -1):
            if may_break(self.classes, at, start) and self._parts_clusters(start, at):
                return at
        return start

    def _forced_cut(self, start: int, low: int, fits: int) -> int:
        """Where to cut a line that has no opportunity; `fits` lies between clusters.

        The cut is at a space that punctuation holds if there is one, then at a no-break space; a
        longer token is cut after a separator near the end of the line, else beside a bracket or
        quotation mark, else anywhere.
        """
        if fits <= start:
            return next_boundary(self.text, start, floor=start)
        half = (start + fits) // 2
        for floor, suits in (
            (low, self._behind_space),
            (start + (fits - start) // 3, self._behind_glue),
            (half, self._behind_separator),
            (half, self._beside_bracket),
            (half, self._stands_well),
        ):
            for at in range(fits, floor, -1):
                if suits(at) and self._parts_clusters(start, at):
                    return at
        return fits

    def _behind_space(self, at: int) -> bool:
        """The offset after spaces that only ASCII punctuation holds, not Chinese or Japanese."""
        text, before = self.text, at
        if text[at] == " ":
            return False
        while before > 0 and text[before - 1] == " ":
            before -= 1
        if before in (0, at):
            return False
        ends_well = self.classes[before - 1] not in _BAD_LAST or text[before - 1].isascii()
        return ends_well and (self.classes[at] not in _BAD_FIRST or text[at].isascii())

    def _behind_glue(self, at: int) -> bool:
        return self.text[at - 1] in _GLUE and self._stands_well(at)

    def _behind_separator(self, at: int) -> bool:
        text = self.text
        return text[at - 1] in _SEPARATORS and text[at] not in _SEPARATORS and self._stands_well(at)

    def _beside_bracket(self, at: int) -> bool:
        last, first = self.classes[at - 1], self.classes[at]
        if last in _STOPS:
            return not self.text[at].isdigit() and self._stands_well(at)
        beside = last in _CLOSING or first in _OPENING or (last == ">" and first == "<")
        return beside and self._stands_well(at)

    def _stands_well(self, at: int) -> bool:
        """Whether a cut here leaves neither line with a bad first or last character."""
        if self.classes[at] in _BAD_FIRST or self.classes[at - 1] in _BAD_LAST:
            return False
        return self.plain or not follows_virama(self.text, at)

    def _parts_clusters(self, start: int, at: int) -> bool:
        return self.plain or is_boundary(self.text, at, floor=start)
