"""The place that a fragment identifier means, as sites and programs for notes write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from reader.document.model import BlockKind, Document, Place

_NO_LETTER = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^(.+)-(\d{1,4})$")
_TEXT = ":~:"
"""Begins a text fragment (WICG Scroll to Text Fragment), which is for browsers."""


def find_fragment(document: Document, fragment: str) -> Place | None:
    """Where `#fragment` leads; None if the document has no such place.

    Empty, and `top` in any case, is the beginning (HTML Standard, 7.4.6.3). Otherwise the first
    that agrees of: an anchor; an anchor in another case, or percent-encoded; an anchor and then a
    heading of the same letters and digits, however the rest was made a slug (GitHub, Hugo,
    kramdown, Obsidian's `#Heading` and `#Heading#Below it`), the `-1` of the second such heading
    counted.
    """
    fragment = fragment.partition(_TEXT)[0]
    if not fragment:
        return Place()
    known = document.anchors.get(fragment)
    if known is None:
        named = _first((_folded(name), block) for name, block in document.anchors.items())
        known = named.get(_folded(fragment))
    if known is None:
        known = _loosely(document, fragment)
    if known is None:
        return Place() if fragment.casefold() == "top" else None
    return Place(known)


def _first(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The first block of each name."""
    found: dict[str, int] = {}
    for name, block in pairs:
        found.setdefault(name, block)
    return found


def _loosely(document: Document, fragment: str) -> int | None:
    """The block of an anchor or heading with the letters and digits of the fragment, or None."""
    last = unquote(fragment).rpartition("#")[2]
    wanted = _letters(last)
    if not wanted:
        return None
    anchors = _first((_letters(name), block) for name, block in document.anchors.items())
    if wanted in anchors:
        return anchors[wanted]
    headings = [
        (_letters(block.text), index)
        for index, block in enumerate(document.blocks)
        if block.kind is BlockKind.HEADING
    ]
    named = [block for name, block in headings if name == wanted]
    if named:
        return named[0]
    numbered = _NUMBERED.match(last)
    if numbered is None:
        return None
    again = [block for name, block in headings if name == _letters(numbered[1])]
    return again[int(numbered[2])] if int(numbered[2]) < len(again) else None


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unquote(name)).casefold()


def _letters(name: str) -> str:
    return _NO_LETTER.sub("", _folded(name))
