"""Scripts of characters."""

from __future__ import annotations

import re
from functools import cache

HAN = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9"
    "\U00016ff0-\U00016ff1\U00020000-\U0003ffff"
)
KANA = (
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"
    "\U0001b000-\U0001b16f"
)
HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa1-\uffdc"
"""Each of the three: the inside of a set for `re`, of the letters of a script."""

SPACELESS = (
    "\u2e80-\u303f\u3041-\u3096\u309b-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""The inside of a set for `re`: Han, kana and the wide punctuation and letters set beside them.

A newline between two of these is no space (CSS Text 4, 4.1.3). Hangul is not among them, since
Korean has spaces between its words; nor are the kana marks that change the character before them.
"""

WIDE_SIGNS = (
    "\u3000-\u3004\u3008-\u3020\u3030\u303d\u309b\u309c\u30a0\u30fb\ufe30-\ufe4f\uff01-\uff65"
    "\uffe0-\uffe6"
)
"""The inside of a set for `re`: punctuation and letters as wide as Han."""


def is_cjk(ch: str) -> bool:
    """Whether it is Han, kana, Hangul, or punctuation as wide as they are."""
    return bool(_cjk().match(ch))


@cache
def _cjk() -> re.Pattern[str]:
    """Compiled on first use: large sets take a millisecond each at start-up."""
    return re.compile(f"[{HAN}{KANA}{HANGUL}{WIDE_SIGNS}]")
