"""Facts of an article of a WeChat account (`mp.weixin.qq.com`), from the page's own script.

The script stands at the end of the page, behind megabytes where pictures are inside: it is looked
for in the whole source. Its values are written in many ways: `var ct = "1700000000";`,
`var msg_title = '…'.html(false);`, `var nickname = htmlDecode("…");`, `ct: '…' * 1,`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MARKS: Final = ("js_content", "activity-name", "mp.weixin.qq.com", "msg_title", "img-content")
_BEIJING: Final = timezone(timedelta(hours=8))
_STRING: Final = r"(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\\\n]|\\.){1,4000})(?P=quote)"
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_SECONDS: Final = (946_684_800, 4_102_444_800)
_MOST: Final = 20
_TITLES: Final = ("msg_title",)
_ACCOUNTS: Final = ("nickname", "nick_name")
_AUTHORS: Final = ("author",)
_ADDRESSES: Final = ("msg_link",)
_TIMES: Final = (
    "ct",
    "create_time",
    "oriCreateTime",
    "svr_time_of_publish",
    "publish_time",
    "createTime",
)
_DESCRIPTIONS: Final = ("msg_desc",)


def is_wechat(text: str) -> bool:
    """Whether a page looks like such an article; its marks may be anywhere in it."""
    return sum(mark in text for mark in _MARKS) >= 2


def read(text: str, tree: LexborHTMLParser) -> Iterator[Fact]:
    """The facts of the script, then those that the page shows."""
    yield from stated(
        Origin.PAGE_SCRIPT,
        (
            (FactName.TITLE, _first(text, _TITLES)),
            (FactName.AUTHOR, _first(text, _AUTHORS)),
            (FactName.SITE, _first(text, _ACCOUNTS)),
            (FactName.DATE, _time(text)),
            (FactName.URL, _first(text, _ADDRESSES)),
            (FactName.DESCRIPTION, _first(text, _DESCRIPTIONS)),
        ),
    )
    yield from stated(
        Origin.SITE_LAYOUT,
        (
            (FactName.TITLE, _text(tree, "#activity-name", "#activity_name", ".rich_media_title")),
            (FactName.AUTHOR, _text(tree, "#js_author_name", "#js_author_name_text")),
            (
                FactName.SITE,
                _text(tree, "#js_name", "#profileBt a", ".profile_nickname", "#post-user"),
            ),
            (FactName.DATE, _text(tree, "#publish_time", "#post-date", "#js_publish_time")),
        ),
    )


def _text(tree: LexborHTMLParser, *selectors: str) -> str:
    for selector in selectors:
        for node in tree.css(selector)[:1]:
            if found := line(node.text(deep=True)):
                return found
    return ""


def _first(text: str, names: tuple[str, ...]) -> str:
    return next(filter(None, (value for name in names for value in _values(text, name))), "")


def _values(text: str, name: str) -> Iterator[str]:
    """What is assigned to a name of the script, up to twenty times."""
    pattern = re.compile(
        rf"(?<![\w.$-])(?:window\.)?[\"']?{name}[\"']?\s{{0,20}}[=:](?!=)\s{{0,20}}(?:[\w.]{{1,30}}\(\s{{0,20}}){{0,2}}{_STRING}"
    )
    at = 0
    for _ in range(_MOST):
        at = text.find(name, at)
        if at < 0:
            return
        if match := pattern.search(text, max(0, at - 10), at + 4_200):
            yield line(unescape(unescape(_ESCAPE.sub(_unescaped, match["value"]))))
        at += len(name)


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else {"n": " ", "r": " ", "t": " "}.get(escape[3], escape[3])


def _time(text: str) -> str:
    """The moment of publication, in China's time."""
    low, high = _SECONDS
    for name in _TIMES:
        for value in _values(text, name):
            if value.isdigit() and low <= (seconds := int(value[:12])) < high:
                moment = datetime.fromtimestamp(seconds, UTC).astimezone(_BEIJING)
                return moment.isoformat(timespec="seconds")
            if re.match(r"20\d\d-\d{1,2}-\d{1,2}", value):
                return value
    return ""
