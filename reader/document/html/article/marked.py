"""The article as its author marked it.

Which of several marked elements it is, their prose tells: letters outside of links, of comments
and of cards that lead to other articles. The one with the page's title as its heading goes before
a longer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.article.article_head import (
    title_heading,
    with_head,
)
from reader.document.html.article.set_aside import LEAST, is_aside, prose_of, set_aside, shown_of
from reader.document.html.measures import attribute, letters, linked
from reader.document.html.neighbours import are_siblings, around_all, is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKED = (
    "[itemprop=articleBody]",
    "article, [role=article]",
    "#js_content, #article-content, #article_content, #articleContent",
    "#content_views, #cnblogs_post_body, #artibody, #mp-editor, #endText",
    "#post-content, #mw-content-text, .ltx_page_content",
    ".post-content, .entry-content, .article-content, .article-body, .post-body, .markdown-body",
    ".rich_media_content, .articleDetailContent, .article-viewer, .Post-RichTextContainer",
    ".content-article, .post_body, .TRS_Editor",
    "main",
    "[role=main]",
    "#main-content, #content, #main, #article, .post, .article",
)
_POSTED = "[class*='feedPermalinkUnit-']"
"""The one post that a page of an app's feed is about (Substack)."""
_SHARE = 0.4
"""The least share of the body's prose in marked content that is the article."""
_PARTS_SHARE = 0.25
"""The least share of its prose in elements marked alike by which these are parts of the article."""
_TITLED_SHARE = 0.2
"""The least share of the longest one's prose in the one with the page's title as its heading."""
_MOST_CANDIDATES = 50
_SENTENCES = "p, li, blockquote"


@dataclass(frozen=True, slots=True)
class _Candidate:
    node: LexborNode
    prose: int
    titled: bool


def posted_article(body: LexborNode) -> LexborNode | None:
    """The post that a page of an app is about."""
    found = body.css(_POSTED)
    return found[0] if len(found) == 1 and letters(found[0]) else None


def marked_article(body: LexborNode, title: str) -> LexborNode | None:
    """The marked element with enough of the prose; the first lines above it are moved into it.

    `title` is what `page_title` gives. What is no part of the article is set aside.
    """
    heading = title_heading(body, title)
    set_aside(body, heading)
    weigh = prose_of if prose_of(body) >= LEAST else shown_of
    whole = weigh(body)
    for selector in _MARKED:
        candidates = [
            _Candidate(node, weigh(node), heading is not None and is_within(heading, node))
            for node in body.css(selector)[:_MOST_CANDIDATES]
            if not is_aside(node)
        ]
        found = _best(candidates, whole, heading) if candidates else None
        if found is not None:
            return with_head(found, heading)
    aside = _aside_around(heading)
    return aside if aside is not None and weigh(aside) >= _SHARE * whole else None


def _aside_around(heading: LexborNode | None) -> LexborNode | None:
    """The `<aside>` that holds the heading of the article, and with it the article."""
    around = neighbours.ancestors(heading) if heading is not None else iter(())
    return next((node for node in around if node.tag == "aside"), None)


def _best(
    candidates: list[_Candidate], whole: int, heading: LexborNode | None
) -> LexborNode | None:
    """The element that is the article, else that holds its parts; None if there is none."""
    best = max(candidates, key=lambda candidate: candidate.prose)
    titled = [c for c in candidates if c.titled and c.prose >= _TITLED_SHARE * best.prose]
    if titled and not best.titled:
        best = max(titled, key=lambda candidate: candidate.prose)
    parts = _parts(best, candidates)
    if best.titled:
        # What is an article of its own beside it does not count.
        whole -= sum(c.prose for c in candidates if c.node.css_first("h1") and _apart(c, best))
    if best.prose + sum(part.prose for part in parts) < _SHARE * whole:
        return None
    found = around_all([best.node, *(part.node for part in parts)])
    # A page of teasers may stand around the article, which alone has no mark then.
    return found if not parts or heading is None or is_within(heading, found) else None


def _parts(best: _Candidate, candidates: list[_Candidate]) -> list[_Candidate]:
    """Elements that are marked as it is, and are no article of their own.

    Such are those beside it; elsewhere they must be much of the text, and none have the title.
    """
    found: list[_Candidate] = []
    apart: list[_Candidate] = []
    for other in candidates:
        if not _apart(other, best):
            continue
        if _is_same_kind(best.node, other.node):
            found.append(other)
            continue
        is_text = other.node.css_first(_SENTENCES) is not None
        if are_siblings(best.node, other.node):
            is_text = is_text or other.node.css_first("table, dl") is not None
        if not is_text or linked(other.node) > other.prose:
            continue
        if best.titled and other.node.css_first("h1") is not None:
            continue
        (found if are_siblings(best.node, other.node) else apart).append(other)
    if not best.titled and sum(c.prose for c in apart) >= _PARTS_SHARE * best.prose:
        found += apart
    return found


def _apart(one: _Candidate, other: _Candidate) -> bool:
    return not is_within(one.node, other.node) and not is_within(other.node, one.node)


def _is_same_kind(one: LexborNode, other: LexborNode) -> bool:
    """Whether an app made both of one component: posts of a thread are short, and most is links."""
    name = attribute(one, "data-testid")
    return bool(name) and name == attribute(other, "data-testid")
