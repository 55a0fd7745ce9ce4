"""Announcements of Steam's shop, which a page holds as BBCode in an attribute.

Tags after https://steamcommunity.com/comment/Announcement/formattinghelp.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

STORE = "data-partnereventstore"
_LONGEST = 2_000_000
_MOST = 20
"""Announcements of one page."""
_SHOWN = 200
"""Letters by which a page shows its announcements itself."""
_TAG = re.compile(r"\[(/?)([a-zA-Z][a-zA-Z0-9]{0,20}|\*)(?:(?:=|\s)([^\[\]\n]{0,2000}))?\]")
_ELEMENTS = {
    "p": "p", "h1": "h2", "h2": "h3", "h3": "h4", "b": "b", "i": "i", "u": "u", "strike": "s",
    "list": "ul", "olist": "ol", "*": "li", "quote": "blockquote", "code": "pre", "table": "table",
    "tr": "tr", "th": "th", "td": "td",
}  # fmt: skip
_SOURCE = re.compile(r"(?:src=)?[\"']?(https?://[^\s\"'<>]{1,2000})")
_PARAGRAPH = re.compile(r"\n[ \t\r]*+\n")


def announcements(root: LexborNode) -> str:
    """HTML of the announcements that an attribute holds; "" if the page shows its text."""
    found = root.css_first(f"[{STORE}]")
    if found is None:
        return ""
    unseen = sum(map(letters, root.css("script, style, noscript, template")))
    if letters(root) - unseen >= _SHOWN:
        return ""
    return "".join(map(to_html, _bodies(attribute(found, STORE))))


def _bodies(stored: str) -> Iterator[str]:
    try:
        events = json.loads(stored) if len(stored) <= _LONGEST else None
    except (ValueError, RecursionError):
        return
    for event in events[:_MOST] if isinstance(events, list) else ():
        said = event.get("announcement_body") if isinstance(event, dict) else None
        body = said.get("body") if isinstance(said, dict) else None
        if isinstance(body, str):
            yield body


def to_html(text: str) -> str:
    """BBCode as HTML; tags that are not known go, blank lines part paragraphs."""
    shown = _TAG.sub(_element, escape(text, quote=False))
    return "".join(f"<p>{part}</p>" for part in _PARAGRAPH.split(shown) if part.strip())


def _element(tag: re.Match[str]) -> str:
    end, name, value = tag[1], tag[2].lower(), tag[3] or ""
    if name == "url":
        address = _SOURCE.match(value)
        return "</a>" if end else f'<a href="{address[1]}">' if address else "<a>"
    if name == "img":
        address = _SOURCE.match(value)
        return f'<img src="{address[1]}">' if address and not end else ""
    known = _ELEMENTS.get(name)
    return f"<{end}{known}>" if known else ""
