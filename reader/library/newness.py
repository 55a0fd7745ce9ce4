"""How new a file looks before it is opened: what looks newest is read first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_DAY: Final = re.compile(
    rb"(?<!\d)((?:19|20)\d\d)[-_./]?(0[1-9]|1[0-2])(?:[-_./]?([0-3]\d))?(?!\d)"
)


def looks_from(path: bytes, mtime_ns: int) -> str:
    """`YYYY-MM-DD`: the last day or month in the path, else that of the file's last change."""
    days = _DAY.findall(path)
    if days:
        year, month, day = days[-1]
        return b"-".join((year, month, day or b"01")).decode("ascii")
    try:
        return datetime.fromtimestamp(mtime_ns / 1e9, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
