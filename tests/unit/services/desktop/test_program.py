from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.services.desktop.program import find_program


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    program = folder / "tool.exe"
    program.write_bytes(b"")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("entry", ["", ".", "articles", "../articles"])
def test_a_program_of_the_current_folder_is_none(
    folder: Path, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert find_program("tool.exe", {"PATH": entry}) is None
    monkeypatch.chdir(folder.parent)
    assert find_program("tool.exe", {"PATH": entry}) is None


def test_one_in_a_folder_of_the_path_is_found(folder: Path, tmp_path: Path) -> None:
    path = os.pathsep.join(("", str(tmp_path), str(folder)))
    assert find_program("tool.exe", {"PATH": path}) == str(folder / "tool.exe")
    assert find_program("other.exe", {"PATH": path}) is None
