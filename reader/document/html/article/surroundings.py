"""Removes what is put before and behind an article within the element that holds both.

Names say little there. Behind an article stand cards that lead to other articles, lists of links
below a heading such as "Related", and invitations to subscribe; before it menus. No paragraph of an
article is among them: a part goes only if it is links, cards, or a few words.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.html.article import notes
from reader.document.html.measures import attribute, key, letters, linked, names, own, prose
from reader.document.html.neighbours import is_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

_DEEPEST = 30
_HALF = 0.5
_LINKED = 0.6
"""The least share of letters in links by which a part behind an article is a list of links."""
_FEWEST_LINKS = 3
_CARD = 400
"""Letters outside of links beside each heading that leads to another article."""
_CARD_HEADINGS = (
    "h2 a[href], h3 a[href], h4 a[href], h5 a[href], a[href] h2, a[href] h3, a[href] h4, a[href] h5"
)
_GALLERY = 3_000
_MANY_TIMES = 8
"""Letters outside of links, and times those of what seems to be the text, by which a part behind
that is the text itself: a gallery with captions."""
_WHOLE_ARTICLE = 1_000
"""Letters outside of links of an article that is no card."""
_FEW_PARAGRAPHS = 4
_LONGEST_SECTION = 60
"""Parts below a heading such as "Related" that are looked at."""
_BLURBS = 600
"""Letters outside of links that may stand below a heading such as "Related"."""
_INVITATION = 400
_LONGEST_HEADING = 60
_FEWEST_PARAGRAPHS = 2
"""Parts with prose that an article has before what may go from its end."""
_LAST = 0.6
"""The share of the children behind which a heading is at the end."""
_BODIES = (
    ".post-content, .entry-content, .article-content, .article-body, .post-body, .article__body,"
    " .article-text, .article__content, .post__content, .story-body, .story-content, .news-content,"
    " .js-article-content, .article_body, .articleBody, .article_content, .post_content,"
    " .entry__content, .blog-content, .post-text, .story__content, .c-entry-content, .body-copy,"
    " .available-content, .single_post__content, .post__body, .content__body"
)
_MOST_BODIES = 20
_NAMED_TEXT = 200
"""Letters outside of links that an element named as an article's text has at least."""
_MOST_PARAGRAPHS = 60
_LONG_TEXT = 400
"""Letters outside of links that make an article, whatever its paragraphs are written with."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset((*_HEADINGS, "p", "div", "strong", "b", "span", "section", "header"))
_OTHERS = re.compile(
    r"(?:you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)"
    r"|(?:related|recommended|suggested|similar|other|latest|popular|trending|recent"
    r"|featured|editors?['’]?s? picks?|most (?:read|popular|viewed|recent|shared))"
    r"(?: (?:to|for) you| (?:from|on|in) .{1,30}| (?:now|articles?|posts?|stor(?:y|ies)|news|reads?"
    r"|reading|content|links|topics|videos?|coverage|resources|entries|pages|products)){0,3}"
    r"|(?:read|watch|see|up|what to read) (?:next|more|also)(?: (?:from|on|in|about) .{1,30})?"
    r"|more (?:from|in|on|about|like this|stories|news|articles|posts|to read|reading|coverage"
    r"|headlines|resources)(?: .{1,30})?|keep reading|continue reading|next steps"
    r"|trending(?: now)?|sponsored(?: content| links| stories)?|around the web|from our partners"
    r"|(?:previous|next|older|newer) (?:post|article|story|entry)s?"
    r"|links? to this (?:page|note|post)|backlinks?|discover more(?: from .{1,40})?"
    r"|相关(?:阅读|文章|推荐|新闻|链接|报道|内容|话题|资讯|帖子)|推荐(?:阅读|文章|内容|资讯)?"
    r"|(?:为您|为你|编辑|热门|精彩|小编|更多)推荐|猜你(?:喜欢|想看)|热门(?:文章|新闻|资讯|话题|标签)"
    r"|最新(?:文章|新闻|资讯|发布)|往期(?:推荐|精选|回顾|文章|精彩|内容)(?:回顾)?|延伸阅读"
    r"|更多(?:文章|精彩|内容|阅读|新闻|资讯|精彩内容)|大家都在看|上一篇|下一篇)",
    re.IGNORECASE,
)
_WRITTEN_BY_AUTHOR = re.compile(
    r"references|sources|bibliography|see also|further reading|works cited|notes|footnotes|参考"
    r"|注释|脚注|引用|来源|资料",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:[\w-]*[-_])?(?:newsletter|subscri(?:be|ption)|sign-?up|cta|call-to-action|promo\w*"
    r"|author-?(?:bio|box|card|info|details|profile|block)?|about-author|bio|donat(?:e|ion)"
    r"|follow(?:-us)?|nav-(?:prev|next)|prev|next)(?:[-_]\w+){0,2}",
    re.IGNORECASE,
)
"""Names of parts behind an article that are no part of it; elsewhere they may be."""
_NO_LINKS = "h1, h2, h3, h4, h5, h6, img, pre, table, figure, video"
_IN_SITE = re.compile(r"/[^/.][^.]*+|/")
"""The address of a page, not of a file, on the same site."""
_INVITES = re.compile(
    r"(?:subscribe|sign ?up|join|get|stay|never miss|don['’]t miss|enjoy(?:ed|ing)?"
    r"|like (?:this|what))\b.{0,80}\b(?:newsletters?|inbox|subscribe|subscribers?|updates?"
    r"|e-?mails?|sign ?up|delivered|notified)\b"
    r"|subscribe (?:now|today|to .{1,40})|follow us\b|分享(?:到|至)|扫描?(?:一扫|二维码)|关注我们",
    re.IGNORECASE,
)


def remove(root: LexborNode, title: str) -> None:
    """Remove them; `title` is the page's, in letters alone: a part with it as its heading stays."""
    whole = own(root)
    body = _named_body(root)
    node = root
    for _ in range(_DEEPEST):
        children = [child for child in node.iter() if child.tag not in ("br", "hr")]
        inner = _largest(children, whole, body)
        if inner is None:
            break
        behind = False
        is_named = body is not None and is_within(body, inner)
        is_article = len(children) > 1 and (is_named or _is_article(inner))
        gallery = max(_GALLERY, _MANY_TIMES * own(inner)) if is_article else 0
        for child in children:
            if child.mem_id == inner.mem_id:
                behind = True
            elif not is_article or (behind and own(child) >= gallery):
                continue
            elif _is_behind(child, title) if behind else _is_menu(child):
                child.decompose()
        node = inner
    _remove_last(node, title)


def _named_body(root: LexborNode) -> LexborNode | None:
    """The one element that is named as the article's own text, if there is one."""
    found = [node for node in root.css(_BODIES)[:_MOST_BODIES] if own(node) >= _NAMED_TEXT]
    if not found or any(not is_within(node, found[0]) for node in found):
        return None
    return found[0]


def _is_article(node: LexborNode) -> bool:
    """Whether it holds paragraphs, or one long text."""
    paragraphs = sum(1 for part in node.css("p")[:_MOST_PARAGRAPHS] if prose(part))
    return paragraphs > 1 or own(node) >= _LONG_TEXT


def _largest(
    children: Sequence[LexborNode], whole: int, body: LexborNode | None
) -> LexborNode | None:
    """The child that holds the article's text, else more than half of the text outside of links."""
    if body is not None:
        for child in children:
            if is_within(body, child):
                return child if child.mem_id != body.mem_id or child.css_first("*") else None
    if len(children) == 1:
        return children[0] if children[0].tag not in ("p", "pre", "table", "ul", "ol") else None
    for child in children:
        holds = child.tag in ("div", "section", "article", "main", "td", "tr", "tbody", "table")
        if not holds and "-" not in (child.tag or ""):
            continue
        size = letters(child)
        if size > _HALF * whole and size - linked(child) > _HALF * whole:
            return child
    return None


def _is_menu(node: LexborNode) -> bool:
    """Whether a part before an article is links that lead away, and nothing else."""
    links = [link for link in node.css("a[href]") if letters(link)]
    if len(links) < _FEWEST_LINKS or node.css_first("h1, img, figure, pre, table") is not None:
        return False
    size = letters(node)
    away = sum(1 for link in links if not attribute(link, "href").startswith("#"))
    return away == len(links) and linked(node) >= 0.9 * size and size <= 40 * len(links)


def _is_behind(node: LexborNode, title: str) -> bool:
    size = letters(node)
    if not size or node.tag in ("p", "pre", "table", "blockquote", "figure", "h1", "-text"):
        return False
    if notes.is_notes(node) or _has_title(node, title) or _holds_article(node):
        return False
    heading = _first_line(node)
    if _WRITTEN_BY_AUTHOR.match(node.text(deep=True)[:200].strip()):
        return False
    away = size - linked(node)
    if heading and _OTHERS.fullmatch(heading):
        return away <= _BLURBS or _cards(node) > 1
    if size <= _BLURBS and any(_BEHIND.fullmatch(name) for name in names(node)):
        return True
    if _INVITES.match(" ".join(node.text(deep=True)[:1_000].split())):
        return size <= _INVITATION
    if _cards(node) > 1:
        return away <= _CARD * _cards(node)
    links = node.css("a[href]")
    return len(links) >= _FEWEST_LINKS and size - away >= _LINKED * size and not prose(node)


def _holds_article(node: LexborNode) -> bool:
    """Whether an article stands in it whole, and not only cards that lead to others."""
    for article in node.css("article")[:_MOST_BODIES]:
        if own(article) >= _WHOLE_ARTICLE:
            paragraphs = sum(1 for part in article.css("p")[:_MOST_PARAGRAPHS] if prose(part))
            if paragraphs >= _FEW_PARAGRAPHS:
                return True
    return False


def _cards(node: LexborNode) -> int:
    """Headings that lead to other articles."""
    return sum(
        1 for found in node.css(_CARD_HEADINGS) if not attribute(found, "href").startswith("#")
    )


def _has_title(node: LexborNode, title: str) -> bool:
    heading = node.css_first("h1")
    if heading is None or not title:
        return False
    text = key(heading.text(deep=True)[:1_000])
    return bool(text) and title.startswith(text)


def _first_line(node: LexborNode) -> str:
    """The text of its first heading or line if it is short, without a colon at its end."""
    first = node.css_first("h1, h2, h3, h4, h5, h6, strong, b, p, header, span, div:not(:has(*))")
    text = " ".join((first or node).text(deep=True)[:1_000].split()).strip(" :：>»›…")
    return text if len(text) <= _LONGEST_HEADING else ""


def _remove_last(node: LexborNode, title: str) -> None:
    """Remove the parts at the end of the element that holds an article's own paragraphs.

    A box of cards with its own heading, "Related", may stand anywhere among them.
    """
    children = list(node.iter())
    first = int(_LAST * len(children))
    paragraphs = (at for at, child in enumerate(children) if prose(child) and not _cards(child))
    second = next(islice(paragraphs, _FEWEST_PARAGRAPHS - 1, None), None)
    if second is None:
        return
    _remove_boxes(children)
    if second > first:
        return
    children = list(node.iter())
    for at in range(len(children) - 1, max(first, 1) - 1, -1):
        if at < len(children) and _leads_to_others(children[at]):
            section = _section(children[at : at + _LONGEST_SECTION])
            links = sum(len(part.css("a[href]")) for part in section)
            if links and sum(map(own, section)) <= _BLURBS:
                for part in section:
                    part.decompose()
                del children[at : at + len(section)]
    _remove_links(children[max(first, 1) :])
    for child in reversed(list(node.iter())[max(first, 1) :]):
        if child.tag in ("div", "section", "aside", "ul") and _cards(child) > 1:
            if _is_behind(child, title):
                child.decompose()
        elif letters(child):
            break


def _remove_links(children: Sequence[LexborNode]) -> None:
    """Remove a last part that is links within the site and little else."""
    last = next((child for child in reversed(children) if letters(child)), None)
    if last is None or last.tag not in ("section", "aside", "nav"):
        return
    links = [link for link in last.css("a[href]") if letters(link)]
    if len(links) < _FEWEST_LINKS or notes.is_notes(last) or last.css_first(_NO_LINKS) is not None:
        return
    inside = all(_IN_SITE.fullmatch(attribute(link, "href")) for link in links)
    if inside and own(last) <= len(links) and not _WRITTEN_BY_AUTHOR.match(_first_line(last)):
        last.decompose()


def _remove_boxes(children: Sequence[LexborNode]) -> None:
    for child in children:
        is_box = child.tag in ("div", "section", "aside") and _cards(child)
        if is_box and own(child) <= _BLURBS and _OTHERS.fullmatch(_first_line(child)):
            child.decompose()


def _leads_to_others(node: LexborNode) -> bool:
    if node.tag not in _LINES:
        return False
    line = " ".join(node.text(deep=True)[:200].split()).strip(" :：>»›…")
    return len(line) <= _LONGEST_HEADING and _OTHERS.fullmatch(line) is not None


def _section(parts: Sequence[LexborNode]) -> list[LexborNode]:
    """A heading and the links and cards that follow it."""
    found = [parts[0]]
    for part in parts[1:]:
        if part.tag in _HEADINGS or part.css_first("h1") is not None or notes.is_notes(part):
            break
        away = own(part)
        if away > _LONGEST_HEADING and away > max(linked(part), _CARD * _cards(part)):
            break
        found.append(part)
    while found[-1].css_first("a[href]") is None and len(found) > 1:
        found.pop()
    return found
