"""Metadata in a body's first lines, where exporters and blogs without front matter have it.

    > date: 2009-10-22T23:40:30+08:00
    > * 原文地址：[A title](https://example.org/a)
    - Author: [[Ann Reed]]
    By Ann Reed, March 9, 2024
    [Read Original](https://example.org/a)
    #river #books

The lines stay in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.library.metadata import dates
from reader.library.metadata.field_names import fold
from reader.library.metadata.lines import credit_lines
from reader.library.metadata.lines.clipper_lines import (
    first_address,
    linked_original,
    original_address,
    without_addresses,
)
from reader.library.metadata.title import plain
from reader.library.metadata.values import wiki_links

_LINES = 15
_LONGEST = 300
_WINDOW = 8000
_PROSE = 60
"""Characters of a line that is no entry: a longer one is where the text begins."""
_ENTRY = re.compile(
    r"^[ \t>*•\-]*(?:\*\*|__)?"
    r"(?P<key>[\w\u3400-\uffef][\w .\-()\u3400-\uffef]{0,24}?)(?:\*\*|__)?"
    r"[ \t]*[:：]{1,2}(?:\*\*|__)?[ \t]*(?P<value>\S.*)$"
)
_NEXT_ENTRY = re.compile(
    r"(?:\s|[|｜])+(?=(?:\*\*)?[\u3400-\u9fff]{2,4}(?:\*\*)?[:：])"
    r"|[ \t]*[|｜·•][ \t]*(?=(?:\*\*)?[A-Za-z][A-Za-z ]{1,20}(?:\*\*)?:)"
)
_DATE_AFTER = re.compile(r"^(.*?\S)[ |｜·,，/]+(\d{4} ?[年./-] ?\d{1,2}\D?.*)$")
"""`Anna Ray 2022-03-04`, as a byline gives both."""
_END = re.compile(
    r"^#{1,6}[ \t]*(?:new highlights|highlights|annotations|notes|标注|划线|高亮|笔记)\b",
    re.IGNORECASE,
)
"""The heading of what a reader marked: entries below it are not those of the article."""
# Fewer than in front matter: `time`, `name`, `by` and their like begin too many sentences.
_NAMES = {
    "date": """date published published_at published_on published_date publication_date
        publish_date publish_time posted_on date_published 日期 发布日期 發布日期 發佈日期 发布时间
        發布時間 發佈時間 发表时间 發表時間 发表于 發表於 发布于 發佈於 日付""",
    "created": """created created_at created_time created_on date_created 创建时间 創建時間
        建立時間 创建日期""",
    "author": "author authors written_by 作者 著者 筆者 文章作者 本文作者 原文作者 저자",
    "url": """url source_url original_url original_article link permalink clipped_from saved_from
        原文地址 原文链接 原文連結 原文 原文出处 链接 連結 網址 网址 本文链接 本文地址 文章链接
        来源链接 转载自 轉載自 转自""",
    "source": """source publication site 来源 來源 出处 出處 公众号 公眾號 公众号名称
        公眾號名稱""",
    "tags": "tags tag document_tags labels topics 标签 標籤 タグ 태그",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_SENTENCE_ENDS = tuple("。！？")
_HASHTAGS = re.compile(r"^(?:#[^\s#]{1,40}#?[ \t]*){1,20}$")
_METADATA = re.compile(r"^#{1,6}[ \t]*metadata[ \t]*$", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}[ \t]")


def read(body: str) -> dict[str, str]:
    """`date`, `author`, `url`, `source` and `tags`, as far as the lines before the text say them.

    `date` is when it was published or, where no line says so, when the note was made.
    """
    found: dict[str, str] = {}
    before = ""
    for line in _lines_before_text(body):
        address = original_address(line)
        said = {"url": address} if address else credit_lines.read(line)
        for field, value in said.items():
            found.setdefault(field, value)
        if not said or _ENTRY.match(line):
            for entry in _NEXT_ENTRY.split(line):
                _entry(entry, found)
        if _HASHTAGS.match(line) and (_HEADING.match(before) or len(line.split()) > 1):
            found.setdefault("tags", line)
        before = line
    # It may stand below a summary of any length, which is not read for anything else.
    for line in () if "url" in found else body[:_WINDOW].split("\n")[: 2 * _LINES]:
        if address := linked_original(line):
            found["url"] = address
            break
    created = found.pop("created", "")
    if created and dates.parse(found.get("date")) is None:
        found["date"] = created
    return found


def _lines_before_text(body: str) -> Iterator[str]:
    is_metadata = False
    lines = [line for line in body[:_WINDOW].split("\n") if line.strip()]
    for place, line in enumerate(lines):
        if _HEADING.match(line):
            is_metadata = _METADATA.match(line) is not None
        elif is_metadata and (len(line) > _LONGEST or not _ENTRY.match(line)):
            continue  # a summary of any length
        if (place >= _LINES and not is_metadata) or len(line) > _LONGEST * 2 or _END.match(line):
            return
        is_told = _ENTRY.match(line) is not None or bool(original_address(line))
        if not is_told and len(plain(line)) > _PROSE:
            return
        yield line


def _entry(line: str, found: dict[str, str]) -> None:
    """Take what a line `key: value` says."""
    match = _ENTRY.match(line)
    field = _FIELDS.get(fold(match["key"])) if match else None
    if not match or not field:
        return
    if target := first_address(match["value"]) if field in ("url", "source") else "":
        found.setdefault("url", target)
    shown = match["value"] if field == "tags" else plain(wiki_links.shown(match["value"]))
    words = (shown if field == "author" else without_addresses(shown)).strip("~ ")
    if field == "author" and (dated := _DATE_AFTER.match(words)):
        words = dated[1]
        found.setdefault("date", dated[2])
    if field == "source" and words.endswith(_SENTENCE_ENDS):
        return
    if field != "url" and words:
        found.setdefault(field, words[:_LONGEST])
