"""The article goes elsewhere: into an editor, into files, into programs."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.settings import KeyChoice, Settings
from reader.settings.own_commands import own_command
from reader.ui.dialogs.form_dialog import FormDialog
from reader.ui.dialogs.output_box import OutputBox
from reader.ui.dialogs.picker import Picker
from tests.ui.conftest import Reader, Start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a shell")

Program = Callable[[str, str], Path]
PARAGRAPHS = "\n\n".join(f"Paragraph {number} says what it has to say." for number in range(1, 60))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "lib"
    path.mkdir()
    text = f"---\ntitle: Around\nurl: https://example.org/a\n---\n{PARAGRAPHS}\n"
    (path / "around.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Make a shell script that is found by its name."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def make(name: str, lines: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
        path.chmod(0o755)
        return path

    return make


async def done(reader: Reader) -> None:
    """Wait until the program in the box has ended."""
    await reader.until(lambda: isinstance(reader.app.screen, OutputBox))
    await reader.settle()


async def test_e_opens_the_editor_at_the_line_and_reads_the_file_again(
    start: Start, folder: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "around.md"
    script = 'echo "$2" > told; { echo "---"; echo "title: Edited"; echo "---"; echo "New words."; \
echo; tail -n +5 "${2%:*}"; } > new; mv new "${2%:*}"'
    program("code", script)
    monkeypatch.setenv("VISUAL", "code --goto")
    program("code", script.replace("$2", "$3").replace("${2", "${3"))
    async with start(folder) as reader:
        await reader.press("enter", "space", "space")
        top = next(row for row in reader.rows() if "Paragraph" in row)
        await reader.press("e")
        await reader.until(lambda: reader.shown == "Edited")
        await reader.settle()
        assert top.split("Paragraph")[1] in next(row for row in reader.rows() if "Paragraph" in row)
        words = f"Paragraph{top.split('Paragraph')[1]}".strip().split(" says")[0]
        lines = f"---\ntitle: Around\nurl: https://example.org/a\n---\n{PARAGRAPHS}".split("\n")
        line = next(number for number, each in enumerate(lines, 1) if each.startswith(f"{words} "))
        assert Path("told").read_text("utf-8").strip() == f"{file}:{line}"


async def test_an_editor_for_the_terminal_needs_one(
    start: Start, folder: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("vi", "exit 0")
    monkeypatch.setenv("VISUAL", "vi")
    async with start(folder) as reader:
        await reader.press("e")
        assert "This terminal cannot be lent to an editor" in reader.text
        (folder / "around.md").unlink()
        await reader.press("e")
        assert "gone from the disk" in reader.text


async def test_s_saves_in_the_form_that_is_chosen_and_replaces_nothing_unasked(
    start: Start, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "tarts").mkdir()
    async with start(folder) as reader:
        await reader.press("enter", "s")
        assert isinstance(reader.app.screen, FormDialog)
        assert "around.md" in reader.text
        await reader.press("ctrl+n")
        assert "around.html" in reader.text
        await reader.press("ctrl+u", "ctrl+k", "t", "tab")
        assert "target  tarts" in reader.text
        await reader.press("g", "tab", *"x.txt", "enter")
        saved = tmp_path / "target" / "x.txt"
        assert f"Saved as {saved}"[:40] in reader.text
        assert saved.read_text("utf-8").startswith("Around\n")
        assert "\n\nParagraph 1 says" in saved.read_text("utf-8")
        saved.write_text("mine", "utf-8")
        await reader.press("s", "end", *["backspace"] * 10, *"x.txt", "enter")
        assert isinstance(reader.app.screen, Picker)
        await reader.press("escape")
        assert saved.read_text("utf-8") == "mine"
        await reader.press("s", "ctrl+u", *"lib/around.md", "enter", "down", "enter")
        assert "the file of the article itself" in reader.text


async def test_pipe_gives_the_selection_to_a_command_and_keeps_it(
    start: Start, folder: Path
) -> None:
    async with start(folder) as reader:
        await reader.press("enter", "g", "space", "v", "e", "e")
        await reader.press("|")
        assert "Give the selection to a command" in reader.text
        await reader.type("tr a-z A-Z; printf '\\033[1mdone\\033[0m'")
        await reader.press("enter")
        await done(reader)
        assert "PARAGRAPH" in reader.text
        assert "done" in [row.strip() for row in reader.rows()]
        await reader.press("escape", "escape", "|", "up")
        assert "tr a-z A-Z" in reader.text
        await reader.press("ctrl+u", "ctrl+k")
        await reader.type("cat")
        await reader.press("enter")
        await done(reader)
        assert "# Around" in reader.text


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_closing_the_box_ends_the_program(
    start: Start, folder: Path, program: Program
) -> None:
    program("hang", "echo $$ > pid; mv pid told; exec sleep 1000")
    async with start(folder) as reader:
        await reader.press("enter", "|")
        await reader.press_meanwhile(*"hang", "enter")
        await reader.until(Path("told").is_file)
        assert "Running" in reader.text
        await reader.press("escape")
        await reader.until(lambda: not is_running(int(Path("told").read_text("utf-8"))))


async def test_own_commands_have_keys_and_stand_in_help_and_palette(
    start: Start, folder: Path
) -> None:
    settings = Settings(
        commands=(
            own_command(
                "say", {"run": "printf '<%s>' {title} {url} {selection}", "title": "Say it"}
            ),
            own_command("keep", {"run": "basename {path}", "output": "clipboard"}),
        ),
        keys=(
            KeyChoice("command.say", ("ctrl+y",), "config.toml, line 2"),
            KeyChoice("command.keep", ("r",), "config.toml, line 3"),
        ),
    )
    async with start(folder, settings=settings) as reader:
        await reader.press("enter", "ctrl+y")
        assert "Say it wants a selection" in reader.text
        await reader.press("v", "e", "ctrl+y")
        await done(reader)
        assert "<Around><https://example.org/a><Paragraph>" in reader.text
        await reader.press("escape", "escape", "r")
        assert "keep: copied 9 characters" in reader.text
        assert reader.app.clipboard == "around.md"
        await reader.press("?", "G")
        assert "Your own commands" in reader.text
        assert "ctrl+y  Say it" in reader.text
        await reader.press("q", ":", *"say")
        assert "Say it" in reader.text
