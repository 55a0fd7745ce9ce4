"""The length of a text, in the unit that its readers count in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.text.chunks import chunks
from reader.text.unicode.scripts import HAN, HANGUL, KANA

_CHARACTERS = re.compile(f"[{HAN}{KANA}{HANGUL}\u3105-\u312f]+")
# Scripts that leave no space between words: Thai, Lao, Myanmar, Khmer
_UNSPACED = re.compile("[\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17d3]+")
_SIGNS_A_WORD = 6
# Marks of Hebrew, Arabic and India are no word characters to `re` and yet inside words
_INSIDE = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u200c\u200d"
)
# Possessive: a word of 30 million letters would be kept letter by letter, to go back to.
_WORD = re.compile(rf"[^\W_](?:[\w{_INSIDE}]++|['’.\-](?=\w))*+")


@dataclass(frozen=True, slots=True)
class TextLength:
    """`characters`: Han, kana and Hangul, one each (字); `words`: words of all other scripts.

    In scripts that write no spaces (Thai, Khmer, …) six signs count as a word, about what their
    words take.
    """

    characters: int
    words: int


def count(text: str) -> TextLength:
    """Count a long text piece by piece; a word may be counted twice if no space is near it."""
    counted = [_count(piece) for piece in chunks(text)]
    return TextLength(sum(each.characters for each in counted), sum(each.words for each in counted))


def _count(text: str) -> TextLength:
    if text.isascii():
        return TextLength(0, len(_WORD.findall(text)))
    rest, runs = _CHARACTERS.subn(" ", text)
    characters = len(text) - len(rest) + runs
    unspaced = [-(-len(run) // _SIGNS_A_WORD) for run in _UNSPACED.findall(rest)]
    if unspaced:
        rest = _UNSPACED.sub(" ", rest)
    return TextLength(characters, len(_WORD.findall(rest)) + sum(unspaced))
