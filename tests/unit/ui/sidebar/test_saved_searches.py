"""Searches that are kept: read from the disk, counted once for each state of the index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from types import SimpleNamespace
from typing import cast

import pytest

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.catalog import Catalog, ShownList
from reader.services.owner.keeper import Keeper
from reader.services.session import Session
from reader.state.saved_searches import SavedSearch
from reader.ui.common.row_panel import PanelLine, RowPanel
from reader.ui.sidebar.changes import Changes
from reader.ui.sidebar.list_loader import ListLoader
from reader.ui.sidebar.saved_searches import SavedSearches
from tests.unit.ui.sidebar.fakes import FakeHost, shown

KEPT = (SavedSearch("3", id="a", name="Three"), SavedSearch("5", id="b"))


class FakePanel:
    lines: Sequence[PanelLine] = ()
    cursor = -1

    def show(self, lines: Sequence[PanelLine], *, cursor: int) -> None:
        self.lines, self.cursor = lines, cursor


class FakeLane:
    """Does at once what is put there."""

    def put(self, work: Callable[[], None]) -> Future[None]:
        work()
        done: Future[None] = Future()
        done.set_result(None)
        return done


class Desk:
    """Searches and what stands around them."""

    def __init__(self) -> None:
        self.host, self.panel = FakeHost(), FakePanel()
        self.counted: list[str] = []
        self.failure = ""
        self.kept: list[Callable[[], str]] = []
        self.session: dict[str, str] = {}
        self.loader = SimpleNamespace(
            arrangement=Arrangement(), shown=shown(), flagger=SimpleNamespace(flags=dict, own=dict)
        )
        state = SimpleNamespace(get_session=self.session.get, set_session=self._remember)
        keeper = SimpleNamespace(
            place_lane=FakeLane(),
            searches=SimpleNamespace(
                all=self._all, add=lambda query, view: f"Kept {query} {dict(view)}"
            ),
        )
        changes = SimpleNamespace(keep=lambda work, _: self.kept.append(work))
        self.searches = SavedSearches(
            self.host,
            cast(ListLoader, self.loader),
            cast(Changes, changes),
            cast(RowPanel, self.panel),
            cast(Session, SimpleNamespace(state=state)),
            cast(Keeper, keeper),
            cast(Catalog, SimpleNamespace(arrange=self._arrange)),
        )

    def _all(self) -> Sequence[SavedSearch]:
        if self.failure:
            raise ReaderError(self.failure)
        return KEPT

    def _remember(self, key: str, text: str) -> None:
        self.session[key] = text

    def _arrange(self, wanted: Arrangement, *_: object, **__: object) -> ShownList:
        self.counted.append(wanted.query)
        return shown(*range(int(wanted.query)))

    async def load(self) -> None:
        self.searches.load()
        await self.host.finish()


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_they_are_shown_with_how_many_articles_each_finds(desk: Desk) -> None:
    await desk.load()
    assert desk.panel.lines == [PanelLine("a", "Three", "3"), PanelLine("b", "5", "5")]
    assert desk.panel.cursor == -1
    assert desk.searches.arrangement_of("b") == Arrangement(query="5")
    assert desk.searches.arrangement_of("c") is None


async def test_the_one_that_is_shown_has_the_cursor(desk: Desk) -> None:
    desk.loader.arrangement = Arrangement(query="5")
    await desk.load()
    assert desk.panel.cursor == 1


async def test_they_are_counted_once_for_a_revision_of_the_index(desk: Desk) -> None:
    await desk.load()
    desk.searches.count(1)
    await desk.load()
    assert desk.counted == ["3", "5"]
    desk.searches.count(2)
    await desk.host.finish()
    assert desk.counted == ["3", "5", "3", "5"]


async def test_counting_that_was_stopped_is_done_again(desk: Desk) -> None:
    await desk.load()
    desk.searches.count(2)
    desk.searches.stop_counting()
    await desk.host.finish()
    assert desk.counted == ["3", "5"]
    desk.searches.count(2)
    await desk.host.finish()
    desk.searches.stop_counting()
    desk.searches.count(2)
    await desk.host.finish()
    assert desk.counted == ["3", "5", "3", "5"]


async def test_what_cannot_be_read_is_as_it_was(desk: Desk) -> None:
    await desk.load()
    desk.failure = "is no JSON"
    await desk.load()
    assert desk.host.told == ["is no JSON"]
    desk.searches.load(tells=False)
    await desk.host.finish()
    assert desk.host.told == ["is no JSON", ""]
    assert desk.searches.known == KEPT


async def test_a_load_goes_on_when_it_is_done(desk: Desk) -> None:
    known: list[int] = []
    desk.searches.load(lambda: known.append(len(desk.searches.known)))
    await desk.host.finish()
    assert known == [2]


async def test_only_a_search_can_be_kept(desk: Desk) -> None:
    desk.searches.save()
    assert desk.host.told == ["Search or filter first: then it can be kept"]
    desk.loader.arrangement = Arrangement(query="7")
    desk.searches.save()
    assert [work() for work in desk.kept] == ["Kept 7 {}"]


async def test_a_search_that_was_of_use_is_remembered_once(desk: Desk) -> None:
    desk.loader.arrangement = Arrangement(query="7")
    desk.searches.remember()
    await desk.host.finish()
    assert desk.searches.history.queries == ("7",)
    desk.searches.remember()
    assert not desk.host.workers
