"""Select mode: a caret that keys lead through the article, and what they select."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from reader.document.anchors.finder import QuoteFinder
from reader.document.anchors.quote import describe
from reader.document.model import Document, Place
from reader.document.ranges.motions import Ways
from reader.text.grapheme import next_boundary
from reader.ui.article.page import looks as look
from reader.ui.article.page.caret_rows import SelectPage
from reader.ui.article.page.layers import Layers, Spot
from reader.ui.article.page.selecting import Selecting, press
from reader.ui.article.page.viewport import Viewport

CODE_STEP = 8
"""Cells that code scrolls at a time."""
ROWS_AROUND = 2
"""Rows kept in sight above the caret and below it."""
OUT_OF_MODE = -1
"""The number of selected characters that is told when the mode ends."""

Span = tuple[Place, Place]


class Selectable(Protocol):
    """Where text is selected: the mouse and other widgets do so too."""

    @property
    def has_focus(self) -> bool: ...

    @property
    def rows(self) -> int: ...

    def selected_span(self) -> Span | None: ...

    def select(self, span: Span | None) -> None: ...


@dataclass(frozen=True, slots=True)
class LaidAside:
    """A selection in a document that another one is about to replace."""

    document: Document
    state: Selecting | None
    """The mode's; None if it is off."""
    span: Span | None


class SelectMode:
    """Keeps caret and anchor; the selection itself is the screen's, as the mouse's is."""

    def __init__(
        self,
        viewport: Viewport,
        layers: Layers,
        selectable: Selectable,
        told: Callable[[int], None],
    ) -> None:
        """`told` hears how many characters the mode selects now, `OUT_OF_MODE` when it ends."""
        self._viewport = viewport
        self._layers = layers
        self._selectable = selectable
        self._told = told
        self._state: Selecting | None = None
        self._left_at: Place | None = None
        """The caret's place when the keys went elsewhere, to the find bar say."""

    @property
    def is_on(self) -> bool:
        return self._state is not None

    @property
    def caret(self) -> Place | None:
        """Where the caret is; None out of the mode."""
        return self._state.caret if self._state is not None else None

    # -- the mode -----------------------------------------------------------------------

    def start(self, place: Place, *, by_blocks: bool = False) -> bool:
        """Begin with what is selected, else at `place`; False if there is nothing to select."""
        ways = self._ways()
        if ways is None:
            return False
        state = _state_of(ways, self._selectable.selected_span())
        if state is None:
            first = ways.nearest(place)
            if first is None:
                return False
            state = Selecting(first, first)
        self._set(state.toggled_blocks() if by_blocks else state)
        return True

    def stop(self) -> None:
        """Leave the mode, if it is on; what is selected stays."""
        if self._state is not None:
            self._keep(None)
            self._layers.repaint()
            self._told(OUT_OF_MODE)

    def press(self, verb: str, count: int) -> bool:
        """Carry out a command of `Scope.SELECT`; False if it is no motion, or moves nothing."""
        state, ways, page = self._state, self._ways(), self._viewport.page
        if state is None or ways is None or page is None:
            return False
        rows = SelectPage(page, self._viewport.shift)
        after = press(state, verb, count, ways, rows, self._selectable.rows)
        if after is state:
            return False
        self._set(after)
        return True

    def take_caret_to(self, place: Place | None) -> None:
        """Move the caret, in the mode, to a place that the page went to."""
        state, ways = self._state, self._ways()
        caret = ways.nearest(place) if ways is not None and place is not None else None
        if state is not None and caret is not None:
            self._set(state.at(caret))

    def caret_range(self) -> Span | None:
        """The character under the caret, if the mode is on and selects nothing."""
        state, ways = self._state, self._ways()
        if state is None or ways is None or state.anchor is not None:
            return None
        return state.caret, ways.end_of(state.caret)

    # -- what happens meanwhile ---------------------------------------------------------

    def lose_keys(self) -> None:
        """Remember the caret: the keys go elsewhere."""
        self._left_at = self.caret

    @property
    def search_origin(self) -> Place | None:
        """Where the caret was, while the keys go elsewhere: there, what is typed is looked for."""
        is_away = self._state is not None and not self._selectable.has_focus
        return self._left_at if is_away else None

    def take_caret_back(self) -> None:
        """Undo the way of the caret since the keys went elsewhere."""
        self.take_caret_to(self._left_at)

    def selection_changed(self) -> None:
        """Let the keys go on from what the mouse selected in the mode."""
        state, ways, selected = self._state, self._ways(), self._selectable.selected_span()
        span = self._span()
        if state is None or ways is None or selected == span:
            return
        if not self._selectable.has_focus:
            # An Input lets go of every selection when something is typed into it.
            self._selectable.select(span)
            return
        self._keep(_state_of(ways, selected) or Selecting(state.caret))
        self._layers.repaint()
        self._told(self.count(selected))

    def lay_aside(self) -> LaidAside | None:
        """End the mode without a word, for `take_up`; None if nothing is selected."""
        document, state = self._viewport.document, self._state
        span = self._selectable.selected_span()
        self._keep(None)
        if document is None or (state is None and span is None):
            return None
        return LaidAside(document, state, span)

    def take_up(self, aside: LaidAside | None) -> None:
        """Select in the document that is there now what was laid aside, as far as it is in it."""
        document = self._viewport.document
        if aside is None or document is None:
            return
        finder = QuoteFinder(document)
        if aside.state is not None:
            moved = _moved(finder, aside.document, aside.state)
            if moved is not None:
                self._set(moved)
            else:
                self._told(OUT_OF_MODE)
        elif aside.span is not None:
            quote = describe(aside.document, *aside.span)
            self._selectable.select(finder.span(quote, *aside.span))

    def keep_caret_in_sight(self) -> None:
        """Scroll as little as that takes."""
        caret = self.caret
        if caret is not None and self._viewport.page is not None:
            self._viewport.keep_in_sight(caret, ROWS_AROUND)
            self._show_code(caret)

    def _show_code(self, caret: Place) -> None:
        """Move code that is cut so far that the caret is on the page."""
        page, before = self._viewport.page, -1
        while page is not None and not page.style.wrap_code and self._viewport.shift != before:
            here = SelectPage(page, self._viewport.shift)
            if here.is_shown(caret):
                break
            before = self._viewport.shift
            self._viewport.shift_code(-CODE_STEP if caret < here.row_begin(caret) else CODE_STEP)

    # -- state --------------------------------------------------------------------------

    def _ways(self) -> Ways | None:
        document, page = self._viewport.document, self._viewport.page
        if document is None or page is None:
            return None
        return Ways(document, SelectPage(page, self._viewport.shift).is_shown)

    def _set(self, state: Selecting) -> None:
        self._keep(state)
        span = self._span()
        self._selectable.select(span)
        self._layers.repaint()
        self.keep_caret_in_sight()
        self._told(self.count(span))

    def _keep(self, state: Selecting | None) -> None:
        """Have a state, and its caret drawn."""
        self._state = state
        caret, document = self._layers.caret, self._viewport.document
        if state is None or document is None:
            caret.spot = None
            return
        block, offset = state.caret.block, state.caret.offset
        caret.spot = Spot(block, offset, next_boundary(document.blocks[block].text, offset))
        caret.name = look.CARET if state.anchor is None else look.CARET_IN_SELECTION

    def _span(self) -> Span | None:
        """Return the text that the mode selects; None if the caret goes free."""
        ways = self._ways()
        return self._state.span(ways) if self._state is not None and ways is not None else None

    def count(self, span: Span | None) -> int:
        """Characters of the document in a span; none of None."""
        document = self._viewport.document
        if document is None or span is None:
            return 0
        start, end = span
        lengths = (len(block.text) for block in document.blocks[start.block : end.block])
        return sum(lengths) + end.offset - start.offset


def _state_of(ways: Ways, span: Span | None) -> Selecting | None:
    """Return the state that selects a span; None if there is no character in it."""
    if span is None:
        return None
    first, last = ways.nearest(span[0]), ways.character_before(span[1])
    return Selecting(last, first) if first is not None and first <= last else None


def _moved(finder: QuoteFinder, before: Document, state: Selecting) -> Selecting | None:
    """Find a state again in a document that holds the one before, or most of it."""
    caret = finder.place(describe(before, state.caret), state.caret)
    if caret is None:
        return None
    if state.anchor is None:
        return Selecting(caret)
    anchor = finder.place(describe(before, state.anchor), state.anchor)
    return Selecting(caret, anchor, state.by_blocks and anchor is not None)
