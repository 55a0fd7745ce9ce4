"""Typing in the search box: what is asked for, opened, completed, and when nothing is."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reader.library.search.completion import Completion
from reader.library.search.nearest.next_steps import Nearest, NextStep
from reader.library.search.query import parse
from reader.library.search.searcher import FoundArticles
from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.catalog import Catalog, ShownList
from reader.services.owner.search_history import SearchHistory
from reader.ui.common.row_panel import PanelLine, RowPanel
from reader.ui.common.search_box import SearchBox
from reader.ui.sidebar import search
from reader.ui.sidebar.list_loader import ListLoader
from reader.ui.sidebar.messages import SearchLeft
from reader.ui.sidebar.saved_searches import SavedSearches
from reader.ui.sidebar.search import Search
from reader.ui.sidebar.widgets.article_list import ArticleList
from tests.unit.ui.sidebar.fakes import FakeHost, shown

NEWS = Completion("news", "news", 4, 5, 3)


class FakePanel:
    def __init__(self) -> None:
        self.lines: Sequence[PanelLine] = ()
        self.cursor = -1

    def show(self, lines: Sequence[PanelLine]) -> None:
        self.lines, self.cursor = lines, -1

    def move(self, step: int) -> None:
        self.cursor += step


class Desk:
    """A search and what stands around it: `done` says what it had others do."""

    def __init__(self) -> None:
        self.host, self.panel, self.steps = FakeHost(), FakePanel(), FakePanel()
        self.done: list[str] = []
        self.found: list[Completion] = []
        self.step = NextStep("Did you mean", "zebra")
        screen = SimpleNamespace(set_focus=lambda widget: self.done.append(f"to {widget.name}"))
        self.box = SimpleNamespace(
            name="box", value="", cursor_position=0, has_focus=True, screen=screen
        )
        self.list = SimpleNamespace(
            name="list",
            screen=screen,
            move=lambda step: self.done.append(f"move {step}"),
            settle=lambda: self.done.append("settle"),
            action_open=lambda: self.done.append("open"),
        )
        self.loader = SimpleNamespace(
            arrangement=Arrangement(),
            shown=None,
            is_arranging=False,
            rearrange=self._rearrange,
            flagger=SimpleNamespace(flags=lambda: None, own=lambda: None),
        )
        self.history = SearchHistory()
        self.history.queries = ("newer", "older")
        searches = SimpleNamespace(
            history=self.history,
            stop_counting=lambda: None,
            count=lambda revision: self.done.append(f"count {revision}"),
            save=lambda: self.done.append("save"),
        )
        self.search = Search(
            self.host,
            cast(ListLoader, self.loader),
            cast(SavedSearches, searches),
            cast(ArticleList, self.list),
            cast(SearchBox, self.box),
            cast(RowPanel, self.panel),
            cast(RowPanel, self.steps),
            cast(Catalog, SimpleNamespace(complete=lambda *_: self.found, next_steps=self._steps)),
        )

    def _steps(
        self, of: ShownList, _: object, cancelled: Callable[[], bool], __: object
    ) -> list[NextStep]:
        self.done.append(f"steps {list(of.rows.ids)}")
        return [] if cancelled() else [self.step]

    def _rearrange(self, wanted: Arrangement | None = None, **how: Any) -> None:
        self.loader.arrangement = wanted or self.loader.arrangement
        self.loader.is_arranging = True
        self.done.append(f"arrange {self.loader.arrangement.query} {how}")

    def type(self, text: str) -> None:
        self.box.value, self.box.cursor_position = text, len(text)
        self.search.typed(text)

    def come(self, found: ShownList) -> None:
        """What was asked for is there."""
        self.loader.shown, self.loader.is_arranging = found, False
        self.search.arranged(found)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(search, "PAUSE_SECONDS", 0)
    return Desk()


async def test_what_is_typed_is_asked_for_once(desk: Desk) -> None:
    desk.type("ab")
    desk.type("ab ")
    assert desk.done == ["arrange ab {'first': True}"]


async def test_hits_are_counted_when_nobody_types_any_more(desk: Desk) -> None:
    desk.type("a")
    desk.come(shown(1, revision=7))
    await desk.host.finish()
    assert desk.done[1:] == ["settle", "count 7"]


async def test_what_was_asked_for_meanwhile_is_not_settled(desk: Desk) -> None:
    desk.type("a")
    desk.come(shown(1))
    desk.type("ab")
    await desk.host.finish()
    assert "settle" not in desk.done


async def test_the_rest_is_looked_for_after_the_first_hits(desk: Desk) -> None:
    desk.type("a")
    desk.come(shown(1)._replace(is_first=True))
    await desk.host.finish()
    assert desk.done[-1] == "arrange a {'stay': True, 'announce': False}"


def found(*ids: int) -> ShownList:
    """Hits of a search."""
    return shown(*ids)._replace(found=FoundArticles(parse("zerba"), array("q", ids)))


async def test_steps_come_after_hits_that_are_painted(desk: Desk) -> None:
    desk.type("zerba")
    desk.come(found(1, 2))
    assert not desk.steps.lines
    await desk.host.finish()
    assert desk.steps.lines == [PanelLine("0", "Did you mean: zebra", "tab")]
    assert not any(each.startswith("move") for each in desk.done)


async def test_steps_of_hits_that_are_gone_are_not_shown(desk: Desk) -> None:
    desk.type("zerba")
    desk.come(found(1))
    desk.type("zerbaa")
    await desk.host.finish()
    assert not desk.steps.lines
    desk.come(found(*range(6)))
    await desk.host.finish()
    assert not any(each.startswith("steps") for each in desk.done)


def test_a_step_may_leave_the_filter_of_the_list(desk: Desk) -> None:
    desk.loader.arrangement = Arrangement(query="zebra", filters=(ArticleLabel("is", "unread"),))
    step = NextStep("Without the filter", "zebra", "12", leaves_filter=True)
    result = FoundArticles(parse("zebra"), array("q"), nearest=Nearest((), (step,)))
    desk.come(shown()._replace(found=result))
    assert desk.steps.lines == [PanelLine("0", "Without the filter: 12", "tab")]
    desk.search.pressed("tab")
    assert desk.loader.arrangement == Arrangement(query="zebra")
    assert desk.box.value == "zebra"


async def test_enter_opens_the_first_result_though_it_is_not_found_yet(desk: Desk) -> None:
    desk.type("a")
    desk.search.submitted()
    assert "open" not in desk.done
    desk.come(shown(1))
    desk.search.submitted()
    assert desk.done.count("open") == 2


async def test_completions_of_what_is_no_longer_in_the_box_are_not_shown(desk: Desk) -> None:
    desk.found = [NEWS]
    desk.type("tag:n")
    desk.box.value = "tag:ne"
    await desk.host.finish()
    assert not desk.panel.lines


async def test_a_completion_is_taken_and_typing_goes_on(desk: Desk) -> None:
    desk.found = [NEWS]
    desk.type("tag:n")
    await desk.host.finish()
    assert desk.panel.lines == [PanelLine("0", "news", "3")]
    desk.search.pressed("tab")
    assert (desk.box.value, desk.box.cursor_position) == ("tag:news ", 9)
    assert not desk.panel.lines
    desk.search.pressed("tab")
    assert desk.done[-1] == "to list"


async def test_escape_closes_the_completions_first(desk: Desk) -> None:
    desk.found = [NEWS]
    desk.type("tag:n")
    await desk.host.finish()
    desk.search.pressed("escape")
    assert not desk.host.messages
    desk.search.pressed("escape")
    assert isinstance(desk.host.messages[0], SearchLeft)


async def test_up_goes_back_through_searches_and_down_to_what_was_typed(desk: Desk) -> None:
    desk.search.focused()
    values = []
    for key in ("up", "up", "up", "down", "down"):
        desk.search.pressed(key)
        desk.search.typed(desk.box.value)
        values.append(desk.box.value)
    assert values == ["newer", "older", "older", "newer", ""]
    desk.search.pressed("down")
    assert desk.done[-2:] == ["move 1", "to list"]


async def test_what_is_edited_is_no_step_of_the_walk(desk: Desk) -> None:
    desk.search.focused()
    desk.search.pressed("up")
    desk.type("newer and")
    desk.search.pressed("up")
    assert desk.box.value == "newer and"
    assert desk.done[-1] == "move -1"


async def test_clearing_shows_all_and_then_what_was_filtered_out(desk: Desk) -> None:
    desk.loader.arrangement = Arrangement(query="a", filters=(ArticleLabel("is", "unread"),))
    desk.search.clear()
    assert desk.loader.arrangement == Arrangement(filters=(ArticleLabel("is", "unread"),))
    desk.search.clear()
    assert desk.loader.arrangement == Arrangement()
    before = len(desk.done)
    desk.search.clear()
    assert len(desk.done) == before
