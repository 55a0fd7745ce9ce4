"""What the mouse says, by the size that the terminal tells of itself."""

from __future__ import annotations

import pytest

pytest.importorskip("termios", reason="the driver is for POSIX")
from textual import events

from reader.ui.terminal.driver import MouseParser


def _clicked(*pieces: str) -> tuple[float, float]:
    parser = MouseParser()
    found = [event for piece in pieces for event in parser.feed(piece)]
    (click,) = [event for event in found if isinstance(event, events.MouseDown)]
    return click.x, click.y


@pytest.mark.parametrize(
    "size", ["30;100;0;0", "0;0;0;0", "0;100;600;1000", "30;0;600;1000", "30;100;600;0"]
)
def test_without_the_size_of_a_cell_positions_are_cells(size: str) -> None:
    assert _clicked(f"\x1b[48;{size}t\x1b[<0;5;7M") == (4, 6)
    assert _clicked("\x1b[48;", size, "t\x1b[<0", ";5;7M") == (4, 6)


def test_with_it_they_are_pixels() -> None:
    assert _clicked("\x1b[48;30;100;600;1000t\x1b[<0;51;41M") == (5, 2)


def test_a_size_that_is_told_later_counts() -> None:
    early, late = "\x1b[48;30;100;0;0t\x1b[<0;5;7m", "\x1b[48;30;100;600;1000t"
    assert _clicked(early, late, "\x1b[<0;51;41M") == (5, 2)
