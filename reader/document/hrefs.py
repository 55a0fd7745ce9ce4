"""Targets of links, and addresses of pictures: those that are kept, and in which form.

A page may hold 50 MB of pictures as `data:` addresses (RFC 2397), so what is parsed and kept of one
is its type and a digest. Whoever wants to see it finds its bytes again by that, in the same text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

from reader.text.safe import clean

_SCHEME = re.compile(r"^\s*([A-Za-z][A-Za-z0-9+.\-]*):")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"[^!-~\u00a1-\U0010ffff]")
_DROPPED_IN_SLUG = re.compile(r"[^\w\- ]")
MAX_LENGTH = 4096
ORDINARY_ADDRESS = (
    r"https?://(?:[a-z0-9][a-z0-9-]{0,38}+\.){1,6}+[a-z]{2,20}+"
    r"(?:/[A-Za-z0-9/_.~=-]{0,1000}+)?+(?:\?[A-Za-z0-9/_.~=-]{0,1000}+)?+"
)
"""A pattern of the addresses that are written alike wherever one is escaped or encoded."""
_PART = re.compile(r"(?i:cid):[!-~]{1,300}")
_ORDINARY = re.compile(ORDINARY_ADDRESS)
UNNAMED_IMAGE = "image"
"""What an image without a text says: names of files are the same for all pictures of a page."""
_IMAGE_PATH = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif|ico|tiff?)$", re.IGNORECASE)

_LEAST: Final = 2_048
"""Characters below which it is a pixel, an icon, or a blurred stand-in for a script to replace."""
_TYPED: Final = re.compile(
    r"data:(image/[\w.+-]{1,60})[;,]([^\s\"'<>)&]{2048,})", re.IGNORECASE | re.ASCII
)
_DIGITS: Final = 16
_SHORTENED: Final = re.compile(rf"data:image/[a-z0-9.+_-]{{1,60}},[0-9a-f]{{{_DIGITS}}}")
"""The form of the addresses that stand for such pictures."""


def safe_href(href: str) -> str:
    """The target with white space and control characters percent-encoded.

    "" if it must not be followed: any scheme (RFC 3986) but http, https and mailto, and any absurd
    length.
    """
    if is_ordinary_address(href):
        return href
    href = href.strip()
    # Browsers skip control characters within a scheme ("java\tscript:"), so they do not count.
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]|%0[9ad]", "", href, flags=re.IGNORECASE))
    if scheme and scheme.group(1).lower() not in _SAFE_SCHEMES:
        return ""
    if len(href) > MAX_LENGTH:
        return ""
    if href.startswith("#"):
        href = "#" + unquote(href[1:])
    return encode(href)


def picture_href(href: str) -> str:
    """The address of a picture, safe to show; as `safe_href`, and of what is in the file itself.

    That is a part of a message (RFC 2392) or an embedded picture, in the short form only.
    """
    href = href.strip()
    if _PART.fullmatch(href) or is_embedded(href):
        return href
    return safe_href(href)


def is_ordinary_address(href: str) -> bool:
    return _ORDINARY.fullmatch(href) is not None


def encode(href: str) -> str:
    """Percent-encode what must not reach a terminal: control, format and white characters."""
    if clean(href) != href:
        href = "".join(c if clean(c) == c else quote(c, safe="", errors="replace") for c in href)
    return _UNSAFE.sub(lambda match: quote(match.group(), safe=""), href)


def note_href(name: str, fragment: str = "") -> str:
    """The target of Obsidian's `[[name#fragment]]`: a note of the library, wherever it lies."""
    written = f"[[{name}#{fragment}]]" if fragment else f"[[{name}]]"
    return written.replace("%", "%25")


def note_of(href: str) -> tuple[str, str] | None:
    """Name and fragment of the note that a target of `note_href` means; None for other targets."""
    if not (href.startswith("[[") and href.endswith("]]")):
        return None
    name, _, fragment = unquote(href[2:-2]).partition("#")
    return name, fragment


def is_image(href: str) -> bool:
    return bool(_IMAGE_PATH.search(re.split(r"[?#]", href, maxsplit=1)[0]))


def slug(text: str) -> str:
    """GitHub's identifier for a heading: lower case, punctuation dropped, spaces to hyphens."""
    return _DROPPED_IN_SLUG.sub("", text.strip().lower()).replace(" ", "-")


def shortened(kind: str, content: str) -> str:
    """The address that stands for a `data:` address of a media type with this content.

    `content` is what follows the first `;` or `,` behind the type. What is no picture, or a very
    small one, gets no digest: there is nothing to see.
    """
    kind = kind.lower()
    if not kind.startswith("image/") or len(content) < _LEAST:
        return f"data:{kind},"
    digest = hashlib.blake2b(content.encode(), digest_size=_DIGITS // 2).hexdigest()
    return f"data:{kind},{digest}"


def is_embedded(href: str) -> bool:
    """Whether an address stands for a picture in the text itself, and means nothing elsewhere."""
    return _SHORTENED.fullmatch(href) is not None


def embedded(text: str) -> Iterator[tuple[str, str]]:
    """Each picture in a text: its shortened address, and its content, still encoded."""
    for found in _TYPED.finditer(text):
        yield shortened(found[1], found[2]), found[2]
