from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from reader.document.model import Place
from reader.document.quote import Quote
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.durable.merge import Change, Delete, Put, apply, merge_bookmark, rebase

OLD = Bookmark(
    ArticleRef(path="/a"), Place(1), Quote("one"), id="x", updated="2026-01-01T00:00:00.000Z"
)
EARLIER = "2026-01-02T00:00:00.000Z"
LATER = "2026-01-03T00:00:00.000Z"


def merged(
    base: list[Bookmark], theirs: list[Bookmark], changes: dict[str, Change]
) -> dict[str, Bookmark]:
    current = {mark.id: mark for mark in theirs}
    return apply(current, rebase({mark.id: mark for mark in base}, current, changes))


def deletion(day: int) -> Delete:
    return Delete(datetime(2026, 1, day, tzinfo=UTC), seen=OLD, removed=OLD)


def test_additions_of_both_are_kept() -> None:
    mine, other = replace(OLD, id="m"), replace(OLD, id="o")
    assert merged([], [other], {"m": Put(mine)}) == {"m": mine, "o": other}


def test_a_deletion_is_honoured() -> None:
    assert merged([OLD], [OLD], {"x": deletion(2)}) == {}
    assert merged([OLD], [], {}) == {}


def test_a_deletion_yields_to_a_later_change_only() -> None:
    change = replace(OLD, note="changed", updated=EARLIER)
    assert merged([OLD], [change], {"x": deletion(1)}) == {"x": change}
    assert merged([OLD], [change], {"x": deletion(3)}) == {}


def test_a_change_outlives_the_deletion_by_another() -> None:
    change = replace(OLD, note="changed", updated=LATER)
    assert merged([OLD], [], {"x": Put(change)}) == {"x": change}


def test_changes_of_different_fields_are_both_kept() -> None:
    mine = replace(OLD, note="mine", updated=EARLIER)
    theirs = replace(OLD, tags=("theirs",), extra=MappingProxyType({"k": 1}), updated=LATER)
    both = merge_bookmark(OLD, mine, theirs)
    assert both == replace(theirs, note="mine")


def test_of_one_field_the_later_change_wins_on_either_side() -> None:
    early = replace(OLD, note="early", updated=EARLIER)
    late = replace(OLD, note="late", updated=LATER)
    assert merge_bookmark(OLD, early, late) == late
    assert merge_bookmark(OLD, late, early) == late


def test_a_place_goes_with_its_quote() -> None:
    early = replace(OLD, quote=Quote("two"), updated=EARLIER)
    late = replace(OLD, place=Place(9), updated=LATER)
    assert merge_bookmark(OLD, early, late) == late
    requoted = merge_bookmark(OLD, early, replace(OLD, note="n", updated=LATER))
    assert (requoted.place, requoted.quote, requoted.note) == (Place(1), Quote("two"), "n")


def test_a_field_removed_by_one_side_is_removed() -> None:
    base = replace(OLD, extra=MappingProxyType({"k": 1}))
    mine = replace(base, note="mine", updated=LATER)
    assert merge_bookmark(base, mine, replace(base, extra={}, updated=EARLIER)).extra == {}


def test_changes_that_are_on_disk_already_are_no_changes() -> None:
    mine = replace(OLD, note="mine", updated=LATER)
    assert rebase({"x": OLD}, {"x": mine}, {"x": Put(mine)}) == {}
    assert rebase({"x": OLD}, {}, {"x": deletion(2)}) == {}
