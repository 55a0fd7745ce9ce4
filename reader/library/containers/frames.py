"""The page of an archive that holds the article, where the main page is only frames around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import islice
from typing import Final

from reader.library.containers.saved_page import as_utf_8

_FRAMESET: Final = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
_UNREAD: Final = re.compile(
    r"<(?:title|noframes|option)(?=[\s>])[^<>]*>[^<]*|<[^<>]*>|<!--", re.IGNORECASE
)
"""Markup, with the text of some elements."""
_LINK: Final = re.compile(r"<a(?=[\s>])[^<>]*>[^<]*", re.IGNORECASE)
"""A link with its text: a frame of those is a menu."""
_COUNTED: Final = (200_000, 2_000_000)
"""Bytes of a page in which words are counted: more where its head may be all of the first."""
_FEW: Final = 40
"""Words of a page that may be no more than what its frames stand in."""
_TIMES: Final = 4
"""How many times more words a frame has than the page around it, to be read in its place."""
_SHARE: Final = 4
"""Of the words of the longest frame the part that another one has, to be read with it."""
_MOST_FRAMES: Final = 50
_MOST_BYTES: Final = 16 * 1024 * 1024
_ADDRESS: Final = re.compile(rb"cid:([\w.@+-]{1,200})")


def article_page(main: bytes, charset: str, frames: Iterable[tuple[bytes, str]]) -> bytes:
    """The main page, or what is in its frames if it has next to no text of its own.

    A page comes as it was sent, with the character set that the archive states for it, and is
    given in UTF-8 if it states one. Frames are looked at only where they may be needed.
    """
    page = as_utf_8(main, charset)
    own = _words(page)
    is_frameset = own <= _FEW and _FRAMESET.search(page) is not None
    if own > _FEW:
        return page
    found = list(_within_limits(frames))
    words = [_words(frame) for frame in found]
    most = max(words, default=0)
    if most <= (0 if is_frameset else max(_FEW, _TIMES * _words(page, with_links=True))):
        return page
    return b"\n".join(
        frame for frame, count in zip(found, words, strict=True) if _SHARE * count >= most
    )


def with_addresses(page: bytes, addresses: Mapping[str, str]) -> bytes:
    """A page whose frames are named by their addresses, not by their places in the archive.

    `addresses`: of frames, by their `Content-ID` (RFC 2392).
    """
    if not addresses:
        return page
    return _ADDRESS.sub(
        lambda name: addresses.get(name[1].decode(), name[0].decode()).encode(), page
    )


def _within_limits(frames: Iterable[tuple[bytes, str]]) -> Iterator[bytes]:
    left = _MOST_BYTES
    for content, charset in islice(frames, _MOST_FRAMES):
        left -= len(content)
        if left < 0:
            return
        yield as_utf_8(content, charset)


def _words(page: bytes, *, with_links: bool = False) -> int:
    """The words in the beginning of a page; of Chinese each two characters."""
    count = 0
    for most in _COUNTED:
        text = page[:most].decode("utf-8", "replace")
        for tag in ("script", "style"):
            text = _without(text, tag)
        seen = unescape(_UNREAD.sub(" ", text if with_links else _LINK.sub(" ", text)))
        wide = sum(character > "\u2e80" for character in seen)
        count = len(seen.split()) + wide // 2
        if count > _FEW or len(page) <= most:
            break
    return count


def _without(text: str, tag: str) -> str:
    """A text without what stands in elements of this name."""
    begin, end = (re.compile(f"<{slash}{tag}(?=[\\s>])", re.IGNORECASE) for slash in ("", "/"))
    kept: list[str] = []
    at = 0
    while (opened := begin.search(text, at)) is not None:
        kept.append(text[at : opened.start()])
        closed = end.search(text, opened.end())
        at = closed.start() if closed else len(text)
    return "".join((*kept, text[at:]))
