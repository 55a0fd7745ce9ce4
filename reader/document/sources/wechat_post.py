"""Posts of WeChat accounts that are no articles: pictures with a text, and texts alone.

The server sends their text in a script, which a browser puts on the page. Pages that were saved as
they were sent have it nowhere else.
"""

from __future__ import annotations

import re
from html import escape
from itertools import islice
from typing import Final

from reader.text.references import unescape

_NAME: Final = "content_noencode"
_TYPE: Final = re.compile(r"item_show_type\s{0,5}[=:]\s{0,5}[\"'](?P<type>\d{1,3})[\"']")
_POSTS: Final = frozenset(("8", "10"))
"""The types of posts with pictures and of texts; others have their text on the page."""
_ON_PAGE: Final = re.compile(r"\sid=\"js_(?:image|text)_desc\"[^<>]{0,500}>\s{0,500}[^\s<]")
_TEXT: Final = re.compile(
    rf"{_NAME}\s{{0,5}}:\s{{0,5}}(?:JsDecode\()?'(?P<text>(?:[^'\\\n]|\\.){{1,200000}}+)'"
)
_PICTURES: Final = "window.picture_page_info_list"
_PICTURE: Final = re.compile(
    r"height:\s{0,5}'\d{1,6}'\s{0,5}\*\s{0,5}1,\s{0,80}cdn_url:\s{0,5}(?:JsDecode\()?"
    r"'(?P<address>https?:[^'\n]{1,2000})'"
)
_MOST_PICTURES: Final = 100
_LONGEST_LIST: Final = 500_000
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_BODY: Final = re.compile(r"<body(?:\s[^<>]{0,5000})?>", re.IGNORECASE)


def with_text(page: str) -> str:
    """The page with the post of its script at the beginning of its body, if it shows none.

    First the text, then the pictures.
    """
    if _NAME not in page:
        return page
    kind, text = _TYPE.search(page), _TEXT.search(page)
    if kind is None or text is None or kind["type"] not in _POSTS or _ON_PAGE.search(page):
        return page
    lines = _decoded(text["text"]).replace("\r", "").split("\n")
    shown = "".join(f"<p>{line}</p>" for line in lines if line.strip())
    body = _BODY.search(page)
    at = body.end() if body else 0
    return f'{page[:at]}<div id="js_content">{shown}{_pictures(page)}</div>{page[at:]}'


def _pictures(page: str) -> str:
    at = page.find(_PICTURES)
    found = _PICTURE.finditer(page, at, at + _LONGEST_LIST) if at >= 0 else iter(())
    addresses = (unescape(_decoded(each["address"])) for each in islice(found, _MOST_PICTURES))
    return "".join(f'<p><img src="{escape(address)}"></p>' for address in addresses)


def _decoded(literal: str) -> str:
    """What a string of JavaScript stands for."""
    return _ESCAPE.sub(_character, literal)


def _character(escaped: re.Match[str]) -> str:
    code = escaped[1] or escaped[2]
    return (
        chr(int(code, 16)) if code else {"n": "\n", "r": "", "t": " "}.get(escaped[3], escaped[3])
    )
