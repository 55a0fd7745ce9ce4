"""Long texts in pieces, so that what is made of them need not be in memory all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from reader.text.safe import may_combine

SIZE = 1 << 18
"""The default length of a piece, in characters."""
_MANY = 10_000
_RUN = 1_000
"""Characters that are searched for one before which a piece may end."""


def chunks(text: str, size: int = SIZE) -> Iterator[str]:
    """Cut the text into pieces of at most `size` characters; joined they are the text again.

    A piece ends after a newline, else after a space, else before a character that does not combine
    with the one before it, unless there is none for very long. A piece has at least half of `size`
    characters, unless it is the last.
    """
    start, length = 0, len(text)
    while start < length:
        end = min(start + size, length)
        if end < length:
            end = _cut(text, start + size // 2, end)
        yield text[start:end]
        start = end


def chunks_before(text: str, mark: str, size: int = SIZE) -> Iterator[str]:
    """Cut the text into pieces of about `size` characters; all but the first begin with `mark`."""
    start = 0
    while len(text) - start > size:
        cut = text.rfind(mark, start + 1, start + size)
        if cut < 0:
            cut = text.find(mark, start + size)
        if cut < 0:
            break
        yield text[start:cut]
        start = cut
    yield text[start:]


def _cut(text: str, low: int, high: int) -> int:
    for boundary in ("\n", " "):
        at = text.rfind(boundary, low, high)
        if at >= 0:
            return at + 1
    for at in range(high, max(low, high - _RUN), -1):
        if not may_combine(text[at]):
            return at
    return high


def visible_length(text: str) -> int:
    """The number of characters that are not white space, without a list of all words."""
    if len(text) <= SIZE:
        return len("".join(text.split()))
    return sum(map(visible_length, chunks(text)))


def joined(pieces: Iterable[str], separator: str = "") -> str:
    """Join the pieces that are not empty, without a list of all where there may be millions."""
    some = filter(None, pieces)
    return separator.join(iter(lambda: separator.join(islice(some, _MANY)), ""))


def single_spaced(text: str, size: int = SIZE) -> str:
    """Return `" ".join(text.split())`, made without a list of all words, which may be millions."""
    if len(text) <= size:
        return " ".join(text.split())
    parts: list[str] = []
    is_parted = False
    for piece in chunks(text, size):
        words = " ".join(piece.split())
        is_parted = is_parted or piece[0].isspace()
        if words:
            parts += (" ", words) if is_parted and parts else (words,)
            is_parted = False
        is_parted = is_parted or piece[-1].isspace()
    return "".join(parts)
