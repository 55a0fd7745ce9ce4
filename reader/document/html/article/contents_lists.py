"""Removes a page's list of its own headings, which the reader shows on a key of its own.

Only if each entry's words stand again in the heading that it leads to: no word is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.html import neighbours
from reader.document.html.measures import attribute, key, letters, linked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LISTS = "ul, ol"
_FEWEST = 4
_MOST_LISTS = 40
_MOST_ENTRIES = 400
_ALL_LINKS = 0.9
_HEADINGS = "h1[id], h2[id], h3[id], h4[id], h5[id], h6[id], :is(h1, h2, h3, h4, h5, h6) [id]"
_TITLE = re.compile(
    r"(?:table of )?contents|(?:in|on) this (?:page|article|post|guide)|toc|jump to"
    r"|本文(?:目录|大纲|内容)|文章目录|目录|目次|inhalt(?:sverzeichnis)?|sommaire|índice",
    re.IGNORECASE,
)
_TITLE_TAGS = frozenset(("p", "div", "span", "strong", "b", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_TITLE = 40


def remove(root: LexborNode) -> None:
    """Remove them, and the line "Contents" before each."""
    lists = [node for node in root.css(_LISTS)[:_MOST_LISTS] if node.css_first("a[href^='#']")]
    if not lists:
        return
    headings = _headings(root)
    if len(headings) < _FEWEST:
        return
    gone: list[LexborNode] = []
    for node in lists:
        if _is_contents(node, headings):
            title = _title(node)
            gone += (node,) if title is None else (title, node)
    # An inner list goes with the one around it, and from the inside out.
    for node in reversed(gone):
        node.decompose()


def _headings(root: LexborNode) -> dict[str, str]:
    """The letters of each heading by the name that a link to it has."""
    found: dict[str, str] = {}
    keys: dict[int, str] = {}
    for node in root.css(_HEADINGS)[:_MOST_ENTRIES]:
        heading: LexborNode | None = node
        while heading is not None and (heading.tag or "")[:1] != "h":
            heading = heading.parent
        if heading is not None and node.id:
            if heading.mem_id not in keys:
                keys[heading.mem_id] = key(heading.text(deep=True)[:1_000])
            found[node.id] = keys[heading.mem_id]
    return found


def _is_contents(node: LexborNode, headings: dict[str, str]) -> bool:
    links = node.css("a[href]")
    if not _FEWEST <= len(links) <= _MOST_ENTRIES:
        return False
    if any(not _leads_to(link, headings) for link in links):
        return False
    return linked(node) >= _ALL_LINKS * letters(node)


def _leads_to(link: LexborNode, headings: dict[str, str]) -> bool:
    name = attribute(link, "href").removeprefix("#")
    text = key(link.text(deep=True)[:1_000])
    heading = headings.get(name) or headings.get(unquote(name)) or ""
    # A number that a list or a style sets may stand before either.
    return bool(text) and bool(heading) and (heading.endswith(text) or text.endswith(heading))


def _title(node: LexborNode) -> LexborNode | None:
    before = neighbours.before(node)
    if before is None or before.tag not in _TITLE_TAGS:
        return None
    text = before.text(deep=True).strip(" \n\t:：")
    return before if len(text) <= _LONGEST_TITLE and _TITLE.fullmatch(text) else None
