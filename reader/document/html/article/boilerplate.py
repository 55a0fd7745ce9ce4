"""Removes what a site puts around and into its articles: menus, sharing, related posts.

These parts are known by the names that themes and plugins give them (class and id), or by being
links and nothing else. A part goes only if it is little of the text, or mostly links.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.measures import PARAGRAPH, attribute, letters, linked, names
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SHARING = (
    r"sharedaddy", r"addtoany\w*", r"a2a_kit", r"pin-?it\w*",
    (
        r"(?:(?:[\w-]*[-_])?(?:entry|post|article|blog|content|page|social|sns)[-_])?"
        r"shar(?:e|ing)(?:[-_]?(?:bar|box|buttons?|icons?|links?|list|options?|tools?|this"
        r"|wrapper|container))?"
    ),
    r"social(?:[-_](?:bar|buttons?|icons?|links?|list|media|nav|share|sharing|wrap))?",
)  # fmt: skip
_RELATED = (
    r"wp_rp_wrap", r"jp-relatedposts", r"yarpp[\w-]*", r"quick_?links",
    r"(?:[\w-]*[-_])?related[-_]?(?:posts?|articles?|entries|news|stories|items?|links)",
    r"(?:post|article|entry)[-_]related",
    r"(?:[\w-]*[-_])?(?:recommended|recommendations)(?:[-_](?:posts?|articles?|stories|content))?",
)  # fmt: skip
_TOOLS = (
    r"mw-editsection(?:-like)?", r"mw-jump-link", r"edit-?section", r"edit-?link",
    r"subscription-widget(?:-wrap)?(?:-editor)?", r"subscribe-widget", r"(?:post|email)-ufi[\w-]*",
    r"captioned-button-wrap",
    r"(?:[\w-]*[-_])?copy[-_]?(?:to[-_]?clipboard|btn|button|code|link|icon|toolbar)",
    r"zeroclipboard-container", r"code-?copy", r"hljs-button", r"hljs-copy",
    r"reward(?:[-_]\w+)?", r"(?:[\w-]*[-_])?qr-?code(?:[-_]\w+)?", r"qr_code_pc\w*",
    r"rich_media_tool\w*", r"js_pc_qr_code\w*",
)  # fmt: skip
"""What is used and not read; gone from any body, as sharing and related posts are."""
_AROUND = (
    r"side-?bar(?:[-_]\w+)?", r"(?:[\w-]+[-_])?sidebar", r"widgets?(?:[-_]area)?", r"menu",
    r"(?:nav|mobile|main|top|site|header|footer)[-_]?(?:menu|nav|navigation|bar)", r"navbar",
    r"navigation", r"site-footer", r"footer", r"colophon", r"pagination", r"pager",
    r"(?:[\w-]*[-_])?breadcrumbs?(?:[-_]\w+)?", r"(?:post|entry|nav|page)-(?:prev|next|previous)",
    r"paging", r"page-?nav(?:igation)?", r"(?:post|entry|article)[-_](?:nav|navigation|pager)",
    r"nav-(?:links|previous|next)", r"cookie[\w-]*", r"newsletter[\w-]*", r"subscribe[\w-]*",
    r"comment-?respond", r"respond", r"comment-?form", r"gdpr[\w-]*",
    r"(?:[\w-]*[-_])?consent[-_]\w+", r"(?:[\w-]*[-_])?newsletter(?:[-_]\w+)?",
    r"author[-_]?(?:bio|box|card|profile)(?:[-_]\w+)?", r"post-author-(?:bio|box)",
    r"about-(?:the-)?author", r"kr-(?:header|footer|sidebar)[\w-]*", r"skip-?links?",
    r"tag-?cloud",
    r"onetrust[\w-]*", r"cybotcookiebot\w*", r"cc-(?:window|banner)", r"fc-consent-root",
    r"qc-cmp2?[\w-]*", r"sp_message\w*", r"osano-cm[\w-]*", r"eu-cookie[\w-]*", r"didomi[\w-]*",
    r"pagetop", r"votelinks", r"navs", r"yclinks", r"flat-list", r"(?:js-)?post-menu", r"voters",
    r"(?:content|rich)(?:item|content)-actions", r"hide-article-box", r"recommend-box",
    r"navbox(?:-\w+)?", r"catlinks", r"printfooter", r"siteSub", r"vector-\w+-landmark",
    r"(?:robots-)?nocontent", r"(?:top|featured|pinned)-comments?",
    r"(?:time-?zone|weather)-widget",
    r"(?:section|page)[-_](?:footer|sidebar)", r"author[-_](?:list|details|about|about-us)",
    r"(?:[\w-]+__)?editorial[-_]contact", r"legal[-_]disclaimer",
    r"advert[\w-]*", r"ads?[-_](?:box|slot|banner|container|wrapper)",
)  # fmt: skip
_IN_ARTICLES = re.compile("|".join((*_SHARING, *_RELATED, *_TOOLS)), re.IGNORECASE)
_ON_PAGES = re.compile("|".join((*_SHARING, *_RELATED, *_TOOLS, *_AROUND)), re.IGNORECASE)
_FEED_FOOTER = re.compile(r"The post .{1,300} (?:first appeared|appeared first) on .{1,200}\.?")
_PARTS = (
    "div, section, aside, header, footer, nav, ul, ol, li, dl, form, table, td, span, h2, h3, h4"
)
"""Elements that boilerplate is made of; a paragraph is text, whatever its name."""
_MOST = 0.3
"""The greatest share of the letters that a part may have to go for its name alone."""
_MOST_COUNTED, _NEAR = 500, 100
"""Parts of a newsletter that are counted, and elements around each that may be one."""
_LEAST = 10
"""Letters that must remain of a page without the part."""
_LINKED = 0.7
"""The least share of letters in links by which a part is a list of links, whatever its size."""
_ALL_LINKS = 0.9
_FEWEST_LINKS = 4
_LONGEST_LINK = 25
"""Letters of a menu's entry, on average."""
_LONGEST_FOOTER = 2_000
_PROLOGUE = 300
"""Letters that may stand before a page's heading: section, date, author."""


def remove(root: LexborNode, *, page: bool) -> None:
    """Remove parts named as boilerplate; of a whole page also those around an article."""
    is_named = _is_on_pages if page else _is_in_articles
    found = [node for node in root.css(_PARTS) if any(map(is_named, names(node)))]
    _remove_feed_footer(root)
    whole = letters(root) if found else 0
    letter = [node for node in found if any("newsletter" in name.lower() for name in names(node))]
    if len(letter) > 1 and _letters_of_outermost(letter[:_MOST_COUNTED]) > _MOST * whole:
        kept = {node.mem_id for node in letter}
        found = [node for node in found if node.mem_id not in kept]
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(found):
        size = letters(node)
        is_list = size and linked(node) >= _LINKED * size
        if size <= _MOST * whole or (is_list and whole - size >= _LEAST):
            node.decompose()


def _letters_of_outermost(nodes: list[LexborNode]) -> int:
    """The letters of elements, those within another of them counted once: a newsletter's parts."""
    found = {node.mem_id for node in nodes}
    return sum(
        letters(node)
        for node in nodes
        if not any(around.mem_id in found for around in islice(neighbours.ancestors(node), _NEAR))
    )


@lru_cache(maxsize=4_000)
def _is_on_pages(name: str) -> bool:
    # Names repeat from element to element.
    return _ON_PAGES.fullmatch(name) is not None


@lru_cache(maxsize=4_000)
def _is_in_articles(name: str) -> bool:
    return _IN_ARTICLES.fullmatch(name) is not None


def _remove_feed_footer(root: LexborNode) -> None:
    """Remove `The post … first appeared on …`, which WordPress puts after each item of a feed."""
    last = root.last_child
    if last is not None and neighbours.is_blank(last):
        last = neighbours.before(last)
    if last is None:
        return
    if last.tag == "p" and _is_feed_footer(last.text(deep=True)):
        last.decompose()
        return
    run: list[LexborNode] = []
    while last is not None and last.tag in ("a", "-text") and len(run) < 6:
        run.insert(0, last)
        last = last.prev
        if _is_feed_footer("".join(node.text(deep=True) for node in run)):
            for node in run:
                node.decompose()
            return


def _is_feed_footer(text: str) -> bool:
    if len(text) > _LONGEST_FOOTER:
        return False
    return _FEED_FOOTER.fullmatch(" ".join(text.split())) is not None


def remove_menus(body: LexborNode) -> None:
    """Remove lists of short links that stand before the first paragraph of a page."""
    paragraph = next((p for p in body.css("p") if letters(p) - linked(p) >= PARAGRAPH), None)
    if paragraph is None:
        return
    before: list[LexborNode] = []
    for node in body.css("ul, ol, div, td, p, center"):
        if node.mem_id == paragraph.mem_id:
            break
        before.append(node)
    for node in reversed(before):
        links = [a for a in node.css("a[href]") if letters(a)]
        size = letters(node)
        if len(links) < _FEWEST_LINKS or size > _LONGEST_LINK * len(links):
            continue
        away = [a for a in links if not attribute(a, "href").startswith("#")]
        if len(away) == len(links) and linked(node) >= _ALL_LINKS * size:
            node.decompose()


def heading_first(node: LexborNode) -> None:
    """Move the one `<h1>` up in front of the section, date and author that stand before it.

    The card above the article shows its title: the heading that repeats it is left out, if it
    is the first block.
    """
    headings = node.css("h1")
    first = node.first_child
    if len(headings) != 1 or first is None:
        return
    before = 0
    for inner in node.traverse(include_text=True):
        if inner.mem_id == headings[0].mem_id:
            break
        if inner.tag == "-text":
            before += visible_length(inner.text_content or "")
        elif inner.tag in ("p", "h2", "h3") and letters(inner) > _PROLOGUE // 2:
            return
    if before <= _PROLOGUE:
        # Inserting copies (selectolax 0.4).
        first.insert_before(headings[0])
        headings[0].decompose()
