"""Text as `state.db` holds it: undecodable bytes of a path are surrogates, which SQLite refuses."""

from __future__ import annotations

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
_STAND_IN = re.compile("[\U0010d800-\U0010dfff]")
_TO_STAND_IN = 0x100000


def stored(text: str) -> str:
    """Text with private characters in place of lone surrogates."""
    return _SURROGATE.sub(lambda found: chr(ord(found[0]) + _TO_STAND_IN), text)


def original(text: str) -> str:
    """The text that `stored` was given."""
    return _STAND_IN.sub(lambda found: chr(ord(found[0]) - _TO_STAND_IN), text)
