"""Removes the rows between an article's heading and its first paragraph that say who and when.

The card above the article shows them. Such a row is made of dates, times, and labels, and of names
where a class or a link says that they are an author's; a standfirst, which is text, stays.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, letters, names, prose
from reader.document.html.neighbours import is_within
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ROWS = frozenset(("div", "p", "span", "ul", "ol", "li", "section", "address", "time", "header",
                   "a", "small", "dl", "h4", "h5", "h6"))  # fmt: skip
_INLINE = frozenset(("span", "a", "small", "time", "b", "strong", "em", "i", "-text"))
_SEPARATORS = " \t\n\r\f\xa0·•|,/–—-"
_MOST_BESIDE = 40
_MOST_READ = 20_000_000
"""Characters of all the elements that are looked at."""
_KEPT = "h1, h2, h3, table, pre, figure, blockquote, iframe, video, audio, math, input"
_LONGEST = 160
"""Letters of a row."""
_LONGEST_TEXT = 1_000
_PROLOGUE = 300
"""Nodes that are looked at before the first paragraph."""
_NAMED = re.compile(
    r"(?:[\w-]*[-_])?(?:by-?lines?|authors?|dates?|datetime|time-?stamp|meta|post(?:ed)?-on"
    r"|publish(?:ed|-date)?|posted|dateline|article-?info|post-?info|entry-?info"
    r"|contributors?|writers?)(?:[-_]{1,2}\w+){0,3}",
    re.IGNORECASE,
)
_AUTHOR_LINK = re.compile(
    r"(?:/|\?)(?:authors?|writers?|people|person|staff|by|user|users|profile|contributors?)[/=]"
    r"|/@[\w.-]{1,60}/?$",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|\d{1,4}(?:[./:-]\d{1,4}){1,3}(?:[TtZz+-][\d:.+Zz-]*+)?"
    r"|\d{1,6}(?:st|nd|rd|th)?(?![^\W_])|[^\W\d_][^\W_'’.-]*+(?:['’.-][^\W_]++)*+\.?|\S",
)
_DATE = re.compile(r"\d{4}年.*|\d{1,2}月.*|\d{1,4}[./-]\d{1,2}[./-]\d.*")
_MONTHS = _words(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz april mai juni juli"
    " oktober dezember janvier février mars avril juin juillet août septembre octobre novembre"
    " décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre"
)
_UNITS = _words(
    "sec secs second seconds min mins minute minutes hour hours hr hrs day days week weeks month"
    " months year years 分钟 小时"
)
_TELLING_TIME = _words("ago read reading 分钟前 小时前 天前")
_LABELS = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri"
    " sat sun am pm a.m p.m et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest jst"
    " by written posted published publish updated last modified created edited on at in"
    " the of and from date time time: um uhr von le del de der den par por vom"
    " 作者 来源 發佈 发布 发布于 发表 发表于 更新 更新于 时间 日期 编辑 原创 上午 下午"
    " 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日"
)
_LOWER_IN_NAMES = frozenset(("van", "von", "de", "der", "den", "da", "di", "du", "la", "le", "el",
                             "al", "bin", "dos", "and", "und", "et", "y", "e", "with"))  # fmt: skip
_OTHERS = _words(
    "photo photos photograph photographs photography illustration illustrations illustrated"
    " picture image video translated translation translator getty courtesy reviewed podcast"
    " university institute department college school laboratory 译 翻译 译者 摄影 图 图片 绘"
)
"""Words of a row that says what the card does not."""
_BEFORE = 400
"""Letters that may stay before the last row."""
_MOST_IN_NAME = 12
_OF_SENTENCES = frozenset('!?。！？;；“”"')
_CASED = re.compile(r"[A-ZÀ-ÞĀ-Ž][^\W\d_]*")
_HAN = re.compile("[\u3400-\u9fff]{2,5}")


def remove(root: LexborNode) -> None:
    """Remove them; what stands before the first paragraph or second heading alone is looked at."""
    paragraph = next(filter(prose, root.css("p")), None)
    if paragraph is None:
        return
    gone: list[LexborNode] = []
    texts = _Texts()
    stays = 0
    for count, node in enumerate(root.traverse(include_text=True)):
        if node.mem_id == paragraph.mem_id or node.tag == "h2" or count > _PROLOGUE:
            break
        if node.mem_id == root.mem_id or (gone and is_within(node, gone[-1])):
            continue
        if node.tag == "-text":
            stays += visible_length(node.text_content or "")
        elif node.tag in _ROWS and not _is_in_line(node, texts) and _is_byline(node, texts):
            gone.append(node)
        if stays > _BEFORE or texts.left < 0:
            break
    for node in reversed(gone):
        node.decompose()


class _Texts:
    """Texts of elements: of those within each other, not more than a page has many times over."""

    def __init__(self) -> None:
        self.left = _MOST_READ
        self._in_line: dict[int, frozenset[int]] = {}

    def of(self, node: LexborNode) -> str:
        if self.left < 0:
            return ""
        text = node.text(deep=True, separator=" ")
        self.left -= len(text)
        return text

    def in_line(self, parent: LexborNode) -> frozenset[int]:
        """Which of its children are text or stand in lines, and say something."""
        if parent.mem_id not in self._in_line:
            children = islice(parent.iter(include_text=True), _MOST_BESIDE)
            self._in_line[parent.mem_id] = frozenset(
                child.mem_id
                for child in children
                if child.tag in _INLINE and self.of(child).strip(_SEPARATORS)
            )
        return self._in_line[parent.mem_id]


def _is_in_line(node: LexborNode, texts: _Texts) -> bool:
    """Whether it is a part of a line of which other parts would stay."""
    if node.tag not in _INLINE or node.parent is None:
        return False
    return bool(texts.in_line(node.parent) - {node.mem_id})


def _is_byline(node: LexborNode, texts: _Texts) -> bool:
    text = " ".join(texts.of(node)[:_LONGEST_TEXT].split())
    if not text or len(text) > _LONGEST or node.css_first(_KEPT) is not None:
        return False
    says = _says(text)
    if says is None:
        return False
    named = _is_named(node)
    if node.tag == "p" and not named and not _has_time(node) and _is_among_paragraphs(node):
        return False
    dated, rest = says
    return (dated and not rest) or (bool(rest) and named and _is_name(rest))


@lru_cache(maxsize=500)
def _says(text: str) -> tuple[bool, tuple[str, ...]] | None:
    """Whether a date or a time is in it, and the words that are none; None if it is a sentence."""
    words = [(found, found.casefold().rstrip(".")) for found in _TOKEN.findall(text)]
    has_number = any(found[0].isdigit() for found, _ in words)
    dated = False
    rest: list[str] = []
    for found, word in words:
        if word in _OTHERS or found[0] in _OF_SENTENCES or len(rest) > _MOST_IN_NAME:
            return None
        if has_number and (word in _MONTHS or word in _TELLING_TIME or _DATE.match(found)):
            dated = True
        elif found[0].isdigit() or word in _UNITS or not found[0].isalpha():
            continue
        elif word not in _LABELS or (word in _LOWER_IN_NAMES and rest):
            rest.append(found)
    return dated, tuple(rest)


def _is_name(words: tuple[str, ...]) -> bool:
    return all(
        _CASED.match(word) or _HAN.fullmatch(word) or word.casefold() in _LOWER_IN_NAMES
        for word in words
    )


def _is_named(node: LexborNode) -> bool:
    """Whether it says that it holds an author or a date, or what is in it does."""
    if node.tag in ("address", "time") or attribute(node, "rel") == "author":
        return True
    if any(_NAMED.fullmatch(name) for name in names(node)):
        return True
    if "author" in attribute(node, "itemprop"):
        return True
    for link in node.css("a[href]"):
        if "author" in attribute(link, "rel") or _AUTHOR_LINK.search(attribute(link, "href")):
            return True
    inner = node.css_first("[class*=byline i], [class*=author i], [itemprop*=author]")
    return inner is not None and 2 * letters(inner) >= letters(node) - 30


def _has_time(node: LexborNode) -> bool:
    return node.css_first("time") is not None


def _is_among_paragraphs(node: LexborNode) -> bool:
    """Whether a paragraph without a name stands beside those of the text: a diary's date."""
    around = node.parent
    if around is None or names(node):
        return False
    return any(child.tag == "p" and prose(child) for child in around.iter())
