"""Short ids of bookmarks, as a link to a block may have them: letters, digits and dashes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_RANDOM = re.compile(r"[0-9a-f]{32}")
_LEGAL = re.compile(r"[0-9a-z-]{1,32}")
LENGTH = 10
"""Digits of a random id's 32: among 100,000 bookmarks two begin alike once in 200 times, and those
are hardly of one article."""


def block_id(key: str) -> str:
    """The short id of a bookmark: the same wherever and whenever it is made."""
    if _RANDOM.fullmatch(key):
        return key[:LENGTH]
    if _LEGAL.fullmatch(key):
        return key
    return f"x{hashlib.blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


def find_key(keys: Iterable[str], word: str) -> str:
    """The one id that `word` is, begins or is short for; empty if there is none, or several."""
    known = list(keys)
    if word in known:
        return word
    found = {key for key in known if word and (key.startswith(word) or block_id(key) == word)}
    return found.pop() if len(found) == 1 else ""
