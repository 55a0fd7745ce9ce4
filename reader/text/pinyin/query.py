"""Search in Chinese by readings: `dingding`, `dd`, `ddneng`, `阿里wangwang`.

A query spells characters that follow one another, from any of a title on: by whole syllables, by
initials (`z` or `zh`), or any mix; the last one may be typed in part. Letters and digits of the
title stand for themselves, from the beginning of a word on, and Han of the query for all forms of
it. Up to two spaces or marks that do not part a title (quotation marks, brackets, dashes, colons,
commas) are passed over; full stops, semicolons, bars and new lines are not. ü is `v`, `u` or `yu`.
Tones are passed over, as marks (`chóngqìng`) and as numbers behind whole syllables (`chong2qing4`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from reader.text.fold import fold
from reader.text.pinyin.readings import PASSED, equals, initials, keys, readings, syllables, table

__all__ = ["Matcher", "compile_query", "compile_strong", "keys", "readings"]

_GAP = 2
GAP_PATTERN = f"{PASSED}{{0,{_GAP}}}"
_WORD = "0-9a-z"
_WORD_BEGINS = f"(?<![{_WORD}][{_WORD}])"
"""A lookbehind for a first character that must not be within a word."""
_ROMAN = re.compile("[a-z]")
_LONGEST_SYLLABLE = 6
_DOUBLE_INITIALS = frozenset({"zh", "ch", "sh"})
_MOST_WAYS = 24
_STRONG = 3
"""Letters of a query that spells more than some two characters."""
_NUMBERED = re.compile(r"(?:[^\W\d_]++['’]?[1-5]['’]?)+[^\W\d_]*+")
"""Syllables with the numbers of their tones; the last ones may have none."""
_NUMBER = re.compile(r"['’]?[1-5]['’]?")
_WRITTEN_OUT = 6
"""Characters of a part of the query that has too many readings to write all of them out."""


class QueryStep(NamedTuple):
    """One character of a title, as a part of a query spells it."""

    codes: str
    """The characters that it may be in a key: the inside of a set for `re`."""
    syllables: tuple[str, ...]
    """Its possible readings; empty if its first letter says as much."""


class QueryPart(NamedTuple):
    """One character of a query."""

    initials: str
    """First letters of the characters that may begin here; empty if none may."""
    steps: dict[int, QueryStep]
    """By the part where the next character of the title begins, the farthest first. The codes
    of the nearest are among them all."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds one query in keys. Made by `compile_query`."""

    pattern: re.Pattern[str]
    """Matches where the query does, in a key or in keys joined by newlines, if `exact`."""
    exact: bool
    """Whether the pattern says all; else only how the query begins, and `spans` tests the rest."""
    parts: tuple[QueryPart, ...]

    def spans(self, key: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Start and end (exclusive) of each match in `key`, and so in its text."""
        stop = len(key) if end is None else end
        found = self.pattern.search(key, start, stop)
        while found:
            last = found.end() if self.exact else self._end(key, found.start(), stop)
            if last is not None:
                yield found.start(), last
            found = self.pattern.search(key, last or found.start() + 1, stop)

    def matches(self, key: str, start: int = 0, end: int | None = None) -> bool:
        """Whether the query is anywhere in `key`."""
        return next(self.spans(key, start, end), None) is not None

    def _end(self, key: str, start: int, stop: int) -> int | None:
        """The end of the match that begins at `start`, all readings of the query at once."""
        reached = {0}
        gap = 0
        for place in range(start, stop):
            code = key[place]
            gap = gap + 1 if code == PASSED else 0
            if gap > _GAP:
                return None
            if not gap:
                reached = {
                    end
                    for at in reached
                    for end, step in self.parts[at].steps.items()
                    if _class(step.codes).match(code)
                }
            if len(self.parts) in reached:
                return place + 1
            if not reached:
                return None
        return None


_Steps = Sequence[dict[int, QueryStep]]


@lru_cache(maxsize=64)
def compile_query(query: str) -> Matcher | None:
    """None if `query` has no Latin letter: then it has nothing to read as pinyin."""
    letters = _letters(_without_numbers(query))
    if not any(_ROMAN.match(letter.folded) for letter in letters):
        return None
    return _matcher(letters, [_steps(letters, at) for at in range(len(letters))])


@lru_cache(maxsize=64)
def compile_strong(query: str) -> Matcher | None:
    """Finds what `query` spells beyond doubt: not what a Latin word spells by chance.

    That is a single character (`ma`, `shi`), or two by their initials (`go`, `pm`). None if the
    query spells nothing else. Han in it make all of it strong.
    """
    letters = _letters(_without_numbers(query))
    is_latin = all(letter.folded.isascii() for letter in letters)
    if not is_latin:
        return compile_query(query)
    if len(letters) < _STRONG:
        return None
    steps = [_steps(letters, at) for at in range(len(letters))]
    if len(letters) not in steps[0]:
        return compile_query(query)
    del steps[0][len(letters)]
    return _matcher(letters, steps)


def _matcher(letters: Sequence[_Letter], steps: _Steps) -> Matcher:
    parts = tuple(
        QueryPart(letter.initials, each) for letter, each in zip(letters, steps, strict=True)
    )
    in_word = re.match(f"[{_WORD}]", letters[0].folded) is not None
    pattern, exact = _pattern(steps, in_word=in_word)
    return Matcher(re.compile(pattern), exact, parts)


class _Letter(NamedTuple):
    """One visible character of a query."""

    folded: str
    codes: str
    """Its stand-in in keys."""
    parted: bool
    """Whether white space or a mark stands before it."""

    @property
    def initials(self) -> str:
        return "".join(dict.fromkeys("".join(map(initials, self.codes))))


def _letters(query: str) -> list[_Letter]:
    letters: list[_Letter] = []
    parted = False
    text = unicodedata.normalize("NFC", query).replace("\n", " ")
    for folded, code in zip(fold(text), keys(text), strict=True):
        if code != PASSED:
            codes = code if code.isascii() else equals(folded) or code
            letters.append(_Letter(folded, codes, parted))
        parted = code == PASSED
    return letters


def _without_numbers(query: str) -> str:
    """The query with apostrophes for the numbers of tones; as it is if it has other digits."""
    if not _NUMBERED.fullmatch(query):
        return query
    *numbered, rest = _NUMBER.split(query)
    if not all(_is_syllables(fold(unicodedata.normalize("NFC", each))) for each in numbered):
        return query
    return "'".join((*numbered, rest)).rstrip("'")


def _is_syllables(letters: str) -> bool:
    """Whether whole syllables follow one another there, and nothing else."""
    known = frozenset(table().syllables)
    ends = {0}
    for start in range(len(letters)):
        if start in ends:
            ends.update(
                end
                for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(letters)) + 1)
                if not known.isdisjoint(_spellings(letters[start:end]))
            )
    return len(letters) in ends


def _steps(letters: Sequence[_Letter], at: int) -> dict[int, QueryStep]:
    """The steps of a part; see `QueryPart.steps`."""
    spelled, codes, _ = letters[at]
    if not _ROMAN.match(spelled):
        read = {syllable: None for code in codes for syllable in syllables(code)}
        return {at + 1: QueryStep(re.escape(codes), tuple(read))}
    steps = {at + 1: QueryStep(spelled + _beginning(spelled).codes, ())}
    for end in range(at + 2, min(at + _LONGEST_SYLLABLE, len(letters)) + 1):
        if letters[end - 1].parted:
            break
        spelled += letters[end - 1].folded
        is_begun = end == len(letters) or spelled in _DOUBLE_INITIALS
        step = _beginning(spelled) if is_begun else _whole(spelled)
        if step.codes:
            steps[end] = step
    return dict(reversed(steps.items()))


def _pattern(steps: _Steps, *, in_word: bool) -> tuple[str, bool]:
    """The pattern of a query, and whether it is exact."""
    written = ""
    exact = True
    farthest = 0
    cuts = []
    for at, ends in enumerate(steps):
        if farthest <= at:
            cuts.append(at)
        farthest = max(farthest, *ends)
    # All ways to read a query meet at the cuts; what is between two is written out.
    for start, end in pairwise((*cuts, len(steps))):
        exact = _count(steps, start, end) <= _MOST_WAYS
        limit = end if exact else start + _WRITTEN_OUT
        written += _between(steps, start, min(limit, end))
        if not exact:
            break
    # One class ahead of the alternatives: the engine runs to the next of its members.
    head = f"[{steps[0][1].codes}]" + (_WORD_BEGINS if in_word else "")
    return head + written, exact


def _count(steps: _Steps, start: int, end: int) -> int:
    """The number of ways from `start` to `end`."""
    ways = {start: 1}
    for at in range(start, end):
        for to in steps[at]:
            ways[to] = ways.get(to, 0) + ways.get(at, 0)
    return ways[end]


def _between(steps: _Steps, start: int, limit: int) -> str:
    """All ways from `start` to `limit` or beyond."""
    if start >= limit:
        return ""
    ways = [
        (f"(?<=[{step.codes}])" if start == 0 else f"[{step.codes}]")
        + (GAP_PATTERN + _between(steps, end, limit) if end < len(steps) else "")
        for end, step in steps[start].items()
    ]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


@cache
def _class(codes: str) -> re.Pattern[str]:
    return re.compile(f"[{codes}]")


@cache
def _beginning(letters: str) -> QueryStep:
    """The characters whose syllable begins with this."""
    return _step([table().prefixed(spelling) for spelling in _spellings(letters)])


@cache
def _whole(letters: str) -> QueryStep:
    """The characters whose syllable is this."""
    known = table().syllables
    places = [known.index(spelling) for spelling in _spellings(letters) if spelling in known]
    return _step([(place, place + 1) for place in places])


def _step(ranges: Sequence[tuple[int, int]]) -> QueryStep:
    """Make a step from ranges of syllables."""
    known, starts, others, _ = table()
    codes = ""
    for first, stop in ranges:
        low, high = starts[first], starts[stop] - 1
        if low <= high:
            codes += f"{chr(low)}-{chr(high)}"
        codes += "".join(others[first:stop])
    return QueryStep(codes, tuple(name for first, stop in ranges for name in known[first:stop]))


def _spellings(letters: str) -> tuple[str, ...]:
    """The spellings in the table: ü is `v` after l and n, `u` elsewhere."""
    initial, vowel, rest = letters[:1], letters[1:2], letters[2:]
    if initial in "ln" and letters[1:3] == "yu":
        return (f"{initial}v{letters[3:]}",)
    if vowel == "v" and initial in "jqxy":
        return (f"{initial}u{rest}",)
    if vowel == "u" and initial in "ln":
        return (letters, f"{initial}v{rest}")
    return (letters,)
