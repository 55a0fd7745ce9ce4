"""Big refreshes in processes of their own: killed, twice at once, with files that kill."""

from __future__ import annotations

import json
import os
import pickle
import random
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from reader.library.index import Index, Progress
from reader.library.indexing import pool, process
from reader.library.indexing.pool import Pool
from reader.library.indexing.progress import BuildError
from reader.library.store.article_row import decode_path, encode_path
from reader.library.store.database import IndexDatabase
from reader.library.store.reads import FileSignature
from reader.library.store.schema import SCHEMA, VERSION
from reader.library.store.writes import merge_tokens
from reader.process.child import Child
from tests.processes import is_running, wait_until

COUNT = 240


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    for number in range(COUNT):
        day = f"20{10 + number % 12}-{1 + number % 12:02}-{1 + number % 28:02}"
        text = f"---\ntitle: Part {number}\ndate: {day}\ntags: [t{number % 7}]\n---\n"
        text += f"The text of number {number}. " * 40
        (folder / f"{number:03}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


def titles(index: Index, root: Path) -> list[str]:
    return sorted(article.title for article in index.articles([root]))


ALL = sorted(f"Part {number}" for number in range(COUNT))


def test_many_files_are_read_by_another_process(root: Path, file: Path) -> None:
    with Index(file) as index:
        steps = list(index.refresh([root]))
        assert steps[0] == Progress(0, None, 0)
        assert steps[-1] == Progress(COUNT, COUNT, COUNT)
        assert [step.done for step in steps] == sorted(step.done for step in steps)
        assert index.loads == COUNT
        assert titles(index, root) == ALL
        assert index.check() == []
        assert index.notices == ()
        assert list(index.refresh([root]))[-1] == Progress(COUNT, COUNT, 0)
        assert index.loads == COUNT


def test_where_no_process_can_be_had_it_is_done_here(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(file / "no-python"))
    with Index(file) as index:
        assert list(index.refresh([root]))[-1] == Progress(COUNT, COUNT, COUNT)
        assert titles(index, root) == ALL


def test_a_big_library_leaves_an_index_in_order(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = IndexDatabase(file, schema=SCHEMA, version=VERSION)
    monkeypatch.setattr(process, "_MANY", COUNT)
    with Index(file) as index:
        process._refresh(file, [root], [root], 10, lambda *_: None)
        assert database.read(lambda found: found.execute("PRAGMA freelist_count").fetchone()) == (
            0,
        )
        assert database.write(partial(merge_tokens, first=False)) is False
        assert not file.with_name(f"{file.name}-wal").stat().st_size
        assert index.check() == []
        assert titles(index, root) == ALL
    database.close()


def test_problems_are_told_once_each(tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.md").write_bytes(bytes(range(128, 256)) * 20 + b"\0\xff")
    missing = tmp_path / "none"
    with Index(file) as index:
        problems = list(index.refresh([folder, missing]))[-1].problems
        errors = [article.error for article in index.articles([folder])]
    assert all(errors)
    assert problems[0] == f"{missing}: no such file or folder"
    assert len(problems) == len(set(problems)) == 1 + sum(map(bool, errors))


def test_a_name_that_is_no_text_goes_to_the_other_process_and_back(
    tmp_path: Path, file: Path
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes only names that are text")
    for number in range(40):
        (folder / f"{number}.md").write_text(f"# Part {number}\n\ntext", "utf-8")
    with Index(file) as index:
        list(index.refresh([folder]))
        assert len(index.articles([folder])) == 40


def test_it_ends_soon_after_it_is_cancelled(root: Path, file: Path) -> None:
    with Index(file) as index:
        cancelled = threading.Event()
        steps = []
        for step in index.refresh([root], cancelled=cancelled.is_set):
            steps.append(step)
            cancelled.set()
        assert steps[-1].done < COUNT
        list(index.refresh([root]))
        assert titles(index, root) == ALL


class Builder:
    """The process as `build.stream` starts it, without what reads its answers."""

    def __init__(self, file: Path, *roots: Path) -> None:
        self.process = Child(process.child, most=1 << 20)
        self.channel = self.process.channel
        self.channel.send(process.request_for(file, roots, batch=10))

    def hang_up(self) -> None:
        self.channel._target.close()

    def workers(self) -> list[int]:
        """Ids of all processes that it started, now."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        if not children.exists():
            return []
        return [int(pid) for pid in children.read_text().split()]

    def end(self) -> int:
        with self.process:
            return self.process.wait()


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs Linux' /proc")


@needs_proc
def test_it_ends_with_its_stdin_and_its_workers_with_it(root: Path, file: Path) -> None:
    builder = Builder(file, root)
    assert wait_until(lambda: bool(builder.workers()), 20)
    workers = builder.workers()
    builder.hang_up()
    assert builder.end() == 0
    assert wait_until(lambda: not any(map(is_running, workers)), 20)


@needs_proc
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_it_goes_on_where_it_was(root: Path, file: Path, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311 - the same moments in every run
    workers: list[int] = []
    reached = 0
    for most in (1, COUNT // 2, COUNT - 40):
        builder = Builder(file, root)
        target = moments.randrange(most)
        for told in builder.channel:
            reached = max(reached, json.loads(told)["done"])
            if reached >= target:
                break
        threading.Event().wait(moments.random() * 0.1)
        workers += builder.workers()
        builder.process.kill()
        builder.hang_up()
        builder.end()
    assert wait_until(lambda: not any(map(is_running, workers)), 20)
    with Index(file) as index:
        stored = len(index.articles([root]))
        assert reached <= stored  # what was reported is stored
        list(index.refresh([root]))
        assert titles(index, root) == ALL
        assert index.loads == COUNT - stored
        assert index.check() == []
        assert index.notices == ()


def test_two_that_start_at_once_share_the_work(root: Path, file: Path) -> None:
    barrier = threading.Barrier(2)

    def start(_: int) -> tuple[int, Progress, tuple[str, ...], list[str]]:
        with Index(file) as index:
            barrier.wait()
            steps = list(index.refresh([root]))
            return index.loads, steps[-1], index.notices, titles(index, root)

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(start, range(2))
    assert first[0] + second[0] == COUNT
    for _, last, notices, found in (first, second):
        assert (last.done, last.total) == (COUNT, COUNT)
        assert notices == ()
        assert found == ALL


def test_another_folder_need_not_wait(root: Path, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for number in range(40):
        (other / f"{number}.md").write_text(f"# Other {number}\n\ntext", "utf-8")
    with Index(file) as one, Index(file) as two, ThreadPoolExecutor(2) as threads:
        reading = [
            threads.submit(lambda: list(one.refresh([root]))),
            threads.submit(lambda: list(two.refresh([other]))),
        ]
        for each in reading:
            each.result()
        assert (one.loads, two.loads) == (COUNT, 40)
        assert len(one.articles([root, other])) == COUNT + 40
        assert one.check() == []


def test_a_child_that_answers_nothing_is_an_error(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "child", sys.exit)
    with pytest.raises(BuildError):
        list(process.stream(file, [root], lambda: False))
    with Index(file) as index:
        list(index.refresh([root]))
        assert titles(index, root) == ALL


# --- the pool ---------------------------------------------------------------------------------


def due(*paths: Path) -> dict[bytes, FileSignature]:
    return {encode_path(path): FileSignature(1, 1, 1) for path in paths}


def errors(pool: Pool, *paths: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for result in pool(due(*paths), lambda: False):
        if result is not None:
            path, prepared = result
            assert prepared is not None
            found[decode_path(path).name] = prepared.article.error
    return found


@needs_proc
def test_a_worker_that_dies_costs_the_file_it_had_and_no_other(root: Path) -> None:
    paths = sorted(root.iterdir())[:30]
    pool = Pool(1)
    found: dict[str, str] = {}
    for result in pool(due(*paths), lambda: False):
        if result is None:
            continue
        path, prepared = result
        assert prepared is not None
        found[decode_path(path).name] = prepared.article.error
        if len(found) == 5:
            children = Path(f"/proc/self/task/{threading.get_native_id()}/children")
            for pid in map(int, children.read_text().split()):
                if b"reader.library.indexing.pool" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, signal.SIGKILL)
    assert sorted(found) == [path.name for path in paths]
    assert sum(map(bool, found.values())) <= 1


def test_a_file_that_keeps_a_worker_too_long_has_an_error(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "slow.md"
    pipe.write_text("# Slow\n\n" + "text " * 400_000)
    found = errors(Pool(1, seconds=0.0001), pipe)
    assert found == {"slow.md": "takes too long to read"}
    assert errors(Pool(1), pipe, root / "000.md") == {"slow.md": "", "000.md": ""}


def test_what_looks_newest_is_read_first(tmp_path: Path) -> None:
    names = ["2019-05-01-b.md", "2021-01.md", "plain.md", "2020/12/31/x.md", "20200101.md"]
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    order = [
        decode_path(result[0]).relative_to(tmp_path).as_posix()
        for result in Pool(1)(due(*paths), lambda: False)
        if result is not None
    ]
    assert order == [
        "2021-01.md",
        "2020/12/31/x.md",
        "20200101.md",
        "2019-05-01-b.md",
        "plain.md",
    ]


def test_a_file_that_vanished_is_told_as_such(tmp_path: Path) -> None:
    results = [each for each in Pool(1)(due(tmp_path / "none.md"), lambda: False) if each]
    assert results == [(encode_path(tmp_path / "none.md"), None)]


class _Silent:
    """A child that is given tasks and answers none."""

    def __init__(self, *_: object, **__: object) -> None:
        self.channel = self
        self.given: list[tuple[bytes, FileSignature]] = []
        self._ended = threading.Event()
        _Silent.all.append(self)

    all: ClassVar[list[_Silent]] = []

    def send(self, message: bytes) -> None:
        sent = pickle.loads(message)  # noqa: S301 - our own
        if not isinstance(sent[0], float):  # its seconds come first
            self.given.append(sent)

    def receive(self) -> bytes | None:
        self._ended.wait()
        return None

    def end(self) -> None:
        self._ended.set()


@pytest.mark.parametrize(
    ("count", "size", "given"),
    [(4000, 100, 400), (240, 100, 30), (20, 100, 6), (3000, 1_000_000, 6)],
)
def test_workers_have_work_while_nobody_takes_their_answers(
    monkeypatch: pytest.MonkeyPatch, count: int, size: int, given: int
) -> None:
    """As much as is stored at a time, if there is so much; little of what is large, or the last."""
    monkeypatch.setattr(pool, "Child", _Silent)
    monkeypatch.setattr(pool, "_BEAT", 0)
    monkeypatch.setattr(_Silent, "all", [])
    files = {b"/%04d.md" % number: FileSignature(size, number, 0) for number in range(count)}
    ended = threading.Event()
    steps = Pool(2)(files, ended.is_set)
    assert next(steps) is None
    one, other = ([path for path, _ in child.given] for child in _Silent.all)
    assert len(one) == len(other) == given
    assert one[:2] + other[:2] == [b"/%04d.md" % (count - back) for back in (1, 3, 2, 4)]
    ended.set()
    assert list(steps) == []
