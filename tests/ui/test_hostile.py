"""Nothing on any screen acts on the terminal, whatever is shown; nor does what is copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events

from reader.services.owner import search_history
from reader.state.reading_state import StateDatabase
from reader.ui.commands import Command, Scope, commands
from tests import hostile
from tests.hostile import HOSTILE_LINE, acting
from tests.ui.conftest import Reader, Start

LEAVING = {"quit", "back_or_quit", "suspend_process"}
PASTED = f"pasted{HOSTILE_LINE}pasted"


@pytest.fixture
def frames_at_rest() -> None:
    """Every frame is drawn here: what acts may be in one that the next one covers."""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A library, and all that the owner made, full of what acts on terminals."""
    library = hostile.make_library(tmp_path / "lib")
    own = tmp_path / "own"
    own.mkdir()
    for name, contents in (
        ("bookmarks.json", hostile.bookmarks(library)),
        ("searches.json", hostile.searches()),
    ):
        text = json.dumps(contents, ensure_ascii=False)
        (own / name).write_text(text, "utf-8", errors="backslashreplace")
    with StateDatabase(tmp_path / "s.db") as state:
        search_history.remember(state, hostile.hostile("looked for"))
    return library


class Looker:
    """Looks at the screen after each step: at what is drawn, and at what was caught on the way."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.faults: list[tuple[str, str]] = []
        self.copied: list[str] = []
        copy = reader.app.copy_to_clipboard

        def note(text: str) -> None:
            copy(text)
            self.copied.append(reader.app.clipboard)

        reader.app.copy_to_clipboard = note  # type: ignore[method-assign]  # and does as ever

    def look(self, step: str) -> None:
        caught = self.reader.app.gate.caught
        self.faults += [(step, found) for row in self.reader.rows() for found in acting(row)]
        self.faults += [(step, f"caught {text!r}"[:300]) for text in caught]
        caught.clear()
        for text in self.copied:
            found = acting(text.replace("\n", "").replace("\t", ""))
            self.faults += [(step, f"copied {each}") for each in found]
        self.copied.clear()

    async def press(self, *keys: str) -> None:
        await self.reader.press(*keys)
        self.look(" ".join(keys))

    async def run(self, command: Command) -> None:
        """Carry out a command that has no key, as the palette does."""
        await self.reader.app.run_action(command.action, self.reader.main)
        await self.reader.settle()
        self.look(command.id)

    async def paste(self, text: str) -> None:
        self.reader.app.post_message(events.Paste(text))
        await self.reader.settle()
        self.look("paste")


def _where(reader: Reader) -> tuple[object, ...]:
    main = reader.main
    return reader.app.screen, reader.app.focused, main.sidebar.display, main.pane.shown


async def _every_key(
    looker: Looker, scope: Scope, *, way: tuple[str, ...] = (), begin: tuple[str, ...] = ()
) -> None:
    """Ask for every command of a scope, look, and go back to where it began.

    `way` leads there from anywhere, and is gone again after a command that led elsewhere.
    """
    reader = looker.reader
    there: tuple[object, ...] = ()
    for command in commands(scope):
        if command.verb in LEAVING:
            continue
        if _where(reader) != there:
            await looker.press(*way)
            there = _where(reader)
        if command.keys:
            await looker.press(*begin, command.keys[0])
        else:
            await looker.run(command)
        for _ in range(3):
            if len(reader.app.screen_stack) > 1:
                await looker.press("down")
                await looker.press("escape")
        while len(reader.app.screen_stack) > 1:
            reader.app.pop_screen()
            await reader.settle()


async def test_no_command_of_the_list_shows_what_acts(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        looker.look("start")
        for _ in range(reader.main.sidebar.list.size.height):
            await looker.press("j")
        await _every_key(looker, Scope.LIST, begin=("h", "g"))
        assert not looker.faults


async def test_no_arrangement_does(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        for kind in ("source", "tag", "folder", "month", ""):
            reader.main.sidebar.arranging.group_by(kind)
            await reader.settle()
            looker.look(f"by {kind}")
        for key in ("t", "s", "a"):
            await looker.press(key)
            await looker.press("slash")
            await looker.paste(PASTED)
            await looker.press("escape", "escape")
            await looker.press(key, "enter")
            await looker.press(key, "enter")
        assert not looker.faults


async def test_no_article_does(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        total = len(reader.main.sidebar.list.rows)
        for row in range(total):
            down = (*str(row), "j") if row else ()
            await looker.press("h", "g", *down, "enter")
            for key in (
                "space",
                "G",
                "g",
                "tab",
                "tab",
                "i",
                "escape",
                "L",
                "escape",
            ):
                await looker.press(key)
            await looker.press("t", "down", "enter")
        assert not looker.faults


async def test_no_command_of_an_article_does(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        await _every_key(looker, Scope.ARTICLE, way=("h", "g", "enter"), begin=("g",))
        await _every_key(looker, Scope.SELECT, begin=("escape", "h", "g", "enter", "g", "v"))
        await looker.press("escape", "g", "V", "}", "}", "}", "y")
        await looker.press("V", "}", "}", "}", "Y")
        await looker.press("V", "}", "H")
        await looker.paste(PASTED)
        await looker.press("tab")
        await looker.paste(PASTED)
        await looker.press("enter")
        assert not looker.faults


async def test_no_command_of_the_app_does(start: Start, world: Path) -> None:
    notice = f"notice {hostile.hostile('n')}"
    async with start(world, size=(120, 50), notices=(notice,)) as reader:
        looker = Looker(reader)
        await _every_key(looker, Scope.APP, way=("h", "g", "enter"))
        await looker.press("colon")
        await looker.paste(PASTED)
        await looker.press("escape")
        assert not looker.faults


async def test_no_bookmark_does(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        await _every_key(looker, Scope.BOOKMARKS, begin=("M",))
        await looker.press("M")
        for _ in range(8):
            await looker.press("j")
            await looker.press("y")
        for key in ("e", "T", "c"):
            await looker.press("g", key)
            await looker.paste(PASTED)
            await looker.press("escape")
        await looker.press("slash")
        await looker.paste(PASTED)
        await looker.press("escape", "escape")
        for key in ("x", "i"):
            await looker.press(key)
            await looker.paste(PASTED)
            await looker.press("enter")
        assert not looker.faults


async def test_nothing_that_is_searched_for_does(start: Start, world: Path) -> None:
    async with start(world, size=(120, 50)) as reader:
        looker = Looker(reader)
        await looker.press("slash", "up")
        await looker.press("up")
        await looker.press("escape")
        await looker.paste(PASTED)
        await looker.press("ctrl+s")
        await looker.press("escape")
        for query in ("text", "tag:", "author:a", "source:", "path:乱码", "title:alpha"):
            await reader.type(query)
            looker.look(query)
            await looker.press("tab")
            await looker.press("down", "down", "enter", "n", "h", "slash", "escape")
        await looker.press("escape", "v", "down", "up", "enter")
        await looker.press("v", "e")
        await looker.paste(PASTED)
        await looker.press("enter", "escape")
        await looker.press("h", "g", "enter", "slash")
        await looker.paste(PASTED)
        await looker.press("enter", "escape")
        assert not looker.faults


async def test_the_search_box_takes_a_query_of_a_file_as_it_is_shown(
    start: Start, world: Path
) -> None:
    async with start(world) as reader:
        reader.main.sidebar.open_saved(reader.main.sidebar.searches.known[0].id)
        await reader.settle()
        assert not acting(reader.main.sidebar.box.value)
