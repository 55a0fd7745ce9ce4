"""Bookmarks and highlights that may not belong where they were found, and those that are lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.state.bookmark import Bookmark
from reader.ui.article.widgets.paint import BOOKMARK_GLYPH, UNSURE_GLYPH
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from reader.ui.bookmarks.screen import BookmarkScreen
from tests.ui.conftest import Reader, Start

MOVED = "moved? enter keeps it here, d drops it"
TO_ARTICLE = ("j", "j", "enter")
OLD, NEW = "那时候**人不多，话很多**", "那时候**人很多，话不多**"


def margin(reader: Reader) -> set[str]:
    """What stands alone in front of a row of the article."""
    left = reader.main.pane.view.region.x
    heads = [row[left:].lstrip()[:2] for row in reader.rows()]
    return {head[0] for head in heads if len(head) > 1 and head[1] == " "}


def edit(library: Path, old: str = OLD, new: str = NEW) -> None:
    path = library / "旺旺.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def is_untouched(reader: Reader, made: Bookmark) -> bool:
    """Whether it is the only one, and as it was made; its article's names may be renewed since."""
    (kept,) = reader.store.all()
    return replace(kept, article=made.article) == made


async def mark(start: Start, key: str) -> Bookmark:
    """Highlight, or bookmark, the words that are changed afterwards."""
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        reader.main.pane.view.go_to(Place(2))
        if key == "H":
            await reader.press("v", "v", "v", *("l" for _ in range(7)), "H", "escape")
        else:
            await reader.press(key)
        (made,) = reader.store.all()
    return made


@pytest.mark.parametrize("key", ["H", "m"])
async def test_one_that_may_have_moved_has_another_sign_and_asks(
    start: Start, library: Path, key: str
) -> None:
    made = await mark(start, key)
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        assert "1 bookmark may have moved" in reader.text
        assert UNSURE_GLYPH in margin(reader)
        assert BOOKMARK_GLYPH not in margin(reader)
        await reader.press("apostrophe")
        assert MOVED in reader.text
        assert is_untouched(reader, made)


@pytest.mark.parametrize("key", ["H", "m"])
async def test_enter_keeps_it_as_it_is_now_and_that_can_be_undone(
    start: Start, library: Path, key: str
) -> None:
    made = await mark(start, key)
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE, "apostrophe", "enter")
        assert "Place kept" in reader.text
        (kept,) = reader.store.all()
        assert kept.id == made.id
        assert kept.quote is not None
        assert kept.quote.exact.startswith("那时候人很多，话")
        assert MOVED not in reader.text
        assert UNSURE_GLYPH not in margin(reader)
        await reader.press("U")
        (back,) = reader.store.all()
        assert (back.place, back.end, back.quote) == (made.place, made.end, made.quote)
        assert UNSURE_GLYPH in margin(reader)


@pytest.mark.parametrize("answer", ["d", "ｄ"])
async def test_d_drops_it_and_that_can_be_undone(start: Start, library: Path, answer: str) -> None:
    made = await mark(start, "H")
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE, "apostrophe")
        await reader.type(answer)
        assert reader.store.all() == ()
        assert UNSURE_GLYPH not in margin(reader)
        await reader.press("U")
        (back,) = reader.store.all()
        assert (back.id, back.quote) == (made.id, made.quote)


async def test_any_other_key_withdraws_the_question(start: Start, library: Path) -> None:
    made = await mark(start, "H")
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE, "apostrophe", "k")
        assert MOVED not in reader.text
        top = reader.main.pane.view.place
        await reader.press("d")
        assert reader.main.pane.view.place > top
        await reader.press("enter")
        assert is_untouched(reader, made)


async def test_h_on_it_asks_before_it_takes_a_note(start: Start, library: Path) -> None:
    await mark(start, "H")
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE, "H")
        assert MOVED in reader.text
        await reader.press("enter", "H")
        assert isinstance(reader.app.screen, BookmarkDialog)


async def test_the_list_of_bookmarks_names_it_and_leads_to_the_question(
    start: Start, library: Path
) -> None:
    await mark(start, "H")
    edit(library)
    async with start() as reader:
        await reader.press(*TO_ARTICLE, "M")
        assert isinstance(reader.app.screen, BookmarkScreen)
        assert "moved?" in reader.text
        await reader.press("enter")
        assert MOVED in reader.text
        await reader.press("enter", "M")
        assert "moved?" not in reader.text


@pytest.mark.parametrize("read_before", [False, True])
async def test_the_list_finds_out_by_itself(start: Start, library: Path, read_before: bool) -> None:
    """Also after the bookmark was given the article's new names."""
    await mark(start, "H")
    edit(library)
    if read_before:
        async with start() as reader:
            await reader.press(*TO_ARTICLE, "Q")
    async with start() as reader:
        await reader.press("M")
        screen = reader.app.screen
        assert isinstance(screen, BookmarkScreen)
        screen.lost.look()
        await reader.settle()
        assert "moved?" in reader.text


async def test_what_an_article_lost_is_said_when_it_is_read(start: Start, library: Path) -> None:
    made = await mark(start, "H")
    edit(library, "那时候**人不多，话很多**。后来[钉钉](https://example.com/dingtalk)来了，", "")
    async with start() as reader:
        await reader.press("j", "j")
        assert "lost" not in reader.text
        await reader.press("enter")
        assert "1 bookmark lost its words here · M shows it" in reader.text
        await reader.press("M")
        assert "lost its place" in reader.text
        assert is_untouched(reader, made)
