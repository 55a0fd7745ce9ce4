"""The first picture, which is there before the app: nothing of it is lost, nothing stays behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import PROJECT
from tests.terminal.conftest import Launch, Terminal

ALTERNATE_ON, ALTERNATE_OFF = b"\x1b[?1049h", b"\x1b[?1049l"
APP = "enter read"
"""A hint of the status bar, which the first picture does without."""
CLEARING = re.compile(rb"\x1b\[[0-3]?J")


@pytest.fixture(autouse=True)
def index(environment: dict[str, str]) -> None:
    """The library is known already."""
    subprocess.run(
        [sys.executable, "-m", "reader", "list", "articles"],
        env={**os.environ, **environment}, cwd=PROJECT, check=True, capture_output=True,
    )  # fmt: skip


def modes(terminal: Terminal) -> list[Any]:
    return termios.tcgetattr(terminal.process.child_fd)


def modes_at_the_end(terminal: Terminal) -> list[Any]:
    terminal.wait_until(lambda _: ALTERNATE_OFF in terminal.raw, "the end")
    while terminal.pump(0.1):
        pass
    return modes(terminal)


def wait_for_bytes(terminal: Terminal, wanted: bytes) -> None:
    terminal.wait_until(lambda _: wanted in terminal.raw, repr(wanted))


def test_titles_are_there_before_the_app_and_stay(
    at_picture: Launch, go_on: Callable[[], None]
) -> None:
    terminal = at_picture("articles")
    terminal.wait_for("欢迎")
    assert APP not in terminal.text
    go_on()
    terminal.wait_for(APP)
    assert terminal.raw.count(ALTERNATE_ON) == 1
    assert not CLEARING.search(terminal.raw)
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    assert terminal.raw.count(ALTERNATE_OFF) == 1


def test_keys_typed_at_the_picture_are_carried_out_in_their_order(
    at_picture: Launch, go_on: Callable[[], None]
) -> None:
    terminal = at_picture("articles")
    wait_for_bytes(terminal, ALTERNATE_ON)
    terminal.send("jj\r")
    go_on()
    terminal.wait_for("outline")
    terminal.wait_for("#keys")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("moment", [ALTERNATE_ON, b"\x1b[?1000h", b"quit"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_gives_the_terminal_back(
    launch: Launch, number: signal.Signals, moment: bytes
) -> None:
    terminal = launch("articles")
    before = modes(terminal)
    wait_for_bytes(terminal, moment)
    terminal.process.kill(number)
    assert modes_at_the_end(terminal) == before
    assert terminal.raw.count(ALTERNATE_OFF) == 1
    assert terminal.wait_for_end() == 0


def test_control_c_at_the_picture_gives_the_terminal_back(at_picture: Launch) -> None:
    terminal = at_picture("articles")
    before = modes(terminal)
    wait_for_bytes(terminal, ALTERNATE_ON)
    terminal.send("\x03")
    assert modes_at_the_end(terminal) == before
    assert terminal.raw.count(ALTERNATE_OFF) == 1
    assert b"Traceback" not in terminal.raw


def test_control_z_at_the_picture_leaves_nobody_in_it(
    at_picture: Launch, go_on: Callable[[], None]
) -> None:
    terminal = at_picture("articles")
    wait_for_bytes(terminal, ALTERNATE_ON)
    terminal.send("\x1a")
    go_on()
    terminal.wait_for(APP)


def test_what_was_begun_is_in_the_first_picture_and_stays_where_it_is(launch: Launch) -> None:
    terminal = launch("articles")
    terminal.wait_for(APP)
    terminal.send("\r ")
    terminal.wait_until(lambda text: re.search(r"[1-9]\d?%", text) is not None, "a place in it")
    terminal.send("qgjQ")
    assert terminal.wait_for_end() == 0

    again = launch("articles")
    again.wait_for("All articles · 16")
    assert APP not in again.text
    titles = [row[:12] for row in again.text.split("\n") if "•" in row or "Continue" in row]
    again.wait_until(lambda text: text.count("%") >= 2, "how far it was read")
    rows = again.text.split("\n")
    assert rows[4].strip().startswith("Continue reading")
    assert rows[5].split()[0][:4] == titles[1].split()[1][:4]
    assert rows[8].strip().startswith("All articles · 16")
    again.send("Q")
    assert again.wait_for_end() == 0
