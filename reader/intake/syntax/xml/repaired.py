"""XML as text that a strict parser takes: what exporters leave in it that it must not hold.

Outside of CDATA sections, entities that HTML has become numbers, other ampersands `&amp;`;
characters that XML 1.0 (section 2.2) forbids go everywhere, also by number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]+")
_AMPERSAND: Final = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});)?")
_OF_XML: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_OPENING: Final = "<![CDATA["
_CLOSING: Final = "]]>"
_LONGEST_MARK: Final = 40
"""Characters of a reference or a delimiter at the most: so many are held back at a piece's end."""


def repaired(pieces: Iterable[str]) -> Iterator[str]:
    """The text in pieces, well formed as far as characters and references go."""
    held = ""
    is_cdata = False
    for piece in pieces:
        text = _FORBIDDEN.sub("", held + piece)
        cut = _safe_end(text)
        done, is_cdata = _mended(text[:cut], is_cdata=is_cdata)
        held = text[cut:]
        yield done
    yield _mended(held, is_cdata=is_cdata)[0]


def _safe_end(text: str) -> int:
    """Where a piece may be cut: not in what may be a reference or a delimiter."""
    start = max(0, len(text) - _LONGEST_MARK)
    marks = [at for mark in "&<]" if (at := text.find(mark, start)) >= 0]
    return min(marks, default=len(text))


def _mended(text: str, *, is_cdata: bool) -> tuple[str, bool]:
    """The text with its references mended; and whether a CDATA section is open at its end."""
    written: list[str] = []
    at = 0
    while at < len(text):
        mark = _CLOSING if is_cdata else _OPENING
        end = text.find(mark, at)
        stop = end + len(mark) if end >= 0 else len(text)
        piece = text[at:stop]
        written.append(piece if is_cdata or "&" not in piece else _AMPERSAND.sub(_meant, piece))
        is_cdata = is_cdata != (end >= 0)
        at = stop
    return "".join(written), is_cdata


def _meant(match: re.Match[str]) -> str:
    name = match[1]
    if not name:
        return "&amp;"
    if name in _OF_XML:
        return match[0]
    if name[0] == "#":
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        is_one = code in (9, 10, 13) or 0x20 <= code <= 0x10FFFF
        return f"&#{code};" if is_one and not _FORBIDDEN.match(chr(code)) else ""
    meant = html5.get(f"{name};")
    # By number: `&LT;` is none of XML's, and what it means would begin a tag.
    return f"&amp;{name};" if meant is None else "".join(f"&#{ord(each)};" for each in meant)
