"""A query in tokens: words, phrases, fields with a value, operators, brackets."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from reader.library.search.syntax.days import spaced_period
from reader.library.search.syntax.fields import NAMES, QueryField, field_named

QUOTES: Final = '"“”„＂'
"""Each of them may open, and each of them closes."""
_PAIRS: Final = {
    **dict.fromkeys(QUOTES, QUOTES),
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "«": "»",
    "‘": "’",
}
OPENING: Final = "".join(_PAIRS)
QUOTATION: Final = "".join(
    sorted({mark for pair in _PAIRS.items() for mark in "".join(pair)} - {"‘", "’"})
)
"""All marks of quotation but those that are apostrophes too."""
MINUS: Final = "-－—–−"
PLUS: Final = "+＋"
COLON: Final = ":："
_OPEN: Final = "(（"
_CLOSE: Final = ")）"
_BAR: Final = "|｜"
_OR: Final = frozenset({"OR", "ＯＲ", "或"})
_AND: Final = frozenset({"AND", "ＡＮＤ", "且", "&&", "＆＆"})
_NOT: Final = frozenset({"NOT", "ＮＯＴ"})

_FIELD: Final = re.compile(rf"([^\W\d_]{{1,20}})([{COLON}])([^\S\n]*)")
_NEAR: Final = re.compile(
    rf"(?:{'|'.join(NAMES[QueryField.NEAR])})[/{COLON}]?(\d{{0,4}})[{COLON}]?(?=[(（])",
    re.IGNORECASE,
)
_SLASHES: Final = re.compile(r"/((?:[^/\\]|\\.)*+)(?:/([a-z]*)(?=\s|$|[)）|｜])|$)")
_WITHIN: Final = re.compile(r"[~～](\d{1,4})(?!\S)")
_WORD: Final = re.compile(r"[^\s|｜]+")
_TAG: Final = re.compile(r"[#＃](?=[^\W\d_])([^\s|｜#＃]+)[#＃]?(?=\s|$|[|｜])")


class TokenKind(Enum):
    WORD = auto()
    PHRASE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()
    PATTERN = auto()
    NEAR = auto()


@dataclass(frozen=True, slots=True)
class QueryToken:
    """A piece of a query. `raw` is how it was written, sign and field included."""

    kind: TokenKind
    raw: str
    value: str = ""
    field: QueryField | None = None
    """None for no field; the value is empty while it is being typed, or stands in brackets."""
    prefix: str = ""
    """What a field's name puts before its value: `before:` is `<`."""
    negated: bool = False
    distance: int | None = None
    """Words between those of a NEAR; None if it is not said."""
    is_open: bool = False
    """Whether its end has not been typed."""
    is_joined: bool = False
    """Whether an OR stands before it without a space."""


def tokens_of(text: str, most: int) -> list[QueryToken]:
    """The first `most` tokens."""
    return _Scanner(text).tokens(most)


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._closing = _groups(text)
        self._ends = set(self._closing.values())

    def tokens(self, most: int) -> list[QueryToken]:
        found: list[QueryToken] = []
        at = self._spaces(0)
        while at < len(self._text) and len(found) < most:
            token, at = self._token(at)
            found.append(token)
            at = self._spaces(at)
        return found

    def _spaces(self, at: int) -> int:
        while at < len(self._text) and self._text[at].isspace():
            at += 1
        return at

    def _token(self, start: int) -> tuple[QueryToken, int]:
        text = self._text
        if text[start] in _BAR:
            end = start + 1 + (text[start + 1 : start + 2] in tuple(_BAR))
            return QueryToken(TokenKind.OR, text[start:end]), end
        if start in self._ends:
            return QueryToken(TokenKind.CLOSE, text[start]), start + 1
        at, negated = start, False
        following = text[start + 1 : start + 2]
        if following and not following.isspace():
            if text[start] in MINUS and following not in MINUS:
                at, negated = start + 1, True
            elif text[start] in PLUS and (following.isalpha() or following in OPENING):
                at = start + 1
        is_joined = start > 0 and text[start - 1] in _BAR
        if at in self._closing:
            raw = text[start : at + 1]
            return QueryToken(TokenKind.OPEN, raw, negated=negated, is_joined=is_joined), at + 1
        for read in (self._near, self._tag, self._fielded):
            found = read(start, at, negated=negated)
            if found:
                return found
        return self._value(start, at, negated=negated, is_joined=is_joined)

    def _near(self, start: int, at: int, *, negated: bool) -> tuple[QueryToken, int] | None:
        found = _NEAR.match(self._text, at)
        if found is None:
            return None
        inner = found.end() + 1
        close = self._closing.get(found.end(), -1)
        end = close if close >= 0 else len(self._text)
        return QueryToken(
            TokenKind.NEAR,
            self._text[start : end + 1],
            self._text[inner:end],
            QueryField.NEAR,
            negated=negated,
            distance=int(found[1]) if found[1] else None,
            is_open=close < 0,
        ), end + 1

    def _tag(self, start: int, at: int, *, negated: bool) -> tuple[QueryToken, int] | None:
        found = _TAG.match(self._text, at)
        if found is None:
            return None
        raw = self._text[start : found.end()]
        return QueryToken(
            TokenKind.WORD, raw, found[1], QueryField.TAG, negated=negated
        ), found.end()

    def _fielded(self, start: int, at: int, *, negated: bool) -> tuple[QueryToken, int] | None:
        text, found = self._text, _FIELD.match(self._text, at)
        known = field_named(found[1], apart=bool(found[3])) if found else None
        if found and known is None and not found[3] and text[found.end() : found.end() + 1]:
            return self._unknown(start, at, found.end(), negated=negated)
        if found is None or known is None or text.startswith("//", found.end()):
            return None
        field, prefix = known
        place = found.end()
        if place >= len(text):
            raw = text[start:place].rstrip()
            return QueryToken(TokenKind.WORD, raw, "", field, prefix, negated, is_open=True), place
        if field is QueryField.REGEX and (slashes := _SLASHES.match(text, place)):
            flags = "(?i)" if "i" in (slashes[2] or "") else ""
            raw = text[start : slashes.end()]
            return QueryToken(
                TokenKind.PATTERN,
                raw,
                flags + slashes[1].replace("\\/", "/") if slashes[1] else "",
                field,
                negated=negated,
                is_open=slashes[2] is None,
            ), slashes.end()
        if field is QueryField.DATE and (end := self._closing.get(place)):
            value = text[place + 1 : end]
            if spaced_period(value, 0, prefix) == len(value):
                raw = text[start : end + 1]
                return QueryToken(TokenKind.WORD, raw, value, field, prefix, negated), end + 1
        if place in self._closing:
            return QueryToken(
                TokenKind.OPEN, text[start : place + 1], "", field, prefix, negated
            ), place + 1
        if field is QueryField.DATE and (end := spaced_period(text, place, prefix)):
            value = text[place:end]
            return QueryToken(TokenKind.WORD, text[start:end], value, field, prefix, negated), end
        token, end = self._value(start, place, negated=negated)
        kind = TokenKind.PATTERN if field is QueryField.REGEX else token.kind
        kind = TokenKind.WORD if kind in {TokenKind.OR, TokenKind.AND, TokenKind.NOT} else kind
        return QueryToken(
            kind, token.raw, token.value, field, prefix, negated, is_open=token.is_open
        ), end

    def _unknown(
        self, start: int, at: int, place: int, *, negated: bool
    ) -> tuple[QueryToken, int] | None:
        """What looks like a field with a phrase is text, the space in it too."""
        value, end = self._value(start, place)
        if value.kind is not TokenKind.PHRASE:
            return None
        return replace(value, kind=TokenKind.WORD, value=self._text[at:end], negated=negated), end

    def _value(
        self, start: int, at: int, *, negated: bool = False, is_joined: bool = False
    ) -> tuple[QueryToken, int]:
        """A phrase in quotation marks, or a word."""
        text = self._text
        closing = _PAIRS.get(text[at])
        if closing is not None and (end := self._phrase_end(at, closing)) is not None:
            is_open = end >= len(text)
            after = min(end + 1, len(text))
            value, distance, kind = text[at + 1 : end], None, TokenKind.PHRASE
            if within := _WITHIN.match(text, after):
                after, distance, kind = within.end(), int(within[1]), TokenKind.NEAR
            return QueryToken(
                kind,
                text[start:after],
                value,
                negated=negated,
                distance=distance,
                is_open=is_open,
                is_joined=is_joined,
            ), after
        word = _WORD.match(text, at)
        end = word.end() if word else at + 1
        if self._ends:
            end = next((place for place in range(at, end) if place in self._ends), end)
        raw = text[start:end]
        kind = TokenKind.WORD
        if raw in _OR:
            kind = TokenKind.OR
        elif raw in _AND:
            kind = TokenKind.AND
        elif raw in _NOT:
            kind = TokenKind.NOT
        return QueryToken(kind, raw, text[at:end], negated=negated, is_joined=is_joined), end

    def _phrase_end(self, at: int, closing: str) -> int | None:
        """Where the phrase ends; None if the mark is none of quotation."""
        text = self._text
        end = next((i for i in range(at + 1, len(text)) if text[i] in closing), None)
        if text[at] == "‘":
            # An apostrophe too: it closes where a word ends, and is not missed.
            ends = (
                i
                for i in range(at + 1, len(text))
                if text[i] == "’" and not text[i + 1 : i + 2].isalnum()
            )
            return next(ends, None)
        return len(text) if end is None else end


def _groups(text: str) -> dict[int, int]:
    """The brackets that hold a group, each with the one that closes it.

    A group begins a token, or is a field's, and holds several words; else the brackets are of the
    text, as in `f(x)` and `(c)`. Those of a near are a group of its own, whatever they hold.
    """
    nears = {found.end() for found in _NEAR.finditer(text)}
    found: dict[int, int] = {}
    opened: list[int] = []
    quote = ""
    for at, character in enumerate(text):
        if quote:
            quote = "" if character in quote else quote
        elif character in _PAIRS and character != "‘" and _begins(text, at, nears):
            quote = _PAIRS[character]
        elif character in _OPEN:
            opened.append(at)
        elif character in _CLOSE and opened:
            start = opened.pop()
            if start in nears or _is_group(text, start, at):
                found[start] = at
    return found


def _is_group(text: str, start: int, end: int) -> bool:
    following, before = text[end + 1 : end + 2], text[start - 1 : start] if start else ""
    if following and not following.isspace() and following not in _CLOSE + _BAR:
        return False
    if not _begins(text, start, frozenset()):
        return False
    inner = text[start + 1 : end].strip()
    is_asked = bool(before) and before in COLON + MINUS
    return bool(inner) and (is_asked or re.search(r"[\s|｜]", inner) is not None)


def _begins(text: str, at: int, nears: Container[int]) -> bool:
    """Whether a token or a value begins there."""
    while at > 0 and text[at - 1] in _OPEN + MINUS + PLUS:
        if at - 1 in nears:
            return True
        at -= 1
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _BAR + COLON
