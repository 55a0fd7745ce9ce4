"""The columns of the table `article`: the schema, SELECT, INSERT and Article are made from them.

A field of Article is one column here, in the order of its fields; a date is two.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from reader.library.article import Article, ArticleDate, LengthUnit

PARKED: Final = b"\x00"
"""Begins the path of an article whose file is gone, until it is known not to have been moved. No
path begins so, and none is below: under no root is it found."""

_TEXT: Final = "TEXT NOT NULL"
_NUMBER: Final = "INTEGER NOT NULL"
_BYTES: Final = "BLOB NOT NULL"
_MAYBE_NUMBER: Final = "INTEGER"
_JOINT: Final = "\n"
_UNITS: Final = {unit.value: unit for unit in LengthUnit}


class ArticleColumn(NamedTuple):
    """A column of the table of articles."""

    name: str
    type: str
    of: Callable[[Article], Any] | None = None
    """The value to store of an article; None if it is computed when it is written."""


def encode_path(path: Path) -> bytes:
    """The bytes of a path on disk: not every name is text."""
    return os.fsencode(path)


def decode_path(path: bytes) -> Path:
    """The path that `encode_path` was given."""
    return Path(os.fsdecode(path))


def join_tags(tags: Iterable[str]) -> str:
    """The text that the column `tags` holds."""
    return _JOINT.join(tags)


def _field(name: str, type_: str = _TEXT) -> ArticleColumn:
    """A field that is stored as it is."""
    return ArticleColumn(name, type_, attrgetter(name))


def _instant(article: Article) -> str:
    return article.date.instant.isoformat() if article.date else ""


def _iso(article: Article) -> str:
    return article.date.iso if article.date else ""


_LINES: Final = (
    (ArticleColumn("path", f"{_BYTES} UNIQUE", lambda article: encode_path(article.path)),),
    (_field("title"), _field("author"), _field("source")),
    (
        ArticleColumn("instant", _TEXT, _instant),
        ArticleColumn("iso", _TEXT, _iso),
        ArticleColumn("tags", _TEXT, lambda article: join_tags(article.tags)),
    ),
    (_field("url"), _field("summary"), _field("language"), _field("cover")),
    (_field("origins"),),
    (
        _field("length", _NUMBER),
        ArticleColumn("unit", _TEXT, lambda article: article.unit.value),
        _field("minutes", _NUMBER),
    ),
    (_field("encoding"), _field("fingerprint")),
    (_field("size", _NUMBER), _field("mtime_ns", _NUMBER), _field("error")),
    (ArticleColumn("checksum", _NUMBER), ArticleColumn("ctime_ns", _NUMBER)),
    (
        ArticleColumn("moment", _MAYBE_NUMBER),
        ArticleColumn("minute", _MAYBE_NUMBER),
        ArticleColumn("added", _NUMBER),
    ),
    (ArticleColumn("title_key", _BYTES), ArticleColumn("author_key", _BYTES)),
    (
        ArticleColumn("title_hash", _NUMBER),
        ArticleColumn("simhash", _MAYBE_NUMBER),
        ArticleColumn("work", _NUMBER),
    ),
    (ArticleColumn("revision", _NUMBER),),
)
"""The lines of the table's definition, in which each column has its place for good: the index's
version is made from its text."""

_COLUMNS: Final = tuple(column for line in _LINES for column in line)
_STORED: Final = tuple(column.of for column in _COLUMNS if column.of is not None)
_FIELDS: Final = tuple(column.name for column in _COLUMNS if column.of is not None)
_DATE: Final = _FIELDS.index("instant")
_TAGS: Final = _FIELDS.index("tags")
_UNIT: Final = _FIELDS.index("unit")

DEFINITION: Final = ",\n    ".join(
    ", ".join(f"{column.name} {column.type}" for column in line) for line in _LINES
)
"""Columns but `id`, for CREATE TABLE."""
SELECTED: Final = ", ".join(("id", *_FIELDS, "checksum"))
"""Columns that `article_of` is given."""
INSERT: Final = (
    f"INSERT INTO article ({', '.join(column.name for column in _COLUMNS)}, id)"  # noqa: S608 - names from above
    f" VALUES ({', '.join(f':{column.name}' for column in _COLUMNS)}, :id)"
)
"""Takes what `stored` gives, and by name what is computed."""


def stored(article: Article) -> dict[str, Any]:
    """The stored values of an article itself, by column."""
    values = _values(article)
    return {**dict(zip(_FIELDS, values, strict=True)), "checksum": _checksum(values)}


def checksum_of(article: Article) -> int:
    """Shows damage; does not change while the article is parked."""
    return _checksum(_values(article))


def article_of(row: Sequence[Any], path: Path) -> Article:
    """The article of a row of `SELECTED`. Raises ValueError where it is not as it was stored.

    `path` is that of the row, decoded.
    """
    values = row[1:-1]
    if _checksum(values) != row[-1]:
        raise ValueError("a stored article is not as it was")
    # In one call: hundreds of these are made while a list is scrolled.
    fields = list(values)
    instant, tags = values[_DATE], values[_TAGS]
    fields[0] = path
    fields[_UNIT] = _UNITS.get(values[_UNIT], LengthUnit.WORDS)
    fields[_TAGS] = tuple(tags.split(_JOINT)) if tags else ()
    date = ArticleDate(datetime.fromisoformat(instant), values[_DATE + 1]) if instant else None
    fields[_DATE : _DATE + 2] = (date,)
    return Article(*fields)


def _values(article: Article) -> tuple[Any, ...]:
    return tuple(of(article) for of in _STORED)


def _checksum(values: Sequence[Any]) -> int:
    path, *others = values
    return zlib.crc32(repr((path.removeprefix(PARKED), *others)).encode())
