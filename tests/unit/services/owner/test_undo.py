"""The way back is lost only when it was gone."""

from __future__ import annotations

import pytest

from reader.errors import ReaderError
from reader.services.owner.undo import MOST_UNDO, Undoing


class Kept:
    """Something of the owner's, on a disk that may refuse."""

    def __init__(self) -> None:
        self.value = "new"
        self.refusal = ""
        """Why the next change is refused."""
        self.is_in_memory = True
        """Whether it is in memory all the same."""

    def back(self) -> str:
        if self.refusal and not self.is_in_memory:
            raise ReaderError(self.refusal)
        self.value = "old"
        if self.refusal:
            raise ReaderError(self.refusal)
        return "It is as before"

    def look(self) -> str:
        return self.value


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def undoing(kept: Kept) -> Undoing:
    undoing = Undoing()
    undoing.remember(kept.back, kept.look)
    return undoing


def test_a_change_is_taken_back_once(undoing: Undoing) -> None:
    assert undoing.undo() == "It is as before"
    assert undoing.undo() == ""


def test_what_the_disk_refused_is_taken_back_in_memory(undoing: Undoing, kept: Kept) -> None:
    kept.refusal = "no space left"
    with pytest.raises(ReaderError, match="no space"):
        undoing.undo()
    assert kept.value == "old"
    assert undoing.undo() == ""


def test_of_which_nothing_came_it_can_be_tried_again(undoing: Undoing, kept: Kept) -> None:
    kept.refusal, kept.is_in_memory = "is open read-only", False
    for _ in range(2):
        with pytest.raises(ReaderError, match="read-only"):
            undoing.undo()
    kept.refusal = ""
    assert undoing.undo() == "It is as before"


def test_the_last_ones_are_remembered() -> None:
    undoing = Undoing()
    for number in range(MOST_UNDO + 1):
        undoing.remember(lambda number=number: str(number))  # type: ignore[misc]  # bound at once
    told = [undoing.undo() for _ in range(MOST_UNDO + 1)]
    assert told == [*map(str, range(MOST_UNDO, 0, -1)), ""]


def test_it_knows_of_which_kind_the_last_change_was(kept: Kept) -> None:
    undoing = Undoing()
    assert undoing.is_own
    undoing.remember(kept.back, is_own=False)
    assert not undoing.is_own
    undoing.remember(kept.back)
    assert undoing.is_own
