"""What stands around an article, or is another one, and is set aside to weigh its prose."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, is_linked, letters, linked, named, names, own
from reader.document.html.neighbours import is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LEAST = 100
"""Letters of prose that make an article beside comments and cards."""
_CARD = 600
"""Letters of prose up to which an article whose heading is a link is a card."""
_COMMENTS = re.compile(
    r"(?:[\w-]*[-_])?comments?(?:[-_]?(?:list|area|section|tree|thread|wrap(?:per)?|body|content"
    r"|item|container|box|text))?|disqus[\w-]*|(?:post|user)-?repl(?:y|ies)",
    re.IGNORECASE,
)
_COMMENT_PARTS = named(
    "div, section, ol, ul, li, article, aside, table, tr, td", "comment", "disqus", "repl"
)
ASIDE = "reader-aside"
"""The attribute by which elements that are not the article are remembered."""


def set_aside(body: LexborNode, heading: LexborNode | None) -> None:
    """Remember comments, and what surrounds an article in the narrow sense, unless it is all."""
    whole = own(body)
    outer = "nav, footer, aside, [role=complementary], [role=navigation], [role=contentinfo]"
    framing = [node for node in body.css(outer) if node.css_first("article, main") is None]
    found = [node for node in body.css(_COMMENT_PARTS) if any(map(_is_comments, names(node)))]
    found += [node for node in body.css("article") if _is_card(node)]
    marked: list[LexborNode] = []
    left = whole
    for node in (*framing, *found):
        if is_aside(node) or (heading is not None and is_within(heading, node)):
            continue
        size = own(node)
        for inner in node.css(f"[{ASIDE}]"):
            left += own(inner)
            del inner.attrs[ASIDE]
        node.attrs[ASIDE] = ""
        marked.append(node)
        left -= size
    if left < LEAST:
        # A page of comments or of cards: they are what it is about.
        kept = {node.mem_id for node in framing}
        for node in marked:
            if node.mem_id not in kept and ASIDE in node.attributes:
                del node.attrs[ASIDE]


@lru_cache(maxsize=4_000)
def _is_comments(name: str) -> bool:
    # Names repeat from element to element.
    return _COMMENTS.fullmatch(name) is not None


def _is_card(node: LexborNode) -> bool:
    """Whether it is short and leads to an article that stands elsewhere."""
    size = letters(node)
    if size > 3 * _CARD or size - linked(node) > _CARD:
        return False
    if is_linked(node):
        return True
    link = node.css_first("h1 a[href], h2 a[href], h3 a[href], h4 a[href], h5 a[href]")
    if link is None:
        link = node.css_first("a[href]")
        if link is None or link.css_first("h1, h2, h3, h4, h5, p") is None:
            return False
    return not attribute(link, "href").startswith("#")


def is_aside(node: LexborNode) -> bool:
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        if ASIDE in around.attributes:
            return True
        around = around.parent
    return False


def prose_of(node: LexborNode) -> int:
    """Letters outside of links, and of what has been set aside."""
    return own(node) - sum(map(own, node.css(f"[{ASIDE}]")))


def shown_of(node: LexborNode) -> int:
    """Letters, but for those of what has been set aside: for pages of nothing but links."""
    return letters(node) - sum(map(letters, node.css(f"[{ASIDE}]")))
