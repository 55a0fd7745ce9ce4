"""The rows of an article in the list as pieces of text, each with the names of its looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reader.services.list_entry import Entry, EntryMark, Spans, detail, glyph
from reader.services.owner.tags import format_tags
from reader.text.grapheme import previous_boundary
from reader.text.truncate import ELLIPSIS, elide
from reader.text.width import cell_width, sign

LINES = 2
"""Rows of an article."""
INDENT = 3
"""Cells before the text: cursor bar, mark, space."""
PAD = 2
"""Cells after the text, over which the scroll bar lies."""
CURSOR_BAR, NARROW_BAR = "▌", "|"
COUNT_DOT = " · "
"""What stands between the name of a group and how many are in it."""
LEAD_SHARE = 4
"""The text before the hit has one part in so many of a snippet's room."""
GAP = 2
"""Cells before the owner's tags."""
LEAST_TAGS = 4
"""Cells that they need at least."""
LEAST_PROGRESS, MOST_PROGRESS = 0.005, 0.995


class Piece(NamedTuple):
    """Text, and what it looks like: the names are laid over each other, the last on top."""

    text: str
    looks: tuple[str, ...] = ()


def bar(under: tuple[str, ...], *, is_shown: bool) -> Piece:
    """The first cell of a row."""
    return Piece(sign(CURSOR_BAR, NARROW_BAR) if is_shown else " ", (*under, "bar"))


def pieces(
    entry: Entry,
    mark: EntryMark,
    line: int,
    width: int,
    under: tuple[str, ...],
    *,
    has_bar: bool,
    is_marked: bool = False,
) -> list[Piece]:
    """Row 0 or 1 of an article, as wide as `width` cells; `under` are the looks below all."""
    if line == 0:
        drawn = _title(entry, glyph(entry.article, mark, is_marked=is_marked), width, under)
    else:
        drawn = _detail(entry, mark, width, under)
    return on_top([bar(under, is_shown=has_bar), *drawn], under)


def heading_text(text: str, room: int) -> str:
    """A heading in exactly so many cells; how many there are of a group is never what is cut."""
    name, dot, count = text.rpartition(COUNT_DOT)
    tail = f"{dot}{count}" if count[:1].isdigit() else ""
    shown, _ = elide(name if tail else text, max(0, room - cell_width(tail)))
    shown, cells = elide(f"{shown}{tail}", max(0, room))
    return shown + " " * (room - cells)


def on_top(drawn: list[Piece], under: tuple[str, ...]) -> list[Piece]:
    """The pieces of a row, in one colour where it is reversed: several could not be read."""
    if "cursor" not in under:
        return drawn
    return [Piece(text, (*looks, "in-cursor")) for text, looks in drawn]


def _title(
    entry: Entry, sign_and_look: tuple[str, str], width: int, under: tuple[str, ...]
) -> Iterator[Piece]:
    mark_sign, name = sign_and_look
    plain = (*under, "title", "cursor-title") if "cursor" in under else (*under, "title")
    count = f" {entry.hits:,}×" if entry.hits > 1 else ""
    beside = cell_width(count)
    text, cells = elide(entry.article.title, width - PAD - INDENT - beside)
    yield Piece(mark_sign, (*under, name))
    yield Piece(" ", under)
    yield from _lit(text, entry.title_lit, plain, (*plain, "lit"))
    yield Piece(" " * max(0, width - PAD - INDENT - cells - beside), under)
    yield Piece(f"{count}{' ' * PAD}", (*under, "meta"))


def _detail(entry: Entry, mark: EntryMark, width: int, under: tuple[str, ...]) -> Iterator[Piece]:
    plain = (*under, "error" if entry.article.error else "meta")
    yield Piece(" " * (INDENT - 1), under)
    room = width - PAD - INDENT
    copies = entry.copies_note
    if entry.snippet:
        right = copies if cell_width(copies) * 4 < room else ""
        space = room - (cell_width(right) + 1 if right else 0)
        snippet, spans = around(entry.snippet, entry.lit, space)
        text, cells = elide(snippet, space)
        yield from _lit(text, spans, plain, (*under, "lit"))
    else:
        is_under_way = LEAST_PROGRESS < mark.progress < MOST_PROGRESS
        progress = f"{mark.progress:.0%}" if is_under_way else ""
        right = " · ".join(part for part in (copies, progress) if part)
        if cell_width(right) > room:
            right = progress
        space = room - (cell_width(right) + 1 if right else 0)
        text, cells = detail(entry.article, space)
        yield Piece(text, plain)
        tags = "" if entry.article.error else format_tags(mark.tags)
        if tags and space - cells - GAP >= LEAST_TAGS:
            shown, used = elide(tags, space - cells - GAP)
            yield Piece(" " * GAP, plain)
            yield Piece(shown, (*under, "tags"))
            cells += GAP + used
    yield Piece(" " * max(0, room - cells - cell_width(right)), plain)
    yield Piece(f"{right}{' ' * PAD}", plain)


def around(text: str, spans: Spans, room: int) -> tuple[str, Spans]:
    """A snippet with so much of its beginning cut that its first hit is within `room` cells."""
    if not spans or cell_width(text[: spans[0][1]]) < room:
        return text, spans
    first = spans[0][0]
    start, lead = first, 0
    while start > 0:
        before = previous_boundary(text, start)
        lead += cell_width(text[before:start])
        if lead * LEAD_SHARE > room:
            break
        start = before
    moved = tuple((low - start + 1, high - start + 1) for low, high in spans)
    return f"{ELLIPSIS}{text[start:]}", moved


def _lit(text: str, spans: Spans, plain: tuple[str, ...], lit: tuple[str, ...]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        start, end = max(at, min(start, len(text))), min(end, len(text))
        if start > at:
            yield Piece(text[at:start], plain)
        if end > start:
            yield Piece(text[start:end], lit)
        at = max(at, end)
    yield Piece(text[at:], plain)
