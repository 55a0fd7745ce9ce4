"""A reader on a small library, and ways to ask what its screen shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from reader.intake.web.answer import Web
from reader.library.index import Index
from reader.library.open_article import Opener
from reader.services.desktop.terminal_facts import TerminalFacts
from reader.services.saved_layout import SessionLayout
from reader.services.session import Own, Session
from reader.settings import Loaded, Settings, load
from reader.settings.theme_files import ThemeFiles, read_themes
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import FileLayer
from reader.state.own_articles import OwnArticleStore
from reader.state.reading_state import StateDatabase
from reader.state.saved_searches import SearchStore
from reader.ui.app import ReaderApp
from reader.ui.common import status_bar
from reader.ui.main.screen import MainScreen
from reader.ui.terminal.textual_internals import measure_ambiguous
from reader.ui.theme.palettes import COLOR_NAMES, PALETTES

PATIENCE = 60.0
AHEAD_TURNS = 5
"""Rests of the app in which a key would have gone astray, if it does."""
IDLE_ROUNDS = 3
"""A message may start a worker whose result is a message that starts another."""


@pytest.fixture(autouse=True)
def lasting_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the status bar says stays there: on a busy machine a test comes late to read it."""
    monkeypatch.setattr(status_bar, "MESSAGE_SECONDS", 3_600.0)


_parse_rules = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def _parse_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    variables = frozenset(sheet._variables.items())
    key = (variables, css, read_from, is_default_rules, tie_breaker, scope)
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]


@pytest.fixture(autouse=True)
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same style sheet with the same colours is not parsed again for each app."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)


_paint = Screen._compositor_refresh


def _hold(screen: Screen[object]) -> None:
    """A frame that comes too late for the next one: what it shows is added to that."""
    if screen is not screen.app.screen:
        _paint(screen)
        return
    screen._dirty_widgets.clear()
    screen.app._update_mouse_over(screen)


@pytest.fixture(autouse=True)
def frames_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed is drawn once the app is at rest, as by a terminal too slow to show the rest.

    Frames on the way took two fifths of the processor; nobody looks at them.
    """
    monkeypatch.setattr(Screen, "_compositor_refresh", _hold)


@pytest.fixture(autouse=True)
def narrow_terminal() -> Iterator[None]:
    """What one test's terminal was like is of no concern to the next."""
    yield
    measure_ambiguous(1)


@dataclass
class Reader:
    """A running app and what it works on."""

    app: ReaderApp
    pilot: Pilot[None]
    store: BookmarkStore

    @property
    def main(self) -> MainScreen:
        return self.app.main

    async def settle(self) -> None:
        """Wait until nothing is left to do: workers, the messages they post, their results."""
        idle = 0
        while idle < IDLE_ROUNDS:
            busy = [worker for worker in self.app.workers if not worker.is_finished]
            idle = 0 if busy else idle + 1
            for worker in busy:
                with suppress(WorkerCancelled):
                    await worker.wait()
            for lane in (self.main.keeper.own_lane, self.main.keeper.place_lane):
                await lane.rest()
            await self.app.keyboard.rest()
            await self.pilot.pause()
        await self._painted()
        if self.app.screen_stack and self.app.return_code is None:
            _paint(self.app.screen)

    async def _painted(self) -> None:
        """Wait until what the screen is asked to show is laid out, and drawn."""
        for screen in self.app.screen_stack[-1:]:
            done = asyncio.Event()
            if not screen.call_after_refresh(done.set):
                return
            end = monotonic() + PATIENCE
            while not done.is_set() and screen.is_running and screen.is_current:
                if self.app.return_code is not None:  # it has ended, and draws nothing any more
                    return
                assert monotonic() < end, f"never painted; the screen:\n{self.text}"
                await asyncio.sleep(0.005)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for what comes of itself, on however slow a machine."""
        end = monotonic() + PATIENCE
        while not seen():
            assert monotonic() < end, f"waited in vain; the screen:\n{self.text}"
            await self.pilot.pause(0.01)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def press_meanwhile(self, *keys: str) -> None:
        """Press keys while a worker is held; come back when they have had their effect."""
        await self.pilot.press(*keys)
        await self.app.keyboard.rest()
        await self.pilot.pause()

    async def press_ahead(self, *keys: str) -> None:
        """Press keys while what they are for is not there; come back when all else is done."""
        for key in keys:
            await self.pilot.press(key)
        for _ in range(AHEAD_TURNS):
            await self.pilot.pause()

    async def press_at_once(self, *keys: tuple[str, str]) -> None:
        """Keys, each with its character, that arrive together, as from a script or a slow line."""
        for key, character in keys:
            self.app.post_message(events.Key(key, character))
        await self.settle()
        await self.settle()

    async def type(self, text: str) -> None:
        """Keys as an input method sends them; the pilot knows no name for full-width ones."""
        for character in text:
            self.app.post_message(events.Key(character, character))
        await self.settle()

    def rows(self) -> list[str]:
        """The screen as text, row by row."""
        width, height = self.app.size
        return [
            "".join(segment.text for segment in strip).rstrip()
            for strip in self.app.screen._compositor.render_strips()[:height]
            if width
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.rows())

    @property
    def titles(self) -> list[str]:
        return [entry.article.title for entry in self.main.sidebar.list.entries]

    @property
    def shown(self) -> str:
        opened = self.main.pane.shown
        return opened.article.title if opened else ""


Start = Callable[..., "AsyncReader"]


class AsyncReader:
    """`async with start(...) as reader`."""

    def __init__(self, make: Callable[[], AsyncIterator[Reader]]) -> None:
        self._context = asynccontextmanager(make)()

    async def __aenter__(self) -> Reader:
        return await self._context.__aenter__()

    async def __aexit__(self, *details: object) -> None:
        await self._context.__aexit__(*details)  # type: ignore[arg-type]  # passed on as it came


@pytest.fixture
def start(tmp_path: Path, library: Path, clock: Callable[[], datetime]) -> Start:
    """Start a reader; a second start in the same test finds what the first one left.

    `busy`: a worker waits for something that the test has yet to do. `few_colors`: the terminal
    shows 16. `warm`: the index knows the library before the app begins. `left`: how it begins, with
    its article `at` a bookmark. `config` is read in the place of `settings`, and written.
    `early` is called when there is only the list. `files` and `database` stand in for the disk.
    `opening` is called before what the owner made is there. `open_web` stands in for the web.
    """

    def begin(
        *roots: Path,
        size: tuple[int, int] = (120, 40),
        settings: Settings | None = None,
        notices: tuple[str, ...] = (),
        opener: Opener | None = None,
        busy: bool = False,
        few_colors: bool = False,
        warm: bool = False,
        left: SessionLayout | None = None,
        at: str = "",
        alone: bool = False,
        early: Callable[[ReaderApp], None] = lambda _: None,
        files: FileLayer | None = None,
        database: Callable[[Path], StateDatabase] = StateDatabase,
        opening: Callable[[], None] = lambda: None,
        open_web: Callable[[bool], Web] | None = None,
        config: Path | None = None,
        terminal: TerminalFacts | None = None,
    ) -> AsyncReader:
        async def run() -> AsyncIterator[Reader]:
            store = BookmarkStore(tmp_path / "own" / "bookmarks.json", clock=clock, files=files)
            store.load()
            with Index(tmp_path / "index.db") as index, database(tmp_path / "s.db") as state:
                if warm:
                    list(index.refresh(roots or (library,)))
                searches = SearchStore(tmp_path / "own" / "searches.json", clock, files)
                articles = OwnArticleStore(tmp_path / "own" / "articles.json", clock, files)
                articles.load()

                def open_own() -> Own:
                    opening()
                    return Own(store, state, opener or Opener(), searches, articles)

                loaded = load(config) if config is not None else Loaded(settings or Settings())
                themes = ThemeFiles()
                if config is not None:
                    themes = read_themes(config, COLOR_NAMES, frozenset(PALETTES))
                session = Session(
                    roots=roots or (library,),
                    index=index,
                    own=open_own,
                    settings=loaded.settings,
                    clock=clock,
                    known=tuple(index.view(lambda seen: seen.newest(roots or (library,), 60))),
                    total=index.view(lambda seen: seen.count(roots or (library,))),
                    left=left,
                    at=at,
                    is_alone=alone,
                    folder=roots[0].parent if alone else None,
                    notices=notices,
                    open_web=open_web,
                    pictures=tmp_path / "fetched",
                    config=config,
                    problems=loaded.problems,
                    themes=themes,
                    terminal=terminal,
                )
                app = ReaderApp(session, few_colors=few_colors)
                async with app.run_test(size=size) as pilot:
                    reader = Reader(app, pilot, store)
                    early(app)
                    while not app.main.ready:
                        await pilot.pause()
                    if not busy:
                        await reader.settle()
                    yield reader
                    await reader.settle()

        return AsyncReader(run)

    return begin
