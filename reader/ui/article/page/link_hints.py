"""Letters over the links on the screen: who types them follows the link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from reader.text.width import char_widths
from reader.typeset.model import Line, Role, Run
from reader.typeset.range_index import Intervals
from reader.ui.article.page.layers import LinkLayer, LinkSpot
from reader.ui.article.page.viewport import Viewport

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


class Hint(NamedTuple):
    """A label at a column of a row of the page."""

    row: int
    column: int
    """The cell from the left edge of the text column."""
    number: int
    """Index of the link; rows under the end are numbered behind the links."""
    label: str


def labels(count: int, letters: str = LETTERS) -> list[str]:
    """So many labels, none of which begins with another, as short as can be; the best first."""
    if count <= len(letters):
        return list(letters[:count])
    longer = min(len(letters), -(-(count - len(letters)) // (len(letters) - 1)))
    single = len(letters) - longer
    found, rest = list(letters[:single]), count - single
    for at, letter in enumerate(letters[single:]):
        share = -(-rest // (longer - at))
        rest -= share
        found += [letter + label for label in labels(share, letters)]
    return found


class LinkHints:
    """Labels what can be followed on the screen, until one is typed or something else is done."""

    def __init__(
        self,
        viewport: Viewport,
        links: LinkLayer,
        redraw: Callable[[], None],
        told: Callable[[bool], None],
        chosen: Callable[[int], None],
    ) -> None:
        """`told` hears whether labels are shown, `chosen` the index of the link that was typed."""
        self._viewport = viewport
        self._links = links
        self._redraw = redraw
        self._told = told
        self._chosen = chosen
        self._hints: tuple[Hint, ...] = ()
        self._typed = ""

    @property
    def is_on(self) -> bool:
        return bool(self._hints)

    def start(self) -> bool:
        """Label all links on the screen; False if there are none."""
        self._label()
        if self._hints:
            self._redraw()
            self._told(True)
        return self.is_on

    def moved(self) -> None:
        """Label what is on the screen now, unless somebody is in the midst of a label."""
        if not self._hints:
            return
        if not self._typed:
            self._label()
        if self._typed or not self._hints:
            self._hints = ()
            self._told(False)
        self._redraw()

    def _label(self) -> None:
        spots = list(self._spots())
        self._typed = ""
        self._hints = tuple(
            hint._replace(label=label)
            for hint, label in zip(spots, labels(len(spots)), strict=True)
        )

    def stop(self) -> None:
        """Take the labels away."""
        if self._hints:
            self._hints = ()
            self._redraw()
            self._told(False)

    def press(self, letter: str) -> bool:
        """Take a letter of a label; False, and no labels any more, if it is none."""
        typed = self._typed + letter
        left = tuple(hint for hint in self._hints if hint.label.startswith(typed))
        if not left or len(letter) != 1:
            self.stop()
            return False
        if left[0].label == typed:
            self.stop()
            self._chosen(left[0].number)
        else:
            self._typed, self._hints = typed, left
            self._redraw()
        return True

    # -- where they are -----------------------------------------------------------------

    def on_row(self, row: int) -> list[Hint]:
        """The labels of a row of the page."""
        return [hint for hint in self._hints if hint.row == row]

    def over(self, row: int, line: Line) -> Line:
        """The line of a row of the page with its labels on it."""
        page = self._viewport.page
        for hint in self.on_row(row):
            line = with_label(line, hint, 1 if page is None else page.style.ambiguous)
        return line

    def _spots(self) -> Iterator[Hint]:
        """Every link on the screen once, where it begins, in reading order; without labels."""
        page, top = self._viewport.page, self._viewport.top_row
        if page is None:
            return
        known: set[int] = set()
        ranges: dict[int, Intervals[LinkSpot]] = {}
        for row in range(top, top + self._viewport.rows):
            if row >= page.height:
                at = self._viewport.end_link_at(row)
                if at >= 0:
                    yield Hint(row, 0, len(self._viewport.links) + at, "")
                continue
            block, line = page.line(row, self._viewport.shift)
            if block not in ranges:
                ranges[block] = Intervals(self._links.of(block))
            for run in line.runs:
                for spot in ranges[block].touching(run.start, run.end):
                    if not run.decoration and spot.number not in known:
                        known.add(spot.number)
                        before = run.text[: max(0, spot.start - run.start)]
                        cells = sum(char_widths(before, ambiguous=page.style.ambiguous))
                        yield Hint(row, run.x + cells, spot.number, "")


def with_label(line: Line, hint: Hint, ambiguous: int = 1) -> Line:
    """The line with a label in the place of as many cells of its text; its width stays."""
    first, behind = hint.column, hint.column + len(hint.label)
    runs: list[Run] = []
    end = behind
    for run in line.runs:
        widths = char_widths(run.text, ambiguous=ambiguous)
        if run.x >= behind or run.x + sum(widths) <= first:
            runs.append(run)
            continue
        at = run.x
        before = after = len(run.text)
        for index, width in enumerate(widths):
            if at + width > first:
                before = min(before, index)
            if at >= behind and width:
                after = index
                break
            at += width
        end = max(end, at)
        runs += [
            part for part in (_part(run, 0, before, run.x), _part(run, after, None, at)) if part
        ]
    label = Run(first, hint.label + " " * (end - behind), role=Role.HINT)
    return replace(line, runs=tuple(sorted((*runs, label), key=lambda run: run.x)))


def _part(run: Run, start: int, end: int | None, column: int) -> Run | None:
    """Characters `start` to `end` of a run, at `column`; None if there are none."""
    text = run.text[start:end]
    if not text:
        return None
    if run.decoration:
        return Run(column, text, role=run.role)
    return Run(column, text, run.start + start, run.start + start + len(text), run.role)
