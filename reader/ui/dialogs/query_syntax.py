"""What a query may say, for the page of help: how it is written, what it means."""

from __future__ import annotations

from typing import Final

HEADING: Final = "What a search may say"
SYNTAX: Final = (
    ("word word", "all must occur"),
    ('"a phrase" 「短语」', "as it stands"),
    ("-word NOT word", "must not occur"),
    ("a OR b a | b 或", "one of them; (a OR b) c"),
    ("title: 标题:", "in the title"),
    ("author: 作者:", "by whom; by:"),
    ("source: 来源:", "from where; site: from:"),
    ("#tag tag: 标签:", "with the tag"),
    ("path: 路径: in:", "in the path"),
    ("lang: 语言:", "in that language: zh-Hans"),
    ("is: 是:", "unread, read, bookmarked, archived"),
    ("", "未读 已读 收藏"),
    ("has: 有:", "image, date, tag, author"),
    ("", "source, 图"),
    ("date: 日期:", "2021-06, 2021年3月, >2021"),
    ("", "2021..2022, 2021至2022"),
    ("", "today, last week, 7d"),
    ("", "上月, 最近三个月"),
    ("before: after:", "all before, all after"),
    ("since: until:", "from that on, up to that"),
    ('near:5(a b) "a b"~5', "5 words between at most"),
    ("regex:/colou?r/i", "a pattern, within a line"),
)


def syntax() -> list[tuple[str, str]]:
    """Each way of asking, with all that it means."""
    said: list[tuple[str, str]] = []
    for written, meaning in SYNTAX:
        if written:
            said.append((written, meaning))
        else:
            before, begun = said[-1]
            said[-1] = (before, f"{begun}; {meaning}")
    return said
