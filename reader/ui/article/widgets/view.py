"""The reading pane: the commands that need nothing but the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from reader.document.model import Place
from reader.ui.article.widgets.anchored_view import (
    DEFAULT_MEASURE,
    MEASURE_STEP,
    StyleMaker,
    plain_style,
)
from reader.ui.article.widgets.select_view import CODE_STEP, SelectView
from reader.ui.commands import Scope, asked_by, bindings
from reader.ui.common.count import Count

if TYPE_CHECKING:
    from reader.document.outline import Heading

OVERLAP = 2
"""Rows of the old page that stay on a new one."""
SELECT_VERBS = ("copy", "copy_quote", "highlight", "bookmark", "follow")
"""What select mode leaves to be done."""


class ArticleView(SelectView):
    """Shows one article and carries out the commands that need nothing but it."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.ARTICLE))

    class Asked(Message):
        """A command that others must carry out: they own files, lists or dialogs."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    def __init__(
        self,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        id: str | None = None,
    ) -> None:
        super().__init__(measure=measure, page_style=page_style, id=id)
        self.count = Count(self)
        self._default_measure = measure

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._reading.headings if self._reading else ()

    # -- matches and links --------------------------------------------------------------

    def action_next_match(self) -> None:
        step = self.count.take()
        if self.goes_on and self.is_beyond(step):
            self.ask_for_result(step)
        elif not self.step_match(step):
            self.post_message(self.Asked("find_next"))

    def action_previous_match(self) -> None:
        step = -self.count.take()
        if self.goes_on and self.is_beyond(step):
            self.ask_for_result(step)
        elif not self.step_match(step):
            self.post_message(self.Asked("find_previous"))

    def ask_for_result(self, step: int) -> None:
        """Go on in another article that the search found, after this one or before it."""
        self.call_next(self._ask_for_result, step)

    def _ask_for_result(self, step: int) -> None:
        self.post_message(self.Asked("next_result" if step > 0 else "previous_result"))

    def action_reload(self) -> None:
        self.post_message(self.Asked("reload"))

    def action_next_link(self) -> None:
        self._step_link(self.count.take())

    def action_previous_link(self) -> None:
        self._step_link(-self.count.take())

    def _step_link(self, step: int) -> None:
        if self.step_link(step):
            self.take_caret_to(self.focused_place)
        else:
            self.post_message(self.Asked("no_links"))

    def action_follow(self) -> None:
        if self.selecting:
            self.follow_caret()
        elif self.focused_link >= 0:
            self.post_message(self.LinkFollowed(self.links[self.focused_link].href))

    # -- motions ------------------------------------------------------------------------

    def scroll_rows(self, rows: int) -> None:
        """Move by exact rows, whatever is estimated."""
        if self._page is None:
            return
        move = self._page.below if rows > 0 else self._page.above
        self._go(move(self._position, abs(rows)))

    def on_key(self, event: events.Key) -> None:
        self.unmark_target()
        if (
            self.answer(asked_by(event, Scope.QUESTION, self.app))
            or self.count.typed(event)
            or (self.selecting and self._select_key(event))
        ):
            event.stop()
            event.prevent_default()
        elif event.key == "escape" and self.text_selection is not None:
            self.screen.clear_selection()
            event.stop()
            event.prevent_default()

    def _typed(self, event: events.Key) -> bool:
        """Whether a key was part of a number, or one of select mode."""
        return self.count.typed(event) or (self.selecting and self._select_key(event))

    def _select_key(self, event: events.Key) -> bool:
        """Whether a key was one of select mode."""
        verb = self.select_key(event, self.count)
        if verb in SELECT_VERBS:
            getattr(self, f"action_{verb}")()
        return verb is not None

    def _page_rows(self) -> int:
        return max(1, self.size.height - OVERLAP)

    def action_line_down(self) -> None:
        self.scroll_rows(self.count.take())

    def action_line_up(self) -> None:
        self.scroll_rows(-self.count.take())

    def action_half_page_down(self) -> None:
        self.scroll_rows(self.count.take() * max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        self.scroll_rows(-self.count.take() * max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        self.scroll_rows(self.count.take() * self._page_rows())

    def action_page_up(self) -> None:
        self.scroll_rows(-self.count.take() * self._page_rows())

    def action_top(self) -> None:
        self.go_to(None)

    def action_bottom(self) -> None:
        self.go_to_end()

    def action_percent(self) -> None:
        """To so many hundredths of the article, as `50%` in less."""
        if self._page is None or not self.count.given:
            self.post_message(self.Asked("no_percent"))
            return
        hidden = max(0, self._virtual_height() - self.size.height)
        row = round(hidden * min(100, self.count.take()) / 100)
        self._drop_link()
        self._go(self._page.position_at(row))
        self.take_caret_to(self.place)

    def action_next_heading(self) -> None:
        here = self.block_jumped_to
        below = [h for h in self.headings if h.block > here]
        count = self.count.take()
        if below:
            self.jump_to(Place(below[min(count, len(below)) - 1].block))
        else:
            self.post_message(self.Asked("no_heading"))

    def action_previous_heading(self) -> None:
        here = self.block_jumped_to
        above = [h for h in self.headings if h.block < here]
        count = self.count.take()
        if above:
            self.jump_to(Place(above[-min(count, len(above))].block))
        else:
            self.go_to(None)

    # -- page and others ----------------------------------------------------------------

    def action_wider(self) -> None:
        self.set_measure(self.measure + MEASURE_STEP)

    def action_narrower(self) -> None:
        self.set_measure(self.measure - MEASURE_STEP)

    def action_default_measure(self) -> None:
        self.set_measure(self._default_measure)

    def action_scroll_code_left(self) -> None:
        self.shift_code(-CODE_STEP * self.count.take())

    def action_scroll_code_right(self) -> None:
        self.shift_code(CODE_STEP * self.count.take())

    def action_clear(self) -> None:
        """Undo what is lit first; with nothing lit, leave for the list."""
        if self.has_matches:
            self.clear_matches()
        elif self.focused_link >= 0:
            self.focus_link(-1)
        else:
            self.post_message(self.Asked("to_list"))

    def _ask(self, verb: str) -> None:
        self.post_message(self.Asked(verb))

    def action_find(self) -> None:
        self._ask("find")

    def action_outline(self) -> None:
        self._ask("outline")

    def action_links(self) -> None:
        self._ask("links")

    def action_bookmark(self) -> None:
        self._ask("bookmark")

    def action_copy(self) -> None:
        self._ask("copy")

    def action_copy_quote(self) -> None:
        self._ask("copy_quote")

    def action_select(self) -> None:
        self._start_selecting(by_blocks=False)

    def action_select_blocks(self) -> None:
        self._start_selecting(by_blocks=True)

    def _start_selecting(self, *, by_blocks: bool) -> None:
        if not self.start_selecting(by_blocks=by_blocks):
            self._ask("nothing_to_select")

    def action_highlight(self) -> None:
        self._ask("highlight")

    def action_next_bookmark(self) -> None:
        self._ask("next_bookmark")

    def action_previous_bookmark(self) -> None:
        self._ask("previous_bookmark")

    def action_open_original(self) -> None:
        self._ask("open_original")

    def action_back(self) -> None:
        self._ask("back")

    def action_forward(self) -> None:
        self._ask("forward")

    def action_to_list(self) -> None:
        self._ask("to_list")
