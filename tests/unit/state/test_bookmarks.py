from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock
import pytest

from reader.document.model import Place
from reader.document.quote import Quote
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmarks import BookmarkStore
from reader.state.jsonfile import JsonFile

Clock = Callable[[], datetime]
OpenStore = Callable[[], BookmarkStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bookmarks.json"


@pytest.fixture
def open_store(path: Path, clock: Clock) -> OpenStore:
    def make() -> BookmarkStore:
        store = BookmarkStore(path, clock)
        store.load()
        return store

    return make


def mark(name: str = "a", block: int | None = None, **values: Any) -> Bookmark:
    article = ArticleRef(fingerprint=f"f-{name}", url=f"https://x.test/{name}", path=f"/{name}.md")
    return Bookmark(article, None if block is None else Place(block), **values)


def document(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return content


def write(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())


def entry(key: str, **values: object) -> dict[str, object]:
    return {"id": key, "article": {"path": f"/{key}"}, **values}


def notes(marks: Sequence[Bookmark]) -> list[str]:
    return [bookmark.note for bookmark in marks]


class TestOneInstance:
    def test_nothing_is_written_before_something_is_kept(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        assert store.all() == ()
        assert store.take_notices() == ()
        assert not path.parent.exists()

    def test_what_was_added_is_there_at_the_next_start(self, open_store: OpenStore) -> None:
        added = open_store().add(mark(block=3, quote=Quote("词", "前", "后"), note="笔记"))
        assert added.created == added.updated == "2026-01-01T00:00:00.000Z"
        assert len(added.id) == 32
        assert open_store().all() == (added,)

    def test_the_file_is_for_its_owner_only(self, open_store: OpenStore, path: Path) -> None:
        open_store().add(mark())
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    def test_mode_and_symbolic_link_outlast_a_save(
        self, open_store: OpenStore, path: Path, tmp_path: Path
    ) -> None:
        real = tmp_path / "dotfiles" / "b.json"
        write(real, {"version": 1, "bookmarks": []})
        real.chmod(0o640)
        path.parent.mkdir()
        path.symlink_to(real)
        open_store().add(mark())
        assert path.is_symlink()
        assert len(document(real)["bookmarks"]) == 1
        assert stat.S_IMODE(real.stat().st_mode) == 0o640
        assert sorted(entry.name for entry in real.parent.iterdir()) == [
            ".b.json.lock",
            "b.json",
            "b.json.bak",
        ]

    def test_order_is_by_article_and_place_however_added(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        for name, block in (("b", 9), ("a", 5), ("b", None), ("a", 2)):
            store.add(mark(name, block, note=f"{name}{block}"))
        assert notes(store.all()) == ["a2", "a5", "bNone", "b9"]
        assert [item["note"] for item in document(path)["bookmarks"]] == notes(store.all())
        before = path.read_bytes()
        store.restore(store.remove(store.all()[1].id))
        changed = set(before.splitlines()) ^ set(path.read_bytes().splitlines())
        assert all(b'"updated"' in line for line in changed)

    def test_bookmarks_of_an_article_by_any_of_its_names(self, open_store: OpenStore) -> None:
        store = open_store()
        late, early, other = store.add(mark("a", 5)), store.add(mark("a", 1)), store.add(mark("b"))
        assert store.for_article(ArticleRef(fingerprint="f-a", path="/moved")) == (early, late)
        assert store.for_article(ArticleRef(url="https://x.test/a")) == (early, late)
        assert store.for_article(ArticleRef(path="/b.md", fingerprint="scraped again")) == (other,)
        assert store.for_article(ArticleRef(path="/c.md")) == ()

    def test_remove_and_restore(self, open_store: OpenStore) -> None:
        store = open_store()
        added = store.add(mark(note="kept"))
        removed = store.remove(added.id)
        assert removed == added
        assert open_store().all() == ()
        store.restore(removed)
        assert notes(open_store().all()) == ["kept"]
        assert open_store().get(added.id) is not None

    def test_removing_what_is_gone_says_so(self, open_store: OpenStore) -> None:
        with pytest.raises(ReaderError, match="gone already"):
            open_store().remove("nothing")

    def test_an_id_is_used_once(self, open_store: OpenStore) -> None:
        store = open_store()
        added = store.add(mark())
        with pytest.raises(ValueError, match="already"):
            store.add(added)

    def test_a_bookmark_on_nothing_is_refused(self, open_store: OpenStore) -> None:
        with pytest.raises(ValueError, match="article"):
            open_store().add(Bookmark(ArticleRef(title="only a title")))

    def test_a_clock_set_back_makes_no_change_the_earlier_one(self, path: Path) -> None:
        moments = [datetime(2026, 5, 1, tzinfo=UTC), *[datetime(2020, 1, 1, tzinfo=UTC)] * 3]
        store = BookmarkStore(path, lambda: moments.pop(0))
        added = store.add(mark(note="first"))
        changed = store.update(replace(added, note="second"))
        assert changed.updated > added.updated
        store.remove(added.id)
        assert BookmarkStore(path).load().notices == ()
        assert document(path)["bookmarks"] == []

    def test_threads_may_use_it_at_once(self, open_store: OpenStore) -> None:
        store = open_store()
        threads = [
            threading.Thread(target=lambda name=name: store.add(mark(name)))
            for name in ("a", "b", "c", "d")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(open_store().all()) == 4


class TestTwoInstances:
    def test_additions_of_both_are_kept(self, open_store: OpenStore) -> None:
        one, two = open_store(), open_store()
        first, second = one.add(mark("a")), two.add(mark("b"))
        assert two.all() == (first, second)
        assert one.reload_if_changed()
        assert one.all() == (first, second)
        assert not one.reload_if_changed()

    def test_what_one_removed_the_other_does_not_bring_back(self, open_store: OpenStore) -> None:
        one = open_store()
        gone, stays = one.add(mark("a")), one.add(mark("b"))
        two = open_store()
        one.remove(gone.id)
        two.update(replace(stays, note="new"))
        assert notes(open_store().all()) == ["new"]
        assert two.get(gone.id) is None

    def test_changes_of_different_fields_meet(self, open_store: OpenStore) -> None:
        one = open_store()
        added = one.add(mark())
        two = open_store()
        one.update(replace(added, note="one"))
        result = two.update(replace(added, tags=("two",)))
        assert (result.note, result.tags) == ("one", ("two",))
        assert open_store().all() == (result,)

    def test_a_change_begun_before_a_reload_is_merged_by_its_original(
        self, open_store: OpenStore
    ) -> None:
        one = open_store()
        added = one.add(mark())
        two = open_store()
        two.update(replace(added, note="two"))
        one.reload_if_changed()
        result = one.update(replace(added, tags=("one",)), added)
        assert (result.note, result.tags) == ("two", ("one",))

    def test_a_change_of_what_the_other_removed_keeps_it(self, open_store: OpenStore) -> None:
        one = open_store()
        added = one.add(mark())
        two = open_store()
        one.remove(added.id)
        two.update(replace(added, note="still wanted"))
        assert notes(open_store().all()) == ["still wanted"]

    def test_a_lock_held_by_another_is_an_error_that_loses_nothing(
        self, open_store: OpenStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = open_store()
        store.add(mark("a"))
        monkeypatch.setattr(store._file, "_lock_seconds", 0.0)
        with filelock.FileLock(path.with_name(".bookmarks.json.lock")):
            with pytest.raises(ReaderError, match="another program holds"):
                store.add(mark("b"))
            assert store.unsaved
            assert len(store.all()) == 2
        store.save()
        assert not store.unsaved
        assert len(open_store().all()) == 2


class TestEditedByHand:
    def test_an_edit_is_picked_up_and_kept(self, open_store: OpenStore, path: Path) -> None:
        store = open_store()
        added = store.add(mark())
        content = document(path)
        content["bookmarks"][0]["note"] = "by hand"
        content["bookmarks"].append({"article": {"url": "https://x.test/new"}, "note": "also"})
        write(path, content)
        assert store.reload_if_changed()
        assert notes(store.all()) == ["also", "by hand"]
        content["bookmarks"][0]["tags"] = ["hand"]
        write(path, content)
        store.update(replace(added, note="by key"))
        assert [(item.note, item.tags) for item in store.all()] == [
            ("also", ()),
            ("by key", ("hand",)),
        ]
        assert open_store().all() == store.all()

    def test_a_broken_edit_is_left_alone_while_reading_and_kept_when_writing(
        self, open_store: OpenStore, path: Path
    ) -> None:
        store = open_store()
        added = store.add(mark(note="mine"))
        broken = path.read_bytes()[:-4]
        path.write_bytes(broken)
        assert not store.reload_if_changed()
        assert not store.reload_if_changed()
        (notice,) = store.take_notices()
        assert "kept in memory" in notice
        assert path.read_bytes() == broken
        other = store.add(mark("b"))
        (notice,) = store.take_notices()
        (aside,) = path.parent.glob("bookmarks.json.damaged-*")
        assert str(aside) in notice
        assert str(path) in notice
        assert aside.read_bytes() == broken
        assert open_store().all() == (added, other)

    def test_fields_and_entries_that_are_not_understood_are_written_back(self, path: Path) -> None:
        wrong = [17, {"id": "w", "article": {"path": "/w"}, "note": ["no string"]}]
        write(
            path,
            {
                "version": 1,
                "sync": {"device": "x"},
                "bookmarks": [entry("a", colour="red"), *wrong],
            },
        )
        store = BookmarkStore(path)
        notices = store.load().notices
        assert [("entry 2" in notices[0]), ("entry 3" in notices[1])] == [True, True]
        assert len(store.all()) == 1
        store.add(mark("b"))
        content = document(path)
        assert content["sync"] == {"device": "x"}
        assert [item for item in content["bookmarks"] if item in wrong] == wrong
        assert content["bookmarks"][0]["colour"] == "red"
        assert store.take_notices() == ()

    def test_duplicate_ids_are_both_kept_under_ids_that_all_instances_agree_on(
        self, open_store: OpenStore, path: Path
    ) -> None:
        write(
            path,
            {"version": 1, "bookmarks": [entry("a", note="1"), *[entry("a", note="2")] * 2]},
        )
        one, two = BookmarkStore(path), open_store()
        assert len(one.load().notices) == 2
        assert sorted(notes(one.all())) == ["1", "2", "2"]
        assert len({item.id for item in one.all()}) == 3
        assert one.all() == two.all()
        one.add(mark("z"))
        two.add(mark("y"))
        assert sorted(notes(open_store().all())) == ["", "", "1", "2", "2"]

    def test_a_file_with_a_byte_order_mark_is_read(self, open_store: OpenStore, path: Path) -> None:
        content = json.dumps({"version": 1, "bookmarks": [entry("a")]})
        write(path, content.encode("utf-8-sig"))
        assert len(open_store().all()) == 1


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
