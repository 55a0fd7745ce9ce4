"""Unicode properties of characters, as mappings for `str.translate`.

One run-length table (generated, see tests/tables) serves line breaking (UAX #14), clusters
(UAX #29) and cell widths. A string translated through a class table has the same length, one
letter for each character: `re` works on those letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from reader.text.unicode.property_data import LENGTHS, ORDER, RECORDS


class CharacterRecord(NamedTuple):
    """The entry of the generated table for a code point; its letters are explained there."""

    line: str
    cluster: str
    width: str


@cache
def _runs() -> tuple[list[int], list[CharacterRecord]]:
    """First code points of the runs, with 0x110000 at the end; and the record of each run."""
    kinds = [CharacterRecord(*row.split(" ")) for row in RECORDS.splitlines()]
    lengths = (int(length, 36) for length in LENGTHS.split(" "))
    return list(accumulate(lengths, initial=0)), [kinds[ord(mark) - 0xC0] for mark in ORDER]


def record(code_point: int) -> CharacterRecord:
    starts, records = _runs()
    return records[bisect_right(starts, code_point) - 1]


def class_table(
    letter: Callable[[CharacterRecord], str], exceptions: Mapping[str, str] | None = None
) -> str:
    """One letter (below U+0100) for each code point, for `str.translate`.

    The string has 1.1 MB: as a table it is twice as quick as a dict. `exceptions` maps characters
    to a letter that is not the one of their record.
    """
    starts, records = _runs()
    letters = {kind: letter(kind).encode("latin-1") for kind in set(records)}
    table = bytearray().join(
        letters[kind] * (end - start)
        for start, end, kind in zip(starts, starts[1:], records, strict=False)
    )
    for character, mark in (exceptions or {}).items():
        table[ord(character)] = ord(mark)
    return table.decode("latin-1")


def ranges_of(wanted: Callable[[CharacterRecord], bool]) -> list[tuple[int, int]]:
    """First and last code points of all runs whose record is `wanted`, ascending and apart."""
    starts, records = _runs()
    chosen = {kind for kind in set(records) if wanted(kind)}
    flags = [*(kind in chosen for kind in records), False]
    ranges: list[tuple[int, int]] = []
    low = -1
    for at, flag in zip(starts, flags, strict=True):
        if flag and low < 0:
            low = at
        elif not flag and low >= 0:
            ranges.append((low, at - 1))
            low = -1
    return ranges


def character_class(wanted: Callable[[CharacterRecord], bool]) -> str:
    """A set for `re`, brackets included, of all code points whose record is `wanted`."""
    ranges = (f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges_of(wanted))
    return f"[{''.join(ranges)}]"
