"""What becomes of the index when its file is damaged, foreign, locked or shared."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from reader.errors import ReaderError
from reader.library.index import Index
from reader.library.listing import GroupKey, SortKey, facets, list_articles
from reader.library.search.searcher import Searcher
from reader.library.store import database
from tests.unit.library.indexing.line_files import open_index, refresh, titles, write

SEEDS = range(40)
"""More of them find more: 1,000 take two minutes."""
SHARED_SECONDS = 3.0
"""What takes half a second, on a machine that others use too."""


def damage_start(file: Path) -> None:
    file.write_bytes(b"this is no database" * 1000)


def damage_middle(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    file.write_bytes(content)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def damage_definition(file: Path) -> None:
    """One byte in the text of a table's definition, which is then no UTF-8."""
    content = bytearray(file.read_bytes())
    content[content.index(b"CREATE TABLE body") + 3] |= 0x80
    file.write_bytes(content)


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
        (damage_definition, True),
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


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE body SET text = x'00ff'",
        "UPDATE body SET text = substr(text, 1, 8)",
        "UPDATE body SET text = 7",
        "UPDATE article SET title = CAST(x'ff' AS TEXT)",
        "UPDATE article SET title = CAST(title AS BLOB)",
        "UPDATE article SET title = title || char(27)",
        "UPDATE article SET path = CAST(path AS TEXT)",
        "UPDATE article SET path = path || x'00'",
        "UPDATE article SET instant = '2021-01-01'",
        "UPDATE article SET instant = 'then'",
        "UPDATE article SET size = 'large'",
        "UPDATE title SET folded = x'00'",
        "DELETE FROM revision",
        "DROP TABLE body",
        "DROP TABLE token",
    ],
)
def test_a_value_that_makes_no_sense_means_that_all_are_read_again(
    root: Path, file: Path, damage: str
) -> None:
    with open_index(file) as index:
        refresh(index, root)
        lost: list[bool] = []
        index.when_lost(lambda: lost.append(True))
        with closing(sqlite3.connect(file)) as other:
            other.executescript(damage)
        use(index, root)
        assert lost
        assert index.notices == ("The index was damaged and is made anew",)
        refresh(index, root)
        assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
        assert index.check() == list(index.notices)
        assert not index.in_memory


def use(index: Index, root: Path) -> None:
    """Use the index in every way there is."""
    searcher = Searcher(index, [root])
    for query in ("a", "text", "first text", "title:alpha", "-text", "has:image"):
        found = searcher.search(query)
        searcher.hits(found, 0, len(found.ids))
    searcher.complete("tag:a", 5)
    for sort in SortKey:
        for group in (None, *GroupKey):
            list_articles(index, [root], sort=sort, group=group)
    facets(index, [root], "author")
    for article in index.articles([root]):
        index.text(article.path)
    index.view(lambda snapshot: (snapshot.newest([root], 9), snapshot.months()))


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Cut off somewhere, or with one bit or more that is wrong."""
    flips = chance.choice([0, 1, 8, 64])
    if not flips:
        return content[: chance.randrange(len(content))]
    changed = bytearray(content)
    end = chance.choice([4096, len(content)])
    for _ in range(flips):
        changed[chance.randrange(end)] ^= 1 << chance.randrange(8)
    return bytes(changed)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A library, and its index."""
    root = tmp_path_factory.mktemp("articles")
    words = [f"word{number} 词语{number} " * 9 for number in range(20)]
    write(root, **{f"n{number}": f"标题 {number}\n{word}" for number, word in enumerate(words)})
    file = root.parent / "filled.db"
    with open_index(file) as index:
        refresh(index, root)
    return root, file.read_bytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_damaged_it_can_be_used(
    filled: tuple[Path, bytes], file: Path, seed: int
) -> None:
    root, content = filled
    file.parent.mkdir()
    file.write_bytes(damaged(content, random.Random(seed)))  # noqa: S311 - the same in every run
    with open_index(file) as index:
        use(index, root)
        refresh(index, root)
        listed = {article.path for article in index.articles([root])}
        assert listed >= {*root.iterdir()}  # a row may be there twice: no query sees that
        use(index, root)
        index.check()
        index.rebuild()
        refresh(index, root)
        told = len(index.notices)
        assert index.check()[told:] == []
        assert not index.in_memory


def test_what_fails_for_another_reason_is_raised(file: Path) -> None:
    def fail(_: object) -> None:
        raise ValueError("of its own")

    with open_index(file) as index, pytest.raises(ValueError, match="of its own"):
        index.view(fail)


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


@pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_one_that_another_writes_is_read_at_once(root: Path, file: Path, begin: str) -> None:
    with open_index(file) as index:
        refresh(index, root)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute(begin)
        start = monotonic()
        with open_index(file) as index:
            refresh(index, root)
            assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
            assert monotonic() - start < SHARED_SECONDS
            assert not index.in_memory
            assert index.notices == ()
            write(root, d="Delta\nnew")
            refresh(index, root)
            assert titles(index, root) == ["Alpha", "Beta", "Gamma", "Delta"]
            assert index.loads == 1  # the rest was copied
            assert index.in_memory
            (notice,) = index.notices
            assert notice.startswith("The index is in memory for now")


@pytest.mark.parametrize("is_new", [True, False])
def test_one_that_another_keeps_to_itself_is_not_waited_for(
    root: Path, file: Path, is_new: bool
) -> None:
    if is_new:
        file.parent.mkdir()
    else:
        with open_index(file) as index:
            refresh(index, root)
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("CREATE TABLE theirs (x)")
        start = monotonic()
        with open_index(file) as index:
            assert index.articles([root]) == []
            assert monotonic() - start < SHARED_SECONDS
            refresh(index, root)
            assert titles(index, root) == ["Alpha", "Beta", "Gamma"]
            assert len(index.notices) == 1
            assert "another program uses it" in index.notices[0]
            with pytest.raises(ReaderError, match="another program uses it"):
                index.check()


def test_another_process_that_cannot_write_leaves_the_work_to_this_one(
    tmp_path: Path, file: Path
) -> None:
    folder = tmp_path / "many"
    write(folder, **{f"n{number}": f"# N{number}\n\ntext" for number in range(40)})
    with Index(file) as index, closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        refresh(index, folder)
        assert len(titles(index, folder)) == 40
        assert len(index.notices) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_an_index_is_for_its_owner_alone(root: Path, file: Path) -> None:
    with open_index(file) as index:
        refresh(index, root)
        kept = {"index.db", "index.db-wal", "index.db-shm"}
        assert {each.name for each in file.parent.iterdir()} == kept
        assert {each.stat().st_mode & 0o777 for each in file.parent.iterdir()} == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    file.chmod(0o644)
    file.parent.chmod(0o755)
    with open_index(file) as index:
        refresh(index, root)
        assert {each.stat().st_mode & 0o777 for each in file.parent.iterdir()} == {0o600}


def test_two_instances_may_refresh_at_once(root: Path, file: Path) -> None:
    write(root, **{f"n{number}": f"N{number}\ntext {number}" for number in range(20)})
    with open_index(file) as one, open_index(file) as other:
        first, second = one.refresh([root], batch=3), other.refresh([root], batch=2)
        while next(first, None) is not None or next(second, None) is not None:
            pass
        assert one.articles([root]) == other.articles([root])
        assert len(one.articles([root])) == 23
        assert one.notices == other.notices == ()


def test_two_instances_may_start_at_once(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # How long each waits for the others is not what is asked: a busy machine may take longer.
    monkeypatch.setattr("reader.library.store.database._OPEN_SECONDS", 60)
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


def test_an_index_that_is_closed_says_so(tmp_path: Path) -> None:
    index = Index(tmp_path / "index.db")
    index.close()
    with pytest.raises(ReaderError, match="closed"):
        index.view(lambda snapshot: snapshot.revision)
