from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark
from reader.state.durable.merge import (
    Change,
    Delete,
    Put,
    apply,
    both_lists,
    both_texts,
    merge_records,
    rebase,
)

OLD = Bookmark(
    ArticleRef(path="/a"), Place(1), Quote("one"), id="x", updated="2026-01-01T00:00:00.000Z"
)
EARLIER = "2026-01-02T00:00:00.000Z"
LATER = "2026-01-03T00:00:00.000Z"


def merged(
    base: list[Bookmark], theirs: list[Bookmark], changes: dict[str, Change[Bookmark]]
) -> dict[str, Bookmark]:
    current = {mark.id: mark for mark in theirs}
    return apply(current, rebase(BOOKMARKS, {mark.id: mark for mark in base}, current, changes))


def deletion(day: int) -> Delete[Bookmark]:
    return Delete(datetime(2026, 1, day, tzinfo=UTC), seen=OLD, removed=OLD)


def test_additions_of_both_are_kept() -> None:
    mine, other = replace(OLD, id="m"), replace(OLD, id="o")
    assert merged([], [other], {"m": Put(mine)}) == {"m": mine, "o": other}


def test_a_deletion_is_honoured() -> None:
    assert merged([OLD], [OLD], {"x": deletion(2)}) == {}
    assert merged([OLD], [], {}) == {}


def test_a_deletion_yields_to_a_later_change_only() -> None:
    change = replace(OLD, color="red", updated=EARLIER)
    assert merged([OLD], [change], {"x": deletion(1)}) == {"x": change}
    assert merged([OLD], [change], {"x": deletion(3)}) == {}


def test_a_deletion_yields_to_words_that_were_not_seen() -> None:
    said = replace(OLD, note="said meanwhile", updated=EARLIER)
    assert merged([OLD], [said], {"x": deletion(3)}) == {"x": said}
    silent = replace(OLD, note="", updated=EARLIER)
    seen = replace(OLD, note="seen")
    removal = Delete(datetime(2026, 1, 3, tzinfo=UTC), seen=seen, removed=seen)
    assert merged([seen], [silent], {"x": removal}) == {}


def test_a_change_outlives_the_deletion_by_another() -> None:
    change = replace(OLD, note="changed", updated=LATER)
    assert merged([OLD], [], {"x": Put(change)}) == {"x": change}


def test_changes_of_different_fields_are_both_kept() -> None:
    mine = replace(OLD, note="mine", updated=EARLIER)
    theirs = replace(OLD, tags=("theirs",), extra=MappingProxyType({"k": 1}), updated=LATER)
    both = merge_records(BOOKMARKS, OLD, mine, theirs)
    assert both == replace(theirs, note="mine")


def test_of_one_field_the_later_change_wins_on_either_side() -> None:
    early = replace(OLD, color="red", updated=EARLIER)
    late = replace(OLD, color="blue", updated=LATER)
    assert merge_records(BOOKMARKS, OLD, early, late) == late
    assert merge_records(BOOKMARKS, OLD, late, early) == late


def test_a_place_goes_with_its_quote() -> None:
    early = replace(OLD, quote=Quote("two"), updated=EARLIER)
    late = replace(OLD, place=Place(9), updated=LATER)
    assert merge_records(BOOKMARKS, OLD, early, late) == late
    requoted = merge_records(BOOKMARKS, OLD, early, replace(OLD, note="n", updated=LATER))
    assert (requoted.place, requoted.quote, requoted.note) == (Place(1), Quote("two"), "n")


def test_a_field_removed_by_one_side_is_removed() -> None:
    base = replace(OLD, extra=MappingProxyType({"k": 1}))
    mine = replace(base, note="mine", updated=LATER)
    assert (
        merge_records(BOOKMARKS, base, mine, replace(base, extra={}, updated=EARLIER)).extra == {}
    )


def test_changes_that_are_on_disk_already_are_no_changes() -> None:
    mine = replace(OLD, note="mine", updated=LATER)
    assert rebase(BOOKMARKS, {"x": OLD}, {"x": mine}, {"x": Put(mine)}) == {}
    assert rebase(BOOKMARKS, {"x": OLD}, {}, {"x": deletion(2)}) == {}


def test_notes_that_both_sides_changed_both_stand_whoever_merges_them() -> None:
    early = replace(OLD, note="what I said", updated=EARLIER)
    late = replace(OLD, note="what they said", updated=LATER)
    both = merge_records(BOOKMARKS, OLD, early, late)
    assert both.note == "what I said\n\nwhat they said"
    assert merge_records(BOOKMARKS, OLD, late, early) == both
    assert merge_records(BOOKMARKS, None, early, late) == both
    for side in (early, late):
        assert merge_records(BOOKMARKS, OLD, both, side).note == both.note


def test_tags_that_both_sides_changed_are_merged_one_by_one() -> None:
    base = replace(OLD, tags=("a", "b", "c"))
    mine = replace(base, tags=("b", "c", "mine"), updated=EARLIER)
    theirs = replace(base, tags=("a", "theirs", "b"), updated=LATER)
    assert merge_records(BOOKMARKS, base, mine, theirs).tags == ("b", "mine", "theirs")
    assert set(merge_records(BOOKMARKS, None, mine, theirs).tags) == {*mine.tags, *theirs.tags}


def test_a_version_that_yields_takes_what_the_others_say_but_for_words() -> None:
    mine = replace(OLD, note="mine", color="red", updated=LATER)
    theirs = replace(OLD, note="theirs", color="blue", updated=EARLIER)
    yielded = merge_records(BOOKMARKS, OLD, mine, theirs, yields=True)
    assert (yielded.note, yielded.color) == ("theirs\n\nmine", "blue")
    assert yielded.updated == LATER


LINES = st.lists(st.sampled_from(["", "a", "b", "c", "一", " d"]), max_size=6).map("\n".join)


def said(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@given(LINES, LINES)
def test_of_two_texts_no_line_is_lost_and_merging_again_changes_nothing(
    one: str, other: str
) -> None:
    both = both_texts(one, other)
    for side in (one, other):
        rest = iter(said(both))
        assert all(line in rest for line in said(side)), "in their order"
        assert said(both_texts(both, side)) == said(both_texts(side, both)) == said(both)
    assert both_texts(one, one) == one


def test_lines_that_begin_or_end_alike_stand_once() -> None:
    assert both_texts("p\nmine\nq", "p\ntheirs\nq") == "p\nmine\ntheirs\nq"
    assert both_texts("short", "short\n\nand more") == "short\n\nand more"


WORDS = st.lists(st.sampled_from("abcd"), max_size=4, unique=True)


@given(WORDS, WORDS, WORDS)
def test_a_list_has_what_either_added_and_not_what_either_took_away(
    base: list[object], mine: list[object], theirs: list[object]
) -> None:
    both = both_lists(base, mine, theirs)
    added = {*mine, *theirs} - {*base}
    left = {*mine} & {*theirs}
    assert set(both) == added | left
    assert len(both) == len(set(both))
