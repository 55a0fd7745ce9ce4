"""What the wrapper does by itself; the recoveries are tested with the index and the state."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.sqlite.connection import MEMORY, WRITING, connect
from reader.sqlite.database import Database
from reader.sqlite.trouble import UNREADABLE


class FakeRecovery:
    """Goes to memory for whatever error, as often as it may; counts what it is asked."""

    mends: tuple[type[Exception], ...] = UNREADABLE

    def __init__(self, path: Path, most: int = 1) -> None:
        self.connected = self.followed = 0
        self.errors: list[Exception] = []
        self._path = path
        self._most = most

    def connect(self, database: Database) -> sqlite3.Connection:
        self.connected += 1
        connection = connect(self._path)
        database.file.note()
        return connection

    def follow(self, database: Database) -> None:
        assert not database.is_closed
        self.followed += 1

    def mend(self, database: Database, error: Exception) -> None:
        self.errors.append(error)
        if len(self.errors) > self._most:
            raise error
        database.use_memory(connect(MEMORY))


@pytest.fixture
def recovery(tmp_path: Path) -> FakeRecovery:
    return FakeRecovery(tmp_path / "a.db")


@pytest.fixture
def database(tmp_path: Path, recovery: FakeRecovery) -> Iterator[Database]:
    made = Database(tmp_path / "a.db", recovery)
    yield made
    made.close()


def make(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE t (x)")


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])


def test_one_after_the_other_uses_one_connection(
    database: Database, recovery: FakeRecovery
) -> None:
    database.run(make, WRITING, patience=1)
    assert [database.run(count, patience=1) for _ in range(3)] == [0, 0, 0]
    assert (recovery.connected, recovery.followed) == (1, 4)


def test_threads_at_once_have_connections_of_their_own(
    database: Database, recovery: FakeRecovery
) -> None:
    database.run(make, WRITING, patience=1)
    both = threading.Barrier(2)

    def look(connection: sqlite3.Connection) -> int:
        both.wait(20)
        return count(connection)

    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(database.run(look, patience=1)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, recovery.connected) == ([0, 0], 2)


def test_after_trouble_the_work_is_done_again(database: Database, recovery: FakeRecovery) -> None:
    def work(connection: sqlite3.Connection) -> int:
        make(connection)
        if database.memory is None:
            raise ValueError("damaged")
        return count(connection)

    assert database.run(work, WRITING, patience=1) == 0
    assert [str(error) for error in recovery.errors] == ["damaged"]
    assert database.memory is not None


def test_what_cannot_be_mended_is_raised(database: Database, recovery: FakeRecovery) -> None:
    def work(_: sqlite3.Connection) -> None:
        raise ValueError("for ever")

    with pytest.raises(ValueError, match="for ever"):
        database.run(work, patience=1)
    assert len(recovery.errors) == 2


def test_an_error_of_another_kind_is_nothing_to_mend(
    database: Database, recovery: FakeRecovery
) -> None:
    def work(_: sqlite3.Connection) -> None:
        raise RuntimeError("of its own")

    with pytest.raises(RuntimeError, match="of its own"):
        database.run(work, patience=1)
    assert recovery.errors == []


def test_of_two_threads_in_trouble_one_mends(tmp_path: Path) -> None:
    recovery = FakeRecovery(tmp_path / "a.db", most=1)
    database = Database(tmp_path / "a.db", recovery)
    both = threading.Barrier(2)

    def work(_: sqlite3.Connection) -> str:
        if database.memory is not None:
            return "done"
        both.wait(20)
        raise ValueError("damaged")

    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(database.run(work, patience=1)))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, len(recovery.errors)) == (["done", "done"], 1)
    database.close()


def test_a_connection_that_is_lent_is_closed_when_it_comes_back(database: Database) -> None:
    with database.borrowed() as lent:
        database.drop()
        assert lent.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(sqlite3.ProgrammingError):
        lent.execute("SELECT 1")


def test_once_it_is_closed_it_says_so(database: Database) -> None:
    with database.borrowed():
        database.close()
    with pytest.raises(ReaderError, match="closed"):
        database.run(count, patience=1)
