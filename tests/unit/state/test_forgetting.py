"""Forgetting takes what it is asked to take, nothing else, and says how much it was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.state.forgetting import Forgotten, NamedFiles, remove_damaged_copies
from reader.state.reading_state import StateDatabase
from reader.state.schema import APPLICATION_ID

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NEAR, INSIDE, BESIDE = Path("/a/near.md"), Path("/a/b/inside.md"), Path("/a/b-old/beside.md")
ALL = (NEAR, INSIDE, BESIDE)
KEY = "queries"
OTHER, THIRD = '["/other"]', '["/third"]'
"""Names of sessions."""


@pytest.fixture
def state(tmp_path: Path) -> Iterator[StateDatabase]:
    """Three articles with a place each, opened once, in a session each; and what was sought."""
    with StateDatabase(tmp_path / "state.db", lambda: NOON) as database:
        for number, path in enumerate(ALL):
            text = f"text {number}"
            database.save_place(text, path, Place(number + 1), None, 0.5, NOON)
            database.record_open(text, path, path.stem, NOON)
            database.save_session(
                roots(path.parent), json.dumps({"article": str(path)}), "[]", NOON
            )
        database.set_session(KEY, "sought")
        yield database


def roots(path: Path) -> str:
    """The name of a session, as `saved_layout.name_of` makes it."""
    return json.dumps([str(path)])


def places(state: StateDatabase) -> list[str]:
    return sorted(each.path.stem for each in state.begun())


def opened(state: StateDatabase) -> list[str]:
    return sorted(each.title for each in state.history())


def test_history_goes_and_places_stay(state: StateDatabase) -> None:
    assert state.forget(history=True, places=False, keys=[KEY]) == Forgotten(3, 3, 0)
    assert opened(state) == []
    assert places(state) == ["beside", "inside", "near"]
    assert state.get_session(KEY) is None


def test_places_go_and_history_stays(state: StateDatabase) -> None:
    assert state.forget(history=False, places=True, keys=[KEY]) == Forgotten(0, 0, 3)
    assert places(state) == []
    assert opened(state) == ["beside", "inside", "near"]
    assert state.get_session(KEY) == "sought"


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("/a/b", ["inside"]),
        ("/a/b/", ["inside"]),
        ("/a", ["beside", "inside", "near"]),
        ("/a/near.md", ["near"]),
        ("/a/near", []),
    ],
)
def test_a_folder_takes_what_is_in_it_alone(
    state: StateDatabase, name: str, gone: list[str]
) -> None:
    number = len(gone)
    done = state.forget(NamedFiles([Path(name)]), history=True, places=True, keys=[KEY])
    assert done == Forgotten(number, number, number)
    kept = sorted({path.stem for path in ALL} - set(gone))
    assert (places(state), opened(state)) == (kept, kept)
    assert state.get_session(KEY) == "sought"


def test_copies_of_a_text_are_forgotten_with_it(state: StateDatabase) -> None:
    state.record_open("text 0", Path("/elsewhere/copy.md"), "copy", NOON)
    done = state.forget(NamedFiles([NEAR]), history=True, places=True)
    assert done == Forgotten(2, 1, 1)
    assert opened(state) == ["beside", "inside"]


def test_a_text_is_forgotten_wherever_it_was(state: StateDatabase) -> None:
    named = NamedFiles([Path("/new/name.md")], {"text 1"})
    assert state.forget(named, history=True, places=True) == Forgotten(1, 0, 1)
    assert opened(state) == ["beside", "near"]


def test_a_session_goes_if_the_way_to_it_names_the_article(state: StateDatabase) -> None:
    trail = json.dumps([{"steps": [["x", str(NEAR)]]}])
    state.save_session(OTHER, json.dumps({"article": "/other/x.md"}), trail, NOON)
    state.save_session(THIRD, "{}", "[]", NOON)
    assert state.forget(NamedFiles([NEAR]), history=True, places=False).sessions == 2
    assert state.trail(OTHER) == ""
    assert state.trail(THIRD) == "[]"


def test_a_session_that_cannot_be_understood_goes_too(state: StateDatabase) -> None:
    state.save_session(OTHER, "{no json", "[]", NOON)
    assert state.forget(NamedFiles([Path("/none")]), history=True, places=False).sessions == 1


def database_at(path: Path, application: int) -> Path:
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA application_id = {application}")
        database.execute("CREATE TABLE x (y)")
    database.close()
    return path


def test_databases_that_were_set_aside_are_deleted_if_they_are_ours(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.touch()
    ours = database_at(tmp_path / "state.db.set-aside-20260101T000000Z", APPLICATION_ID)
    foreign = database_at(tmp_path / "state.db.set-aside-20260102T000000Z", 17)
    damaged = tmp_path / "state.db.damaged-20260101T000000Z-2"
    damaged.write_bytes(b"no database")
    mine = tmp_path / "state.db.damaged-by-me"
    mine.touch()
    assert remove_damaged_copies(path) == 2
    assert sorted(tmp_path.iterdir()) == sorted([path, foreign, mine])
    assert not ours.exists()
