"""What the owner made, and what is told of it when the disk refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.errors import ReaderError
from reader.services.owner.bookmarks import Edit
from reader.services.owner.keeper import Keeper, WriteOutcome, in_words
from reader.services.owner.saved_searches import GONE
from reader.services.owner.undo import Undoable
from reader.state.saved_searches import SavedSearch
from tests.unit.services.small_library import SmallLibrary


@pytest.fixture
def keeper(small: SmallLibrary) -> Keeper:
    small.keeper.open()
    return small.keeper


def undone(keeper: Keeper) -> str:
    return keeper.way_back()[1]().told


def refuse(small: SmallLibrary, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Let the file of searches take nothing."""

    def save() -> None:
        raise ReaderError(what, path=small.searches.path, hint="free some space")

    monkeypatch.setattr(small.searches, "save", save)


# -- work and what is told of it ----------------------------------------------------------------


def test_nothing_is_unsaved_before_the_files_were_read(small: SmallLibrary) -> None:
    assert (small.keeper.is_open, small.keeper.is_writing) == (False, False)
    assert small.keeper.open() == ()
    assert small.keeper.is_open
    assert not small.keeper.is_writing
    assert (small.keeper.unsaved, small.keeper.unsaved_names) == (False, ())


def test_work_tells_what_it_did_or_why_it_failed(keeper: Keeper) -> None:
    def fails() -> str:
        raise ReaderError("is full", path=Path("/disk/bookmarks.json"), hint="free some space")

    for keep in (keeper.keep_own, keeper.keep_place):
        assert keep(lambda: "done") == WriteOutcome("done")
        assert keep(fails) == WriteOutcome("bookmarks.json: is full (free some space)")


def test_an_error_is_told_without_the_folder() -> None:
    assert in_words(ReaderError("is full")) == "is full"
    assert in_words(ReaderError("is full", path=Path("/a/b.md"))) == "b.md: is full"
    assert in_words(ReaderError("is full", hint="wait")) == "is full (wait)"


def test_what_nobody_asked_for_fails_aloud_once(keeper: Keeper) -> None:
    def fails(what: str) -> Callable[[], None]:
        def work() -> None:
            raise ReaderError(what)

        return work

    told = [
        keeper.keep_quietly(work).told
        for work in (
            lambda: None,
            fails("is full"),
            fails("is full"),
            fails("is locked"),
            lambda: None,
            fails("is locked"),
        )
    ]
    assert told == ["", "is full", "", "is locked", "", "is locked"]


# -- undo ---------------------------------------------------------------------------------------


def test_undo_goes_behind_the_change_that_is_being_made(keeper: Keeper) -> None:
    assert keeper.way_back()[0] is keeper.own_lane
    assert undone(keeper) == "Nothing to undo"
    gate = threading.Event()

    def waits() -> None:
        gate.wait(10)

    future = keeper.change(keeper.place_lane, waits)
    assert keeper.way_back()[0] is keeper.place_lane
    gate.set()
    future.result(10)
    assert keeper.way_back()[0] is keeper.own_lane


def test_undo_of_a_finished_change_goes_where_that_is_kept(
    small: SmallLibrary, keeper: Keeper
) -> None:
    path = small.write("a.md")
    small.refresh()
    keeper.places.set_read([small.article(path)], True)
    assert keeper.way_back()[0] is keeper.place_lane
    keeper.searches.add("zebra")
    assert keeper.way_back()[0] is keeper.own_lane


# -- searches -----------------------------------------------------------------------------------


def test_a_search_is_kept_once_and_taken_back(small: SmallLibrary, keeper: Keeper) -> None:
    assert keeper.searches.add("zebra") == Undoable("Search kept: zebra")
    assert keeper.searches.add("zebra") == "This search is kept already"
    assert [search.query for search in keeper.searches.all()] == ["zebra"]
    assert undone(keeper) == "Search taken back"
    assert keeper.searches.all() == ()
    assert undone(keeper) == "Nothing to undo"
    assert small.searches.all() == ()


def test_a_removed_search_comes_back(keeper: Keeper) -> None:
    keeper.searches.add("zebra")
    (kept,) = keeper.searches.all()
    assert keeper.searches.remove(kept.id) == Undoable("Search removed")
    assert keeper.searches.all() == ()
    assert keeper.searches.remove(kept.id) == GONE
    assert undone(keeper) == "Search is back"
    (back,) = keeper.searches.all()
    assert (back.id, back.query) == (kept.id, kept.query)


def test_a_search_is_renamed_and_called_as_before(keeper: Keeper) -> None:
    keeper.searches.add("zebra")
    (kept,) = keeper.searches.all()
    assert keeper.searches.rename(kept, kept.name) == ""
    assert keeper.searches.rename(kept, "Stripes") == "Name kept"
    assert [search.title for search in keeper.searches.all()] == ["Stripes"]
    assert undone(keeper) == "Name is as it was"
    assert [search.title for search in keeper.searches.all()] == ["zebra"]


def test_a_name_that_another_reader_gave_meanwhile_is_told_and_outlives_undo(
    small: SmallLibrary, keeper: Keeper
) -> None:
    keeper.searches.add("zebra")
    (seen,) = keeper.searches.all()
    small.searches.rename(seen.id, "Theirs")
    told = keeper.searches.rename(seen, "Mine")
    assert told == "Name kept; another reader had called it Theirs"
    small.searches.rename(seen.id, "Theirs again")
    assert undone(keeper) == "Name is as it was"
    assert [search.title for search in keeper.searches.all()] == ["Theirs again"]


def test_a_search_that_was_removed_meanwhile_is_back_with_its_name(
    small: SmallLibrary, keeper: Keeper
) -> None:
    keeper.searches.add("zebra")
    (seen,) = keeper.searches.all()
    small.searches.remove(seen.id)
    told = keeper.searches.rename(seen, "Mine")
    assert told == "The search had been removed; it is back with its new name"
    assert [search.title for search in keeper.searches.all()] == ["Mine"]
    assert undone(keeper) == "Search taken back"
    assert keeper.searches.all() == ()


def test_without_a_file_no_search_is_kept(small: SmallLibrary) -> None:
    own = small.session.own()._replace(searches=None)
    object.__setattr__(small.session, "own", lambda: own)
    searches = small.keeper.searches
    assert searches.all() == ()
    assert searches.add("zebra") == "Searches cannot be kept here"
    assert searches.remove("none") == GONE
    assert searches.rename(SavedSearch("zebra", id="k"), "Name") == ""


# -- a disk that refuses --------------------------------------------------------------------------


def test_a_refused_change_stays_in_memory_and_is_tried_again(
    small: SmallLibrary, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = small.searches.path.parent
    keeper.searches.add("lion")
    folder.rename(folder.with_name("aside"))
    folder.write_text("in the way")
    told = keeper.keep_own(lambda: keeper.searches.add("zebra")).told
    assert told.startswith("Kept in memory, to be tried again: ")
    assert keeper.unsaved
    assert keeper.unsaved_names == (small.searches.path.name,)
    assert keeper.retry() == ""
    folder.unlink()
    folder.with_name("aside").rename(folder)
    assert keeper.retry() == "Searches are on disk again"
    assert (keeper.unsaved, keeper.retry()) == (False, "")
    refuse(small, monkeypatch, "is full")
    assert keeper.retry() == ""


def test_a_change_that_came_to_nothing_is_told_as_it_failed(keeper: Keeper) -> None:
    def fails() -> str:
        raise ReaderError("is full")

    assert keeper.keep_own(fails).told == "is full"


# -- bookmarks ------------------------------------------------------------------------------------


def test_a_bookmark_on_the_article_as_a_whole_is_toggled(
    small: SmallLibrary, keeper: Keeper
) -> None:
    path = small.write("a.md")
    small.refresh()
    made = keeper.bookmarks.toggle_article(small.article(path))
    assert made.told == "Bookmarked"
    assert [mark.id for mark in keeper.bookmarks.of(small.article(path))] == [made.bookmark.id]
    assert not keeper.bookmarks.has_place(made.bookmark.id)
    gone = keeper.bookmarks.toggle_article(small.article(path))
    assert gone.told == Undoable("Bookmark removed")
    assert undone(keeper) == "Bookmark is back"
    assert undone(keeper) == "Bookmark taken back"
    assert keeper.bookmarks.all() == ()


def test_an_edit_without_a_change_is_none(small: SmallLibrary, keeper: Keeper) -> None:
    path = small.write("a.md")
    small.refresh()
    made = keeper.bookmarks.toggle_article(small.article(path)).bookmark
    assert Edit().is_empty
    assert not Edit(note="").is_empty
    assert keeper.bookmarks.edit(made, Edit()).told == ""
    noted = keeper.bookmarks.edit(made, Edit(note="mine"))
    assert noted.told == "Note kept"
    assert keeper.bookmarks.edit(made, Edit(note="mine")).told == ""
    assert undone(keeper) == "Note is as before"
    keeper.bookmarks.edit(made, Edit(note="mine", tags=("a",)))
    assert keeper.bookmarks.tags() == ("a",)
    assert undone(keeper) == "Changes are as before"


def test_several_are_removed_at_once_and_come_back(small: SmallLibrary, keeper: Keeper) -> None:
    paths = [small.write(f"{name}.md") for name in "abc"]
    small.refresh()
    keys = [keeper.bookmarks.toggle_article(small.article(path)).bookmark.id for path in paths]
    assert keeper.bookmarks.remove_all(keys[:2]) == Undoable("2 bookmarks removed")
    assert [mark.id for mark in keeper.bookmarks.all()] == keys[2:]
    assert undone(keeper) == "2 bookmarks are back"
    assert keeper.bookmarks.remove_all(keys[:1]) == Undoable("Bookmark removed")
    with pytest.raises(ReaderError, match="gone already"):
        keeper.bookmarks.remove_all(["x", "y"])
    with pytest.raises(ReaderError, match="gone already"):
        keeper.bookmarks.remove("x")


def test_the_next_highlight_has_the_colour_of_the_last(small: SmallLibrary, keeper: Keeper) -> None:
    path = small.write("a.md", "Some words to highlight here.\n\nAnd some more of them.\n")
    small.refresh()
    opened = small.open(path)
    assert keeper.bookmarks.last_color() == "yellow"
    made = keeper.bookmarks.highlight(opened, Place(0, 4), Place(0, 11), Edit(color="red"))
    assert made.told == Undoable("Highlighted")
    assert (made.bookmark.place, made.bookmark.end) == (Place(0, 5), Place(0, 10))
    assert keeper.bookmarks.last_color() == "red"
    again = keeper.bookmarks.highlight(opened, Place(0, 5), Place(0, 10), Edit(note="why"))
    assert again.told == "Note kept"
    assert keeper.bookmarks.highlight_at(opened, Place(0, 10), Place(0, 5)) == made.bookmark.id
    assert keeper.bookmarks.highlight_at(opened, Place(0, 5), Place(0, 9)) == ""
    other = keeper.bookmarks.highlight(opened, Place(1, 0), Place(1, 3), Edit())
    assert other.bookmark.color == "red"
    with pytest.raises(ReaderError, match="no words"):
        keeper.bookmarks.highlight(opened, Place(0, 4), Place(0, 5), Edit())


def test_a_bookmark_on_a_place_is_removed_from_anywhere_in_its_line(
    small: SmallLibrary, keeper: Keeper
) -> None:
    path = small.write("a.md", "Some words of a line.\n\nAnd some more of them.\n")
    small.refresh()
    opened = small.open(path)
    made = keeper.bookmarks.toggle_place(opened, Place(0, 5), Place(0, 10)).bookmark
    assert keeper.bookmarks.has_place(made.id)
    assert keeper.bookmarks.located(opened, made.id) == Place(0, 5)
    quote = keeper.bookmarks.quote_of(made.id)
    assert quote is not None
    assert quote.exact.startswith("words")
    other = keeper.bookmarks.toggle_place(opened, Place(0, 6), Place(0, 10))
    assert other.after is not None
    assert keeper.bookmarks.toggle_place(opened, Place(0, 5), Place(0, 6)).after is None
    assert keeper.bookmarks.toggle_place(opened, Place(0, 6), Place(0, 6)).after is None
    assert keeper.bookmarks.all() == ()
