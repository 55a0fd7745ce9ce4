"""Textual's driver on a terminal that somebody has to get back, and may be showing already.

Textual's own decodes strictly, starts anew at every SIGCONT and ends only with the event loop.
"""

from __future__ import annotations

import errno
import os
import re
import selectors
import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.constants import ESCAPE_DELAY

from reader.process.terminal_state import ENTER, bounded
from reader.ui.terminal.textual_internals import OpenDriver, XTermParser
from reader.ui.terminal.typed_input import ESCAPE, EscapeKey, Typed

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

    from reader.process.ending import Ending
    from reader.process.terminal_state import Terminal

LOOK_SECONDS = 0.1
"""Seconds between two looks at whether the thread that reads keys has to end."""
CHUNK = 4096
MOST_WRITTEN = 1 << 14
"""Characters that are written at once: whoever ends the program in a hurry waits for no more."""
SAME_SECONDS = 0.1
"""A SIGCONT that comes so soon after the process came back is the one that brought it."""


_SURROGATE = re.compile("[\ud800-\udfff]")
"""What a keyboard may name by its number, and is no character."""


class MouseParser(XTermParser):
    """Takes what the mouse says for cells where nobody knows how many pixels a cell has."""

    def parse_mouse_code(self, code: str) -> Message | None:
        # A terminal in a terminal, or on a line, has none (0), and says so in its reports of size.
        sizes = self.terminal_size, self.terminal_pixel_size
        if not all(size is not None and all(size) for size in sizes):
            self.terminal_pixel_size = None
        return super().parse_mouse_code(code)


class TerminalDriver(OpenDriver):
    """Draws on `terminal`, and gives it back; `ending` hears of signals.

    A picture that is there already is painted over: terminals clear the other screen whenever they
    are asked for it, and nothing would be seen for as long as the app takes to draw its own.
    """

    terminal: Terminal
    ending: Ending

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        self._is_started = False
        self._skips_enter = False
        """Whether somebody entered the other screen already."""
        self._came_back = -SAME_SECONDS
        """The time of the return, on the event loop's clock."""
        self._due: set[Callable[[], None]] = set()
        """What the event loop was asked for."""
        self.ending.on_stopped = lambda: self._soon(self._stop_process)
        self.ending.on_continued = lambda: self._soon(self._continued)

    def _soon(self, action: Callable[[], None]) -> None:
        """Have it done once, however often it is asked for meanwhile; for any thread."""

        def act() -> None:
            self._due.discard(action)
            action()

        if action not in self._due:
            self._due.add(action)
            with suppress(RuntimeError):  # the loop is closed: it is leaving already
                self.event_loop.call_soon_threadsafe(act)

    # -- the terminal -----------------------------------------------------------------------

    def start_application_mode(self) -> None:
        self._wait_for_foreground()
        with self.terminal.lock:
            if self._is_started or self.terminal.is_over:
                return
            self._skips_enter = self.terminal.is_entered
            self.terminal.is_entered = self._is_started = True
            super().start_application_mode()  # type: ignore[no-untyped-call]  # it has no types

    def _wait_for_foreground(self) -> None:
        """Wait, stopped by the system in the background, for the shell's `fg`."""
        while True:
            try:
                modes = termios.tcgetattr(self.fileno)
                termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            except termios.error as error:
                if error.args[0] == errno.EINTR:
                    continue
            return

    def stop_application_mode(self) -> None:
        if self._is_started:
            self.disable_input()
            self.close()
            with self.terminal.lock:
                self._is_started = False
                self.terminal.give_back()

    def measured_size(self) -> tuple[int, int]:
        return bounded(*super().measured_size())

    def close(self) -> None:
        super().close()
        self.forget_writer()

    def write(self, data: str) -> None:
        """Write, unless the terminal is another's just now: then nobody wants it."""
        if not self.has_writer:
            return
        if data == ENTER and self._skips_enter:
            self._skips_enter = False
        else:
            for at in range(0, len(data), MOST_WRITTEN):
                super().write(data[at : at + MOST_WRITTEN])

    # -- stopped and continued --------------------------------------------------------------

    def _stop_process(self) -> None:
        """Stop the process, as the shell's ctrl+z does; comes back when it is continued."""
        if self.ending.is_asked or not self.takes_terminal_back:
            return
        self.suspend_application_mode()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        # Where no shell could continue it the system lets it go on at once.
        signal.raise_signal(signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, before)
        self._came_back = self.event_loop.time()
        self._resume()

    def _resume(self) -> None:
        has_ended = self.ending.is_asked or self.driven_app.return_code is not None
        if not has_ended and self.takes_terminal_back:
            self.signal_resume()
            self.resume_application_mode()
            self.driven_app.refresh(layout=True)

    def _continued(self) -> None:
        """What stopped it may have asked nobody, and a shell have had the terminal meanwhile."""
        if not self._is_started:
            self._resume()
        elif self.event_loop.time() - self._came_back > SAME_SECONDS and self.takes_terminal_back:
            self.stop_application_mode()
            self._resume()

    # -- keys -------------------------------------------------------------------------------

    def read_keys(self) -> None:
        try:
            self.run_input_thread()
        finally:
            if not self.exit_event.is_set():
                self.ending.ask(signal.SIGHUP)  # nobody could do it any more

    def run_input_thread(self) -> None:
        """Hand over what is typed, whatever bytes it comes in, till the terminal is gone."""
        parser, typed, escape = MouseParser(self.is_debugging), Typed(), EscapeKey(ESCAPE_DELAY)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = ""
                if selector.select(escape.wait(LOOK_SECONDS, monotonic())):
                    data = self._read()
                    if not data:
                        return
                    text = typed.text(data)
                is_escape, text = escape.take(text, monotonic())
                if is_escape:
                    self.process_message(events.Key("escape", ESCAPE))
                try:
                    for event in (*(parser.feed(text) if text else ()), *parser.tick()):
                        self.process_message(event)
                except ValueError:  # keys of which Textual makes no number, such as `CSI 1:2 u`
                    parser = MouseParser(self.is_debugging)

    def process_message(self, message: Message) -> None:
        """Hand it over, unless no keyboard, mouse or screen could mean it."""
        if isinstance(message, events.Key):
            is_possible = not _SURROGATE.search(message.character or "")
        elif isinstance(message, events.MouseDown):
            # Outside, Textual would take the focus from whoever has it, and keys go nowhere.
            is_possible = self.driven_app.size.contains(message.x, message.y)
        elif isinstance(message, events.Resize):
            is_possible = all(message.size)
            message = events.Resize.from_dimensions(bounded(*message.size), message.pixel_size)
        else:
            is_possible = True
        if is_possible:
            super().process_message(message)

    def _read(self) -> bytes:
        """Empty if there is no terminal any more."""
        try:
            return os.read(self.fileno, CHUNK)
        except OSError:
            return b""


def driver_of(terminal: Terminal, ending: Ending) -> type[TerminalDriver]:
    """A class for the app, which makes its driver itself."""
    return type("TerminalDriver", (TerminalDriver,), {"terminal": terminal, "ending": ending})
