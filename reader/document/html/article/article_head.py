"""The head of an article: its heading, and what stands between that and the text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.article.set_aside import ASIDE
from reader.document.html.measures import attribute, key, letters, linked, names, own
from reader.document.html.neighbours import around_all, is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_BETWEEN = 5_000
"""Elements of an article before its text that are looked at."""
_MOST_HEAD = 4
"""Sentences and pictures between a heading and the text; more are something else."""
_SENTENCE = 30
_LONGEST_LEAD = 1_500
_LEAD = re.compile(
    r"(?:[\w-]*[-_])?(?:lead|lede|intro(?:duction)?|teaser|standfirst|dek|chapo|excerpt|summary"
    r"|abstract|vorspann|anreisser|bajada|copete|sub-?(?:title|head(?:line|ing)?))"
    r"(?:[-_]{1,2}\w+){0,3}",
    re.IGNORECASE,
)
"""Names of the first lines of an article, which stand under its heading."""
_BLOCKS = "p, div, ul, h1, h2, h3"
_HEADINGS = "h1, h2, h3"
_FEW_HEADINGS = 40
_SHORTEST_TITLE = 4
_LONG_TITLE = 20
_LEAST_SHARED = 10
"""Letters with which a heading and the title of the same article begin, if not all are the same."""


def page_title(body: LexborNode) -> str:
    """The letters of the page's title, with whatever its site adds to it; "" if it has none."""
    html = body.parent
    if html is None:
        return ""
    meta = html.css_first("meta[property='og:title']")
    title = attribute(meta, "content") if meta is not None else ""
    if not title:
        node = html.css_first("title")
        title = node.text(deep=True) if node is not None else ""
    return key(title[:1_000])


def title_heading(body: LexborNode, title: str) -> LexborNode | None:
    """The first heading that the page's title begins with; a site's name may follow it there.

    Of a page without a title it is the only `<h1>`.
    """
    if not title:
        first = body.css("h1")
        return first[0] if len(first) == 1 else None
    for node in body.css(_HEADINGS)[:_FEW_HEADINGS]:
        text = key(node.text(deep=True)[:1_000])
        if len(text) >= _SHORTEST_TITLE and title.startswith(text):
            return node
        if _LONG_TITLE <= len(title) <= len(text) and title in text:
            return node  # behind a kicker
        unlike = (
            at for at, (one, other) in enumerate(zip(text, title, strict=False)) if one != other
        )
        shared = next(unlike, min(len(text), len(title)))
        if shared >= _LEAST_SHARED and 2 * shared >= len(text):
            return node
    for node in body.css("h1, h2[itemprop=headline]")[:_FEW_HEADINGS]:
        text = key(node.text(deep=True)[:1_000])
        is_named = attribute(node, "itemprop") == "headline"
        # Before it stands a kicker; the name of a site is shorter.
        is_long = is_named or 2 * len(text) >= len(title)
        if is_long and len(text) >= _LEAST_SHARED and title.endswith(text):
            return node
    return None


def with_head(found: LexborNode, heading: LexborNode | None) -> LexborNode:
    """The article's text, behind what stands between its heading and it.

    That is its first lines, set larger, and its first picture with a caption.
    """
    first = found.first_child
    if heading is None or first is None or is_within(heading, found):
        return found
    for part in _between(heading, found):
        # Inserting copies (selectolax 0.4).
        first.insert_before(part)
        part.decompose()
    return found


def _between(heading: LexborNode, found: LexborNode) -> list[LexborNode]:
    """Sentences and pictures with captions that stand between two elements of an article."""
    around = around_all([heading, found])
    parts: list[LexborNode] = []
    is_behind = False
    for node in islice(around.traverse(), _MOST_BETWEEN):
        if node.mem_id == found.mem_id:
            return parts if len(parts) <= _MOST_HEAD else []
        is_behind = is_behind or node.mem_id == heading.mem_id
        if is_behind and is_of_head(node) and not _is_in_chrome(node, around, parts):
            parts.append(node)
    return []


def is_of_head(node: LexborNode) -> bool:
    """Whether it is a sentence, or one that is named so, or a picture with a caption."""
    text: LexborNode | None = node
    if node.tag == "figure":
        text = node.css_first("figcaption")
    elif node.tag in ("div", "h2", "h3", "span"):
        # A selector finds the element itself too (selectolax).
        is_around = any(inner.mem_id != node.mem_id for inner in node.css(_BLOCKS)[:2])
        if is_around or not any(map(_is_lead, names(node))):
            return False
    elif node.tag != "p" or node.css_first("time, [itemprop=author], [rel=author]") is not None:
        return False
    if text is None:
        return False
    return _SENTENCE <= own(text) <= _LONGEST_LEAD and 2 * linked(text) <= letters(text)


@lru_cache(maxsize=4_000)
def _is_lead(name: str) -> bool:
    return _LEAD.fullmatch(name) is not None


def _is_in_chrome(node: LexborNode, around: LexborNode, parts: list[LexborNode]) -> bool:
    """Whether it stands in what is no text, or in a part that is known."""
    known = {part.mem_id for part in parts}
    for outer in neighbours.ancestors(node):
        if outer.mem_id == around.mem_id:
            break
        if outer.tag in ("nav", "aside", "form", "footer", "figure") or outer.mem_id in known:
            return True
        if ASIDE in outer.attributes:
            return True
    return False
