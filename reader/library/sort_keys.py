"""Orders of an article list, as keys that the index stores and compares byte by byte."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

from reader.library.article import Article, ArticleDate

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DIGITS: Final = re.compile(r"[0-9]+")
_LEADING_MARKS: Final = re.compile(r"^[\W_]+")
_MOST_DIGITS: Final = 0xD000
_AFTER_ALL: Final = b"\xff"
"""A byte that UTF-8 never has."""


def moment(date: ArticleDate | None) -> int | None:
    """Microseconds since 1970-01-01T00:00Z, negative before; exact for every datetime."""
    if date is None:
        return None
    instant = date.instant if date.instant.tzinfo else date.instant.replace(tzinfo=UTC)
    return (instant - _EPOCH) // _MICROSECOND


def title_key(article: Article) -> bytes:
    """Orders by title as TITLE says."""
    return natural(article.title)


def author_key(article: Article) -> bytes:
    """Orders by author as AUTHOR says."""
    return natural(article.author, is_name=True) if article.author else _AFTER_ALL


def natural(text: str, *, is_name: bool = False) -> bytes:
    """A key that puts `Part 9` before `Part 10`, both before `Party`, and 阿 before 北.

    Han come after letters, by their reading with its tone, then by code point of the simplified
    form. The reading is the usual one, or that of a phrase (重庆 is under chong), or of a surname
    at the beginning of a person's name (单 is under shan).
    """
    from reader.text.pinyin.phrases import reading_key  # late: a warm index needs no table

    text = unicodedata.normalize("NFC", text)
    # Not of the key: among the codes of Han are those of signs.
    key = reading_key(_LEADING_MARKS.sub("", text) or text, is_name=is_name)
    return _DIGITS.sub(_number, key).encode("utf-8", "surrogatepass")


def _number(digits: re.Match[str]) -> str:
    # Its length first: of two numbers the longer is the greater. No int() has to read it.
    value = digits[0].lstrip("0")
    return f"0{chr(min(len(value), _MOST_DIGITS) + 1)}{value}"
