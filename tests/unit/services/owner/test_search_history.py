"""Walking through searches, and remembering them."""

from __future__ import annotations

from pathlib import Path

from reader.services.owner.search_history import KEY, MOST, SearchHistory, load, remember
from reader.state.reading_state import StateDatabase


def test_a_walk_goes_back_and_returns_to_what_was_there() -> None:
    history = SearchHistory()
    history.queries = ("third", "second", "first")
    assert history.older("draft") == "third"
    assert history.older("third") == "second"
    assert history.older("second") == "first"
    assert history.older("first") is None
    assert [history.newer(), history.newer(), history.newer()] == ["second", "third", "draft"]
    assert not history.is_walking


def test_a_walk_passes_over_what_is_in_the_box_already() -> None:
    history = SearchHistory()
    history.queries = ("third", "second")
    assert history.older("third") == "second"
    assert history.newer() == "third"


def test_searches_are_remembered_once_each_the_last_first(tmp_path: Path) -> None:
    with StateDatabase(tmp_path / "s.db") as state:
        for query in ("a", "b", "a"):
            remember(state, query)
        assert load(state) == ("a", "b")
        for number in range(2 * MOST):
            remember(state, str(number))
        assert len(load(state)) == MOST


def test_what_cannot_be_understood_is_no_history(tmp_path: Path) -> None:
    with StateDatabase(tmp_path / "s.db") as state:
        for value in ("{", '"text"', "[1, null]"):
            state.set_session(KEY, value)
            assert load(state) == ()
