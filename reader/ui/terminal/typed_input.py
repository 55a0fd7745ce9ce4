"""Bytes from a terminal's keyboard and mouse as text, whatever they are."""

from __future__ import annotations

import re
import sys
from codecs import getincrementaldecoder

_X10 = re.compile(rb"\x1b\[M(.)(.)(.)", re.DOTALL)
"""A mouse report of terminals that know no other (xterm's `?1000` without `?1006`): button, column
and row, each a byte, 32 and more; beyond cell 95 it is no UTF-8."""
_X10_BEGUN = re.compile(rb"\x1b(\[(M.{0,2})?)?\Z", re.DOTALL)
_X10_LEAST = 32
_X10_RELEASED = 3
_KEY = re.compile(r"\x1b\[([\d:;]+)([u~ABCDEFHPQRS])")
"""A key by number, with other numbers of it; modifiers; the text that it types (kitty's)."""
_MOST_DIGITS = 7
ESCAPE = "\x1b"
_AFTER_ESCAPE = frozenset("[O]P^_X\\")
"""What makes an escape the beginning of a sequence."""
_LEADING, _TRAILING = range(0x81, 0xFF), range(0x30, 0x7F)
"""First bytes of characters in GBK, Big5 and Shift-JIS; second bytes of them that are ASCII."""


class Typed:
    """Decodes UTF-8 as it comes; what is none is left out, and so is what belongs to it.

    A Han character from a terminal that speaks GBK is two bytes; its second may be the code of a
    letter, which nobody typed.
    """

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")("strict")
        self._begun = b""
        """The beginning of a mouse report that is not all there."""

    def text(self, data: bytes) -> str:
        """What the next bytes mean, with mouse reports in the form that has no limits (SGR)."""
        data = _X10.sub(_in_digits, self._begun + data)
        begun = _X10_BEGUN.search(data)
        # A lone escape is a key, and waits for nobody.
        self._begun = begun[0] if begun and len(begun[0]) > 2 else b""
        text = self._decoded(data[: len(data) - len(self._begun)])
        # What stands around a key that is left out may be one.
        while (plain := _KEY.sub(_plain_key, text)) != text:
            text = plain
        return text

    def _decoded(self, data: bytes) -> str:
        parts = []
        while data:
            try:
                parts.append(self._decoder.decode(data))
            except UnicodeDecodeError as error:
                self._decoder.reset()
                whole, start = error.object, error.start
                parts.append(whole[:start].decode())
                is_new = start >= len(whole) - len(data)
                data = whole[start + (_foreign_length(whole, start) if is_new else 1) :]
            else:
                break
        return "".join(parts)


class EscapeKey:
    """Tells the escape key from the beginning of a sequence, and from alt with a key.

    A terminal writes escape and what belongs to it at once. An escape that comes alone is held: if
    the rest of a sequence follows (CSI, SS3 or a string, ECMA-48 5.3), a slow line has parted the
    two; anything else was typed after it, however quickly.
    """

    def __init__(self, seconds: float) -> None:
        """An escape that nothing follows for so many seconds is a key."""
        self._seconds = seconds
        self._since: float | None = None
        """The time when an escape came alone; None while none is held."""

    def wait(self, longest: float, now: float) -> float:
        """Seconds to wait for what may follow, `longest` if nothing is held."""
        if self._since is None:
            return longest
        return max(0.0, min(longest, self._since + self._seconds - now))

    def take(self, text: str, now: float) -> tuple[bool, str]:
        """Whether the escape that was held was the key, and what is to be read after it.

        `text` is what came now, empty for nothing.
        """
        since, self._since = self._since, None
        if since is not None and not text and now - since < self._seconds:
            self._since = since
            return False, ""
        if since is not None and len(text) > 1 and text[0] in _AFTER_ESCAPE:
            return False, ESCAPE + text
        if text == ESCAPE:
            self._since = now
            text = ""
        return since is not None, text


def _plain_key(key: re.Match[str]) -> str:
    """A key as Textual reads it: a number for the key, and numbers that are characters."""
    codes, end = key.groups()
    first, *rest = codes.split(";")[:3]
    number = first.partition(":")[0]
    modifiers = [each.partition(":")[0] for each in rest[:1]]
    text = rest[1:]
    numbers = [number, *modifiers, *(part for each in text for part in each.split(":"))]
    if (first and not number) or not all(_is_character(each) for each in numbers if each):
        return ""
    return f"\x1b[{';'.join([number, *modifiers, *text])}{end}"


def _is_character(number: str) -> bool:
    return len(number) <= _MOST_DIGITS and not (
        0xD800 <= int(number) <= 0xDFFF or int(number) > sys.maxunicode
    )


def _in_digits(report: re.Match[bytes]) -> bytes:
    button, column, row = (max(0, part[0] - _X10_LEAST) for part in report.groups())
    end = b"m" if button & 3 == _X10_RELEASED and button < 32 else b"M"
    return b"\x1b[<%d;%d;%d%b" % (button, column, row, end)


def _foreign_length(data: bytes, start: int) -> int:
    """Bytes of a character of another encoding that begins at `start`, and came in one piece."""
    second = data[start + 1 : start + 2]
    is_pair = data[start] in _LEADING and second and (second[0] in _TRAILING or second[0] >= 0x80)
    return 2 if is_pair else 1
