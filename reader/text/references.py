"""HTML's character references (HTML, 13.2.5.72 to 13.2.5.80) as the characters that they name."""

from __future__ import annotations

import html
import re

_LONG_NUMBER = re.compile("&#([0-9]{20,}+)")


def unescape(text: str) -> str:
    """Do what `html.unescape` does, for numbers of any length too: Python refuses 4,300 digits."""
    return html.unescape(_LONG_NUMBER.sub(_shorter, text) if "&#" in text else text)


def _shorter(number: re.Match[str]) -> str:
    """Cut the digits to eight: such a number is no character either."""
    return f"&#{number[1].lstrip('0')[:8] or '0'}"
