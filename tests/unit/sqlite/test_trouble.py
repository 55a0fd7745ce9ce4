from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.sqlite.connection import connect
from reader.sqlite.trouble import Trouble, reason_of, trouble_of


@pytest.mark.parametrize(
    ("error", "trouble", "reason"),
    [
        (PermissionError(13, "Permission denied"), Trouble.UNWRITABLE, "Permission denied"),
        (TimeoutError("waited"), Trouble.BUSY, "another program uses it"),
        (ValueError("no date"), Trouble.DAMAGED, "no date"),
        (MemoryError(), Trouble.DAMAGED, "MemoryError"),
        (
            UnicodeDecodeError("utf-8", b"\xff", 0, 1, "x"),
            Trouble.DAMAGED,
            "a text in it is no UTF-8",
        ),
    ],
)
def test_an_error_means_one_of_three_things(
    error: Exception, trouble: Trouble, reason: str
) -> None:
    assert (trouble_of(error), reason_of(error)) == (trouble, reason)


def test_a_lock_means_that_it_is_busy(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db")) as one, closing(connect(tmp_path / "a.db")) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
    assert trouble_of(caught.value) is Trouble.BUSY


def test_a_file_that_is_none_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no database " * 500)
    with closing(connect(tmp_path / "a.db")) as one, pytest.raises(sqlite3.DatabaseError) as caught:
        one.execute("SELECT * FROM sqlite_schema")
    assert trouble_of(caught.value) is Trouble.DAMAGED


def test_a_header_that_forbids_to_write_is_damage(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(connect(file)) as one:
        one.execute("CREATE TABLE t (x)")
    data = bytearray(file.read_bytes())
    data[18] = 9
    file.write_bytes(data)
    with closing(connect(file)) as one, pytest.raises(sqlite3.OperationalError) as caught:
        one.execute("INSERT INTO t VALUES (1)")
    assert (trouble_of(caught.value), trouble_of(caught.value, file)) == (
        Trouble.UNWRITABLE,
        Trouble.DAMAGED,
    )
