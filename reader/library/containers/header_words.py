"""Words in the fields of a message header, decoded as mail programs write them (RFC 2047).

The standard library refuses many that are seen: characters cut in half between two encoded words,
Base64 without its padding, character sets that are not what they are called.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

from reader.text.encoding.labels import codecs_of

_ENCODED = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]{0,4000})\?=")
"""The language that RFC 2231 allows behind the character set is left out."""
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_NO_DIGIT = re.compile(r"[^A-Za-z0-9+/]")
_URL_SAFE = str.maketrans("-_", "+/")
_SAMPLE = 256 * 1024
"""Bytes by which a character set is guessed."""


def decoded(value: str) -> str:
    """The text of a field with its encoded words decoded; what is none stays as it is written."""
    kept: list[str] = []
    charset, content = "", b""
    at = 0
    for found in _ENCODED.finditer(value):
        between = value[at : found.start()]
        # White space between two encoded words is none of the text (RFC 2047, 6.2).
        is_next = bool(content) and not between.strip()
        if not is_next or found[1].lower() != charset:
            kept.append(_text(content, charset))
            content = b""
        if not is_next:
            kept.append(between)
        charset = found[1].lower()
        content += _bytes(found[3], found[2].lower())
        at = found.end()
    return "".join((*kept, _text(content, charset), value[at:]))


def _bytes(written: str, encoding: str) -> bytes:
    if encoding == "q":
        content = written.replace("_", " ").encode("utf-8", "replace")
        return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), content)
    digits = _NO_DIGIT.sub("", written.translate(_URL_SAFE))
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + "=" * (-len(digits) % 4))


def _text(content: bytes, charset: str) -> str:
    """The text in a character set that is stated, or that the bytes are more likely in."""
    return in_charset(content, charset) if content else ""


def in_charset(content: bytes, charset: str) -> str:
    """Bytes of a message as text; its character set may be missing, unknown or not true."""
    for codec in _codecs(content, charset):
        try:
            return content.decode(codec)
        except UnicodeError:
            continue
    from reader.library.files.decode import decode  # late: nearly all is what it says

    return decode(content).text


def _codecs(content: bytes, charset: str) -> Iterator[str]:
    """The codecs that the text may be in, before it is to be guessed."""
    name = charset.strip().strip("\"'").lower()
    if name.replace("_", "-") in ("utf-7", "unicode-1-1-utf-7") and content.isascii():
        yield "utf_7"
    codecs = codecs_of(name)
    if content.isascii():  # but for escapes, ASCII is the same in all of them
        if b"\x1b" in content or b"~{" in content:
            yield from codecs
        else:
            yield "ascii"
        return
    yield "utf_8"  # other text practically never satisfies it, whatever is stated
    if codecs and codecs[0] == "cp1252":
        # What programs state that do not know; any bytes mean something in it.
        from reader.text.encoding.guess import likely_codecs

        yield from likely_codecs(content[:_SAMPLE], codecs)
    yield from codecs
