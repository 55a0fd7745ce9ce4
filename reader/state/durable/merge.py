"""Three-way merge of one instance's changes with what the others wrote meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeAlias

from reader.state.durable.record import R, RecordForm, instant

Fields: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Put(Generic[R]):
    """We added or changed the record."""

    record: R
    yields: bool = False
    """Whether the others' side wins a conflict: a removal taken back, say, decides nothing anew."""


@dataclass(frozen=True, slots=True)
class Delete(Generic[R]):
    """We removed the record at that moment."""

    at: datetime
    seen: R
    """The record as it was known when it was removed."""
    removed: R
    """The record as it was on disk, with others' changes that were not known."""


Change: TypeAlias = Put[R] | Delete[R]


def rebase(
    form: RecordForm[R],
    base: Mapping[str, R],
    theirs: Mapping[str, R],
    changes: Mapping[str, Change[R]],
) -> dict[str, Change[R]]:
    """Changes made against `base`, as changes against `theirs` that come to the same.

    An addition stays. A change of what the others changed too becomes both, field by field
    (`merge_records`). A change of what the others deleted stays: the file does not say when, and a
    record too many is better than one lost. A deletion stays, unless the others changed the record
    after it, or wrote words in it that whoever deleted it had not seen.
    """
    rebased: dict[str, Change[R]] = {}
    for key, change in changes.items():
        known, current = base.get(key), theirs.get(key)
        if isinstance(change, Delete):
            if current is not None and not _outlives(form, change, known, current):
                removed = merge_records(form, known, change.removed, current)
                rebased[key] = replace(change, removed=removed)
            continue
        merged = change.record
        if current is not None:
            merged = merge_records(form, known, merged, current, yields=change.yields)
        if merged != current:
            rebased[key] = replace(change, record=merged)
    return rebased


def _outlives(form: RecordForm[R], change: Delete[R], known: R | None, current: R) -> bool:
    """Whether what the others made of a record since it was `known` keeps it from being deleted."""
    if current == known:
        return False
    if instant(current.updated) > change.at:
        return True
    seen, now = form.format(change.removed), form.format(current)
    return any(
        not _is_within(str(now.get(name, "")).split("\n"), str(seen.get(name, "")).split("\n"))
        for name in form.texts
    )


def apply(records: Mapping[str, R], changes: Mapping[str, Change[R]]) -> dict[str, R]:
    result = dict(records)
    for key, change in changes.items():
        if isinstance(change, Put):
            result[key] = change.record
        else:
            result.pop(key, None)
    return result


def merge_records(
    form: RecordForm[R], base: R | None, mine: R, theirs: R, *, yields: bool = False
) -> R:
    """Merge the changes of both sides since `base` (None: both added the record).

    Where both changed one field: of `form.texts` both stand, `form.sets` take the additions and
    removals of both, of any other field the later side wins, or theirs if `mine` `yields`.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    before: Fields = form.format(base) if base is not None else {}
    ours, others = form.format(mine), form.format(theirs)
    ours_is_later = _rank(mine, ours) >= _rank(theirs, others)
    earlier, later = (others, ours) if ours_is_later else (ours, others)
    winner = others if yields else later

    merged: dict[str, object] = {}
    for name in {**ours, **others}:
        unit = next((unit for unit in form.units if name in unit), (name,))
        at_first, here, there = (_part(fields, unit) for fields in (before, ours, others))
        if there == at_first or here == there:
            source: Fields = ours
        elif here == at_first:
            source = others
        elif name in form.texts:
            source = {name: both_texts(str(earlier.get(name, "")), str(later.get(name, "")))}
        elif name in form.sets:
            lists = (_list(fields.get(name)) for fields in (before, ours, others))
            source = {name: both_lists(*lists)}
        else:
            source = later if name == "updated" else winner
        if name in source:
            merged[name] = source[name]
    return form.parse(merged)


def both_texts(earlier: str, later: str) -> str:
    """Lines of both texts, once each where the texts begin or end alike; the earlier text first.

    Merged again with either of the two, the result stays as it is.
    """
    first, second = earlier.split("\n"), later.split("\n")
    if _is_within(first, second):
        return later
    if _is_within(second, first):
        return earlier
    start = _common(first, second)
    stop = _common(first[start:][::-1], second[start:][::-1])
    ends = first[:start], first[len(first) - stop :]
    mine, theirs = first[start : len(first) - stop], second[start : len(second) - stop]
    between = [] if any(line.strip() for end in ends for line in end) else [""]
    return "\n".join([*ends[0], *_trimmed(mine), *between, *_trimmed(theirs), *ends[1]])


def both_lists(base: list[object], mine: list[object], theirs: list[object]) -> list[object]:
    """Items of both or added by either, mine first, without those that either took away."""
    kept = [each for each in mine if each in theirs or each not in base]
    return kept + [each for each in theirs if each not in mine and each not in base]


def _rank(record: R, fields: Fields) -> tuple[datetime, str]:
    """Which of two versions is the later: the same whichever side asks."""
    return instant(record.updated), repr(sorted(fields.items()))


def _part(fields: Fields, names: Iterable[str]) -> dict[str, object]:
    return {name: fields[name] for name in names if name in fields}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_within(lines: list[str], others: list[str]) -> bool:
    """Whether all lines that say something are among the others, in their order."""
    rest = iter(others)
    return all(line in rest for line in lines if line.strip())


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without the blank ones at both ends."""
    said = [number for number, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else []
