"""Select mode: a caret that keys lead through the article, and what they select."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.message import Message
from textual.selection import Selection

from reader.document.anchors.finder import Finder
from reader.document.anchors.quote import describe
from reader.document.model import Place
from reader.document.ranges.copy_text import Source, markdown_quote
from reader.document.ranges.motions import Ways
from reader.services.reading_view import Reading
from reader.typeset.overlays import Overlay, Overlays
from reader.ui.article.widgets import looks as look
from reader.ui.article.widgets.caret_rows import SelectPage
from reader.ui.article.widgets.hit_test import caret_at
from reader.ui.article.widgets.page_view import look_of
from reader.ui.article.widgets.pointed_view import PointedView
from reader.ui.article.widgets.selecting import Selecting, press
from reader.ui.commands import Scope, asked_by
from reader.ui.common.count import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.model import Document
    from reader.document.ranges.find import Match
    from reader.library.article import Article

CODE_STEP = 8
"""Cells that code scrolls at a time."""
ROWS_AROUND = 2
"""Rows kept in sight above the caret and below it."""


class SelectView(PointedView):
    """Keeps caret and anchor; the selection itself is the screen's, as the mouse's is."""

    class SelectChanged(Message):
        """Select mode began, or ended, or something else is selected in it.

        `characters` are those that are selected; -1 out of select mode.
        """

        def __init__(self, characters: int) -> None:
            super().__init__()
            self.characters = characters

    _state: Selecting | None = None
    _left_at: Place | None = None
    """Where the caret was when the keys went elsewhere, to the find bar say."""

    @property
    def selecting(self) -> bool:
        return self._state is not None

    @property
    def caret(self) -> Place | None:
        """Where the caret of select mode is; None out of it."""
        return self._state.caret if self._state is not None else None

    @property
    def eye(self) -> Place:
        return self.caret or super().eye

    # -- the mode -----------------------------------------------------------------------

    def start_selecting(self, *, by_blocks: bool = False) -> bool:
        """Begin at what is selected, at the current match or link, or at the top of the screen.

        False if there is nothing to select.
        """
        ways = self._ways()
        if ways is None:
            return False
        state = self._state_of(ways, self.selected_span())
        if state is None:
            first = ways.nearest(self._first_place())
            if first is None:
                return False
            state = Selecting(first, first)
        self._set_state(state.toggled_blocks() if by_blocks else state)
        return True

    def _first_place(self) -> Place:
        for place in (self.match_place, self.focused_place):
            if place is not None and self.on_screen(place):
                return place
        return self.place

    def _state_of(self, ways: Ways, span: tuple[Place, Place] | None) -> Selecting | None:
        """What selects a span."""
        if span is None:
            return None
        first, last = ways.nearest(span[0]), ways.character_before(span[1])
        return Selecting(last, first) if first is not None and first <= last else None

    def stop_selecting(self) -> None:
        """Leave select mode, if it is on; nothing is selected then, by the mouse neither."""
        self.screen.clear_selection()
        if self._state is not None:
            self._state = None
            self.repaint()
            self._tell(-1)

    def select_key(self, event: events.Key, count: Count) -> str | None:
        """Carry out a key of the mode; None if it has none.

        Otherwise what is left to do: a verb that is for others, or nothing.
        """
        verb = asked_by(event, Scope.SELECT, self.app)
        state, ways = self._state, self._ways()
        if not verb or state is None or ways is None or self._page is None:
            return None
        if verb == "leave":
            self.stop_selecting()
            return ""
        page = SelectPage(self._page, self._shift)
        after = press(state, verb, count.take(), ways, page, self.size.height)
        if after is state:
            return verb
        if verb == "last" and self._reading is not None and self._reading.after:
            self.post_message(self.EndWanted())
        self._set_state(after)
        return ""

    def markdown_quote(self, article: Article) -> str:
        """What is selected, by mouse or keys, with its source; nothing if nothing is."""
        span = self.selected_span()
        if span is None or self.document is None:
            return ""
        source = Source(article.title, article.url, article.file_name)
        return markdown_quote(self.document, *span, source)

    def follow_caret(self) -> None:
        """Ask what the highlight at the caret is about, else for the target of the link there."""
        caret = self.caret
        if caret is None:
            return
        found = self.highlights.at(caret)
        if found is not None:
            self.post_message(self.HighlightChosen(found.key))
            return
        for link in self.links:
            if link.block == caret.block and link.start <= caret.offset < link.end:
                self.post_message(self.LinkFollowed(link.href))
                return

    def _ways(self) -> Ways | None:
        if self.document is None or self._page is None:
            return None
        return Ways(self.document, SelectPage(self._page, self._shift).is_shown)

    def _set_state(self, state: Selecting) -> None:
        self._state = state
        span = self._span()
        self.select(span)
        self.repaint()
        self.keep_caret_in_sight()
        self._tell(self._count_selected(span))

    def take_caret_to(self, place: Place | None) -> None:
        """In select mode the caret goes to a place that the page went to."""
        state, ways = self._state, self._ways()
        caret = ways.nearest(place) if ways is not None and place is not None else None
        if state is not None and caret is not None:
            self._set_state(state.at(caret))

    def _span(self) -> tuple[Place, Place] | None:
        """What the mode selects."""
        ways = self._ways()
        return self._state.span(ways) if self._state is not None and ways is not None else None

    def _count_selected(self, span: tuple[Place, Place] | None) -> int:
        if self.document is None or span is None:
            return 0
        start, end = span
        lengths = (len(block.text) for block in self.document.blocks[start.block : end.block])
        return sum(lengths) + end.offset - start.offset

    def _tell(self, characters: int) -> None:
        self._announce(partial(self.SelectChanged, characters))

    # -- what happens to the page meanwhile ---------------------------------------------

    def keep_caret_in_sight(self) -> None:
        """Scroll as little as that takes."""
        page, caret = self._page, self.caret
        if page is None or caret is None:
            return
        position = page.position_of(caret)
        height = max(1, self.size.height)
        around = min(ROWS_AROUND, (height - 1) // 2)
        row = page.row_of(position) - page.row_of(self._position)
        if row < around:
            self._go(page.above(position, around))
        elif row >= height - around:
            self._go(page.above(position, height - 1 - around))
        self._show_code(caret)

    def _show_code(self, caret: Place) -> None:
        """Move code that is cut so far that the caret is on the page."""
        page, before = self._page, -1
        while page is not None and not page.style.wrap_code and self._shift != before:
            here = SelectPage(page, self._shift)
            if here.is_shown(caret):
                break
            before = self._shift
            self.shift_code(-CODE_STEP if caret < here.row_begin(caret) else CODE_STEP)

    def show(self, reading: Reading) -> None:
        self.stop_selecting()
        super().show(reading)

    def replace(self, reading: Reading, place: Place | None) -> None:
        """What is selected in the part is selected in the whole."""
        state, span, before = self._state, self.selected_span(), self.document
        self._state = None
        super().replace(reading, place)
        if before is None or (state is None and span is None):
            return
        finder = Finder(reading.document)
        if state is not None:
            moved = _moved(finder, before, state)
            if moved is not None:
                self._set_state(moved)
            else:
                self._tell(-1)
        elif span is not None:
            found = finder.span(describe(before, *span), *span)
            self.select(found)

    def grow(self, reading: Reading) -> bool:
        grown = super().grow(reading)
        self.keep_caret_in_sight()
        return grown

    def set_measure(self, measure: int) -> None:
        super().set_measure(measure)
        self.keep_caret_in_sight()

    def _fit(self) -> None:
        super()._fit()
        self.keep_caret_in_sight()

    def jump_to(self, place: Place) -> None:
        super().jump_to(place)
        self.take_caret_to(place)

    def bookmark_range(self) -> tuple[Place, Place]:
        state, ways = self._state, self._ways()
        if state is not None and ways is not None and state.anchor is None:
            return state.caret, ways.end_of(state.caret)
        return super().bookmark_range()

    # -- drawing ------------------------------------------------------------------------

    def lay_on_top(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        state, ways = self._state, self._ways()
        if state is None or ways is None or state.caret.block != block:
            return below
        name = look.CARET if state.anchor is None else look.CARET_IN_SELECTION
        end = ways.end_of(state.caret).offset
        caret = Overlay(state.caret.offset, end, self.style_of(name))
        return Overlays([caret], look_of, below)

    # -- matches ------------------------------------------------------------------------

    def on_blur(self) -> None:
        self._left_at = self.caret

    def take_caret_back(self) -> None:
        """A search was given up that was begun in select mode."""
        self.take_caret_to(self._left_at)

    def set_matches(
        self, matches: Sequence[Match], *, start: Place | None = None, step: int = 0
    ) -> None:
        """In select mode what is being typed is looked for from where the caret was."""
        if self._state is not None and not self.has_focus and self._left_at is not None:
            start = self._left_at
        super().set_matches(matches, start=start, step=step)

    def step_match(self, step: int) -> bool:
        """In select mode from the caret on."""
        if self._state is None or not self.has_matches:
            return super().step_match(step)
        self._select_match(self.match_beside(self._state.caret, step))
        return True

    def _select_match(self, index: int) -> None:
        super()._select_match(index)
        self.take_caret_to(self.match_place)

    # -- the mouse ----------------------------------------------------------------------

    def selection_updated(self, selection: Selection | None) -> None:
        """The mouse may select something else in select mode: the keys go on from there."""
        super().selection_updated(selection)
        state, ways, selected = self._state, self._ways(), self.selected_span()
        span = self._span()
        if state is None or ways is None or selected == span:
            return
        if not self.has_focus:
            # An Input lets go of every selection when something is typed into it.
            self.select(span)
            return
        self._state = self._state_of(ways, selected) or Selecting(state.caret)
        self.repaint()
        self._tell(self._count_selected(selected))

    def on_click(self, event: events.Click) -> None:
        """In select mode the caret goes to where the mouse is."""
        if self._state is None or event.chain > 1 or self._page is None:
            return
        event.prevent_default()  # Textual asks the classes above too
        if self.text_selection is None:
            place, _ = caret_at(self._page, round(self.scroll_y) + event.y, event.x - self._left())
            self.take_caret_to(place)


def _moved(finder: Finder, before: Document, state: Selecting) -> Selecting | None:
    """The same in a document that holds the one before, or most of it."""
    caret = finder.place(describe(before, state.caret), state.caret)
    if caret is None:
        return None
    if state.anchor is None:
        return Selecting(caret)
    anchor = finder.place(describe(before, state.anchor), state.anchor)
    return Selecting(caret, anchor, state.by_blocks and anchor is not None)
