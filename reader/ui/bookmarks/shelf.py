"""All bookmarks as the list of them shows them: by article, some of them, in an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.services.owner.tags import format_tags
from reader.state.bookmark import ArticleRef, Bookmark, Kind
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.text.fold import search_form
from reader.text.safe import clean_line, clean_lines
from reader.text.search_pattern import word_forms
from reader.ui.bookmarks.widgets.row import LOST, MOVED, Group, Item

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.owner.bookmark_articles import State
    from reader.services.owner.bookmark_places import ArticleMarks
    from reader.services.owner.bookmarks import BookmarkKeeper
    from reader.services.session import Session

UNNAMED = "(untitled)"
WHOLE = "the whole article"
MOST_WORDS = 400
"""Characters of a quote or a note that two rows can show, and then some."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Ids of bookmarks that are not where they were, as far as it is known."""

    lost: frozenset[str] = frozenset()
    """Keys of bookmarks whose words are gone."""
    unsure: frozenset[str] = frozenset()
    """Keys of bookmarks that may have moved."""

    def after(self, looked: Iterable[str], now: Doubts) -> Doubts:
        """The doubts after some bookmarks were looked for."""
        known = frozenset(looked)
        return Doubts((self.lost - known) | now.lost, (self.unsure - known) | now.unsure)

    def remarks(self) -> dict[str, str]:
        """What is said of each."""
        return {**dict.fromkeys(self.unsure, MOVED), **dict.fromkeys(self.lost, LOST)}


NO_DOUBTS = Doubts()


def doubts_in(marks: ArticleMarks) -> Doubts:
    """What there is to doubt of the bookmarks of an article."""
    return Doubts(frozenset(mark.id for mark in marks.lost), frozenset(marks.unsure))


class Only(StrEnum):
    """Which bookmarks are shown."""

    ALL = "all"
    ARTICLES = "articles"
    PLACES = "places"
    HIGHLIGHTS = "highlights"
    NOTES = "with notes"


KINDS = {Only.ARTICLES: Kind.ARTICLE, Only.PLACES: Kind.PLACE, Only.HIGHLIGHTS: Kind.HIGHLIGHT}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader wants to see of them."""

    only: Only = Only.ALL
    tag: str = ""
    query: str = ""
    latest: bool = False
    """The latest first, rather than by article."""

    @property
    def is_all(self) -> bool:
        return self.only is Only.ALL and not self.tag and not self.query.strip()


@dataclass(frozen=True, eq=False)
class Shelf:
    """Bookmarks by article, each article's in the order of reading; all sequences are parallel."""

    bookmarks: tuple[Bookmark, ...] = ()
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    """Articles in the library, by the key of the group."""
    _folded: dict[int, str] = field(default_factory=dict)
    """What a search looks through, by position."""

    def folded(self, position: int) -> str:
        known = self._folded.get(position)
        if known is None:
            bookmark, group = self.bookmarks[position], self.groups[position]
            quote = bookmark.quote.exact if bookmark.quote else ""
            tags = format_tags(bookmark.tags)
            texts = (quote, bookmark.note, tags, group.title, group.source)
            known = self._folded[position] = search_form("\n".join(texts))
        return known

    def fold_all(self) -> None:
        """Make ready to search; for a worker."""
        for position in range(len(self.items)):
            self.folded(position)

    def select(self, wanted: Wanted) -> list[int]:
        """Positions of what is wanted, in its order."""
        found: Iterable[int] = range(len(self.items))
        marks = self.bookmarks
        if wanted.only is Only.NOTES:
            found = (at for at in found if marks[at].note)
        elif wanted.only is not Only.ALL:
            kind = KINDS[wanted.only]
            found = (at for at in found if marks[at].kind is kind)
        if wanted.tag:
            found = (at for at in found if wanted.tag in marks[at].tags)
        terms = word_forms(wanted.query)
        if terms:
            found = (at for at in found if all(term in self.folded(at) for term in terms))
        if wanted.latest:
            return sorted(found, key=lambda at: (marks[at].created, marks[at].id), reverse=True)
        return list(found)

    def tags(self) -> list[tuple[str, int]]:
        """All tags, the most frequent first, and how many bookmarks have each."""
        counted = Counter(tag for mark in self.bookmarks for tag in set(mark.tags))
        return sorted(counted.items(), key=lambda known: (-known[1], known[0]))


class Shelver:
    """Makes shelves; what it says of a bookmark, and of an article, is made once. For workers.

    Its methods may raise ReaderError.
    """

    def __init__(self, session: Session, catalog: Catalog, keeper: BookmarkKeeper) -> None:
        self._session = session
        self._catalog = catalog
        self._keeper = keeper
        self._known: dict[str, tuple[Bookmark, Item]] = {}
        self._state: State | None = None
        self._resolved: dict[ArticleRef, Article | None] = {}
        """The articles of bookmarks, in that state."""

    def shelf(self) -> Shelf:
        """All bookmarks, under the articles of the library that they are on."""
        bookmarks = self._keeper.all()
        state = self._keeper.homes.state()
        if state is not self._state:
            homes = {ref: None if home is None else home.id for ref, home in state.homes.items()}
            found = self._catalog.articles([*{id_ for id_ in homes.values() if id_ is not None}])
            self._resolved = {
                ref: None if id_ is None else found.get(id_) for ref, id_ in homes.items()
            }
            self._state = state
        return self.shelve(bookmarks, self._resolved)

    def known(self) -> Shelf:
        """The shelf without asking the index: under the names that the bookmarks have."""
        return self.shelve(self._keeper.all(), self._resolved)

    def doubts_of(self, article: Article) -> Doubts:
        """Which bookmarks of an article are not, or not surely, at their words. Opens it: slow."""
        opened = self._session.opener.open(article.path, article)
        return doubts_in(self._keeper.marks(opened))

    def shelve(
        self, bookmarks: Sequence[Bookmark], resolved: Mapping[ArticleRef, Article | None]
    ) -> Shelf:
        """Put bookmarks, which come in the order of the file, under their articles.

        An article that `resolved` does not name yet counts as being in the library.
        """
        groups: dict[str, Group] = {}
        articles: dict[str, Article] = {}
        members: dict[str, list[Bookmark]] = {}
        for bookmark in bookmarks:
            ref = bookmark.article
            article = resolved.get(ref)
            key = str(article.path) if article else ref.path or ref.url or ref.fingerprint
            if key not in groups:
                groups[key] = _group(
                    key, ref, article, is_here=bool(article or ref not in resolved)
                )
                members[key] = []
            if article is not None:
                articles[key] = article
            members[key].append(bookmark)
        ordered: list[Bookmark] = []
        beside: list[Group] = []
        for key, inside in members.items():
            inside.sort(key=_spot)
            ordered += inside
            beside += [groups[key]] * len(inside)
        items = tuple(self._item(mark) for mark in ordered)
        return Shelf(tuple(ordered), items, tuple(beside), articles)

    def _item(self, bookmark: Bookmark) -> Item:
        known = self._known.get(bookmark.id)
        if known is None or known[0] != bookmark:
            item = _item(bookmark)
            _ = item.cells  # measured here, where nobody waits for a key
            known = self._known[bookmark.id] = (bookmark, item)
        return known[1]


def _spot(bookmark: Bookmark) -> tuple[object, ...]:
    place = bookmark.place
    spot = (place.block, place.offset) if place is not None else (-1, -1)
    return (spot, bookmark.created, bookmark.id)


def _group(key: str, ref: ArticleRef, article: Article | None, *, is_here: bool) -> Group:
    if article is not None:
        return Group(key, article.title or UNNAMED, article.source or article.author)
    title = clean_line(ref.title) or clean_line(ref.path.rpartition("/")[2]) or UNNAMED
    return Group(key, title, _host(ref.url), is_here)


def _host(url: str) -> str:
    from urllib.parse import urlsplit

    try:
        return clean_line(urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _item(bookmark: Bookmark) -> Item:
    kind = bookmark.kind
    color = bookmark.color if bookmark.color in HIGHLIGHT_COLORS else HIGHLIGHT_COLORS[0]
    words = clean_line(bookmark.label[:MOST_WORDS])
    return Item(
        bookmark.id,
        kind.value,
        words or (WHOLE if kind is Kind.ARTICLE else "…"),
        clean_lines(bookmark.note[:MOST_WORDS]) if bookmark.note else "",
        format_tags(bookmark.tags) if bookmark.tags else "",
        color if kind is Kind.HIGHLIGHT else "",
        bookmark.created,
    )
