"""Whether two articles are one that was saved twice.

The same page scraped again has another menu and another footer; a Traditional edition has other
characters. Texts are compared by a simhash (Charikar 2002, Manku et al. 2007): a number in which
texts that share most of their phrases differ by few bits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple
from zlib import crc32

from reader.library.article import Article
from reader.text.fold import fold

ALIKE: Final = 16
"""Differing bits, of 64, up to which texts may be copies: copies with a fifth of other text around
them differ by 12, give or take 5; other texts by 32, give or take 4."""
STRANGE: Final = 27
"""Differing bits, of 64, from which on texts are no copies, without another look."""
SHARED: Final = 0.5
"""Share of the shorter text's features that a copy has."""
_PHRASE: Final = 3
"""Words, or Han characters, that make a feature."""
_FEATURES: Final = 255
"""Features kept of a text, counted by a byte: those with the lowest hashes, in any text."""
_SAMPLE: Final = 7
"""Phrases whose first word has none of these bits come before others: of most texts only they
need be looked at."""
_LOOKED_AT: Final = 40_000
"""Characters of a text: the rest of a book tells no more."""
_LONG: Final = 40
"""Characters from which on an equal text is no accident: many pages say `Not found`."""
_LANES: Final = int.from_bytes(b"\x01" * 64, "big")
_WORD = re.compile(r"[^\W\u2e80-\U0003ffff]+|\w")
_GAP = re.compile(r"[\W_]+")


class Likeness(NamedTuple):
    """The values that are compared before texts are."""

    title: int
    """Hash of the folded title without spaces and punctuation."""
    fingerprint: str
    url: str
    length: int


def of(article: Article) -> Likeness:
    return Likeness(title_hash(article.title), article.fingerprint, article.url, article.length)


def title_hash(title: str) -> int:
    """Signed, of 64 bits; 0 of a title without letters."""
    bare = _GAP.sub("", fold(title))
    return _signed(_hash(bare.encode("utf-8", "surrogatepass"))) if bare else 0


def simhash(text: str) -> int:
    """Signed, of 64 bits; 0 of no text. 2 ms: only where there is something to compare with."""
    row = _row(text)
    if not row:
        return 0
    last = len(row) - _PHRASE + 1
    starts = [place for place, number in enumerate(row[:last]) if not number & _SAMPLE]
    features = sorted(_phrases(row, starts))[:_FEATURES]
    if len(features) < _FEATURES:
        others = _phrases(row, range(last)).difference(features)
        features += sorted(others)[: _FEATURES - len(features)]
    lanes = 0
    for feature in features:
        digits = f"{_hash(feature.to_bytes(8, 'big')):064b}"
        lanes += int.from_bytes(digits.encode("ascii"), "big") & _LANES
    half = len(features) / 2
    bits = "".join("1" if count > half else "0" for count in lanes.to_bytes(64, "big"))
    return _signed(int(bits, 2))


def compare(one: Likeness, other: Likeness) -> bool | None:
    """Whether these are copies; None if their texts must be compared to tell.

    Only for articles with an equal title, URL or fingerprint.
    """
    same_title = one.title == other.title != 0
    same_url = one.url == other.url != ""
    if one.fingerprint == other.fingerprint:
        if not one.fingerprint:
            return same_title and same_url
        return one.length >= _LONG or same_title or same_url
    return None if same_title or same_url else False


def distance(one: int, other: int) -> int:
    """Bits in which the simhashes of two texts differ."""
    return ((one ^ other) & 0xFFFFFFFFFFFFFFFF).bit_count()


def share(one: str, other: str) -> float:
    """How much of the shorter text is in the longer one: 0 to 1."""
    first, second = (
        {*_phrases(row, range(len(row) - _PHRASE + 1))} for row in map(_row, (one, other))
    )
    return len(first & second) / (min(len(first), len(second)) or 1)


def _row(text: str) -> list[int]:
    """The words as numbers."""
    words = _WORD.findall(text[:_LOOKED_AT])
    distinct = list(dict.fromkeys(words))
    # One character to one, so folding joins and parts no words.
    folded = fold(" ".join(distinct)).encode("utf-8", "surrogatepass").split(b" ")
    numbers = dict(zip(distinct, map(crc32, folded), strict=False))
    row = [numbers[word] for word in words]
    return row + row[:1] * (_PHRASE - len(row))  # the shortest texts have a phrase too


def _phrases(row: Sequence[int], starts: Iterable[int]) -> set[int]:
    return {
        (row[place] * 0x9E3779B1 ^ row[place + 1] * 0x85EBCA6B ^ row[place + 2] * 0xC2B2AE35)
        & 0xFFFFFFFFFFFF
        for place in starts
    }


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number
