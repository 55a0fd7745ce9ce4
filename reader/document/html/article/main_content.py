"""The main content of a whole page.

It is what the author marked as the article, else the body without what stands around one. No
library does this here: readability-lxml (0.9) and trafilatura (2.3.1) take half a second to import,
with lxml, and drop paragraphs, of one long article 44 %. On 164 saved pages of news sites this
keeps 97.4 % of the words that trafilatura keeps; the others are counters, controls, and lists of
other articles. The price is a menu left standing here and there: a reader would rather scroll past
one than lose a paragraph.

Which of several marked elements is the article, their prose tells: letters outside of links, of
comments and of cards that lead to other articles. The one with the page's title as its heading goes
before a longer one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.body_kind import BodyKind
from reader.document.html import clean
from reader.document.html.article import (
    boilerplate,
    bylines,
    contents_lists,
    controls,
    notes,
    relative_times,
    surroundings,
    threads,
)
from reader.document.html.article.footnotes import mark_footnotes
from reader.document.html.measures import (
    PARAGRAPH,
    attribute,
    is_linked,
    is_within,
    key,
    letters,
    linked,
    named,
    names,
    own,
    prose,
)
from reader.document.html.media import pictures
from reader.document.html.pruning import forms

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
_LEAST = 100
"""Letters of prose that make an article beside comments and cards."""
_CARD = 600
"""Letters of prose up to which an article whose heading is a link is a card."""
_MOST_PARAGRAPHS = 2_000
_FEW_PARAGRAPHS = 5
_TEXT = 1_500
"""Letters in paragraphs of a page whose text they tell."""
_NEARLY_ALL = 0.97
_OTHER_TEXT = "pre, table, blockquote, dl, ol, li:not(:has(*))"
_MOST_BESIDE = 0.05
_MOST_CANDIDATES = 50
_CHROME = (
    "nav, footer, aside, header, form, [role=navigation], [role=banner], [role=contentinfo],"
    " [role=search], [role=complementary], [role=dialog], [role=alertdialog], [role=alert],"
    " [aria-label*=breadcrumb i], [itemtype*=BreadcrumbList]"
)
_INNER_CHROME = (
    "nav, form, [role=navigation], [role=search], [role=dialog], [role=alertdialog],"
    " [aria-label*=breadcrumb i], [itemtype*=BreadcrumbList]"
)
_MOST = 0.3
"""The share of the letters above which a frame encloses the article itself."""
_COMMENTS = re.compile(
    r"(?:[\w-]*[-_])?comments?(?:[-_]?(?:list|area|section|tree|thread|wrap(?:per)?|body|content"
    r"|item|container|box|text))?|disqus[\w-]*|(?:post|user)-?repl(?:y|ies)",
    re.IGNORECASE,
)
_COMMENT_PARTS = named(
    "div, section, ol, ul, li, article, aside, table, tr, td", "comment", "disqus", "repl"
)
_ASIDE = "reader-aside"
"""The attribute by which elements that are not the article are remembered."""
_BLOCKS = "p, div, ul, h1, h2, h3"
_SENTENCES = "p, li, blockquote"
_HEADINGS = "h1, h2, h3"
_FEW_HEADINGS = 40
_SHORTEST_TITLE = 4
_LONG_TITLE = 20
_LEAST_SHARED = 10
"""Letters with which a heading and the title of the same article begin, if not all are the same."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    node: LexborNode
    prose: int
    titled: bool


def main_content(html: str) -> str:
    """HTML of the main content of a whole page, pruned as `clean.prune` does."""
    tree = clean.parse(html)
    if tree.body is None:
        return ""
    return main_node(tree.body).html or ""


def content(body: LexborNode, kind: BodyKind, *, has_notes: bool = True) -> LexborNode:
    """The element that is shown: the article of a whole page, all of a fragment.

    Parts that a site puts into its articles (sharing, related posts) are removed from both;
    from an uncut page nothing is. Its footnotes are marked as `mark_footnotes` does, unless it is
    one part of many (`has_notes`).
    """
    found = main_node(body) if kind is BodyKind.HTML_DOCUMENT else body
    if kind is BodyKind.HTML:
        boilerplate.remove(body, page=False)
        controls.remove(body, page=False)
    if has_notes:
        mark_footnotes(found)
    pictures.remove_empty_links(found)
    return found


def main_node(body: LexborNode) -> LexborNode:
    """The element that holds the article; what surrounds and interrupts it is removed."""
    whole = letters(body)
    if not whole:
        return body
    title = page_title(body)
    threads.remove_controls(body)
    marked = _posted(body) or _marked(body, title)
    if marked is None:
        _remove(body, _CHROME, whole)
        boilerplate.remove_menus(body)
    found = marked or _unmarked(body, title) or body
    if found.mem_id != body.mem_id:
        notes.join(found, body)
        _remove(found, _INNER_CHROME, letters(found))
    boilerplate.remove(found, page=True)
    surroundings.remove(found, title)
    contents_lists.remove(found)
    relative_times.settle(found)
    controls.remove(found, page=True)
    boilerplate.heading_first(found)
    bylines.remove(found)
    return found


def _posted(body: LexborNode) -> LexborNode | None:
    found = body.css(_POSTED)
    return found[0] if len(found) == 1 and letters(found[0]) else None


def _unmarked(body: LexborNode, title: str) -> LexborNode | None:
    """The innermost element with nearly all paragraphs of a page of many, and its heading."""
    found_paragraphs = body.css("p")
    if len(found_paragraphs) > _MOST_PARAGRAPHS:
        return None
    paragraphs = [
        (node, size)
        for node in found_paragraphs
        if (size := own(node)) >= PARAGRAPH and not _is_aside(node)
    ]
    whole = sum(size for _, size in paragraphs)
    if len(paragraphs) < _FEW_PARAGRAPHS or whole < _TEXT or 2 * whole < _prose(body):
        return None
    weights: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for node, size in paragraphs:
        around = node.parent
        while around is not None and around.mem_id != body.mem_id:
            weights[around.mem_id] = weights.get(around.mem_id, 0) + size
            nodes[around.mem_id] = around
            around = around.parent
    able = [at for at, weight in weights.items() if weight >= _NEARLY_ALL * whole]
    if not able:
        return None
    found = nodes[able[0]]
    for at in able[1:]:
        if is_within(nodes[at], found):
            found = nodes[at]
    heading = _title_heading(body, title)
    if heading is not None and not is_within(heading, found):
        found = _around([heading, found])
    if found.tag in ("body", "html"):
        return None
    # Listings, tables and lists beside it may be as much of the text.
    others = [node for node in body.css(_OTHER_TEXT)[:_MOST_PARAGRAPHS] if own(node) >= PARAGRAPH]
    beside = sum(own(node) for node in others if not is_within(node, found))
    return found if beside <= _MOST_BESIDE * whole else None


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


def _marked(body: LexborNode, title: str) -> LexborNode | None:
    heading = _title_heading(body, title)
    _set_aside(body, heading)
    weigh = _prose if _prose(body) >= _LEAST else _shown
    whole = weigh(body)
    for selector in _MARKED:
        candidates = [
            _Candidate(node, weigh(node), heading is not None and is_within(heading, node))
            for node in body.css(selector)[:_MOST_CANDIDATES]
            if not _is_aside(node)
        ]
        found = _best(candidates, whole, heading) if candidates else None
        if found is not None:
            return _with_head(found, heading)
    aside = _aside_around(heading)
    return aside if aside is not None and weigh(aside) >= _SHARE * whole else None


def _with_head(found: LexborNode, heading: LexborNode | None) -> LexborNode:
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
    around = _around([heading, found])
    parts: list[LexborNode] = []
    is_behind = False
    for node in islice(around.traverse(), _MOST_BETWEEN):
        if node.mem_id == found.mem_id:
            return parts if len(parts) <= _MOST_HEAD else []
        is_behind = is_behind or node.mem_id == heading.mem_id
        if is_behind and _is_of_head(node) and not _is_in_chrome(node, around, parts):
            parts.append(node)
    return []


def _is_of_head(node: LexborNode) -> bool:
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
    outer = node.parent
    while outer is not None and outer.mem_id != around.mem_id:
        if outer.tag in ("nav", "aside", "form", "footer", "figure") or outer.mem_id in known:
            return True
        if _ASIDE in outer.attributes:
            return True
        outer = outer.parent
    return False


def _aside_around(heading: LexborNode | None) -> LexborNode | None:
    """The `<aside>` that holds the heading of the article, and with it the article."""
    around = heading
    while around is not None and around.tag != "aside":
        around = around.parent
    return around


def _title_heading(body: LexborNode, title: str) -> LexborNode | None:
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


def _set_aside(body: LexborNode, heading: LexborNode | None) -> None:
    """Remember comments, and what surrounds an article in the narrow sense, unless it is all."""
    whole = own(body)
    outer = "nav, footer, aside, [role=complementary], [role=navigation], [role=contentinfo]"
    framing = [node for node in body.css(outer) if node.css_first("article, main") is None]
    found = [node for node in body.css(_COMMENT_PARTS) if any(map(_is_comments, names(node)))]
    found += [node for node in body.css("article") if _is_card(node)]
    marked: list[LexborNode] = []
    left = whole
    for node in (*framing, *found):
        if _is_aside(node) or (heading is not None and is_within(heading, node)):
            continue
        size = own(node)
        for inner in node.css(f"[{_ASIDE}]"):
            left += own(inner)
            del inner.attrs[_ASIDE]
        node.attrs[_ASIDE] = ""
        marked.append(node)
        left -= size
    if left < _LEAST:
        # A page of comments or of cards: they are what it is about.
        kept = {node.mem_id for node in framing}
        for node in marked:
            if node.mem_id not in kept and _ASIDE in node.attributes:
                del node.attrs[_ASIDE]


@lru_cache(maxsize=4_000)
def _is_comments(name: str) -> bool:
    # Names repeat from element to element.
    return _COMMENTS.fullmatch(name) is not None


def _is_aside(node: LexborNode) -> bool:
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        if _ASIDE in around.attributes:
            return True
        around = around.parent
    return False


def _prose(node: LexborNode) -> int:
    """Letters outside of links, and of what has been set aside."""
    return own(node) - sum(map(own, node.css(f"[{_ASIDE}]")))


def _shown(node: LexborNode) -> int:
    """Letters, but for those of what has been set aside: for pages of nothing but links."""
    return letters(node) - sum(map(letters, node.css(f"[{_ASIDE}]")))


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
    found = _around([best.node, *(part.node for part in parts)])
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
        if _are_siblings(best.node, other.node):
            is_text = is_text or other.node.css_first("table, dl") is not None
        if not is_text or linked(other.node) > other.prose:
            continue
        if best.titled and other.node.css_first("h1") is not None:
            continue
        (found if _are_siblings(best.node, other.node) else apart).append(other)
    if not best.titled and sum(c.prose for c in apart) >= _PARTS_SHARE * best.prose:
        found += apart
    return found


def _apart(one: _Candidate, other: _Candidate) -> bool:
    return not is_within(one.node, other.node) and not is_within(other.node, one.node)


def _is_same_kind(one: LexborNode, other: LexborNode) -> bool:
    """Whether an app made both of one component: posts of a thread are short, and most is links."""
    name = attribute(one, "data-testid")
    return bool(name) and name == attribute(other, "data-testid")


def _are_siblings(one: LexborNode, other: LexborNode) -> bool:
    parents = one.parent, other.parent
    return all(parents) and parents[0].mem_id == parents[1].mem_id  # type: ignore[union-attr]


def _around(nodes: list[LexborNode]) -> LexborNode:
    """The innermost element that holds all of them."""
    found = nodes[0]
    for node in nodes[1:]:
        while not is_within(node, found) and found.parent is not None:
            found = found.parent
    return found


def _remove(node: LexborNode, selector: str, whole: int) -> None:
    for inner in reversed(node.css(selector)):
        if inner.mem_id == node.mem_id or letters(inner) > _MOST * whole:
            continue
        if inner.tag == "form" and forms.frames_text(inner):
            inner.unwrap()
        elif not _is_text(inner):
            inner.decompose()


def _is_text(node: LexborNode) -> bool:
    """Whether an element that mostly frames an article holds a part of it."""
    if notes.is_notes(node) or node.css_first("article, main") is not None:
        return True
    if node.tag == "aside":
        paragraphs = [p for p in node.css("p")[:_MOST_CANDIDATES] if prose(p)]
        return len(paragraphs) > 1 and 4 * own(node) > 3 * letters(node)
    if node.tag != "header" or node.css_first("h1") is None:
        return False
    return prose(node) or any(map(_is_of_head, node.css("h2, h3, div, span")[:_MOST_CANDIDATES]))
