"""The whole program as its user meets it: bytes in, bytes out."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.state.reading_state import StateDatabase
from tests.conftest import PROJECT
from tests.terminal.conftest import Launch

ENTER = "\r"
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


def plain(text: str) -> str:
    """The text without the blanks behind wide characters in pyte's cells."""
    return text.replace(" ", "")


def test_search_open_bookmark_quit_and_find_it_all_again(launch: Launch, tmp_path: Path) -> None:
    first = launch("articles")
    first.wait_for("欢迎")
    first.send("/")
    first.send("版心")
    first.wait_until(lambda t: "版心" in plain(t).split("\n")[1], "the query in its box")
    first.wait_until(
        lambda t: "1 found" in t and "一行字从哪里断开" in t, "the article that says 版心"
    )
    first.send(ENTER)
    first.wait_for("match 1 of")
    first.send(" ")
    first.send("m")
    first.wait_for("Bookmarked")
    first.send("q")
    first.wait_for("enter read")
    first.send("Q")
    assert first.wait_for_end() == 0
    assert ALTERNATE_SCREEN_OFF in first.raw

    saved = json.loads((tmp_path / "data" / "bookmarks.json").read_text("utf-8"))
    (bookmark,) = saved["bookmarks"]
    words = bookmark["quote"]["exact"][:10]
    title = bookmark["article"]["title"]

    second = launch("articles")
    second.wait_for("欢迎")
    second.wait_until(lambda t: re.search(rf"◆ {title[:6]}", t) is not None, "the mark in the list")
    second.send("M")
    second.wait_for("Bookmarks ·")
    second.send(ENTER)
    second.wait_until(lambda t: words in t and "Bookmarks ·" not in t, "the words at the bookmark")
    second.send("Q")
    assert second.wait_for_end() == 0

    third = launch("articles")
    third.wait_for("欢迎")
    third.wait_until(lambda t: re.search(r"\d+%", t) is not None, "how far it was read")
    third.send("Q")
    assert third.wait_for_end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(launch: Launch, number: signal.Signals) -> None:
    terminal = launch("articles")
    terminal.wait_for("enter read")
    terminal.process.kill(number)
    assert terminal.wait_for_end() == 0
    assert ALTERNATE_SCREEN_OFF in terminal.raw
    assert b"\x1b[?1000l" in terminal.raw


def test_a_resize_is_followed(launch: Launch) -> None:
    terminal = launch("articles", columns=120)
    terminal.wait_for("欢迎")
    terminal.send(ENTER)
    terminal.wait_for("outline")
    terminal.resize(60, 20)
    terminal.wait_until(
        lambda t: all(len(line) <= 60 for line in t.split("\n")) and "outline" in t, "60 columns"
    )
    terminal.send("Q")
    assert terminal.wait_for_end() == 0


def test_suspended_it_gives_the_terminal_back_and_fg_returns(launch: Launch) -> None:
    terminal = launch("--norc", "-i", program="/bin/bash", PS1="SHELL> ")
    terminal.wait_for("SHELL>")
    terminal.send(f"{sys.executable} -m reader articles\n")
    terminal.wait_for("enter read")
    terminal.send("\x1a")
    terminal.wait_for("Stopped")
    assert ALTERNATE_SCREEN_OFF in terminal.raw
    before = len(terminal.raw)
    terminal.send("fg\n")
    terminal.wait_until(
        lambda text: "enter read" in text and b"\x1b[?1049h" in terminal.raw[before:], "the list"
    )
    terminal.send("Q")
    terminal.wait_for("SHELL>")


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(
    launch: Launch, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(
        '---\ntitle: "Evil \\e]0;OWNED\\a title"\ntags: ["\\e[31mred"]\n---\n'
        "Body &#27;]52;c;T1dORUQ=&#7; &#x9b;31m \u202egnp.exe\n",
        "utf-8",
    )
    terminal = launch(str(tmp_path / "a.md"))
    terminal.wait_for("Body")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    for forbidden in (
        b"]0;OWNED\x07",
        b"\x1b]52;c;T1dO",
        b"\x1b[31mred",
        b"\xc2\x9b",
        b"\xe2\x80\xae",
    ):
        assert forbidden not in terminal.raw


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"TERM": "dumb"}, "reader cat"),
        ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, "UTF-8"),
    ],
)
def test_a_terminal_that_cannot_is_told_what_can(
    launch: Launch, variables: dict[str, str], words: str
) -> None:
    terminal = launch("articles", **variables)
    assert terminal.wait_for_end() == 2
    assert words in terminal.text
    assert b"\x1b[?1049h" not in terminal.raw


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_without_a_terminal_the_reader_names_reader_cat(environment: dict[str, str]) -> None:
    done = run(environment, "articles")
    assert done.returncode == 2
    assert "reader cat" in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_closed_pipe_is_no_traceback(environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m reader cat articles/essays/禁则.md | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command], env=environment, cwd=PROJECT, capture_output=True, check=False
    )
    assert done.stderr == b""


def test_no_color_is_honoured_in_the_app(launch: Launch) -> None:
    terminal = launch("articles", NO_COLOR="1", COLORTERM="")
    terminal.wait_for("欢迎")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    colours = set(re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw))
    assert all(red == green == blue for red, green, blue in colours)


@pytest.mark.parametrize("is_busy", [False, True])
def test_when_its_terminal_goes_it_ends_and_remembers_the_place(
    launch: Launch, tmp_path: Path, is_busy: bool
) -> None:
    terminal = launch("articles")
    terminal.wait_for("enter read")
    terminal.send(ENTER)
    terminal.wait_for("outline")
    terminal.send(" ")
    terminal.wait_until(lambda t: re.search(r"[1-9]\d?%", t) is not None, "how far it was read")
    if is_busy:
        terminal.send("jkjkjkjk jkjkjkjkb" * 20)
    terminal.hang_up()
    with StateDatabase(tmp_path / "state" / "state.db") as state:
        assert [each.path.parent.name for each in state.begun()] == ["guide"]


def test_keys_typed_at_an_article_that_is_not_there_yet_go_to_it(launch: Launch) -> None:
    terminal = launch("articles")
    terminal.wait_for("enter read")
    terminal.send(ENTER + " ")
    terminal.wait_until(lambda t: re.search(r"[1-9]\d?%", t) is not None, "the second screen")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
