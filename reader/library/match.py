"""Whether a query holds for an article, and where it was found."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

from reader.library.query import Field, Literal, Query
from reader.library.record import Entry, Fold, decode_path, encode

IsFlagged = Callable[[Path, str], bool]
"""Answers `is:` for a file: the flag is one of `query.FLAGS`."""


class Tier(IntEnum):
    """Where all that was asked for is found; the lower comes first."""

    TITLE = 0
    LABEL = 1
    """With the help of author, source and tags; or only filters such as `date:` were given."""
    TEXT = 2


def unflagged(path: Path, flag: str) -> bool:  # noqa: ARG001 - an IsFlagged
    """Where nothing is known of the owner's state, all is unread."""
    return flag == "unread"


class Matcher:
    """A query made ready to be held against many entries."""

    def __init__(self, query: Query, fold: Fold, is_flagged: IsFlagged = unflagged) -> None:
        self._clauses = [
            tuple(_Condition(literal, fold, is_flagged) for literal in clause)
            for clause in query.clauses
        ]
        self._fold = fold
        ranks = any(
            literal.field in {Field.ANY, Field.TITLE} and not literal.negated
            for clause in query.clauses
            for literal in clause
        )
        self._base = Tier.TITLE if ranks else Tier.LABEL

    def tier(self, entry: Entry) -> Tier | None:
        """None if the query does not hold."""
        tier = self._base
        for clause in self._clauses:
            found = None
            for condition in clause:
                here = condition.tier(entry)
                if here is not None and (found is None or here < found):
                    found = here
            if found is None:
                return None
            if found > tier:
                tier = found
        return tier


class _Condition:
    """A literal with its value folded."""

    def __init__(self, literal: Literal, fold: Fold, is_flagged: IsFlagged) -> None:
        self._literal = literal
        self._fold = fold
        self._is_flagged = is_flagged
        self._value = fold(literal.value)
        self._bytes = encode(self._value)
        self._is_ranked = literal.field is Field.ANY and not literal.negated

    def tier(self, entry: Entry) -> Tier | None:
        """Filters and what must not occur hold in TITLE: they leave the rank to the others."""
        if self._is_ranked:
            return self._where(entry)
        return None if self._holds(entry) is self._literal.negated else Tier.TITLE

    def _where(self, entry: Entry) -> Tier | None:
        value = self._value
        if value in entry.title:
            return Tier.TITLE
        if value in entry.author or value in entry.source or value in entry.tags:
            return Tier.LABEL
        return Tier.TEXT if self._bytes in entry.text else None

    def _holds(self, entry: Entry) -> bool:
        value = self._value
        match self._literal.field:
            case Field.ANY:
                return self._where(entry) is not None
            case Field.TITLE:
                return value in entry.title
            case Field.AUTHOR:
                return value in entry.author
            case Field.SOURCE:
                return value in entry.source
            case Field.TAG:
                return value in entry.tags
            case Field.PATH:
                return value in self._fold(str(decode_path(entry.path)))
            case Field.LANG:
                return f"{entry.language}-".startswith(f"{value}-")
            case Field.DATE:
                first, last = self._literal.first_day, self._literal.last_day
                return bool(entry.day) and first <= entry.day <= last
            case Field.IS:
                return self._is_flagged(decode_path(entry.path), self._literal.value)
            case Field.HAS:
                return _has(entry, self._literal.value)


def _has(entry: Entry, feature: str) -> bool:
    features = {
        "image": bool(entry.cover),
        "date": bool(entry.day),
        "author": bool(entry.author),
        "source": bool(entry.source),
        "tag": bool(entry.tags),
    }
    return features[feature]
