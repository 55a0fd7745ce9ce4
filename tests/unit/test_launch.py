"""What is said at the end of what could not be saved."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import launch
from reader.errors import ReaderError
from reader.launch import _save
from reader.library.open_article import Opener
from reader.services.session import Own
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.files import DiskFiles
from reader.state.reading_state import StateDatabase
from reader.state.saved_searches import SearchStore


class FullDisk(DiskFiles):
    """Takes no new file until there is room."""

    is_full = True

    def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().create(folder, prefix, suffix)


@pytest.fixture
def disk() -> FullDisk:
    return FullDisk()


@pytest.fixture
def own(tmp_path: Path, disk: FullDisk) -> Callable[..., Own]:
    """What an app leaves that could save neither a bookmark nor a search."""

    def make(*emergency: Path) -> Own:
        store = BookmarkStore(tmp_path / "bookmarks.json", files=disk, emergency=emergency)
        searches = SearchStore(tmp_path / "searches.json", store._clock, disk, emergency)
        with pytest.raises(ReaderError):
            store.add(Bookmark(ArticleRef(path="/a.md"), note="words\u202e of mine"))
        with pytest.raises(ReaderError):
            searches.keep("a search")
        return Own(store, StateDatabase(tmp_path / "s.db"), Opener(), searches)

    return make


def test_what_the_disk_takes_at_last_needs_no_word(
    own: Callable[..., Own], disk: FullDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = own()
    disk.is_full = False
    _save(left)
    assert json.loads((tmp_path / "bookmarks.json").read_bytes())["bookmarks"]
    assert json.loads((tmp_path / "searches.json").read_bytes())["searches"]
    assert capsys.readouterr().err == ""


def test_what_is_kept_elsewhere_is_said_to_be_there(
    own: Callable[..., Own], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class TakesEmergencies(FullDisk):
        def create(self, folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
            self.is_full = folder == tmp_path
            return super().create(folder, prefix, suffix)

    left = own(tmp_path / "elsewhere")
    for store in left.stores:
        store._files = store._file._files = store._emergency._files = TakesEmergencies()
    with pytest.raises(ReaderError) as caught:
        _save(left)
    for copy in (tmp_path / "elsewhere").glob("*.emergency-*"):
        if not copy.name.startswith("."):
            assert str(copy) in str(caught.value)
    assert all(store.kept_in is not None for store in left.stores)
    assert capsys.readouterr().err == ""


def test_what_nothing_takes_is_printed(
    own: Callable[..., Own], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ReaderError, match=r"not saved.*not saved"):
        _save(own())
    printed = capsys.readouterr().err
    assert "\u202e" not in printed
    decoder = json.JSONDecoder()
    first, end = decoder.raw_decode(printed)
    second, _ = decoder.raw_decode(printed[end:].lstrip())
    assert first["changes"][0]["after"]["note"] == "words\u202e of mine"
    assert second["changes"][0]["after"]["query"] == "a search"


def test_who_asks_in_a_file_for_its_folder_goes_on_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Path, Path | None]] = []

    def once(
        given: list[Path], bookmarks: Path | None, *, fresh: bool, at_article: Path | None = None
    ) -> launch.Ended:
        assert bookmarks is None
        assert fresh
        begun.append((given[0], at_article))
        folder = None if at_article else tmp_path
        return launch.Ended(len(begun), folder, given[0])

    monkeypatch.setattr(launch, "_read", once)
    article = tmp_path / "a.md"
    assert launch.read([article], None, fresh=True) == 2
    assert begun == [(article, None), (tmp_path, article)]
