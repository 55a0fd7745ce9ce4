"""A document of a book as HTML: what XML writes otherwise, and what only books have.

All of it works on the text: a tree of each document would cost more than all that is left to do
before the first screen.
"""

from __future__ import annotations

import re
from typing import Final

from reader.library.containers.epub.xml_tree import without_cdata

_BODY: Final = re.compile(r"<(?:[\w.-]{1,30}:)?body(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BODY_END: Final = re.compile(r"</(?:[\w.-]{1,30}:)?body\s*>", re.IGNORECASE)
_HEAD_END: Final = re.compile(r"</(?:[\w.-]{1,30}:)?head\s*>", re.IGNORECASE)
_ATTRIBUTES: Final = r"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+"
TAG: Final = re.compile(rf"<([a-zA-Z][\w.:-]*+)({_ATTRIBUTES})>")
"""A start tag: its name, and its attributes with what ends it."""
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr")
)  # fmt: skip
_SELF_CLOSING: Final = re.compile(
    r"<([a-zA-Z][\w.:-]*+)((?:[^<>\"'/]++|\"[^\"<]*+\"|'[^'<]*+'|/(?!>))*+)/>"
)
_PREFIX: Final = re.compile(r"<(/?)(?:html|xhtml|h|x|svg|m|mml|math|mathml)[\d]?:(?=[a-zA-Z])")
_SVG: Final = re.compile(r"<svg(?=[\s/>])", re.IGNORECASE)
_SVG_END: Final = "</svg>"
_IMAGE: Final = re.compile(rf"<image(?=[\s/>])({_ATTRIBUTES})>", re.IGNORECASE)
_HREF: Final = re.compile(r"\s(?:xlink:)?href\s*=\s*(\"[^\"]*\"|'[^']*')")
_TAIL: Final = 8_192
"""Characters of the end in which the body ends."""


def body_of(document: str) -> str:
    """The content of the body, such that a parser of HTML reads the elements that XML means."""
    text = without(without_cdata(document), "<!--", "-->")
    start = _BODY.search(text) or _HEAD_END.search(text)
    begin = start.end() if start else 0
    ends = list(_BODY_END.finditer(text, max(begin, len(text) - _TAIL)))
    body = text[begin : ends[-1].start() if ends else len(text)]
    if ":" in body and _PREFIX.search(body):
        body = _PREFIX.sub(r"<\1", body)
    body = _SELF_CLOSING.sub(_closed, body)
    if "<epub:case" in body:  # the same again for programs without MathML
        body = without(body, "<epub:default", "</epub:default>")
    return _with_images(body) if "<image" in body else body


def body_tag(document: str) -> str:
    """The start tag of the body; empty if there is none."""
    found = _BODY.search(document)
    return found[0] if found else ""


def _closed(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    return tag[0] if name in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def without(text: str, opener: str, closer: str) -> str:
    """The text without what stands between these two, and them; one without its end stays."""
    if opener not in text:
        return text
    kept: list[str] = []
    at = 0
    while (start := text.find(opener, at)) >= 0 and (end := text.find(closer, start)) >= 0:
        kept.append(text[at:start])
        at = end + len(closer)
    return "".join((*kept, text[at:]))


def _with_images(body: str) -> str:
    """Pictures that are wrapped into drawings, as covers are, by themselves."""
    kept: list[str] = []
    at = 0
    for start in _SVG.finditer(body):
        if start.start() < at:
            continue
        end = body.find(_SVG_END, start.end())
        if end < 0:
            break
        drawing = body[start.start() : end]
        if "<text" not in drawing and "<path" not in drawing:
            images = (_img(image[1]) for image in _IMAGE.finditer(drawing))
            kept += (body[at : start.start()], *images)
            at = end + len(_SVG_END)
    return "".join((*kept, body[at:]))


def _img(attributes: str) -> str:
    href = _HREF.search(attributes)
    return f'<img src={href[1]} alt="">' if href else ""
