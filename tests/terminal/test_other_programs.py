"""Other programs on the real terminal: the editor has it for a while, what is piped to ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import PATIENCE, Launch

ALTERNATE_ON = b"\x1b[?1049h"
EDITOR = """\
#!/bin/sh
echo "editing $1"
trap 'echo interrupted' INT
for time in 1 2 3; do read line && break; done
echo "$line" >> "$2"
"""


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str, str], Path]:
    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        path.chmod(0o755)
        return path

    return make


def article(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    folder.mkdir()
    path = folder / "a.md"
    body = "\n\n".join(f"Paragraph {number} is here." for number in range(40))
    path.write_text(f"---\ntitle: A\n---\n{body}\n", "utf-8")
    return path


def test_an_editor_has_the_terminal_and_the_reader_comes_back(
    launch: Launch, tmp_path: Path, script: Callable[[str, str], Path]
) -> None:
    path = article(tmp_path)
    editor = script("vi", EDITOR)
    terminal = launch(str(path.parent), VISUAL=str(editor))
    terminal.wait_for("enter read")
    terminal.send("\r")
    terminal.wait_for("t outline")
    terminal.send("Ge")
    terminal.wait_for("editing +")
    terminal.send("\x03")  # means the editor alone
    terminal.wait_for("interrupted")
    before = terminal.raw.count(ALTERNATE_ON)
    terminal.send("Added words.\n")
    terminal.wait_until(lambda _: terminal.raw.count(ALTERNATE_ON) > before, "the way back")
    end = time.monotonic() + PATIENCE
    while "Added words." not in terminal.text:  # read again, at the words that were read before
        assert time.monotonic() < end
        terminal.send("G")
        terminal.pump(0.3)
    assert path.read_text("utf-8").endswith("Added words.\n")
    terminal.send("Q")
    assert terminal.wait_for_end() == 0


def test_a_program_ends_with_the_reader(
    launch: Launch, tmp_path: Path, script: Callable[[str, str], Path]
) -> None:
    path = article(tmp_path)
    hang = script("hang", "#!/bin/sh\necho $$ > pid.new; mv pid.new pid; exec sleep 1000\n")
    terminal = launch(str(path.parent))
    terminal.wait_for("enter read")
    terminal.send("\r|")
    terminal.wait_for("Give the article")
    terminal.send(f"cd {tmp_path}; exec {hang}\r")
    terminal.wait_for("Running")
    end = time.monotonic() + PATIENCE
    while not (tmp_path / "pid").exists():
        assert time.monotonic() < end
        terminal.pump(0.02)
    process = int((tmp_path / "pid").read_text("utf-8"))
    os.kill(process, 0)
    terminal.send("Q")
    assert terminal.wait_for_end() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
