"""The real app's screen held against the page that it should show."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader.library.index import Index
from reader.library.open_article import OpenedArticle, Opener, card_of
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark_store import BookmarkStore
from reader.state.reading_state import StateDatabase
from reader.typeset.page import Page
from reader.ui.app import ReaderApp
from tests.typography.measure import cells
from tests.typography.sheet import Violation, draw, inspect, rows_of
from tests.ui.conftest import Reader

MOST_SCREENS = 8
"""Screens from the top of an article, and the last one, are looked at."""


async def violations_on_screen(
    paths: Sequence[Path], size: tuple[int, int]
) -> AsyncIterator[tuple[Path, Violation]]:
    """Read each file with the keys, in a window of `size`, and look at what is on the screen."""
    with (
        tempfile.TemporaryDirectory() as name,
        Index(None) as index,
        StateDatabase(Path(name) / "state.db") as state,
    ):
        own = Own(BookmarkStore(Path(name) / "bookmarks.json"), state, Opener())
        session = Session(
            roots=tuple(paths),
            index=index,
            own=lambda: own,
            settings=Settings(),
            clock=lambda: datetime.now(UTC),
        )
        app = ReaderApp(session)
        async with app.run_test(size=size) as pilot:
            reader = Reader(app, pilot, own.bookmarks)
            await reader.settle()
            await reader.press("enter")
            for _ in paths:
                await _until_exact(reader)
                opened = reader.main.pane.shown
                if opened is None:
                    continue
                async for violation in _article(reader, opened):
                    yield opened.article.path, violation
                await reader.press("J")


async def _until_exact(reader: Reader) -> None:
    while not reader.main.pane.view.exact:
        await reader.pilot.pause(0.01)
    await reader.settle()


async def _article(reader: Reader, opened: OpenedArticle) -> AsyncIterator[Violation]:
    view = reader.main.pane.view
    assert view._viewport.page is not None
    card = card_of(opened)
    page = Page(opened.document, view._viewport.page.style, card)
    rows = rows_of(page)
    for violation in inspect(page, card, rows):
        yield violation
    lines = [draw(line) for _, line in rows]
    await reader.press("g")
    for _ in range(MOST_SCREENS):
        for violation in _screen(reader, lines):
            yield violation
        before = view.scroll_offset
        await reader.press("space")
        if view.scroll_offset == before:
            return
    await reader.press("G")
    for violation in _screen(reader, lines):
        yield violation


def _screen(reader: Reader, lines: Sequence[str]) -> list[Violation]:
    """Whether each row shows its line, all of it, and is as wide as Textual thinks."""
    view = reader.main.pane.view
    area = view.region
    found: list[Violation] = []
    strips = reader.app.screen._compositor.render_strips()
    for y in range(area.height):
        strip = strips[area.y + y]
        row = view.scroll_offset.y + y
        wanted = lines[row] if row < len(lines) else ""
        whole = strip.text
        shown = strip.crop(area.x, area.x + view.scrollable_content_region.width).text
        if cells(whole) != strip.cell_length or strip.cell_length > reader.app.size.width:
            found.append(Violation("wide", row, f"{whole}  ({cells(whole)} cells)"))
        if shown.strip() != wanted.strip():
            found.append(Violation("screen", row, f"{shown.rstrip()} for {wanted}"))
    return found
