"""The query language: small, and forgiving while it is being typed.

    words            all must occur          "a phrase"     as it stands
    -word  NOT word  must not occur          a OR b  a | b  one of them; binds closer than a space
    (a OR b) c       groups                  #tag           tag:tag
    title: author: source: tag: path: lang:  in that field only
    date:2021        date:>2021-06  date:2021-06..2022  date:7d  before:2021  date:last week
    is:unread        has:image
    regex:/a.c/i     a pattern within a line, or in the title
    near:5(a b)      "a b"~5                 both within a line, with 5 words between at most

All of it may be written as an input method for Chinese does: full-width signs, `「」『』“”《》` for
quotes, `或` for OR, Chinese names of fields. Nothing is an error. What a field does not take is
left out, and is among the problems; it is searched for as text where there is nothing else. What
is malformed otherwise is searched for as text, and an operator that is still being typed at the
end of a query waits until it is whole. Of what is far too long only the beginning is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Final

from reader.library.search.syntax.days import days_of, is_begun
from reader.library.search.syntax.fields import (
    FEATURES,
    FLAGS,
    QueryField,
    begins_choice,
    choice_of,
)
from reader.library.search.syntax.line_pattern import problem_of
from reader.library.search.syntax.scan import MINUS, QueryToken, TokenKind, tokens_of
from reader.text.safe import clean_line

__all__ = [
    "FEATURES",
    "FLAGS",
    "MOST_CHARACTERS",
    "MOST_CONDITIONS",
    "Clause",
    "Literal",
    "Query",
    "QueryField",
    "parse",
]

MOST_CHARACTERS = 1_000
MOST_CONDITIONS = 64
"""A text pasted by mistake has thousands of words, each of which would be looked for."""
MOST_BETWEEN: Final = 100
"""Words between those of a near."""
BETWEEN: Final = 10
"""The same where it is not said, as in FTS5."""
_EPOCH: Final = date(1970, 1, 1)
_OPERATORS: Final = {TokenKind.OR, TokenKind.AND, TokenKind.NOT}
_STOP_WORDS: Final = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of"),
        *("on", "or", "that", "the", "this", "to", "was", "with", *"的了和与是在之"),
    )
)
"""Words that light half of a page: beside other words they are lit within the phrase only."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition. `value` is one line, as it was written, never empty."""

    field: QueryField
    value: str
    negated: bool = False
    first_day: str = ""
    last_day: str = ""
    """The last day of DATE; both inclusive, `YYYY-MM-DD`, comparable with `ArticleDate.day`."""
    parts: tuple[str, ...] = ()
    """The words and phrases of NEAR."""
    distance: int = 0
    """Words between the first and the last of NEAR, at most."""


Clause = tuple[Literal, ...]
"""Alternatives: the clause holds if one of them does."""


@dataclass(frozen=True, slots=True)
class Query:
    """Holds for an article if every clause does; without clauses it holds for all."""

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    terms: tuple[str, ...] = field(default=())
    """Words and phrases to highlight in an article's text: those wanted anywhere, each once."""
    is_cut: bool = False
    """Whether `text` goes on behind what was read of it."""
    problems: tuple[str, ...] = ()
    """What was not understood, in sentences for whoever typed it."""

    def __bool__(self) -> bool:
        return bool(self.clauses)

    @property
    def phrase(self) -> str:
        """The words wanted anywhere, in a row; empty of one word, and if there are alternatives."""
        wanted = [clause for clause in self.clauses if any(map(_is_word, clause))]
        if len(wanted) < 2 or any(len(clause) > 1 for clause in wanted):
            return ""
        return " ".join(clause[0].value for clause in wanted)

    @property
    def lit(self) -> tuple[str, ...]:
        """What is lit where the query is found: the phrase, and its words but for stop words."""
        phrase = self.phrase
        if not phrase:
            return self.terms
        told = tuple(term for term in self.terms if term.casefold() not in _STOP_WORDS)
        return (phrase, *(told or self.terms))

    @property
    def passages(self) -> Clause:
        """The patterns and nears to highlight."""
        return tuple(
            literal
            for clause in self.clauses
            for literal in clause
            if literal.field in {QueryField.REGEX, QueryField.NEAR} and not literal.negated
        )

    @property
    def asks_for_archived(self) -> bool:
        """Whether it says which archived articles are wanted: without, none is."""
        return any(
            each.field is QueryField.IS and each.value == "archived"
            for clause in self.clauses
            for each in clause
        )

    @property
    def needs_flags(self) -> bool:
        """Whether it depends on what the owner has read and bookmarked."""
        return any(each.field is QueryField.IS for clause in self.clauses for each in clause)


def parse(text: str, today: date = _EPOCH) -> Query:
    """Reads a query. Never raises; text without any visible character gives an empty query.

    `today` is what `date:7d` counts from; without, for who wants the terms alone, 1970-01-01.
    """
    whole, text = text, text[:MOST_CHARACTERS]
    tokens = tokens_of(text, MOST_CONDITIONS + 1)
    is_cut = len(whole) > MOST_CHARACTERS or len(tokens) > MOST_CONDITIONS
    del tokens[MOST_CONDITIONS:]
    while len(tokens) > 1 and _is_unfinished(tokens[-1]):
        tokens.pop()
    reading = _Reading(tokens, today, is_typed=not text[-1:].isspace())
    clauses = reading.clauses()
    if not clauses and (line := clean_line(text)):
        clauses = [(Literal(QueryField.ANY, line),)]
    wanted = (literal.value for clause in clauses for literal in clause if _is_word(literal))
    return Query(
        whole,
        tuple(clauses),
        tuple(dict.fromkeys(wanted)),
        is_cut,
        tuple(dict.fromkeys(reading.problems)),
    )


def _is_word(literal: Literal) -> bool:
    return literal.field is QueryField.ANY and not literal.negated


def _is_unfinished(token: QueryToken) -> bool:
    """An operator with nothing after it: `OR`, `-`, `title:`, an opening quote."""
    if token.kind in _OPERATORS or token.raw in tuple(MINUS):
        return True
    if token.kind is TokenKind.PHRASE and not token.value.strip():
        return True
    return token.field is not None and not token.value.strip() and token.is_open


class _Reading:
    """Reads tokens into clauses.

    A sequence is a list of clauses, all of which must hold (a conjunction of alternatives).
    """

    def __init__(self, tokens: list[QueryToken], today: date, *, is_typed: bool) -> None:
        self.problems: list[str] = []
        self._tokens = tokens
        self._today = today
        self._last = tokens[-1] if is_typed and tokens else None
        self._at = 0
        self._lost: list[Clause] = []
        """What was left out, as text."""

    def clauses(self) -> list[Clause]:
        return self._sequence(QueryField.ANY, "") or self._lost

    def _sequence(self, scope: QueryField, prefix: str) -> list[Clause]:
        """Up to the bracket that closes it."""
        found: list[list[Clause]] = []
        joins = negates = False
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.kind is TokenKind.CLOSE:
                break
            if self._is_or(token) and found:
                joins = True
            elif token.kind is TokenKind.AND and found and self._goes_on:
                joins = False
            elif token.kind is TokenKind.NOT and self._goes_on:
                negates = not negates
            elif unit := self._unit(token, scope, prefix, negates=negates):
                if joins:
                    found[-1] = self._either(found[-1], unit)
                else:
                    found.append(unit)
                joins = negates = False
        return [clause for unit in found for clause in unit][:MOST_CONDITIONS]

    @property
    def _goes_on(self) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind is not TokenKind.CLOSE

    def _is_or(self, token: QueryToken) -> bool:
        """A small `or` is one between terms; elsewhere somebody begins to type `orange`."""
        if token.kind is TokenKind.OR:
            return True
        return token.kind is TokenKind.WORD and token.raw in {"or", "ｏｒ"} and self._goes_on

    def _unit(
        self, token: QueryToken, scope: QueryField, prefix: str, *, negates: bool
    ) -> list[Clause]:
        negated = token.negated is not negates
        if token.kind is TokenKind.OPEN:
            inner = self._sequence(token.field or scope, token.prefix or prefix)
            return self._not(inner) if negated else inner
        if token.field is None and scope is not QueryField.ANY:
            token = replace(token, field=scope, prefix=prefix)
        literal = self._literal(token, negated=negated)
        return [] if literal is None else [(literal,)]

    def _either(self, one: list[Clause], other: list[Clause]) -> list[Clause]:
        size = sum(len(a) + len(b) for a in one for b in other)
        if size > MOST_CONDITIONS:
            self.problems.append("Too much stands in brackets; some of it is left out")
            return one
        return [(*a, *b) for a, b in product(one, other)]

    def _not(self, clauses: list[Clause]) -> list[Clause]:
        size = 1
        for clause in clauses:
            size *= len(clause)
        if size * len(clauses) > MOST_CONDITIONS:
            self.problems.append("Too much stands in brackets; some of it is left out")
            return []
        turned = (
            tuple(replace(one, negated=not one.negated) for one in row) for row in product(*clauses)
        )
        return [row for row in turned if row]

    def _literal(self, token: QueryToken, *, negated: bool) -> Literal | None:
        if token.kind is TokenKind.NEAR and token.field in {None, QueryField.NEAR}:
            return self._near(token, negated=negated)
        if token.field is None:
            return _text_literal(token.value, negated=negated)
        literal = self._field_literal(token, negated=negated)
        if literal is None:
            raw = token.raw[1:] if token.negated else token.raw
            if lost := _text_literal(raw, negated=negated):
                self._lost.append((lost,))
                if token is not self._last or not self._is_begun(token):
                    self._explain(token)
        return literal

    def _field_literal(self, token: QueryToken, *, negated: bool) -> Literal | None:
        """The condition of a field; None if the field does not take this value."""
        name, value = token.field, clean_line(token.value)
        if not value or name is None:
            return None
        match name:
            case QueryField.DATE:
                days = days_of(token.prefix + value, self._today)
                return Literal(name, token.prefix + value, negated, *days) if days else None
            case QueryField.IS | QueryField.HAS:
                choice = choice_of(name, value)
                return None if choice is None else Literal(name, choice, negated)
            case QueryField.REGEX:
                return None if problem_of(value) else Literal(name, value, negated)
            case QueryField.NEAR:
                return self._near(token, negated=negated)
            case _:
                return Literal(name, value, negated)

    def _near(self, token: QueryToken, *, negated: bool) -> Literal | None:
        inner = tokens_of(token.value, MOST_CONDITIONS)
        named = (clean_line(each.value or each.raw) for each in inner if each.field is None)
        parts = tuple(dict.fromkeys(filter(None, named)))
        if len(parts) < 2:
            return _text_literal(token.value, negated=negated)
        distance = BETWEEN if token.distance is None else min(token.distance, MOST_BETWEEN)
        value = clean_line(token.value)
        return Literal(QueryField.NEAR, value, negated, parts=parts, distance=distance)

    def _is_begun(self, token: QueryToken) -> bool:
        """Whether the value may become one that the field takes."""
        match token.field:
            case QueryField.DATE:
                return is_begun(token.prefix + token.value)
            case QueryField.IS | QueryField.HAS:
                return begins_choice(token.field, token.value)
            case _:
                return False

    def _explain(self, token: QueryToken) -> None:
        raw = clean_line(token.raw)
        if token.field is QueryField.REGEX and (problem := problem_of(clean_line(token.value))):
            self.problems.append(f"Pattern is incomplete: {problem}")
        elif token.value.strip():
            self.problems.append(f"{raw} is not understood")


def _text_literal(text: str, *, negated: bool) -> Literal | None:
    value = clean_line(text)
    return Literal(QueryField.ANY, value, negated) if value else None
