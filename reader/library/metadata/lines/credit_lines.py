"""Lines that say in words who wrote a text and when.

By Ann Reed, March 9, 2024
文 | 林深
发布于 2024-03-09 10:20
Ann Reed · March 9, 2024 · 5 min read
原创 林深 [码头周刊](javascript:void(0);) *2024-03-18 10:45*
"""

from __future__ import annotations

import re

from reader.library.metadata import dates
from reader.library.metadata.values import wiki_links

_LONGEST = 300
_MARKS = " *_"
_CREDIT = re.compile(
    r"^[ \t>*_]*(?:文|撰文|撰稿|采写|採寫|作者|本文作者|文字)[ \t]?[/／|｜丨][ \t]?"
    r"(?P<names>[^\s|｜丨,，。][^|｜丨,，。\n]{0,30}?)[ \t*_]*$"
)
_BY = re.compile(
    r"^[ \t>*_]*(?:(?:[Pp]osted|[Pp]ublished|[Ww]ritten|[Ww]ords|[Tt]ext) )?[Bb]y[ \t]+"
    r"(?P<names>[^\n|·•,]{2,60}?)(?:(?:[ \t]*[|·•,–—]|[ \t]+on)[ \t]*(?P<rest>[^\n]{0,80}))?"
    r"[ \t*_]*$"
)
_SAID_ON = re.compile(
    r"^[ \t>*_]*(?:(?:[Ff]irst )?[Pp]ublished|[Pp]osted)(?:[ \t]+on)?[ \t]+"
    r"(?P<date>[^\n]{0,30}\d{4}[^\n]{0,40}?)(?:[ \t]+by[ \t]+(?P<names>[^\n|·•,]{2,60}?))?[ \t*_]*$"
)
_CHINESE_SAID_ON = re.compile(
    r"^[ \t>*_]*(?:首次)?(?:发布于|發佈於|发表于|發表於|编辑于|編輯於)[ \t]*"
    r"(?P<date>\d{4}[^\n]{0,60})$"
)
_WECHAT = re.compile(
    r"^[ \t>*_]*(?P<sign>(?:原创|Original)[ \t:：]*)?(?:(?P<author>[\w.·\-]{1,30})[ \t]+)?"
    r"[^\[\]\n]{0,30}"
    r"\[(?P<source>[^\]\n]{1,60})\]\(javascript:[^()\n]{0,60}(?:\(\d*\)[^()\n]{0,20})?\)"
    r"[ \t*_]*(?P<date>\d{4}[-年/][^\n]{0,60})?"
)
"""The line of author, account and date below the title of a page of WeChat."""
_PARTS = re.compile(r"[ \t]*[·•|｜][ \t]*|[ \t\u3000]{2,}|\t")
_DAY = re.compile(
    r"[ \t>*_]*(?P<date>(?:"
    r"\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号號]?"
    r"(?: ?[(（]?(?:星期|周|週)?[一二三四五六日][)）]?)?"
    r"|(?:[^\W\d_]{3,12},? )?[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|(?:[^\W\d_]{3,12},? )?\d{1,2}(?:\.|st|nd|rd|th)? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?\d{4}"
    r")(?:[\sT,，]{0,3}(?:at |上午|下午|午前|午後)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"(?: ?[ap]\.?m\.?)?)?)[ \t*_]*",
    re.IGNORECASE,
)
"""A line, or a part of one, that is a day and nothing else."""
_LOWER = frozenset(("and", "&", "de", "von", "van", "der", "la"))
_MOST_NAMES = 6
_FIRST_HAN = "\u3400"


def read(line: str) -> dict[str, str]:
    """`author`, `source` and `date`, as far as the line says them; empty if it is none of these."""
    if len(line) > _LONGEST:
        return {}
    said: dict[str, str | None] = {}
    if (match := _WECHAT.match(line)) and (match["sign"] or match["date"]):
        said = {name: match[name] for name in ("author", "source", "date")}
        # Without the sign, what stands before the account may be `Follow us`.
        said["author"] = match["author"] if match["sign"] else ""
    elif match := _CREDIT.match(line := wiki_links.shown(line)):
        said = {"author": match["names"]}
    elif match := _CHINESE_SAID_ON.match(line):
        said = {"date": match["date"]}
    elif (match := _BY.match(line)) and _are_names(match["names"]):
        said = {"author": match["names"], "date": match["rest"]}
        if not any(map(str.isdigit, match["rest"] or "")):
            del said["date"]
    elif match := _SAID_ON.match(line):
        names = match["names"] or ""
        said = {"date": match["date"], "author": names if _are_names(names) else ""}
    else:
        said = {"date": _day(line)}
    return {field: bare for field, value in said.items() if (bare := (value or "").strip(_MARKS))}


def _day(line: str) -> str:
    for part in _PARTS.split(line):
        if (match := _DAY.fullmatch(part)) and dates.parse(match["date"]):
            return match["date"]
    return ""


def _are_names(words: str) -> bool:
    """Whether they can be the names in an author's line: Chinese, or several with capitals."""
    names = [word for word in words.strip(_MARKS).split() if word not in _LOWER]
    if names and names[0][0] >= _FIRST_HAN:
        return True
    return 1 < len(names) <= _MOST_NAMES and all(name[0].isupper() for name in names)
