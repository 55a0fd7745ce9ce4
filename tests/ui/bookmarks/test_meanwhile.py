"""What others do to a bookmark while a dialog on it is open, and what is typed then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.saved_searches import SearchStore
from reader.ui.bookmarks.edit_dialog import BookmarkDialog
from tests.ui.conftest import Reader, Start

DIALOG = ("j", "j", "enter", "H")
"""To the article of `highlight`, and what there is to it."""


def highlight(library: Path) -> Bookmark:
    ref = ArticleRef(path=str(library / "旺旺.md"), title="群聊的黄昏")
    words = Quote("很久以前，人们")
    return Bookmark(ref, Place(0), words, Place(0, 7), "green", "as it was", ("one",), id="a")


async def opened(reader: Reader, library: Path, *keys: str) -> Bookmark:
    """Open the dialog on a highlight by `keys`; as the dialog knows it."""
    made = reader.store.add(highlight(library))
    reader.main.pane.look_for_changes()
    reader.main.sidebar.refresh_marks()
    await reader.settle()
    await reader.press(*(keys or DIALOG))
    assert isinstance(reader.app.screen, BookmarkDialog)
    return made


class Other:
    """Another reader with the same files."""

    def __init__(self, reader: Reader, clock: Callable[[], datetime]) -> None:
        self._path = reader.store.path
        self._clock = clock

    @property
    def store(self) -> BookmarkStore:
        store = BookmarkStore(self._path, clock=self._clock)
        store.load()
        return store

    @property
    def mark(self) -> Bookmark:
        """The mark as the file has it."""
        (mark,) = self.store.all()
        return mark

    def change(self, **fields: object) -> None:
        store = self.store
        (mark,) = store.all()
        store.update(replace(mark, **fields), mark)  # type: ignore[arg-type]  # of a bookmark

    def remove(self) -> None:
        self.store.remove("a")


LIST = ("M", "e")


@pytest.mark.parametrize("keys", [DIALOG, LIST])
@pytest.mark.parametrize("is_seen", [False, True])
async def test_what_was_not_touched_is_not_written(
    start: Start,
    library: Path,
    clock: Callable[[], datetime],
    keys: tuple[str, ...],
    is_seen: bool,
) -> None:
    async with start() as reader:
        await opened(reader, library, *keys)
        other = Other(reader, clock)
        other.change(note="theirs", tags=("two",), color="red")
        theirs = other.mark
        if is_seen:
            reader.main.pane.look_for_changes()
            await reader.settle()
        assert "as it was" in reader.text
        await reader.press("enter")
        # What the article is called may have been brought up to date, whatever else happened.
        assert replace(other.mark, article=theirs.article) == theirs
        (ours,) = reader.store.all()
        assert replace(ours, article=theirs.article) == theirs or not is_seen


async def test_undo_says_so_where_it_leaves_what_others_wrote(
    start: Start, library: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await opened(reader, library)
        await reader.type(" mine")
        await reader.press("enter")
        other = Other(reader, clock)
        other.change(note=f"{other.mark.note}, and theirs")
        await reader.press("U")
        assert other.mark.note.endswith("and theirs")
        assert "stays as another reader has changed it" in reader.text


@pytest.mark.parametrize("is_seen", [False, True])
async def test_a_tag_or_a_colour_alone_leaves_the_note_of_others(
    start: Start, library: Path, clock: Callable[[], datetime], is_seen: bool
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.change(note="theirs")
        if is_seen:
            reader.main.pane.look_for_changes()
            await reader.settle()
        await reader.press("ctrl+n", "tab")
        await reader.type(" #mine")
        await reader.press("enter")
        kept = other.mark
        assert (kept.note, kept.tags, kept.color) == ("theirs", ("one", "mine"), "blue")
        assert reader.store.all() == (kept,)
        await reader.press("U")
        back = other.mark
        assert (back.note, back.tags, back.color) == ("theirs", ("one",), "green")


@pytest.mark.parametrize("is_seen", [False, True])
async def test_both_notes_stand_and_all_tags_and_it_is_told(
    start: Start, library: Path, clock: Callable[[], datetime], is_seen: bool
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.change(note="theirs", tags=("one", "two"))
        if is_seen:
            reader.main.pane.look_for_changes()
            await reader.settle()
        assert "as it was" in reader.text
        await reader.type(", and mine")
        await reader.press("tab")
        await reader.type(" #mine")
        await reader.press("enter")
        kept = other.mark
        assert "as it was, and mine" in kept.note
        assert "theirs" in kept.note
        assert set(kept.tags) == {"one", "two", "mine"}
        assert "another reader had changed them too: both stand" in reader.main.status.message
        await reader.press("U")
        assert other.mark.note == "theirs"
        assert set(other.mark.tags) == {"one", "two"}


async def test_of_two_colours_the_one_chosen_last_is_kept(
    start: Start, library: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.change(color="red")
        await reader.press("ctrl+n", "enter")
        assert other.mark.color == "blue"
        await reader.press("U")
        assert other.mark.color == "red"


async def test_undo_leaves_what_others_wrote_after_the_change(
    start: Start, library: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await opened(reader, library)
        await reader.type(", and mine")
        await reader.press("ctrl+n", "enter")
        other = Other(reader, clock)
        other.change(note="theirs since", tags=("one", "theirs"))
        await reader.press("U")
        kept = other.mark
        assert (kept.note, kept.tags, kept.color) == ("theirs since", ("one", "theirs"), "green")


async def test_undo_takes_no_bookmark_back_that_others_wrote_on(
    start: Start, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await reader.press("j", "j", "enter", "m")
        other = Other(reader, clock)
        other.change(note="theirs")
        await reader.press("U")
        assert other.mark.note == "theirs"
        assert "another reader has written on it" in reader.main.status.message


@pytest.mark.parametrize("is_seen", [False, True])
async def test_a_bookmark_removed_meanwhile_is_back_with_what_was_typed(
    start: Start, library: Path, clock: Callable[[], datetime], is_seen: bool
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.remove()
        if is_seen:
            reader.main.pane.look_for_changes()
            await reader.settle()
        await reader.type(", and mine")
        await reader.press("enter")
        kept = other.mark
        assert (kept.note, kept.tags, kept.id) == ("as it was, and mine", ("one",), "a")
        assert reader.main.status.message == (
            "The highlight had been removed; it is back with your note"
        )
        await reader.press("U")
        assert other.store.all() == ()
        assert reader.store.all() == ()


async def test_one_removed_meanwhile_stays_so_if_nothing_was_typed(
    start: Start, library: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.remove()
        await reader.press("enter")
        assert other.store.all() == ()


async def test_undo_of_a_change_to_what_is_gone_leads_on_to_the_one_before(
    start: Start, library: Path, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        await reader.press("m")
        await opened(reader, library, "j", "j", "enter", "H")
        await reader.type(", and mine")
        await reader.press("enter")
        Other(reader, clock).store.remove("a")
        await reader.press("U")
        assert "The highlight is gone already" in reader.main.status.message
        await reader.press("U")
        assert reader.store.all() == ()


async def test_what_the_disk_refuses_keeps_both_notes_until_it_takes_them(
    start: Start, library: Path, clock: Callable[[], datetime], tmp_path: Path
) -> None:
    async with start() as reader:
        await opened(reader, library)
        other = Other(reader, clock)
        other.change(note="theirs")
        folder = reader.store.path.parent
        folder.rename(tmp_path / "aside")
        folder.write_text("in the way", "utf-8")
        await reader.type(", and mine")
        await reader.press("enter")
        assert "Kept in memory" in reader.main.status.message
        assert reader.store.unsaved
        folder.unlink()
        (tmp_path / "aside").rename(folder)
        reader.main.pane.retry()
        await reader.settle()
        assert "as it was, and mine" in other.mark.note
        assert "theirs" in other.mark.note


# -- kept searches ----------------------------------------------------------------------


async def naming(reader: Reader, clock: Callable[[], datetime]) -> SearchStore:
    """Keep a search and begin to give it a name; the store of another reader."""
    await reader.press("slash")
    await reader.type("广场")
    for key in ("enter", "h", "w", "v", "e"):  # each is for what the one before has brought up
        await reader.press(key)
    other = SearchStore(reader.store.path.with_name("searches.json"), clock)
    other.load()
    assert "Name of the search" in reader.text
    return other


async def test_a_name_that_was_not_touched_is_not_written(
    start: Start, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        other = await naming(reader, clock)
        other.rename(other.all()[0].id, "theirs")
        await reader.press("enter")
        other.load()
        assert other.all()[0].name == "theirs"


async def test_a_name_that_both_gave_is_the_last_one_and_the_other_is_told(
    start: Start, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        other = await naming(reader, clock)
        other.rename(other.all()[0].id, "theirs")
        await reader.type("mine")
        await reader.press("enter")
        other.load()
        assert other.all()[0].name == "mine"
        assert "another reader had called it theirs" in reader.main.status.message


async def test_a_search_removed_meanwhile_is_back_with_its_new_name(
    start: Start, clock: Callable[[], datetime]
) -> None:
    async with start() as reader:
        other = await naming(reader, clock)
        (search,) = other.all()
        other.remove(search.id)
        await reader.type("mine")
        await reader.press("enter")
        other.load()
        assert [(each.id, each.name) for each in other.all()] == [(search.id, "mine")]
        assert "it is back with its new name" in reader.main.status.message
