from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.sqlite.connection import (
    WRITING,
    connect,
    make_tables,
    pragma,
    reading,
    scrub,
    tables_version,
    transact,
    use_wal,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def make(connection: sqlite3.Connection) -> None:
    make_tables(connection, "CREATE TABLE t (x); INSERT INTO t VALUES (1)", user_version=7)


def test_one_whose_preparation_fails_is_closed(file: Path) -> None:
    def refuse(_: sqlite3.Connection) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        connect(file, prepare=refuse)  # the fixture looks whether it was closed


def test_tables_have_a_version_from_when_they_are_made(file: Path) -> None:
    with closing(connect(file)) as connection:
        assert tables_version(connection) is None
        transact(connection, make, WRITING)
        assert tables_version(connection) == 7


def test_what_fails_leaves_nothing_behind(file: Path) -> None:
    def work(connection: sqlite3.Connection) -> None:
        make(connection)
        raise RuntimeError("in the middle")

    with closing(connect(file)) as connection:
        with pytest.raises(RuntimeError, match="in the middle"):
            transact(connection, work, WRITING)
        assert tables_version(connection) is None
        assert not connection.in_transaction


def test_what_is_read_is_one_state_and_cannot_be_written(file: Path) -> None:
    with closing(connect(file, prepare=use_wal)) as connection:
        transact(connection, make, WRITING)
        with reading(file) as source:
            connection.execute("INSERT INTO t VALUES (2)")
            assert source.execute("SELECT count(*) FROM t").fetchone() == (1,)
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                source.execute("DELETE FROM t")


def test_reading_makes_no_file(file: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), reading(file):
        pass
    assert not file.exists()


def test_what_was_deleted_is_in_the_file_no_more(file: Path) -> None:
    with closing(connect(file, prepare=use_wal)) as connection:
        make_tables(connection, "CREATE TABLE t (x); INSERT INTO t VALUES ('a secret')")
        connection.execute("DELETE FROM t")
        assert scrub(connection)
    assert b"a secret" not in file.read_bytes()


def test_a_busy_file_keeps_its_journal(file: Path) -> None:
    with closing(connect(file)) as holder, closing(connect(file)) as other:
        make(holder)
        holder.execute("BEGIN EXCLUSIVE")
        use_wal(other)
        holder.execute("ROLLBACK")
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert pragma(other, "user_version") == 7
