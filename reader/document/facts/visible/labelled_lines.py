"""Lines that name what they state: `来源：新华社`, `原文链接: https://…`, `Source: Bay News`.

Programs that save pages write them under the heading, and so do news sites of China, several on one
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.document.facts.fact import Fact, FactName, Origin, stated
from reader.document.facts.visible.body_text import BodyText

_BEFORE: Final = 300
_BEHIND: Final = 600
_LONGEST_LINE: Final = 200
_LONGEST_LABEL: Final = 40
_LINE_END: Final = "\n"
_SOURCE: Final = re.compile(
    r"(?:^|[\s|｜·])(?:(?:消息|文章|新闻|信息)?来\s{0,3}源|來\s{0,3}源|稿\s{0,2}源|出处|出處|(?:微信)?公众号|公眾號)"
    r"\s{0,3}[:：]\s{0,3}(?P<name>[^\s|｜:：<>《]{2,30})"
)
_WESTERN_SOURCE: Final = re.compile(
    r"^(?:Source|Quelle|Fuente|Fonte)\s?:\s?(?P<name>[^|<>]{2,40})$"
)
_ORIGINAL_LABEL: Final = (
    r"原文(?:链接|連結|地址|网址)?|来源链接|Original(?: URL| link)?|Source(?: URL)?"
)
_ADDRESS: Final = re.compile(
    rf"^(?:{_ORIGINAL_LABEL}|(?:文章)?链接|連結|网址|URL|Link|Permalink|Saved from|From)"
    r"\s{0,3}[:：]\s{0,3}(?P<url>https?://[^\s<>\"]{4,2000})",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(rf"^(?:{_ORIGINAL_LABEL})\s{{0,3}}[:：]", re.IGNORECASE)


def read(body: BodyText) -> Iterator[Fact]:
    """The source and the address that the lines around the heading state."""
    first, last = body.article
    start = body.text.rfind("\n", 0, max(0, first - _BEFORE)) + 1
    for line in body.text[start : last + _BEHIND].split("\n"):
        if match := _ADDRESS.match(line):
            yield from stated(Origin.FIRST_LINE, [(FactName.URL, match["url"])])
        if len(line) > _LONGEST_LINE:
            continue
        source = _SOURCE.search(line) or _WESTERN_SOURCE.match(line)
        if source is not None and not source["name"].startswith(("http", "www.")):
            yield from stated(Origin.FIRST_LINE, [(FactName.SITE, source["name"])])
    yield from _linked(body, start, last + _BEHIND)


def _linked(body: BodyText, start: int, end: int) -> Iterator[Fact]:
    """Addresses of which the line has words only: `原文链接：<a href=…>this</a>`."""
    for element in body.elements:
        if element.tag != "a" or not start <= element.start < end:
            continue
        before = body.text[max(0, element.start - _LONGEST_LABEL) : element.start + 1]
        line = f"{before.rsplit(_LINE_END, 1)[-1]}\n"
        address = element.attributes.get("href") or ""
        if address.startswith(("http:", "https:")) and _ORIGINAL.match(line):
            yield from stated(Origin.FIRST_LINE, [(FactName.URL, address)])
