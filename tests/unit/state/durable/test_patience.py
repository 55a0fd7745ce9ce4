"""At the end all saves together wait no longer for a lock than one would have."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles
from reader.state.durable.patience import PatientFiles


def test_in_a_hurry_a_lock_that_another_holds_is_given_up_at_once(tmp_path: Path) -> None:
    files = PatientFiles()
    with DiskFiles().lock(tmp_path / "lock", 0):
        files.hurry(0)
        with pytest.raises(TimeoutError), files.lock(tmp_path / "lock", 1e9):
            pass
    with files.lock(tmp_path / "lock", 1e9):
        pass


def test_one_that_waits_less_anyway_waits_no_longer(tmp_path: Path) -> None:
    files = PatientFiles()
    files.hurry(1e9)
    with (
        DiskFiles().lock(tmp_path / "lock", 0),
        pytest.raises(TimeoutError),
        files.lock(tmp_path / "lock", 0),
    ):
        pass


def test_what_is_given_up_is_kept_elsewhere(tmp_path: Path) -> None:
    path, files = tmp_path / "own" / "bookmarks.json", PatientFiles()
    store = BookmarkStore(path, files=files, emergency=(tmp_path / "elsewhere",))
    path.parent.mkdir()
    with DiskFiles().lock(path.parent / ".bookmarks.json.lock", 0):
        files.hurry(0)
        for number in range(3):
            with pytest.raises(ReaderError, match="another program holds the file"):
                store.add(Bookmark(ArticleRef(path=f"/{number}.md")))
    assert store.unsaved
    assert store.kept_in is not None
    assert store.kept_in.parent == tmp_path / "elsewhere"
