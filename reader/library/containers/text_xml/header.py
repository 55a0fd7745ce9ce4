"""The header of a TEI document: who wrote the text, when, where it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from reader.document.facts.fact import FactName

_LEFT_OUT: Final = frozenset(("email", "affiliation", "idno", "roleName", "note", "address"))
"""What stands beside the name of an author."""
_LISTS: Final = ("categories", "tags")
"""Types of terms that trafilatura gives to all of a page at once."""
_WITH_HOST: Final = re.compile(r"(?<=\S) \([\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\)$")
"""The host that trafilatura writes behind the name of a site."""
_SEPARATORS: Final = re.compile("[,;]")
_LONGEST: Final = 4000
_LONG_ABSTRACT: Final = 200
"""Characters from which on an abstract is a part of the text."""
_DEEPEST: Final = 60
"""Elements in each other; what is deeper states nothing."""
_MOST_FACTS: Final = 200


@dataclass(slots=True)
class _Element:
    name: str
    attributes: Mapping[str, str]
    words: list[str] = field(default_factory=list)


class TeiHeader:
    """Takes the elements of `teiHeader` as they come up."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._facts: list[tuple[FactName, str]] = []
        self._journal = ""
        self.abstract = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element within the header."""
        self._open.append(_Element(name, attributes))
        if len(self._open) > _DEEPEST:
            return
        around = {each.name for each in self._open}
        if name == "ptr" and attributes.get("target", "").startswith("http"):
            if "appInfo" not in around:  # there it is the program's
                self._add(FactName.URL, attributes["target"])
        elif name == "language":
            self._add(FactName.LANGUAGE, attributes.get("ident", ""))

    def end(self) -> None:
        """End the innermost element; what its text states is known then."""
        element = self._open.pop()
        if len(self._open) > _DEEPEST:
            return
        text = " ".join(" ".join(element.words).split())[:_LONGEST]
        if self._open and element.name not in _LEFT_OUT and text:
            self._open[-1].words.append(text)
        self._read(element, text, {each.name for each in self._open})

    def data(self, text: str) -> None:
        """Text within the innermost element."""
        if self._open:
            self._open[-1].words.append(text[:_LONGEST])

    def facts(self) -> Iterator[tuple[FactName, str]]:
        """What the header states, of each name the most trusted first."""
        if self._journal:
            yield FactName.SITE, self._journal
        authors = [value for name, value in self._facts if name is FactName.AUTHOR]
        yield FactName.AUTHOR, "; ".join(dict.fromkeys(authors))
        yield from (fact for fact in self._facts if fact[0] is not FactName.AUTHOR)
        yield FactName.DESCRIPTION, self.abstract

    def is_long_abstract(self) -> bool:
        """Whether the abstract is one of a paper, rather than what a page says of itself."""
        return len(self.abstract) > _LONG_ABSTRACT

    def _read(self, element: _Element, text: str, around: set[str]) -> None:
        kind = element.attributes.get("type", "")
        if element.name == "title":
            level = element.attributes.get("level", "")
            if "monogr" in around or level == "j":
                self._journal = self._journal or text
            elif kind in ("", "main") or level == "a":
                self._add(FactName.TITLE, text)
        elif element.name == "author" and not around & {"monogr", "respStmt"}:
            self._add(FactName.AUTHOR, text)
        elif element.name == "date" and kind != "download" and "revisionDesc" not in around:
            self._add(FactName.DATE, element.attributes.get("when", "") or text)
        elif element.name == "publisher":
            self._add(FactName.SITE, _WITH_HOST.sub("", text))
        elif element.name == "term" and kind in _LISTS:
            for tag in _SEPARATORS.split(text):
                self._add(FactName.KEYWORD, tag.strip())
        elif element.name == "term" or (element.name == "item" and "keywords" in around):
            # Those of trafilatura stand in one element.
            for keyword in text.split(",") if kind in ("tags", "categories") else (text,):
                self._add(FactName.KEYWORD, keyword.strip())
        elif element.name == "idno" and kind.upper() in ("DOI", "URL", "URI"):
            self._add(FactName.URL, text if "://" in text else f"https://doi.org/{text}")
        elif element.name == "abstract":
            self.abstract = text

    def _add(self, name: FactName, value: str) -> None:
        if value and len(self._facts) < _MOST_FACTS:
            self._facts.append((name, value))
