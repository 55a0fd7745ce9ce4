"""The text of a document as one string, with and without its white space."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from reader.document.model import Document, Place

CONTEXT = 32
"""Characters quoted on either side where others with the same surroundings do not matter."""
MOST_CONTEXT = 4_000
"""The most characters quoted, even if others have the same on either side."""
APART = 40
"""Characters quoted on either side of a mark; doubled while others have the same."""
_VISIBLE = re.compile("[^\\s\u00ad\u200b\u2060\ufeff]+")

_PUNCTUATION = re.compile("[^\\w=<>+*/%&|^~\\\\$#@{}\\[\\]]+")
"""Characters that may change while the word stays the same; no operators."""


def bare_text(text: str) -> str:
    """`text` without white space and invisible characters."""
    return "".join(_VISIBLE.findall(text))


def letters_of(text: str) -> str:
    """A text without its white space and punctuation."""
    return _PUNCTUATION.sub("", text)


def common(one: str, other: str) -> int:
    """The length of the longest common beginning of two texts."""
    same, most = 0, min(len(one), len(other))
    if one[:1] != other[:1]:
        return 0
    # Bisection: comparing slices takes a thousandth of comparing characters one by one.
    while same < most:
        step = (most - same + 1) // 2
        if one[same : same + step] == other[same : same + step]:
            same += step
        else:
            most = same + step - 1
    return same


def only(text: str, words: str) -> int:
    """The offset of the words if they occur once; else -1."""
    at = text.find(words)
    return at if text.find(words, at + 1) < 0 else -1


def is_telling(context: str) -> bool:
    """Whether a quoted side was chosen to tell the quote from all others."""
    length = len(context)
    return length > 0 and length != CONTEXT and not is_cut_short(context)


def is_cut_short(context: str) -> bool:
    """Whether a quoted side is as short as it is because the document ended there."""
    doublings, rest = divmod(len(context), APART)
    return len(context) != CONTEXT and bool(rest or doublings & (doublings - 1))


class WholeText:
    r"""A document as one string, `\n` between blocks; maps its offsets to places."""

    def __init__(self, document: Document) -> None:
        texts = [block.text for block in document.blocks]
        self.whole = "\n".join(texts)
        self._lengths = [len(text) for text in texts]
        self._starts = list(accumulate((n + 1 for n in self._lengths), initial=0))[: len(texts)]

    def offset(self, place: Place) -> int:
        """The offset of a place. Raises IndexError if the place lies outside of the document."""
        if not 0 <= place.block < len(self._starts):
            raise IndexError(f"no block {place.block} among {len(self._starts)}")
        if not 0 <= place.offset <= self._lengths[place.block]:
            raise IndexError(f"no offset {place.offset} in block {place.block}")
        return self._starts[place.block] + place.offset

    def nearest(self, place: Place) -> int:
        """The offset of a place that the document may no longer have."""
        block = min(max(0, place.block), len(self._starts) - 1)
        return self._starts[block] + min(max(0, place.offset), self._lengths[block])

    def place(self, offset: int) -> Place:
        block = bisect_right(self._starts, offset) - 1
        return Place(block, min(offset - self._starts[block], self._lengths[block]))


class BareText:
    """A text without its white space; maps its offsets to those of the text."""

    def __init__(self, text: str) -> None:
        pieces = [(match.start(), match[0]) for match in _VISIBLE.finditer(text)]
        self.text = "".join(piece for _, piece in pieces)
        self._whole = text
        self._starts = [start for start, _ in pieces]
        self._indexes = list(accumulate((len(piece) for _, piece in pieces), initial=0))

    def index(self, offset: int) -> int:
        """Index of the first character at or after an offset of the text."""
        piece = bisect_right(self._starts, offset) - 1
        if piece < 0:
            return 0
        inside = self._indexes[piece] + offset - self._starts[piece]
        return min(inside, self._indexes[piece + 1])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The text's offsets of characters `start` to `end`, which are at least one."""
        return self._offset(start), self._offset(end - 1) + 1

    def is_break(self, index: int) -> bool:
        """Whether a line of the text, or the text itself, ends before a character."""
        if not 0 < index < len(self.text):
            return True
        return "\n" in self._whole[self._offset(index - 1) + 1 : self._offset(index)]

    def _offset(self, index: int) -> int:
        piece = bisect_right(self._indexes, index) - 1
        return self._starts[piece] + index - self._indexes[piece]
