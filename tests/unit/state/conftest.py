from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from reader.state.bookmark_store import BookmarkStore
from tests.connections import closed_in_the_end


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A second later at each look."""
    seconds = count()
    return lambda: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of a bookmarks file that is not there yet, nor its folder."""
    return tmp_path / "data" / "bookmarks.json"


@pytest.fixture
def open_store(path: Path, clock: Callable[[], datetime]) -> Callable[[], BookmarkStore]:
    """Each call is another instance at the same file."""

    def make() -> BookmarkStore:
        store = BookmarkStore(path, clock)
        store.load()
        return store

    return make


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every connection has an owner that closes it."""
    yield from closed_in_the_end(monkeypatch)
