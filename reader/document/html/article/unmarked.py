"""The article of a page that marks none: the innermost element with nearly all paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.article.article_head import (
    title_heading,
)
from reader.document.html.article.set_aside import is_aside, prose_of
from reader.document.html.measures import PARAGRAPH, own
from reader.document.html.neighbours import around_all, is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_PARAGRAPHS = 2_000
_FEW_PARAGRAPHS = 5
_TEXT = 1_500
"""Letters in paragraphs of a page whose text they tell."""
_NEARLY_ALL = 0.97
_OTHER_TEXT = "pre, table, blockquote, dl, ol, li:not(:has(*))"
_MOST_BESIDE = 0.05


def unmarked_article(body: LexborNode, title: str) -> LexborNode | None:
    """The innermost element with nearly all paragraphs of a page of many, and its heading."""
    found_paragraphs = body.css("p")
    if len(found_paragraphs) > _MOST_PARAGRAPHS:
        return None
    paragraphs = [
        (node, size)
        for node in found_paragraphs
        if (size := own(node)) >= PARAGRAPH and not is_aside(node)
    ]
    whole = sum(size for _, size in paragraphs)
    if len(paragraphs) < _FEW_PARAGRAPHS or whole < _TEXT or 2 * whole < prose_of(body):
        return None
    found = _innermost(paragraphs, body, _NEARLY_ALL * whole)
    if found is None:
        return None
    heading = title_heading(body, title)
    if heading is not None and not is_within(heading, found):
        found = around_all([heading, found])
    if found.tag in ("body", "html"):
        return None
    # Listings, tables and lists beside it may be as much of the text.
    others = [node for node in body.css(_OTHER_TEXT)[:_MOST_PARAGRAPHS] if own(node) >= PARAGRAPH]
    beside = sum(own(node) for node in others if not is_within(node, found))
    return found if beside <= _MOST_BESIDE * whole else None


def _innermost(
    paragraphs: list[tuple[LexborNode, int]], body: LexborNode, least: float
) -> LexborNode | None:
    """The innermost element below the body in which paragraphs are so long together."""
    weights: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node, size in paragraphs:
        for around in neighbours.ancestors(node):
            if around.mem_id == body.mem_id:
                break
            weights[around.mem_id] = weights.get(around.mem_id, 0) + size
            nodes[around.mem_id] = around
    able = [nodes[at] for at, weight in weights.items() if weight >= least]
    found = able[0] if able else None
    for node in able[1:]:
        if found is not None and is_within(node, found):
            found = node
    return found
