"""A file of a book's own XML as a tree, however it is written.

Books have undeclared prefixes, wrong namespaces, bare ampersands and unclosed elements in their
packages, over all of which an XML parser gives up. The parser of HTML never does, if no name means
anything to it: each element is given a name of its own, without its prefix. It expands no entities
but the standard ones, whatever a document type declares.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader.document.html import bounds
from reader.errors import ReaderError
from reader.library.files.decode import decode

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST_BYTES: Final = 8 * 1024 * 1024
"""Bytes of such a file: the largest packages, of ten thousand files each, have two million."""
_TAG: Final = re.compile(
    r"<(/?)(?:[\w.-]{1,60}+:)?([\w.-]{1,60}+)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_CDATA: Final = "<![CDATA["


def parse(data: bytes) -> LexborNode:
    """The root, above all elements: `x-item` for `<opf:item>`. Raises ReaderError for too many."""
    from selectolax.lexbor import LexborHTMLParser

    text = without_cdata(decode(data).text)
    if bounds.is_crowded(text):
        raise ReaderError("has too many elements in its table of contents or files")
    tree = LexborHTMLParser(f"<body>{bounds.bounded(_TAG.sub(_renamed, text))}")
    if tree.body is None:
        raise ReaderError("has an empty package")
    return tree.body


def line(node: LexborNode | None) -> str:
    """The text of an element on one line; empty if there is none."""
    return "" if node is None else " ".join(node.text(deep=True).split())


def without_cdata(text: str) -> str:
    """Markup with the content of its CDATA sections written as text, which HTML has not."""
    if _CDATA not in text:
        return text
    kept: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0:
        end = text.find("]]>", start)
        end = end if end >= 0 else len(text)
        inner = text[start + len(_CDATA) : end]
        kept += (text[at:start], inner.replace("&", "&amp;").replace("<", "&lt;"))
        at = end + 3
    return "".join((*kept, text[at:]))


def _renamed(tag: re.Match[str]) -> str:
    end, name, attributes = tag[1], f"x-{tag[2].lower()}", tag[3]
    if end:
        return f"</{name}>"
    if attributes.endswith("/"):
        return f"<{name} {attributes[:-1]}></{name}>"
    return f"<{name} {attributes}>"
