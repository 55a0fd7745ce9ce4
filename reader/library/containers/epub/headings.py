"""The table of contents as headings: the outline of the article is made of those.

An entry whose place has a heading gives it its level; where the first lines say what the entry
says, they become one; else the words of the entry are put there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, NamedTuple

from reader.document.html.measures import key
from reader.text.references import unescape

DEEPEST: Final = 6
_HEADING: Final = re.compile(
    r"<h([1-6])((?:\s[^<>]*+)?)>((?:[^<]++|<(?!/?h[1-6][\s>]))*+)</h\1\s*>", re.IGNORECASE
)
_IDENTIFIER: Final = re.compile(r"<[^<>]{0,4000}?\sid=\"([^\"<>]{1,1000})\"[^<>]*+>")
_TAG: Final = re.compile(r"<[^<>]*+>")
_IMAGE: Final = re.compile(r"<img(?=\s)[^<>]{0,2000}?\salt=\"([^\"<>]*+)\"[^<>]*+>")
_UNSEEN: Final = re.compile(r"(?:\s++|<[^<>]*+>|&nbsp;|&#160;|\u3000)*+")
_BLOCK: Final = re.compile(
    r"<(p|div|section|article|li|dt|dd|td|th|blockquote|center|pre|figure|header|h[1-6])"
    r"((?:\s[^<>]*+)?)>",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"</?(?:p|div|section|article|li|dt|dd|td|th|blockquote|center|pre|figure|header|h[1-6]|table"
    r"|ul|ol|body)(?=[\s>])",
    re.IGNORECASE,
)
_LONGEST: Final = 600
"""Characters of markup of a line that may be a heading."""
_MOST_LINES: Final = 3
"""Lines that a heading is written in: a number, a title, a subtitle."""
_MOST_NEAR: Final = 8
"""Headings one after the other: a part, its number, its title, a chapter."""
_SHORTEST: Final = 3
"""Letters by which a part of a label is told from chance."""
_NEAR: Final = 4_000
"""Characters of markup without a word between a place and its heading."""


class PlacedEntry(NamedTuple):
    """An entry of the table that leads into a document."""

    identifier: str
    """The id of the element that it leads to, in the article; empty for the beginning."""
    label: str
    level: int
    """1 to `DEEPEST`."""


@dataclass(slots=True)
class _Heading:
    start: int
    end: int
    written: int
    """The level in the document."""
    inner: str
    attributes: str
    key: str
    level: int = 0
    """The level that an entry gives it; 0 for none."""
    is_heading: bool = True
    """Whether it stays one; a picture without words is none."""


class _Edit(NamedTuple):
    start: int
    end: int
    html: str
    level: int
    """The level of the heading that it makes."""


class Outline:
    """Gives documents their headings, one after the other, in the order in which they are read."""

    def __init__(self, *, has_contents: bool) -> None:
        self._has_contents = has_contents
        self._level = 0
        """The level of the last entry; headings under it are deeper."""
        self._written: int | None = 0
        """The level that its heading had in its document; None if it was put there."""

    def applied(self, body: str, entries: Sequence[PlacedEntry], *, adds: bool) -> str:
        """The document with the headings that its entries want; no new ones unless it `adds`."""
        if not self._has_contents:
            return body
        headings = [_heading(match) for match in _HEADING.finditer(body)]
        edits: list[_Edit] = []
        if entries:
            edits = list(_placed(body, entries, headings, adds=adds))
        edits += self._levels(body, headings, edits)
        return _edited(body, edits)

    def _levels(
        self, body: str, headings: list[_Heading], made: Sequence[_Edit]
    ) -> Iterator[_Edit]:
        """Headings with the levels that the table gives them, or those above them."""
        end = 0
        marks: list[_Edit | _Heading] = [*made, *headings]
        for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
            if isinstance(mark, _Heading) and not mark.is_heading:
                html = f"<div{mark.attributes}>{mark.inner}</div>"
                yield _Edit(mark.start, mark.end, html, 0)
                continue
            if isinstance(mark, _Edit):
                self._level, self._written = mark.level, None
                end = mark.end
                continue
            if mark.level:
                self._level, self._written, level = mark.level, mark.written, mark.level
            else:
                is_next = _is_blank(body, end, mark.start)
                level = self._below(mark.written, is_next=is_next, is_first=not end)
            end = mark.end
            if level != mark.written:
                html = f"<h{level}{mark.attributes}>{mark.inner}</h{level}>"
                yield _Edit(mark.start, mark.end, html, level)

    def _below(self, written: int, *, is_next: bool, is_first: bool) -> int:
        """The level of a heading that the table does not have."""
        if not self._level or (is_first and is_next):
            return written
        if self._written is None:
            self._written = written - 1
        deeper = written - self._written
        if deeper <= 0:  # beside the entry's, or right under it as a subtitle
            deeper = 1 if is_next else 0
        return max(1, min(DEEPEST, self._level + deeper))


def _heading(match: re.Match[str]) -> _Heading:
    text = key(_text(match[3]))
    return _Heading(match.start(), match.end(), int(match[1]), match[3], match[2], text)


def _placed(
    body: str, entries: Sequence[PlacedEntry], headings: list[_Heading], *, adds: bool
) -> Iterator[_Edit]:
    """Find the headings of the entries, and make those that are not there."""
    found = _Headings(body, headings)
    placed = sorted(zip(_places(body, entries), entries, strict=True), key=lambda each: each[0])
    labels: dict[int, set[str]] = {}
    for place, entry in placed:
        labels.setdefault(place, set()).add(key(entry.label))
    made = -1
    for place, entry in placed:
        own = found.own(place, entry, labels[place])
        if own is not None:
            if own.key:
                own.level = entry.level
                continue
            own.is_heading = False
        if not adds:
            continue
        at = max(place, made)
        edit = _line_made(body, at, entry) or _added(body, at, entry)
        if edit.start >= made and not found.overlap(edit):
            made = edit.end
            yield edit


class _Headings:
    """The headings of a document, to be found by where they stand and by what they say."""

    def __init__(self, body: str, headings: list[_Heading]) -> None:
        self._body = body
        self._headings = headings
        self._ends = [heading.end for heading in headings]
        self._by_key: dict[str, list[_Heading]] = {}
        for heading in reversed(headings):
            self._by_key.setdefault(heading.key, []).append(heading)

    def own(self, place: int, entry: PlacedEntry, labels: set[str]) -> _Heading | None:
        """The heading of an entry: with its words at the place, else the first there, else any.

        `labels` are the words of all entries that lead to this place.
        """
        label = key(entry.label)
        near = list(self._near(place))
        for heading in near:
            if _alike(heading.key, label):
                return heading
        if near and not any(_alike(near[0].key, other) for other in labels - {label}):
            return near[0]
        same = self._by_key.get(label, [])
        while same and (same[-1].level or same[-1].end <= place):
            same.pop()
        return same[-1] if same and label and (not entry.identifier or not near) else None

    def _near(self, place: int) -> Iterator[_Heading]:
        """The headings that stand at a place, with no words before them but other headings."""
        at = place
        first = bisect_right(self._ends, place)
        for heading in self._headings[first : first + _MOST_NEAR]:
            if not _is_blank(self._body, at, heading.start):
                return
            at = heading.end
            if not heading.level:
                yield heading

    def overlap(self, edit: _Edit) -> bool:
        """Whether an edit would cut a heading."""
        number = bisect_right(self._ends, edit.start)
        return number < len(self._headings) and self._headings[number].start < edit.end


def _places(body: str, entries: Sequence[PlacedEntry]) -> list[int]:
    """Where each entry leads; to the beginning if its element is not there."""
    wanted = {entry.identifier for entry in entries if entry.identifier}
    found: dict[str, int] = {}
    for match in _IDENTIFIER.finditer(body) if wanted else ():
        identifier = unescape(match[1])
        if identifier in wanted:
            found.setdefault(identifier, match.start())
    return [found.get(entry.identifier, 0) for entry in entries]


def _alike(one: str, other: str) -> bool:
    """Whether two lines say the same, or one of them all that the other says and more."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and short in long


def _is_blank(body: str, start: int, end: int) -> bool:
    if end <= start:
        return True
    if end - start > _NEAR:
        return False
    found = _UNSEEN.match(body, start, end)
    return found is not None and found.end() == end


def _first_word(body: str, place: int) -> int:
    """Where the first word behind a place begins, if it is near."""
    unseen = _UNSEEN.match(body, place, place + _NEAR)
    return unseen.end() if unseen else place


def _line_made(body: str, place: int, entry: PlacedEntry) -> _Edit | None:
    """The first lines at a place as a heading, if they say what the entry says."""
    label = key(entry.label)
    at, said, lines, first = place, "", list[str](), -1
    for _ in range(_MOST_LINES):
        block = _block_at(body, at)
        if block is None:
            return None
        start, end, inner = block
        first = start if first < 0 else first
        lines.append(inner.strip())
        said += key(_text(inner))
        at = end
        if said == label or (len(lines) == 1 and len(said) >= _SHORTEST and label.endswith(said)):
            anchors = _anchors(body[first:end], lines)
            html = f"{anchors}<h{entry.level}>{'<br>'.join(lines)}</h{entry.level}>"
            return _Edit(first, end, html, entry.level)
        if not label.startswith(said):
            return None
    return None


def _block_at(body: str, place: int) -> tuple[int, int, str] | None:
    """The innermost block of the first words at a place: start, end, content; if it is one line."""
    at = _first_word(body, place)
    starts = list(_BLOCK.finditer(body, max(0, place - _LONGEST), at))
    start = starts[-1] if starts else None
    if start is None or not _is_blank(body, start.end(), at):
        return None
    name = start[1].lower()
    if name not in ("p", "div", "center", "blockquote"):
        return None
    end = _END.search(body, start.end(), start.end() + _LONGEST)
    closer = f"</{name}>"
    if end is None or body[end.start() : end.start() + len(closer)].lower() != closer:
        return None
    return start.start(), end.start() + len(closer), body[start.end() : end.start()]


def _anchors(html: str, lines: list[str]) -> str:
    """Anchors for identifiers of the blocks that are no more."""
    kept = "".join(lines)
    names = (match[1] for match in _IDENTIFIER.finditer(html))
    return "".join(f'<a id="{name}"></a>' for name in names if f'"{name}"' not in kept)


def _added(body: str, place: int, entry: PlacedEntry) -> _Edit:
    """The words of an entry before the block that it leads to."""
    html = f"<h{entry.level}>{escape(entry.label)}</h{entry.level}>"
    if _BLOCK.match(body, place):
        return _Edit(place, place, html, entry.level)
    before = list(_BLOCK.finditer(body, max(0, place - _NEAR), place))
    closed = list(_END.finditer(body, max(0, place - _NEAR), place))
    if before and closed and closed[-1].start() == before[-1].start():
        return _Edit(before[-1].start(), before[-1].start(), html, entry.level)
    return _Edit(place, place, html, entry.level)


def _text(html: str) -> str:
    return unescape(_TAG.sub(" ", _IMAGE.sub(r" \1 ", html)))


def _edited(body: str, edits: list[_Edit]) -> str:
    kept: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at:
            kept += (body[at : edit.start], edit.html)
            at = edit.end
    return "".join((*kept, body[at:]))
