"""Bookmarks stay with their article, whatever happens to its file, and the file of them is calm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.library.load import load
from reader.services.prepare_article import ArticleTarget
from reader.state.bookmark import Bookmark
from reader.state.durable.files import DiskFiles
from reader.ui.bookmarks.screen import BookmarkScreen
from tests.ui.conftest import Reader, Start

TEXT = """---
title: Printers
date: 2025-05-05
---
The first sentense of it says how the matter began.

A second one tells of a quarrel between two printers over the width of a column.

"""
TEXT += "\n\n".join(f"Paragraph {number}, in which they go on about it." for number in range(40))
OTHER = """---
title: Bread
date: 2025-05-06
---
Bread is baked from flour, water and salt, and of nothing else.
"""


@pytest.fixture
def article(library: Path) -> Path:
    """The newest of the library: its first row."""
    path = library / "a.md"
    path.write_text(TEXT, "utf-8")
    return path


def mend(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("sentense", "sentence"), "utf-8")


async def highlight(reader: Reader) -> Bookmark:
    """Highlight the first letters of the second paragraph of the opened article."""
    reader.main.pane.view.go_to(Place(1))
    await reader.press("v", "v", "v", *("l" for _ in range(20)), "H", "escape")
    (made,) = reader.store.all()
    assert made.quote is not None
    assert made.quote.exact.startswith("A second one")
    return made


def is_drawn(reader: Reader) -> bool:
    view = reader.main.pane.view
    spans = [(one.start, one.end) for one in view.highlights]
    return len(spans) == 1 and spans[0][0] == Place(1)


async def until(reader: Reader, holds: Callable[[], bool]) -> None:
    """Wait for the watch: no worker tells when the system has told it."""
    while not holds():
        await reader.pilot.pause()
    await reader.settle()


async def read(reader: Reader) -> None:
    """Go into the article, and stay until what a visit leaves is written."""
    await reader.press("enter")
    reader.main.pane.save_place()
    await reader.settle()


async def make(start: Start) -> Bookmark:
    async with start() as reader:
        await reader.press("enter")
        made = await highlight(reader)
        await reader.press("Q")
    return made


@pytest.mark.parametrize("is_opened", [True, False])
async def test_renamed_then_mended_while_the_reader_is_closed(
    start: Start, article: Path, is_opened: bool
) -> None:
    made = await make(start)
    article = article.rename(article.with_name("b.md"))
    async with start(warm=True) as reader:
        assert reader.shown == "Printers"
        assert is_drawn(reader)
        if is_opened:
            await read(reader)
            assert reader.store.all()[0].article.path == str(article)
    mend(article)
    async with start(warm=True) as reader:
        assert is_drawn(reader)
        await reader.press("M")
        assert "not in this library" not in reader.text
        assert "Printers" in reader.text
        await read(reader)
        assert reader.shown == "Printers"
        (kept,) = reader.store.all()
        assert kept.article.path == str(article)
        assert kept.article.fingerprint != made.article.fingerprint
        assert (kept.quote, kept.place, kept.updated) == (made.quote, made.place, made.updated)


async def test_renamed_then_mended_while_the_reader_is_open(start: Start, article: Path) -> None:
    async with start(warm=True) as reader:
        await reader.press("enter")
        await highlight(reader)
        await reader.press("q", "j")
        article = article.rename(article.with_name("b.md"))
        index = reader.main.session.index
        await until(reader, lambda: index.article(article) is not None)
        mend(article)
        await until(reader, lambda: load(article).article == index.article(article))
        await reader.press("k")
        assert is_drawn(reader)
        await reader.press("M")
        assert "not in this library" not in reader.text


async def test_a_conflict_copy_with_the_old_text_takes_nothing(
    start: Start, article: Path, library: Path
) -> None:
    await make(start)
    copy = library / "a.sync-conflict-20260131-120000-ABCDEFG.md"
    copy.write_bytes(article.read_bytes())
    mend(article)
    async with start(warm=True) as reader:
        await reader.press("j", "k")  # at the first frame the copies are not one yet
        assert is_drawn(reader)
        reader.main.pane.open(ArticleTarget(copy))
        await reader.settle()
        assert reader.shown == "Printers"
        assert not list(reader.main.pane.view.highlights)


async def test_a_new_article_at_the_old_path_leaves_them_with_the_text_that_moved(
    start: Start, article: Path, library: Path
) -> None:
    await make(start)
    article.rename(library / "moved.md")
    article.write_text(OTHER, "utf-8")
    async with start(warm=True) as reader:
        assert reader.shown == "Bread"
        assert not list(reader.main.pane.view.highlights)
        await read(reader)
        assert reader.store.all()[0].article.path == str(article)
    async with start(warm=True) as reader:
        await reader.press("j")
        assert is_drawn(reader)
        await read(reader)
        assert reader.store.all()[0].article.path == str(library / "moved.md")


async def test_previews_lists_and_listed_bookmarks_write_nothing(
    start: Start, article: Path
) -> None:
    await make(start)
    article.rename(article.with_name("b.md"))
    async with start(warm=True) as reader:
        before = DiskFiles().signature(reader.store.path)
        await reader.press("j", "k", "G", "g", "M")
        assert isinstance(reader.app.screen, BookmarkScreen)
        await reader.press("q")
        reader.main.pane.save_place()
        await reader.press("Q")
        assert DiskFiles().signature(reader.store.path) == before


async def test_one_silent_write_an_article_and_session(
    start: Start, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make(start)
    mend(article)
    async with start(warm=True) as reader:
        writes: list[int] = []
        refresh_all = reader.store.refresh_all

        def counted(found: Iterable[Bookmark]) -> None:
            writes.append(1)
            refresh_all(found)

        monkeypatch.setattr(reader.store, "refresh_all", counted)
        await reader.press("enter")
        for _ in range(3):
            reader.main.pane.save_place()
            await reader.settle()
        assert writes == [1]
        assert "kept" not in reader.text
        await reader.press("q", "j", "enter", "q", "k", "enter")
        article.write_text(article.read_text("utf-8") + "\nMore.\n", "utf-8")
        await reader.press("R", "space")
        reader.main.pane.save_place()
        await reader.press("q", "U")
        assert "Nothing to undo" in reader.text
        await reader.press("Q")
        assert writes == [1]


async def test_a_disk_that_refuses_the_new_names_is_told_and_tried_again(
    start: Start, article: Path, tmp_path: Path
) -> None:
    await make(start)
    mend(article)
    async with start(warm=True) as reader:
        folder = reader.store.path.parent
        folder.rename(tmp_path / "aside")
        folder.write_text("in the way", "utf-8")
        await read(reader)
        assert "Kept in memory" in reader.text
        folder.unlink()
        (tmp_path / "aside").rename(folder)
        reader.main.pane.retry()
        await reader.settle()
        assert not reader.store.unsaved
        assert is_drawn(reader)
