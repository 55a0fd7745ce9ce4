"""Folders completed as they are typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.services.folder_names import complete_folder


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("target", "tarts", "other/inner", ".hidden", "文章"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "tar.txt").write_text("no folder", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("line", "completed", "names"),
    [
        ("t", "tar", ("target", "tarts")),
        ("targ", "target/", ()),
        ("other/", "other/inner/", ()),
        ("~/o", "~/other/", ()),
        (".h", ".hidden/", ()),
        ("文", "文章/", ()),
        ("nothing", "nothing", ()),
        ("gone/x", "gone/x", ()),
        ("\0", "\0", ()),
    ],
)
def test_it_goes_as_far_as_is_certain(line: str, completed: str, names: tuple[str, ...]) -> None:
    assert complete_folder(line) == (completed.replace("/", os.sep), names)


def test_all_folders_are_offered_where_nothing_is_typed(here: Path) -> None:
    assert complete_folder(f"{here}/") == (f"{here}/", ("other", "target", "tarts", "文章"))
