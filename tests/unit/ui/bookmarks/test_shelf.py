"""Bookmarks under their articles, some of them, in an order."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.library.article import Article
from reader.services.catalog import Catalog
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.session import Session
from reader.state.bookmark import ArticleRef, Bookmark
from reader.ui.bookmarks.shelf import MOST_WORDS, Only, Shelf, Shelver, Wanted

ONE, OTHER = ArticleRef(path="/one.md", title="One"), ArticleRef(path="/two.md", title="釘釘")
MOVED = ArticleRef(path="/old.md", fingerprint="f", title="Old name")
ARTICLE = Article(path=Path("/one.md"), title="One, as it is", source="Site")


def shelver() -> Shelver:
    """One that is never asked for what it would have to look up."""
    nothing = object()
    return Shelver(cast(Session, nothing), cast(Catalog, nothing), cast(BookmarkKeeper, nothing))


def shelve(*bookmarks: Bookmark, resolved: dict[ArticleRef, Article | None] | None = None) -> Shelf:
    return shelver().shelve(bookmarks, resolved or {})


def mark(key: str, ref: ArticleRef = ONE, block: int = 0, **more: object) -> Bookmark:
    made = Bookmark(ref, Place(block), Quote(f"words of {key}"), id=key, created="2026-01-02")
    for name, value in more.items():
        object.__setattr__(made, name, value)
    return made


def keys(shelf: Shelf, wanted: Wanted) -> list[str]:
    return [shelf.bookmarks[at].id for at in shelf.select(wanted)]


def test_bookmarks_by_several_names_of_an_article_are_together_in_its_order() -> None:
    shelf = shelve(
        mark("a", MOVED, 4),
        mark("b", ONE, 1),
        mark("c", OTHER),
        Bookmark(ONE, id="d"),
        resolved={MOVED: ARTICLE, ONE: ARTICLE, OTHER: None},
    )
    assert [bookmark.id for bookmark in shelf.bookmarks] == ["d", "b", "a", "c"]
    assert [group.title for group in shelf.groups] == ["One, as it is"] * 3 + ["釘釘"]
    assert [group.is_here for group in shelf.groups] == [True, True, True, False]
    assert shelf.articles == {"/one.md": ARTICLE}


def test_what_was_not_looked_up_yet_is_not_called_gone() -> None:
    (group,) = shelve(mark("a")).groups
    assert (group.title, group.is_here) == ("One", True)


def test_a_filter_and_a_search_and_an_order_go_together() -> None:
    shelf = shelve(
        mark("a", note="a note", created="2026-01-01"),
        mark("b", OTHER, tags=("x",), created="2026-01-03"),
        mark("c", OTHER, 2, end=Place(2, 5), tags=("x", "y"), created="2026-01-02"),
    )
    assert keys(shelf, Wanted()) == ["a", "b", "c"]
    assert keys(shelf, Wanted(latest=True)) == ["b", "c", "a"]
    assert keys(shelf, Wanted(only=Only.NOTES)) == ["a"]
    assert keys(shelf, Wanted(only=Only.HIGHLIGHTS)) == ["c"]
    assert keys(shelf, Wanted(tag="x", only=Only.PLACES)) == ["b"]
    assert keys(shelf, Wanted(query="钉钉 WORDS", latest=True)) == ["b", "c"]
    assert keys(shelf, Wanted(query="#y")) == ["c"]
    assert shelf.tags() == [("x", 2), ("y", 1)]


def test_a_word_far_into_a_long_highlight_is_found_though_it_is_not_shown() -> None:
    long = Bookmark(ONE, Place(0), Quote("x " * MOST_WORDS + "钉钉"), Place(9), id="a")
    shelf = shelve(long)
    assert "钉" not in shelf.items[0].words
    assert keys(shelf, Wanted(query="釘釘")) == ["a"]


def test_nothing_in_a_bookmark_acts_on_the_terminal() -> None:
    odd = Bookmark(
        ArticleRef(path="/\x1b]0;x\x07.md", url="http://[", title="\x1b[2Jtitle"),
        Place(0),
        Quote("\x1b[31mred\u202e"),
        note="a\nnote\x07",
        tags=("t\x1b[0m",),
        created="no date",
    )
    shelf = shelve(odd)
    (item,), (group,) = shelf.items, shelf.groups
    shown = item.words + item.note + item.tags + item.day + group.title + group.source
    assert shown.isprintable()
    assert item.day == ""


def test_an_item_is_made_again_only_when_its_bookmark_changed() -> None:
    made = shelver()
    first = made.shelve((mark("a"), mark("b")), {})
    again = made.shelve((mark("a"), mark("b", note="now")), {})
    assert again.items[0] is first.items[0]
    assert again.items[1].note == "now"
