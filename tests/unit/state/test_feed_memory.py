"""What is remembered of feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from reader.state import feed_memory
from reader.state.feed_memory import FeedAnswer, FeedMemory
from reader.state.reading_state import StateDatabase

FEED = "https://example.com/feed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.db"


def test_entries_are_remembered_of_their_feed(path: Path, clock: Callable[[], datetime]) -> None:
    with FeedMemory(path) as memory:
        assert memory.known(FEED, ["a", "b"]) == frozenset()
        memory.remember(FEED, ["a", "长\udcff"], clock())
    with FeedMemory(path) as memory:
        assert memory.known(FEED, ["a", "b", "长\udcff"]) == {"a", "长\udcff"}
        assert memory.known("https://example.com/other", ["a"]) == frozenset()


def test_the_last_answer_is_remembered(path: Path, clock: Callable[[], datetime]) -> None:
    with FeedMemory(path) as memory:
        assert memory.answer(FEED) == FeedAnswer()
        memory.remember_answer(FEED, FeedAnswer('"1"', "yesterday"), clock())
        memory.remember_answer(FEED, FeedAnswer('"2"'), clock())
        assert memory.answer(FEED) == FeedAnswer('"2"')


def test_only_the_latest_entries_of_a_feed_are_kept(
    path: Path, clock: Callable[[], datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_memory, "_MOST_ENTRIES", 3)
    with FeedMemory(path) as memory:
        memory.remember("other", ["x"], clock())
        for entry in ("a", "b", "c", "d", "b"):
            memory.remember(FEED, [entry], clock())
        memory.remember(FEED, ["a"], clock())
        assert memory.known(FEED, "abcd") == {"a", "b", "d"}
        assert memory.known("other", ["x"]) == {"x"}


@pytest.mark.parametrize("version", [1, 2])
def test_tables_of_an_earlier_version_get_what_they_lack(
    path: Path, clock: Callable[[], datetime], version: int
) -> None:
    with StateDatabase(path) as state:
        state.mark_read("", Path("/a.md"), True, clock())
    with closing(sqlite3.connect(path)) as db:
        gone = "DROP TABLE feed; DROP TABLE feed_entry;"
        if version == 1:
            gone += "DROP TABLE last_session; ALTER TABLE article DROP COLUMN seconds;"
        db.executescript(f"{gone} PRAGMA user_version = {version};")
    with FeedMemory(path) as memory:
        memory.remember(FEED, ["a"], clock())
        assert memory.known(FEED, ["a"]) == {"a"}
        assert memory.take_notices() == ()
    with StateDatabase(path) as state:
        assert state.is_read("", Path("/a.md"))
        assert state.take_notices() == ()
