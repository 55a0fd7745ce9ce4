"""A whole document as a tree of elements, well formed or not."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.errors import ReaderError
from reader.intake.syntax.xml import repaired
from reader.text.references import unescape

DEEPEST: Final = 120
"""Elements in each other; of deeper ones only the text is taken."""
_MOST_ELEMENTS: Final = 1_000_000
_TOKEN: Final = re.compile(
    r"<[?!][^<>]*+>"
    r"|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]{0,100})"
    r"(?P<attributes>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+'|[\"'](?=[^<>]*+>))*+)>"
)
_VOID: Final = frozenset(
    ("br", "hr", "img", "col", "en-media", "en-todo", "image", "empty-line", "wbr")
)
"""Elements of the documents read here that hold nothing, also where they are not ended."""
_COMMENT: Final = ("<!--", "-->")
_CDATA: Final = ("<![CDATA[", "]]>")
_ATTRIBUTE: Final = re.compile(r"([\w:.-]{1,100})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def parsed(text: str) -> Element:
    """The root element; where the text is not well formed, an element around what its tags mean.

    Raises ReaderError: it declares entities of its own, or has no element at all.
    """
    builder = _BoundedBuilder()
    text = "".join(repaired.repaired((text,)))
    try:
        _strictly(text, builder)
    except expat.ExpatError:
        builder = _BoundedBuilder()
        _leniently(text, builder)
    return builder.close()


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its prefix; empty if there is none."""
    value = element.get(name)
    if value is not None:
        return value
    return next((value for key, value in element.items() if local(key) == name), "")


def text_of(element: Element | None) -> str:
    """The text in an element and in those within it, as written."""
    return "" if element is None else "".join(element.itertext())


def line_of(element: Element | None) -> str:
    """The text in an element on one line."""
    return " ".join(text_of(element).split())


class _BoundedBuilder:
    """Builds a tree of bounded depth and size; every element is closed in the end."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._open: list[tuple[str, bool]] = []
        self._names: Counter[str] = Counter()
        self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._elements and not self._open:
            return  # behind the root
        self._elements += 1
        is_built = len(self._open) < DEEPEST and self._elements <= _MOST_ELEMENTS
        self._open.append((name, is_built))
        self._names[name] += 1
        if is_built:
            self._builder.start(name, attributes)

    def data(self, text: str) -> None:
        if self._open:
            self._builder.data(text)

    def end(self, name: str) -> None:
        """Close an element, with those in it that are open still; one that is not open is none."""
        if not self._names[name]:
            return
        while self._open:
            last, is_built = self._open.pop()
            self._names[last] -= 1
            if is_built:
                self._builder.end(last)
            if last == name:
                break

    def close(self) -> Element:
        while self._open:
            self.end(self._open[-1][0])
        if not self._elements:
            raise ReaderError("has no element in it")
        return self._builder.close()


def _strictly(text: str, builder: _BoundedBuilder) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(text, True)


def _refuse_entity(*_declaration: object) -> None:
    raise ReaderError("declares entities of its own, which may grow without end")


def _leniently(text: str, builder: _BoundedBuilder) -> None:
    builder.start("document", {})
    at = 0
    text = _without_asides(text)
    for token in _TOKEN.finditer(text):
        builder.data(unescape(text[at : token.start()]))
        at = token.end()
        name = token["name"]
        if not name:
            continue
        if token["close"]:
            builder.end(name)
            continue
        attributes = {
            found[1]: unescape(found[2] or found[3] or "")
            for found in _ATTRIBUTE.finditer(token["attributes"])
        }
        builder.start(name, attributes)
        if token["attributes"].endswith("/") or local(name).lower() in _VOID:
            builder.end(name)
    builder.data(unescape(text[at:]))


def _without_asides(text: str) -> str:
    """The text without its comments, and with plain text for CDATA sections."""
    written: list[str] = []
    kinds = [_COMMENT, _CDATA]
    at = 0
    begin = text.find("<!")
    while begin >= 0:
        kind = next((each for each in kinds if text.startswith(each[0], begin)), None)
        end = text.find(kind[1], begin + len(kind[0])) if kind else -1
        if kind and end >= 0:
            written.append(text[at:begin])
            inner = text[begin + len(kind[0]) : end]
            written.append(escape(inner, quote=False) if kind is _CDATA else "")
            at = end + len(kind[1])
        elif kind:
            kinds.remove(kind)  # no further one has an end
        begin = text.find("<!", max(at, begin + 2))
    return "".join((*written, text[at:]))
