from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark
from reader.state.bookmarks import BookmarkStore
from reader.state.durable.json_file import JsonFile
from tests.unit.state.bookmark_files import document, entry, mark, write

Clock = Callable[[], datetime]
OpenStore = Callable[[], BookmarkStore]


DAMAGE: dict[str, bytes] = {
    "empty": b"",
    "garbage": bytes(range(256)),
    "truncated": b'{"version": 1, "bookmarks": [{"article": {"path": "/a',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "another program's": b'{"name": "left-pad", "version": 1}',
    "no list": b'{"version": 1, "bookmarks": {}}',
    "too deep to parse": b"[" * 100_000,
    "too deep to write": b'{"version":1,"bookmarks":[{"x":' + b"[" * 500 + b"]" * 500 + b"}]}",
    "a giant number": b'{"version": 1, "bookmarks": [' + b"9" * 5_000 + b"]}",
    "no UTF-8": b'{"version": 1, "bookmarks": ["\xff\xfe"]}',
}


class TestDamage:
    @pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE.keys())
    def test_is_kept_aside_and_the_last_good_copy_used(
        self, open_store: OpenStore, path: Path, clock: Clock, data: bytes
    ) -> None:
        added = open_store().add(mark())
        write(path, data)
        store = BookmarkStore(path, clock)
        (notice,) = store.load().notices
        (aside,) = path.parent.glob("bookmarks.json.damaged-*")
        assert aside.read_bytes() == data
        assert all(str(name) in notice for name in (path, aside, f"{path}.bak"))
        assert store.all() == (added,)
        assert not store.unsaved
        again = BookmarkStore(path, clock)
        assert again.load().notices == ()
        assert again.all() == (added,)

    def test_without_a_copy_begins_anew_and_says_so(self, path: Path, clock: Clock) -> None:
        write(path, b"{")
        store = BookmarkStore(path, clock)
        (notice,) = store.load().notices
        assert "no good copy" in notice
        assert store.all() == ()
        store.add(mark())
        assert len(document(path)["bookmarks"]) == 1

    def test_never_overwrites_what_was_kept_aside_before(self, path: Path) -> None:
        for data in (b"one", b"two", b"three"):
            write(path, data)
            BookmarkStore(path, lambda: datetime(2026, 1, 1, tzinfo=UTC)).load()
        kept = sorted(path.parent.glob("bookmarks.json.damaged-*"))
        assert [aside.name.partition("damaged-")[2] for aside in kept] == [
            "20260101T000000Z",
            "20260101T000000Z-2",
            "20260101T000000Z-3",
        ]
        assert {aside.read_bytes() for aside in kept} == {b"one", b"two", b"three"}

    def test_of_both_files_leaves_what_is_in_memory(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        store.add(mark("a"))
        write(path, b"x")
        write(path.with_name("bookmarks.json.bak"), b"y")
        store.add(mark("b"))
        assert len(open_store().all()) == 2
        kept = path.parent.glob("*.damaged-*")
        assert {file.read_bytes() for file in kept} == {b"x", b"y"}

    def test_an_empty_file_that_was_never_another_is_just_empty(
        self, open_store: OpenStore, path: Path
    ) -> None:
        write(path, b"")
        store = open_store()
        assert store.take_notices() == ()
        store.add(mark())
        assert list(path.parent.glob("*damaged*")) == []

    def test_a_lost_file_comes_back_from_the_copy(self, open_store: OpenStore, path: Path) -> None:
        running = open_store()
        added = running.add(mark())
        path.unlink()
        assert not running.reload_if_changed()
        fresh = BookmarkStore(path)
        (notice,) = fresh.load().notices
        assert "missing" in notice
        assert fresh.all() == running.all() == (added,)
        running.add(mark("b"))
        assert len(open_store().all()) == 2

    def test_a_large_file_is_read(self, open_store: OpenStore, path: Path) -> None:
        write(
            path, {"version": 1, "bookmarks": [entry(str(n), note="字" * 50) for n in range(5_000)]}
        )
        store = open_store()
        store.remove("17")
        assert len(open_store().all()) == 4_999


class TestNewerVersion:
    @pytest.mark.parametrize("version", [2, 0, "1", "two", None, True, 1.5])
    def test_is_read_only(self, path: Path, version: object) -> None:
        write(path, {"version": version, "bookmarks": [entry("a")]})
        before = path.read_bytes()
        store = BookmarkStore(path)
        (notice,) = store.load().notices
        assert "read-only" in notice
        assert store.read_only
        changes: list[Callable[[], Bookmark]] = [
            lambda: store.add(mark()),
            lambda: store.remove("a"),
            lambda: store.update(store.all()[0]),
            lambda: store.restore(mark("b", id="b")),
        ]
        for change in changes:
            with pytest.raises(ReaderError, match="newer version"):
                change()
        assert [item.id for item in store.all()] == ["a"]
        assert not store.unsaved
        assert path.read_bytes() == before

    def test_in_another_shape_is_left_where_it_is(self, path: Path) -> None:
        write(path, {"version": 2, "bookmarks": {"a": {}}})
        store = BookmarkStore(path)
        store.load()
        assert store.read_only
        assert [file.name for file in path.parent.iterdir()] == ["bookmarks.json"]

    def test_that_arrives_meanwhile_is_not_overwritten(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        store.add(mark())
        write(path, {"version": 2, "bookmarks": []})
        before = path.read_bytes()
        with pytest.raises(ReaderError, match="newer version"):
            store.add(mark("b"))
        assert path.read_bytes() == before
        assert store.unsaved
        write(path, {"version": 1, "bookmarks": []})
        store.reload_if_changed()
        assert not store.read_only
        store.save()
        assert [item["article"]["path"] for item in document(path)["bookmarks"]] == ["/b.md"]


class TestWhatCannotBeUsed:
    def test_a_folder(self, path: Path) -> None:
        path.mkdir(parents=True)
        store = BookmarkStore(path)
        with pytest.raises(ReaderError, match="name a file"):
            store.load()
        with pytest.raises(ReaderError):
            store.add(mark())
        assert store.unsaved
        assert len(store.all()) == 1

    def test_a_pipe_is_not_waited_for(self, path: Path) -> None:
        path.parent.mkdir()
        os.mkfifo(path)
        with pytest.raises(ReaderError, match="not a regular file"):
            BookmarkStore(path).load()

    def test_links_in_a_circle(self, path: Path) -> None:
        path.parent.mkdir()
        path.symlink_to(path)
        with pytest.raises(ReaderError, match="circle"):
            BookmarkStore(path).load()

    def test_a_file_that_its_owner_protected(self, open_store: OpenStore, path: Path) -> None:
        open_store().add(mark())
        path.chmod(0o400)
        before = path.read_bytes()
        store = open_store()
        with pytest.raises(ReaderError, match="write-protected"):
            store.add(mark("b"))
        assert path.read_bytes() == before
        path.chmod(0o600)
        store.save()
        assert len(open_store().all()) == 2

    def test_an_edit_between_reading_and_replacing_is_not_lost(
        self, open_store: OpenStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = open_store()
        store.add(mark("a"))
        plain = JsonFile._write_beside
        edits = [entry("by-hand")]

        def edited_meanwhile(self: JsonFile, target: Path, data: bytes, mode: int) -> Any:
            if edits:
                content = document(path)
                content["bookmarks"].append(edits.pop())
                write(path, content)
            return plain(self, target, data, mode)

        monkeypatch.setattr(JsonFile, "_write_beside", edited_meanwhile)
        store.add(mark("b"))
        assert len(open_store().all()) == 3
        assert store.get("by-hand") is not None
