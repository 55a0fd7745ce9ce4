"""Metadata in a body's first lines, where blogs exported without front matter have it.

    > date: 2009-10-22T23:40:30+08:00
    > * 原文地址：[A title](https://example.org/a)

The lines stay in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.library.metadata.field_names import fold
from reader.library.metadata.title import plain

_LINES = 15
_LONGEST = 300
_WINDOW = 8000
_PROSE = 60
"""Characters of a line that is no entry: a longer one is where the text begins."""
_ENTRY = re.compile(
    r"^[ \t>*•\-]*(?:\*\*|__)?(?P<key>[\w\u3400-\uffef][\w .\-\u3400-\uffef]{0,24}?)(?:\*\*|__)?"
    r"[ \t]*[:：](?:\*\*|__)?[ \t]*(?P<value>\S.*)$"
)
_NEXT_ENTRY = re.compile(r"[\s\u3000|｜]+(?=[\u3400-\u9fff]{2,4}[:：])")
_DATE_AFTER = re.compile(r"^(.*?\S)[ |｜·,，/]+(\d{4} ?[年./-] ?\d{1,2}\D?.*)$")
"""`Anna Ray 2022-03-04`, as a byline gives both."""
_LINK_TARGET = re.compile(r"\[[^\]\n]{0,300}\]\(<?([^()\s<>]{1,2000})>?[^()\n]{0,200}\)")
_BARE_LINK = re.compile(r"<?(https?://[^\s<>~]+)>?")
# Fewer than in front matter: `time`, `name`, `by` and their like begin too many sentences.
_NAMES = {
    "date": "date published 日期 发布日期 發布日期 發佈日期 发布时间 發布時間 發佈時間 日付",
    "author": "author authors 作者 著者 筆者 原文作者 原作者 저자",
    "url": "url 原文地址 原文链接 原文連結 链接 連結 網址 网址",
    "source": "source 来源 來源 出处 出處 公众号 公眾號",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}


def read(body: str) -> dict[str, str]:
    """`date`, `author`, `url` and `source`, as far as the lines before the text say them."""
    found: dict[str, str] = {}
    entries = (entry for line in _lines_before_text(body) for entry in _NEXT_ENTRY.split(line))
    for entry in entries:
        match = _ENTRY.match(entry)
        field = _FIELDS.get(fold(match["key"])) if match else None
        if not match or not field:
            continue
        if target := _target(match["value"]) if field in ("url", "source") else "":
            found.setdefault("url", target)
        words = _BARE_LINK.sub("", plain(match["value"])).strip("~ ")
        if field == "author" and (dated := _DATE_AFTER.match(words)):
            words = dated[1]
            found.setdefault("date", dated[2])
        if field != "url" and words:
            found.setdefault(field, words[:_LONGEST])
    return found


def _lines_before_text(body: str) -> Iterator[str]:
    lines = [line for line in body[:_WINDOW].split("\n") if line.strip()]
    for line in lines[:_LINES]:
        if len(line) > _LONGEST * 2 or (not _ENTRY.match(line) and len(plain(line)) > _PROSE):
            return
        yield line


def _target(value: str) -> str:
    match = _LINK_TARGET.search(value) or _BARE_LINK.search(value)
    return match[1] if match else ""
