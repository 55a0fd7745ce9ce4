"""The smallest bytes that still break the same (delta debugging, Zeller and Hildebrandt 2002)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from tests.fuzz.case import Case


def reduced(
    case: Case,
    breaks: Callable[[Case], bool],
    seconds: float,
    clock: Callable[[], float] = monotonic,
) -> Case:
    """An input without the stretches that are not needed, down to single bytes, as time allows."""
    end = clock() + seconds
    size = max(1, len(case.data) // 2)
    while size and clock() < end:
        at, before = 0, len(case.data)
        while at < len(case.data) and clock() < end:
            shorter = replace(case, data=case.data[:at] + case.data[at + size :])
            if breaks(shorter):
                case = shorter
            else:
                at += size
        if len(case.data) == before or size > 1:
            size = 0 if size == 1 else size // 2
    return case
