"""An article in trafilatura's XML or in TEI (P5): its text as HTML, and its facts.

<doc sitename="…" title="…" author="…" date="…" source="…"><main><head rend="h2">…</head><p>…
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>…</teiHeader><text><body><div><p>…

The parser of the standard library reads them as a stream; documents that declare entities are
refused, as is all that would have to be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.parsers import expat

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers.saved_page import SavedPage, container_facts
from reader.library.containers.text_xml.header import TeiHeader
from reader.library.containers.text_xml.html_writer import HtmlWriter
from reader.library.files.decode import decode
from reader.text.repaired_xml import repaired

_FACTS: Final = {
    "title": FactName.TITLE,
    "author": FactName.AUTHOR,
    "date": FactName.DATE,
    "sitename": FactName.SITE,
    "hostname": FactName.SITE,
    "source": FactName.URL,
    "url": FactName.URL,
    "language": FactName.LANGUAGE,
    "excerpt": FactName.DESCRIPTION,
    "description": FactName.DESCRIPTION,
    "image": FactName.IMAGE,
}
"""Attributes of trafilatura's `<doc>`."""
_LISTS: Final = ("tags", "categories")
_MOST_CHARACTERS: Final = 16 * 1024 * 1024
_MOST_ELEMENTS: Final = 400_000
_DEEPEST: Final = 1_000
_MOST_ATTRIBUTES: Final = 40
_LONGEST_LIST: Final = 4_000
"""Characters of a list of tags that are looked at."""
_CUT_OFF: Final = "The XML is damaged, cut off or too long; what could be read is shown."


class _EntitiesError(ValueError):
    """The document declares entities."""


class _TooLongError(ValueError):
    """The document has more elements, or more in each other, than any article."""


def unpack(data: bytes) -> SavedPage:
    """The article. Raises ReaderError for entities, and for what is too damaged to have a text."""
    reading = _Reading()
    is_whole = reading.read(decode(data).text)
    html = reading.html()
    if not reading.has_text:
        raise ReaderError("is damaged XML, or has no text", hint="save the article again")
    return SavedPage(
        html.encode("utf-8", "replace"),
        facts=container_facts(reading.facts()),
        kind=BodyKind.HTML,
        notices=() if is_whole else (_CUT_OFF,),
    )


class _Reading:
    """One document, while it is parsed."""

    def __init__(self) -> None:
        self._writer = HtmlWriter()
        self._header = TeiHeader()
        self._depth = 0
        self._elements = 0
        self._in_header = 0
        """How deep within the header of TEI; 0 outside of it."""
        self._root: Mapping[str, str] = {}

    @property
    def has_text(self) -> bool:
        return self._writer.has_text

    def read(self, text: str) -> bool:
        """Parse; false if the document breaks off. Raises ReaderError for entities."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = _refuse
        parser.ordered_attributes = True
        is_whole = len(text) <= _MOST_CHARACTERS
        text = "".join(repaired((text[:_MOST_CHARACTERS],)))
        source = re.sub(r"\A\ufeff?\s*<\?xml[^>]{0,300}\?>", "", text).encode("utf-8", "replace")
        try:
            parser.Parse(source.lstrip(), True)
        except (expat.ExpatError, _TooLongError):
            return False
        except _EntitiesError:
            raise ReaderError(
                "declares entities in its XML, which are not read", hint="save it without a DTD"
            ) from None
        return is_whole

    def html(self) -> str:
        """The text, a long abstract before it."""
        html = self._writer.html()
        if not self._header.is_long_abstract():
            return html
        abstract = self._header.abstract.replace("&", "&amp;").replace("<", "&lt;")
        return f"<h2>Abstract</h2><p>{abstract}</p>{html}"

    def facts(self) -> list[tuple[FactName, str]]:
        """What the attributes of the root and the header state."""
        found = [(name, self._root.get(key, "")) for key, name in _FACTS.items()]
        for key in _LISTS:
            found += [
                (FactName.KEYWORD, word)
                for word in re.split(r"[;,]", self._root.get(key, "")[:_LONGEST_LIST])
            ]
        return [*found, *self._header.facts()]

    def _start(self, name: str, attributes: list[str]) -> None:
        local = name.rpartition(" ")[2]
        kept = attributes[: 2 * _MOST_ATTRIBUTES]
        names = (key.rpartition(" ")[2] for key in kept[::2])
        values = dict(zip(names, kept[1::2], strict=True))
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise _TooLongError
        if self._depth == 1:
            self._root = values if local == "doc" else {}
        if self._in_header or (local == "teiHeader" and self._depth == 2):
            self._in_header += 1
            self._header.start(local, values)
            return
        self._writer.start(local, values)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._in_header:
            self._in_header -= 1
            self._header.end()
        else:
            self._writer.end()

    def _data(self, text: str) -> None:
        if self._in_header:
            self._header.data(text)
        else:
            self._writer.data(text)


def _refuse(*_declaration: object) -> None:
    raise _EntitiesError
