"""An article as the library knows it before its body is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.safe import shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.document.facts.fact import FactName, Origin


class LengthUnit(StrEnum):
    CHARACTERS = "characters"
    """Han characters, kana and Hangul count one each (字); a Latin word among them too."""
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date of publication, comparable with any other and shown as it was written."""

    instant: datetime
    """Always with a time zone; UTC is assumed where none was written, midnight where no time."""
    iso: str
    """ISO 8601 with what was written and no more: `2021-03-01`, `2013-09-23T11:58:00`,
    `2022-03-03T10:56:37+00:00`."""

    @property
    def day(self) -> str:
        """`YYYY-MM-DD` as its author saw the calendar."""
        return self.iso[:10]


def reading_time(minutes: int) -> str:
    """`45 min`, `4 h 38 min` or `2 h`; empty below a minute."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours:,} h" * bool(hours), f"{rest} min" * bool(rest))))


def join_origins(origins: Mapping[FactName, Origin]) -> str:
    """One line `name=origin` for each fact."""
    return "\n".join(f"{name.value}={origin.value}" for name, origin in origins.items())


@dataclass(frozen=True, slots=True)
class Article:
    """Metadata of one file. Every string is safe to show: no control characters, one line."""

    path: Path
    """The name on disk, whatever is in it: to be opened, never to be shown."""
    title: str
    author: str = ""
    source: str = ""
    """The place of publication: a site's name, else the host of `url`, else empty."""
    date: ArticleDate | None = None
    tags: tuple[str, ...] = ()
    url: str = ""
    """http or https only, percent-encoded; empty if there is none."""
    summary: str = ""
    language: str = ""
    """BCP 47, as written or guessed from the script: `zh-Hans`, `zh-Hant`, `ja`, `ko`, `en`, …"""
    cover: str = ""
    origins: str = ""
    """Where title, author, source, date and address are stated, as `join_origins` writes it."""
    length: int = 0
    unit: LengthUnit = LengthUnit.WORDS
    minutes: int = 0
    """Reading time, at least 1 for any text: 400 字 or 220 words a minute."""
    encoding: str = "utf-8"
    fingerprint: str = ""
    """Hash of the body text, white space aside: survives a rename, a move, new metadata."""
    size: int = 0
    mtime_ns: int = 0
    error: str = ""
    """Why the file could not be read, one line; its title is then the file's name."""

    def origin_of(self, name: FactName) -> str:
        """Where a fact is stated, for people to read; empty if nothing is known."""
        for line in self.origins.split("\n"):
            field, _, origin = line.partition("=")
            if field == name:
                return origin
        return ""

    @property
    def shown_source(self) -> str:
        """The source as lists show it: the author, where no other is known."""
        return self.source or self.author

    @property
    def file_name(self) -> str:
        return shown_path(self.path.name)

    @property
    def file_path(self) -> str:
        return shown_path(self.path)
