"""The line that tells how far the index is."""

from __future__ import annotations

import io

import pytest

from reader.console.progress import ProgressBar, duration, index_line
from reader.library.index import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "1 s"),
        (0.2, "1 s"),
        (41.2, "42 s"),
        (61, "2 min"),
        (600, "10 min"),
        (3600, "1 h 00 min"),
        (3 * 3600 + 240.5, "3 h 05 min"),
    ],
)
def test_an_estimate_is_told_no_more_exactly_than_it_is(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_the_line_has_a_bar_a_share_numbers_and_an_estimate() -> None:
    told = index_line(Progress(45_000, 100_000, 12, seconds_left=80))
    assert told == (
        "reading [=============>                ]   45 %  45,000 of 100,000  2 min left"
    )
    assert index_line(Progress(0, None, 0)) == "looking for articles"
    assert "left" not in index_line(Progress(1, 3, 1))


def test_a_terminal_sees_no_more_than_ten_lines_a_second_and_an_empty_one_at_the_end() -> None:
    now = 0.0
    terminal = Terminal()
    bar = ProgressBar(terminal, index_line, lambda: now)
    for step in range(100):
        now = step * 0.01
        bar.show(Progress(step, 100, step))
    bar.close()
    *shown, last = terminal.getvalue().split("\r\x1b[K")[1:]
    assert len(shown) == 10
    assert all("\n" not in each and each.isascii() for each in shown)
    assert last == ""


def test_a_pipe_sees_nothing() -> None:
    pipe = io.StringIO()
    bar = ProgressBar(pipe, index_line)
    bar.show(Progress(1, 100, 1))
    bar.close()
    assert pipe.getvalue() == ""


def test_where_nothing_is_to_be_done_nothing_is_told() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal, index_line)
    bar.show(Progress(100, 100, 0))
    bar.close()
    assert terminal.getvalue() == ""


def test_a_narrow_terminal_gets_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    terminal = Terminal()
    ProgressBar(terminal, index_line).show(Progress(1, 100, 1))
    assert len(terminal.getvalue().removeprefix("\r\x1b[K")) == 19
