"""Which mark is next, and what is told of those that are lost."""

from __future__ import annotations

import pytest

from reader.document.model import Place
from reader.ui.article.marks import marks_ahead, told_of
from reader.ui.commands import DEFAULTS, Keymap

ORDERED = [(Place(1), "a"), (Place(1), "b"), (Place(3), "c"), (Place(5), "d")]


@pytest.mark.parametrize(
    ("here", "step", "keys"),
    [
        (Place(0, -1), 1, "abcd"),
        (Place(1), 1, "cd"),
        (Place(1), -1, ""),
        (Place(4), -1, "cba"),
        (Place(5), 2, ""),
        (Place(9), -2, "dcba"),
    ],
)
def test_marks_ahead_are_those_in_the_direction_of_the_step(
    here: Place, step: int, keys: str
) -> None:
    assert "".join(key for _, key in marks_ahead(ORDERED, here, step)) == keys


@pytest.mark.parametrize(
    ("lost", "unsure", "told"),
    [
        (0, 0, ""),
        (1, 0, "1 bookmark lost its words here · M shows it"),
        (2, 5, "2 bookmarks lost their words here · M shows them"),
        (0, 1, "1 bookmark may have moved · ' goes there"),
    ],
)
def test_what_is_told_of_them(lost: int, unsure: int, told: str) -> None:
    assert told_of(lost, unsure, DEFAULTS) == told
    without = Keymap({"app.bookmarks": (), "article.next_bookmark": ()})
    assert told_of(lost, unsure, without) == told.partition(" · ")[0]
