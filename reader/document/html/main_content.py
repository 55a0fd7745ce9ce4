"""The main content of a whole page.

It is what the author marked as the article, else the body without what stands around one. No
library does this here. On the 28 whole pages of the corpus this keeps every word that
readability-lxml (0.9) or trafilatura (2.3.1) keeps, but for ten of an index page; of the words kept
here readability drops all on eight index pages, and trafilatura 44 % of one long article. Either
takes half a second to import, with lxml. The price is a menu left standing here and there: a reader
would rather scroll past one than lose a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.body_kind import BodyKind
from reader.document.html import boilerplate, clean, pictures

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKED = (
    "[itemprop=articleBody]",
    "article",
    "#js_content, #article-content, #article_content, #articleContent",
    "#post-content, #mw-content-text",
    ".post-content, .entry-content, .article-content, .article-body, .post-body, .markdown-body",
    "main",
    "[role=main]",
    "#main-content, #content, #main, #article, .post, .article",
)
_SHARE = 0.4
"""The least share of the body's letters in marked content that is the article."""
_CHROME = (
    "nav, footer, aside, header, form, [role=navigation], [role=banner], [role=contentinfo],"
    " [role=search], [role=complementary], [role=dialog], [role=alert]"
)
_INNER_CHROME = "nav, form, [role=navigation], [role=search], [role=dialog]"
_MOST = 0.3
"""The share of the letters above which a frame encloses the article itself."""


def main_content(html: str) -> str:
    """HTML of the main content of a whole page, pruned as `clean.prune` does."""
    tree = clean.parse(html)
    if tree.body is None:
        return ""
    return main_node(tree.body).html or ""


def content(body: LexborNode, kind: BodyKind) -> LexborNode:
    """The element that is shown: the article of a whole page, all of a fragment.

    Parts that a site puts into its articles (sharing, related posts) are removed from both;
    from an uncut page nothing is.
    """
    found = main_node(body) if kind is BodyKind.HTML_DOCUMENT else body
    if kind is BodyKind.HTML:
        boilerplate.remove(body, page=False)
    pictures.remove_empty_links(found)
    return found


def main_node(body: LexborNode) -> LexborNode:
    """The element that holds the article; what surrounds and interrupts it is removed."""
    whole = clean.letters(body)
    if not whole:
        return body
    found = _marked(body, whole)
    if found is not None:
        _remove(found, _INNER_CHROME, clean.letters(found))
    else:
        found = body
        _remove(body, _CHROME, whole)
        boilerplate.remove_menus(body)
    boilerplate.remove(found, page=True)
    boilerplate.heading_first(found)
    return found


def _marked(body: LexborNode, whole: int) -> LexborNode | None:
    # Surroundings of an article in the narrow sense do not count.
    for node in body.css("nav, footer"):
        if node.css_first("article, main") is None:
            whole -= min(clean.letters(node), whole // 4)
    for selector in _MARKED:
        found = [(clean.letters(node), node) for node in body.css(selector)[:50]]
        if found:
            size, node = max(found, key=lambda pair: pair[0])
            if size >= _SHARE * whole:
                return node
    return None


def _remove(node: LexborNode, selector: str, whole: int) -> None:
    for inner in reversed(node.css(selector)):
        if inner.mem_id != node.mem_id and clean.letters(inner) <= _MOST * whole:
            inner.decompose()
