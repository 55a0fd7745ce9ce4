"""Selecting by keys: where the caret is, what is selected, and what a key makes of the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from reader.document.model import Place
from reader.document.ranges.motions import Ways


class Rows(Protocol):
    """The page as the caret has to know it; `SelectPage` says what each method means."""

    def column(self, place: Place) -> int: ...
    def row_begin(self, place: Place) -> Place: ...
    def row_end(self, place: Place) -> Place: ...
    def by_text_rows(self, place: Place, rows: int, column: int) -> Place: ...
    def by_rows(self, place: Place, rows: int, column: int) -> Place: ...


@dataclass(frozen=True, slots=True)
class Selecting:
    """The characters under caret and anchor, and all between them, are selected."""

    caret: Place
    anchor: Place | None = None
    """The other end; None: nothing is selected, the caret goes free."""
    by_blocks: bool = False
    """Whether whole paragraphs are selected."""
    wish: int = -1
    """The column of cells that the caret tries to keep on its way up or down; -1: its own."""

    def span(self, ways: Ways) -> tuple[Place, Place] | None:
        """Return the text that is selected, the end exclusive."""
        if self.anchor is None:
            return None
        first, last = sorted((self.caret, self.anchor))
        if self.by_blocks:
            return ways.block_span(first.block, last.block)
        return first, ways.end_of(last)

    def at(self, caret: Place) -> Selecting:
        """The selection with the caret at another place."""
        return replace(self, caret=caret, wish=-1)

    def toggled(self) -> Selecting:
        """`v`: the caret goes free, or a selection begins at it; whole paragraphs end."""
        if self.anchor is None:
            return replace(self, anchor=self.caret)
        return replace(self, anchor=self.anchor if self.by_blocks else None, by_blocks=False)

    def toggled_blocks(self) -> Selecting:
        """`V`: by whole paragraphs; again, and the caret goes free."""
        if self.anchor is not None and self.by_blocks:
            return replace(self, anchor=None, by_blocks=False)
        return replace(self, anchor=self.anchor or self.caret, by_blocks=True)

    def swapped(self) -> Selecting:
        """`o`: the caret goes to the other end."""
        if self.anchor is None:
            return self
        return replace(self, caret=self.anchor, anchor=self.caret, wish=-1)


def press(
    state: Selecting, verb: str, count: int, ways: Ways, rows: Rows, height: int
) -> Selecting:
    """Apply a command of `Scope.SELECT` to a state; one that is no motion returns the state itself.

    `height` is that of the screen, in rows.
    """
    if verb in _CHANGES:
        return _CHANGES[verb](state)
    if verb in _VERTICAL:
        by_text, share = _VERTICAL[verb]
        wish = state.wish if state.wish >= 0 else rows.column(state.caret)
        step = round(share * (1 if by_text else height)) or (1 if share > 0 else -1)
        move = rows.by_text_rows if by_text else rows.by_rows
        caret = ways.nearest(move(state.caret, step * count, wish)) or state.caret
        return replace(state, caret=caret, wish=wish)
    if verb in ("row_begin", "row_end"):
        end = rows.row_begin if verb == "row_begin" else rows.row_end
        return state.at(ways.nearest(end(state.caret)) or state.caret)
    if verb in ("first", "last"):
        return state.at((ways.first() if verb == "first" else ways.last()) or state.caret)
    way = _STEPS.get(verb)
    return state if way is None else state.at(_times(partial(way, ways), state.caret, count))


_CHANGES: Mapping[str, Callable[[Selecting], Selecting]] = {
    "toggle": Selecting.toggled,
    "toggle_blocks": Selecting.toggled_blocks,
    "swap": Selecting.swapped,
}
_STEPS: Mapping[str, Callable[[Ways, Place], Place]] = {
    "left": Ways.backward,
    "right": Ways.forward,
    "word": Ways.word,
    "word_back": Ways.word_back,
    "word_end": Ways.word_end,
    "sentence_end": Ways.sentence_end,
    "sentence_begin": Ways.sentence_begin,
    "block_end": Ways.block_end,
    "block_begin": Ways.block_begin,
}
_VERTICAL = {
    "down": (True, 1.0),
    "up": (True, -1.0),
    "half_page_down": (False, 0.5),
    "half_page_up": (False, -0.5),
    "page_down": (False, 1.0),
    "page_up": (False, -1.0),
}
"""Verb to whether blank rows are passed over, and how many rows, or screens, it goes."""
VERBS = frozenset({*_CHANGES, *_STEPS, *_VERTICAL, "row_begin", "row_end", "first", "last"})
"""All verbs that `press` knows."""


def _times(step: Callable[[Place], Place], place: Place, count: int) -> Place:
    for _ in range(count):
        onward = step(place)
        if onward == place:
            break
        place = onward
    return place
