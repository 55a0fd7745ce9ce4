"""White space at the edges of what is seen, and the marks that make text of it."""

from __future__ import annotations

import pytest

from reader.text.white_space import is_white, white_end, white_start

ACCENTED_SPACE = " \u0301"


@pytest.mark.parametrize(
    ("text", "at", "white"),
    [
        (" a", 0, True),
        ("a ", 0, False),
        ("\u3000", 0, True),
        (ACCENTED_SPACE, 0, False),
        ("\n", 0, True),
    ],
)
def test_a_space_is_white_unless_a_mark_is_on_it(text: str, at: int, white: bool) -> None:
    assert is_white(text, at) is white


@pytest.mark.parametrize(
    ("text", "at", "end"),
    [
        ("a", 0, 0),
        ("  a", 0, 2),
        ("a  b", 1, 3),
        ("  ", 0, 2),
        ("", 0, 0),
        (f"  {ACCENTED_SPACE}", 0, 2),
        (ACCENTED_SPACE, 0, 0),
    ],
)
def test_a_run_of_white_space_ends_before_a_space_with_a_mark(text: str, at: int, end: int) -> None:
    assert white_end(text, at) == end


@pytest.mark.parametrize(
    ("text", "start", "seen"),
    [
        ("a  ", 0, 1),
        ("a", 0, 1),
        ("   ", 1, 1),
        (f"a{ACCENTED_SPACE}  ", 0, 3),
        (f"a {ACCENTED_SPACE}", 0, 4),
        ("中\u3000", 0, 1),
    ],
)
def test_white_space_at_the_end_begins_behind_what_is_seen(
    text: str, start: int, seen: int
) -> None:
    assert white_start(text, start, len(text)) == seen


def test_characters_that_do_not_count_are_seen() -> None:
    assert white_start("a\u00a0 ", 0, 3, " ") == 2
