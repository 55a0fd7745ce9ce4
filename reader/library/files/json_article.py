"""Files in JSON that are one article, told from the many that are not by how they begin.

{"title": "A walk", "author": "Ann Reed", "content": "<p>It was late when we left.</p>"}

A folder of ten thousand other ones costs the reading of their first bytes, and a look at each.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.library.files.regular_file import read_bytes
from reader.library.files.text_values import (
    ONLY_TEXT,
    TEXT_KEYS,
    TITLES,
    text_within,
    without_envelope,
)

_FIRST: Final = 4096
"""Bytes of every file that are read."""
_MORE: Final = 64 * 1024
"""Bytes of a file that begins as an article does, if its text comes later."""


def _in_ascii(key: str) -> str:
    """A pattern of a key as JSON in ASCII has it."""
    return re.escape(json.dumps(key)[1:-1])


_TITLE: Final = re.compile(
    rf"\"(?:{'|'.join((*TITLES, *map(_in_ascii, TITLES)))})\"\s{{0,20}}:\s{{0,20}}"
    r"(?:\"[^\"]|\{)".encode(),
    re.IGNORECASE,
)
_LONG_TEXT: Final = re.compile(
    rf"\"(?:{'|'.join(TEXT_KEYS)})\"\s{{0,20}}:\s{{0,20}}\"[^\"]{{60}}".encode(), re.IGNORECASE
)
"""A text by which a file may be an article before its title: keys may be in order of letters."""
_ABOUT: Final = frozenset(
    (
        "url", "link", "source", "sourceurl", "canonical", "canonicalurl", "originalurl",
        "author", "authors", "byline", "creator", "date", "published", "publishdate",
        "publisheddate", "publishedat", "datepublished", "publishedtime", "publishtime",
        "datepublish", "publishingdate", "pubdate", "createdat", "excerpt", "sitename", "hostname",
        "domain", "topimage", "leadimageurl", "作者", "日期", "时间", "時間", "发布时间",
        "链接", "連結", "来源", "來源"
    )
)  # fmt: skip
"""Keys, folded, by which a title and a text are an article's."""
_SETTINGS: Final = re.compile(
    rb"\"(?:\$schema|cells|nbformat|openapi|swagger|(?:dev|peer)?dependencies|scripts"
    rb"|manifest_version|compilerOptions|mapping|messages)\"\s{0,20}:\s{0,20}[\"\[{\d]",
    re.IGNORECASE,
)
"""Keys that settings, notebooks and talks have, and no article, at whatever depth."""
_LISTS: Final = frozenset(("items", "entries", "posts", "articles"))
"""Keys of lists of articles."""
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+(?P<end>"?)|[\[\]{},:]', re.DOTALL)
_CUT_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*+(\\u[0-9a-fA-F]{0,3})$")
_DEEPEST: Final = 100
_LONGEST_RUN: Final = 400
"""Characters at the end of a string in which backslashes are counted."""
_FEW_WORDS, _MANY_WORDS = 8, 25
"""Words of a text that other keys say is an article's, and of one by itself."""
_WIDE: Final = re.compile("[\u2e80-\ud7ff\uf900-\uffef]")


def is_article(path: Path) -> bool:
    """Whether the file is one object in JSON with a title and a text of some words."""
    try:
        head = read_bytes(path, limit=_FIRST)
        if not _may_be(head):
            return False
        found = _is_one(head, is_whole=len(head) < _FIRST)
        if found is None and len(head) == _FIRST:
            head = read_bytes(path, limit=_MORE)
            found = _is_one(head, is_whole=len(head) < _MORE)
    except ReaderError:
        return False
    return found is True


def completed(text: str) -> str:
    """The beginning of a text in JSON, closed as if it ended there; unchanged if it is too deep."""
    closers: list[str] = []
    before = ""
    cut = 0
    """Where the last value that is whole ends."""
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "{[":
            closers.append("}" if mark == "{" else "]")
            cut = token.end()
        elif mark in "}]":
            cut = token.end()
            del closers[-1:]
        elif mark == ",":
            cut = token.start()
        elif mark != ":" and not token["end"]:
            is_value = before == ":" or closers[-1:] == ["]"]
            text = f'{_without_cut_escape(text[: token.end()])}"' if is_value else text[:cut]
            break
        before = mark
        if len(closers) > _DEEPEST:
            return text
    else:
        text = text[:cut] if closers else text
    return text + "".join(reversed(closers))


def _without_cut_escape(text: str) -> str:
    """A string without a reference to a character at its end that lost some of its digits."""
    found = _CUT_ESCAPE.search(text, max(0, len(text) - _LONGEST_RUN))
    return text[: found.start(1)] if found else text


def _may_be(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{") or _SETTINGS.search(start):
        return False
    return _TITLE.search(start) is not None or _LONG_TEXT.search(start) is not None


def _is_one(head: bytes, *, is_whole: bool) -> bool | None:
    """Whether the beginning of a file is an article's; None if its text may come later."""
    text = head.decode("utf-8", "ignore").removeprefix("\ufeff").lstrip()
    try:
        value = without_envelope(json.loads(text if is_whole else completed(text), strict=False))
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    keys = {_folded(key): each for key, each in value.items()}
    if not keys or not _LISTS.isdisjoint(keys):
        return False
    words = max((_words(text_within(keys.get(_folded(key)))) for key in TEXT_KEYS), default=0)
    if not any(text_within(keys.get(key)) for key in TITLES):
        if value.keys() <= ONLY_TEXT:
            return words >= _MANY_WORDS
        return None if words >= _MANY_WORDS else False
    if words >= (_FEW_WORDS if not _ABOUT.isdisjoint(keys) else _MANY_WORDS):
        return True
    last = next(reversed(value.values()))
    is_database = isinstance(last, dict) or (
        isinstance(last, list) and any(isinstance(item, dict) for item in last)
    )
    return False if is_database else None


def _words(text: str) -> int:
    """Words in a text; of Chinese and its like each two characters."""
    return len(text.split()) + len(_WIDE.findall(text)) // 2


def _folded(key: str) -> str:
    return key.casefold().replace("_", "").replace("-", "")
