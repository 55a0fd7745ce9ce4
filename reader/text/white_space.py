"""White space as it is seen: a space that carries a mark shows the mark, and is none.

UAX #14 LB9 and UAX #29 GB9 make one unit of a space and the marks on it only in part; here the
grapheme cluster decides.
"""

from __future__ import annotations

import re

from reader.text.grapheme import is_boundary, next_boundary

_RUN = re.compile(r"\s*")


def is_white(text: str, at: int) -> bool:
    """Whether the cluster that begins at offset `at` is white space."""
    return text[at].isspace() and text[at : next_boundary(text, at, floor=at)].isspace()


def white_end(text: str, at: int, run: re.Pattern[str] = _RUN) -> int:
    """The offset at which the white space from `at` on ends, `at` if there is none.

    `at` lies between clusters. `run` matches the characters that count, or nothing.
    """
    found = run.match(text, at)
    end = found.end() if found else at
    return end if end == at or is_boundary(text, end, floor=at) else end - 1


def white_start(text: str, start: int, end: int, characters: str | None = None) -> int:
    """The offset at which the white space at the end of `text[start:end]` begins.

    `start` and `end` lie between clusters. `characters` are those that count, all white space by
    default.
    """
    seen = start + len(text[start:end].rstrip(characters))
    whole = seen == end or text.isascii() or is_boundary(text, seen, floor=start)
    return seen if whole else seen + 1
