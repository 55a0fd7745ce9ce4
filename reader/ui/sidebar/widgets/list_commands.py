"""The commands of the list: those that move its cursor, and those that others carry out."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import suppress

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.worker import WorkType

from reader.ui.common.count import Count
from reader.ui.sidebar.widgets.entry_text import LINES
from reader.ui.terminal.textual_internals import update_scrollbars

PAINTING_SECONDS = 0.1
"""How long the painting of the list is waited for, at most."""
FARTHEST = 1 << 40
"""Farther than any list goes."""


class CommandedList(ScrollView):
    """Moves by articles; says what else was asked for, and whoever has the list does it."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As any widget's; but the list is as large however much is in it: nothing is laid out anew."""

    class Asked(Message):
        """A command that others must carry out."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.count = Count(self)

    def watch_virtual_size(self, size: Size) -> None:
        update_scrollbars(self, size)

    def announce_later(self) -> None:
        """`announce` after the list was painted: whoever hears of it opens an article."""
        work: WorkType[None] = self._announce_painted
        self.run_worker(work, group="announce", exclusive=True)

    async def _announce_painted(self) -> None:
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(painted.wait(), PAINTING_SECONDS)
        self.call_next(self.announce)

    @abstractmethod
    def announce(self) -> None:
        """Tell what is to be told of the article under the cursor."""

    @abstractmethod
    def move(self, step: int) -> bool:
        """Move the cursor by articles, to either end at most; whether it moved."""

    def _page(self) -> int:
        return max(1, self.size.height // LINES - 1)

    def on_key(self, event: events.Key) -> None:
        if self.count.typed(event):
            event.stop()
            event.prevent_default()

    def action_cursor_down(self) -> None:
        self.move(self.count.take())

    def action_cursor_up(self) -> None:
        self.move(-self.count.take())

    def action_half_page_down(self) -> None:
        self.move(self.count.take() * max(1, self._page() // 2))

    def action_half_page_up(self) -> None:
        self.move(-self.count.take() * max(1, self._page() // 2))

    def action_page_down(self) -> None:
        self.move(self.count.take() * self._page())

    def action_page_up(self) -> None:
        self.move(-self.count.take() * self._page())

    def action_first(self) -> None:
        self.move(-FARTHEST)

    def action_last(self) -> None:
        self.move(FARTHEST)

    def _ask(self, verb: str) -> None:
        self.post_message(self.Asked(verb))

    def action_search(self) -> None:
        self._ask("search")

    def action_clear_search(self) -> None:
        self._ask("clear_search")

    def action_bookmark(self) -> None:
        self._ask("bookmark")

    def action_open_original(self) -> None:
        self._ask("open_original")

    def action_sort(self) -> None:
        self._ask("sort")

    def action_reverse(self) -> None:
        self._ask("reverse")

    def action_group(self) -> None:
        self._ask("group")

    def action_filter(self) -> None:
        self._ask("filter")

    def action_tags(self) -> None:
        self._ask("tags")

    def action_sources(self) -> None:
        self._ask("sources")

    def action_authors(self) -> None:
        self._ask("authors")

    def action_toggle_read(self) -> None:
        self._ask("toggle_read")

    def action_all_read(self) -> None:
        self._ask("all_read")

    def action_copies(self) -> None:
        self._ask("copies")

    def action_saved(self) -> None:
        self._ask("saved")

    def action_save_search(self) -> None:
        self._ask("save_search")

    def action_menu(self) -> None:
        self._ask("menu")
