"""How many of our files take part in four things that the reader does, from one end to the other.

    python -m tests.benchmarks.flows [--names]

An article opened (a byte to a strip), a place bookmarked (`m` to bookmarks.json), a letter typed in
the search box (keystroke to list), and a file that is saved beside the others (to its row). Counted
are the files of `reader/` in which a function runs meanwhile, in this process, on any thread, all
that the screen does by itself beside it among them: who changes one of these things may have to
look into each. What runs in child processes is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from textual.pilot import Pilot

import reader
from reader.library.index import Index
from reader.library.open_article import Opener
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase
from reader.ui.app import ReaderApp

ROOT = str(Path(reader.__file__).parent)
ARTICLES = {
    "a.md": "---\ntitle: First\ndate: 2024-01-02\n---\n\n# One\n\nA *first* text, 有中文。\n",
    "b.html": "---\ntitle: Second\n---\n<h2>Two</h2><p>A second text with a "
    "<a href='https://example.org/'>link</a>.</p><pre>code</pre><ul><li>one</li></ul>",
}
QUIET_ROUNDS = 20


class Files:
    """Hears of every call of a function, and notes in which file it is while `noting`."""

    def __init__(self) -> None:
        self.noting = False
        self.seen: set[str] = set()

    def heard(self, frame: FrameType, event: str, _: object) -> None:
        if self.noting and event == "call":
            name = frame.f_code.co_filename
            if name.startswith(ROOT):
                self.seen.add(name.removeprefix(ROOT).lstrip("/\\"))

    async def of(self, act: Callable[[], Awaitable[None]]) -> list[str]:
        self.seen = set()
        self.noting = True
        await act()
        self.noting = False
        return sorted(self.seen)


async def measure() -> dict[str, list[str]]:
    files = Files()
    threading.setprofile(files.heard)
    sys.setprofile(files.heard)
    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        library = folder / "library"
        library.mkdir()
        for name, text in ARTICLES.items():
            (library / name).write_text(text, "utf-8")
        store = BookmarkStore(folder / "bookmarks.json")
        store.load()
        with Index(folder / "index.db") as index, StateDatabase(folder / "state.db") as state:
            own = Own(store, state, Opener())
            session = Session(
                roots=(library,),
                index=index,
                own=lambda: own,
                settings=Settings(),
                clock=lambda: datetime.now(UTC),
            )
            app = ReaderApp(session)
            async with app.run_test(size=(120, 40)) as pilot:
                await _until(pilot, lambda: len(app.main.sidebar.list.entries) == len(ARTICLES))
                await _quiet(pilot, app)
                for name, act in _flows(app, pilot, library, folder).items():
                    found[name] = await files.of(act)
    sys.setprofile(None)
    threading.setprofile(None)
    return found


def _flows(
    app: ReaderApp, pilot: Pilot[None], library: Path, folder: Path
) -> dict[str, Callable[[], Awaitable[None]]]:
    async def open_article() -> None:
        await pilot.press("j", "enter")
        await _until(pilot, lambda: _title(app) == "Second")
        await _quiet(pilot, app)

    async def bookmark() -> None:
        await pilot.press("m")
        await _until(pilot, (folder / "bookmarks.json").exists)
        await _quiet(pilot, app)

    async def search() -> None:
        await pilot.press("h", "/")
        await pilot.press("s")
        await _until(pilot, lambda: len(app.main.sidebar.list.entries) == 1)
        await _quiet(pilot, app)

    async def save_file() -> None:
        await pilot.press("escape", "escape")
        (library / "c.md").write_text("# Third\n\nIt was saved meanwhile.\n", "utf-8")
        await _until(
            pilot, lambda: any(e.article.title == "Third" for e in app.main.sidebar.list.entries)
        )
        await _quiet(pilot, app)

    return {
        "byte to strip": open_article,
        "m to bookmarks.json": bookmark,
        "keystroke to list": search,
        "file change to row": save_file,
    }


def _title(app: ReaderApp) -> str:
    opened = app.main.pane.shown
    return opened.article.title if opened else ""


async def _until(pilot: Pilot[None], seen: Callable[[], bool]) -> None:
    while not seen():
        await pilot.pause(0.01)


async def _quiet(pilot: Pilot[None], app: ReaderApp) -> None:
    quiet = 0
    while quiet < QUIET_ROUNDS:
        busy = any(not worker.is_finished for worker in app.workers if worker.group != "watch")
        quiet = 0 if busy else quiet + 1
        await pilot.pause(0.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", action="store_true", help="name the files too")
    names = parser.parse_args().names
    for flow, files in asyncio.run(measure()).items():
        rooms = Counter(str(Path(name).parent) for name in files)
        print(f"{flow}: {len(files)} files in {len(rooms)} folders")
        if names:
            for room, count in sorted(rooms.items()):
                inside = [Path(name).name for name in files if str(Path(name).parent) == room]
                print(f"    {room} ({count}): {', '.join(inside)}")


if __name__ == "__main__":
    main()
