"""JSON from outside, as plain values whose nesting is bounded."""

from __future__ import annotations

import re

_MOST_CHARACTERS = 16 * 1024 * 1024
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def load(text: str) -> object:
    """Text, lists and dicts; numbers are text; of equal keys the first counts.

    Raises ValueError: no JSON, more than 16 million characters, or nested too deeply.
    """
    from reader.library.metadata import safe_yaml  # late, with all that it imports
    from reader.library.metadata.handlers import plain_json

    if len(text) > _MOST_CHARACTERS:
        raise ValueError("too long")
    # Brackets within strings do not nest.
    marks = "".join(match[0] for match in _TOKEN.finditer(text) if match[0][0] != '"')
    if safe_yaml.nesting(marks) > safe_yaml.MAX_DEPTH:
        raise ValueError("nested too deeply")
    return plain_json(text)
