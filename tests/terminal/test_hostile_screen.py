"""All bytes that the program sends to its terminal, from the first picture to the last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import hostile
from tests.hostile import HOSTILE_LINE, acting_bytes
from tests.terminal.conftest import Launch, Terminal

PASTE = f"\x1b[200~pasted{HOSTILE_LINE.replace(chr(27), '')}\x1b[201~"


@pytest.fixture
def world(environment: dict[str, str], tmp_path: Path) -> Path:
    library = hostile.make_library(tmp_path / "lib")
    own = Path(environment["READER_DATA_DIR"])
    own.mkdir(parents=True)
    for name, contents in (
        ("bookmarks.json", hostile.bookmarks(library)),
        ("searches.json", hostile.searches()),
    ):
        text = json.dumps(contents, ensure_ascii=False)
        (own / name).write_text(text, "utf-8", errors="backslashreplace")
    return library


def _walk(terminal: Terminal) -> None:
    """Through list, article, dialogs and boxes, and out."""
    terminal.wait_for("alpha title")
    terminal.send("hGB")
    terminal.wait_for("By folder")
    terminal.send("\x1b[B\x1b[B\x1b[B\r")
    terminal.wait_for("grouped by folder")
    terminal.send("/")
    terminal.wait_for("results")
    terminal.send(PASTE)
    terminal.wait_for("pasted")
    terminal.send("\x1b")
    terminal.wait_until(lambda text: "pasted" not in text, "an empty box")
    terminal.send("\x1b")
    terminal.wait_for("/ search")
    terminal.send("g\rV}}}Y")
    terminal.wait_for("Copied")
    terminal.send("i")
    terminal.wait_for("This article")
    terminal.send("q")
    terminal.wait_until(lambda text: "This article" not in text, "the dialog's end")
    terminal.send("M")
    terminal.wait_for("Bookmarks · ")
    terminal.send("yqQ")
    assert terminal.wait_for_end() == 0


def test_no_byte_of_a_session_acts_but_our_own(launch: Launch, world: Path) -> None:
    """The second one begins with the first picture, as the first left the list: by folder."""
    for _ in range(2):
        terminal = launch(str(world), columns=120, rows=40)
        _walk(terminal)
        assert b"internal error" not in terminal.raw
        assert not acting_bytes(terminal.raw)
