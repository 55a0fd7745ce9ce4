"""What is told of something that was raised, or that took too long."""

from __future__ import annotations

import re
import traceback
from collections import Counter
from pathlib import Path

from tests.fuzz.case import Finding

_DUMPED = re.compile(r'File "(?P<file>[^"]+)", line \d+ in (?P<name>\S+)')
_MOST_DETAIL = 6_000


def of_exception(step: str, error: Exception) -> Finding:
    """Named after the innermost function of the reader's that it came through.

    A recursion may end in any of its functions: it is named after the one that recurs.
    """
    frames = [
        (_module(frame.filename), frame.name)
        for frame in traceback.extract_tb(error.__traceback__)
        if _module(frame.filename)
    ]
    at = frames[-1] if frames else ("elsewhere", step)
    if isinstance(error, RecursionError) and frames:
        most = Counter(frames).most_common()
        at = min(frame for frame, count in most if count * 2 >= most[0][1])
    detail = "".join(traceback.format_exception(error))
    return Finding(f"{type(error).__name__}-{at[0]}-{at[1]}", detail[-_MOST_DETAIL:])


def of_dump(kind: str, dump: str) -> Finding:
    """The failure of a process that was stopped; `dump` is faulthandler's, the innermost first."""
    for match in _DUMPED.finditer(dump):
        module = _module(match["file"])
        if module:
            return Finding(f"{kind}-{module}-{match['name']}", dump[-_MOST_DETAIL:])
    return Finding(f"{kind}-unknown", dump[-_MOST_DETAIL:])


def _module(file: str) -> str:
    """`document.plain` of a file of the reader's; empty for others."""
    parts = Path(file).parts
    if "reader" not in parts or "site-packages" in parts:
        return ""
    at = len(parts) - 1 - parts[::-1].index("reader")
    return ".".join((*parts[at + 1 : -1], Path(file).stem))
