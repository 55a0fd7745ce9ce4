"""An article that is piped in: its keys come from the terminal, and nothing of it is left."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fuzz.signal_storm import modes_left
from tests.terminal.conftest import Launch, Terminal

READER = f"exec {shlex.quote(sys.executable)} -m reader -"
TITLE = "A page that was piped in"
LAST = "the very last words"
PAGE = (
    f"<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>"
    + "".join(f"<p>Paragraph {number}, of wombats and others.</p>" for number in range(60))
    + f"<p>{LAST}</p></article>"
)
Start = Callable[..., Terminal]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


@pytest.fixture
def piped(launch: Launch, tmp_path: Path, temporary: Path) -> Start:
    """Start a reader behind a pipe that the page comes through, or else what `source` writes."""
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")

    def begin(source: str = f"cat {shlex.quote(str(page))}", reader: str = READER) -> Terminal:
        command = f"{source} | {{ {reader}; }}"
        return launch("-c", command, program="/bin/sh", TMPDIR=str(temporary))

    return begin


@contextmanager
def same_modes(terminal: Terminal) -> Iterator[None]:
    """Assert that the line of a terminal is as it was when the program on it has ended."""
    line = os.dup(terminal.process.child_fd)
    before = termios.tcgetattr(line)
    yield
    after = termios.tcgetattr(line)
    os.close(line)
    assert after == before


def test_keys_come_from_the_terminal_and_nothing_is_left(
    piped: Start, temporary: Path, tmp_path: Path
) -> None:
    terminal = piped()
    with same_modes(terminal):
        terminal.wait_for("o original")
        terminal.wait_for("Paragraph 1,")
        (folder,) = temporary.iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        terminal.send("G")
        terminal.wait_for(LAST)
        terminal.send("g/wombats\r")
        terminal.wait_for("match 1 of 60")
        terminal.send("o")
        terminal.wait_for("does not say where it came from")
        terminal.send("m")
        terminal.wait_for("Bookmarked")
        terminal.send("Q")
        assert terminal.wait_for_end() == 0
    assert modes_left(terminal.raw) == []
    assert list(temporary.iterdir()) == []
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("*/*") if each.is_file())
    assert b"reader-stdin" not in kept
    assert not (tmp_path / "cache" / "index.db").exists()


def test_a_signal_leaves_nothing_behind(piped: Start, temporary: Path) -> None:
    process = temporary.parent / "process"
    terminal = piped(reader=f"exec sh -c 'echo $$ > {process}; {READER}'")
    terminal.wait_for("o original")
    os.kill(int(process.read_text()), signal.SIGTERM)
    terminal.wait_for_end()
    assert list(temporary.iterdir()) == []
    assert modes_left(terminal.raw) == []


def test_control_c_ends_it_while_the_input_is_still_to_come(piped: Start, temporary: Path) -> None:
    terminal = piped("sleep 1000")
    with same_modes(terminal):
        terminal.wait_for("reading standard input")
        terminal.send("\x03")
        terminal.wait_for_end()
    assert b"\x1b[?1049h" not in terminal.raw
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("true", "standard input: is empty"),
        ("head -c 3000 /bin/sh", "standard input: is a"),
    ],
)
def test_what_is_no_article_is_told_in_a_line(
    piped: Start, temporary: Path, source: str, told: str
) -> None:
    terminal = piped(source)
    assert terminal.wait_for_end() == 2
    assert f"reader: {told}" in terminal.raw.decode()
    assert b"\x1b[?1049h" not in terminal.raw
    assert list(temporary.iterdir()) == []


def test_beside_it_there_is_nothing_else(piped: Start) -> None:
    terminal = piped(reader=f"{READER} articles")
    assert terminal.wait_for_end() == 2
    assert b"alone" in terminal.raw


SMALL = """\
import sys
from reader.cli import start
from reader.library.files import regular_file
regular_file.LIMIT = 4096
sys.exit(start(["-"]))
"""


def test_of_an_endless_input_the_beginning_is_read(piped: Start) -> None:
    terminal = piped(
        "yes '# Some words'", f"exec {shlex.quote(sys.executable)} -c {shlex.quote(SMALL)}"
    )
    terminal.wait_for("Some words")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
