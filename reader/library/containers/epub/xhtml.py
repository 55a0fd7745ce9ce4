"""A document of a book as HTML: what XML writes otherwise, and what only books have.

All of it works on the text: a tree of each document would cost more than all that is left to do
before the first screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.library.containers.epub.xml_tree import without_cdata

_BODY: Final = re.compile(r"<(?:[\w.-]{1,30}:)?body(?=[\s/>])[^<>]*>", re.IGNORECASE)
_BODY_END: Final = re.compile(r"</(?:[\w.-]{1,30}:)?body\s*>", re.IGNORECASE)
_HEAD_END: Final = re.compile(r"</(?:[\w.-]{1,30}:)?head\s*>", re.IGNORECASE)
_ATTRIBUTES: Final = r"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+"
TAG: Final = re.compile(rf"<([a-zA-Z][\w.:-]*+)({_ATTRIBUTES})>")
"""A start tag: its name, and its attributes with what ends it."""
_REFERENCES: Final = ("id=", "href=", "src=", "name=", "type=", "ID=", "HREF=", "SRC=", "NAME=")
_SPACED: Final = (' = "', " = '")
_LONGEST_TAG: Final = 20_000
_VOID: Final = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_SELF_CLOSING: Final = re.compile(
    rf"<(?!(?:{_VOID})[\s/])([a-zA-Z][\w.:-]*+)((?:[^<>\"'/]++|\"[^\"<]*+\"|'[^'<]*+'|/(?!>))*+)/>"
)
_PREFIX: Final = re.compile(r"<(/?)(?:html|xhtml|h|x|svg|m|mml|math|mathml)[\d]?:(?=[a-zA-Z])")
_PAGE_MARK: Final = re.compile(
    r"<(span|div|a|p|b)(?=\s)([^<>]{0,500}?[Pp]age(?:break|-?[Nn]um|-?[Nn]o)[^<>]{0,500}+)>"
    r"([^<]{0,20}+)</\1>"
)
_NUMBER: Final = re.compile(
    r"\s*[\[({]?\s*(?:p(?:g|age)?\.?\s*)?[\divxlcdm]{1,7}\s*[\])}]?\s*", re.IGNORECASE
)
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
    body = _SELF_CLOSING.sub(r"<\1\2></\1>", body)
    if "<epub:case" in body:  # the same again for programs without MathML
        body = without(body, "<epub:default", "</epub:default>")
    if "page" in body:
        body = _PAGE_MARK.sub(_without_number, body)
    return _with_images(body) if "<image" in body else body


def body_tag(document: str) -> str:
    """The start tag of the body; empty if there is none."""
    found = _BODY.search(document)
    return found[0] if found else ""


def _without_number(mark: re.Match[str]) -> str:
    """The mark of a page of the printed book without its number, which parts words."""
    name, attributes, text = mark.groups()
    return f"<{name}{attributes}></{name}>" if _NUMBER.fullmatch(text) else mark[0]


def referring_tags(body: str) -> Iterator[re.Match[str]]:
    """The start tags with an attribute that says what they are, or what they need, in order.

    Found by these attributes: to look at each tag of a book takes several times as long.
    """
    starts: set[int] = set()
    spaced = _SPACED if any(each in body for each in _SPACED) else ()
    for reference in (*_REFERENCES, *spaced):
        at = body.find(reference)
        while at >= 0:
            starts.add(body.rfind("<", max(0, at - _LONGEST_TAG), at))
            at = body.find(reference, at + len(reference))
    end = 0
    for start in sorted(starts):
        tag = TAG.match(body, start) if start >= end else None
        if tag is not None:
            end = tag.end()
            yield tag


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
