"""Descriptions of pictures, where they say something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.html.clean import attribute, image_source
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}(?:>|$)")
PICTURE_FILE = re.compile(r"(?i)\.(?:png|jpe?g|gif|webp|avif)(?:$|\?)")
_EXTENSION = re.compile(r"\.[A-Za-z]{3,4}$")
_MADE_BY_MACHINE = re.compile(r"[\d_]|\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE)
_LONG = 20
"""Letters from which a text may be a cut-off copy of a longer one that begins with it."""
_FURTHEST = 3
"""Elements around a picture that are left in search of the text after it."""


def alternative(node: LexborNode, source: str) -> str:
    """The alternative text, else the title; "" if it is a file name or repeats the next text."""
    text = attribute(node, "alt") or attribute(node, "title")
    if "<" in text or "&lt;" in text:
        text = _MARKUP.sub(" ", unescape(text))
    text = " ".join(text.split())
    if not text or _is_file_name(text, source) or _is_repeated(_key(text), node):
        return ""
    return text


def remove_empty_links(root: LexborNode) -> None:
    """Remove links around nothing to a picture that stands elsewhere in the text.

    Editors leave them where a picture was moved; a link to any other picture is all that is left of
    it.
    """
    links = root.css("a[href]:empty")
    empty = [link for link in links if PICTURE_FILE.search(attribute(link, "href"))]
    if not empty:
        return
    shown = {_file_name(image_source(image)) for image in root.css("img")}
    for link in empty:
        if _file_name(attribute(link, "href")) in shown:
            link.decompose()


def _file_name(source: str) -> str:
    return unquote(source.split("?")[0].split("#")[0].rsplit("/", 1)[-1])


def _is_file_name(text: str, source: str) -> bool:
    if " " in text or not _MADE_BY_MACHINE.search(text):
        return False
    name = _file_name(source)
    return _key(_EXTENSION.sub("", text)) in (_key(_EXTENSION.sub("", name)), _key(name))


def _is_repeated(key: str, node: LexborNode) -> bool:
    """Whether the next text, a caption or the title of a teaser, starts with the same words."""
    if not key:
        return False
    here: LexborNode | None = node
    for _ in range(_FURTHEST):
        following = here.next if here is not None else None
        while following is not None and following.tag == "-text":
            if (following.text_content or "").strip():
                return False
            following = following.next
        if following is not None:
            behind = _key(following.text(deep=True)[:1_000])
            return behind == key or (len(key) >= _LONG and behind.startswith(key))
        here = here.parent if here is not None else None
        if here is None or here.tag in ("td", "th", "li", "body"):
            return False
    return False


def _key(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
