"""A session begins as the last one was left, and is kept for the next."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.list_rows import RowHeading
from reader.services.owner.keeper import in_words
from reader.services.prepare_article import ArticleTarget
from reader.services.saved_layout import MOST_ROWS, SessionLayout, name_of
from reader.services.write_lane import ended
from reader.text.chinese_variants.variant import Variant
from reader.ui.commands import Scope
from reader.ui.main.face import MainFace
from reader.ui.theme.themes import DARK, DARK_16, LIGHT, LIGHT_16

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.services.desktop.terminal_facts import TerminalFacts
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.ui.article.pane import ReadingPane
    from reader.ui.common.status_bar import StatusBar
    from reader.ui.main.chinese import ChineseVariant
    from reader.ui.main.navigation.jumps import Jumps
    from reader.ui.sidebar.sidebar import Sidebar

FEW_ROWS = 8
"""Rows that any screen with a list has."""


class ResumingFace(MainFace, Protocol):
    """The main screen."""

    is_zen: bool

    @property
    def session(self) -> Session: ...
    @property
    def keeper(self) -> Keeper: ...
    @property
    def pane(self) -> ReadingPane: ...
    @property
    def sidebar(self) -> Sidebar: ...
    @property
    def status(self) -> StatusBar: ...
    @property
    def jumps(self) -> Jumps: ...
    @property
    def chinese(self) -> ChineseVariant: ...
    @property
    def theme(self) -> str: ...
    def announce(self, notices: Iterable[str]) -> None: ...
    def show_article(self) -> None: ...


class Resuming:
    """Puts the main screen as it was, and remembers how it is; nothing, where that is not wanted.

    Nothing of it is of use before all panes are there: it is imported after the first frame.
    """

    def __init__(self, face: ResumingFace) -> None:
        self._face = face
        self._session = face.session
        self._name = name_of(self._session.roots)
        self._is_known = False
        """Whether the trail that was left is here: only then it may be overwritten."""
        self._kept: tuple[str, str] | None = None
        left = self._session.left
        self._known_theme = face.theme, left.theme if left is not None else ""
        """A theme that was on the screen, and what was chosen in the app when it was."""

    def begin(self) -> None:
        """Go where the last session ended."""
        left, face = self._session.left, self._face
        variant = (left and left.variant) or Variant(self._session.settings.chinese)
        if variant is not Variant.AS_WRITTEN:
            face.chinese.show(variant)
        if left is None:
            return
        if left.measure:
            face.pane.view.set_measure(left.measure)
        if left.article is not None:
            face.pane.open(ArticleTarget(left.article, bookmark=self._session.at))
            face.show_article()
            face.is_zen = left.zen

    async def load_trail(self) -> None:
        """Put the stops of the last session before those of this one.

        They come by the lane of places, which may have to wait for the database.
        """
        lane = self._face.keeper.place_lane
        trail, notices = await asyncio.wrap_future(lane.put(self._find_trail))
        self._face.jumps.begin_with(trail)
        self._is_known = True
        self._face.announce(notices)

    def _find_trail(self) -> tuple[str, tuple[str, ...]]:
        """The stops as they were kept, and what there is to know of the places, a line each."""
        trail, failure = "", ""
        try:
            if self._session.keeps_layout:
                trail = self._session.state.trail(self._name)
        except ReaderError as error:
            failure = in_words(error)
        return trail, (failure, *self._face.keeper.take_place_notices())

    # -- keeping --------------------------------------------------------------------------

    def keep(self) -> None:
        """Write how the session is now, if that changed."""
        face = self._face
        if not self._session.keeps_layout or not self._is_known or face.sidebar.shown is None:
            return
        now = (self._layout().dump(self._session.settings), face.jumps.dumped())
        if now != self._kept:
            self._kept = now
            written = face.keeper.place_lane.put(partial(self._write, *now))
            face.begin(ended(written), "keep", exclusive=False)

    def _write(self, layout: str, trail: str) -> None:
        try:
            self._session.state.save_session(self._name, layout, trail, self._session.clock())
        except ReaderError:
            self._kept = None  # tried again; that places are not kept either is told by those

    def keep_terminal_facts(self) -> None:
        """Remember what the terminal said of itself, for the next start."""
        facts = self._session.terminal
        if facts is not None:
            lane = self._face.keeper.place_lane
            self._face.begin(ended(lane.put(partial(self._write_facts, facts))), "keep")

    def _write_facts(self, facts: TerminalFacts) -> None:
        with suppress(ReaderError):  # then it is asked again
            self._session.state.set_session(facts.key, facts.dump())

    def _layout(self) -> SessionLayout:
        face, sidebar, pane = self._face, self._face.sidebar, self._face.pane
        is_reading = face.status.scope is Scope.ARTICLE and pane.shown is not None
        article = pane.shown.article.path if is_reading and pane.shown is not None else None
        measure = pane.view.measure
        rows, headings = self._rows()
        return SessionLayout(
            arrangement=sidebar.arrangement.searching(""),
            cursor=sidebar.list.current_path,
            article=article,
            zen=face.is_zen,
            measure=measure if measure != self._session.settings.measure else 0,
            theme=self.chosen_theme,
            variant=self._variant(),
            rows=rows,
            headings=headings,
            size=0 if sidebar.query_text or sidebar.shown is None else sidebar.shown.size,
        )

    @property
    def chosen_theme(self) -> str:
        """The theme that was chosen in the app, whatever the terminal made of it, or empty."""
        now = self._face.theme
        if now == self._known_theme[0]:
            return self._known_theme[1]
        chosen = {DARK_16.name: DARK.name, LIGHT_16.name: LIGHT.name}.get(now, now)
        return chosen if chosen != self._session.settings.theme else ""

    def settle_theme(self) -> None:
        """The theme on the screen is that of the settings now."""
        self._known_theme = self._face.theme, ""

    def _variant(self) -> Variant | None:
        """The one that was chosen in the app, if it is not that of the settings."""
        variant = self._face.chinese.variant
        return variant if variant.value != self._session.settings.chinese else None

    @property
    def _hides_archived(self) -> bool:
        keeper = self._face.keeper
        return keeper.is_open and keeper.articles.own.has_archived

    def _rows(self) -> tuple[tuple[Path, ...], tuple[RowHeading, ...]]:
        """What of the list is to be there at once; nothing where it is the newest articles."""
        sidebar = self._face.sidebar
        table, (top, bottom) = sidebar.list.rows, sidebar.list.view_rows
        is_near = sidebar.list.cursor < max(bottom - top - 1, FEW_ROWS)
        # The newest articles are known without this, but not that some of them are archived.
        is_plain = sidebar.arrangement == Arrangement() and not self._hides_archived
        if sidebar.query_text or (is_near and is_plain):
            return (), ()
        known = sidebar.list.known_articles()
        paths: list[Path] = []
        headings: list[RowHeading] = []
        start = 0 if is_near else top
        for row in range(start, min(start + MOST_ROWS, len(table))):
            heading = table.heading(row)
            if heading is not None:
                headings.append(RowHeading(heading.text, len(paths)))
                continue
            article = known.get(table.id_at(row) or 0)
            if article is None:
                break
            paths.append(article.path)
        return tuple(paths), tuple(each for each in headings if each.start < len(paths))
