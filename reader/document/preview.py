"""Excerpts of a long body, read by themselves and shown while the rest is being read.

An excerpt is a stand-in: its blocks look like those of the whole, but may differ from them (a list
may go on after it, a definition may stand elsewhere). The whole replaces it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from reader.document.html_tags import EXCERPT_STARTS, alternation
from reader.document.model import Block, ContainerKind, Document, join

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote
    from reader.document.body_kind import BodyKind

SHORT = 8_000
"""Characters of a body that is read as quickly as an excerpt of it."""
_BLOCKS = 80
"""Blocks that fill any screen, however short they are."""
NEAR = 1_500
"""Characters from the beginning that `head` has on its first screen."""
_TEXT = 3_000
"""Characters of text that fill any screen."""
_SAMPLE = 8_000
_LAST_CUT = 400_000
_PATIENCE = 0.3
"""Seconds after which no larger part is tried."""
_LARGE_FEED = 1_000_000
_PAGE = 300_000
_LARGE_PAGE = 4_000_000
"""Characters beyond which an excerpt of a page may hold what stands around its article."""
_SEARCHED = 3_000
"""Characters in which a good place to cut is looked for."""
_MOST_DEFINITIONS = 20_000
_PIECE = 8
"""Characters of a quote that hardly occur elsewhere."""

_BLANK = re.compile(r"\n[ \t]*\n")
_SENTENCE = re.compile(r"[。！？\n]|[.!?] ")
_BLOCK_TAG = re.compile(rf"<(?:{alternation(EXCERPT_STARTS)})\b", re.IGNORECASE)
_UNSEEN = re.compile(r"<[^<>]*>|\]\([^()\s]*")
"""Tags and addresses between the words."""
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n]{1,200})\]:[ \t]*\S[^\n]{0,2000}$", re.MULTILINE)
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})(?=\])")
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})[^\n`]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some successive blocks of a document; places in it count from its own first block."""

    document: Document
    before: int
    """Characters of text before it in the whole, estimated."""
    after: int
    """Characters of text after it, estimated."""


def head(body: str, kind: BodyKind, *, title: str = "") -> Excerpt | None:
    """The beginning; None if the body is short, or can only be read as a whole."""
    return _cut(body, kind, title, 0)


def tail(body: str, kind: BodyKind, *, title: str = "") -> Excerpt | None:
    """The end; None as for `head`."""
    return _cut(body, kind, title, -1)


def around(body: str, kind: BodyKind, offset: int, *, title: str = "") -> Excerpt | None:
    """The text around character `offset` of the body; None as for `head`."""
    return _cut(body, kind, title, max(0, offset - _TEXT // 2))


def offset_of(body: str, quote: Quote) -> int:
    """The likely offset of quoted words in a body with its marks and tags; -1 if none.

    The words need not be there as a whole, for a mark or a line end may be among them.
    """
    words = quote.prefix + quote.exact + quote.suffix
    pieces = [
        words,
        quote.exact,
        *(words[at : at + _PIECE] for at in range(0, len(words), _PIECE // 2)),
    ]
    for piece in pieces:
        offset = body.find(piece) if len(piece) >= _PIECE else -1
        if offset >= 0:
            return offset
    return -1


def _cut(body: str, kind: BodyKind, title: str, start: int) -> Excerpt | None:
    """Read about a screenful from `start` on, -1 for the end."""
    # Late: conversion needs selectolax and html2text.
    from reader.document import conversion
    from reader.document.body_kind import MARKUPS, BodyKind
    from reader.document.html import bounds
    from reader.document.html.article import main_content

    if len(body) <= SHORT:
        return None
    if kind is BodyKind.FEED or kind in MARKUPS:
        return _plain(body, kind, start) if len(body) > _LARGE_FEED else None
    markup = kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.BOOK)
    if (markup or kind is BodyKind.MIXED) and bounds.is_broken(body):
        return _plain(body, kind, start)
    unread = 0
    if kind is BodyKind.HTML_DOCUMENT:
        # The mark of the article stands before it: its beginning needs no more of a large page.
        unread = max(0, len(body) - _PAGE) if not start else 0
        if len(body) - unread <= _LARGE_PAGE:
            body = main_content.main_content(body[: len(body) - unread])
        kind = BodyKind.HTML
    size = _first_cut(body, start)
    began = monotonic()
    while True:
        begin, end = _range(body, start, size, markup=markup)
        part = body[begin:end]
        if not markup:
            part = _in_context(body, begin, part)
        try:
            document = join(conversion.stream_here(part, kind, title=title if not begin else ""))
        except Exception:  # noqa: BLE001 - what fails here is told of when the whole is read
            return None
        blocks = document.blocks if end == len(body) else _settled(document.blocks)
        length = _length(blocks)
        if length >= _TEXT or len(blocks) >= _BLOCKS:
            break
        if size >= _LAST_CUT or (begin, end) == (0, len(body)) or monotonic() - began > _PATIENCE:
            break
        found = _length(document.blocks)
        size = min(4 * size, max(size * 5 // 4, size * _TEXT * 6 // (5 * found + 1)))
    share = length / max(1, end - begin)
    anchors = {name: at for name, at in document.anchors.items() if at < len(blocks)}
    document = Document(blocks, anchors)
    return Excerpt(document, round(begin * share), round((len(body) - end + unread) * share))


def _plain(body: str, kind: BodyKind, start: int) -> Excerpt:
    """The bare text of a body that takes long to read; it is there at once."""
    from reader.document import conversion

    begin = max(0, start if start >= 0 else len(body) - _SAMPLE)
    part = body[begin : begin + _SAMPLE]
    return Excerpt(Document(conversion.plain(part, kind)), begin, len(body) - begin - len(part))


def _first_cut(body: str, start: int) -> int:
    """Characters that fill a screen, estimated from the marks, tags and blank lines there."""
    low = start if start >= 0 else max(0, len(body) - _SAMPLE)
    sample = body[low : low + _SAMPLE]
    text = max(1, len(_UNSEEN.sub("", sample)))
    blocks = sample.count("\n\n") + 1
    enough = max(_TEXT, min(_TEXT * len(sample) // text, _BLOCKS * len(sample) // blocks))
    return min(_LAST_CUT, enough + enough // 6)


def _range(body: str, start: int, size: int, *, markup: bool) -> tuple[int, int]:
    if start < 0:
        return _boundary(body, max(0, len(body) - size), markup=markup), len(body)
    begin = _boundary(body, start, markup=markup)
    end = begin + size
    return begin, _boundary(body, end, markup=markup) if end < len(body) else len(body)


def _boundary(body: str, at: int, *, markup: bool) -> int:
    """The last offset up to `at` between two blocks, else between sentences, else `at` or near."""
    if not at:
        return 0
    low = max(0, at - _SEARCHED)
    if markup:
        tags = [match.start() for match in _BLOCK_TAG.finditer(body, low, at)]
        return tags[-1] if tags else max(body.rfind("<", low, at), low)
    for pattern in (_BLANK, _SENTENCE):
        ends = [match.end() for match in pattern.finditer(body, low, at)]
        if ends:
            return ends[-1]
    return at


def _in_context(body: str, begin: int, part: str) -> str:
    """A part of Markdown with the fence that it is within, and the definitions that it uses.

    Labels with brackets in them are not looked up: they are rare, and the whole has them.
    """
    fence = ""
    for match in _FENCE.finditer(body, 0, begin):
        if not fence:
            fence = match[1]
        elif match[1].startswith(fence):
            fence = ""
    definitions = _definitions(body, begin, part) if "]:" in body else []
    lines = [fence] if fence else []
    return "\n\n".join(("\n".join((*lines, part)), *definitions))


def _definitions(body: str, begin: int, part: str) -> list[str]:
    """The definitions that the part uses and that stand outside of it."""
    used = set(_LABEL.findall(part))
    inside = range(begin, begin + len(part))
    found: list[str] = []
    size = 0
    for match in _DEFINITION.finditer(body) if used else ():
        if match[1] in used and match.start() not in inside:
            found.append(match[0])
            size += len(match[0])
            if size > _MOST_DEFINITIONS:
                break
    return found


def _settled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Drop the last block, which may go on after the cut, unless the screen needs it."""
    blocks = _without_notes(blocks)
    if len(blocks) > 1 and (_length(blocks[:-1]) >= _TEXT or _length(blocks) < _TEXT):
        return blocks[:-1]
    return blocks


def _length(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text) for block in blocks)


def _without_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Drop the notes, which stand at the end of the whole, not of the excerpt."""
    end = len(blocks)
    while end and any(c.kind is ContainerKind.FOOTNOTE for c in blocks[end - 1].containers):
        end -= 1
    return blocks[:end]
