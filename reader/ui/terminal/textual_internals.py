"""All that the reader uses of what Textual keeps to itself, under names of its own.

Textual may change any of it in any release; seen with Textual 8.2. A test finds whatever is used
elsewhere, so that this module is all there is to look through before another release is taken.
Each name says why it is needed, and what breaks if Textual changes it.
"""

from __future__ import annotations

import asyncio
import sys
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rich import cells as rich_cells
from rich import segment as rich_segment
from textual._compositor import ChopsUpdate, Compositor
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.geometry import Region
from textual.scrollbar import ScrollBarRender
from textual.worker import WorkerFailed

from reader.text.width import ambiguous_ranges, set_ambiguous_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Offset, Size
    from textual.screen import Screen
    from textual.scrollbar import ScrollBar
    from textual.strip import Strip
    from textual.widget import Widget

__all__ = [
    "CrashingApp",
    "OpenDriver",
    "SpanCompositor",
    "XTermParser",
    "drag_origin",
    "draw_changed_only",
    "measure_ambiguous",
    "own_scroll_bar",
    "update_scrollbars",
]
"""`XTermParser` turns what a terminal sends into events. Textual's own reading of keys makes one
that cannot be mended; without it mouse reports of terminals that tell no size in pixels divide by
zero, and keys by impossible numbers end the thread that reads them."""


class CrashingApp(App[None]):
    """Ends at once after an exception that nobody expected, and keeps it for whoever ran it.

    Textual prints the source and the local variables, which are of the text that is being read,
    and then ends as if all were well. Without `_handle_exception` the exit status would be 0 and
    there would be no crash report; without `_fatal_error` the text would be on the terminal.
    """

    crash: BaseException | None = None
    """The first exception that nobody expected."""

    def _handle_exception(self, error: Exception) -> None:
        if self.crash is None:
            self.crash = error.error if isinstance(error, WorkerFailed) else error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self.panic()

    def panic(self, *renderables: object) -> None:
        """End; what there is to say goes into a report, not to the terminal."""
        del renderables
        super().panic()


_CELL_TABLE = rich_cells.load_cell_table  # type: ignore[attr-defined]
_ONE_CELL = rich_cells._is_single_cell_widths  # noqa: SLF001 - see `measure_ambiguous`
_BARS = ScrollBarRender.VERTICAL_BARS, ScrollBarRender.HORIZONTAL_BARS


def _is_ascii(text: str) -> bool:
    return text.isascii() and text.isprintable()


def measure_ambiguous(cells: int) -> None:
    """Have all of the process, Rich and Textual too, give so many cells to Ambiguous characters.

    Rich counts them as one, and can be told nothing else. Without it each line with such a
    character is longer on the screen than Textual takes it for: what is to its right is moved, and
    the row runs into the next. Ends of scroll bars are drawn in whole cells then: the glyphs that
    show parts of one are Ambiguous.
    """
    set_ambiguous_cells(cells)
    is_wide = cells > 1
    rich_cells.load_cell_table = (  # type: ignore[attr-defined]
        _wide_table if is_wide else _CELL_TABLE
    )
    for module in (rich_cells, rich_segment):  # it is imported by name
        module._is_single_cell_widths = (  # type: ignore[attr-defined]  # noqa: SLF001
            _is_ascii if is_wide else _ONE_CELL
        )
    rich_cells.get_character_cell_size.cache_clear()
    rich_cells.cached_cell_len.cache_clear()
    rich_segment.Segment._split_cells.cache_clear()  # noqa: SLF001
    bars = ([" "], [" "]) if is_wide else _BARS
    ScrollBarRender.VERTICAL_BARS, ScrollBarRender.HORIZONTAL_BARS = bars


@cache
def _wide_table(unicode_version: str = "auto") -> rich_cells.CellTable:
    """Rich's table of widths with the Ambiguous characters of two cells."""
    table = _CELL_TABLE(unicode_version)
    wide = [(low, high, 2) for low, high in ambiguous_ranges()]
    starts = [low for low, _, _ in wide]
    kept = []
    for low, high, width in table.widths:
        near = wide[max(0, bisect_right(starts, low) - 1) : bisect_right(starts, high)]
        inside = [each for each in near if each[0] <= high and each[1] >= low]
        at = low
        for first, last, _ in inside:
            if at < first:
                kept.append((at, first - 1, width))
            at = last + 1
        if at <= high:
            kept.append((at, high, width))
    return table._replace(widths=tuple(sorted([*kept, *wide])))


if sys.platform != "win32":  # there Textual has another driver, which is used as it is
    from textual.drivers.linux_driver import LinuxDriver

    class OpenDriver(LinuxDriver):
        """Textual's driver for POSIX, with what it decides by itself open to who extends it."""

        @property
        def driven_app(self) -> App[Any]:
            """The app: only it knows the size of the screen that is drawn.

            Without it clicks outside the screen would take the focus away.
            """
            return self._app

        @property
        def event_loop(self) -> asyncio.AbstractEventLoop:
            """The app's loop: signals are heard by a thread, and acted upon in the loop.

            Without it the process could not be stopped and continued.
            """
            return self._loop

        @property
        def is_debugging(self) -> bool:
            """Whether the parser of keys is to log them."""
            return self._debug

        @property
        def takes_terminal_back(self) -> bool:
            """Whether the terminal is the app's again once the process continues.

            False in `App.suspend()`: somebody else, such as an editor, has it on purpose.
            Without it a SIGCONT would draw over an editor.
            """
            return self._auto_restart

        def signal_resume(self) -> None:
            """Have the app told that it goes on when application mode is started the next time.

            Without it the app's `app_resume_signal` would be silent after a stop.
            """
            self._must_signal_resume = True

        @property
        def has_writer(self) -> bool:
            """Whether a thread writes to the terminal.

            Textual asserts it: without the question, writing while another has the terminal
            crashes.
            """
            return self._writer_thread is not None

        def forget_writer(self) -> None:
            """Leave no stopped thread behind, whose queue would fill until the app waits for it."""
            self._writer_thread = None

        def measured_size(self) -> tuple[int, int]:
            """Columns and lines of the terminal, as it says itself."""
            return super()._get_terminal_size()

        def _get_terminal_size(self) -> tuple[int, int]:
            # Asked at the start and at each SIGWINCH. Without it a terminal that claims to have
            # millions of cells is believed.
            return self.measured_size()

        def read_keys(self) -> None:
            """What the thread that reads keys does from its beginning to its end."""
            super()._run_input_thread()

        def _run_input_thread(self) -> None:
            # Without it Textual prints a traceback over the screen when reading fails.
            self.read_keys()


class SpanCompositor(Compositor):
    """Draws of each widget the lines of which something has changed and can be seen.

    Textual draws all that touches the one rectangle around all changes: with the search box above
    and the status bar below that is the whole screen, the article too. And it draws what is behind
    other widgets.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """What is to be written to the terminal for the changed regions; None if there are none."""
        screen = self.size.region
        regions = [each for each in map(screen.intersection, self._dirty_regions) if each]
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        return ChopsUpdate(self._chops(spans), spans, [cuts[1:] for cuts in self.cuts])

    def _chops(self, spans: Sequence[tuple[int, int, int]]) -> list[dict[int, Strip | None]]:
        """For each line of the screen its pieces between cuts, by the first cell of the piece.

        There are only those that `spans`, (line, first cell, cell after the last), touch.
        """
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [dict.fromkeys(each[:-1]) for each in cuts]
        missing: defaultdict[int, set[int]] = defaultdict(set)
        for y, start, end in spans:
            touched = {cut for cut, after in pairwise(cuts[y]) if cut < end and after > start}
            missing[y].update(touched)
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            shown = region.intersection(clip)
            left, right = shown.column_span
            within = range(left, right)
            lines = [y for y in shown.line_range if any(map(within.__contains__, missing[y]))]
            if not lines:
                continue
            top, height = lines[0], lines[-1] + 1 - lines[0]
            crop = Region(left - region.x, top - region.y, shown.width, height)
            for y, strip in enumerate(widget.render_lines(crop), top):
                at = [cut for cut in cuts[y] if left <= cut <= right]
                for cut, piece in zip(
                    at, strip.divide([cut - left for cut in at[1:]]), strict=False
                ):
                    if cut in missing[y]:
                        missing[y].remove(cut)
                        chops[y][cut] = piece
        return chops


def draw_changed_only(screen: Screen[Any]) -> None:
    """Have a screen that was just made draw no more than what has changed and can be seen.

    Without it each key in the search box would draw the article again.
    """
    screen._compositor = SpanCompositor()  # noqa: SLF001 - see above


def drag_origin(screen: Screen[Any]) -> tuple[Widget | None, Offset | None] | None:
    """The widget, and the place in its text, where the mouse began to select; None if it does not.

    Textual tells nobody before the selection is over. Without it a selection that leaves the
    article would run into the list.
    """
    state = screen._select_state if screen._selecting else None  # noqa: SLF001 - see above
    return None if state is None else (state.start.content_widget, state.start.content_offset)


def own_scroll_bar(widget: Widget, kind: type[ScrollBar]) -> ScrollBar:
    """The vertical scroll bar of a widget, made of a class of ours when it is first asked for.

    Without it the bar of a list takes as long to draw as the list.
    """
    bar = widget._vertical_scrollbar  # noqa: SLF001 - see above
    if bar is None:
        bar = kind(vertical=True, name="vertical", thickness=widget.scrollbar_size_vertical)
        bar.display = False
        widget._vertical_scrollbar = bar  # noqa: SLF001 - see above
        widget.app._start_widget(widget, bar)  # noqa: SLF001 - see above
    return bar


def update_scrollbars(widget: Widget, virtual_size: Size) -> None:
    """Fit the scroll bars and the scroll position to a virtual size that somebody else keeps.

    A widget whose `virtual_size` lays nothing out when it changes has to ask for it; without it
    the scroll bar shows the length of the list before.
    """
    widget._scroll_update(virtual_size)  # noqa: SLF001 - see above
