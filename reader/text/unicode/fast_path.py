"""A quick test for the characters that most text is made of."""

from __future__ import annotations

import re
from functools import cache

ORDINARY = (
    "\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20a0-\u20cf"
    "\u2100-\u2bff\u3000-\u3029\u3030-\u3098\u309b-\u3130\u3190-\ua48c\uac00-\ud7a3\uff01-\uff9d"
)
"""The characters of which `is_ordinary` tells, for a set in a pattern."""


@cache
def _ordinary() -> re.Pattern[str]:
    """Compiled on first use, as all the large sets of this package: the start is short."""
    return re.compile(f"[{ORDINARY}]*")


def is_ordinary(text: str) -> bool:
    """Whether `text` has only characters that are harmless, visible, and clusters of their own.

    Latin, Greek, Cyrillic, Han, kana, Hangul syllables, and their punctuation and symbols. They
    need not be in NFC.
    """
    return bool(_ordinary().fullmatch(text))
