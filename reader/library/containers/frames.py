"""Pages that hardly have a word of their own, but a frame with the article in it.

Blogs of Naver are such pages, and sites of the years when menus stood in frames.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

_FRAME: Final = re.compile(rb"<i?frame(?=[\s/>])", re.IGNORECASE)
_UNSEEN: Final = "script, style, template, noscript, title, noframes"
_LARGEST: Final = 1024 * 1024
"""Bytes of a page whose words are counted; a larger one has enough."""
_FEW: Final = 40
"""Words of a page that has nothing to read but its frame."""
_DEEPEST: Final = 4
_MOST: Final = 20


def telling(page: bytes, framed: Callable[[bytes], Iterable[bytes]]) -> bytes:
    """The page, or the one in its frames that has the words, if it has hardly any itself.

    `framed` gives the pages in the frames of a page; all are UTF-8, or in what they say they are.
    """
    for _ in range(_DEEPEST):
        if len(page) > _LARGEST or not _FRAME.search(page):
            break
        own = _words(page)
        inner = max(islice(framed(page), _MOST), key=_words, default=b"")
        if own >= _FEW or not inner or _words(inner) < own:
            break
        page = inner
    return page


def sources(page: bytes) -> frozenset[str]:
    """The addresses of the frames of a page, as it has them."""
    from selectolax.lexbor import LexborHTMLParser  # late: few pages have frames

    frames = LexborHTMLParser(page).css("iframe[src], frame[src]")
    return frozenset(frame.attributes.get("src") or "" for frame in frames[:_MOST])


def _words(page: bytes) -> int:
    """Its words; of Chinese and its like each two characters."""
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(page[:_LARGEST])
    for node in parser.css(_UNSEEN):
        node.decompose()
    text = parser.root.text(deep=True, separator=" ") if parser.root is not None else ""
    return len(text.split()) + sum(character > "\u2e80" for character in text) // 2
