"""A term of a query made ready to be looked for, in memory, in the index and in texts."""

from __future__ import annotations

import re
import unicodedata
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
    literal: str
    """Whatever holds this holds the term; empty where that cannot be said."""

    def frequency(self, text: str) -> int:
        """The places where it begins in `text`, up to `FREQUENT`, overlapping ones too."""
        if self.literal and text.count(self.literal) >= FREQUENT:
            return FREQUENT
        count, place = 0, 0
        while count < FREQUENT:
            found = self.text.search(text, place)
            if found is None:
                break
            count += 1
            place = found.start() + 1
        return count

    def occurs(self, text: str) -> bool:
        return bool(self.literal and self.literal in text) or bool(self.text.search(text))


def compile_term(value: str) -> Term:
    words = _narrow(value).split()
    begins_word = bool(words) and _begins_word(words[0])
    return Term(
        value,
        pattern_of(value),
        re.compile(_folded_pattern(words, begins_word=begins_word)),
        lookup(value),
        "" if begins_word or len(words) != 1 else words[0],
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


def _folded_pattern(words: list[str], *, begins_word: bool) -> str:
    if not words:
        return r"(?!)"
    head = fold(words[0])
    pattern = re.escape(head)
    if begins_word:
        pattern += f"(?<!{ALPHABETIC}.{{{len(head)}}})"
    for before, word in pairwise(words):
        loose = is_cjk(before[-1]) and is_cjk(word[0])
        pattern += _GAP + ("*" if loose else "+") + re.escape(fold(word))
    return pattern
