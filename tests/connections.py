"""Which connections to databases are open: each has an owner that closes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest


class TrackedConnection(sqlite3.Connection):
    """Known to be open until it is closed."""

    opened: set[TrackedConnection] = set()  # noqa: RUF012 - of all of them

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.opened.add(self)

    def close(self) -> None:
        super().close()
        self.opened.discard(self)


def closed_in_the_end(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The body of a fixture: what a test opens in this process is closed when it ends."""
    connect = sqlite3.connect

    def tracked(*args: object, **options: object) -> sqlite3.Connection:
        return connect(*args, factory=TrackedConnection, **options)  # type: ignore[call-overload,no-any-return]

    before = set(TrackedConnection.opened)
    monkeypatch.setattr(sqlite3, "connect", tracked)
    yield
    left = TrackedConnection.opened - before
    for connection in left:
        connection.close()
    assert not left, f"{len(left)} connections were never closed"
