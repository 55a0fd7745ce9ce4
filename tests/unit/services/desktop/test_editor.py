"""Which editor is run, and how it is told the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.desktop.editor import editor_command


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("name", "arguments", "has_window"),
    [
        *((name, ("+12", "/a/b.md"), False) for name in ("vi", "nvim", "nano", "emacs", "kak")),
        ("micro", ("+12", "/a/b.md"), False),
        ("hx", ("/a/b.md:12",), False),
        ("subl", ("/a/b.md:12",), True),
        ("code", ("--goto", "/a/b.md:12"), True),
        ("kate", ("--line", "12", "/a/b.md"), True),
        ("my-editor", ("/a/b.md",), False),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(
    bin_folder: Path, name: str, arguments: tuple[str, ...], has_window: bool
) -> None:
    path = program(bin_folder, name)
    found = editor_command(Path("/a/b.md"), 12, {"PATH": str(bin_folder), "EDITOR": name})
    assert found == ((path, *arguments), has_window)


def test_visual_comes_before_editor_and_keeps_its_options(bin_folder: Path) -> None:
    path = program(bin_folder, "my vi")
    environment = {"PATH": "", "VISUAL": f"'{path}' -n --wait", "EDITOR": "nano"}
    found = editor_command(Path("/a/b.md"), None, environment)
    assert found.command == (path, "-n", "--wait", "/a/b.md")


def test_where_none_is_named_a_usual_one_is_taken(bin_folder: Path) -> None:
    path = program(bin_folder, "vi")
    found = editor_command(Path("/a/b.md"), 3, {"PATH": str(bin_folder)})
    assert found.command == (path, "+3", "/a/b.md")


@pytest.mark.parametrize("editor", ["", "gone", "'never closed", "./here"])
def test_no_editor_is_told_of(editor: str) -> None:
    with pytest.raises(ReaderError):
        editor_command(Path("/a/b.md"), 1, {"PATH": "", "EDITOR": editor})
