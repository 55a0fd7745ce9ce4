"""What a fuzzer's run is made of: an input, and what it broke."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What an input is given to the reader as."""

    ARTICLE = "article"
    BOOKMARKS = "bookmarks"
    SEARCHES = "searches"
    CONFIG = "config"
    EXCHANGE = "exchange"
    """A file that bookmarks are imported from."""
    INDEX = "index"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Case:
    """One input. The same case breaks the same things, whenever it is tried."""

    subject: Subject
    data: bytes
    suffix: str = ".md"
    """The suffix of the file that holds it."""
    seed: int = 0
    """The seed of random choices while it is looked at: widths, places, words."""
    origin: str = ""
    """What it was made of, for people."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a case broke."""

    kind: str
    """Equal for all cases that break the same: collapsed by it, and a file's name."""
    detail: str = ""

    @property
    def is_of_time(self) -> bool:
        """Whether it took too long, be it because the machine stood still."""
        return self.kind.startswith(("slow", "hang"))
