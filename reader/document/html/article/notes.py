"""Footnotes, endnotes and side notes that stand outside of the article that they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.html import neighbours
from reader.document.html.measures import attribute, letters, named, names
from reader.document.html.neighbours import is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NOTES = re.compile(
    r"(?:[\w-]*[-_])?(?:footnotes?|endnotes?|sidenotes?|marginnotes?|fussnoten?)"
    r"(?:[-_](?:list|section|area|container|wrapper|content|body))?",
    re.IGNORECASE,
)
_ROLES = frozenset(("doc-footnote", "doc-endnotes", "doc-endnote"))
_PARTS = named("div, section, aside, footer, ol, ul, dl", "note", role="doc-")
MARK = re.compile(
    r"[\[(［（〔【〖]?\s{0,2}(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivx]{1,5}|[①-⑳㉑-㉟㊱-㊿⑴-⒇❶-❿➀-➓※]"
    r"|[译譯原校编編]?[注註]\s?[\d一二三四五六七八九十①-⑳]{0,3})\s{0,2}[\])］）〕】〗]?"
)
_BLOCKS = frozenset(("li", "p", "div", "dd", "dt", "aside", "section", "td", "ol", "ul", "dl"))
_MOST_LINKS = 2_000
_LONGEST = 0.6
"""The share of the article's letters above which what a mark points to is no note."""
_LONGEST_NAMED = 2.0


def join(article: LexborNode, body: LexborNode) -> None:
    """Put notes that stand elsewhere on the page at the end of the article, in their order."""
    found = [node for node in body.css(_PARTS) if is_notes(node)]
    found += _targets(article, body)
    if not found:
        return
    whole = letters(article)
    ids = {node.mem_id for node in found}
    # All are looked at before any is moved: what is within one is no more then.
    outermost = {
        node.mem_id: node
        for node in found
        if not is_within(node, article) and not is_within(article, node)
        if not _is_inner(node, ids)
    }
    for node in outermost.values():
        most = (_LONGEST_NAMED if is_notes(node) else _LONGEST) * whole
        if 0 < letters(node) <= most:
            # Inserting copies (selectolax).
            article.insert_child(node)
            node.decompose()


def _is_inner(node: LexborNode, ids: set[int]) -> bool:
    return any(around.mem_id in ids for around in neighbours.ancestors(node))


def is_notes(node: LexborNode) -> bool:
    """Whether the element says that it holds notes."""
    return attribute(node, "role") in _ROLES or any(_NOTES.fullmatch(name) for name in names(node))


def _targets(article: LexborNode, body: LexborNode) -> list[LexborNode]:
    """The blocks outside of the article that its marks of notes point to."""
    wanted: set[str] = set()
    for link in article.css("a[href^='#']")[:_MOST_LINKS]:
        text = link.text(deep=True).strip()
        if len(text) <= 8 and MARK.fullmatch(text):
            name = attribute(link, "href")[1:]
            wanted |= {name, unquote(name)}
    wanted.discard("")
    if not wanted:
        return []
    found: list[LexborNode] = []
    for node in body.css("[id], a[name]"):
        name = node.id or (attribute(node, "name") if node.tag == "a" else "")
        if name in wanted and not is_within(node, article):
            wanted.discard(name)
            block: LexborNode | None = node
            while block is not None and block.tag not in _BLOCKS:
                block = block.parent
            if block is not None:
                found.append(_list_of(block))
    return found


def _list_of(item: LexborNode) -> LexborNode:
    parent = item.parent
    return parent if item.tag == "li" and parent is not None and parent.tag == "ol" else item
