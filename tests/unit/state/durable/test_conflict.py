"""Two versions of the file: what git leaves in it, and what Syncthing leaves beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.conflict import copies_of, split_marks
from tests.unit.state.bookmark_files import document, entry, mark, write

OpenStore = Callable[[], BookmarkStore]
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def notes(store: BookmarkStore) -> dict[str, str]:
    return {each.id: each.note for each in store.all()}


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


class TestMarks:
    TEXT = "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\nd\n"

    def test_parts_both_sides(self) -> None:
        sides = split_marks(self.TEXT)
        assert sides is not None
        assert (sides.ours, sides.base, sides.theirs) == ("a\nb\nd\n", None, "a\nc\nd\n")

    def test_knows_the_base_that_git_may_show(self) -> None:
        text = self.TEXT.replace("=======", "||||||| 1234567\no\n=======")
        sides = split_marks(text)
        assert sides is not None
        assert (sides.ours, sides.base, sides.theirs) == ("a\nb\nd\n", "a\no\nd\n", "a\nc\nd\n")

    @pytest.mark.parametrize(
        "text",
        [
            "no marks\n",
            "<<<<<<< ours\nb\n=======\nc\n",
            "b\n=======\nc\n>>>>>>> theirs\n",
            "<<<<<<< one\n<<<<<<< two\n=======\n>>>>>>> x\n",
            "<<<<<<< one\n=======\n=======\n>>>>>>> x\n",
            "<<<<<<< one\n=======\n||||||| base\n>>>>>>> x\n",
        ],
    )
    def test_out_of_order_are_none(self, text: str) -> None:
        assert split_marks(text) is None

    @given(st.lists(st.sampled_from(["<<<<<<< a", "||||||| b", "=======", ">>>>>>> c", "x"])))
    def test_any_order_of_them_is_understood_or_not(self, lines: list[str]) -> None:
        sides = split_marks("\n".join(lines))
        assert sides is None or not split_marks(sides.ours + sides.theirs)


@needs_git
@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
class TestConflictOfGit:
    @pytest.fixture
    def conflict(self, path: Path, tmp_path: Path, style: str) -> Path:
        """`bookmarks.json` as `git merge` leaves it when two machines changed one note."""
        stores: dict[str, BookmarkStore] = {}
        for name in ("base", "ours", "theirs"):
            if name != "base":
                shutil.copytree(tmp_path / "base", tmp_path / name)
            stores[name] = BookmarkStore(tmp_path / name / "bookmarks.json")
            stores[name].load()
            if name == "base":
                for article in "abc":
                    stores[name].add(mark(article, id=article, note="base"))
        for name in ("ours", "theirs"):
            changed = stores[name].get("b")
            assert changed is not None
            stores[name].update(replace(changed, note=f"said by {name}", tags=(name,)))
            stores[name].add(mark("b", 3, id=name, note=name))
        stores["theirs"].remove("c")
        sides = [str(tmp_path / name / "bookmarks.json") for name in ("ours", "base", "theirs")]
        option = [] if style == "merge" else [f"--{style}"]
        merged = subprocess.run(
            ["git", "merge-file", *option, "-p", *sides], check=False, capture_output=True
        )
        assert merged.returncode > 0, "a conflict"
        assert b"<<<<<<<" in merged.stdout
        write(path, merged.stdout)
        return path

    def test_shows_both_sides_and_a_listing_writes_nothing(self, conflict: Path) -> None:
        before = files(conflict)
        store = BookmarkStore(conflict)
        (told,) = store.load().notices
        assert "git" in told
        found = notes(store)
        assert set(found) - {"c"} == {"a", "b", "ours", "theirs"}
        assert {"said by ours", "said by theirs"} <= set(found["b"].split("\n"))
        both = store.get("b")
        assert both is not None
        assert set(both.tags) == {"ours", "theirs"}
        assert not store.unsaved
        assert not store.read_only
        assert files(conflict) == before

    def test_is_saved_as_one_with_the_next_change(
        self, open_store: OpenStore, conflict: Path
    ) -> None:
        store = open_store()
        before = notes(store)
        store.add(mark("z", id="z"))
        document(conflict)
        again = BookmarkStore(conflict)
        assert again.load().notices == ()
        assert notes(again) == {**before, "z": ""}

    def test_arrives_in_a_running_reader(self, open_store: OpenStore, conflict: Path) -> None:
        data = conflict.read_bytes()
        conflict.unlink()
        store = open_store()
        store.add(mark("own", id="own", note="mine"))
        write(conflict, data)
        assert store.reload_if_changed()
        (told,) = store.take_notices()
        assert "git" in told
        assert {"said by ours", "said by theirs"} <= set(notes(store)["b"].split("\n"))
        assert conflict.read_bytes() == data


def test_marks_around_what_is_no_json_are_damage(path: Path) -> None:
    data = b"<<<<<<< ours\n{\n=======\n[\n>>>>>>> theirs\n"
    write(path, data)
    store = BookmarkStore(path)
    store.load()
    assert store.read_only
    with pytest.raises(ReaderError, match="cannot be understood"):
        store.add(mark())
    assert path.read_bytes() == data


class TestCopyBesideTheFile:
    NAME = "bookmarks.sync-conflict-20260131-120000-ABCDEFG.json"

    @pytest.fixture
    def copy(self, path: Path) -> Path:
        """Our version as Syncthing put it aside; the other machine's is in its place."""
        ours = [entry("a", note="ours"), entry("b"), entry("only ours")]
        theirs = [entry("a", note="theirs", tags=["t"]), entry("b"), entry("only theirs")]
        write(path, {"version": 1, "bookmarks": theirs})
        write(path.with_name(self.NAME), {"version": 1, "bookmarks": ours})
        return path.with_name(self.NAME)

    def test_is_shown_together_with_it(self, path: Path, copy: Path) -> None:
        before = files(path)
        store = BookmarkStore(path)
        (told,) = store.load().notices
        assert copy.name in told
        assert set(notes(store)) == {"a", "b", "only ours", "only theirs"}
        assert set(notes(store)["a"].split()) == {"ours", "theirs"}
        assert files(path) == before

    def test_is_merged_once(self, path: Path, copy: Path, open_store: OpenStore) -> None:
        store = open_store()
        data = copy.read_bytes()
        store.remove("only ours")
        assert not copy.exists()
        (aside,) = path.parent.glob(f"{copy.name}.merged-*")
        assert aside.read_bytes() == data
        (told,) = store.take_notices()
        assert str(aside) in told
        again = BookmarkStore(path)
        assert again.load().notices == ()
        assert set(notes(again)) == {"a", "b", "only theirs"}

    def test_that_comes_while_the_reader_runs_is_picked_up(
        self, path: Path, copy: Path, open_store: OpenStore
    ) -> None:
        content = copy.read_bytes()
        copy.unlink()
        store = open_store()
        assert "only ours" not in notes(store)
        copy.write_bytes(content)
        path.write_bytes(path.read_bytes() + b"\n")
        assert store.reload_if_changed()
        assert "only ours" in notes(store)

    def test_that_is_damaged_is_left_alone_and_named(self, path: Path, copy: Path) -> None:
        copy.write_bytes(b"{")
        store = BookmarkStore(path)
        (told,) = store.load().notices
        assert copy.name in told
        store.add(mark())
        assert copy.read_bytes() == b"{"
        path.write_bytes(path.read_bytes() + b"\n")
        store.reload_if_changed()
        assert store.take_notices() == ()

    def test_decides_nothing_of_what_this_version_does_not_know(
        self, path: Path, copy: Path
    ) -> None:
        for file, device in ((path, "here"), (copy, "there")):
            file.write_text(json.dumps({**document(file), "device": device}))
        store = BookmarkStore(path)
        store.load()
        store.add(mark())
        assert document(path)["device"] == "here"

    @pytest.mark.parametrize(
        "name",
        [
            NAME,
            "bookmarks (conflicted copy 2026-01-31 120000).json",
            "bookmarks (Ann's conflicted copy 2026-01-31).json",
        ],
    )
    def test_is_known_by_its_name(self, name: str) -> None:
        others = ["bookmarks.json", "bookmarks.json.bak", f"{name}.merged-1", f"x{name}"]
        assert copies_of("bookmarks.json", [*others, name]) == [name]


def test_a_number_that_python_has_not_is_written_back(open_store: OpenStore, path: Path) -> None:
    text = json.dumps({"version": 1, "bookmarks": [entry("a", score="X"), entry("b")]})
    write(path, text.replace('"X"', "1e400").encode())
    store = open_store()
    changed: Bookmark = store.all()[1]
    store.update(replace(changed, note="other"))
    assert b'"score": 1e400' in path.read_bytes()
    assert open_store().all() == store.all()


def test_a_field_that_was_given_twice_is_kept_and_told(path: Path) -> None:
    text = json.dumps({"version": 1, "bookmarks": [entry("a", note="second")]})
    write(path, text.replace('"note"', '"note": "first", "note"').encode())
    store = BookmarkStore(path)
    (told,) = store.load().notices
    assert "twice" in told
    store.add(mark("b"))
    first = document(path)["bookmarks"][0]
    assert (first["note"], first["note (1)"]) == ("second", "first")
