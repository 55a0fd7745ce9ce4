"""Places of objects in a damaged JSON text, found in one pass, whatever the damage is."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from reader.state.durable.json_text import MAX_DEPTH

_MARK = re.compile(r'\\["\\]|["{}]')


def object_spans(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Start and end of all that can be an object, by ascending start.

    What is nested deeper than MAX_DEPTH is left out, and so no character is in more than
    2 · MAX_DEPTH spans: to decode each of them takes time that grows with the length of the text.

    A quote that is missing turns inside and outside of strings about. So there are two readings
    of the text, of which one begins outside and one inside of a string; each quote changes both,
    and wherever an object begins, the one that is outside there sees it whole.
    """
    starts, ends, heights = array("q"), array("q"), array("B")
    outside: list[int] = []
    inside: list[int] = []
    for found in _MARK.finditer(text, start):
        mark = found[0]
        if mark == "{":
            outside.append(len(starts))
            starts.append(found.start())
            ends.append(0)
            heights.append(1)
        elif mark == '"':
            outside, inside = inside, outside
        elif mark == "}" and outside:
            number = outside.pop()
            height = heights[number]
            if height <= MAX_DEPTH:
                ends[number] = found.end()
            if outside:
                above = outside[-1]
                heights[above] = max(heights[above], min(height, MAX_DEPTH) + 1)
    return ((begin, end) for begin, end in zip(starts, ends, strict=True) if end)
