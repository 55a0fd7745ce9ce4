"""Identifiers, links and pictures of a document, made those of the one article of the book."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from html import escape
from itertools import count
from typing import Final
from urllib.parse import quote

from reader.library.containers.epub.book_files import BookAddress, BookFiles, address_of
from reader.library.containers.epub.xhtml import referring_tags
from reader.text.references import unescape

_ATTRIBUTE: Final = re.compile(r"\s([a-zA-Z_:][\w.:-]*+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]++)")
_ROLES: Final = {
    "footnote": "doc-footnote",
    "rearnote": "doc-endnote",
    "endnote": "doc-endnote",
    "note": "doc-footnote",
    "footnotes": "doc-endnotes",
    "rearnotes": "doc-endnotes",
    "endnotes": "doc-endnotes",
    "noteref": "doc-noteref",
    "backlink": "doc-backlink",
}
"""What `epub:type` says, as HTML does (DPUB-ARIA 1.1)."""
_KEPT: Final = re.compile(r"(?:https?|mailto|ftp|data|tel):", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s")
_SAFE: Final = "-._~:!$()*+,;=@"


class References:
    """Rewrites documents one after the other, and remembers what their links want."""

    def __init__(self, files: BookFiles, documents: Iterable[str], others: Collection[str]) -> None:
        """`documents` are read in any case, `others` are if a link leads to them."""
        self._files = files
        self._others = others
        self._order = list(documents)
        self._numbers = {name: number for number, name in enumerate(self._order, 1)}
        self._wanted: dict[int, dict[str, None]] = {}
        self._known: dict[int, set[str]] = {}

    def documents(self) -> Iterator[str]:
        """All that are to be read, in order, with those that come to them on the way."""
        for number in count():
            if number == len(self._order):
                return
            yield self._order[number]

    def number(self, name: str) -> int:
        """The number of a document, from 1."""
        return self._numbers[name]

    def rewritten(self, body: str, name: str) -> str:
        """The body of a document, with what it refers to as the article has it."""
        number = self._numbers[name]
        known = self._known.setdefault(number, set())

        def attribute(match: re.Match[str]) -> str:
            key = match[1].lower()
            if key in ("class", "style"):
                return match[0]
            value = unescape(match[2][1:-1] if match[2][0] in "\"'" else match[2])
            if key in ("id", "xml:id", "name"):
                known.add(value)
                return f' {key.removeprefix("xml:")}="{escape(anchor(number, value))}"'
            if key in ("href", "xlink:href"):
                target = self.target(name, value)
                return f' href="{escape(target)}"' if target else ""
            if key in ("src", "poster"):
                return f' {key}="{escape(self._picture(name, value))}"'
            if key == "srcset":
                return ""
            if key == "epub:type":
                return _role(value)
            return match[0]

        parts: list[str] = []
        at = 0
        for tag in referring_tags(body):
            parts += (body[at : tag.start(2)], _ATTRIBUTE.sub(attribute, tag[2]))
            at = tag.end(2)
        return "".join((*parts, body[at:]))

    def forget(self, name: str) -> None:
        """Take it that a document has no identifiers any more: links lead to where it would be."""
        self._known.pop(self._numbers[name], None)

    def target(self, base: str, href: str) -> str:
        """Where a link in the file `base` leads; empty if nowhere."""
        if _KEPT.match(href.strip()):
            return href.strip()
        found = self._files.locate(base, href)
        return "" if found is None else self.place(found)

    def place(self, address: BookAddress) -> str:
        """The target that means a place of the book: in the article, or a file beside it."""
        number = self._numbers.get(address.name)
        if number is None and address.name in self._others:
            self._order.append(address.name)
            number = self._numbers[address.name] = len(self._order)
        if number is None:
            return address_of(address.name)
        if address.fragment:
            self._wanted.setdefault(number, {})[address.fragment] = None
        return f"#{quote(anchor(number, address.fragment), safe=_SAFE)}"

    def start_of(self, name: str) -> str:
        """What stands before a document: its own anchor, and those that it lacks but are wanted."""
        number = self._numbers[name]
        missing = self._wanted.get(number, {}).keys() - self._known.get(number, set())
        names = ("", *sorted(missing))
        return "".join(f'<a id="{escape(anchor(number, each))}"></a>' for each in names)

    def _picture(self, base: str, source: str) -> str:
        if _KEPT.match(source):
            return source
        found = self._files.locate(base, source)
        return address_of(found.name) if found is not None else ""


def anchor(number: int, identifier: str) -> str:
    """The identifier that one of a document has in the article."""
    own = _SPACE.sub("_", identifier)
    return f"b{number}-{own}" if own else f"b{number}"


def _role(types: str) -> str:
    roles: Iterable[str] = (_ROLES.get(name, "") for name in types.lower().split())
    role = next(filter(None, roles), "")
    return f' role="{role}"' if role else ""
