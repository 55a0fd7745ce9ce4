"""Highlights: made, said something of, found again, taken back; whoever changes them."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.services.owner.bookmarks import Edit
from reader.state.bookmark import Bookmark, Kind
from reader.state.bookmark_store import BookmarkStore
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.ui.article.widgets.view import ArticleView
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from reader.ui.bookmarks.screen import BookmarkScreen
from tests.ui.conftest import Reader, Start

TO_ARTICLE = ("j", "j", "enter")


def dialog(reader: Reader) -> BookmarkDialog:
    screen = reader.app.screen
    assert isinstance(screen, BookmarkDialog)
    return screen


def drawn(reader: Reader) -> dict[str, tuple[Place, Place, str, bool]]:
    """What the page shows as highlighted, by id."""
    return {
        one.key: (one.start, one.end, one.color, one.has_note)
        for one in reader.main.pane.view.highlights
    }


def words_of(reader: Reader, start: Place, end: Place) -> str:
    document = reader.main.pane.view.document
    assert document is not None
    assert start.block == end.block
    return document.blocks[start.block].text[start.offset : end.offset]


async def select(reader: Reader, block: int, start: int, length: int) -> None:
    """Select by keys, as `v` and motions do."""
    view = reader.main.pane.view
    view.go_to(Place(block))
    await reader.press("v")
    await reader.press(*("l" for _ in range(start)), "v", "v")
    await reader.press(*("l" for _ in range(length - 1)))


async def highlight(reader: Reader, block: int = 1, start: int = 0, length: int = 6) -> Bookmark:
    """Make one without saying anything of it."""
    before = {mark.id for mark in reader.store.all()}
    await select(reader, block, start, length)
    await reader.press("H", "escape")
    (made,) = [mark for mark in reader.store.all() if mark.id not in before]
    return made


async def test_what_is_selected_is_highlighted_at_once_and_asks_for_a_note(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await select(reader, 2, 0, 5)
        await reader.press("H")
        (made,) = reader.store.all()
        assert made.kind is Kind.HIGHLIGHT
        assert made.color == HIGHLIGHT_COLORS[0]
        assert made.quote is not None
        assert made.end is not None
        assert made.place is not None
        assert made.quote.exact == words_of(reader, made.place, made.end)
        assert len(made.quote.exact) == 5
        assert set(drawn(reader)) == {made.id}
        dialog(reader)
        assert "enter keep" in reader.text
        await reader.type("为什么？")
        await reader.press("tab")
        await reader.type("#社交 #to read")
        await reader.press("ctrl+n", "enter")
        (kept,) = reader.store.all()
        assert kept.note == "为什么？"
        assert kept.tags == ("社交", "to read")
        assert kept.color == HIGHLIGHT_COLORS[1]
        assert drawn(reader)[made.id][2:] == (HIGHLIGHT_COLORS[1], True)
        assert reader.main.pane.view.selected_span() is None


async def test_escape_keeps_the_highlight_and_leaves_it_as_it_was(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await select(reader, 2, 0, 5)
        await reader.press("H")
        await reader.type("never mind")
        await reader.press("ctrl+n")
        (key,) = drawn(reader)
        assert drawn(reader)[key][2] == HIGHLIGHT_COLORS[1]
        await reader.press("escape")
        (made,) = reader.store.all()
        assert (made.note, made.color) == ("", HIGHLIGHT_COLORS[0])
        assert drawn(reader)[key][2] == HIGHLIGHT_COLORS[0]


async def test_undo_takes_back_one_step_after_the_other(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await select(reader, 2, 0, 5)
        await reader.press("H")
        await reader.type("a note")
        await reader.press("enter", "U")
        assert "Note is as before" in reader.text
        (made,) = reader.store.all()
        assert made.note == ""
        await reader.press("U")
        assert reader.store.all() == ()
        assert drawn(reader) == {}
        assert "Highlight taken back" in reader.text


async def test_the_same_words_again_are_the_same_highlight(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        made = await highlight(reader, 2, 0, 5)
        await select(reader, 2, 0, 5)
        await reader.press("H")
        assert dialog(reader)
        await reader.type("said later")
        await reader.press("enter")
        (kept,) = reader.store.all()
        assert (kept.id, kept.note) == (made.id, "said later")


async def test_the_next_one_has_the_colour_of_the_last_one(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await select(reader, 2, 0, 5)
        await reader.press("H", "ctrl+n", "ctrl+n", "enter")
        second = await highlight(reader, 1, 0, 4)
        assert second.color == HIGHLIGHT_COLORS[2]
        await reader.press("Q")
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        third = await highlight(reader, 1, 5, 3)
        assert third.color == HIGHLIGHT_COLORS[2]


async def test_h_with_nothing_selected_is_about_the_highlight_on_the_screen(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await reader.press("H")
        assert "Select with v or the mouse" in reader.text
        await highlight(reader, 2, 0, 5)
        await reader.press("H", "ctrl+d")
        assert reader.store.all() == ()
        assert drawn(reader) == {}
        await reader.press("U")
        assert len(drawn(reader)) == 1


async def test_a_click_on_a_highlight_asks_about_it(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        made = await highlight(reader, 2, 0, 5)
        view = reader.main.pane.view
        assert made.place is not None
        row = view.row_on_screen(made.place)
        assert row is not None
        column = view._viewport.left + 1
        await reader.pilot.click(ArticleView, offset=(column, row))
        await reader.settle()
        assert dialog(reader)._bookmark.id == made.id


async def test_what_the_mouse_selects_is_highlighted(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        view = reader.main.pane.view
        row = view.row_on_screen(Place(2))
        assert row is not None
        column = view._viewport.left
        await reader.pilot.mouse_down(ArticleView, offset=(column, row))
        await reader.pilot.hover(ArticleView, offset=(column + 9, row))
        await reader.pilot.mouse_up(ArticleView, offset=(column + 9, row))
        span = view.selected_span()
        assert span is not None
        await reader.press("H", "enter")
        (made,) = reader.store.all()
        assert made.quote is not None
        assert made.quote.exact == words_of(reader, *span).strip()
        assert view.selected_span() is None


async def test_the_dialog_leaves_the_words_in_sight(start: Start) -> None:
    async with start(size=(100, 30)) as reader:
        await reader.press(*TO_ARTICLE)
        view = reader.main.pane.view
        view.go_to(Place(12))
        await reader.settle()
        low = view.document.blocks[23].text[:8] if view.document else ""
        assert any(low in row for row in reader.rows()[-10:])
        made = reader.main.keeper.bookmarks
        opened = reader.main.pane.shown
        assert opened is not None
        key = made.highlight(opened, Place(23), Place(23, 8), Edit("", ())).bookmark.id
        reader.main.pane.look_for_changes()
        reader.main.pane.shown_marks.look_up()
        await reader.settle()
        reader.main.dialogs.annotate(key)
        await reader.settle()
        rows = reader.rows()
        assert "Highlight" in rows[0]
        assert any(low in row for row in rows[7:])


async def test_highlights_outlive_a_rename_new_text_above_and_another_script(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        made = await highlight(reader, 2, 0, 8)
        await reader.press("Q")
    assert made.quote is not None
    old = library / "旺旺.md"
    text = old.read_text("utf-8").replace("## 成于蛮荒", "新的一段。\n\n## 成于蛮荒")
    old.unlink()
    (library / "renamed.md").write_text(text.replace("那时候人", "那時候人"), "utf-8")
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        ((begin, end, _, _),) = drawn(reader).values()
        assert words_of(reader, begin, end)[:3] in {"那时候", "那時候"}
        assert begin != made.place
        (kept,) = reader.store.all()
        assert kept.quote == made.quote
        assert kept.place == made.place


async def test_what_lost_its_words_is_listed_with_them_and_stays_in_the_file(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        made = await highlight(reader, 2, 0, 8)
        await reader.press("Q")
    assert made.quote is not None
    path = library / "旺旺.md"
    head = path.read_text("utf-8").split("---\n")[1]
    path.write_text(f"---\n{head}---\n完全不同的另一篇文章，什么都没有留下。\n", "utf-8")
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        assert drawn(reader) == {}
        await reader.press("M")
        assert "lost its place" in reader.text
        assert made.quote.exact in reader.text
        await reader.press("enter")
        assert "its place is lost" in reader.text
        assert [replace(kept, article=made.article) for kept in reader.store.all()] == [made]


async def test_bookmarks_and_highlights_are_walked_in_their_order(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await reader.press("'")
        assert "No bookmarks here" in reader.text
        second = await highlight(reader, 20, 0, 5)
        first = await highlight(reader, 8, 2, 5)
        view = reader.main.pane.view
        await reader.press("g", "'")
        assert view.place == Place(8, 0)
        assert "1 of 2" in reader.text
        await reader.press("'")
        assert view.on_screen(second.place or Place())
        assert "2 of 2" in reader.text
        await reader.press("'")
        assert "No further bookmark" in reader.text
        await reader.press('"')
        assert view.on_screen(first.place or Place())
        await reader.press("g", "2", "'")
        assert "2 of 2" in reader.text


async def test_m_is_for_places_whatever_is_highlighted_there(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await highlight(reader, 2, 0, 5)
        reader.main.pane.view.go_to(Place(2))
        await reader.press("m")
        assert sorted(mark.kind for mark in reader.store.all()) == [Kind.HIGHLIGHT, Kind.PLACE]
        await reader.press("m")
        assert [mark.kind for mark in reader.store.all()] == [Kind.HIGHLIGHT]


async def test_white_space_alone_is_no_highlight(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        opened = reader.main.pane.shown
        assert opened is not None
        length = len(opened.document.blocks[1].text)
        with pytest.raises(ReaderError, match="no words"):
            reader.main.keeper.bookmarks.highlight(
                opened, Place(1, length), Place(2, 0), Edit("", ())
            )


# -- others -----------------------------------------------------------------------------


async def test_what_another_reader_highlights_appears_and_goes(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        mine = await highlight(reader, 2, 0, 5)
        other = BookmarkStore(reader.store.path)
        other.load()
        assert mine.end is not None
        other.update(replace(mine, color="red", note="theirs"))
        reader.main.pane.look_for_changes()
        await reader.settle()
        assert drawn(reader)[mine.id][2:] == ("red", True)
        other.remove(mine.id)
        reader.main.pane.look_for_changes()
        await reader.settle()
        assert drawn(reader) == {}


async def test_what_the_owner_edits_by_hand_is_picked_up_by_page_and_lists(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        made = await highlight(reader, 2, 0, 5)
        await reader.press("M")
        path = reader.store.path
        contents = json.loads(path.read_text("utf-8"))
        contents["bookmarks"][0]["note"] = "by hand"
        contents["bookmarks"][0]["color"] = "blue"
        path.write_text(json.dumps(contents), "utf-8")
        reader.main.pane.look_for_changes()
        await reader.settle()
        assert isinstance(reader.app.screen, BookmarkScreen)
        assert "by hand" in reader.text
        assert drawn(reader)[made.id][2:] == ("blue", True)
        assert json.loads(path.read_text("utf-8")) == contents


async def test_a_damaged_file_is_told_once(start: Start) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        await highlight(reader, 2, 0, 5)
        reader.store.path.write_text("{ not yet", "utf-8")
        for _ in range(3):
            reader.main.pane.look_for_changes()
            await reader.settle()
        said = [notice for notice in reader.main.notices if "cannot be understood" in notice]
        assert len(said) == 1
        assert len(drawn(reader)) == 1


async def test_a_disk_that_refuses_loses_no_highlight(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        folder = reader.store.path.parent
        if folder.exists():
            folder.rename(tmp_path / "aside")
        folder.write_text("in the way", "utf-8")
        await select(reader, 2, 0, 5)
        await reader.press("H")
        assert reader.store.unsaved
        assert "Kept in memory" in reader.main.status.message
        assert len(reader.store.all()) == 1
        assert len(drawn(reader)) == 1
        await reader.type("a note")
        await reader.press("enter")
        folder.unlink()
        reader.main.pane.retry()
        await reader.settle()
        assert not reader.store.unsaved
        assert "on disk again" in reader.text
        again = BookmarkStore(reader.store.path)
        again.load()
        assert again.all() == reader.store.all()
        assert again.all()[0].note == "a note"


# -- all together -----------------------------------------------------------------------


WAYS = ("highlight", "note", "color", "delete", "place", "undo", "other", "many")


async def _do(reader: Reader, choice: random.Random) -> None:
    """One thing that somebody may do in the article."""
    what = choice.choice(["highlight", "note", "color", "delete", "place", "undo", "other", "many"])
    if what == "highlight":
        await select(
            reader, choice.choice([1, 2, 6, 9]), choice.randrange(3), choice.randrange(2, 6)
        )
        await reader.press("H")
        if isinstance(reader.app.screen, BookmarkDialog):
            await reader.press(choice.choice(["enter", "escape"]))
    elif what in {"note", "color", "delete"}:
        await reader.press("H")
        if isinstance(reader.app.screen, BookmarkDialog):
            if what == "note":
                await reader.type(choice.choice(["so", "否", "x y"]))
            await reader.press({"note": "enter", "color": "ctrl+n", "delete": "ctrl+d"}[what])
            if isinstance(reader.app.screen, BookmarkDialog):
                await reader.press("enter")
    elif what == "place":
        reader.main.pane.view.go_to(Place(choice.choice([1, 2, 6, 9])))
        await reader.press("m")
    elif what == "undo":
        await reader.press("U")
    elif what == "other":
        other = BookmarkStore(reader.store.path)
        other.load()
        for mark in other.all()[: choice.randrange(2)]:
            other.remove(mark.id)
        reader.main.pane.look_for_changes()
        await reader.settle()
    else:
        await reader.press("M", "space", "space", choice.choice(["d", "j"]), "M")


@pytest.mark.parametrize("seed", range(3))
async def test_page_file_and_list_agree_whatever_is_done(start: Start, seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311 - the same choices in every run
    async with start() as reader:
        await reader.press(*TO_ARTICLE)
        for _ in range(12):
            await _do(reader, choice)
            await reader.settle()
            kept = {mark.id: mark for mark in reader.store.all()}
            spans = {key: mark for key, mark in kept.items() if mark.kind is Kind.HIGHLIGHT}
            assert drawn(reader) == {
                key: (mark.place, mark.end, mark.color, bool(mark.note))
                for key, mark in spans.items()
            }
            assert set(reader.main.pane.marks.places) == set(kept)
            assert reader.main.pane.marks.lost == ()
        on_disk = BookmarkStore(reader.store.path)
        on_disk.load()
        assert on_disk.all() == reader.store.all()
        await reader.press("M")
        listed = reader.app.screen
        assert isinstance(listed, BookmarkScreen)
        assert {item.key for item in listed.list.items} == {mark.id for mark in on_disk.all()}
