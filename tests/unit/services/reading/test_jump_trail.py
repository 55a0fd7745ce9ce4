"""Back and forward, as browsers do it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.services.reading.jump_trail import MOST_STOPS, Stop, Trail


def stop(number: int) -> Stop:
    return Stop(Path(f"{number}.md"), Place(number, 2))


def walked_back(trail: Trail) -> list[Stop]:
    found = []
    while (before := trail.back(None)) is not None:
        found.append(before)
    return found


def begun_with(text: str) -> Trail:
    trail = Trail()
    trail.begin_with(text)
    return trail


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


def test_the_next_session_goes_back_to_where_this_one_ended() -> None:
    trail = Trail([stop(1), Stop(Path("card.md"), None)], [stop(4)])
    again = begun_with(trail.dump(stop(3)))
    assert again.forward(None) == stop(4)
    assert walked_back(again) == [stop(3), Stop(Path("card.md"), None), stop(1)]
    assert trail.dump(stop(3)).isascii()


def test_where_the_last_jump_began_is_not_kept_twice() -> None:
    trail = Trail([stop(1), stop(2)])
    assert walked_back(begun_with(trail.dump(stop(2)))) == [stop(2), stop(1)]
    assert walked_back(begun_with(trail.dump(None))) == [stop(2), stop(1)]


def test_what_was_left_stands_before_the_jumps_of_this_session() -> None:
    trail = Trail([stop(7)], [stop(8)])
    trail.begin_with(Trail([stop(1)], [stop(2)]).dump(None))
    assert trail.forward(None) == stop(8)
    assert trail.forward(None) is None
    assert walked_back(trail) == [stop(7), stop(1)]


@pytest.mark.parametrize("text", ["{", "[]", "3", json.dumps({"back": 3, "forward": {}})])
def test_what_is_no_trail_changes_nothing(text: str) -> None:
    trail = Trail([stop(1)])
    trail.begin_with(text)
    assert walked_back(trail) == [stop(1)]


def test_stops_that_are_malformed_are_left_out() -> None:
    given = [["a.md", 0, 0], ["b.md", -1, 0], ["c.md", 0, -1], [""], ["", 1, 1], ["d.md", 1], 3]
    trail = begun_with(json.dumps({"back": given, "forward": []}))
    assert walked_back(trail) == [Stop(Path("a.md"), Place(0, 0))]


def test_a_kept_trail_is_bounded_in_both_directions() -> None:
    stops = [stop(number) for number in range(MOST_STOPS + 5)]
    again = begun_with(Trail(stops, stops).dump(None))
    ahead = []
    while (after := again.forward(None)) is not None:
        ahead.append(after)
    assert ahead == stops[: -MOST_STOPS - 1 : -1]
    assert walked_back(again) == stops[: -MOST_STOPS - 1 : -1]


def test_the_focus_on_a_link_is_another_stop_at_the_same_place() -> None:
    here = stop(1)
    assert here.is_at(here._replace(link=3))
    assert not here.is_at(stop(2))
    trail = Trail()
    trail.leave(here)
    trail.leave(here._replace(link=3))
    assert trail.back(stop(2)) == here._replace(link=3)
    assert trail.back(here) is None


def test_a_step_from_nowhere_leaves_no_stop() -> None:
    trail = Trail([stop(1)])
    assert trail.back(None) == stop(1)
    assert trail.forward(stop(1)) is None


def test_toggling_goes_to_where_the_last_jump_began_and_back() -> None:
    trail = Trail()
    assert trail.toggle(stop(0)) is None
    trail.leave(stop(1))
    for _ in range(3):
        assert trail.toggle(stop(2)) == stop(1)
        assert trail.toggle(stop(1)) == stop(2)
    assert trail.back(stop(2)) == stop(1)
    assert trail.back(stop(1)) is None


def test_toggling_undoes_a_way_back() -> None:
    trail = Trail()
    trail.leave(stop(1))
    assert trail.back(stop(2)) == stop(1)
    assert trail.toggle(stop(1)) == stop(2)


def test_toggling_leads_to_the_last_stop_of_the_session_before() -> None:
    before = Trail()
    before.leave(stop(1))
    trail = begun_with(before.dump(stop(2)))
    assert trail.toggle(stop(3)) == stop(2)
