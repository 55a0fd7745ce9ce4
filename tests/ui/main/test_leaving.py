"""The end of the reader waits for what the owner made, and for nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from textual import events
from textual.widgets import Input, TextArea

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.open_article import BEGINNING, Aim, OpenedArticle, Opener
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles
from reader.state.reading_state import StateDatabase
from reader.state.saved_searches import SearchStore
from reader.ui.app import ReaderApp
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from reader.ui.main.lifecycle import leaving
from tests.ui.conftest import PATIENCE, Reader, Start

T = TypeVar("T")


class HeldFiles(DiskFiles):
    """A disk on which somebody else holds every lock until it is let go."""

    def __init__(self) -> None:
        self.held = Event()
        """Somebody waits for it."""
        self.free = Event()
        self.free.set()

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        if not self.free.is_set():
            self.held.set()
        assert self.free.wait(PATIENCE)
        with super().lock(path, timeout):
            yield


class LockedDatabase(StateDatabase):
    """One that waits, and waits, once that was asked for."""

    is_locked = False

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.free = Event()

    def _run(self, work: Callable[[sqlite3.Connection], T], begin: str = "BEGIN") -> T:
        if self.is_locked and "IMMEDIATE" in begin:
            assert self.free.wait(PATIENCE)
        return super()._run(work, begin)


def wait_for(event: Event) -> None:
    assert event.wait(PATIENCE)


def added(store: BookmarkStore) -> str:
    store.add(Bookmark(article=ArticleRef(path="/a")))
    return "added"


def on_disk(reader: Reader) -> BookmarkStore:
    store = BookmarkStore(reader.store.path)
    store.load()
    return store


def has_ended(app: ReaderApp) -> bool:
    return app._exit


@pytest.mark.parametrize("again", ["key", "signal"])
async def test_who_asks_twice_for_the_end_while_it_is_saved_loses_nothing(
    start: Start, again: str
) -> None:
    files = HeldFiles()
    async with start(files=files, busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "enter")
        files.free.clear()
        await reader.pilot.press("m", "Q")
        await reader.until(lambda: "Saving…" in reader.text)
        assert "bookmarks.json" in reader.main.status.message
        if again == "key":
            await reader.pilot.press("Q", "Q")
        else:
            reader.app.leave()
        assert files.held.is_set()
        assert not has_ended(reader.app)
        files.free.set()
        await reader.until(lambda: has_ended(reader.app))
        assert reader.app.return_code == 0
        assert len(on_disk(reader).all()) == 1


async def test_what_the_owner_made_need_not_be_read_for_the_end(start: Start) -> None:
    free = Event()
    try:
        async with start(busy=True, opening=lambda: wait_for(free)) as reader:
            reader.main.pane.retry()
            await reader.pilot.press("Q")
            await reader.until(lambda: has_ended(reader.app))
            assert not free.is_set()
            assert not reader.main.keeper.own_lane.busy
            free.set()
    finally:
        free.set()


async def test_what_waits_for_the_owners_files_to_be_read_is_owed_and_not_being_written(
    start: Start,
) -> None:
    free = Event()
    files = HeldFiles()
    try:
        async with start(busy=True, files=files, opening=lambda: wait_for(free)) as reader:
            reader.main.pane.keep(partial(added, reader.store))
            await reader.until(lambda: reader.main.keeper.own_lane.busy)
            ending = reader.app._ending
            assert (ending.is_saving(), ending.is_owed()) == (False, True)
            files.free.clear()
            free.set()
            await reader.until(files.held.is_set)
            assert ending.is_saving()
            files.free.set()
            await reader.settle()
            assert not ending.is_saving()
            assert len(on_disk(reader).all()) == 1
    finally:
        free.set()
        files.free.set()


async def test_what_is_being_saved_outlives_those_that_wait_for_it(start: Start) -> None:
    files = HeldFiles()
    async with start(files=files, busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "enter")
        files.free.clear()
        await reader.pilot.press("m", "space", "m")
        await reader.until(files.held.is_set)
        reader.app.workers.cancel_all()
        files.free.set()
        await reader.settle()
        assert len(on_disk(reader).all()) == 2


async def test_bookmarks_and_the_end_do_not_wait_for_a_locked_database(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[LockedDatabase] = []

    def database(path: Path) -> StateDatabase:
        made.append(LockedDatabase(path))
        return made[0]

    monkeypatch.setattr(leaving, "PLACES_SECONDS", 0.2)
    async with start(database=database, busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "enter")
        (state,) = made
        state.is_locked = True
        try:
            await reader.pilot.press("space")
            reader.main.pane.save_place()
            await reader.until(lambda: reader.main.keeper.place_lane.busy)
            await reader.pilot.press("m")
            await reader.until(lambda: "Bookmarked" in reader.text)
            assert len(on_disk(reader).all()) == 1
            await reader.pilot.press("space", "m", "U")
            await reader.until(lambda: "taken back" in reader.text)
            assert len(on_disk(reader).all()) == 1
            assert reader.main.keeper.place_lane.busy
            await reader.pilot.press("Q")
            await reader.until(lambda: has_ended(reader.app))
            assert reader.app.return_code == 0
        finally:
            state.free.set()


async def test_a_flag_that_waits_is_what_is_taken_back_next(start: Start) -> None:
    made: list[LockedDatabase] = []

    def database(path: Path) -> StateDatabase:
        made.append(LockedDatabase(path))
        return made[0]

    async with start(database=database, busy=True) as reader:
        await reader.settle()
        await reader.press("m")
        (state,) = made
        state.is_locked = True
        await reader.pilot.press("N", "U")
        state.free.set()
        await reader.settle()
        assert "unread again" in reader.main.status.message
        assert len(reader.store.all()) == 1
        await reader.press("U")
        assert reader.store.all() == ()


class HalfOpener(Opener):
    """Says of every article that it is a part, until the rest is let come."""

    def __init__(self) -> None:
        super().__init__()
        self.rest = Event()

    def by_parts(
        self,
        path: Path,
        known: Article | None = None,
        aim: Callable[[Article], Aim] = lambda _: BEGINNING,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[OpenedArticle]:
        del aim
        whole = self.open(path, known)
        yield replace(whole, complete=False)
        while not self.rest.wait(0.01):
            if not wanted():
                return
        yield whole


async def test_a_bookmark_on_an_article_that_is_still_read_in_comes_before_the_end(
    start: Start,
) -> None:
    opener = HalfOpener()
    try:
        async with start(opener=opener, busy=True) as reader:
            await reader.until(lambda: len(reader.titles) == 4)
            await reader.pilot.press("j", "j", "enter")
            await reader.until(lambda: reader.shown == "群聊的黄昏")
            await reader.pilot.press("m", "Q")
            await reader.until(lambda: "Reading the rest of the article" in reader.text)
            assert not has_ended(reader.app)
            assert on_disk(reader).all() == ()
            opener.rest.set()
            await reader.until(lambda: has_ended(reader.app))
            assert len(on_disk(reader).all()) == 1
    finally:
        opener.rest.set()


# -- half-typed -------------------------------------------------------------------------


async def highlighted(reader: Reader) -> None:
    """Highlight something; its dialog is open."""
    await reader.press("j", "j", "enter")
    reader.main.pane.view.go_to(Place(2))
    await reader.press("v", "v", "v", "l", "l", "H")
    assert isinstance(reader.app.screen, BookmarkDialog)


@pytest.mark.parametrize("ways", [("leave",), ("leave", "leave")])
async def test_what_stands_in_a_dialog_is_kept_at_the_end(
    start: Start, ways: tuple[str, ...]
) -> None:
    async with start() as reader:
        await highlighted(reader)
        await reader.type("half a thou")
        await reader.press("tab")
        await reader.type("#quick #unfin")
        await reader.press("ctrl+n")
        for _ in ways:
            reader.app.leave()
        await reader.until(lambda: has_ended(reader.app))
        (mark,) = on_disk(reader).all()
        assert (mark.note, mark.tags, mark.color) == ("half a thou", ("quick", "unfin"), "green")


async def test_of_a_dialog_that_is_given_up_nothing_is_kept(start: Start) -> None:
    async with start() as reader:
        await highlighted(reader)
        await reader.type("never mind")
        await reader.press("escape")
        reader.app.leave()
        await reader.until(lambda: has_ended(reader.app))
        assert on_disk(reader).all()[0].note == ""


async def test_a_dialog_that_an_ended_app_takes_with_it_is_kept(start: Start) -> None:
    async with start() as reader:
        await highlighted(reader)
        await reader.type("half a thou")
        reader.app.exit(return_code=1)
        await reader.until(lambda: len(on_disk(reader).all()) == 1)
    await reader.main.keeper.own_lane.rest()
    assert on_disk(reader).all()[0].note == "half a thou"


async def test_a_half_typed_name_of_a_search_is_kept_at_the_end(
    start: Start, clock: Callable[[], object]
) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("广场")
        for key in ("enter", "h", "w", "v", "e"):  # each is for what the one before has brought up
            await reader.press(key)
        await reader.type("the squa")
        reader.app.leave()
        await reader.until(lambda: has_ended(reader.app))
        searches = SearchStore(reader.store.path.with_name("searches.json"), clock)  # type: ignore[arg-type]  # of times
        searches.load()
        assert searches.all()[0].name == "the squa"


# -- searches ---------------------------------------------------------------------------


async def test_searches_that_the_disk_refuses_are_tried_again(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        await reader.press("slash")
        await reader.type("广场")
        await reader.press("enter", "h")
        folder = reader.store.path.parent
        folder.rename(tmp_path / "aside") if folder.exists() else None
        folder.write_text("in the way", "utf-8")
        await reader.press("w")
        assert "Kept in memory" in reader.main.status.message
        assert reader.main.keeper.unsaved
        folder.unlink()
        reader.main.pane.retry()
        await reader.settle()
        assert not reader.main.keeper.unsaved
        assert "Searches are on disk again" in reader.main.status.message
    assert reader.store.path.with_name("searches.json").exists()


async def test_what_fails_of_itself_is_not_said_to_be_kept(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        folder = reader.store.path.parent
        folder.rename(tmp_path / "aside") if folder.exists() else None
        folder.write_text("in the way", "utf-8")
        await reader.press("m")
        assert "Kept in memory" in reader.main.status.message

        def fail() -> str:
            raise ReaderError("cannot be read", path=tmp_path / "given.json")

        reader.main.pane.keep(fail)
        await reader.settle()
        assert reader.main.status.message == "given.json: cannot be read"
        folder.unlink()


@pytest.mark.parametrize("ends", [False, True])
async def test_what_is_typed_for_a_dialog_that_waits_for_a_save_is_its_note(
    start: Start, ends: bool
) -> None:
    files = HeldFiles()
    async with start(files=files, busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "enter", "v", "v", "v", "l", "l", "l")
        files.free.clear()
        for key in "Hmy words":
            reader.app.post_message(events.Key({" ": "space"}.get(key, key), key))
        await reader.until(files.held.is_set)
        assert not isinstance(reader.app.screen, BookmarkDialog)
        if ends:
            reader.app.leave()
        files.free.set()
        if ends:
            await reader.until(lambda: has_ended(reader.app))
            assert reader.app.return_code == 0
        else:
            await reader.until(lambda: isinstance(reader.app.screen, BookmarkDialog))
            await reader.settle()
            await reader.press("enter")
        (made,) = on_disk(reader).all()
        assert made.note == "my words"


async def test_a_highlight_that_is_asked_for_at_the_very_end_is_no_fault(start: Start) -> None:
    files = HeldFiles()
    async with start(files=files, busy=True) as reader:
        await reader.settle()
        await reader.press("j", "j", "enter", "v", "v", "v", "l", "l", "l")
        files.free.clear()
        reader.app.post_message(events.Key("H", "H"))
        await reader.until(files.held.is_set)
        reader.app.leave()
        reader.app.leave()
        files.free.set()
        await reader.until(lambda: has_ended(reader.app))
        assert reader.app.return_code == 0
        assert len(on_disk(reader).all()) == 1


async def test_damage_of_the_kept_searches_is_told_at_once(start: Start) -> None:
    async with start() as reader:
        place = reader.store.path.with_name("searches.json")
        place.parent.mkdir(exist_ok=True)
        place.write_text("{broken", "utf-8")
        reader.main.pane.look_for_changes()
        await reader.settle()
        assert "searches.json cannot be understood" in reader.text


@pytest.mark.parametrize(
    "keys",
    [
        ("question_mark",), ("enter", "question_mark"), ("B",), ("i",), ("enter", "t"),
        ("enter", "m", "M"), ("enter", "m", "M", "question_mark"), ("enter", "m", "M", "t"),
        ("enter", "v", "l", "H", "H", "tab", "tab"),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("quits", ["Q", "Ｑ", "ctrl+q"])
async def test_it_quits_from_wherever_nothing_is_typed(
    start: Start, keys: tuple[str, ...], quits: str
) -> None:
    async with start() as reader:
        await reader.press(*keys)
        assert not isinstance(reader.app.focused, Input | TextArea)
        reader.app.post_message(events.Key(quits, quits if len(quits) == 1 else None))
        await reader.until(lambda: has_ended(reader.app))


@pytest.mark.parametrize(
    "keys",
    [("slash",), ("enter", "t", "slash"), ("enter", "m", "M", "e"), ("colon",)],
    ids=" ".join,
)
async def test_in_a_box_it_is_a_letter(start: Start, keys: tuple[str, ...]) -> None:
    async with start() as reader:
        await reader.press(*keys)
        await reader.press("Q")
        focused = reader.app.focused
        typed = focused.text if isinstance(focused, TextArea) else getattr(focused, "value", "")
        assert typed == "Q"
        assert not has_ended(reader.app)
