from __future__ import annotations

import json
import shutil
import stat
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import filelock
import pytest

from reader.document.anchors.quote import Quote
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import WrittenFile, WrittenSignature
from reader.state.durable.json_file import JsonFile, Pieces
from tests.unit.state.bookmark_files import document, entry, mark, write

OpenStore = Callable[[], BookmarkStore]


def notes(marks: Sequence[Bookmark]) -> list[str]:
    return [bookmark.note for bookmark in marks]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_two_machines_changed_is_merged_by_git(tmp_path: Path) -> None:
    stores: dict[str, BookmarkStore] = {}
    for name in ("base", "ours", "theirs"):
        folder = tmp_path / name
        if name != "base":
            shutil.copytree(tmp_path / "base", folder)
        stores[name] = BookmarkStore(folder / "bookmarks.json")
        stores[name].load()
        if name == "base":
            for article in "abcdefgh":
                stores[name].add(mark(article, id=article))
    stores["ours"].add(mark("b", 3, id="ours", note="here"))
    stores["ours"].remove("g")
    stores["theirs"].add(mark("d", 5, id="theirs"))
    changed = next(item for item in stores["theirs"].all() if item.id == "e")
    stores["theirs"].update(replace(changed, note="there", tags=("x",)))
    files = [str(tmp_path / name / "bookmarks.json") for name in ("ours", "base", "theirs")]
    merged = subprocess.run(["git", "merge-file", *files], check=False)
    assert merged.returncode == 0, "no conflict"
    again = BookmarkStore(Path(files[0]))
    assert again.load().notices == ()
    found = {item.id: item.note for item in again.all()}
    assert found == {**dict.fromkeys("abcdfh", ""), "e": "there", "ours": "here", "theirs": ""}


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

    def test_reading_does_not_wait_for_the_disk(
        self, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = open_store()
        saving, go_on = threading.Event(), threading.Event()
        plain = JsonFile.publish

        def slow(
            self: JsonFile, pieces: Pieces, seen: WrittenFile | None
        ) -> WrittenSignature | None:
            saving.set()
            go_on.wait()
            return plain(self, pieces, seen)

        monkeypatch.setattr(JsonFile, "publish", slow)
        thread = threading.Thread(target=lambda: store.add(mark()))
        thread.start()
        saving.wait()
        assert len(store.all()) == len(store.for_article(mark().article)) == 1
        assert store.unsaved
        assert store.take_notices() == ()
        go_on.set()
        thread.join()
        assert not store.unsaved


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
