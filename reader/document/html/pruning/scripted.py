"""Text that a page holds for a script, which puts it in its place when the page is shown.

WeChat's shares of a text, of pictures, and of another article are such: the element of the article
holds the account's name, the text is the value of `content_noencode`, the pictures are listed in
`picture_page_info_list`. Steam's announcements are BBCode in an attribute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html.measures import letters
from reader.document.html.pruning import bbcode
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_KEY = "content_noencode"
# A string ends at its quotation mark, of which the next key has one: all are linear together.
_STRING = r"(?:\w{1,20}\(\s{0,20})?'((?:[^'\\\n]++|\\.)*+)'"
# What must not stand before the key is looked for behind it: `re` leaps from one key to the next.
_TEXT = re.compile(rf"{_KEY}(?<!\w{_KEY})\s{{0,20}}:\s{{0,20}}{_STRING}")
_PICTURES = "picture_page_info_list"
_PICTURE = re.compile(
    r"[\[,]\s{0,200}\{\s{0,200}(?:(?:width|height)\s{0,9}:[^\n]{0,60}\n\s{0,200}){0,2}"
    rf"cdn_url\s{{0,9}}:\s{{0,9}}{_STRING}"
)
_PICTURES_WITHIN = 400_000
_MOST_PICTURES = 100
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_CONTROLS = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>")
_BLOCK = re.compile(r"(?i)<(?:p|div|section|br|table|ul|ol|h[1-6]|blockquote)[\s>/]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*+\n")
_ID = "js_content"
_FULL = 400
"""Letters in its place by which a page shows its text itself."""


def fill(tree: LexborHTMLParser, html: str, parse: Callable[[str], LexborHTMLParser]) -> None:
    """Put the text in its place, before what stands there, if that is not half of it."""
    body = tree.body
    if body is None:
        return
    if bbcode.STORE in html and (told := bbcode.announcements(body)):
        _put_first(body, parse(f"<article>{told}</article>").css_first("article"))
    if _KEY in html:
        _fill_shared(body, html, parse)


def _fill_shared(body: LexborNode, html: str, parse: Callable[[str], LexborHTMLParser]) -> None:
    place = body.css_first(f"#{_ID}")
    shown = letters(place) if place is not None else 0
    if shown >= _FULL:
        return
    text = max((_decoded(found[1]) for found in _TEXT.finditer(html)), key=len, default="")
    if visible_length(_TAG.sub("", text)) <= 2 * shown:
        text = ""
    pictures = _pictures(html) if place is None else []
    article = parse(f'<div id="{_ID}" class="rich_media_content"></div>').css_first(f"#{_ID}")
    filling = parse(f"<body>{_with_blocks(text)}{''.join(pictures)}").body
    if article is None or filling is None or not (text or pictures):
        return
    for child in filling.iter(include_text=True):
        article.insert_child(child)
    if place is not None:
        place.attrs["id"] = f"{_ID}_shell"
        place.insert_before(article)
    else:
        _put_first(body, article)


def _put_first(body: LexborNode, article: LexborNode | None) -> None:
    first = body.first_child
    if article is None:
        return
    if first is None:
        body.insert_child(article)
    else:
        first.insert_before(article)


def _with_blocks(text: str) -> str:
    """The text, if it has lines alone, with an element for each paragraph."""
    if _BLOCK.search(text):
        return text
    parts = (part.strip().replace("\n", "<br>") for part in _PARAGRAPH.split(text))
    return "".join(f"<p>{part}</p>" for part in parts if part)


def _pictures(html: str) -> list[str]:
    """Each picture once, as HTML."""
    start = html.find(f"{_PICTURES}:")
    if start < 0:
        start = html.find(_PICTURES)
    found: dict[str, None] = {}
    if start >= 0:
        for match in _PICTURE.finditer(html, start, start + _PICTURES_WITHIN):
            address = _decoded(match[1])
            if address.startswith("http") and '"' not in address:
                found[f'<p><img src="{address}"></p>'] = None
    return list(found)[:_MOST_PICTURES]


def _decoded(string: str) -> str:
    """What a string of JavaScript stands for."""

    def character(match: re.Match[str]) -> str:
        if match[3] is not None:
            return _CONTROLS.get(match[3], match[3])
        return chr(int(match[1] or match[2], 16))

    text = _ESCAPE.sub(character, string)
    # Two halves of one character, each an escape, are joined.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
