from __future__ import annotations

import errno
import os
from pathlib import Path

import filelock
import pytest

from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import MAX_BYTES, DiskFiles, explain


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "quota"),
        (errno.EACCES, "permissions"),
        (errno.EROFS, "read-only"),
    ],
)
def test_an_error_says_what_file_and_what_to_do(code: int, advice: str) -> None:
    error = explain(OSError(code, os.strerror(code)), Path("/b.json"), "saved")
    assert isinstance(error, ReaderError)
    assert str(error).startswith(f"/b.json: cannot be saved: {os.strerror(code)} (")
    assert advice in str(error)


def test_a_lock_is_had_by_one_at_a_time(tmp_path: Path) -> None:
    files = DiskFiles()
    path = tmp_path / "lock"
    with files.lock(path, 0.0), pytest.raises(TimeoutError), files.lock(path, 0.0):
        pytest.fail("two have the lock")
    with files.lock(path, 0.0):
        assert path.exists()


def test_where_the_system_has_no_locks_a_marker_file_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: filelock.BaseFileLock) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), self.lock_file)

    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)
    files = DiskFiles()
    path = tmp_path / "lock"
    with files.lock(path, 0.0), pytest.raises(TimeoutError), files.lock(path, 0.0):
        pytest.fail("two have the lock")
    store = BookmarkStore(tmp_path / "bookmarks.json")
    store.add(Bookmark(ArticleRef(path="/a.md")))
    assert not store.unsaved


def test_a_giant_is_refused_not_read(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.json"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ReaderError, match="larger than"):
        BookmarkStore(path).load()
    assert path.stat().st_size == MAX_BYTES + 1


def test_a_folder_that_cannot_be_synced_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.EINVAL, "not here")

    monkeypatch.setattr(os, "fsync", refuse)
    DiskFiles().sync_folder(tmp_path)


def test_a_folder_that_the_disk_fails_to_sync_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, "bad sector")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="bad sector"):
        DiskFiles().sync_folder(tmp_path)


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: plain(handle, bytes(data[:3])))
    files = DiskFiles()
    handle, path = files.create(tmp_path, ".x.", ".tmp")
    files.write(handle, "一二三四五".encode())
    files.close(handle)
    assert path.read_text(encoding="utf-8") == "一二三四五"
