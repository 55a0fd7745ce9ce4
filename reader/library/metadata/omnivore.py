"""What an export of Omnivore says of its articles, in files beside them.

metadata_0_to_20.json               [{"slug": "a-walk", "title": "A walk", …}, …]
content/a-walk.html                 the text, without a word on its author
highlights/a-walk.md                what was marked in it
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from reader.errors import ReaderError
from reader.library.files.decode import decode
from reader.library.files.regular_file import read_file
from reader.library.metadata import json_values
from reader.library.metadata.front_matter import Form, ParsedFile

_FOLDERS = frozenset(("content", "highlights"))
METADATA_NAME = re.compile(r"metadata_\d{1,9}_to_\d{1,9}\.json")
_MOST_ENTRIES = 100_000
_MOST_FILES = 5_000
_LONGEST_FILE = 4 * 1024 * 1024
_LONGEST = 64 * 1024 * 1024
"""Bytes of all files: twenty records take some 20 KB."""
_FIELDS = ("title", "author", "url", "description", "thumbnail", "publishedAt", "savedAt")
"""Those that are of the article; `updatedAt` is when its reader did something."""


@dataclass(frozen=True, slots=True)
class _Record:
    fields: Mapping[str, object]
    file: Path
    mtime_ns: int


def joined(path: Path, parsed: ParsedFile) -> ParsedFile:
    """The file with the fields of its record, if it belongs to an export and has none itself."""
    if parsed.metadata or path.parent.name not in _FOLDERS:
        return parsed
    record = _record(path)
    return replace(parsed, metadata=record.fields, form=Form.BESIDE) if record else parsed


def _record(path: Path) -> _Record | None:
    folder = path.parent.parent
    try:
        record = _records(folder, folder.stat().st_mtime_ns).get(path.stem)
        if record is not None and record.file.stat().st_mtime_ns != record.mtime_ns:
            _records.cache_clear()
            record = _records(folder, folder.stat().st_mtime_ns).get(path.stem)
    except OSError:
        return None
    return record


@lru_cache(maxsize=4)
def _records(folder: Path, _mtime_ns: int) -> dict[str, _Record]:
    """All records of an export by slug, read once as long as the folder's listing is the same."""
    records: dict[str, _Record] = {}
    left = _LONGEST
    for file in _files(folder):
        try:
            content = read_file(file, limit=_LONGEST_FILE)
            found = read_records(content.data)
        except (ReaderError, ValueError):
            continue
        for value in found:
            if isinstance(slug := value.get("slug"), str):
                records.setdefault(slug, _Record(_fields(value), file, content.mtime_ns))
        left -= len(content.data)
        if left < 0:
            break
    return records


def read_records(data: bytes) -> list[Mapping[str, object]]:
    """What a metadata file says of each of its articles. Raises ValueError if it is none."""
    values = json_values.load(decode(data).text)
    if not isinstance(values, list):
        raise ValueError("is no list")  # noqa: TRY004 - a fault of the data
    return [value for value in values if isinstance(value, dict)]


def _files(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = [
            entry.name
            for entry in islice(entries, _MOST_ENTRIES)
            if METADATA_NAME.fullmatch(entry.name)
        ]
    return (folder / name for name in sorted(names)[:_MOST_FILES])


def _fields(value: Mapping[str, object]) -> Mapping[str, object]:
    fields = {name: value[name] for name in _FIELDS if value.get(name)}
    fields["tags"] = labels_of(value)
    return MappingProxyType(fields)


def labels_of(record: Mapping[str, object]) -> list[object]:
    """The names of an article's labels, which are names or objects that have one."""
    labels = record.get("labels")
    return [
        label.get("name") if isinstance(label, Mapping) else label
        for label in (labels if isinstance(labels, list) else ())
    ]
