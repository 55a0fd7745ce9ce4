"""Sizes that a terminal tells, or is told of, and no screen has; variables that Textual reads."""

from __future__ import annotations

import signal

import pytest

from tests.fuzz.signal_storm import modes_left
from tests.terminal.conftest import Launch, Terminal

APP = "enter read"
LARGE = 300_000
"""Bytes that no screen of a usual size takes."""
CLICK = "\x1b[<0;5;5M\x1b[<0;5;5m"
AS_IT_IS = "\x1b[48;30;100;0;0t"


def _assert_well(terminal: Terminal) -> None:
    terminal.wait_for(APP)
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    assert b"internal error" not in terminal.raw


@pytest.mark.parametrize(
    "size",
    [
        "30;100;0;0", "0;0;0;0", "0;100;600;1000", "30;0;0;1000", "1;1;1;1", "3000;3000;1;1",
        "99999;99999;1;1", "99999999999999999999;9;1;1", "9;99999999999999999999;1;1",
    ],
)  # fmt: skip
def test_a_report_of_no_possible_size_ends_nothing(launch: Launch, size: str) -> None:
    terminal = launch("articles")
    terminal.wait_for(APP)
    terminal.send(f"\x1b[48;{size}t{CLICK}")
    terminal.send(AS_IT_IS)
    _assert_well(terminal)


def test_of_a_line_without_end_a_screen_is_drawn(launch: Launch) -> None:
    terminal = launch("articles")
    terminal.process.setwinsize(60_000, 60_000)
    terminal.wait_until(lambda _: b"\x1b[?1049h" in terminal.raw, "the picture")
    terminal.resize(100, 30)
    _assert_well(terminal)


@pytest.mark.parametrize("value", ["zz", "0", "-1"])
def test_what_textual_would_choke_on_is_not_for_us(launch: Launch, value: str) -> None:
    odd = {"COLOR_SYSTEM", "DRIVER", "FPS", "LOG", "PRESS", "SCREENSHOT", "THEME", "ANIMATIONS"}
    variables = {f"TEXTUAL_{name}": value for name in odd}
    terminal = launch("articles", TEXTUAL="headless", **variables)
    terminal.wait_for(APP)
    _assert_well(terminal)


def test_the_terminal_is_given_back_in_the_midst_of_a_large_picture(launch: Launch) -> None:
    terminal = launch("articles")
    terminal.wait_for(APP)
    terminal.send("\x1b[48;1000;1000;1;1t")
    terminal.wait_until(lambda _: len(terminal.raw) > LARGE, "a part of the picture")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.wait_for_end() >= 0
    assert modes_left(terminal.raw) == []
