"""What a terminal answers to who asks how wide it draws."""

from __future__ import annotations

import pytest

pytest.importorskip("termios", reason="the driver is for POSIX")
from textual import events
from textual.message import Message

from reader.ui.terminal.driver import MouseParser, TerminalDriver
from reader.ui.terminal.textual_internals import OpenDriver
from reader.ui.terminal.width_told import WidthTold


def told(monkeypatch: pytest.MonkeyPatch, answers: str, *, asks_width: bool) -> list[int]:
    """The cells that the app hears of."""
    heard: list[Message] = []
    monkeypatch.setattr(OpenDriver, "process_message", lambda _, message: heard.append(message))
    driver = TerminalDriver.__new__(TerminalDriver)
    driver.asks_width = asks_width
    for message in MouseParser().feed(answers):
        driver.process_message(message)
    assert not any(isinstance(each, events.CursorPosition) for each in heard)
    return [each.cells for each in heard if isinstance(each, WidthTold)]


@pytest.mark.parametrize(
    ("answers", "cells"),
    [
        ("\x1b[1;2R", [1]),
        ("\x1b[1;3R", [2]),
        ("\x1b[1;3R\x1b[1;2R", [2]),
        ("\x1b[1;9R\x1b[7;3R", []),
        ("a\x1b[1;3Rb", [2]),
    ],
)
def test_where_the_cursor_is_behind_a_character_tells_its_cells(
    monkeypatch: pytest.MonkeyPatch, answers: str, cells: list[int]
) -> None:
    assert told(monkeypatch, answers, asks_width=True) == cells


def test_nobody_hears_of_it_who_did_not_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, "\x1b[1;3R", asks_width=False) == []
