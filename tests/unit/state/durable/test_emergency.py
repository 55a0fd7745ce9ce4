"""What the disk refuses is kept elsewhere, and comes back at the next start."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.emergency import are_in
from reader.state.durable.files import DiskFiles, WrittenSignature

Clock = Callable[[], datetime]


class FullFolder(DiskFiles):
    """The disk, of which some folders take no new file."""

    def __init__(self, *full: Path) -> None:
        self.full = set(full)

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        if folder in self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().create(folder, prefix, suffix)


def mark(key: str, note: str = "") -> Bookmark:
    return Bookmark(ArticleRef(path=f"/{key}.md"), id=key, note=note)


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "first", tmp_path / "second"


def copies(elsewhere: tuple[Path, Path]) -> list[Path]:
    return [path for folder in elsewhere for path in sorted(folder.glob("bookmarks.json.em*"))]


def opened(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path], files: DiskFiles | None = None
) -> BookmarkStore:
    return BookmarkStore(path, clock, files=files, emergency=elsewhere)


def started(store: BookmarkStore) -> tuple[str, ...]:
    """What the app does at its start; what it has to say of it."""
    notices = store.load().notices
    store.recover()
    return (*notices, *store.take_notices())


def ended(store: BookmarkStore) -> None:
    """The process of the instance is gone, and its lock with it."""
    store._emergency._held.close()


def refused(store: BookmarkStore, *marks: Bookmark) -> None:
    for each in marks:
        with pytest.raises(ReaderError):
            store.add(each)


def notes(store: BookmarkStore) -> dict[str, str]:
    return {each.id: each.note for each in store.all()}


def on_disk(path: Path) -> set[str]:
    return {entry["id"] for entry in json.loads(path.read_bytes())["bookmarks"]}


def test_what_cannot_be_saved_is_kept_in_the_first_folder_that_takes_it_and_said_once(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    files = FullFolder(path.parent, elsewhere[0])
    store = opened(path, clock, elsewhere, files)
    started(store)
    assert not are_in(elsewhere, files)
    refused(store, mark("a"), mark("b"))
    assert are_in(elsewhere, files)
    (copy,) = copies(elsewhere)
    assert copy.parent == elsewhere[1]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [change["after"]["id"] for change in json.loads(copy.read_bytes())["changes"]] == [
        "a",
        "b",
    ]
    (told,) = store.take_notices()
    assert str(copy) in told
    with pytest.raises(ReaderError):
        store.save()
    assert store.take_notices() == ()


def test_once_the_disk_takes_it_the_copy_is_gone(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    files = FullFolder(path.parent)
    store = opened(path, clock, elsewhere, files)
    started(store)
    refused(store, mark("a"))
    files.full.clear()
    store.save()
    assert on_disk(path) == {"a"}
    assert list(elsewhere[0].iterdir()) == []


def test_the_next_instance_saves_what_an_ended_one_could_not(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    files = FullFolder()
    store = opened(path, clock, elsewhere, files)
    started(store)
    store.add_all((mark("kept"), mark("changed"), mark("gone")))
    files.full.add(path.parent)
    refused(store, mark("new"))
    with pytest.raises(ReaderError):
        store.update(replace(store.all()[0], id="changed", note="later"))
    with pytest.raises(ReaderError):
        store.remove("gone")
    ended(store)

    after = opened(path, clock, elsewhere)
    (told,) = started(after)
    assert str(elsewhere[0]) in told
    assert notes(after) == {"kept": "", "changed": "later", "new": ""}
    assert on_disk(path) == {"kept", "changed", "new"}
    assert list(elsewhere[0].iterdir()) == []


def test_a_copy_of_an_instance_that_is_at_work_is_left_to_it(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent))
    started(store)
    refused(store, mark("a"))
    other = opened(path, clock, elsewhere)
    assert started(other) == ()
    assert other.all() == ()
    assert len(copies(elsewhere)) == 1


def test_a_disk_that_stays_full_loses_nothing_over_many_starts(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    for number in range(3):
        store = opened(path, clock, elsewhere, FullFolder(path.parent))
        started(store)
        refused(store, mark(f"b{number}"))
        assert len(copies(elsewhere)) == 1
        ended(store)
    after = opened(path, clock, elsewhere)
    started(after)
    assert on_disk(path) == {"b0", "b1", "b2"}
    assert copies(elsewhere) == []


def test_what_was_removed_after_the_copy_came_home_stays_away(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent))
    started(store)
    refused(store, mark("a"))
    ended(store)
    second = opened(path, clock, elsewhere)
    started(second)
    second.remove("a")
    third = opened(path, clock, elsewhere)
    started(third)
    assert third.all() == ()


def test_an_older_copy_takes_nothing_from_a_later_change(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    files = FullFolder()
    store = opened(path, clock, elsewhere, files)
    started(store)
    made = store.add(mark("a"))
    files.full.add(path.parent)
    with pytest.raises(ReaderError):
        store.update(replace(made, note="lost for a while"))
    other = opened(path, clock, elsewhere)
    started(other)
    other.update(replace(made, note="newest"))
    ended(store)
    after = opened(path, clock, elsewhere)
    started(after)
    assert notes(after) == {"a": "lost for a while\n\nnewest"}


def test_a_copy_that_is_damaged_or_of_another_file_is_left_alone(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    folder = elsewhere[0]
    folder.mkdir()
    (folder / "bookmarks.json.emergency-20260101T000000Z-aaaa").write_text("{", "utf-8")
    (folder / "bookmarks.json.emergency-20260101T000000Z-bbbb").write_text(
        '{"changes": [], "file": "/elsewhere/bookmarks.json", "version": 1}', "utf-8"
    )
    store = opened(path, clock, elsewhere)
    (told,) = started(store)
    assert "aaaa" in told
    assert len(copies(elsewhere)) == 2
    assert store.waiting() == ()


def test_where_nothing_takes_a_copy_all_is_in_memory(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent, *elsewhere))
    started(store)
    refused(store, mark("a"))
    assert store.unsaved
    assert notes(store) == {"a": ""}
    assert copies(elsewhere) == []


@pytest.mark.parametrize("call", ["lock", "read", "sync_folder"])
def test_a_copy_that_cannot_be_had_keeps_nobody_from_starting(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path], call: str
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent))
    started(store)
    refused(store, mark("a"))
    ended(store)

    class Odd(DiskFiles):
        @contextmanager
        def lock(self, path: Path, timeout: float) -> Iterator[None]:
            if call == "lock" and "emergency" in path.name:
                raise PermissionError(errno.EACCES, "Permission denied")
            with super().lock(path, timeout):
                yield

        def sync_folder(self, folder: Path) -> None:
            if call == "sync_folder" and folder in elsewhere:
                raise OSError(errno.EIO, "Input/output error")
            super().sync_folder(folder)

        def signature(self, path: Path) -> WrittenSignature | None:
            if call == "read" and "emergency" in path.name:
                raise PermissionError(errno.EACCES, "Permission denied")
            return super().signature(path)

    other = opened(path, clock, elsewhere, Odd())
    started(other)
    other.add(mark("b"))
    assert {"b"} <= on_disk(path)


def test_a_clock_that_was_set_back_names_a_copy_all_the_same(
    path: Path, elsewhere: tuple[Path, Path]
) -> None:
    moments = iter([datetime(2026, 1, 2, tzinfo=UTC), *[datetime(1999, 1, 1, tzinfo=UTC)] * 9])
    store = opened(path, lambda: next(moments), elsewhere, FullFolder(path.parent))
    started(store)
    refused(store, mark("a"), mark("b"))
    ended(store)
    after = opened(path, lambda: datetime(1980, 1, 1, tzinfo=UTC), elsewhere)
    started(after)
    assert on_disk(path) == {"a", "b"}


def test_a_listing_takes_nothing_away_and_can_tell_that_something_waits(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent))
    started(store)
    refused(store, mark("a"))
    ended(store)
    files = {each: each.stat() for folder in elsewhere for each in folder.glob("*")}
    listing = opened(path, clock, elsewhere)
    listing.load()
    assert listing.waiting() == tuple(copies(elsewhere))
    assert {each: each.stat() for folder in elsewhere for each in folder.glob("*")} == files
    assert not path.exists()


def test_locks_of_copies_that_are_gone_do_not_pile_up(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    store = opened(path, clock, elsewhere, FullFolder(path.parent, *elsewhere))
    started(store)
    refused(store, mark("a"))
    assert [list(folder.iterdir()) for folder in elsewhere] == [[], []]
    left = elsewhere[0] / ".bookmarks.json.emergency-20260101T000000Z-abcdef01.lock"
    other = elsewhere[0] / ".other.json.emergency-20260101T000000Z-abcdef01.lock"
    for lock in (left, other):
        lock.touch()
    started(opened(path, clock, elsewhere))
    assert list(elsewhere[0].iterdir()) == [other]


def test_a_folder_that_somebody_else_made_is_not_used(
    path: Path, clock: Clock, elsewhere: tuple[Path, Path]
) -> None:
    class Foreign(FullFolder):
        def is_own(self, folder: Path) -> bool:
            return folder != elsewhere[0]

    store = opened(path, clock, elsewhere, Foreign(path.parent))
    started(store)
    refused(store, mark("a"))
    assert [copy.parent for copy in copies(elsewhere)] == [elsewhere[1]]


def test_what_no_folder_took_can_be_said_as_json(path: Path, clock: Clock) -> None:
    store = BookmarkStore(path, clock, files=FullFolder(path.parent))
    started(store)
    refused(store, mark("a", "words of mine"))
    assert store.kept_in is None
    (change,) = json.loads(store.pending())["changes"]
    assert change["after"]["note"] == "words of mine"
