"""Everything that the view needs to show an article at a wanted place, made in a worker."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.document.model import BlockKind, Document, Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.open_article import (
    BEGINNING,
    Aim,
    Extent,
    OpenedArticle,
    card_of,
    open_uncut,
)
from reader.services.owner.bookmark_places import NO_MARKS, ArticleMarks
from reader.services.owner.keeper import Keeper
from reader.services.reading.reading_view import Reading
from reader.services.session import Session
from reader.text.fold import search_form
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote
    from reader.document.links import Link
    from reader.document.ranges.find import Match

_TOP = Place()
MARKING_SECONDS = 0.05
"""Time that an article waits for its bookmarks to be found; those of a changed text may come later.
"""


@dataclass(frozen=True, slots=True)
class ArticleTarget:
    """Which article to show, and where in it: without more said, where it was left."""

    path: Path
    place: Place | None = None
    top: bool = False
    """Show the title card, wherever the article was left."""
    bookmark: str = ""
    """Show this bookmark: its id, or the short form of it that a link has."""
    fragment: str = ""
    """Show this anchor."""
    quote: Quote | None = None
    """Show these words."""
    extent: Extent = Extent.ARTICLE
    query: str = ""
    """Show the first hit of this library query, and light all hits."""
    backwards: bool = False
    """Show the last hit instead of the first: the owner walks hits backwards."""
    together: bool = False
    """Show the hits first that stand together: of a query that is nowhere as a whole."""


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article, or at first a part of it, ready to be shown."""

    target: ArticleTarget
    opened: OpenedArticle
    reading: Reading
    matches: tuple[Match, ...] = ()
    marks: ArticleMarks = NO_MARKS
    notice: str = ""
    first: Place = _TOP
    """From where on the first hit is looked for."""


def prepare(
    session: Session,
    keeper: Keeper,
    target: ArticleTarget,
    wanted: Callable[[], bool] = lambda: True,
) -> Generator[PreparedArticle, None, None]:
    """Open and convert an article and find its places: of a long one first parts, then the whole.

    Slow, for workers; ends early once `wanted` is false. Raises ReaderError if the file fails.
    """
    known = session.index.article(target.path)
    if target.extent is not Extent.ARTICLE:
        yield _prepared(target, open_uncut(target.path, target.extent, known), keeper)
        return

    def aim(article: Article) -> Aim:
        return _aim(target, article, keeper)

    for opened in session.opener.by_parts(target.path, known, aim, wanted):
        if opened.complete or _has(opened, target):
            yield _prepared(target, opened, keeper)


def prepare_end(session: Session, keeper: Keeper, path: Path) -> PreparedArticle | None:
    """The last screens of a long article, before it is read as a whole; None for a short one."""
    from reader.library.open_article import open_part

    opened = open_part(path, Aim(end=True), session.index.article(path))
    return None if opened is None else _prepared(ArticleTarget(path), opened, keeper)


def _prepared(target: ArticleTarget, opened: OpenedArticle, keeper: Keeper) -> PreparedArticle:
    from reader.document.links import links  # late: a worker can wait, the first frame cannot
    from reader.document.outline import outline

    document = opened.document
    has_places = opened.complete and opened.extent is Extent.ARTICLE
    marks = keeper.bookmarks.marks(opened, seconds=MARKING_SECONDS) if has_places else NO_MARKS
    place, notice = _start(target, opened, marks, keeper)
    reading = Reading(
        document,
        card_of(opened),
        tuple(link for link in links(document) if _is_seen(link, document)),
        outline(document),
        place,
        opened.complete,
        opened.before,
        opened.after,
    )
    matches = matches_of(document, target.query)
    first = most_together(document, matches) if target.together else Place()
    return PreparedArticle(target, opened, reading, matches, marks, notice, first)


def _is_seen(link: Link, document: Document) -> bool:
    """Whether there is something of a link on the page: words, or the picture that it is of."""
    return link.end > link.start or document.blocks[link.block].kind is BlockKind.IMAGE


def corresponding(part: Document, place: Place, whole: Document) -> Place | None:
    """Where a place in a part of an article is in the whole; None if its text is not there."""
    from reader.document.anchors.finder import locate  # late: only long articles need it
    from reader.document.anchors.quote import describe

    def text(document: Document, block: int) -> str | None:
        return document.blocks[block].text if 0 <= block < len(document.blocks) else None

    here = text(part, place.block)
    around = (text(part, place.block - 1), text(part, place.block + 1))
    same = [index for index, block in enumerate(whole.blocks) if block.text == here]
    if same:
        # The blocks around a repeated text tell which one it is.
        found = max(same, key=lambda i: (text(whole, i - 1), text(whole, i + 1)) == around)
        return Place(found, place.offset)
    return locate(whole, describe(part, place), Place())


def _aim(target: ArticleTarget, article: Article, keeper: Keeper) -> Aim:
    """Which part of a long article to show first."""
    if target.place is not None or target.top or target.fragment:
        return BEGINNING
    if target.quote is not None:
        return Aim(quote=target.quote)
    if target.bookmark:
        key = keeper.bookmarks.key_of(target.bookmark, article)
        return Aim(quote=keeper.bookmarks.quote_of(key))
    if target.query:
        from reader.library.search.query import parse

        return Aim(terms=tuple(parse(target.query).lit))
    return Aim(quote=keeper.places.left_at(article))


def _has(opened: OpenedArticle, target: ArticleTarget) -> bool:
    """Whether a part of an article holds the place that is to be shown."""
    if target.fragment:
        from reader.document.anchors.fragments import find_fragment  # late: seldom needed

        return find_fragment(opened.document, target.fragment) is not None
    if target.backwards:
        return False
    if target.place is not None:
        return target.place.block < len(opened.document.blocks) - 1
    return True


def _start(
    target: ArticleTarget, opened: OpenedArticle, marks: ArticleMarks, keeper: Keeper
) -> tuple[Place | None, str]:
    if target.place is not None or target.top:
        return target.place, ""
    if target.quote is not None:
        from reader.document.anchors.finder import locate  # late: seldom needed

        return locate(opened.document, target.quote, Place()), ""
    if target.bookmark:
        return _at_bookmark(target.bookmark, opened, marks, keeper)
    if target.fragment:
        from reader.document.anchors.fragments import find_fragment  # late: seldom needed

        return find_fragment(opened.document, target.fragment), ""
    return _where_left(opened, keeper)


def _at_bookmark(
    word: str, opened: OpenedArticle, marks: ArticleMarks, keeper: Keeper
) -> tuple[Place | None, str]:
    key = keeper.bookmarks.key_of(word, opened.article)
    if not key:
        place, notice = _where_left(opened, keeper)
        return place, notice or f"There is no bookmark “{clean_line(word)}” here"
    place = marks.places.get(key)
    if place is None:
        place = keeper.bookmarks.located(opened, key)
    if not opened.complete:
        return place, ""
    lost = keeper.bookmarks.has_place(key) and place is None
    return place, "The text of this bookmark has changed: its place is lost" if lost else ""


def _where_left(opened: OpenedArticle, keeper: Keeper) -> tuple[Place | None, str]:
    try:
        return keeper.places.place(opened), ""
    except ReaderError as error:
        return None, str(error)


def most_together(document: Document, matches: Sequence[Match]) -> Place:
    """The first block in which hits of the most different words are, by their characters."""
    found: dict[int, set[str]] = {}
    for match in matches:
        words = found.setdefault(match.block, set())
        words.add(search_form(document.blocks[match.block].text[match.start : match.end]))
    return Place(max(found, key=lambda block: sum(map(len, found[block])), default=0))


def matches_of(document: Document, query: str) -> tuple[Match, ...]:
    """All hits of all terms of a library query, in reading order, none overlapping another."""
    from reader.document.ranges.find import find_ranges
    from reader.library.search.passages import finder_of
    from reader.library.search.query import parse
    from reader.library.search.term import block_finder

    asked = parse(query)
    finder = finder_of(block_finder(asked.lit), asked.passages)
    if not asked.passages:
        return find_ranges(document, finder.finditer)
    # In the index a block is a line.
    return find_ranges(document, lambda text: finder.finditer(text.replace("\n", " ")))
