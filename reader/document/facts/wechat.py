"""Facts of an article of a WeChat account (`mp.weixin.qq.com`).

The page's own script states them, at the end of the page behind megabytes of pictures: it is looked
for in the whole source. Templates since 2016 write its values in many ways: `var ct = "17000";`,
`var msg_title = '…'.html(false);`, `var nickname = htmlDecode("…");`, `ct: '…' * 1,`,
`d.nick_name = (xml ? getXmlValue('nick_name.DATA') : '…').html(false);`, `link: JsDecode('…')`.
What the page shows of them is there as well where a program took the scripts out; its date may be
`昨天` then, as it was when the page was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MARKS: Final = (
    "js_content", "activity-name", "mp.weixin.qq.com", "msg_title", "img-content", "rich_media_",
    "cgiDataNew",
)  # fmt: skip
_FEWEST_MARKS: Final = 2
_BEIJING: Final = timezone(timedelta(hours=8))
_STRING: Final = r"(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^\\\n]|\\.){1,4000})(?P=quote)"
_BEFORE_VALUE: Final = (
    r"\s{0,20}(?:\(?\s?xml\s?\?\s?getXmlValue\('[\w.]{1,60}'\)\s?(?:\*\s?1\s?)?:\s?)?"
    r"(?:[\w.]{1,30}\(\s{0,20}){0,2}"
)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_CODE: Final = re.compile(r"^data-|^[a-z_]+(?:[.-][a-z_]+)+$|^(?:nick_?name|author|title|link)$")
"""What libraries in the page assign to the same names."""
_NO_ACCOUNTS: Final = frozenset(("微信广告", "微信公众平台"))
_SECONDS: Final = re.compile(r"^[1-3]\d{9}$")
_DAY: Final = re.compile(r"^20\d\d-\d{1,2}-\d{1,2}(?: \d{1,2}:\d\d)?")
_MOST: Final = 20
_LONGEST_VALUE: Final = 4_400
_LONGEST_DATA: Final = 3_000_000
_TITLES: Final = ("msg_title", "title")
_ACCOUNTS: Final = ("nick_name", "nickname")
_AUTHORS: Final = ("author",)
_ADDRESSES: Final = ("msg_link", "link")
_TIMES: Final = (
    "ct", "ori_create_time", "create_time", "oriCreateTime", "svr_time_of_publish", "createTime",
    "publish_time",
)  # fmt: skip
_DESCRIPTIONS: Final = ("msg_desc",)
_NO_AUTHOR: Final = re.compile(r"meta_tag|nickname|original")
_NO_AUTHORS: Final = frozenset(("原创", "原创：", "From", "Original", "转载", "赞赏"))


def is_wechat(text: str) -> bool:
    """Whether a page looks like such an article; its marks may be anywhere in it."""
    found = (True for mark in _MARKS if mark in text)
    return len(list(islice(found, _FEWEST_MARKS))) == _FEWEST_MARKS


def read(text: str, tree: LexborHTMLParser) -> Iterator[Fact]:
    """The facts of the script, then those that the page shows."""
    yield from stated(
        Origin.PAGE_SCRIPT,
        (
            (FactName.TITLE, _first(text, _TITLES)),
            (FactName.AUTHOR, _first(text, _AUTHORS)),
            (FactName.SITE, _first(text, _ACCOUNTS)),
            (FactName.DATE, _time(text)),
            (FactName.URL, _address(text)),
            (FactName.DESCRIPTION, _first(text, _DESCRIPTIONS)),
        ),
    )
    yield from stated(Origin.OPEN_GRAPH, [(FactName.URL, _own_address(tree))])
    yield from stated(
        Origin.SITE_LAYOUT,
        (
            (FactName.TITLE, _text(tree, "#activity-name", "#activity_name", ".rich_media_title")),
            (FactName.AUTHOR, _author(tree)),
            (
                FactName.SITE,
                _text(
                    tree,
                    "#js_name",
                    "#post-user",
                    ".rich_media_meta_nickname",
                    "#profileBt a",
                    ".profile_nickname",
                    ".wx_follow_nickname",
                ),
            ),
            (FactName.DATE, _text(tree, "#publish_time", "#post-date", "#js_publish_time")),
        ),
    )


def _own_address(tree: LexborHTMLParser) -> str:
    """What the template says, before what whoever copied the page put into it."""
    for node in tree.css("meta[property='og:url'], link[rel=canonical]")[:_MOST]:
        address = line(node.attributes.get("content") or node.attributes.get("href"))
        if "//mp.weixin.qq.com/" in address[:40]:
            return address
    return ""


def _text(tree: LexborHTMLParser, *selectors: str) -> str:
    for selector in selectors:
        for node in tree.css(selector)[:1]:
            found = line(node.text(deep=True))
            if found and found not in _NO_ACCOUNTS:
                return found
    return ""


def _author(tree: LexborHTMLParser) -> str:
    """The name among date and account, which has no id in the templates before 2020."""
    if found := _text(tree, "#js_author_name_text", "#js_author_name"):
        return found
    for node in tree.css(".rich_media_meta_list > .rich_media_meta_text")[:_MOST]:
        attributes = node.attributes
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        found = line(node.text(deep=True))
        if attributes.get("id") or _NO_AUTHOR.search(named) or found in _NO_AUTHORS:
            continue
        if found and not _DAY.match(found):
            return found
    return ""


def _first(text: str, names: tuple[str, ...]) -> str:
    return next(filter(None, _values(text, names)), "")


def _values(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """What is assigned to names of the script, the article's own variables first."""
    for lead in ("var ", "window.", "d."):
        for name in names:
            yield from _assigned(text, lead, name, "=")
    at = text.find("cgiDataNew")
    data = text[at : at + _LONGEST_DATA] if at >= 0 else ""
    for name in names if data else ():
        yield from _assigned(data, "", name, ":")


def _assigned(text: str, lead: str, name: str, mark: str) -> Iterator[str]:
    pattern = _pattern(lead, name, mark)
    at = 0
    for _ in range(_MOST):
        at = text.find(f"{lead}{name}", at)
        if at < 0:
            return
        if match := pattern.match(text, at, at + _LONGEST_VALUE):
            value = line(unescape(unescape(_ESCAPE.sub(_unescaped, match["value"]))))
            if not _CODE.match(value) and value not in _NO_ACCOUNTS:
                yield value
        at += len(lead) + len(name)


@cache
def _pattern(lead: str, name: str, mark: str) -> re.Pattern[str]:
    between = rf"\s{{0,20}}{mark}(?!=)"
    if mark == "=":  # several names may get one value
        between += r"(?:\s{0,20}window\.\w{1,30}\s{0,20}=(?!=))?"
    return re.compile(rf"{re.escape(lead)}{name}{between}{_BEFORE_VALUE}{_STRING}")


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else {"n": " ", "r": " ", "t": " "}.get(escape[3], escape[3])


def _address(text: str) -> str:
    for value in _values(text, _ADDRESSES):
        if value.startswith(("http:", "https:")):
            return value
    return ""


def _time(text: str) -> str:
    """The moment of publication, in China's time."""
    for value in _values(text, _TIMES):
        if _SECONDS.match(value):
            moment = datetime.fromtimestamp(int(value), UTC).astimezone(_BEIJING)
            return moment.isoformat(timespec="seconds")
        if match := _DAY.match(value):
            return match[0]
    return ""
