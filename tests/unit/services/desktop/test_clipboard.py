"""Text given to the platform's clipboard by a command of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reader.services.desktop import clipboard
from reader.services.desktop.clipboard import Clipboard, commands_for, encoded


@pytest.mark.parametrize(
    ("environment", "platform", "names"),
    [
        ({}, "linux", ""),
        ({"DISPLAY": ":0"}, "linux", "xclip xsel"),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", "wl-copy xclip xsel"),
        ({"TERMUX_VERSION": "1"}, "linux", "termux-clipboard-set"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "clip.exe"),
        ({}, "darwin", "pbcopy"),
        ({"DISPLAY": ":0"}, "win32", "clip.exe"),
    ],
)
def test_only_what_the_desktop_may_have_is_asked(
    environment: dict[str, str], platform: str, names: str
) -> None:
    assert [name for name, *_ in commands_for(environment, platform)] == names.split()


def test_windows_reads_utf_16() -> None:
    assert encoded("灯塔", "clip.exe").decode("utf-16") == "灯塔"
    assert encoded("灯塔", "pbcopy") == "灯塔".encode()


def which(name: str) -> str | None:
    """Python stands for the commands that there are."""
    return sys.executable if name.startswith("there") else None


def test_the_first_command_that_there_is_gets_the_text(tmp_path: Path) -> None:
    target = tmp_path / "text"
    write = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    commands = [["missing"], ["there", "-c", write, str(target)], ["there", "-c", "1/0"]]
    Clipboard(commands, which).copy("灯塔 $(x) `y`").join()
    assert target.read_text("utf-8") == "灯塔 $(x) `y`"


def test_after_a_command_that_fails_the_next_is_asked(tmp_path: Path) -> None:
    target = tmp_path / "text"
    write = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    commands = [["there", "-c", "raise SystemExit(1)"], ["there", "-c", write, str(target)]]
    Clipboard(commands, which).copy("x").join()
    assert target.read_text("utf-8") == "x"


def test_a_command_that_never_reads_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    target = tmp_path / "text"
    write = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    stuck = ["there", "-c", "import time; time.sleep(60)"]
    text = "长" * 100_000
    Clipboard([stuck, ["there", "-c", write, str(target)]], which).copy(text).join()
    assert target.read_text("utf-8") == text


def test_without_a_command_nothing_happens(tmp_path: Path) -> None:
    Clipboard([["missing"]], which).copy("x").join()
    Clipboard([["there"]], lambda _: str(tmp_path)).copy("x").join()
    assert list(tmp_path.iterdir()) == []
