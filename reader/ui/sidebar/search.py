"""The search box and what belongs to it: completions, and going back to earlier searches."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message
from textual.worker import get_current_worker

from reader.text.safe import clean_line
from reader.ui.common.row_panel import Line, RowPanel
from reader.ui.common.search_box import SearchBox
from reader.ui.sidebar.saved_searches import SavedPane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library.search.completion import Completion
    from reader.services.catalog import Catalog, Shown
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session

MOST_COMPLETIONS = 6
PAUSE_SECONDS = 0.12
"""After the last key, before the article is shown and all hits are counted."""


class SearchPane(SavedPane):
    """Finds what is typed, as it is typed."""

    box: SearchBox
    completions: RowPanel

    class SearchLeft(Message):
        """The reader gives the search up."""

    class Completed(Message):
        """What may stand in place of what is being typed in `text`."""

        def __init__(self, text: str, completions: Sequence[Completion]) -> None:
            super().__init__()
            self.text = text
            self.completions = completions

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(session, keeper, catalog, id=id)
        self._unedited = ""
        """What was in the box when somebody came to it, or was put there by a walk."""
        self._completed: Sequence[Completion] = ()
        self.opens = False
        """Whether the first result is to be opened as soon as it is known."""

    # -- searching ------------------------------------------------------------------------

    @property
    def query_text(self) -> str:
        return self.arrangement.query

    def focus_search(self) -> None:
        # At once, not after a refresh: keys that are typed ahead belong in the box.
        self.screen.set_focus(self.box)
        self.box.select_all()

    def clear_search(self, *, keep: Path | None = None) -> None:
        """Show the whole list, with the cursor on `keep` or on the article that it was on.

        Without a search, show all that was filtered out.
        """
        known = self.arrangement
        wanted = known.searching("") if known.query else known.unfiltered()
        if wanted != known:
            self.rearrange(wanted, keep=keep)
        self.box.value = ""

    def leave_search(self) -> None:
        """Clear what was typed; with nothing typed, go to the list."""
        if self.box.value:
            self.clear_search()
        else:
            self.screen.set_focus(self.list)

    def search(self, query: str) -> None:
        """Find a query, as if it had been typed."""
        self.box.value = query
        self._search(self.box.value)

    def _search(self, query: str) -> None:
        if query != self.query_text:
            self.workers.cancel_group(self, "counts")
            self.rearrange(self.arrangement.searching(query), first=bool(query))

    @on(SearchBox.Changed)
    def _query_changed(self, event: SearchBox.Changed) -> None:
        event.stop()
        if event.value != self._unedited:
            self.history.stop()
        self._search(event.value.strip())
        if ":" in event.value or "：" in event.value:
            work = partial(self._complete, event.value, self.box.cursor_position)
            self.run_worker(work, thread=True, group="completions", exclusive=True)
        else:
            self.show_completions(())

    @on(SearchBox.Submitted)
    def _search_submitted(self, event: SearchBox.Submitted) -> None:
        """Open the first result; of what was typed last, though it may not be found yet."""
        event.stop()
        if self.completions.cursor >= 0 and self.accept(self.completions.cursor):
            return
        self.show_completions(())
        self.opens = self.is_arranging
        if not self.opens:
            self.list.action_open()

    def give_up_opening(self) -> None:
        """Open nothing of what is being searched for."""
        self.opens = False

    @property
    def is_typing(self) -> bool:
        return self.box.has_focus and bool(self.query_text)

    def arranged(self, shown: Shown) -> None:
        if self.opens:
            self.opens = False
            self.list.action_open()
        if self.is_typing:
            self.run_worker(self._settle_later(shown), group="pause", exclusive=True)
        else:
            # What is there is painted first.
            self.call_after_refresh(self._settle, shown)

    async def _settle_later(self, shown: Shown) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        self._settle(shown)

    def _settle(self, shown: Shown) -> None:
        """Nobody types for the moment: now for what the typing would have waited for."""
        if shown is not self.shown or self.is_arranging:
            return
        self.list.settle()
        if shown.is_first:
            self.rearrange(stay=True, announce=False)
        elif self.is_scanned:
            self.count_saved(shown.revision)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        if event.widget is self.box:
            self._unedited = self.box.value

    @on(SearchBox.Pressed)
    def _key_pressed(self, event: SearchBox.Pressed) -> None:
        event.stop()
        keys: dict[str, Callable[[], None]] = {
            "escape": self._escape,
            "up": self._up,
            "down": self._down,
            "tab": self._tab,
            "right": self._right,
            "save": self.save_search,
        }
        keys[event.key]()

    def _escape(self) -> None:
        if self.completions.lines:
            self.show_completions(())
        else:
            self.post_message(self.SearchLeft())

    def _up(self) -> None:
        if self.completions.lines:
            self.completions.move(-1)
            return
        older = None
        if self.box.value == self._unedited:
            older = self.history.older(self.box.value)
        if older is not None:
            self._put(older)
        elif not self.history.is_walking:
            self.list.move(-1)

    def _down(self) -> None:
        if self.completions.lines:
            self.completions.move(1)
        elif self.history.is_walking:
            self._put(self.history.newer())
        else:
            self.list.move(1)
            self.screen.set_focus(self.list)

    def _tab(self) -> None:
        if not self._accept_current():
            self.screen.set_focus(self.list)

    def _right(self) -> None:
        self._accept_current()

    def _put(self, query: str) -> None:
        self._unedited = query
        self.box.value = query
        self.box.cursor_position = len(query)

    # -- completions ----------------------------------------------------------------------

    def _complete(self, text: str, cursor: int) -> None:
        worker = get_current_worker()
        completions = self.catalog.complete(text, cursor)[:MOST_COMPLETIONS]
        if not worker.is_cancelled:
            self.post_message(self.Completed(text, completions))

    @on(Completed)
    def _on_completed(self, message: Completed) -> None:
        message.stop()
        if message.text != self.box.value or not self.box.has_focus:
            return
        is_there = [c for c in message.completions if self._with(c) == message.text]
        self.show_completions(() if is_there else message.completions)

    def show_completions(self, completions: Sequence[Completion]) -> None:
        self._completed = completions
        self.completions.show(
            [
                Line(
                    str(at), clean_line(each.value), "" if each.count is None else f"{each.count:,}"
                )
                for at, each in enumerate(completions)
            ]
        )

    def _with(self, completion: Completion) -> str:
        text = self.box.value
        return f"{text[: completion.start]}{completion.replacement}{text[completion.end :]}"

    def _accept_current(self) -> bool:
        """Take the completion under the cursor, or the first one; False if there is none."""
        return self.accept(max(0, self.completions.cursor))

    def accept(self, position: int) -> bool:
        if not position < len(self._completed):
            return False
        completion = self._completed[position]
        text = self._with(completion)
        end = completion.start + len(completion.replacement)
        self.box.value = text if end < len(text) else f"{text} "
        self.box.cursor_position = end + 1
        self.show_completions(())
        return True

    @on(RowPanel.Chosen, "#completions")
    def _completion_chosen(self, message: RowPanel.Chosen) -> None:
        message.stop()
        self.screen.set_focus(self.box)
        self.accept(int(message.line.key))
