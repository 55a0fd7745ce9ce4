"""Pocket's last export: `part_000000.csv` and so on, with highlights in `annotations/`.

It came as an archive; here it may also be a folder, or one of the tables in it. The page that was
the export before may be in an archive too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from reader.intake.incoming import Annotation
from reader.intake.lists import address_table, bookmark_pages, json_records
from reader.intake.lists.listed_address import ListedAddress
from reader.intake.lists.source_text import MOST_BYTES
from reader.intake.source_file import SourceFile
from reader.library.containers import zip_archive
from reader.library.files.decode import decode
from reader.library.files.regular_file import read_bytes

_PART: Final = re.compile(r"(?:^|/)part_\d{1,9}\.csv$")
_ANNOTATIONS: Final = re.compile(r"(?:^|/)annotations/[^/]{1,100}\.json$")
_PAGE: Final = re.compile(r"(?:^|/)ril_export[^/]{0,20}\.html$")
_IN_HEAD: Final = re.compile(
    rb"PK\x03\x04.{26}[^\0]{0,200}?(?:part_\d{1,9}\.(?:csv|json)|ril_export[^/\0]{0,20}\.html)",
    re.DOTALL,
)
_Name = TypeVar("_Name")
_MOST_PARTS: Final = 1_000


def is_archive(source: SourceFile) -> bool:
    """Whether it is a folder or an archive with the tables of Pocket."""
    if source.is_folder:
        with suppress(OSError):  # it may not be looked into
            return (source.path / "part_000000.csv").is_file()
        return False
    return source.is_zip and _IN_HEAD.search(source.head) is not None


def is_part(source: SourceFile) -> bool:
    return _PART.search(source.path.name) is not None


def addresses(source: SourceFile) -> Iterator[ListedAddress]:
    """The entries with their highlights. Raises ReaderError, also in between."""
    if source.is_folder or is_part(source):
        folder = source.path if source.is_folder else source.path.parent
        parts = sorted(folder.glob("part_*.csv")) if source.is_folder else [source.path]
        notes = sorted((folder / "annotations").glob("*.json"))
        yield from _joined(parts[:_MOST_PARTS], notes[:_MOST_PARTS], _file)
        return
    with zip_archive.opened(source.path) as archive:
        names = sorted(archive.names)
        parts_within = [name for name in names if _PART.search(name)][:_MOST_PARTS]
        notes_within = [name for name in names if _ANNOTATIONS.search(name)][:_MOST_PARTS]
        yield from _joined(parts_within, notes_within, archive.read)
        for name in filter(_PAGE.search, names):
            yield from bookmark_pages.addresses(decode(archive.read(name)).text)


def _file(path: Path) -> bytes:
    return read_bytes(path, limit=MOST_BYTES)


def _joined(
    parts: Iterable[_Name], notes: Iterable[_Name], content: Callable[[_Name], bytes]
) -> Iterator[ListedAddress]:
    """The rows of the tables; then what has highlights and is in none of them."""
    noted: dict[str, ListedAddress] = {}
    for name in notes:
        noted |= {each.url: each for each in json_records.addresses(decode(content(name)).text)}
    for name in parts:
        for entry in address_table.addresses(decode(content(name)).text, "pocket"):
            found = noted.pop(entry.url, None)
            annotations: tuple[Annotation, ...] = found.annotations if found else ()
            yield replace(entry, annotations=(*entry.annotations, *annotations))
    yield from noted.values()
