"""The links of an article as one looks for one of them: what each is, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from reader.document.addresses import shown_address
from reader.document.hrefs import is_ordinary_address, note_of
from reader.document.links import Link, words_of
from reader.document.model import Document
from reader.services.reading.footnotes import is_way_back, said_of
from reader.text.safe import clean_line

AROUND = 60
"""Characters before and after a link's words that tell what it is about."""
_SENTENCE = re.compile(r"[。！？!?\n]|\.\s")


class ListedLink(NamedTuple):
    """A target, with the first of the links that lead there."""

    number: int
    """Index of that link."""
    times: int
    """Links that lead there."""


class LinkText(NamedTuple):
    """What a list says of a link; all of it is safe to show."""

    words: str
    target: str
    """Its address, file or note, or what the footnote says."""
    around: str
    """The text around it, its words in brackets."""


def listed(links: Sequence[Link]) -> list[ListedLink]:
    """Each target once, in reading order; ways back from footnotes are none."""
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    for number, link in enumerate(links):
        if not is_way_back(link):
            first.setdefault(link.href, number)
            times[link.href] = times.get(link.href, 0) + 1
    return [ListedLink(number, times[href]) for href, number in first.items()]


def text_of(document: Document, link: Link) -> LinkText:
    """What a list says of a link."""
    words = clean_line(words_of(document, link))
    return LinkText(words, target_of(document, link), around(document, link))


def target_of(document: Document, link: Link) -> str:
    """Where a link leads, in words: a note by what it says, a heading by its text."""
    if said := said_of(document, link):
        return said
    if named := note_of(link.href):
        return clean_line(" # ".join(filter(None, named)))
    if link.href.startswith("#"):
        block = document.anchors.get(link.href[1:])
        text = clean_line(document.blocks[block].text[: 2 * AROUND]) if block is not None else ""
        return f"# {text}" if text else clean_line(link.href)
    shown = shown_address(link.href)
    return shown if is_ordinary_address(shown) else clean_line(unquote(shown, errors="replace"))


def around(document: Document, link: Link) -> str:
    """The text with a link in brackets, `…` where it goes on; empty if the link is all of it."""
    text = document.blocks[link.block].text
    start, end = max(0, link.start - AROUND), min(len(text), link.end + AROUND)
    before, after = text[start : link.start], text[link.end : end]
    ends = list(_SENTENCE.finditer(before))
    if ends:
        before, start = before[ends[-1].end() :], 0
    stop = _SENTENCE.search(after)
    if stop is not None:
        after, end = after[: stop.end()], len(text)
    if not before.strip() and not after.strip():
        return ""
    words = text[link.start : link.end]
    if not (words.startswith("[") and words.endswith("]")):
        words = f"[{words}]"
    shown = f"{'…' * (start > 0)}{before}{words}{after}{'…' * (end < len(text))}"
    return clean_line(shown).strip()
