"""The query language: small, and forgiving while it is being typed.

    words            all must occur          "a phrase"     as it stands
    -word            must not occur          a OR b         one of them; binds closer than a space
    title: author: source: tag: path: lang:  in that field only
    date:2021        date:2021-06..2022      is:unread      has:image

Quotes, colons and minus signs may be full-width (`“”`, `：`, `－`). Nothing is an error: what
is malformed is searched for as text, and an operator that is still being typed at the end of a
query waits until it is whole. Of what is far too long for a query only the beginning is read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from reader.text.safe import clean_line

_QUOTE = '"“”＂'
_COLON = ":："
_MINUS = "-－"
_TOKEN = re.compile(
    rf"""
    (?P<minus>[{_MINUS}](?=\S))?
    (?:(?P<field>[A-Za-zＡ-Ｚａ-ｚ]+)[{_COLON}](?=\S))?
    (?:[{_QUOTE}](?P<phrase>[^{_QUOTE}]*)(?P<close>[{_QUOTE}])?|(?P<word>\S+))
    """,
    re.VERBOSE,
)
_DAY = re.compile(r"(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?")
_RANGE = re.compile(r"\.{2,}|…|~|～")

MOST_CHARACTERS = 1_000
MOST_CONDITIONS = 64
"""A text pasted by mistake has thousands of words, each of which would be looked for."""

_STOP_WORDS = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of"),
        *("on", "or", "that", "the", "this", "to", "was", "with", *"的了和与是在之"),
    )
)
"""Words that light half of a page: beside other words they are lit within the phrase only."""

FLAGS = frozenset({"unread", "read", "bookmarked"})
"""Values of `is:`; the owner's state, which the library does not know, answers them."""
FEATURES = frozenset({"image", "date", "author", "source", "tag"})
"""Values of `has:`."""


class QueryField(StrEnum):
    ANY = ""
    """Title, author, source, tags or text."""
    TITLE = "title"
    AUTHOR = "author"
    SOURCE = "source"
    TAG = "tag"
    PATH = "path"
    LANG = "lang"
    DATE = "date"
    IS = "is"
    HAS = "has"


_FIELDS = {name.value: name for name in QueryField if name is not QueryField.ANY}


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition. `value` is one line, as it was written, never empty."""

    field: QueryField
    value: str
    negated: bool = False
    first_day: str = ""
    last_day: str = ""
    """The last day of DATE; both inclusive, `YYYY-MM-DD`, comparable with `ArticleDate.day`."""


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


def _is_word(literal: Literal) -> bool:
    return literal.field is QueryField.ANY and not literal.negated


def parse(text: str) -> Query:
    """Reads a query. Never raises; text without any visible character gives an empty query."""
    whole, text = text, text[:MOST_CHARACTERS]
    tokens = list(islice(_TOKEN.finditer(text), MOST_CONDITIONS + 1))
    is_cut = len(whole) > MOST_CHARACTERS or len(tokens) > MOST_CONDITIONS
    del tokens[MOST_CONDITIONS:]
    if len(tokens) > 1 and _is_unfinished(tokens[-1]):
        tokens.pop()
    clauses: list[Clause] = []
    joins = False
    for token in tokens:
        if _is_or(token) and clauses:
            joins = True
            continue
        literal = _literal(token)
        if literal is None:
            continue
        if joins:
            clauses[-1] = (*clauses[-1], literal)
        else:
            clauses.append((literal,))
        joins = False
    if not clauses and (line := clean_line(text)):
        clauses.append((Literal(QueryField.ANY, line),))
    wanted = (literal.value for clause in clauses for literal in clause if _is_word(literal))
    return Query(whole, tuple(clauses), tuple(dict.fromkeys(wanted)), is_cut)


def _is_or(token: re.Match[str]) -> bool:
    return token[0] in {"OR", "ＯＲ"}


def _is_unfinished(token: re.Match[str]) -> bool:
    """An operator with nothing after it: `OR`, `-`, `title:`, an opening quote."""
    raw = token[0]
    if _is_or(token) or raw in _MINUS or token["phrase"] == "":
        return True
    name = raw.lstrip(_MINUS)
    return name[-1:] in tuple(_COLON) and _field(name[:-1]) is not None


def _field(name: str) -> QueryField | None:
    plain = unicodedata.normalize("NFKC", name).lower()
    return _FIELDS.get(plain)


def _literal(token: re.Match[str]) -> Literal | None:
    negated = token["minus"] is not None
    content = token["phrase"] if token["phrase"] is not None else token["word"]
    if negated and token["field"] is None and token["word"] and token["word"][0] in _MINUS:
        return _text_literal(token[0], negated=False)
    if token["field"] is None:
        return _text_literal(content, negated=negated)
    name = _field(token["field"])
    literal = None if name is None else _field_literal(name, content, negated=negated)
    return literal or _text_literal(token[0][int(negated) :], negated=negated)


def _text_literal(text: str, *, negated: bool) -> Literal | None:
    value = clean_line(text)
    return Literal(QueryField.ANY, value, negated) if value else None


def _field_literal(name: QueryField, content: str, *, negated: bool) -> Literal | None:
    """The condition of a field; None if the field does not take this value."""
    value = clean_line(content)
    if not value:
        return None
    match name:
        case QueryField.DATE:
            days = _days(unicodedata.normalize("NFKC", value))
            return Literal(name, value, negated, *days) if days else None
        case QueryField.IS | QueryField.HAS:
            value = unicodedata.normalize("NFKC", value).lower()
            known = FLAGS if name is QueryField.IS else FEATURES
            return Literal(name, value, negated) if value in known else None
        case _:
            return Literal(name, value, negated)


def _days(value: str) -> tuple[str, str] | None:
    """The first and the last day of `2021`, `2021-06`, `2021-06..2022`, `..2022`, `2021..`."""
    ends = _RANGE.split(value)
    if len(ends) > 2 or not any(ends):
        return None
    periods = [_period(end) if end else ("0000-01-01", "9999-12-31") for end in ends]
    known = [period for period in periods if period]
    if len(known) < len(periods):
        return None
    if len(known) == 2 and all(ends):
        known.sort()
    return known[0][0], known[-1][1]


def _period(value: str) -> tuple[str, str] | None:
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = found[1], found[2], found[3]
    if month is None or int(month) == 0:
        return (f"{year}-01-01", f"{year}-12-31") if month in {None, "0"} else None
    if int(month) > 12:
        return None
    if day is None or day == "0":
        return f"{year}-{int(month):02}-01", f"{year}-{int(month):02}-31"
    if not 1 <= int(day) <= 31:
        return None
    exact = f"{year}-{int(month):02}-{int(day):02}"
    return exact, exact
