"""What becomes of the index when its file is damaged, foreign, locked or shared."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.library import database
from tests.unit.library.line_files import open_index, refresh, titles, write


def damage_start(file: Path) -> None:
    file.write_bytes(b"this is no database" * 1000)


def damage_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    file.write_bytes(content)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def make_newer(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE body")
    connection.execute("CREATE VIRTUAL TABLE body USING fts5(text)")
    connection.execute("PRAGMA user_version = 2147483647")
    connection.close()


def make_old(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 1")
    connection.close()


@pytest.mark.parametrize(
    ("change", "noted"),
    [
        (damage_start, True),
        (damage_middle, True),
        (truncate, True),
        (make_newer, False),
        (make_old, False),
    ],
)
def test_an_index_that_is_damaged_old_or_newer_is_made_anew(
    root: Path, file: Path, change: Callable[[Path], None], noted: bool
) -> None:
    with open_index(file) as index:
        refresh(index, root)
    change(file)
    with open_index(file) as index:
        refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        assert index.text(root / "a.md") == "first text"
        assert not index.in_memory
        assert bool(index.notices) == noted
    with open_index(file) as index:
        assert len(index.articles([root])) == 3
        refresh(index, root)
        assert index.loads == 0
        assert index.notices == ()


def test_an_index_damaged_while_it_is_open_is_filled_again(root: Path, file: Path) -> None:
    with open_index(file) as index:
        refresh(index, root)
        other = sqlite3.connect(file)
        other.execute("DROP TABLE body")
        other.close()
        assert index.text(root / "a.md") == ""
        refresh(index, root)
        assert index.text(root / "a.md") == "first text"


def test_what_is_lost_in_the_middle_of_a_refresh_is_read_again(root: Path, file: Path) -> None:
    with open_index(file) as index:
        for step in index.refresh([root], batch=1):
            if (step.done, index.loads) == (2, 2):
                other = sqlite3.connect(file)
                other.execute("DROP TABLE body")
                other.close()
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        assert index.text(root / "a.md") == "first text"


def remove(file: Path) -> None:
    for part in file.parent.iterdir():
        part.unlink()


def test_an_index_that_is_deleted_while_it_is_open_is_made_anew(root: Path, file: Path) -> None:
    with open_index(file) as index:
        for _ in range(3):
            refresh(index, root)
            assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
            remove(file)
        file.parent.rmdir()
        assert index.articles([root]) == []
        refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        assert not index.in_memory
        assert index.notices == ()
    with open_index(file) as index:
        assert len(index.articles([root])) == 3


def test_what_another_put_in_its_place_is_seen(root: Path, file: Path) -> None:
    with open_index(file) as index:
        refresh(index, root)
        before = index.revision
        remove(file)
        (root / "a.md").unlink()
        with open_index(file) as other:
            refresh(other, root)
        assert titles(index, root) == ["Beta", "Gamma"]
        assert index.revision > before


def test_where_nothing_can_be_written_it_works_in_memory(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with open_index(tmp_path / "file" / "cache" / "index.db") as index:
        assert index.in_memory
        assert len(index.notices) == 1
        assert "memory" in index.notices[0]
        refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]


def test_a_lock_that_is_never_released_leaves_it_in_memory(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WRITE_SECONDS", 0.01)
    with open_index(file) as index:
        refresh(index, root / "a.md")
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        refresh(index, root)
        assert index.in_memory
        assert index.notices
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        holder.close()


def test_two_instances_may_refresh_at_once(root: Path, file: Path) -> None:
    write(root, **{f"n{number}": f"N{number}\ntext {number}" for number in range(20)})
    with open_index(file) as one, open_index(file) as other:
        first, second = one.refresh([root], batch=3), other.refresh([root], batch=2)
        while next(first, None) is not None or next(second, None) is not None:
            pass
        assert one.articles([root]) == other.articles([root])
        assert len(one.articles([root])) == 23
        assert one.notices == other.notices == ()


def test_two_instances_may_start_at_once(root: Path, file: Path) -> None:
    barrier = threading.Barrier(4)

    def start(_: int) -> tuple[bool, tuple[str, ...], int]:
        barrier.wait()
        with open_index(file) as index:
            refresh(index, root, batch=1)
            return index.in_memory, index.notices, len(index.articles([root]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [(False, (), 3)] * 4


def test_threads_share_it(root: Path, place: Path | None) -> None:
    write(root, **{f"n{number}": f"N{number}\ntext {number}" for number in range(30)})
    finished = threading.Event()

    def look() -> list[int]:
        sizes = [0]
        while not finished.is_set():
            sizes.append(len(index.articles([root])))
            assert index.text(root / "a.md") in {"", "first text"}
        return sizes

    with open_index(place) as index, ThreadPoolExecutor(3) as pool:
        watchers = [pool.submit(look) for _ in range(3)]
        try:
            refresh(index, root, batch=1)
        finally:
            finished.set()
        for watcher in watchers:
            sizes = watcher.result()
            assert sizes == sorted(sizes)
        assert len(index.articles([root])) == 33
        assert index.notices == ()
