"""Files are looked at in one go, and where that is slow part by part, with articles in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.article import Article, ArticleDate
from reader.library.files.discover import walk
from reader.library.indexing.refresh import Refresher, prepare_file
from reader.library.indexing.scan import scan, scan_parts
from reader.library.store.article_row import decode_path
from reader.library.store.database import IndexDatabase
from reader.library.store.integrity import problems
from reader.library.store.reads import Content, FileSignature, IndexSnapshot
from reader.library.store.row import PreparedFile
from reader.library.store.schema import SCHEMA, VERSION

COUNT = 300


def never() -> bool:
    return False


class Disk:
    """A walk over a folder, and a clock that each file moves on."""

    def __init__(self, seconds: float) -> None:
        self.seen = 0
        self._seconds = seconds

    def walk(self, roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterator[Path]:
        for path in walk(roots, cancelled=cancelled):
            self.seen += 1
            yield path

    def clock(self) -> float:
        return self.seen * self._seconds


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for number in range(COUNT):
        day = f"{2000 + number * 7 % 20}-{1 + number % 12:02}-{1 + number % 28:02}"
        (folder / f"{number:03}.md").write_text(f"---\ndate: {day}\n---\n{number}\n", "utf-8")
    return folder


def parts_of(root: Path, disk: Disk) -> list[int]:
    looked = list(scan_parts(disk.walk, [root], never, disk.clock))
    files = [path for part in looked for path in part.files]
    assert sorted(files) == sorted(scan(disk.walk, [root], never) or {})
    assert [part.is_last for part in looked] == [False] * (len(looked) - 1) + [True]
    return [len(part.files) for part in looked]


def test_a_disk_that_is_fast_is_looked_at_in_one_go(root: Path) -> None:
    assert parts_of(root, Disk(0.0001)) == [COUNT]


def test_of_a_slow_disk_each_part_takes_longer_than_the_one_before(root: Path) -> None:
    first, second, *_ = sizes = parts_of(root, Disk(0.01))
    assert first <= 52
    assert second >= 2 * first - 3
    assert sum(sizes) == COUNT


def test_a_scan_that_is_cancelled_has_no_last_part(root: Path) -> None:
    disk = Disk(0.01)
    looked = list(scan_parts(disk.walk, [root], lambda: disk.seen > 100, disk.clock))
    assert not any(part.is_last for part in looked)


class Reading:
    """A preparer of files that are their names; it notes how much of the disk was seen by then."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self.seen: list[int] = []
        self.read: list[bytes] = []

    def __call__(
        self, due: Mapping[bytes, FileSignature], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[bytes, PreparedFile | None]]:
        for path, signature in due.items():
            if cancelled():
                return
            self.seen.append(self._disk.seen)
            self.read.append(path)
            yield path, prepare_file(decode_path(path), signature, of_name)


def of_name(path: Path) -> Content:
    number = int(path.stem)
    moment = datetime(2000 + number * 7 % 20, 1 + number % 12, 1 + number % 28, tzinfo=UTC)
    date = ArticleDate(moment, moment.date().isoformat())
    return Content(Article(path, path.stem, date=date), path.stem)


def refreshed(root: Path, disk: Disk) -> tuple[Reading, list[tuple[str, str]]]:
    """How files were read, and titles and dates of what is stored, newest first."""
    reading = Reading(disk)
    with closing(IndexDatabase(None, schema=SCHEMA, version=VERSION)) as database:
        refresher = Refresher(database, disk.walk, reading, batch=100, clock=disk.clock)
        steps = list(refresher.run([root], never))
        assert (steps[-1].done, steps[-1].total, steps[-1].changed) == (COUNT, COUNT, COUNT)
        assert [step.done for step in steps] == sorted(step.done for step in steps)
        assert database.read(problems) == []
        found = database.read(lambda each: IndexSnapshot(each).newest([root], COUNT))
    return reading, [(each.date.iso if each.date else "", each.title) for _, each in found]


def test_articles_of_a_slow_disk_are_stored_while_others_were_not_looked_at(root: Path) -> None:
    reading, slow = refreshed(root, Disk(0.01))
    assert reading.seen[0] <= 52
    assert len(set(reading.seen)) > 2
    assert sorted(reading.read) == sorted(set(reading.read))  # each once
    whole, fast = refreshed(root, Disk(0.0001))
    assert set(whole.seen) == {COUNT}
    assert [day for day, _ in slow] == sorted((day for day, _ in slow), reverse=True)
    assert sorted(slow) == sorted(fast)


def test_where_articles_are_known_what_is_gone_comes_before_what_is_read(root: Path) -> None:
    disk = Disk(0.01)
    reading = Reading(disk)
    with closing(IndexDatabase(None, schema=SCHEMA, version=VERSION)) as database:
        known = Refresher(database, disk.walk, reading, batch=100)
        list(known.run([root / "000.md"], never))
        refresher = Refresher(database, disk.walk, reading, batch=100, clock=disk.clock)
        reading.seen.clear()
        list(refresher.run([root], never))
    assert set(reading.seen) == {1 + COUNT}
