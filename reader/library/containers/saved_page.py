"""A page taken out of the file that a browser kept it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import FactName, Origin, PageFacts, stated

_BY_ITSELF = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"))
"""Codecs of Python that are no character sets of pages, some of them slow."""
_OLD_NAMES = {"unicode": "utf_16", "unicodefffe": "utf_16_be", "x-sjis": "cp932", "x-gbk": "gbk"}


NO_FACTS = PageFacts()


@dataclass(frozen=True, slots=True)
class SavedPage:
    """The main page of a container, and what the container says of it."""

    data: bytes
    """The page as it was sent; as UTF-8 where the container names its character set."""
    facts: PageFacts = NO_FACTS
    """What is trusted before what the page says of itself, such as where the browser was."""
    otherwise: PageFacts = NO_FACTS
    """What holds where the page says nothing, such as its own title, shortened or not."""
    kind: BodyKind | None = None
    """What the body is, where the container tells; it has no front matter then."""
    notices: tuple[str, ...] = ()
    rest: float = 0
    """How many times longer what was left out is, where only a beginning was asked for."""

    def add_facts(self, own: PageFacts) -> PageFacts:
        """The facts of the page with those of the container, most trusted first."""
        return PageFacts((*self.facts.facts, *own.facts, *self.otherwise.facts))


def container_facts(values: Iterable[tuple[FactName, str]]) -> PageFacts:
    """What a container states; what is empty states nothing."""
    return PageFacts(tuple(stated(Origin.CONTAINER, values)))


def as_utf_8(data: bytes, charset: str) -> bytes:
    """Text in a character set that is stated, in UTF-8; unchanged where that cannot be true.

    What is UTF-8 stays: browsers convert a page when they save it, whatever it was before.
    """
    name = charset.strip().strip("\"'").lower()
    name = _OLD_NAMES.get(name, name)
    if not name or name.replace("-", "_") in _BY_ITSELF or _is_utf_8(data):
        return data
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name, name)
    try:
        return data.decode(name).encode("utf-8")
    except (LookupError, ValueError):  # UnicodeError is one
        return data


def _is_utf_8(data: bytes) -> bool:
    if b"\0" in data[:64]:
        return False
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True
