"""A session begins as the last one was left, and is kept for the next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.list_rows import Heading
from reader.services.prepare_article import Target
from reader.services.saved_layout import MOST_ROWS, Layout, name_of
from reader.services.write_lane import ended
from reader.ui.commands import Scope
from reader.ui.theme.themes import DARK, DARK_16, LIGHT, LIGHT_16

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.main.screen import MainScreen

KEEP_SECONDS = 2.0
"""No more than this is lost when somebody pulls the plug."""

FEW_ROWS = 8
"""Of the list are on any screen that has it."""


class Resuming:
    """Puts the main screen as it was, and remembers how it is; nothing, where that is not wanted.

    Nothing of it is of use before all panes are there: it is imported after the first frame.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self._name = name_of(self._session.roots)
        self._is_known = False
        """Whether the trail that was left is here: only then it may be overwritten."""
        self._kept: tuple[str, str] | None = None
        self._first_theme = screen.app.theme

    def begin(self) -> None:
        """Go where the last session ended."""
        left, screen = self._session.left, self._screen
        if left is not None:
            if left.measure:
                screen.pane.view.set_measure(left.measure)
            if left.article is not None:
                screen.pane.open(Target(left.article, bookmark=self._session.at))
                screen.show_article()
                screen.set_class(left.zen, "-zen")
        if self._session.keeps_layout:
            screen.set_interval(KEEP_SECONDS, self.keep)

    # -- for the lane of places -----------------------------------------------------------

    def load_trail(self) -> str:
        """The stops of the last session; raises ReaderError."""
        return self._session.state.trail(self._name) if self._session.keeps_layout else ""

    def _write(self, layout: str, trail: str) -> None:
        try:
            self._session.state.save_session(self._name, layout, trail, self._session.clock())
        except ReaderError:
            self._kept = None  # tried again; that places are not kept either is told by those

    # -- keeping --------------------------------------------------------------------------

    def trail_loaded(self, text: str) -> None:
        self._screen.jumps.begin_with(text)
        self._is_known = True

    def keep(self) -> None:
        """Write how the session is now, if that changed."""
        screen = self._screen
        if not self._session.keeps_layout or not self._is_known or screen.sidebar.shown is None:
            return
        now = (self._layout().dump(self._session.settings), screen.jumps.dumped())
        if now != self._kept:
            self._kept = now
            written = screen.keeper.place_lane.put(partial(self._write, *now))
            screen.run_worker(ended(written), group="keep")

    def _layout(self) -> Layout:
        screen, sidebar, pane = self._screen, self._screen.sidebar, self._screen.pane
        is_reading = screen.status.scope is Scope.ARTICLE and pane.shown is not None
        article = pane.shown.article.path if is_reading and pane.shown is not None else None
        measure = pane.view.measure
        rows, headings = self._rows()
        return Layout(
            arrangement=sidebar.arrangement.searching(""),
            cursor=sidebar.list.current_path,
            article=article,
            zen=screen.has_class("-zen"),
            measure=measure if measure != self._session.settings.measure else 0,
            theme=self._theme(),
            rows=rows,
            headings=headings,
            size=0 if sidebar.query_text or sidebar.shown is None else sidebar.shown.size,
        )

    def _theme(self) -> str:
        """The one that was chosen in the app, whatever the terminal made of it."""
        now, left = self._screen.app.theme, self._session.left
        if now == self._first_theme:
            return left.theme if left is not None else ""
        chosen = {DARK_16.name: DARK.name, LIGHT_16.name: LIGHT.name}.get(now, now)
        return chosen if chosen != self._session.settings.theme else ""

    def _rows(self) -> tuple[tuple[Path, ...], tuple[Heading, ...]]:
        """What of the list is to be there at once; nothing where it is the newest articles."""
        sidebar = self._screen.sidebar
        table, (top, bottom) = sidebar.list.rows, sidebar.list.view_rows
        is_near = sidebar.list.cursor < max(bottom - top - 1, FEW_ROWS)
        if sidebar.query_text or (is_near and sidebar.arrangement == Arrangement()):
            return (), ()
        known = sidebar.list.known_articles()
        paths: list[Path] = []
        headings: list[Heading] = []
        start = 0 if is_near else top
        for row in range(start, min(start + MOST_ROWS, len(table))):
            heading = table.heading(row)
            if heading is not None:
                headings.append(Heading(heading.text, len(paths)))
                continue
            article = known.get(table.id_at(row) or 0)
            if article is None:
                break
            paths.append(article.path)
        return tuple(paths), tuple(each for each in headings if each.start < len(paths))
