"""Where the words of an annotation are in the text of an entry, as Annotator.js tells it.

{"start": "/p[2]", "startOffset": "10", "end": "/p[2]", "endOffset": "20"}: a way of elements, each
with its place among its like, from what the text is in; and characters of text from its beginning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from reader.intake.syntax.field_values import text_value

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_STEP: Final = re.compile(r"/([a-z][a-z0-9]{0,19})(?:\[(\d{1,6})\])?", re.IGNORECASE)
_CONTEXT: Final = 200
_MOST_STEPS: Final = 60
_MOST_BODY: Final = 2_000_000
"""Characters of a text that are looked through for other places of some words."""
_MOST_ASKED: Final = 200
"""Annotations of an entry of which that is asked."""


class RangedText:
    """Text of an entry, in which words stand more than once."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._asked = 0

    def before(self, ranges: object, quote: str) -> str:
        """The text before a quote, where the words are there more than once; else empty."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return ""
        first = ranges[0] if isinstance(ranges, list) and ranges else None
        if not isinstance(first, Mapping) or self._body.count(quote, 0, _MOST_BODY) < 2:
            return ""
        offset = text_value(first.get("startOffset"))
        if not offset.isdecimal() or len(offset) > 9:
            return ""
        text = self._text_at(text_value(first.get("start")))
        before, words = text[: int(offset)], text[int(offset) :].lstrip()
        # Nothing is better than a place of another version of the text.
        return before[-_CONTEXT:] if words.startswith(quote[:20]) else ""

    @cached_property
    def _root(self) -> LexborNode | None:
        from selectolax.lexbor import LexborHTMLParser

        from reader.document.html.bounds import bounded, is_crowded

        return None if is_crowded(self._body) else LexborHTMLParser(bounded(self._body)).body

    def _text_at(self, way: str) -> str:
        node = self._root
        for step in [*_STEP.finditer(way)][:_MOST_STEPS]:
            wanted = int(step[2] or 1)
            child = node.child if node is not None else None
            while child is not None:
                wanted -= child.tag == step[1].lower()
                if not wanted:
                    break
                child = child.next
            node = child
        return node.text() if node is not None else ""
