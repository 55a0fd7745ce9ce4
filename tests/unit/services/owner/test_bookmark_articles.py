"""The articles of bookmarks, found in a library on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.library.article import Article
from reader.library.index import Index
from reader.library.open_article import Opener
from reader.services.catalog import Catalog
from reader.services.owner.article_record import reference
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.owner.undo import Undoing
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles
from reader.state.reading_state import StateDatabase

BODY = """The first sentence of it says how the matter began, long ago and far away.

A second one tells of a quarrel between two printers over the width of a column.

In the third they agree to differ, and the fourth is about what they had for supper.
"""
WORDS = "a quarrel between two printers"
OTHER = """Nothing here is as it was: another writer, another subject, other words altogether.

Bread is baked from flour, water and salt; whoever has time adds a little leaven to it.

It rises overnight in a bowl under a cloth, and in the morning the oven is made hot.
"""


class Shelf:
    """A library, the bookmarks on it, and what a reader who starts anew makes of both."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.library = folder / "lib"
        self._folder = folder
        self._index = Index(folder / "index.db")
        self._state = StateDatabase(folder / "state.db")
        self._clock = clock
        self.start()

    def start(self) -> None:
        """Start anew, on what is on the disk."""
        self.library.mkdir(exist_ok=True)
        list(self._index.refresh([self.library]))
        self.store = BookmarkStore(self._folder / "own" / "bookmarks.json", clock=self._clock)
        self.store.load()
        self.session = Session(
            roots=(self.library,),
            index=self._index,
            own=lambda: Own(self.store, self._state, Opener()),
            settings=Settings(),
            clock=self._clock,
        )
        self.catalog = Catalog(self.session)
        self.keeper = BookmarkKeeper(self.session, self.catalog, Undoing())

    def close(self) -> None:
        self._state.close()
        self._index.close()

    def write(self, name: str, body: str = BODY, title: str = "Printers", url: str = "") -> Path:
        path = self.library / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"title: {title}\n" + (f"url: {url}\n" if url else "")
        path.write_text(f"---\n{head}---\n{body}", "utf-8")
        return path

    def article(self, path: Path) -> Article:
        list(self._index.refresh([self.library]))
        found = self.catalog.article(path)
        assert found is not None
        return found

    def mark(self, path: Path, exact: str = WORDS, key: str = "k") -> Bookmark:
        """Highlight these words; or bookmark the article as such, without words."""
        ref = reference(self.article(path))
        if not exact:
            return self.store.add(Bookmark(ref, id=key))
        before, _, after = path.read_text("utf-8").partition("---\n")[2].partition(exact)
        quote = Quote(exact, before[-32:], after[:32])
        return self.store.add(Bookmark(ref, Place(1, 4), quote, Place(1, 4 + len(exact)), id=key))

    def home(self, key: str = "k") -> str:
        """The name of the article that a bookmark is on, found from both ends."""
        bookmark = self.store.get(key)
        assert bookmark is not None
        found = self.keeper.article_of(bookmark)
        for article in self._index.articles([self.library]):
            has_it = key in {mark.id for mark in self.keeper.of(article)}
            assert has_it is (found is not None and found.path == article.path), article.path
        return "" if found is None else found.path.relative_to(self.library).as_posix()

    def open(self, path: Path) -> bool:
        """Open an article as a reader does; whether the file of bookmarks was written."""
        before = self._bytes()
        outdated = self.keeper.outdated_names(self.article(path))
        if outdated:
            self.keeper.renew_names(path, outdated)
        return self._bytes() != before

    def _bytes(self) -> bytes:
        return self.store.path.read_bytes()


@pytest.fixture
def shelf(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Shelf]:
    made = Shelf(tmp_path, clock)
    yield made
    made.close()


def mend(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("first sentence", "very first"), "utf-8")


@pytest.mark.parametrize("exact", [WORDS, "supper", ""])
@pytest.mark.parametrize("is_opened", [True, False])
@pytest.mark.parametrize("is_closed", [True, False])
def test_a_rename_and_a_typo_mended_afterwards_lose_no_bookmark(
    shelf: Shelf, exact: str, is_opened: bool, is_closed: bool
) -> None:
    path = shelf.write("a.md")
    made = shelf.mark(path, exact)
    path = path.rename(shelf.library / "b.md")
    if is_closed:
        shelf.start()
    assert shelf.article(path).fingerprint == made.article.fingerprint
    assert shelf.home() == "b.md"
    if is_opened:
        assert shelf.open(path)
    mend(path)
    if is_closed:
        shelf.start()
    assert shelf.article(path).fingerprint != made.article.fingerprint
    assert shelf.home() == "b.md"
    shelf.open(path)
    kept = shelf.store.get("k")
    assert kept is not None
    assert (kept.quote, kept.updated) == (made.quote, made.updated)
    if is_closed or not is_opened:
        assert kept.article == reference(shelf.article(path))
    path.rename(shelf.library / "c.md")
    shelf.start()
    assert shelf.home() == "c.md"


@pytest.mark.parametrize(("exact", "url"), [(WORDS, ""), ("", "https://e.org/a"), ("", "")])
@pytest.mark.parametrize("name", ["a.md", "elsewhere/b.md"])
def test_a_text_that_is_measured_otherwise_than_before_loses_no_bookmark(
    shelf: Shelf, exact: str, url: str, name: str
) -> None:
    path = shelf.write("a.md", url=url)
    marked = shelf.mark(path, exact)
    former = replace(marked.article, fingerprint="0" * 32)
    shelf.store.update(replace(marked, article=former))
    (shelf.library / name).parent.mkdir(exist_ok=True)
    path.rename(shelf.library / name)
    shelf.start()
    assert shelf.home() == name


def test_one_write_an_article_and_session(shelf: Shelf) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    shelf.mark(path, "supper", "l")
    assert not shelf.open(path)
    mend(path)
    assert shelf.open(path)
    assert not shelf.open(path)
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert not shelf.open(path)
    shelf.start()
    assert shelf.open(path)
    names = {mark.article for mark in shelf.store.all()}
    assert names == {reference(shelf.article(path))}


def test_lists_and_look_ups_write_nothing(shelf: Shelf) -> None:
    from reader.ui.bookmarks.shelf import Shelver

    path = shelf.write("a.md")
    shelf.mark(path)
    path.rename(shelf.library / "b.md")
    before = DiskFiles().signature(shelf.store.path)
    shelf.start()
    found = Shelver(shelf.session, shelf.catalog, shelf.keeper).shelf()
    assert [group.title for group in found.groups] == ["Printers"]
    assert shelf.home() == "b.md"
    assert DiskFiles().signature(shelf.store.path) == before


def test_another_home_and_an_edit_lose_no_bookmark(shelf: Shelf) -> None:
    path = shelf.write("notes/a.md")
    made = shelf.mark(path)
    away = ArticleRef(made.article.fingerprint, "", "/Users/ann/lib/notes/a.md", "Printers")
    shelf.store.add(Bookmark(away, made.place, made.quote, made.end, id="away"))
    shelf.store.add(Bookmark(away, Place(0), Quote("words that were taken out of it"), id="gone"))
    mend(path)
    assert shelf.article(path)
    assert shelf.home("away") == "notes/a.md"
    assert shelf.home("gone") == "notes/a.md"
    assert shelf.open(path)
    assert {mark.article.path for mark in shelf.store.all()} == {str(path)}


def test_a_record_whose_file_is_in_another_library_stays_as_it_is(
    shelf: Shelf, tmp_path: Path
) -> None:
    path = shelf.write("a.md")
    made = shelf.mark(path)
    elsewhere = tmp_path / "other" / "a.md"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(path.read_bytes())
    away = ArticleRef(made.article.fingerprint, "", str(elsewhere), "Printers")
    shelf.store.add(Bookmark(away, made.place, made.quote, made.end, id="away"))
    shelf.store.remove("k")
    assert shelf.home("away") == "a.md"
    assert not shelf.open(path)
    mend(path)
    assert shelf.article(path)
    assert shelf.home("away") == ""


COPIES = [
    "a.sync-conflict-20260131-120000-ABCDEFG.md",
    "a (conflicted copy 2026-01-31).md",
    "a (1).md",
    "a copy.md",
    "a.bak.md",
    "backup/a.md",
    "0 before/z.md",
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("exact", [WORDS, ""])
def test_a_copy_with_the_old_text_takes_no_bookmark(shelf: Shelf, copy: str, exact: str) -> None:
    path = shelf.write("a.md")
    shelf.mark(path, exact)
    (shelf.library / copy).parent.mkdir(exist_ok=True)
    (shelf.library / copy).write_bytes(path.read_bytes())
    mend(path)
    shelf.start()
    assert shelf.home() == "a.md"
    assert not shelf.open(shelf.library / copy)
    assert shelf.open(path)
    path.unlink()
    assert shelf.article(shelf.library / copy)
    assert shelf.home() == copy  # nothing else is left of it


def test_the_title_mended_beside_a_copy_leaves_the_bookmarks_where_they_were(shelf: Shelf) -> None:
    path = shelf.write("a.md", title="Pinters")
    shelf.mark(path)
    (shelf.library / COPIES[0]).write_bytes(path.read_bytes())
    shelf.write("a.md", title="Printers")
    mend(path)
    shelf.start()
    assert shelf.home() == "a.md"


def test_a_renamed_edited_file_and_its_conflict_copy_are_one_article(shelf: Shelf) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    path = path.rename(shelf.library / "b.md")
    mend(path)
    (shelf.library / "b.sync-conflict-20260131-120000-ABCDEFG.md").write_bytes(path.read_bytes())
    shelf.start()
    assert shelf.home() == "b.md"


@pytest.mark.parametrize("exact", [WORDS, ""])
@pytest.mark.parametrize("title", ["Bread", "Printers"])
def test_another_article_at_the_old_path_leaves_the_bookmarks_with_their_text(
    shelf: Shelf, exact: str, title: str
) -> None:
    path = shelf.write("a.md")
    shelf.mark(path, exact)
    path.rename(shelf.library / "moved.md")
    shelf.write("a.md", OTHER, title)
    shelf.start()
    assert shelf.home() == "moved.md"
    assert not shelf.open(path)
    assert shelf.open(shelf.library / "moved.md")
    mend(shelf.library / "moved.md")
    shelf.start()
    assert shelf.home() == "moved.md"


def test_another_article_at_the_old_path_does_not_hide_the_one_that_moved_and_was_edited(
    shelf: Shelf,
) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    mend(path.rename(shelf.library / "moved.md"))
    shelf.write("a.md", OTHER, "Bread")
    shelf.start()
    assert shelf.home() == "moved.md"
    assert not shelf.open(path)
    assert shelf.open(shelf.library / "moved.md")


def test_another_article_at_the_path_keeps_them_in_sight_but_does_not_get_its_names(
    shelf: Shelf,
) -> None:
    path = shelf.write("a.md")
    made = shelf.mark(path)
    shelf.write("a.md", OTHER, "Bread")
    shelf.start()
    assert shelf.home() == "a.md"
    assert not shelf.open(path)
    assert shelf.store.get("k") == made


def test_two_files_with_one_url(shelf: Shelf) -> None:
    one = shelf.write("one.md", BODY, "One", "https://example.com/")
    shelf.mark(one)
    shelf.write("two.md", OTHER, "Two", "https://example.com/")
    mend(one.rename(shelf.library / "three.md"))
    shelf.start()
    assert shelf.home() == "three.md"
    assert not shelf.open(shelf.library / "two.md")


def test_nobody_guesses_between_two_files_with_one_url_and_none_of_the_words(
    shelf: Shelf,
) -> None:
    one = shelf.write("one.md", BODY, "One", "https://example.com/")
    made = shelf.mark(one)
    one.unlink()
    for name in ("two", "three"):
        shelf.write(f"{name}.md", OTHER + name, name, "https://example.com/")
    shelf.start()
    assert shelf.keeper.article_of(made) is None
    assert not shelf.open(shelf.library / "two.md")


def test_equal_texts_are_chosen_between_in_the_same_way_at_each_start(
    shelf: Shelf,
) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    for name in ("z.md", "y.md", "x.md"):
        (shelf.library / name).write_bytes(path.read_bytes())
    path.unlink()
    shelf.start()
    first = shelf.home()
    shelf.session.index.rebuild()
    for name in ("x.md", "z.md", "y.md"):
        list(shelf.session.index.refresh([shelf.library / name]))
    shelf.start()
    assert shelf.home() == first


def test_a_title_alone_finds_an_article_that_nothing_was_quoted_of(shelf: Shelf) -> None:
    shelf.write("x.md", OTHER, "Bread")
    shelf.start()
    shelf.store.add(Bookmark(ArticleRef(path="/old/b.md", title="BREAD!"), id="k"))
    shelf.store.add(Bookmark(ArticleRef(path="/old/c.md", title="Salt"), id="l"))
    shelf.store.add(
        Bookmark(ArticleRef(path="/old/d.md", title="Bread"), Place(0), Quote("not there"), id="m")
    )
    assert shelf.home("k") == "x.md"
    assert shelf.home("l") == ""
    assert shelf.home("m") == ""
    shelf.write("y.md", OTHER + "and more", "Bread")
    assert shelf.article(shelf.library / "y.md")
    assert shelf.home("k") == ""


def test_long_quotes_find_an_article_of_another_title(shelf: Shelf) -> None:
    shelf.write("x.md", BODY, "Another title")
    shelf.start()
    gone = ArticleRef(path="/old/b.md", title="Printers")
    quote = Quote(WORDS, "A second one tells of ", " over the width")
    shelf.store.add(Bookmark(gone, Place(0), quote, id="k"))
    shelf.store.add(Bookmark(ArticleRef(path="/c.md"), Place(0), Quote("supper"), id="l"))
    said = Quote("The first sentence of it says how", "He wrote: ", ", and so on")
    shelf.store.add(Bookmark(ArticleRef(path="/d.md"), Place(0), said, id="m"))
    assert shelf.home("k") == "x.md"
    assert shelf.home("l") == ""
    assert shelf.home("m") == ""  # quoted elsewhere is not there
    shelf.write("y.md", BODY + OTHER, "A third title")
    assert shelf.article(shelf.library / "y.md")
    assert shelf.home("k") == ""


def test_han_quotes_are_found_in_other_forms(shelf: Shelf) -> None:
    body = "很久以前，人们在一个叫“广场”的地方聊天，每天都有新的人来，也有旧的人走。\n"
    shelf.write("x.md", body, "黄昏")
    shelf.start()
    gone = ArticleRef(path="/old/b.md", title="另一個題目")
    quote = Quote("人們在一個叫“廣場”的地方聊天，每天都有新的人來", "很久以前，", "，也有")
    shelf.store.add(Bookmark(gone, Place(0), quote, id="k"))
    assert shelf.home() == "x.md"


def test_bookmarks_that_came_later_are_looked_up_too(shelf: Shelf) -> None:
    path = shelf.write("x.md", OTHER, "Bread")
    assert shelf.keeper.of(shelf.article(path)) == ()
    other = BookmarkStore(shelf.store.path)
    other.load()
    other.add(Bookmark(ArticleRef(path="/old/b.md", title="Bread"), id="k"))
    assert shelf.keeper.reload()
    assert shelf.home() == "x.md"


@pytest.mark.parametrize("copy", [COPIES[0], "backup/a.md"])
def test_a_backup_is_not_the_file_that_was_renamed_and_edited(shelf: Shelf, copy: str) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    (shelf.library / copy).parent.mkdir(exist_ok=True)
    (shelf.library / copy).write_bytes(path.read_bytes())
    mend(path.rename(shelf.library / "b.md"))
    shelf.start()
    assert shelf.home() == "b.md"
    assert not shelf.open(shelf.library / copy)
    assert shelf.open(shelf.library / "b.md")


STEPS = ("mend", "rename", "move", "copy", "take over", "start", "open")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(STEPS), max_size=9), st.sampled_from([WORDS, "supper", ""]))
def test_the_bookmark_stays_with_its_article_whatever_harmless_is_done(
    steps: list[str], exact: str
) -> None:
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder), lambda: moment)
        try:
            _walk(shelf, steps, exact)
        finally:
            shelf.close()


def _walk(shelf: Shelf, steps: list[str], exact: str) -> None:
    path = shelf.write("a.md")
    made = shelf.mark(path, exact)
    left: list[Path] = []
    for number, step in enumerate(steps):
        former = path
        if step == "mend":
            text = path.read_text("utf-8")
            path.write_text(f"{text}\nAfterthought {number} of the one who wrote it.\n", "utf-8")
        elif step == "rename":
            path = path.rename(path.with_name(f"{number}.md"))
        elif step == "move":
            (path.parent / f"f{number}").mkdir()
            path = path.rename(path.parent / f"f{number}" / path.name)
        elif step == "copy":
            copy = f"{path.stem}.sync-conflict-20260131-12000{number}-ABCDEFG.md"
            path.with_name(copy).write_bytes(path.read_bytes())
        elif step == "take over" and left:
            left.pop().write_text(f"---\ntitle: Bread {number}\n---\n{OTHER}", "utf-8")
        elif step == "start":
            shelf.start()
        else:
            shelf.open(path)
        if path != former:
            left.append(former)
        assert shelf.article(path)
        assert shelf.home() == path.relative_to(shelf.library).as_posix(), (step, number)
    (kept,) = shelf.store.all()
    assert replace(kept, article=made.article) == made


def test_a_newer_file_of_bookmarks_is_not_written(shelf: Shelf) -> None:
    path = shelf.write("a.md")
    shelf.mark(path)
    file = shelf.store.path
    file.write_text(file.read_text("utf-8").replace('"version": 1', '"version": 99'), "utf-8")
    mend(path)
    shelf.start()
    assert shelf.store.read_only
    assert not shelf.open(path)


def test_names_that_no_file_can_have_are_no_end(shelf: Shelf) -> None:
    shelf.write("a.md")
    odd = [
        ArticleRef(path="/\ud800.md", title="\ud800"),
        ArticleRef(path="/a\0b.md", title="x"),
        ArticleRef(url="https://\ud800/", fingerprint="\ud800"),
    ]
    for number, ref in enumerate(odd):
        assert shelf.keeper.homes.home(ref, [Bookmark(ref, id=str(number))]) is None
