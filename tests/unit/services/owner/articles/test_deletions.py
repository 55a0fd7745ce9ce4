"""Deleted articles: what goes into the trash, what stays, and how it comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.desktop import trash
from reader.services.desktop.trash import Trashed
from tests.unit.services.small_library import SmallLibrary


@pytest.fixture
def bin_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash of this test's, of the form that FreeDesktop.org describes."""
    data = tmp_path / "data"
    files, info = data / "Trash" / "files", data / "Trash" / "info"
    files.mkdir(parents=True)
    info.mkdir()

    def put(path: str) -> None:
        name = Path(path).name
        (info / f"{name}.trashinfo").write_text("[Trash Info]\n")
        Path(path).rename(files / name)

    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr("send2trash.send2trash", put)
    return files


def delete(small: SmallLibrary, *names: str) -> tuple[str, list[frozenset[Path]]]:
    changed: list[frozenset[Path]] = []
    keeper = small.keeper.deletions
    wanted = keeper.plan([small.article(small.root / name) for name in names])
    return keeper.delete(wanted, changed.append), changed


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def undo(small: SmallLibrary) -> str:
    return small.keeper.way_back()[1]().told


def test_a_page_takes_its_parts_with_it_and_undo_brings_both_back(
    small: SmallLibrary, bin_: Path
) -> None:
    page = small.write("Page.html", "<p>text")
    parts = small.root / "Page_files"
    parts.mkdir()
    (parts / "a.png").write_bytes(b"x")
    small.write("other.md")
    small.refresh()
    told, changed = delete(small, "Page.html", "other.md")
    assert told == "2 articles in the trash"
    assert changed == [{page, parts, small.root / "other.md"}]
    assert names(small.root) == []
    assert names(bin_) == ["Page.html", "Page_files", "other.md"]
    assert undo(small) == "Back from the trash"
    assert (parts / "a.png").read_bytes() == b"x"
    assert page.exists()
    assert names(bin_) == names(bin_.with_name("info")) == []


def test_parts_that_another_page_needs_stay(small: SmallLibrary, bin_: Path) -> None:
    for name in ("Page.html", "Page.htm"):
        small.write(name, f"<p>{name}")
    (small.root / "Page_files").mkdir()
    small.refresh()
    delete(small, "Page.html")
    assert names(small.root) == ["Page.htm", "Page_files"]
    delete(small, "Page.htm")
    assert names(small.root) == []
    assert "Page_files" in names(bin_)


def test_what_is_outside_or_can_only_be_read_stays(
    small: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write("../elsewhere/b.md")
    small.write("a.md")
    small.refresh()
    keeper = small.keeper.deletions
    articles = [
        small.article(small.folder / "elsewhere" / "b.md"),
        small.article(small.root / "a.md"),
    ]
    assert keeper.plan(articles).refused == ("b.md: it is outside of the library",)
    monkeypatch.setattr(os, "access", lambda *_: False)
    wanted = keeper.plan(articles[1:])
    assert (wanted.paths, wanted.refused) == ((), ("a.md: it can only be read",))


def test_undo_says_where_a_file_is_that_cannot_come_back(small: SmallLibrary, bin_: Path) -> None:
    path = small.write("a.md")
    small.refresh()
    delete(small, "a.md")
    path.write_text("new")
    assert f"another one is there now; it stays at {bin_ / 'a.md'}" in undo(small)
    assert path.read_text() == "new"
    with pytest.raises(ReaderError, match="only the system's trash"):
        trash.restore(Trashed(path, None))


def test_a_trash_that_takes_nothing_leaves_the_file(
    small: SmallLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("send2trash.send2trash", refuse)
    path = small.write("a.md")
    small.refresh()
    with pytest.raises(ReaderError, match="cannot be put into the trash: Permission denied"):
        delete(small, "a.md")
    assert path.exists()
    assert undo(small) == "Nothing to undo"
