"""Back and forward, as browsers do it."""

from __future__ import annotations

from pathlib import Path

from reader.document.model import Place
from reader.services.jump_trail import MOST_STOPS, Stop, Trail


def stop(number: int) -> Stop:
    return Stop(Path("a.md"), Place(number))


def test_back_and_forward_are_inverse() -> None:
    trail = Trail()
    trail.leave(stop(1))
    trail.leave(stop(2))
    assert trail.back(stop(3)) == stop(2)
    assert trail.back(stop(2)) == stop(1)
    assert trail.back(stop(1)) is None
    assert trail.forward(stop(1)) == stop(2)
    assert trail.forward(stop(2)) == stop(3)
    assert trail.forward(stop(3)) is None


def test_a_new_jump_forgets_what_was_ahead() -> None:
    trail = Trail()
    trail.leave(stop(1))
    trail.back(stop(2))
    trail.leave(stop(5))
    assert trail.forward(stop(6)) is None
    assert trail.back(stop(6)) == stop(5)


def test_the_same_place_is_kept_once_and_the_trail_is_bounded() -> None:
    trail = Trail()
    trail.leave(stop(0))
    trail.leave(stop(0))
    assert trail.back(stop(9)) == stop(0)
    assert trail.back(stop(9)) is None
    for number in range(MOST_STOPS * 2):
        trail.leave(stop(number))
    steps = 0
    while trail.back(stop(-1)) is not None:
        steps += 1
    assert steps == MOST_STOPS
