"""Contents of a file of records, between its bytes and the store."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Generic

from reader.state.durable.conflict import split_marks
from reader.state.durable.json_file import Pieces
from reader.state.durable.json_spans import object_spans
from reader.state.durable.json_text import (
    DamagedError,
    DecodedJson,
    check_depth,
    decode_any_depth,
    decode_text,
    format_value,
    parse,
    utf_8,
)
from reader.state.durable.merge import merge_records
from reader.state.durable.record import KeptRecord, R, RecordForm

VERSION = 1
NOT_SHOWN = "is kept but not shown"
"""Words of the notices for an entry of a wrong form."""
GIT_MARKS = "has git's conflict marks; both sides are shown, and saved so with your next change"
_ENTRY_INDENT = "    "
_MOST_JOINED = 1_000
"""Entries in one piece of the file."""


@dataclass(frozen=True, slots=True)
class Contents(Generic[R]):
    """A state of the file. `extra` and `opaque` are what this version does not understand."""

    records: Mapping[str, R] = field(default_factory=dict)
    """Records by id."""
    opaque: tuple[object, ...] = ()
    """Entries of a wrong form, verbatim."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields beside `version` and the list."""
    version: object = VERSION
    notices: tuple[str, ...] = ()
    """Oddities of the file, one line each."""
    merged: tuple[str, ...] = ()
    """Versions that are merged here but are not yet one on disk; one line each."""

    @property
    def is_newer(self) -> bool:
        """Written by a version whose promises this one does not know: not to be changed."""
        return not _is_known(self.version)


def parse_contents(form: RecordForm[R], data: bytes) -> Contents[R]:
    """Read a whole file, one with git's conflict marks too: merged, with a notice that says so.

    Raises DamagedError if it is no file of such records.
    """
    try:
        decoded = decode_any_depth(data)
    except DamagedError:
        merged = _parse_sides(form, data)
        if merged is None:
            raise
        return merged
    return _contents(form, decoded)


def _parse_sides(form: RecordForm[R], data: bytes) -> Contents[R] | None:
    """Both sides of a git conflict, merged; None if there is none that can be understood."""
    try:
        sides = split_marks(decode_text(data))
        if sides is None:
            return None
        ours, theirs = (
            _contents(form, decode_any_depth(utf_8(s))) for s in (sides.ours, sides.theirs)
        )
    except DamagedError:
        return None
    # Of `zdiff3` the base lacks what both sides changed alike, and may be no JSON for that.
    base = None if sides.base is None else usable(form, utf_8(sides.base))
    merged = united(form, ours, theirs, base)
    return replace(merged, merged=(GIT_MARKS,))


def _contents(form: RecordForm[R], decoded: DecodedJson) -> Contents[R]:
    document = decoded.document
    if not isinstance(document, dict):
        raise DamagedError("it is not a JSON object")
    entries = document.get(form.name, [])
    version = document.get("version", VERSION)
    if not _is_known(version) and not isinstance(entries, list):
        return Contents(version=version)
    if not isinstance(entries, list) or (document and form.name not in document):
        raise DamagedError(f"it has no list “{form.name}”")
    contents = _of_entries(form, entries)
    extra = {name: document[name] for name in document if name not in {"version", form.name}}
    unknown = [dict(record.extra) for record in contents.records.values() if record.extra]
    check_depth([extra, unknown, list(contents.opaque)])
    return replace(
        contents,
        extra=extra,
        version=version,
        notices=(*decoded.oddities, *contents.notices),
    )


def _of_entries(form: RecordForm[R], entries: list[object]) -> Contents[R]:
    records: dict[str, R] = {}
    opaque: list[object] = []
    notices: list[str] = []
    numbers: defaultdict[str, Iterator[int]] = defaultdict(count)
    for position, entry in enumerate(entries, start=1):
        try:
            record = form.parse(entry)
        except ValueError as error:
            opaque.append(entry)
            notices.append(f"entry {position} {NOT_SHOWN}: {error}")
            continue
        if record.id in records:
            notices.append(f"entry {position} has the id of another: both are kept")
        if not record.id or record.id in records:
            record = _with_own_id(form, record, records, numbers)
        records[record.id] = record
    return Contents(records=records, opaque=tuple(opaque), notices=tuple(notices))


def usable(form: RecordForm[R], data: bytes) -> Contents[R] | None:
    """Contents of a file that this version can go on from."""
    try:
        contents = parse_contents(form, data)
    except DamagedError:
        return None
    return None if contents.is_newer else contents


def salvage(form: RecordForm[R], data: bytes) -> Contents[R]:
    """The entries that can be read one by one, of a file that as a whole cannot."""
    text = data.decode(json.detect_encoding(data), "replace")
    entries = []
    for entry in _readable_entries(form, text):
        try:
            form.parse(entry)
        except ValueError:
            continue
        entries.append(entry)
    return _of_entries(form, entries)


def _readable_entries(form: RecordForm[R], text: str) -> Iterator[object]:
    """Objects in the list, or in what is left of it; after a fault the next one that begins."""
    listed = re.search(rf'"{form.name}"\s*:\s*\[', text)
    read = 0
    for start, end in object_spans(text, listed.end() if listed else 0):
        if start < read:
            continue
        try:
            entry = parse(text[start:end], [])
            check_depth(entry)
        except (ValueError, RecursionError):
            continue
        read = end
        yield entry


class ContentsWriter(Generic[R]):
    """Makes the bytes of a file; of a record that did not change since the last time, once."""

    def __init__(self, form: RecordForm[R]) -> None:
        self._form = form
        self._known: dict[str, tuple[R, bytes]] = {}
        """The record and its entry, by id."""

    def format(self, contents: Contents[R], ordered: Sequence[R]) -> Pieces:
        """The file; `ordered` are the records of the contents, in their order."""
        self._known = {record.id: (record, self._entry(record)) for record in ordered}
        entries = [entry for _, entry in self._known.values()]
        entries += [_indented(entry) for entry in contents.opaque]
        fields = {**contents.extra, "version": VERSION, self._form.name: []}
        # Of the document's own fields alone the name stands behind two spaces.
        empty = f'\n  "{self._form.name}": []'
        before, _, after = format_value(fields).partition(empty)
        if not entries:
            return (utf_8(f"{before}{empty}{after}\n"),)
        pieces = [utf_8(before + empty.removesuffix("]"))]
        for start in range(0, len(entries), _MOST_JOINED):
            pieces.append(b",\n" if start else b"\n")
            pieces.append(b",\n".join(entries[start : start + _MOST_JOINED]))
        return (*pieces, utf_8(f"\n  ]{after}\n"))

    def _entry(self, record: R) -> bytes:
        known = self._known.get(record.id)
        if known is not None and known[0] is record:
            return known[1]
        return _indented(self._form.format(record))


def format_contents(form: RecordForm[R], contents: Contents[R]) -> bytes:
    ordered = sorted(contents.records.values(), key=form.order)
    return b"".join(ContentsWriter(form).format(contents, ordered))


def _indented(entry: object) -> bytes:
    return utf_8(_ENTRY_INDENT + format_value(entry, _ENTRY_INDENT))


def united(
    form: RecordForm[R], one: Contents[R], other: Contents[R], base: Contents[R] | None = None
) -> Contents[R]:
    """The union of both, with both versions of a record merged; unknown fields are those of `one`.

    With the `base` that both began with, what one side removed and the other left alone is gone.
    """
    before = base.records if base is not None else {}
    records: dict[str, R] = {}
    for key in {**one.records, **other.records}:
        mine, theirs, known = one.records.get(key), other.records.get(key), before.get(key)
        if mine is not None and theirs is not None:
            records[key] = merge_records(form, known, mine, theirs)
            continue
        left = mine if mine is not None else theirs
        if left is not None and left != known:
            records[key] = left
    known_opaque = {format_value(entry) for entry in one.opaque}
    added = (entry for entry in other.opaque if format_value(entry) not in known_opaque)
    opaque = [*one.opaque, *added]
    notices = tuple(dict.fromkeys((*one.notices, *other.notices)))
    versions = [each.version for each in (one, other) if each.is_newer]
    version = versions[0] if versions else VERSION
    return Contents(records, tuple(opaque), {**other.extra, **one.extra}, version, notices)


def _is_known(version: object) -> bool:
    return version == VERSION and not isinstance(version, bool)


def _with_own_id(
    form: RecordForm[R],
    record: R,
    taken: Mapping[str, KeptRecord],
    numbers: Mapping[str, Iterator[int]],
) -> R:
    """`numbers`, by the first id that is derived: those that were not tried yet."""
    untried = numbers[form.derived_id(record, 0)]
    ids = (form.derived_id(record, number) for number in untried)
    return replace(record, id=next(each for each in ids if each not in taken))
