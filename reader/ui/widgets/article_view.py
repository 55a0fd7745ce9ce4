"""The reading pane: motions, matches, links and bookmarks over a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message

from reader.document.model import Place
from reader.typeset.piece import Overlay
from reader.ui.command import Scope, bindings
from reader.ui.widgets import article_paint as paint
from reader.ui.widgets.page_view import DEFAULT_MEASURE, MEASURE_STEP, PageView
from reader.ui.widgets.reading import Reading

if TYPE_CHECKING:
    from reader.document.find import Match
    from reader.document.outline import Heading

MOST_COUNT = 9_999
LEFT_BUTTON = 1
OVERLAP = 2
"""Rows of the old page that stay on a new one."""


class ArticleView(PageView):
    """Shows one article and carries out the commands that need nothing but it."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.ARTICLE))

    class LinkFollowed(Message):
        """The reader asks for the target of a link."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class Asked(Message):
        """A command that others must carry out: they own files, lists or dialogs."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    class MatchChanged(Message):
        """Another match is the current one; `index` is -1 when there is none."""

        def __init__(self, index: int, total: int) -> None:
            super().__init__()
            self.index = index
            self.total = total

    def __init__(self, *, measure: int = DEFAULT_MEASURE, id: str | None = None) -> None:
        super().__init__(measure=measure, id=id)
        self._matches: tuple[Match, ...] = ()
        self._matches_by_block: dict[int, list[int]] = {}
        self._current_match = -1
        self._links_by_block: dict[int, list[int]] = {}
        self._focused_link = -1
        self._count = 0
        self._default_measure = measure
        self.headings: tuple[Heading, ...] = ()

    def show(self, reading: Reading) -> None:
        self._matches, self._matches_by_block, self._current_match = (), {}, -1
        self._focused_link = -1
        self._count = 0
        self.headings = reading.headings
        self._links_by_block = {}
        for index, link in enumerate(reading.links):
            self._links_by_block.setdefault(link.block, []).append(index)
        super().show(reading)

    # -- overlays -----------------------------------------------------------------------

    def overlays_of(self, block: int) -> list[Overlay[Style]]:
        overlays: list[Overlay[Style]] = []
        for index in self._links_by_block.get(block, ()):
            link = self.links[index]
            look = Style.from_meta({"link": index})
            if index == self._focused_link:
                look += self.style_of(paint.FOCUSED_LINK_CLASS)
            overlays.append(Overlay(link.start, link.end, look))
        for index in self._matches_by_block.get(block, ()):
            match = self._matches[index]
            current = index == self._current_match
            name = paint.CURRENT_MATCH_CLASS if current else paint.MATCH_CLASS
            overlays.append(Overlay(match.start, match.end, self.style_of(name)))
        return overlays

    # -- matches ------------------------------------------------------------------------

    @property
    def has_matches(self) -> bool:
        return bool(self._matches)

    def set_matches(self, matches: Sequence[Match], *, start: Place | None = None) -> None:
        """Light these matches; the first at or after `start` becomes the current one."""
        self._matches = tuple(matches)
        self._matches_by_block = {}
        for index, match in enumerate(self._matches):
            self._matches_by_block.setdefault(match.block, []).append(index)
        self._current_match = -1
        if self._matches:
            origin = start or self.place
            keys = [(match.block, match.start) for match in self._matches]
            found = bisect_left(keys, (origin.block, origin.offset))
            self._select_match(found if found < len(keys) else 0)
        else:
            self.repaint()
            self.post_message(self.MatchChanged(-1, 0))

    def clear_matches(self) -> None:
        self.set_matches(())

    def _select_match(self, index: int) -> None:
        self._current_match = index % len(self._matches)
        match = self._matches[self._current_match]
        self.repaint()
        self.show_place(Place(match.block, match.start))
        self.post_message(self.MatchChanged(self._current_match, len(self._matches)))

    def action_next_match(self) -> None:
        self.step_match(self._take_count())

    def action_previous_match(self) -> None:
        self.step_match(-self._take_count())

    def step_match(self, step: int) -> None:
        """Go `step` matches on, round the ends; with none lit, ask what to find."""
        if self._matches:
            self._select_match(self._current_match + step)
        else:
            self.post_message(self.Asked("find"))

    # -- links --------------------------------------------------------------------------

    def action_next_link(self) -> None:
        self._step_link(1)

    def action_previous_link(self) -> None:
        self._step_link(-1)

    def _step_link(self, step: int) -> None:
        """Focus the next link from the focused one, or from the top of the screen."""
        self._count = 0
        if not self.links:
            return
        if self._focused_link >= 0 and self.on_screen(self._link_place(self._focused_link)):
            index = self._focused_link + step
        else:
            top = self.place
            keys = [(link.block, link.start) for link in self.links]
            index = bisect_left(keys, (top.block, top.offset))
            index = index if step > 0 else index - 1
        self._focused_link = index % len(self.links)
        self.repaint()
        self.show_place(self._link_place(self._focused_link))

    def _link_place(self, index: int) -> Place:
        return Place(self.links[index].block, self.links[index].start)

    def action_follow(self) -> None:
        if 0 <= self._focused_link < len(self.links):
            self.post_message(self.LinkFollowed(self.links[self._focused_link].href))

    def on_click(self, event: events.Click) -> None:
        index = event.style.meta.get("link") if event.button == LEFT_BUTTON else None
        if isinstance(index, int) and 0 <= index < len(self.links):
            self._focused_link = index
            self.repaint()
            self.post_message(self.LinkFollowed(self.links[index].href))

    # -- bookmarks ----------------------------------------------------------------------

    def bookmark_range(self) -> tuple[Place, Place]:
        """From the place that a bookmark means now to where another one would begin.

        That is the selection's start, else the current match if it is on the screen, else the
        first line of text on the screen.
        """
        selection = self.text_selection
        if selection is not None and selection.start is not None:
            start = Place(selection.start.y, selection.start.x)
            return start, Place(start.block, start.offset + 1)
        if self._matches and self._current_match >= 0:
            match = self._matches[self._current_match]
            if self.on_screen(Place(match.block, match.start)):
                return Place(match.block, match.start), Place(match.block, match.end)
        return self.first_line()

    # -- motions ------------------------------------------------------------------------

    def scroll_rows(self, rows: int) -> None:
        """Move by exact rows, whatever is estimated."""
        if self._page is None:
            return
        move = self._page.below if rows > 0 else self._page.above
        self._go(move(self._position, abs(rows)))

    def show_place(self, place: Place, *, context: float = 0.3) -> None:
        """Bring a place onto the screen if it is not there, some rows from the top."""
        if self._page is None:
            return
        position = self._page.position_of(place)
        first = self._page.row_of(self._position)
        if not first <= self._page.row_of(position) < first + self.size.height - 1:
            self._go(self._page.above(position, int(self.size.height * context)))

    def on_screen(self, place: Place) -> bool:
        """Whether a place is among the rows shown."""
        if self._page is None:
            return False
        first = self._page.row_of(self._position)
        row = self._page.row_of(self._page.position_of(place))
        return first <= row < first + self.size.height

    def on_key(self, event: events.Key) -> None:
        """Digits before a motion are its count, as in vi and less."""
        character = event.character or ""
        if len(character) == 1 and character in "0123456789" and (self._count or character != "0"):
            self._count = min(MOST_COUNT, self._count * 10 + int(character))
            event.stop()
        elif self._count and event.key == "escape":
            self._count = 0
            event.stop()
            event.prevent_default()

    def _take_count(self) -> int:
        count, self._count = max(1, self._count), 0
        return count

    def _page_rows(self) -> int:
        return max(1, self.size.height - OVERLAP)

    def action_line_down(self) -> None:
        self.scroll_rows(self._take_count())

    def action_line_up(self) -> None:
        self.scroll_rows(-self._take_count())

    def action_half_page_down(self) -> None:
        self.scroll_rows(self._take_count() * max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        self.scroll_rows(-self._take_count() * max(1, self.size.height // 2))

    def action_page_down(self) -> None:
        self.scroll_rows(self._take_count() * self._page_rows())

    def action_page_up(self) -> None:
        self.scroll_rows(-self._take_count() * self._page_rows())

    def action_top(self) -> None:
        self._take_count()
        self.go_to(None)

    def action_bottom(self) -> None:
        self._take_count()
        self.go_to_end()

    def action_next_heading(self) -> None:
        below = [h for h in self.headings if h.block > self.anchor_block]
        count = self._take_count()
        if below:
            self.go_to(Place(below[min(count, len(below)) - 1].block))

    def action_previous_heading(self) -> None:
        above = [h for h in self.headings if h.block < self.anchor_block]
        count = self._take_count()
        self.go_to(Place(above[-min(count, len(above))].block) if above else None)

    # -- page and others ----------------------------------------------------------------

    def action_wider(self) -> None:
        self.set_measure(self.measure + MEASURE_STEP)

    def action_narrower(self) -> None:
        self.set_measure(self.measure - MEASURE_STEP)

    def action_default_measure(self) -> None:
        self.set_measure(self._default_measure)

    def action_clear(self) -> None:
        """Undo what is lit first; with nothing lit, leave for the list."""
        if self._matches:
            self.clear_matches()
        elif self._focused_link >= 0:
            self._focused_link = -1
            self.repaint()
        else:
            self.post_message(self.Asked("to_list"))

    def _ask(self, verb: str) -> None:
        self._count = 0
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

    def action_open_original(self) -> None:
        self._ask("open_original")

    def action_back(self) -> None:
        self._ask("back")

    def action_forward(self) -> None:
        self._ask("forward")

    def action_to_list(self) -> None:
        self._ask("to_list")
