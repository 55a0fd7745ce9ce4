"""A fact that is stated of an article, and where it is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class FactName(StrEnum):
    """What a fact is about."""

    TITLE = "title"
    AUTHOR = "author"
    DATE = "date"
    SAVED = "saved"
    """When the page was saved: its date where nothing says when it was written."""
    CHANGED = "changed"
    SITE = "source"
    URL = "url"
    LANGUAGE = "language"
    DESCRIPTION = "summary"
    IMAGE = "cover"
    KEYWORD = "tags"


class Origin(StrEnum):
    """Where a fact is stated, as it is shown."""

    FRONT_MATTER = "front matter"
    BESIDE = "a file beside it"
    CLIPPER = "clipper's comment"
    CONTAINER = "saved archive"
    PACKAGE = "metadata of the book"
    MARKUP_HEADER = "document header"
    PAGE_SCRIPT = "page's script"
    LINKED_DATA = "JSON-LD"
    MICRODATA = "microdata"
    CITATION = "citation tags"
    OPEN_GRAPH = "Open Graph"
    META = "meta tags"
    DUBLIN_CORE = "Dublin Core"
    TWITTER = "Twitter card"
    SITE_LAYOUT = "site's layout"
    BYLINE = "byline"
    TITLE_ELEMENT = "title of the page"
    HEADING = "heading"
    LINK = "canonical link"
    ROOT = "lang of the page"
    FEED = "feed"
    FIRST_LINE = "first lines"
    TEXT = "text"
    ADDRESS = "address"
    FILE_NAME = "file name"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement."""

    name: FactName
    value: str
    """As written, white space collapsed; never empty."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that a page states of itself. Of each name the most trusted statement comes first."""

    facts: tuple[Fact, ...] = ()

    def of(self, name: FactName) -> Iterator[Fact]:
        """The statements of a name, most trusted first."""
        return (fact for fact in self.facts if fact.name is name)

    def first(self, name: FactName) -> str:
        """The most trusted value; empty if the page states none."""
        return next((fact.value for fact in self.of(name)), "")


MOST_CHARACTERS = 100_000
"""Characters of a value that are looked at."""


def line(text: str | None) -> str:
    """A value on one line, its white space collapsed."""
    return " ".join((text or "")[:MOST_CHARACTERS].split())


def stated(origin: Origin, values: Iterable[tuple[FactName, str | None]]) -> Iterator[Fact]:
    """The facts among names and values; what is empty states nothing."""
    for name, value in values:
        if found := line(value):
            yield Fact(name, found, origin)
