"""The page as the caret goes over it: rows and columns of cells."""

from __future__ import annotations

from itertools import accumulate

from reader.document.model import Place
from reader.text.width import char_widths
from reader.typeset.model import Run
from reader.typeset.page import Page, Position


class SelectPage:
    """A page with its code moved `shift` cells to the left."""

    def __init__(self, page: Page, shift: int = 0) -> None:
        self._page = page
        self._shift = shift

    def is_shown(self, place: Place) -> bool:
        """Whether a character is on a row; white space at the end of a row is not."""
        return any(run.start <= place.offset < run.end for run in self._runs_of(place))

    def column(self, place: Place) -> int:
        """The cell, from the left edge of the column, at which a character is."""
        for run in self._runs_of(place):
            if run.start <= place.offset < run.end:
                return self._cells(run)[place.offset - run.start]
        return 0

    def row_begin(self, place: Place) -> Place:
        """The first character of its row, as seen."""
        runs = self._runs_of(place)
        return Place(place.block, runs[0].start) if runs else place

    def row_end(self, place: Place) -> Place:
        """The last one."""
        runs = self._runs_of(place)
        return Place(place.block, runs[-1].end - 1) if runs else place

    def by_text_rows(self, place: Place, rows: int, column: int) -> Place:
        """The place so many rows down, or up, nearest to a column; blank rows do not count."""
        position = self._page.position_of(place)
        found = None
        for _ in range(abs(rows)):
            onward = self._next_text(position, 1 if rows > 0 else -1)
            if onward is None:
                break
            position = found = onward
        return place if found is None else self._nearest(found, column)

    def by_rows(self, place: Place, rows: int, column: int) -> Place:
        """The place so many rows down, or up; where there is no text, the next that has."""
        here = self._page.position_of(place)
        move = self._page.below if rows > 0 else self._page.above
        position = move(here, abs(rows))
        if self._runs(position):
            return self._nearest(position, column)
        step = 1 if rows > 0 else -1
        found = self._next_text(position, step) or self._next_text(position, -step)
        return place if found is None else self._nearest(found, column)

    def _next_text(self, position: Position, step: int) -> Position | None:
        """The next row that has text; None at the end of the page."""
        move = self._page.below if step > 0 else self._page.above
        while (onward := move(position, 1)) != position:
            if onward.block < 0:
                return None
            if self._runs(onward):
                return onward
            position = onward
        return None

    def _nearest(self, position: Position, column: int) -> Place:
        """The character of a row that has text which is nearest to a column."""
        best = (1 << 30, 0)
        for run in self._runs(position):
            cells = self._cells(run)
            for nth in range(len(run.text)):
                left, right = cells[nth], cells[nth + 1]
                if left < right:
                    away = max(left - column, column - right + 1, 0)
                    best = min(best, (away, run.start + nth))
        return Place(position.block, best[1])

    def _cells(self, run: Run) -> list[int]:
        """Where each character of a run begins, and where the run ends."""
        widths = char_widths(run.text, ambiguous=self._page.style.ambiguous)
        return list(accumulate(widths, initial=run.x))

    def _runs_of(self, place: Place) -> list[Run]:
        return self._runs(self._page.position_of(place))

    def _runs(self, position: Position) -> list[Run]:
        """The text on a row, from left to right."""
        if position.block < 0:
            return []
        _, line = self._page.line(self._page.row_of(position), self._shift)
        runs = [run for run in line.runs if not run.decoration and run.text]
        return sorted(runs, key=lambda run: run.x)
