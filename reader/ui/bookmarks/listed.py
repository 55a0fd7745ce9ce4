"""Which of all bookmarks are listed, and what is known of their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.state.durable.record import instant
from reader.text.safe import clean_line
from reader.ui.bookmarks.shelf import Only, Shelf, Wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from reader.library.article import Article
    from reader.state.bookmark import Bookmark
    from reader.ui.bookmarks.shelf import Doubts
    from reader.ui.bookmarks.widgets.row import Group, Item

NO_MATCH = "Nothing matches"


class ListedBookmarks:
    """The bookmarks of a shelf that are wanted, in the order of the list."""

    def __init__(self, doubts: Doubts) -> None:
        self._shelf: Shelf | None = None
        self._positions: list[int] = []
        """Positions on the shelf of what is listed."""
        self.wanted = Wanted()
        self.doubts = doubts

    # -- what there is --------------------------------------------------------------------

    @property
    def is_known(self) -> bool:
        """Whether there is a shelf yet."""
        return self._shelf is not None

    def take(self, shelf: Shelf) -> None:
        """List the bookmarks of a shelf, in place of another one's."""
        self._shelf = shelf
        self._select()

    def want(self, wanted: Wanted) -> None:
        """List others of them."""
        self.wanted = wanted
        self._select()

    def _select(self) -> None:
        self._positions = self._shelf.select(self.wanted) if self._shelf is not None else []

    def tags(self) -> list[tuple[str, int]]:
        """All tags, listed or not, and how many bookmarks have each."""
        return self._shelf.tags() if self._shelf is not None else []

    # -- what is shown of it --------------------------------------------------------------

    @property
    def items(self) -> list[Item]:
        return [self._shelf.items[at] for at in self._positions] if self._shelf else []

    @property
    def groups(self) -> list[Group]:
        return [self._shelf.groups[at] for at in self._positions] if self._shelf else []

    @property
    def bookmarks(self) -> list[Bookmark]:
        return [self._shelf.bookmarks[at] for at in self._positions] if self._shelf else []

    def message(self, none_yet: str) -> str:
        """What is said where nothing is listed; `none_yet` if there are no bookmarks at all."""
        return NO_MATCH if self._shelf is not None and self._shelf.items else none_yet

    def facts(self, marked: int) -> list[str]:
        """What is listed, in words; `marked` of all bookmarks are marked."""
        wanted, listed = self.wanted, len(self._positions)
        total = len(self._shelf.items) if self._shelf is not None else 0
        shown = f"{total:,}" if wanted.is_all else f"{listed:,} of {total:,}"
        parts = [
            shown if self.is_known else "",
            wanted.only.value if wanted.only is not Only.ALL else "",
            f"#{clean_line(wanted.tag)}" if wanted.tag else "",
            f"“{clean_line(wanted.query)}”" if wanted.query.strip() else "",
            "latest first" if wanted.latest else "",
            f"{marked:,} marked" if marked else "",
        ]
        return [part for part in parts if part]

    # -- one of them ----------------------------------------------------------------------

    def present(self, keys: Iterable[str]) -> set[str]:
        """The keys that have a bookmark, listed or not."""
        known = {item.key for item in self._shelf.items} if self._shelf is not None else set()
        return known & set(keys)

    def first_of(self, key: str, article: Path | None) -> str:
        """The bookmark with that key, or else the first one of an article; empty for neither."""
        shelf = self._shelf or Shelf()
        keys = [item.key for item in shelf.items]
        if key in keys:
            return key
        path = str(article)
        there = (key for key, group in zip(keys, shelf.groups, strict=True) if group.key == path)
        return next(there, "")

    def doubtful_article(
        self, rows: Iterable[int], looked: Collection[str]
    ) -> tuple[Article, list[str]] | None:
        """An article that may have lost places, and the ids of all its bookmarks.

        `rows` are those of the list to be looked at, without the bookmarks `looked` at already.
        """
        shelf = self._shelf or Shelf()
        for row in rows:
            position = self._positions[row]
            bookmark, group = shelf.bookmarks[position], shelf.groups[position]
            article = shelf.articles.get(group.key)
            if (
                article is not None
                and bookmark.place
                and bookmark.id not in looked
                and _may_have_changed(article, bookmark)
            ):
                beside = zip(shelf.bookmarks, shelf.groups, strict=True)
                return article, [mark.id for mark, other in beside if other.key == group.key]
        return None


def _may_have_changed(article: Article, bookmark: Bookmark) -> bool:
    """Whether the article may have another text than when the bookmark was made.

    The fingerprint in a bookmark may have been brought up to date since then.
    """
    is_other = article.fingerprint != bookmark.article.fingerprint
    return is_other or article.mtime_ns / 1e9 > instant(bookmark.updated).timestamp()
