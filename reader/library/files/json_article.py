"""Files in JSON that are one article, told from the many that are not by how they begin.

{"title": "A walk", "author": "Ann Reed", "content": "<p>It was late when we left.</p>"}

A folder of ten thousand other ones costs the reading of their first bytes, and a look at each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from reader.errors import ReaderError
from reader.library.files.regular_file import read_bytes

TEXT_KEYS: Final = (
    "content_html", "content", "contents", "body", "body_html", "article_body", "markdown", "md",
    "html", "full_text", "maintext", "cleaned_text", "text", "raw_text", "content_text",
    "text_content", "paragraphs", "正文", "内容", "內容", "正文内容", "正文內容", "文章内容",
    "文章內容", "文章正文",
)  # fmt: skip
"""Names under which a text goes, that with the most markup first; folded as `fold` does.

`maintext` is news-please's, `cleaned_text` Goose's.
"""
ONLY_TEXT: Final = frozenset(("text", "comments", "raw_text"))
"""All names in trafilatura's answer without facts."""
INNER_TEXT_KEYS: Final = ("rendered", "html", "markdown", "text", "value", "raw")
"""Names under which it goes in a value of its own, as in WordPress's answers."""
_ENVELOPES: Final = ("data", "article", "result", "post")
"""Names under which services answer with the article, beside how it went."""
_INNER_FACTS: Final = ("metadata", "meta")
_MOST_SECTIONS: Final = 5_000
_FIRST: Final = 4096
"""Bytes of every file that are read."""
_MORE: Final = 64 * 1024
"""Bytes of a file that begins as an article does, if its text comes later."""


def _in_ascii(key: str) -> str:
    """A pattern of a key as JSON in ASCII has it."""
    return re.escape(json.dumps(key)[1:-1])


_TITLES: Final = ("title", "headline", "标题", "標題", "题目", "題目", "タイトル", "제목")
_TITLE: Final = re.compile(
    rf"\"(?:{'|'.join((*_TITLES, *map(_in_ascii, _TITLES)))})\"\s{{0,20}}:\s{{0,20}}"
    r"(?:\"[^\"]|\{)".encode(),
    re.IGNORECASE,
)
_LONG_TEXT: Final = re.compile(
    rf"\"(?:{'|'.join(TEXT_KEYS)})\"\s{{0,20}}:\s{{0,20}}\"[^\"]{{60}}".encode(), re.IGNORECASE
)
"""Of keys in alphabetical order the title may come last."""
_ABOUT: Final = frozenset(
    (
        "url", "link", "source", "sourceurl", "canonical", "canonicalurl", "originalurl",
        "author", "authors", "byline", "creator", "date", "published", "publishdate",
        "publisheddate", "publishedat", "datepublished", "publishedtime", "publishtime",
        "datepublish", "pubdate", "createdat", "excerpt", "sitename", "hostname", "domain",
        "topimage", "leadimageurl", "作者", "日期", "时间", "時間", "发布时间",
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


def opened(value: object) -> object:
    """The article in what a service answers, with the facts of an object of its own among others.

    {"code": 0, "data": {"title": "A walk", "content": "It was late."}}
    """
    if not isinstance(value, Mapping):
        return value
    if not any(_text(value.get(key)) for key in (*_TITLES, *TEXT_KEYS)):
        found = [value[key] for key in _ENVELOPES if isinstance(value.get(key), Mapping)]
        value = found[0] if len(found) == 1 else value
    for key in _INNER_FACTS:
        facts = value.get(key)
        if isinstance(facts, Mapping):
            value = {**{name: fact for name, fact in facts.items() if not value.get(name)}, **value}
    page = value.get("html")
    if isinstance(page, Mapping) and not value.get("url"):  # of fundus
        value = {**value, "url": page.get("responded_url") or page.get("requested_url")}
    return value


def sections_text(value: Mapping[str, object]) -> str:
    """The text of a body in sections, as fundus has it, in Markdown; "" if it has none.

    {"summary": [], "sections": [{"headline": ["Locks"], "paragraphs": ["One.", "Two."]}]}
    """
    sections = value.get("sections")
    if not isinstance(sections, list):
        return ""
    blocks = _strings(value.get("summary"))
    for section in sections[:_MOST_SECTIONS]:
        if isinstance(section, Mapping):
            blocks += [f"## {line}" for line in _strings(section.get("headline"))]
            blocks += _strings(section.get("paragraphs"))
    return "\n\n".join(blocks)


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


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
        value = opened(json.loads(text if is_whole else completed(text), strict=False))
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    keys = {_folded(key): each for key, each in value.items()}
    if not keys or not _LISTS.isdisjoint(keys):
        return False
    words = max((_words(_text(keys.get(_folded(key)))) for key in TEXT_KEYS), default=0)
    if not any(_text(keys.get(key)) for key in _TITLES):
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


def _text(value: object) -> str:
    if isinstance(value, Mapping):
        inner = (value[key] for key in INNER_TEXT_KEYS if isinstance(value.get(key), str))
        value = next(inner, "") or sections_text(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = " ".join(value)
    return value if isinstance(value, str) else ""


def _words(text: str) -> int:
    """Words in a text; of Chinese and its like each two characters."""
    return len(text.split()) + len(_WIDE.findall(text)) // 2


def _folded(key: str) -> str:
    return key.casefold().replace("_", "").replace("-", "")
