"""Whole screens, as pictures: what the README shows is what the reader draws.

READER_UPDATE_SNAPSHOTS=1 writes them anew; look at them before committing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from textual.widgets import Input
from textual.worker import WorkerCancelled

from reader.library.index import Index
from reader.library.open_article import Opener
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase
from reader.ui.app import ReaderApp
from tests.conftest import PROJECT

FOLDER = Path(__file__).parent
UPDATE = bool(os.environ.get("READER_UPDATE_SNAPSHOTS"))
FONT = "font-family: 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', monospace"


def portable(svg: str) -> str:
    """The picture without fonts from the network and without a name made from the content."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: (?:Fira Code|arial)[^;]*", FONT, svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


SCREENS: dict[str, tuple[tuple[int, int], str, list[str]]] = {
    "articles": ((120, 36), "reader-dark", ["enter"]),
    "light": ((120, 36), "reader-light", [*"jjjjjjj", "enter", "space"]),
    "narrow": ((60, 30), "reader-dark", [*"jjjjjjj", "enter", *["space"] * 3]),
    "search": ((120, 36), "reader-dark", ["slash", *"标点"]),
    "add": (
        (90, 24),
        "reader-dark",
        ["plus", *"https", "colon", "slash", "slash", *"example.com", "slash", *"essay", "tab"],
    ),
    "outline": ((100, 30), "reader-dark", [*"jjjjjjj", "enter", "t"]),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_is_the_picture(
    name: str, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    size, theme, keys = SCREENS[name]
    store = BookmarkStore(tmp_path / "bookmarks.json", clock=clock)
    with Index(None) as index, StateDatabase(tmp_path / "state.db") as state:
        roots = (PROJECT / "articles",)
        session = Session(
            roots=roots,
            index=index,
            own=lambda: Own(store, state, Opener()),
            settings=Settings(theme=theme),
            clock=clock,
        )
        app = ReaderApp(session)
        async with app.run_test(size=size) as pilot:

            async def settle() -> None:
                idle = 0
                while idle < 3:
                    busy = [worker for worker in app.workers if not worker.is_finished]
                    idle = 0 if busy else idle + 1
                    for worker in busy:
                        with suppress(WorkerCancelled):
                            await worker.wait()
                    await app.keyboard.rest()
                    await pilot.pause()

            await settle()
            for key in keys:
                await pilot.press(key)
                await settle()
            app.main.status.fade()
            while not app.main.pane.view.exact:
                await pilot.pause()
            # As its timer does every few seconds: the list shows how far the reader came.
            app.main.pane.save_place()
            for field in app.screen.query(Input):
                field.cursor_blink = False
            await settle()
            drawn = portable(app.export_screenshot(title="reader"))
    picture = FOLDER / f"{name}.svg"
    if UPDATE:
        picture.write_text(drawn, "utf-8")
    assert drawn == picture.read_text("utf-8")
