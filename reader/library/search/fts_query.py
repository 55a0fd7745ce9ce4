"""How a term is looked up in the full-text index, which knows sets of tokens, not their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from reader.library.store.tokens import (
    FOLLOWING,
    HEAD,
    LONGEST,
    LONGEST_GRAM,
    MARK,
    MARKS,
    PREFIXES,
    PRIVATE,
    TokenPatterns,
    before_common,
    between,
    pair,
    pair_beginning,
    patterns,
    spaced,
    touched,
    touching,
)
from reader.text.fold import search_form
from reader.text.search_pattern import usual_width

_NOTHING: Final = '""'
_MOST: Final = 16
"""Tokens of a long phrase that are asked for."""

_Part = re.Match[str]


@dataclass(frozen=True, slots=True)
class TokenLookup:
    """FTS5 expressions that find a term in the full-text index."""

    anywhere: str
    frequent: str
    """Finds all articles where the term is in the title, in a label, or frequent in the text."""
    head: str
    """Finds those where it is in the title or in a label."""
    proven: bool
    """Whether what `anywhere` finds needs no look at the text; else that is too much, never less.
    """
    frequent_proven: bool
    """Whether what `frequent` and `head` find needs no look at the text."""


def lookup(term: str) -> TokenLookup:
    """How to find `term`. Without a visible character it is nowhere."""
    known = patterns()
    folded = search_form(" ".join(usual_width(term).split()))
    parts = list(known.parts.finditer(folded))
    wanted = _Wanted()
    if known.tailed.fullmatch(folded):
        wanted.token(folded.translate(PRIVATE))
        return wanted.lookup(proven=True, frequent_proven=True)
    for place, (one, other) in enumerate(pairwise(parts)):
        gap = folded[one.end() : other.start()]
        if not gap:
            wanted.joint(place, one, other)
        elif gap.isspace() and one["run"] and other["run"]:
            wanted.gap(one[0], other[0])
        elif gap.isspace() and one["word"] and other["word"]:
            wanted.tell(place, one, other)
    wanted.neighbours(folded, known)
    for place, part in enumerate(parts):
        wanted.part(place, part)
    if len(parts) <= 1:
        return wanted.lookup(
            proven=all(_is_one(part, 2) for part in parts),
            frequent_proven=all(_is_one(part, LONGEST_GRAM) for part in parts),
        )
    return wanted.lookup(
        proven=len(parts) == len(wanted.told) == 2,
        frequent_proven=len(parts) == len(wanted.counted) == 2,
    )


class _Wanted:
    """Tokens of the articles that have a term, those first that fewer of the others have."""

    def __init__(self) -> None:
        self.told: set[int] = set()
        """Parts of the term of which a token of two tells all."""
        self.counted: set[int] = set()
        """Parts among `told` whose token is marked where it is frequent."""
        self._anywhere: list[str] = []
        self._marked: list[str] = []
        """Tokens that are marked where the term is frequent."""
        self._plain: list[str] = []
        """Expressions that hold there too."""

    def lookup(self, *, proven: bool, frequent_proven: bool) -> TokenLookup:
        return TokenLookup(
            _all(self._anywhere),
            _all((*self._plain, *(_quote(MARK + token) for token in self._marked))),
            _all((*self._plain, *(_quote(HEAD + token) for token in self._marked))),
            proven,
            frequent_proven,
        )

    def token(self, token: str) -> None:
        self._anywhere.append(_quote(token))
        self._marked.append(token)

    def joint(self, place: int, one: _Part, other: _Part) -> None:
        """Two parts with nothing between them."""
        near = other[0][0] if one["word"] else one[0][-1]
        if near in MARKS or not (one["word"] or other["word"]):
            return
        told = set()
        if len(one[0]) <= (LONGEST if one["word"] else 1):
            told.add(place)
        if len(other[0]) <= (FOLLOWING if other["word"] else 1):
            told.add(place + 1)
        self.told |= told
        if one["word"]:
            self.token(touched(one[0], near))
        elif not self._is_short(other):
            self.token(touching(near, other[0]))
        else:
            self._expression(f"{_quote(touching(near, other[0]))}*")
            return
        self.counted |= told

    def tell(self, place: int, one: _Part, other: _Part) -> None:
        """Two words with white space between them, of which `neighbours` adds the token."""
        if len(one[0]) <= LONGEST and len(other[0]) < LONGEST:
            self.told |= {place, place + 1}

    def gap(self, one: str, other: str) -> None:
        """White space between scripts that are written without, or none."""
        joint, apart = one[-1] + other[0], spaced(one[-1], other[0])
        joined = (joint, *before_common(one[-2:] + other[:2]))
        self._expression(f"(({' AND '.join(map(_quote, joined))}) OR {_quote(apart)})")

    def neighbours(self, folded: str, known: TokenPatterns) -> None:
        for one, other in pairwise(known.word.finditer(folded)):
            if known.gap.fullmatch(folded, one.end(), other.start()):
                words = (one[0], between(folded[one.end() : other.start()]), other[0])
                is_open = other.end() == len(folded) and len(other[0]) < LONGEST
                self._expression(_quote(pair(*words)) + ("*" if is_open else ""))
                if not self._is_short(other):
                    self._marked.append(pair_beginning(*words))

    def part(self, place: int, part: _Part) -> None:
        """Add the tokens of a part that has no neighbours."""
        word = part["word"][:LONGEST] if part["word"] else ""
        is_open = part.end() == len(part.string) and PREFIXES < len(word) < LONGEST
        if place not in self.told:
            grams = (word,) if word else _grams(part[0], 2)
            if part["run"]:
                self._common(part[0])
            self._anywhere += (_quote(gram) + ("*" if is_open else "") for gram in grams)
        if place not in self.counted:
            self._marked += (word,) if word else _grams(part[0], LONGEST_GRAM)

    def _common(self, run: str) -> None:
        for token in before_common(run):
            self._expression(_quote(token))

    def _expression(self, expression: str) -> None:
        self._anywhere.append(expression)
        self._plain.append(expression)

    def _is_short(self, word: _Part) -> bool:
        """Whether it may go on, and has fewer letters than are kept of it beside another."""
        return word.end() == len(word.string) and len(word[0]) < FOLLOWING


def _is_one(part: _Part, longest: int) -> bool:
    """Whether a single token is as much as the part."""
    return len(part[0]) <= (LONGEST if part["word"] else longest)


def _grams(run: str, length: int) -> Sequence[str]:
    """Every part of the run of this length, or the run itself."""
    run = run.translate(PRIVATE)
    return [run[at : at + length] for at in range(max(len(run) - length, 0) + 1)]


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(islice(dict.fromkeys(expressions), _MOST)) or _NOTHING


def _quote(token: str) -> str:
    """The text as an FTS5 string; no token has a quotation mark in it."""
    return f'"{token}"'
