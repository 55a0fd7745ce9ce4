from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.json_file import JsonFile, Pieces
from tests.unit.state.bookmark_files import document, entry, mark, write

Clock = Callable[[], datetime]
OpenStore = Callable[[], BookmarkStore]


DAMAGE: dict[str, bytes] = {
    "garbage": bytes(range(256)),
    "truncated": b'{"version": 1, "bookmarks": [{"article": {"path": "/a',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "another program's": b'{"name": "left-pad", "version": 1}',
    "no list": b'{"version": 1, "bookmarks": {}}',
    "too deep to parse": b"[" * 100_000,
    "too deep to write": b'{"version":1,"bookmarks":[{"x":' + b"[" * 500 + b"]" * 500 + b"}]}",
    "no UTF-8": b'{"version": 1, "bookmarks": ["\xff\xfe"]}',
}


BLANK: dict[str, bytes] = {"empty": b"", "lines": b"\n\n", "what a crash leaves": b"\0" * 4096}


class TestDamage:
    @pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE.keys())
    def test_is_left_as_it_is_and_the_last_good_copy_shown(
        self, open_store: OpenStore, path: Path, clock: Clock, data: bytes
    ) -> None:
        added = open_store().add(mark())
        write(path, data)
        names = sorted(path.parent.iterdir())
        store = BookmarkStore(path, clock)
        (notice,) = store.load().notices
        assert notice.startswith("bookmarks.json cannot be understood")
        assert str(path) in notice
        assert store.all() == (added,)
        assert store.read_only
        assert not store.unsaved
        assert not store.reload_if_changed()
        assert store.take_notices() == ()
        assert path.read_bytes() == data
        assert sorted(path.parent.iterdir()) == names

    @pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE.keys())
    def test_what_is_done_meanwhile_goes_in_when_it_is_mended(
        self, open_store: OpenStore, path: Path, clock: Clock, tmp_path: Path, data: bytes
    ) -> None:
        kept = open_store().add(mark("a", note="kept"))
        gone = open_store().add(mark("b"))
        mended = path.read_bytes().replace(b"kept", b"mended")
        write(path, data)
        store = BookmarkStore(path, clock, emergency=(tmp_path / "elsewhere",))
        store.load()
        with pytest.raises(ReaderError, match="cannot be understood"):
            store.add(mark("c", note="new"))
        with pytest.raises(ReaderError):
            store.remove(gone.id)
        assert path.read_bytes() == data
        assert store.kept_in is not None
        assert store.kept_in.exists()
        with pytest.raises(ReaderError):
            store.save()
        write(path, mended)
        assert store.reload_if_changed()
        store.save()
        assert not store.read_only
        assert store.kept_in is None
        assert [each.note for each in open_store().all()] == ["mended", "new"]
        assert open_store().get(kept.id) is not None

    def test_that_is_renamed_makes_way_for_the_last_good_copy(
        self, open_store: OpenStore, path: Path
    ) -> None:
        first = open_store().add(mark("a"))
        write(path, b"{")
        store = open_store()
        path.rename(path.with_name("broken.json"))
        added = store.add(mark("b"))
        assert open_store().all() == (first, added)

    def test_names_line_and_column(self, path: Path, clock: Clock) -> None:
        write(path, b'{"version": 1,\n  "bookmarks": [}\n}\n')
        (notice,) = BookmarkStore(path, clock).load().notices
        assert "line 2, column 17" in notice
        write(path, b'{"bookmarks": [],\n "x": "\xff"}')
        (notice,) = BookmarkStore(path, clock).load().notices
        assert "line 2" in notice

    def test_without_a_copy_shows_the_entries_that_can_be_read(
        self, path: Path, clock: Clock
    ) -> None:
        whole = json.dumps({"version": 1, "bookmarks": [entry("a"), entry("b"), entry("c")]})
        write(path, whole.replace('"id": "b"', '"id": b"').encode())
        store = BookmarkStore(path, clock)
        store.load()
        assert [each.id for each in store.all()] == ["a", "c"]

    def test_a_slip_in_a_running_reader_hides_nothing(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        added = store.add(mark(note="mine"))
        whole = path.read_bytes()
        broken = whole[:-4]
        path.write_bytes(broken)
        assert not store.reload_if_changed()
        assert not store.reload_if_changed()
        (notice,) = store.take_notices()
        assert "line" in notice
        assert store.all() == (added,)
        with pytest.raises(ReaderError, match="cannot be understood"):
            store.add(mark("b"))
        assert path.read_bytes() == broken
        path.write_bytes(whole)
        store.save()
        assert len(open_store().all()) == 2

    @pytest.mark.parametrize("data", BLANK.values(), ids=BLANK.keys())
    def test_of_a_file_without_a_word_leaves_the_last_good_copy(
        self, open_store: OpenStore, path: Path, data: bytes
    ) -> None:
        running = open_store()
        added = running.add(mark())
        write(path, data)
        fresh = open_store()
        (notice,) = BookmarkStore(path).load().notices
        assert "blank" in notice
        assert path.read_bytes() == data
        assert fresh.all() == running.all() == (added,)
        other = fresh.add(mark("b"))
        assert open_store().all() == (added, other)

    def test_of_both_files_leaves_what_is_in_memory(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        store.add(mark("a"))
        write(path, b"")
        write(path.with_name("bookmarks.json.bak"), b"y")
        store.add(mark("b"))
        assert len(open_store().all()) == 2
        (aside,) = path.parent.glob("bookmarks.json.bak.damaged-*")
        assert aside.read_bytes() == b"y"

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

        def edited_meanwhile(self: JsonFile, target: Path, pieces: Pieces, mode: int) -> Any:
            if edits:
                content = document(path)
                content["bookmarks"].append(edits.pop())
                write(path, content)
            return plain(self, target, pieces, mode)

        monkeypatch.setattr(JsonFile, "_write_beside", edited_meanwhile)
        store.add(mark("b"))
        assert len(open_store().all()) == 3
        assert store.get("by-hand") is not None
