"""How new a file looks before it is read: what looks newest comes first, and ids are planned."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_DAY: Final = re.compile(
    rb"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])(?:[-_./]?([0-3]\d))?(?!\d)"
)
_HEAD: Final = 2048
"""Bytes of a file: most front matter takes less."""
_FIELD: Final = re.compile(r"^[\"']?([^\W\d_][\w .:-]{1,30}?)[\"']?[ \t]*[:：=][ \t]*(\S.*)$", re.M)
_QUOTES: Final = " \t\r\"',"


def looks_from(path: bytes, mtime_ns: int) -> str:
    """`YYYY-MM-DD`: the last day or month in the path, else that of the file's last change."""
    return named_day(path) or _day_of(mtime_ns)


def named_day(path: bytes) -> str:
    """The last day, or first day of a month, in the path as `YYYY-MM-DD`; empty if it has none."""
    days = _DAY.findall(path)
    if not days:
        return ""
    year, month, day = days[-1]
    return b"-".join((year, month, day or b"01")).decode("ascii")


def _day_of(mtime_ns: int) -> str:
    try:
        return datetime.fromtimestamp(mtime_ns / 1e9, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def likely_minute(path: Path) -> int | None:
    """`identity.base` of the date that the file will most likely turn out to have; 0.1 ms.

    None if its first lines and its name say none.
    """
    from reader.library.metadata import dates, field_names  # late: only a build needs them
    from reader.library.store.ids import base

    try:
        with path.open("rb") as file:
            text = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return None
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(text):
        fields.setdefault(field_names.fold(name), value.strip(_QUOTES))
    for name in field_names.DATE:
        if name in fields and (found := dates.parse(fields[name])):
            return base(found)
    return base(dates.from_name(path))
