"""What is marked and written in the pane, with a library and files on the disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.index import Index
from reader.library.open_article import OpenedArticle, Opener
from reader.services.catalog import Catalog
from reader.services.owner.bookmark_places import NO_MARKS, ArticleMarks
from reader.services.owner.keeper import Keeper
from reader.services.prepare_article import ArticleTarget, PreparedArticle
from reader.services.reading.highlights import Highlight, Highlights
from reader.services.reading.jump_trail import Stand
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase
from reader.ui.article.lane_writer import LaneWriter
from reader.ui.article.marks import ShownMarks
from reader.ui.article.messages import EditAsked, OwnKept, PaneTold
from reader.ui.article.own_watch import OwnWatch
from reader.ui.article.waiting import Waiting
from reader.ui.article.widgets.view import ArticleView
from tests.unit.ui.article.panes import FakeHost, prepared


class Page:
    """A page at its first paragraph."""

    def __init__(self) -> None:
        self.place = Place(0)
        self.at_start = True
        self.has_focus = True
        self.asked_mark = ""
        self.caret: Place | None = None
        self.bookmarks: list[Place] = []
        self.highlights = Highlights()
        self.span: tuple[Place, Place] | None = None
        self.jumps: list[Place] = []
        self.begun: list[Place | None] = []

    def set_bookmarks(self, places: tuple[Place, ...], unsure: object = ()) -> None:
        del unsure
        self.bookmarks = list(places)

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        self.highlights = Highlights(highlights)

    def ask_of_mark(self, key: str) -> None:
        self.asked_mark = key

    def bookmark_range(self) -> tuple[Place, Place]:
        return self.place, Place(self.place.block + 1)

    def selected_span(self) -> tuple[Place, Place] | None:
        return self.span

    def stop_selecting(self) -> None:
        self.span = None

    def on_screen(self, place: Place) -> bool:
        return place == self.place

    @property
    def stand(self) -> Stand:
        return Stand(self.place)

    def jumped_from(self, stand: Stand) -> None:
        self.begun.append(stand.place)

    def jump_to(self, place: Place) -> None:
        self.jumps.append(place)
        self.place, self.at_start = place, False


class Fixture:
    """One article is shown, all of it; its owner has nothing yet."""

    def __init__(self, session: Session, opened: OpenedArticle) -> None:
        self.keeper = Keeper(session, Catalog(session))
        self.keeper.open()
        self.path = session.bookmarks.path
        self.opened = opened
        self.host = FakeHost(opened)
        self.told: list[str] = []
        self.asked: list[str] = []
        """Highlights of which somebody wants to see the dialog."""
        self.page = Page()
        self.writer = LaneWriter(self.host, self.keeper)
        self.watch = OwnWatch(self.host, self.keeper)
        self.waiting = Waiting(lambda: self.host.shown is not None and self.host.shown.complete)
        view = cast("ArticleView", self.page)
        self.marks = ShownMarks(self.host, view, self.keeper.bookmarks, self.writer, self.waiting)

    async def settle(self) -> None:
        """Let all be written, and hand on what was kept as the main screen does."""
        await self.keeper.own_lane.rest()
        await self.keeper.place_lane.rest()
        await self.host.settle()
        while self.host.messages:
            message = self.host.messages.pop(0)
            if isinstance(message, PaneTold):
                self.told.append(message.text)
            elif isinstance(message, EditAsked):
                self.asked.append(message.key)
            elif isinstance(message, OwnKept):
                self.told += [message.told, *message.notices]
                self.marks.changed(message)
                if message.then is not None:
                    message.then()
        await self.host.settle()


@pytest.fixture
async def at(
    tmp_path: Path, library: Path, clock: Callable[[], datetime]
) -> AsyncIterator[Fixture]:
    with Index(tmp_path / "index.db") as index, StateDatabase(tmp_path / "s.db") as state:
        list(index.refresh([library]))
        store = BookmarkStore(tmp_path / "own" / "bookmarks.json", clock=clock)
        store.load()
        session = Session(
            roots=(library,),
            index=index,
            own=lambda: Own(store, state, Opener()),
            settings=Settings(),
            clock=clock,
        )
        path = library / "旺旺.md"
        yield Fixture(session, session.opener.open(path, index.article(path)))


async def test_a_bookmark_is_kept_drawn_and_told_and_taken_back(at: Fixture) -> None:
    at.page.place = Place(2)
    at.marks.toggle()
    await at.settle()
    assert at.page.bookmarks == [Place(2)]
    assert at.told[-1].startswith("Bookmarked")
    at.writer.undo()
    await at.settle()
    assert at.page.bookmarks == []
    assert at.keeper.bookmarks.all() == ()


async def test_on_a_part_it_is_made_when_the_whole_is_there(at: Fixture) -> None:
    at.host.shown = replace(at.opened, complete=False)
    at.marks.toggle()
    await at.settle()
    assert at.keeper.bookmarks.all() == ()
    at.host.shown = at.opened
    at.waiting.article_completed()
    await at.settle()
    assert len(at.keeper.bookmarks.all()) == 1


async def test_what_another_reader_marks_is_drawn(at: Fixture) -> None:
    other = BookmarkStore(at.path)
    other.load()
    article = at.opened.article
    ref = ArticleRef(path=str(article.path), fingerprint=article.fingerprint)
    other.add(Bookmark(article=ref, place=Place(1)))
    at.watch.look()
    at.watch.look()
    await at.settle()
    assert at.page.bookmarks == [Place(1)]
    assert at.host.begun.count("watch-own") == 1


async def test_a_change_behind_a_look_that_goes_on_is_seen(
    at: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = BookmarkStore(at.path)
    other.load()
    article = at.opened.article
    ref = ArticleRef(path=str(article.path), fingerprint=article.fingerprint)
    looks = []

    def reload() -> bool:
        looks.append(look())
        if len(looks) == 1:  # it has just seen that nothing was changed
            other.add(Bookmark(article=ref, place=Place(1)))
            at.watch.look()
        return looks[-1]

    look = at.keeper.reload
    monkeypatch.setattr(at.keeper, "reload", reload)
    at.watch.look()
    await at.settle()
    assert looks == [False, True]
    assert at.page.bookmarks == [Place(1)]


async def test_nothing_new_is_nothing_to_tell(at: Fixture) -> None:
    at.watch.look()
    await at.host.settle()
    assert at.host.messages == []


async def test_what_fails_is_told_and_nothing_is_looked_up(at: Fixture) -> None:
    def fail() -> str:
        raise ReaderError("cannot be read", path=Path("/x/given.json"))

    at.writer.keep(fail)
    await at.settle()
    assert at.told[-1] == "given.json: cannot be read"


async def test_marks_of_an_article_that_is_gone_are_not_drawn(at: Fixture) -> None:
    at.page.place = Place(2)
    at.marks.toggle()
    at.host.shown = None
    at.marks.article_shown()
    await at.settle()
    assert at.page.bookmarks == []
    assert at.marks.marks is NO_MARKS


async def test_a_highlight_is_asked_about_once_it_is_kept(at: Fixture) -> None:
    at.page.span = (Place(2, 0), Place(2, 4))
    at.marks.highlight()
    assert not at.waiting.no_dialog_due.is_set()
    await at.settle()
    await at.settle()
    (made,) = at.keeper.bookmarks.all()
    assert at.asked == [made.id]
    assert at.page.span is None
    assert [each.key for each in at.page.highlights] == [made.id]


async def test_with_nothing_selected_no_dialog_comes(at: Fixture) -> None:
    at.marks.highlight()
    await at.settle()
    assert at.waiting.is_over
    assert at.told[-1].startswith("Select with v")


async def test_a_colour_is_tried_before_it_is_kept(at: Fixture) -> None:
    at.page.span = (Place(2, 0), Place(2, 4))
    at.marks.highlight()
    await at.settle()
    (before,) = at.page.highlights
    at.marks.preview_color(before.key, "red")
    assert [each.color for each in at.page.highlights] == ["red"]
    at.marks.preview_color(before.key, "")
    assert list(at.page.highlights) == [before]


async def test_steps_go_from_mark_to_mark_and_end(at: Fixture) -> None:
    at.marks.step(1)
    await at.settle()
    assert at.told[-1] == "No bookmarks here: m keeps a place"
    for block in (1, 3):
        at.page.place = Place(block)
        at.marks.toggle()
        await at.settle()
    at.page.place, at.page.at_start = Place(0), True
    for _ in range(3):
        at.marks.step(1)
        await at.settle()
    assert at.page.jumps == [Place(1), Place(3)]
    assert at.told[-3:] == ["1 of 2", "2 of 2", "No further bookmark"]


async def test_the_nearest_mark_is_on_the_screen_or_before_it(at: Fixture) -> None:
    at.page.place = Place(1)
    at.marks.toggle()
    await at.settle()
    (made,) = at.keeper.bookmarks.all()
    assert at.marks.nearest() == made.id
    at.page.place = Place(3)
    assert at.marks.nearest() == made.id


def with_lost(at: Fixture, target: ArticleTarget, notice: str) -> PreparedArticle:
    """The article with a bookmark that lost its words."""
    lost = ArticleMarks(lost=(Bookmark(article=ArticleRef(path="/a")),))
    return replace(prepared(at.opened, target, notice), marks=lost)


async def test_what_lost_its_words_is_told_once_when_somebody_reads(at: Fixture) -> None:
    at.page.has_focus = False
    at.marks.article_completed(with_lost(at, ArticleTarget(at.opened.article.path), ""))
    at.page.has_focus = True
    at.marks.tell_of_doubts()
    at.marks.tell_of_doubts()
    await at.settle()
    assert at.told == ["1 bookmark lost its words here · M shows it"]


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_notice_about_the_mark_that_was_asked_for_stays(
    at: Fixture, is_first: bool
) -> None:
    at.page.has_focus = is_first
    target = ArticleTarget(at.opened.article.path, bookmark="k")
    at.marks.article_completed(with_lost(at, target, "its place is lost"))
    at.page.has_focus = True
    at.marks.tell_of_doubts()
    await at.settle()
    assert at.told == []
