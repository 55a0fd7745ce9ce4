"""A change of a bookmark in words, beside the changes of another reader, and undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.services.owner.bookmark_change import (
    Change,
    as_before,
    many,
    own_part,
    parts_changed,
    told_meanwhile,
)
from reader.services.owner.undo import Undoable
from reader.state.bookmark import ArticleRef, Bookmark

REF = ArticleRef(path="/a.md")
PLACE = Bookmark(REF, Place(1), Quote("words"), note="mine", tags=("a", "b"), id="p")
HIGHLIGHT = replace(PLACE, end=Place(1, 5), color="yellow", id="h")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change(PLACE, PLACE, PLACE), ""),
        (Change(PLACE, None, PLACE), "Bookmarked"),
        (Change(HIGHLIGHT, None, HIGHLIGHT), Undoable("Highlighted")),
        (Change(PLACE, None, PLACE, "it is back"), "it is back"),
        (Change(PLACE, PLACE, None), Undoable("Bookmark removed")),
        (Change(HIGHLIGHT, HIGHLIGHT, None), Undoable("Highlight removed")),
        (Change(PLACE, PLACE, replace(PLACE, note="x")), "Note kept"),
        (Change(PLACE, PLACE, replace(PLACE, tags=())), "Tags kept"),
        (Change(HIGHLIGHT, HIGHLIGHT, replace(HIGHLIGHT, color="red")), "Colour kept"),
        (Change(PLACE, PLACE, replace(PLACE, place=Place(2))), "Place kept"),
        (Change(PLACE, PLACE, replace(PLACE, quote=Quote("others"))), "Place kept"),
        (Change(PLACE, PLACE, replace(PLACE, note="x", tags=())), "Changes kept"),
        (Change(PLACE, PLACE, replace(PLACE, note="x"), "; and more"), "Note kept; and more"),
    ],
)
def test_a_change_is_told_by_what_it_changed(change: Change, told: str) -> None:
    assert change.told == told
    assert isinstance(change.told, Undoable) is isinstance(told, Undoable)


def test_bookmarks_are_counted_in_words() -> None:
    assert [many(range(number)) for number in (0, 1, 2, 1_234)] == [
        "0 bookmarks",
        "1 bookmark",
        "2 bookmarks",
        "1,234 bookmarks",
    ]


@pytest.mark.parametrize(
    ("said", "now", "told"),
    [
        # nobody else changed anything, or not what the owner changes
        ({"note": "new"}, {}, ""),
        ({"note": "new"}, {"tags": ("x",)}, ""),
        ({"tags": ("x",)}, {"note": "theirs"}, ""),
        # both say the same
        ({"note": "new"}, {"note": "new"}, ""),
        # both change the same part
        ({"note": "new"}, {"note": "theirs"}, "; another reader had changed it too: both stand"),
        ({"tags": ("x",)}, {"tags": ("y",)}, "; another reader had changed them too: both stand"),
        (
            {"note": "new", "tags": ("x",)},
            {"note": "theirs", "tags": ("y",)},
            "; another reader had changed them too: both stand",
        ),
    ],
)
def test_what_others_changed_meanwhile_is_told_where_both_meet(
    said: dict[str, object], now: dict[str, object], told: str
) -> None:
    mine, theirs = replace(PLACE, **said), replace(PLACE, **now)  # type: ignore[arg-type]  # fields
    assert told_meanwhile(PLACE, mine, theirs) == told


@pytest.mark.parametrize(
    ("said", "ending"),
    [
        ({"note": "new"}, "with your note"),
        ({"tags": ("x",)}, "with your tags"),
        ({"note": "new", "tags": ("x",)}, "with your note and tags"),
        ({"color": "red"}, "with your colour"),
    ],
)
def test_what_others_removed_is_back_with_what_was_said(
    said: dict[str, object], ending: str
) -> None:
    mine = replace(HIGHLIGHT, **said)  # type: ignore[arg-type]  # fields
    told = told_meanwhile(HIGHLIGHT, mine, None)
    assert told.startswith("The highlight had been removed")
    assert told.endswith(ending)
    assert told_meanwhile(PLACE, PLACE, None).startswith("The bookmark had")


def test_the_words_of_others_in_the_same_moment_are_no_part_of_the_change() -> None:
    said = replace(PLACE, note="new", tags=("x",))
    merged = replace(said, note="new and theirs", tags=("x", "y"), color="red")
    assert own_part(Change(PLACE, PLACE, said), merged) == replace(said, color="red")


def test_what_others_had_changed_before_is_part_of_what_the_change_came_to() -> None:
    seen = replace(PLACE, note="old", tags=("old",))
    said = replace(seen, note="new", tags=("x",))
    merged = replace(said, note="new and theirs", tags=("x", "y"))
    assert own_part(Change(seen, PLACE, said), merged) == merged


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [(None, PLACE, HIGHLIGHT), (PLACE, None, None), (PLACE, HIGHLIGHT, None)],
)
def test_of_what_was_made_or_removed_all_is_the_change(
    before: Bookmark | None, after: Bookmark | None, now: Bookmark | None
) -> None:
    assert own_part(Change(PLACE, before, after), now) is now


def test_a_change_that_nobody_touched_is_undone_whole() -> None:
    after = replace(
        HIGHLIGHT, note="new", tags=("x",), color="red", place=Place(2), end=Place(2, 3)
    )
    assert as_before(after, HIGHLIGHT, after) == HIGHLIGHT


@pytest.mark.parametrize(
    ("theirs", "note", "tags", "color"),
    [
        ({"note": "theirs"}, "theirs", ("a", "b"), "yellow"),
        ({"color": "blue"}, "mine", ("a", "b"), "blue"),
        ({"tags": ("a", "x", "z")}, "mine", ("a", "z", "b"), "yellow"),
        ({"tags": ("z",)}, "mine", ("z", "b"), "yellow"),
        ({"tags": ("a", "x", "b")}, "mine", ("a", "b"), "yellow"),
    ],
)
def test_what_others_changed_since_stays_when_it_is_undone(
    theirs: dict[str, object], note: str, tags: tuple[str, ...], color: str
) -> None:
    after = replace(HIGHLIGHT, note="new", tags=("a", "x"), color="red")
    now = replace(after, **theirs)  # type: ignore[arg-type]  # fields
    undone = as_before(now, HIGHLIGHT, after)
    assert (undone.note, undone.tags, undone.color) == (note, tags, color)


@pytest.mark.parametrize(
    "theirs", [{"place": Place(5)}, {"end": Place(5)}, {"quote": Quote("theirs")}]
)
def test_a_place_that_others_changed_stays_as_a_whole(theirs: dict[str, object]) -> None:
    after = replace(HIGHLIGHT, place=Place(2), end=Place(2, 3), quote=Quote("new"))
    now = replace(after, **theirs)  # type: ignore[arg-type]  # fields
    undone = as_before(now, HIGHLIGHT, after)
    assert (undone.place, undone.end, undone.quote) == (now.place, now.end, now.quote)


def test_nothing_changed_is_no_part() -> None:
    assert parts_changed(PLACE, PLACE) == "Changes"
    assert parts_changed(PLACE, replace(PLACE, note="x")) == "Note"
