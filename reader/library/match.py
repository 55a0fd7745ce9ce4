"""A term of a query made ready to be looked for, in memory, in the index and in texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from reader.library.token import ALPHABETIC, FREQUENT, Lookup, lookup
from reader.text.fold import compile_query, fold
from reader.text.pinyin import Matcher
from reader.text.pinyin import compile_query as compile_spelling
from reader.text.script import is_cjk

_MAY_SPELL = re.compile(r"(?:[^\W_]|['’])+")
_HALF_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_GAP = r"[^\S\n]"


class Tier(IntEnum):
    """Where all that was asked for is found; the lower comes first."""

    TITLE = 0
    LABEL = 1
    """With the help of author, source and tags; or only filters such as `date:` were given."""
    FREQUENT = 2
    """With the help of the text, where what is not in title and labels begins at 4 places."""
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, with at least one visible character."""

    value: str
    text: re.Pattern[str]
    """Finds it in NFC text as it was written."""
    folded: re.Pattern[str]
    """Finds it in folded text, within a line."""
    lookup: Lookup
    plain: re.Pattern[str]
    """Finds it where it stands as it was typed; a quarter of the time of `text`."""
    begins_word: bool

    def frequency(self, text: str) -> int:
        """The places where it begins in `text`, up to `FREQUENT`, overlapping ones too."""
        if _count(self.plain, text) >= FREQUENT:
            return FREQUENT
        return _count(self.text, text)

    def occurs(self, text: str) -> bool:
        return bool(self.plain.search(text) or self.text.search(text))


def compile_term(value: str) -> Term:
    words = _narrow(value).split()
    begins_word = bool(words) and _begins_word(words[0])
    folded = [fold(word) for word in words]
    looses = [is_cjk(before[-1]) and is_cjk(word[0]) for before, word in pairwise(words)]
    return Term(
        value,
        pattern_of(value),
        _pattern(folded, looses, _GAP, begins_word=begins_word),
        lookup(value),
        _pattern(words, looses, r"\s", begins_word=begins_word),
        begins_word,
    )


def pattern_of(value: str) -> re.Pattern[str]:
    """Finds a term in NFC text: `compile_query`, but a letter or digit begins a word.

    Han, kana, Hangul, Thai and punctuation match anywhere.
    """
    narrow = _narrow(value)
    pattern = compile_query(narrow).pattern
    head = narrow.lstrip()[:1]
    if not _begins_word(head):
        return re.compile(pattern)
    # After the first character: what a pattern begins with is found without trying the rest.
    first = compile_query(head).pattern
    return re.compile(f"{first}(?<!{ALPHABETIC}(?s:.)){pattern[len(first) :]}")


def _narrow(value: str) -> str:
    """In NFC, with full-width letters and digits as the words that they are, and as no Han."""
    return unicodedata.normalize("NFC", value).translate(_HALF_WIDTH)


def _begins_word(text: str) -> bool:
    return re.match(ALPHABETIC, text) is not None


def spelling_of(value: str) -> Matcher | None:
    """None of what cannot be pinyin; phrases and `c++` too are meant as they are written."""
    return compile_spelling(value) if _MAY_SPELL.fullmatch(value) else None


def _count(pattern: re.Pattern[str], text: str) -> int:
    """Places where it begins, up to `FREQUENT`."""
    count, place = 0, 0
    while count < FREQUENT and (found := pattern.search(text, place)):
        count += 1
        place = found.start() + 1
    return count


def _pattern(
    words: Sequence[str], looses: Sequence[bool], gap: str, *, begins_word: bool
) -> re.Pattern[str]:
    """Finds these words in a row; where it is loose, also without a gap."""
    if not words:
        return re.compile(r"(?!)")
    pattern = re.escape(words[0])
    if begins_word:  # behind the word, so that the engine has a word to look for
        pattern += f"(?<!{ALPHABETIC}(?s:.){{{len(words[0])}}})"
    for word, loose in zip(words[1:], looses, strict=True):
        pattern += gap + ("*" if loose else "+") + re.escape(word)
    return re.compile(pattern)
