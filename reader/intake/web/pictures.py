"""The pictures of an article, fetched to be kept beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin, urlsplit

from reader.intake.web.answer import Web, WebError
from reader.text.safe import clean_line

_DRAWING: Final = b"<svg"
_BEFORE: Final = (b"<", b"\xef\xbb\xbf", b" ", b"\t", b"\r", b"\n")
"""How a file of XML may begin."""
_ACTIVE: Final = re.compile(
    r"<(?:[^\s<>/:]{1,200}:)?(?:script|foreignobject|iframe|embed|object|handler|listener)[\s>/]"
    r"|[\s\"'/]on[a-z]{3,30}\s{0,9}=|=\s{0,9}[\"']\s{0,9}on[a-z]{3,30}\s{0,9}[\"']"
    r"|<!(?:ENTITY|ATTLIST)|<\?xml-stylesheet",
    re.IGNORECASE,
)
"""Programs, what HTML may be put into, and attributes that are made by an animation."""
_PROGRAM: Final = re.compile(r"(?:java|vb)script:|data:text/", re.IGNORECASE)
_UNREAD: Final = str.maketrans("", "", "\t\r\n")
"""What browsers leave out of addresses (URL Standard, 4.4)."""
_LONGEST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What is fetched for one article at the most."""

    each: int = 16 * 1024 * 1024
    """Bytes of a picture."""
    whole: int = 128 * 1024 * 1024
    """Bytes of all."""
    count: int = 300
    failures: int = 3
    """Pictures of a host that fail, one after the other, before it is asked for no more."""


@dataclass(frozen=True, slots=True)
class FetchedPictures:
    """What came of the pictures of an article."""

    files: Mapping[str, bytes]
    """The content by the address that the body has for it."""
    failed: Mapping[str, str]
    """Why others are missing, by their addresses; both are data, not safe lines."""


def fetched_pictures(
    web: Web,
    addresses: Iterable[str],
    is_picture: Callable[[bytes], object],
    *,
    page: str = "",
    limits: PictureLimits | None = None,
) -> FetchedPictures:
    """Fetch pictures by the addresses that a body has for them, each once; one that fails is told.

    `page` is where the body is from: relative addresses are taken against it. Content that
    `is_picture` says no of is not kept, nor is a drawing (SVG) that does something: it would when
    somebody opens its file.
    """
    limits = limits or PictureLimits()
    files: dict[str, bytes] = {}
    failed: dict[str, str] = {}
    failures: Counter[str] = Counter()
    left = limits.whole
    for address in dict.fromkeys(addresses):
        absolute, host = _absolute(address, page)
        if not host:
            continue
        if len(files) + len(failed) >= limits.count or left <= 0:
            failed[address] = "is one too many"
        elif failures[host] >= limits.failures:
            failed[address] = f"{clean_line(host)} was asked in vain before"
        else:
            try:
                data = _fetched(web, absolute, page, min(limits.each, left), is_picture)
            except WebError as error:
                failures[host] += 1
                failed[address] = error.what[:_LONGEST_SHOWN]
            else:
                failures[host] = 0
                files[address] = data
                left -= len(data)
    return FetchedPictures(MappingProxyType(files), MappingProxyType(failed))


def _fetched(
    web: Web, url: str, page: str, most: int, is_picture: Callable[[bytes], object]
) -> bytes:
    data = web.get(url, most=most, referrer=page).data
    if not is_picture(data):
        raise WebError("is no picture")
    if is_active_drawing(data):
        raise WebError("is a drawing with scripts")
    return data


def is_active_drawing(data: bytes) -> bool:
    """Whether it is a drawing (SVG), or text around one, that does something in a browser."""
    if not data.startswith(_BEFORE) or _DRAWING not in data.lower():
        return False
    text = unescape(data.decode("latin-1"))
    found = _ACTIVE.search(text) or _PROGRAM.search(text.translate(_UNREAD))
    return found is not None


def _absolute(address: str, page: str) -> tuple[str, str]:
    """The address on the web, and its host; empty ones for what is not there."""
    try:
        absolute = urljoin(page, address.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return "", ""
    return (absolute, parts.netloc) if parts.scheme in ("http", "https") else ("", "")
