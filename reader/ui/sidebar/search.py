"""The search box and what belongs to it: completions, and going back to earlier searches."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.owner.keeper import in_words
from reader.text.safe import clean_line
from reader.ui.common.row_panel import PanelLine
from reader.ui.sidebar.joint_paint import JointPaint
from reader.ui.sidebar.messages import SearchLeft, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.library.search.completion import Completion
    from reader.library.search.nearest.next_steps import NextStep
    from reader.services.arrangement import Arrangement
    from reader.services.catalog import Catalog, ShownList
    from reader.ui.common.row_panel import RowPanel
    from reader.ui.common.search_box import SearchBox
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader
    from reader.ui.sidebar.saved_searches import SavedSearches
    from reader.ui.sidebar.widgets.article_list import ArticleList

MOST_COMPLETIONS = 6
MOST_STEPS = 3
PAUSE_SECONDS = 0.12
"""Seconds after the last key until the article is shown and all hits are counted."""


class Search:
    """Finds what is typed, as it is typed."""

    def __init__(
        self,
        host: Host,
        loader: ListLoader,
        searches: SavedSearches,
        listing: ArticleList,
        box: SearchBox,
        panel: RowPanel,
        steps: RowPanel,
        catalog: Catalog,
    ) -> None:
        self._host = host
        self._loader = loader
        self._searches = searches
        self._history = searches.history
        self._list = listing
        self._box = box
        self._panel = panel
        self._steps = steps
        self._catalog = catalog
        self._unedited = ""
        """What was in the box when somebody came to it, or was put there by a walk."""
        self._completed: Sequence[Completion] = ()
        self._next_steps: Sequence[NextStep] = ()
        """What to go on with where little was found; those that can be taken come first."""
        self._joint_paint = JointPaint(host)
        box.before_paint = self._joint_paint.begin
        self._opens = False
        """Whether the first result is to be opened as soon as it is known."""

    # -- searching ------------------------------------------------------------------------

    def focus(self) -> None:
        # At once, not after a refresh: keys that are typed ahead belong in the box.
        self._box.screen.set_focus(self._box)
        self._box.select_all()

    def focused(self) -> None:
        """Somebody came to the box."""
        self._unedited = self._box.value

    def clear(self, *, keep: Path | None = None) -> None:
        """Show the whole list, with the cursor on `keep` or on the article that it was on.

        Without a search, show all that was filtered out.
        """
        known = self._loader.arrangement
        wanted = known.searching("") if known.query else known.unfiltered()
        if wanted != known:
            self._loader.rearrange(wanted, keep=keep)
        self._box.value = ""

    def leave(self) -> None:
        """Clear what was typed; with nothing typed, go to the list."""
        if self._box.value:
            self.clear()
        else:
            self._focus_list()

    def _focus_list(self) -> None:
        self._list.screen.set_focus(self._list)

    def show(self, wanted: Arrangement) -> None:
        """Show a list, with its query in the box as if it had been typed."""
        self._box.value = wanted.query
        # What the box takes is what is searched for: it is one line.
        wanted = wanted.searching(self._box.value)
        if wanted != self._loader.arrangement:
            self._searches.stop_counting()
            self._loader.rearrange(wanted, first=True)

    def _find(self, query: str) -> None:
        known = self._loader.arrangement
        if query != known.query:
            self._searches.stop_counting()
            self._loader.rearrange(known.searching(query), first=bool(query))

    def typed(self, text: str) -> None:
        """Find what is in the box now."""
        if text != self._unedited:
            self._history.stop()
        self._find(text.strip())
        if not self._loader.is_arranging:
            self._joint_paint.end()
        if text.strip():
            work = partial(self._complete, text, self._box.cursor_position)
            self._host.run_worker(work, group="completions", exclusive=True)
        else:
            self._show_completions(())

    def submitted(self) -> None:
        """Open the first result; of what was typed last, though it may not be found yet."""
        if self._panel.cursor >= 0 and self.accept(self._panel.cursor):
            return
        self._show_completions(())
        self._opens = self._loader.is_arranging
        if not self._opens:
            self._list.action_open()

    # -- what was found -------------------------------------------------------------------

    @property
    def opens(self) -> bool:
        """Whether the first result is to be opened once it is there."""
        return self._opens

    def give_up_opening(self) -> None:
        """Open nothing of what is being searched for."""
        self._opens = False

    @property
    def is_typing(self) -> bool:
        return self._box.has_focus and bool(self._loader.arrangement.query)

    def arranged(self, shown: ShownList) -> None:
        """The list shows something else."""
        self._show_steps(shown.next_steps)
        if self._opens:
            self._opens = False
            self._list.action_open()
        if self.is_typing:
            work = partial(self._settle_later, shown)
            self._host.run_worker(work, group="pause", exclusive=True)
        else:
            # What is there is painted first.
            self._host.call_after_refresh(self._settle, shown)

    def paint(self) -> None:
        """Everybody shows what was found: now for the paint that the key waited for."""
        self._joint_paint.end()

    async def _settle_later(self, shown: ShownList) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        self._settle(shown)

    def _settle(self, shown: ShownList) -> None:
        """Nobody types for the moment: now for what the typing would have waited for."""
        if not self._is_current(shown):
            return
        self._list.settle()
        if shown.is_first:
            self._loader.rearrange(stay=True, announce=False)
            return
        if shown.has_few_hits:
            work = partial(self._add_steps, shown)
            self._host.run_worker(work, group="next steps", exclusive=True)
        if self._host.is_scanned:
            self._searches.count(shown.revision)

    # -- keys -----------------------------------------------------------------------------

    def pressed(self, key: str) -> None:
        """A key that is no text, by what it does."""
        keys: dict[str, Callable[[], None]] = {
            "escape": self._escape,
            "up": self._up,
            "down": self._down,
            "tab": self._tab,
            "right": self._right,
            "save": self._searches.save,
        }
        keys[key]()

    def _escape(self) -> None:
        if self._panel.lines and not self._are_hints:
            self._show_completions(())
        else:
            self._host.post_message(SearchLeft())

    def _up(self) -> None:
        if self._panel.lines and not self._are_hints:
            self._panel.move(-1)
            return
        older = None
        if self._box.value == self._unedited:
            older = self._history.older(self._box.value)
        if older is not None:
            self._put(older)
        elif not self._history.is_walking:
            self._list.move(-1)

    def _down(self) -> None:
        if self._panel.lines and not self._are_hints:
            self._panel.move(1)
        elif self._history.is_walking:
            self._put(self._history.newer())
        else:
            self._list.move(1)
            self._focus_list()

    def _tab(self) -> None:
        if self._completed:
            self._accept_current()
        elif not self.take_step(0):
            self._focus_list()

    def _right(self) -> None:
        if not self._are_hints:
            self._accept_current()

    def _put(self, query: str) -> None:
        self._unedited = query
        self._box.value = query
        self._box.cursor_position = len(query)

    # -- what to go on with ---------------------------------------------------------------

    async def _add_steps(self, shown: ShownList) -> None:
        """Show what to go on with under hits that are painted by now, unless they are gone."""
        steps = await asyncio.to_thread(self._steps_for, shown)
        if steps and self._is_current(shown):
            self._show_steps(steps)

    def _steps_for(self, shown: ShownList) -> Sequence[NextStep]:
        """For a thread."""
        try:
            return self._catalog.next_steps(
                shown,
                self._loader.flagger.flags,
                lambda: not self._is_current(shown),
                self._loader.flagger.own,
            )
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
            return ()

    def _is_current(self, shown: ShownList) -> bool:
        return shown is self._loader.shown and not self._loader.is_arranging

    def _show_steps(self, steps: Sequence[NextStep]) -> None:
        self._next_steps = sorted(steps, key=lambda step: not step.query)
        self._steps.show(
            [
                PanelLine(
                    str(at), clean_line(step.in_words), "tab" if step.query and not at else ""
                )
                for at, step in enumerate(self._next_steps)
            ]
        )

    def take_step(self, position: int) -> bool:
        """Search for the query of a step; False if there is none. Typing goes on."""
        if not position < len(self._next_steps) or not self._next_steps[position].query:
            return False
        step = self._next_steps[position]
        self._box.screen.set_focus(self._box)
        if step.leaves_filter:
            wanted = self._loader.arrangement.unfiltered().searching(step.query)
            self._loader.rearrange(wanted, first=True)
        self._put(step.query)
        return True

    # -- completions ----------------------------------------------------------------------

    async def _complete(self, text: str, cursor: int) -> None:
        # Not beside the search, which would wait for it.
        await self._joint_paint.painted()
        flagger = self._loader.flagger
        try:
            found = await asyncio.to_thread(
                self._catalog.complete, text, cursor, flagger.flags, flagger.own
            )
        except ReaderError:  # the list asks the same, and says what is wrong
            found = []
        if text == self._box.value and self._box.has_focus:
            completions = found[:MOST_COMPLETIONS]
            is_there = any(self._with(completion) == text for completion in completions)
            self._show_completions(() if is_there else completions)

    @property
    def _are_hints(self) -> bool:
        """Whether what is offered is a guess, for which only tab is taken."""
        return all(each.is_hint for each in self._completed)

    def _show_completions(self, completions: Sequence[Completion]) -> None:
        self._completed = completions
        counts = ["" if each.count is None else f"{each.count:,}" for each in completions]
        self._panel.show(
            [
                PanelLine(str(at), clean_line(each.value), count)
                for at, (each, count) in enumerate(zip(completions, counts, strict=True))
            ]
        )

    def _with(self, completion: Completion) -> str:
        text = self._box.value
        return f"{text[: completion.start]}{completion.replacement}{text[completion.end :]}"

    def _accept_current(self) -> None:
        """Take the completion under the cursor, or the first one, if there is one."""
        self.accept(max(0, self._panel.cursor))

    def take(self, position: int) -> None:
        """Take a completion that was clicked; typing goes on."""
        self._box.screen.set_focus(self._box)
        self.accept(position)

    def accept(self, position: int) -> bool:
        """Put a completion in the place of what it completes; False if it is not there."""
        if not position < len(self._completed):
            return False
        completion = self._completed[position]
        text = self._with(completion)
        end = completion.start + len(completion.replacement)
        goes_on = end < len(text) or completion.replacement.endswith(":")
        self._box.value = text if goes_on else f"{text} "
        self._box.cursor_position = end if completion.replacement.endswith(":") else end + 1
        self._show_completions(())
        return True
