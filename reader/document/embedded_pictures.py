"""Pictures whose bytes are in the text itself, as `data:` addresses (RFC 2397).

A page may hold 50 MB of them, so what is parsed and kept of one is its type and a digest. Whoever
wants to see it finds the bytes again by that address, in the same text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

_LEAST: Final = 2_048
"""Characters below which it is a pixel, an icon, or a blurred stand-in for a script to replace."""
_TYPED: Final = re.compile(
    r"data:(image/[\w.+-]{1,60})[;,]([^\s\"'<>)&]{2048,})", re.IGNORECASE | re.ASCII
)
_DIGITS: Final = 16
SHORTENED: Final = re.compile(rf"data:image/[a-z0-9.+_-]{{1,60}},[0-9a-f]{{{_DIGITS}}}")
"""The form of the addresses that stand for such pictures."""


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


def embedded(text: str) -> Iterator[tuple[str, str]]:
    """Each picture in a text: its shortened address, and its content, still encoded."""
    for found in _TYPED.finditer(text):
        yield shortened(found[1], found[2]), found[2]
