"""Paths of articles in memory, each as its folder and its name; any part may be looked for."""

from __future__ import annotations

import os
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Protocol
from unicodedata import is_normalized

from reader.text.fold import fold
from reader.text.safe import shown_path

_SEPARATOR = os.fsencode(os.sep)


class Pattern(Protocol):
    """`re.Pattern`, or what finds as it does."""

    def search(self, text: str, start: int = 0, /) -> re.Match[str] | None: ...


class Column:
    """Strings without newlines, one a row, in one string."""

    def __init__(self, rows: Sequence[str]) -> None:
        self.text = "\n".join(rows) + "\n"
        self._starts = array("I", accumulate((len(row) + 1 for row in rows), initial=0))

    def matches(self, pattern: Pattern) -> Iterator[int]:
        """Rows in which the pattern, which crosses no newline, is found; each once."""
        found = pattern.search(self.text)
        while found:
            row = bisect_right(self._starts, found.start()) - 1
            yield row
            found = pattern.search(self.text, self._starts[row + 1])

    def row(self, number: int) -> str:
        return self.text[self._starts[number] : self._starts[number + 1] - 1]

    def rows(self) -> list[str]:
        return self.text.split("\n")[:-1]


class FoldedPaths:
    """Folded, one a row: an article's name is kept once, its folder with those of others."""

    def __init__(self, paths: Iterable[bytes]) -> None:
        """`paths` are as the file system has them; they are found as they are shown."""
        numbers: dict[bytes, int] = {}
        self._folder_of = array("I")
        names: list[str] = []
        for path in paths:
            # Parted before it is folded: a name may have a full-width slash.
            folder, slash, name = path.rpartition(_SEPARATOR)
            self._folder_of.append(numbers.setdefault(folder + slash, len(numbers)))
            names.append(_folded(name))
        self._folders = [*map(_folded, numbers)]
        self._names = Column(names)

    def matches(self, wanted: str) -> set[int]:
        """Rows of the paths that have this folded string in them."""
        rows = {*self._names.matches(re.compile(re.escape(wanted)))}
        whole = {number for number, folder in enumerate(self._folders) if wanted in folder}
        if len(whole) == len(self._folders):
            return {*range(len(self._folder_of))}
        if whole:
            rows.update(row for row, number in enumerate(self._folder_of) if number in whole)
        for place, character in enumerate(wanted[:-1]):
            if character == os.sep:
                rows.update(self._over(wanted[: place + 1], wanted[place + 1 :]))
        return rows

    def row(self, number: int) -> str:
        return self._folders[self._folder_of[number]] + self._names.row(number)

    def _over(self, end: str, start: str) -> Iterator[int]:
        """Rows whose folder ends so, and whose name starts so."""
        whole = {number for number, folder in enumerate(self._folders) if folder.endswith(end)}
        for row, number in enumerate(self._folder_of):
            if number in whole and self._names.row(row).startswith(start):
                yield row


def _folded(name: bytes) -> str:
    text = os.fsdecode(name)
    # Nearly all are: this is asked of every article.
    is_plain = text.isprintable() and is_normalized("NFC", text)
    return fold(text if is_plain else shown_path(text))
