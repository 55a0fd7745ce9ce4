"""Three-way merge of one instance's changes with what the others wrote meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from reader.state.bookmark import Bookmark, format_bookmark, instant, parse_bookmark

_ANCHOR = ("place", "end", "quote")
"""Fields that mean something only together: all are taken from the same side."""


@dataclass(frozen=True, slots=True)
class Put:
    """We added or changed the bookmark."""

    bookmark: Bookmark
    yields: bool = False
    """A removal taken back, which decides nothing anew: of a conflict the others' side."""


@dataclass(frozen=True, slots=True)
class Delete:
    """We removed the bookmark at that moment."""

    at: datetime
    seen: Bookmark
    """As we knew it then."""
    removed: Bookmark
    """As it was: with what the others had changed before, unknown to us."""


Change = Put | Delete


def rebase(
    base: Mapping[str, Bookmark], theirs: Mapping[str, Bookmark], changes: Mapping[str, Change]
) -> dict[str, Change]:
    """Changes made against `base`, as changes against `theirs` that come to the same.

    An addition stays. A change of what the others changed too becomes both, field by field; where
    both changed one field the later `updated` wins, but over a removal taken back the others do.
    A change of what the others deleted stays: the file does not say when, and a bookmark too many
    is better than one lost. A deletion stays, unless the others changed the bookmark after it.
    """
    rebased: dict[str, Change] = {}
    for key, change in changes.items():
        known, current = base.get(key), theirs.get(key)
        if isinstance(change, Delete):
            kept_alive = (
                current is not None and current != known and instant(current.updated) > change.at
            )
            if current is not None and not kept_alive:
                rebased[key] = replace(
                    change, removed=merge_bookmark(known, change.removed, current)
                )
            continue
        merged = change.bookmark
        if current is not None:
            merged = merge_bookmark(known, merged, current, yields=change.yields)
        if merged != current:
            rebased[key] = replace(change, bookmark=merged)
    return rebased


def apply(bookmarks: Mapping[str, Bookmark], changes: Mapping[str, Change]) -> dict[str, Bookmark]:
    result = dict(bookmarks)
    for key, change in changes.items():
        if isinstance(change, Put):
            result[key] = change.bookmark
        else:
            result.pop(key, None)
    return result


def merge_bookmark(
    base: Bookmark | None, mine: Bookmark, theirs: Bookmark, *, yields: bool = False
) -> Bookmark:
    """Both sides' changes since `base` (None: both added it); of a conflict the later side.

    If `mine` `yields`, of a conflict their side, but the later time all the same.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    before = format_bookmark(base) if base else {}
    ours, others = format_bookmark(mine), format_bookmark(theirs)
    latest = ours if instant(mine.updated) >= instant(theirs.updated) else others
    winner = others if yields else latest

    merged: dict[str, object] = {}
    for name in ours | others:
        unit = _ANCHOR if name in _ANCHOR else (name,)
        at_first, here, there = (_part(fields, unit) for fields in (before, ours, others))
        decides = latest if name == "updated" else winner
        source = ours if there == at_first else others if here == at_first else decides
        if name in source:
            merged[name] = source[name]
    return parse_bookmark(merged)


def _part(fields: Mapping[str, object], names: tuple[str, ...]) -> dict[str, object]:
    return {name: fields[name] for name in names if name in fields}
