"""From a wish to see an article to everything that the view needs, made in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document.model import Document, Place
from reader.errors import ReaderError
from reader.library.opening import OpenedArticle, card_of
from reader.ui.keeping import Keeper
from reader.ui.session import Session
from reader.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from reader.document.find import Match


@dataclass(frozen=True, slots=True)
class Target:
    """Which article to show, and where in it; the place where it was left if nothing is said."""

    path: Path
    place: Place | None = None
    top: bool = False
    """At the title card, wherever it was left."""
    bookmark: str = ""
    """At this bookmark, by its id."""
    fragment: str = ""
    """At this anchor."""
    query: str = ""
    """At its first hit, all hits lit."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be shown."""

    target: Target
    opened: OpenedArticle
    reading: Reading
    matches: tuple[Match, ...] = ()
    bookmarks: tuple[Place, ...] = ()
    notice: str = ""


def prepare(session: Session, keeper: Keeper, target: Target) -> Prepared:
    """Open, convert and look up. Slow: for workers. Raises ReaderError if the file fails."""
    from reader.document.link import links  # late: a worker can wait, the first frame cannot
    from reader.document.outline import outline

    opened = session.opener.open(target.path)
    document = opened.document
    bookmarks = keeper.places(opened)
    place, notice = _start(target, opened, bookmarks, keeper)
    reading = Reading(
        document,
        card_of(opened),
        tuple(link for link in links(document) if link.end > link.start),
        outline(document),
        place,
    )
    matches = matches_of(document, target.query)
    return Prepared(target, opened, reading, matches, tuple(bookmarks.values()), notice)


def _start(
    target: Target, opened: OpenedArticle, bookmarks: dict[str, Place], keeper: Keeper
) -> tuple[Place | None, str]:
    if target.place is not None or target.top:
        return target.place, ""
    if target.bookmark:
        place = bookmarks.get(target.bookmark)
        lost = keeper.has_place(target.bookmark) and place is None
        return place, "The text of this bookmark has changed: its place is lost" if lost else ""
    if target.fragment:
        block = opened.document.anchors.get(target.fragment)
        return (Place(block), "") if block is not None else (None, "")
    try:
        return keeper.place(opened), ""
    except ReaderError as error:
        return None, str(error)


def matches_of(document: Document, query: str) -> tuple[Match, ...]:
    """All hits of all terms of a library query, in reading order, none within another."""
    from reader.document.find import find
    from reader.library.query import parse

    found = {match for term in parse(query).terms for match in find(document, term)}
    ordered = sorted(found, key=lambda m: (m.block, m.start, -m.end))
    matches: list[Match] = []
    for match in ordered:
        last = matches[-1] if matches else None
        if last is None or last.block != match.block or match.start >= last.end:
            matches.append(match)
    return tuple(matches)
