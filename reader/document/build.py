"""A body in whatever form to a document: the one way in for those who show articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.model import Block, BlockKind, Document
from reader.document.parse import parse
from reader.document.template import expand
from reader.text.safe import clean

if TYPE_CHECKING:
    from reader.document.kind import BodyKind

NOTICE = "This article could not be parsed; it is shown as plain text."

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def read(body: str, kind: BodyKind, *, title: str = "") -> Document:
    """Convert and parse `body`.

    Never raises on content: what the parser fails on is shown as plain paragraphs, with a
    notice that says so.
    """
    # Imported late: conversion needs selectolax and html2text.
    from reader.document.convert import to_markdown
    from reader.document.kind import BodyKind

    markdown = body
    notices: tuple[str, ...] = ()
    try:
        if kind in (BodyKind.MARKDOWN, BodyKind.MIXED):
            body = expand(body, title=title)
        converted = to_markdown(body, kind)
        markdown, notices = converted.markdown, converted.notices
        document = parse(markdown, title=title)
    except Exception:  # noqa: BLE001 - a library's bug on one article must not cost its text
        return Document(_plain(markdown), notices=(*notices, NOTICE))
    return Document(document.blocks, document.anchors, (*notices, *document.notices))


def _plain(text: str) -> tuple[Block, ...]:
    parts = (part.strip() for part in _PARAGRAPHS.split(clean(text)))
    return tuple(Block(BlockKind.PARAGRAPH, part) for part in parts if part)
