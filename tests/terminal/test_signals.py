"""Whatever signal comes, the terminal is given back as it was, and nobody hangs."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
from functools import partial
from pathlib import Path

import pytest

from tests.fuzz.signal_storm import modes_left, run
from tests.terminal.conftest import PATIENCE, Launch, Terminal

ALTERNATE_ON = b"\x1b[?1049h"
APP = "enter read"
"""A hint of the status bar: the app is there."""


class Line:
    """The line of a terminal, and how it was at first; outlives the program on it."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._number = os.dup(terminal.process.child_fd)
        self._before = _new_line()

    def assert_given_back(self) -> None:
        after = termios.tcgetattr(self._number)
        os.close(self._number)
        assert after == self._before
        assert modes_left(self._terminal.raw) == [], self._last_words()
        assert b"Traceback" not in self._terminal.raw

    def _last_words(self) -> str:
        """What tells how it ended: in order, cut off, or not by itself."""
        ended = self._terminal.process
        return (
            f"status {ended.exitstatus}, signal {ended.signalstatus}: {self._terminal.raw[-400:]!r}"
        )


def _new_line() -> list[object]:
    """How every line is at first; the reader may have changed its own before anybody looks."""
    ends = os.openpty()
    try:
        return termios.tcgetattr(ends[1])
    finally:
        for end in ends:
            os.close(end)


def started(launch: Launch) -> tuple[Terminal, Line]:
    terminal = launch("articles")
    line = Line(terminal)
    terminal.wait_for(APP)
    return terminal, line


def send(terminal: Terminal, *names: str) -> None:
    for name in names:
        terminal.process.kill(getattr(signal, name))


@pytest.mark.parametrize("first", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGALRM"])
@pytest.mark.parametrize("then", [(), ("SIGCONT", "SIGINT", "SIGWINCH", "SIGCONT")])
def test_a_signal_ends_it_and_what_comes_after_does_no_harm(
    launch: Launch, first: str, then: tuple[str, ...]
) -> None:
    terminal, line = started(launch)
    send(terminal, first, *then)
    assert terminal.wait_for_end() >= 0
    line.assert_given_back()


@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT", "SIGUSR1"])
def test_a_signal_at_the_first_picture_gives_the_terminal_back(
    at_picture: Launch, name: str
) -> None:
    terminal = at_picture("articles")
    line = Line(terminal)
    terminal.wait_until(lambda _: ALTERNATE_ON in terminal.raw, "the picture")
    send(terminal, name)
    assert terminal.wait_for_end() == 128 + getattr(signal, name)
    line.assert_given_back()


def test_stray_continuations_change_nothing_and_draw_all_anew(launch: Launch) -> None:
    terminal, line = started(launch)
    for _ in range(3):
        terminal.screen.reset()
        send(terminal, "SIGCONT", "SIGCONT")
        terminal.wait_for(APP)
    terminal.send("\r")
    terminal.wait_for("outline")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    line.assert_given_back()


@pytest.mark.parametrize("name", ["TSTP", "STOP"])
def test_stopped_from_outside_it_comes_back_with_fg(
    launch: Launch, tmp_path: Path, name: str
) -> None:
    terminal = launch("--norc", "-i", program="/bin/bash", PS1="SHELL> ")
    terminal.wait_for("SHELL>")
    place = tmp_path / "process"
    terminal.send(f"{sys.executable} -m reader articles\n")
    terminal.wait_for(APP)
    place.write_text(str(os.tcgetpgrp(terminal.process.child_fd)))
    os.kill(int(place.read_text()), getattr(signal, f"SIG{name}"))
    terminal.wait_for("Stopped")
    if name == "TSTP":
        assert modes_left(terminal.raw[: terminal.raw.index(b"Stopped")]) == []
    seen = len(terminal.raw)
    terminal.send("fg\n")
    terminal.wait_until(lambda t: ALTERNATE_ON in terminal.raw[seen:] and APP in t, "the list")
    terminal.send("jj\r")
    terminal.wait_for("outline")
    terminal.send("Q")
    terminal.wait_for("SHELL>")
    # Its line editor marks pastes.
    terminal.wait_until(lambda _: modes_left(terminal.raw) == ["2004 on"], "the shell's modes")


def test_continued_in_the_background_it_waits_for_fg(launch: Launch) -> None:
    terminal = launch("--norc", "-i", program="/bin/bash", PS1="SHELL> ")
    terminal.wait_for("SHELL>")
    terminal.send(f"{sys.executable} -m reader articles\n")
    terminal.wait_for(APP)
    terminal.send("\x1a")
    terminal.wait_for("Stopped")
    terminal.send("clear; bg\n")
    terminal.wait_until(lambda t: "reader articles &" in t, "the answer of bg")
    terminal.send("echo still $((40 + 2)) here\n")
    terminal.wait_for("still 42 here")
    seen = len(terminal.raw)
    terminal.send("fg\n")
    terminal.wait_until(lambda t: ALTERNATE_ON in terminal.raw[seen:] and APP in t, "the list")
    terminal.send("Q")
    terminal.wait_for("SHELL>")


def test_where_nobody_could_continue_it_it_does_not_stop(launch: Launch) -> None:
    terminal, _ = started(launch)
    terminal.screen.reset()
    send(terminal, "SIGTSTP")
    terminal.wait_for(APP)
    terminal.send("Q")
    assert terminal.wait_for_end() == 0


def test_a_terminal_that_takes_nothing_keeps_nobody(launch: Launch) -> None:
    terminal, _ = started(launch)
    terminal.send("\r" + "jk" * 2000)  # what is drawn meanwhile is not read
    send(terminal, "SIGTERM", "SIGTERM")
    terminal.process.wait()


def test_a_note_half_typed_outlives_a_terminal_that_is_closed(
    launch: Launch, tmp_path: Path
) -> None:
    terminal, _ = started(launch)
    terminal.send("\r")
    terminal.wait_for("outline")
    terminal.send("mM")
    terminal.wait_for("Bookmarks ·")
    terminal.send("e")
    terminal.wait_for("ctrl+d delete")
    terminal.send("half a thou")
    terminal.wait_for("half a thou")
    send(terminal, "SIGHUP", "SIGHUP", "SIGCONT")  # as terminals and shells do together
    assert terminal.wait_for_end() == 0
    (mark,) = json.loads((tmp_path / "data" / "bookmarks.json").read_text("utf-8"))["bookmarks"]
    assert mark["note"] == "half a thou"


@pytest.mark.parametrize("number", range(10))
def test_a_storm_of_signals_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    outcome = run(f"suite.{number}", tmp_path, limit=PATIENCE)  # how long is for the runner
    assert not outcome.faults, outcome


# -- bytes, and faults of our own ---------------------------------------------------------------


NO_TEXT = (
    b"\xff", b"\xd6\xd0\xce\xc4", "中".encode("big5"), b"\x1b[M \xe9\xe9", b"\x1b[M#\xe9\xe9",
    b"\x1b[1114112;1u", b"\x1b[1:2u", b"\x1b[97;1;55296u", b"\xed\xa0\x80",
)  # fmt: skip


def is_query(query: str, text: str) -> bool:
    return query in text.split("\n")[1]


def test_bytes_that_are_no_text_end_nothing(launch: Launch) -> None:
    terminal, _ = started(launch)
    for number, typed in enumerate(NO_TEXT):
        os.write(terminal.process.child_fd, typed)
        terminal.send(f"/xyz{number}")
        terminal.wait_until(partial(is_query, f"xyz{number}"), f"the query behind {typed!r}")
        terminal.send("\x1b")
        terminal.wait_until(lambda text: "xyz" not in text, "an empty box")
        terminal.send("\x1b")
        terminal.wait_for("S sort")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    assert b"Traceback" not in terminal.raw


CONTINUED_LATE = """
import sys
from reader.cli import start
from reader.ui.terminal.driver import TerminalDriver
stop = TerminalDriver.stop_application_mode
def stop_and_go_on(driver):
    stop(driver)
    if driver.driven_app.return_code is not None:
        driver.ending.on_continued()
TerminalDriver.stop_application_mode = stop_and_go_on
sys.exit(start(["articles"]))
"""


def test_continued_when_it_has_ended_it_does_not_begin_anew(launch: Launch, tmp_path: Path) -> None:
    terminal = launch("-c", CONTINUED_LATE, program=sys.executable)
    line = Line(terminal)
    terminal.wait_for(APP)
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    line.assert_given_back()
    assert terminal.raw.count(ALTERNATE_ON) == 1
    assert not (tmp_path / "state" / "crash.txt").exists()


CRASHING = """
import sys, threading
from reader.ui.main.screen import MainScreen
def fail(screen):
    {how}
MainScreen.action_zen = fail
from reader.cli import start
sys.exit(start(["articles"]))
"""
ERROR = r'raise RuntimeError("\x1b]0;words of a file\x07 \u202e")'
HOWS = {
    "in the loop": ERROR,
    "in a worker": f"def work():\n        {ERROR}\n    screen.run_worker(work, thread=True)",
    "in a thread": f"def work():\n        {ERROR}\n    thread = threading.Thread(target=work)\n"
    "    thread.start()\n    thread.join()\n    screen.app.exit()",
}


@pytest.mark.parametrize("how", HOWS.values(), ids=HOWS.keys())
def test_a_fault_of_our_own_is_one_line_and_a_report(
    launch: Launch, tmp_path: Path, how: str
) -> None:
    terminal = launch("-c", CRASHING.format(how=how), program=sys.executable)
    line = Line(terminal)
    terminal.wait_for(APP)
    terminal.send("z")
    assert terminal.wait_for_end() == 2
    line.assert_given_back()
    said = terminal.raw[terminal.raw.rindex(b"\x1b[?25h") + 6 :].decode()
    report = tmp_path / "state" / "crash.txt"
    assert said.startswith("reader: internal error: RuntimeError:")
    assert said.endswith(f"; a report is in {report}\r\n")
    assert said.count("\n") == 1
    assert "RuntimeError" in report.read_text("utf-8")
    for text in (said, report.read_text("utf-8")):
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
