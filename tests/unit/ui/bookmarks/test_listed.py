"""Which bookmarks are listed, and which articles are to be looked into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.library.article import Article
from reader.services.catalog import Catalog
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.session import Session
from reader.state.bookmark import ArticleRef, Bookmark
from reader.ui.bookmarks.listed import NO_MATCH, ListedBookmarks
from reader.ui.bookmarks.shelf import NO_DOUBTS, Only, Shelf, Shelver, Wanted

SAME = ArticleRef(path="/one.md", fingerprint="f")
OTHER = ArticleRef(path="/two.md", fingerprint="old")
HERE = {
    SAME: Article(Path("/one.md"), "One", fingerprint="f"),
    OTHER: Article(Path("/two.md"), "Two", fingerprint="new"),
}


def mark(key: str, ref: ArticleRef = SAME, block: int = 0, *, note: str = "") -> Bookmark:
    made = Bookmark(ref, Place(block), Quote("words"), id=key, note=note)
    return replace(made, created="2026-01-02", updated="2026-01-02T00:00:00Z")


def shelf(*bookmarks: Bookmark) -> Shelf:
    nothing = object()
    shelver = Shelver(cast(Session, nothing), cast(Catalog, nothing), cast(BookmarkKeeper, nothing))
    return shelver.shelve(bookmarks, HERE)


def listed(*bookmarks: Bookmark) -> ListedBookmarks:
    made = ListedBookmarks(NO_DOUBTS)
    made.take(shelf(*bookmarks))
    return made


def keys(made: ListedBookmarks) -> Sequence[str]:
    return [item.key for item in made.items]


def test_before_there_is_a_shelf_nothing_is_listed_and_no_number_is_named() -> None:
    made = ListedBookmarks(NO_DOUBTS)
    assert not made.is_known
    assert (keys(made), made.facts(0), made.tags()) == ([], [], [])
    assert made.doubtful_article((), ()) is None


def test_what_is_wanted_stays_so_when_there_are_others() -> None:
    made = listed(mark("a"), mark("b", note="a note"))
    made.want(Wanted(only=Only.NOTES))
    assert keys(made) == ["b"]
    made.take(shelf(mark("c", note="another"), mark("d")))
    assert keys(made) == ["c"]


def test_the_head_says_what_is_listed() -> None:
    made = listed(mark("a"), mark("b", note="a note"))
    assert made.facts(0) == ["2"]
    made.want(Wanted(only=Only.NOTES, query="note", latest=True))
    assert made.facts(1) == ["1 of 2", "with notes", "“note”", "latest first", "1 marked"]


def test_an_empty_list_says_why() -> None:
    assert listed().message("none yet") == "none yet"
    assert listed(mark("a")).message("none yet") == NO_MATCH


def test_marks_of_what_is_gone_go_and_those_of_what_is_hidden_stay() -> None:
    made = listed(mark("a"), mark("b", note="a note"))
    made.want(Wanted(only=Only.NOTES))
    assert made.present({"a", "b", "c"}) == {"a", "b"}


def test_the_cursor_begins_at_a_bookmark_or_at_those_of_an_article() -> None:
    made = listed(mark("a"), mark("b", OTHER, 4), mark("c", OTHER, 2))
    assert made.first_of("b", Path("/one.md")) == "b"
    assert made.first_of("gone", Path("/two.md")) == "c"
    assert made.first_of("gone", None) == ""


def test_an_article_with_another_text_is_looked_into_once_with_all_its_bookmarks() -> None:
    made = listed(mark("a"), mark("b", OTHER, 1), mark("c", OTHER, 2))
    found = made.doubtful_article(range(2), ())
    assert found == (HERE[OTHER], ["b", "c"])
    assert made.doubtful_article(range(3), {"b", "c"}) is None
    assert made.doubtful_article(range(1), ()) is None
