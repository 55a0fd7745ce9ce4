"""The tags of a document one after the other: for XML that has all it says in attributes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from reader.errors import ReaderError

_CHUNK: Final = 1 << 20


class XmlTag(NamedTuple):
    """Where an element begins or ends."""

    name: str
    """As it is written."""
    attributes: Mapping[str, str] | None
    """Those of an element that begins; None where one ends."""


def tags(document: str) -> Iterator[XmlTag]:
    """The tags of a document as `prolog.document` makes it, in order.

    Raises ReaderError, behind all tags before it, where the document is not well formed.
    """
    from xml.parsers import expat  # late: few sources are written so

    found: list[XmlTag] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append(XmlTag(name, attributes))
    parser.EndElementHandler = lambda name: found.append(XmlTag(name, None))
    data = document.encode("utf-8")
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
            yield from found
            found.clear()
    except expat.ExpatError as error:
        yield from found
        raise ReaderError(f"is damaged XML ({error})") from error
