"""Names of fields and of their values, in English and in Chinese of both scripts."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Final


class QueryField(StrEnum):
    ANY = ""
    """Title, author, source, tags or text."""
    TITLE = "title"
    AUTHOR = "author"
    SOURCE = "source"
    TAG = "tag"
    PATH = "path"
    LANG = "lang"
    DATE = "date"
    IS = "is"
    HAS = "has"
    REGEX = "regex"
    """A pattern, within a line of the text or in the title."""
    NEAR = "near"
    """Words close to each other, within a line of the text or in the title."""


FLAGS: Final = frozenset({"unread", "read", "bookmarked", "archived"})
"""Values of `is:`; the owner's state, which the library does not know, answers them."""
FEATURES: Final = frozenset({"image", "date", "author", "source", "tag"})
"""Values of `has:`."""

NAMES: Final[dict[QueryField, tuple[str, ...]]] = {
    QueryField.TITLE: ("title", "标题", "標題"),
    QueryField.AUTHOR: ("author", "作者", "by"),
    QueryField.SOURCE: ("source", "来源", "來源", "出处", "出處", "site", "from"),
    QueryField.TAG: ("tag", "标签", "標籤", "標簽", "tags"),
    QueryField.PATH: ("path", "路径", "路徑", "in"),
    QueryField.LANG: ("lang", "语言", "語言", "language"),
    QueryField.DATE: ("date", "日期"),
    QueryField.IS: ("is", "是"),
    QueryField.HAS: ("has", "有"),
    QueryField.REGEX: ("regex", "正则", "正則"),
    QueryField.NEAR: ("near", "邻近", "鄰近"),
}
"""The names of each field, the one that is offered first, its Chinese twins next."""
_FIELDS: Final = {name: field for field, names in NAMES.items() for name in names}
_BOUNDS: Final = {
    "before": "<",
    "after": ">",
    "since": ">=",
    "until": "<=",
    "早于": "<",
    "早於": "<",
    "晚于": ">",
    "晚於": ">",
}
"""Names of dates on one side of a day, and the sign that says the same."""
_OF_SENTENCES: Final = frozenset({"by", "from", "in", "is", "has", "是", "有", "before", "after"})
"""Words that a sentence has before a colon and a space as well."""
_VALUES: Final = {
    QueryField.IS: {
        **{name: name for name in FLAGS},
        "未读": "unread",
        "未讀": "unread",
        "已读": "read",
        "已讀": "read",
        "收藏": "bookmarked",
        "书签": "bookmarked",
        "書籤": "bookmarked",
        "bookmark": "bookmarked",
        "归档": "archived",
        "歸檔": "archived",
        "archive": "archived",
    },
    QueryField.HAS: {
        **{name: name for name in FEATURES},
        "图": "image",
        "圖": "image",
        "图片": "image",
        "圖片": "image",
        "images": "image",
        "日期": "date",
        "作者": "author",
        "来源": "source",
        "來源": "source",
        "标签": "tag",
        "標籤": "tag",
        "tags": "tag",
    },
}


def plain(text: str) -> str:
    """The text as names are compared: in narrow and small letters."""
    return unicodedata.normalize("NFKC", text).lower()


def field_named(name: str, *, apart: bool = False) -> tuple[QueryField, str] | None:
    """The field, and what its value has in front; None if it is none.

    With `apart` the value stands behind a space, where fewer names are a field's.
    """
    name = plain(name)
    if apart and name in _OF_SENTENCES:
        return None
    if name in _BOUNDS:
        return QueryField.DATE, _BOUNDS[name]
    field = _FIELDS.get(name)
    return None if field is None else (field, "")


def choice_of(field: QueryField, value: str) -> str | None:
    """The flag or feature that a value of IS or HAS names."""
    return _VALUES[field].get(plain(value))


def begins_choice(field: QueryField, value: str) -> bool:
    """Whether a flag or feature begins so."""
    return any(name.startswith(plain(value)) for name in _VALUES[field])
