"""A terminal is given back once, whoever does it, and whatever became of stderr."""

from __future__ import annotations

import os
import select
import termios
from collections.abc import Iterator
from threading import Thread

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are a POSIX matter")

from reader.process import terminal_state  # noqa: E402 - after that check
from reader.process.terminal_state import ENTER, LEAVE, Terminal  # noqa: E402 - after that check
from tests.fuzz.signal_storm import modes_left  # noqa: E402


class Screen:
    """A pseudo-terminal from the side of who looks at it."""

    def __init__(self) -> None:
        self.number, self.line = pty.openpty()
        self._before = termios.tcgetattr(self.number)

    def written(self) -> bytes:
        parts = []
        while select.select([self.number], [], [], 0.05)[0]:
            parts.append(os.read(self.number, 1 << 16))
        return b"".join(parts)

    def is_as_it_was(self) -> bool:
        return termios.tcgetattr(self.number) == self._before


@pytest.fixture
def screen() -> Iterator[Screen]:
    made = Screen()
    yield made
    os.close(made.number)


@pytest.fixture
def terminal(screen: Screen) -> Iterator[Terminal]:
    yield Terminal(screen.line, os.dup(screen.line))
    os.close(screen.line)


def test_nothing_is_written_where_nobody_entered(screen: Screen, terminal: Terminal) -> None:
    with terminal:
        pass
    assert screen.written() == b""


def test_it_is_given_back_once(screen: Screen, terminal: Terminal) -> None:
    with terminal:
        terminal.enter("picture")
        assert not screen.is_as_it_was()
        terminal.give_back()
        assert screen.is_as_it_was()
        terminal.enter("another")
    written = screen.written().decode()
    assert (written.count(ENTER), written.count(LEAVE)) == (2, 2)
    assert screen.is_as_it_was()
    assert modes_left(written.encode()) == []


def test_it_is_given_back_though_stderr_leads_elsewhere(screen: Screen, terminal: Terminal) -> None:
    terminal.enter("picture")
    os.dup2(os.open(os.devnull, os.O_RDWR), terminal.target)
    terminal.give_back()
    assert modes_left(screen.written()) == []
    assert screen.is_as_it_was()


def test_for_good_it_is_nobody_elses_any_more(screen: Screen, terminal: Terminal) -> None:
    terminal.enter("picture")
    os.write(terminal.give_back_for_good(), b"last words")
    os.write(terminal.target, b"more of the picture")
    terminal.enter("another")
    terminal.give_back()
    written = screen.written()
    assert written.endswith(b"last words")
    assert written.count(LEAVE.encode()) == 1
    assert modes_left(written) == []
    assert screen.is_as_it_was()


def test_who_draws_for_ever_is_not_waited_for(screen: Screen, terminal: Terminal) -> None:
    terminal.enter("picture")
    with terminal.lock:
        ending = Thread(target=terminal.give_back_for_good)
        ending.start()
        ending.join()
    assert modes_left(screen.written()) == []
    assert screen.is_as_it_was()


def test_a_terminal_that_is_late_to_read_is_given_back(
    screen: Screen, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal_state, "WRITABLE_SECONDS", 60.0)
    terminal.enter("picture")
    drawing = Thread(target=os.write, args=(os.dup(screen.line), b"x" * (1 << 14)), daemon=True)
    drawing.start()
    while select.select([], [screen.line], [], 0)[1]:
        pass  # until the line is full, and somebody waits for it to be read
    ending = Thread(target=terminal.give_back_for_good)
    ending.start()
    while not terminal.is_over:
        pass
    written = b""
    while ending.is_alive():
        written += screen.written()
    written += screen.written()
    assert written.count(LEAVE.encode()) == 1
    assert screen.is_as_it_was()
