"""Facts that stand where the layout of a well-known site has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.document.facts.visible import person_name

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST: Final = 20
_MOST_AUTHORS: Final = 100
_LONGEST_NAME: Final = 100


class SiteLayout(NamedTuple):
    """Where a site shows what; selectors as in CSS, `@name` at their end takes an attribute."""

    mark: str
    """A selector that only pages of the site have something for."""
    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    """The site's name itself, for no page shows it in a place of its own."""


_LAYOUTS: Final = (
    SiteLayout(
        "#content_views, .blog-content-box",  # CSDN
        title="h1.title-article",
        author="a.follow-nickName, .article-bar-top .follow-nickName, #uid .name",
        date=".blog-postTime@data-time, .article-bar-top .time",
    ),
    SiteLayout(
        ".Post-RichTextContainer, .QuestionHeader, .AuthorInfo",  # Zhihu
        title="h1.Post-Title, h1.QuestionHeader-title",
        author=(
            ".Post-Author .AuthorInfo-name, .AnswerItem .AuthorInfo-name, "
            ".AuthorInfo meta[itemprop=name]@content, .AuthorInfo-name"
        ),
        date=".ContentItem-time, .Post-Header time",
        site="知乎",
    ),
    SiteLayout(
        "#juejin, .article-area .author-info-block",  # Juejin
        title="h1.article-title",
        author=".author-info-block .author-name .name, .author-info-block .username, .author-name",
        date=".author-info-block time@datetime, .author-info-block time, .meta-box time@datetime",
        site="稀土掘金",
    ),
    SiteLayout(
        "#cnblogs_post_body",
        title="#cb_post_title_url, .postTitle",
        author=".postDesc a[href*='cnblogs.com/']:not([href*='Edit']), #author_profile_detail a",
        date="#post-date",
        site="博客园",
    ),
    SiteLayout(
        "h1._1RuRku, .note .article .show-content",  # Jianshu
        title="h1._1RuRku, .article h1.title",
        author="._1OhGeD, .FxYr8x a, .article .author .name",
        date=".s-dsoj time@datetime, .article .publish-time, ._gp-ck time@datetime",
        site="简书",
    ),
    SiteLayout(
        ".article-title-icon, .kr-article, .common-width.content.articleDetailContent",  # 36kr
        title="h1.article-title",
        author=".article-title-icon .item-a, .article-title-icon .title-icon-item, .author a.name",
        date=".article-title-icon .item-time, .article-title-icon .time",
        site="36氪",
    ),
    SiteLayout(
        ".date-source .source, #artibody",  # Sina
        title="h1.main-title",
        date=".date-source .date, #pub_date",
    ),
    SiteLayout("#mp-editor, #news-time", author="#user-info h4", date="#news-time"),  # Sohu
    SiteLayout(
        "[property='v:dtreviewed'], .note-header .pub-date",  # Douban
        title="h1 [property='v:summary'], .note-header h1",
        author="[property='v:reviewer'], .note-author",
        date="[property='v:dtreviewed'], .note-header .pub-date",
        site="豆瓣",
    ),
    SiteLayout(
        ".article-holder, .opus-detail",  # Bilibili
        title=".title-container .title, .opus-module-title__text",
        author=".up-info .up-name, .opus-module-author__name",
        date=".article-read-info .publish-text, .opus-module-author__pub__text",
        site="哔哩哔哩",
    ),
    SiteLayout(
        "#hnmain .fatitem",  # Hacker News: an item, not a list of them
        title=".fatitem .titleline > a, tr#pagespace@title",
        author=".fatitem .hnuser",
        date=".fatitem .age@title",
        site="Hacker News",
    ),
    SiteLayout(
        ".commentarea",  # Reddit before 2018
        title=".thing.link a.title",
        author=".thing.link@data-author, .thing.link .tagline .author",
        date=".thing.link .tagline time@datetime",
    ),
    SiteLayout(
        "shreddit-post[author]",  # Reddit
        title="shreddit-post@post-title",
        author="shreddit-post@author",
        date="shreddit-post@created-timestamp",
    ),
    SiteLayout(
        "#question-header",  # Stack Exchange
        title="#question-header h1",
        author="#question .owner .user-details a, #question .user-details a",
        date="#question time[itemprop=dateCreated]@datetime, #question .owner .relativetime@title",
    ),
    SiteLayout(
        # GitHub: an issue or a pull request
        ".gh-header-title, [data-testid='issue-title'], .js-discussion .timeline-comment",
        author=(
            "[data-testid='issue-body-header-author'], .gh-header-meta .author, "
            ".timeline-comment .author"
        ),
        date=(
            "[data-testid='issue-body'] relative-time@datetime, "
            ".timeline-comment relative-time@datetime, .gh-header-meta relative-time@datetime"
        ),
    ),
    SiteLayout(
        ".permalink-tweet",  # Twitter before 2020
        author=".permalink-tweet@data-name, .permalink-tweet@data-screen-name",
        date=".permalink-tweet ._timestamp@data-time, .permalink-tweet .tweet-timestamp@title",
    ),
    SiteLayout(
        "article [data-testid='User-Name']",  # X
        author="article [data-testid='User-Name'] a",
        date="article time@datetime",
    ),
    SiteLayout(
        ".detailed-status",  # Mastodon
        author=".detailed-status .display-name strong, .detailed-status .display-name__html",
        date=".detailed-status time@datetime, .detailed-status__datetime time@datetime",
    ),
    SiteLayout(".ltx_page_main", title="h1.ltx_title_document", date=".ltx_dates"),
    SiteLayout("span.gD[email]", author="span.gD@name", date="span.g3@title"),  # Gmail
)


_ANY_MARK: Final = ", ".join(layout.mark for layout in _LAYOUTS)


def read(tree: LexborHTMLParser) -> Iterator[Fact]:
    """The facts of the site whose mark the page has."""
    if tree.css_first(_ANY_MARK) is None:
        return
    for layout in _LAYOUTS:
        if tree.css_first(layout.mark) is None:
            continue
        yield from stated(
            Origin.SITE_LAYOUT,
            (
                (FactName.TITLE, _first(tree, layout.title)),
                (FactName.AUTHOR, _first(tree, layout.author)[:_LONGEST_NAME]),
                (FactName.DATE, _first(tree, layout.date)),
                (FactName.SITE, layout.site),
            ),
        )
    yield from stated(Origin.SITE_LAYOUT, [(FactName.AUTHOR, _latex_authors(tree))])


def _latex_authors(tree: LexborHTMLParser) -> str:
    """The authors of a page made of LaTeX (LaTeXML); affiliations and thanks follow them."""
    names: list[str] = []
    for node in tree.css(".ltx_personname")[:_MOST_AUTHORS]:
        names += person_name.people(_first_line(node))
    return person_name.joined(names)


def _first_line(node: LexborNode) -> str:
    """The text before a line break, without superscripts and notes."""
    pieces: list[str] = []
    for part in node.traverse(include_text=True):
        if part.tag == "br" and pieces:
            break
        if part.is_text_node and not _is_mark(part, node) and line(part.text_content):
            pieces.append(part.text_content or "")
    return "".join(pieces)


def _is_mark(text: LexborNode, within: LexborNode) -> bool:
    parent = text.parent
    for _ in range(_MOST):
        if parent is None or parent.mem_id == within.mem_id:
            return False
        if parent.tag in ("sup", "math") or "ltx_note" in (parent.attributes.get("class") or ""):
            return True
        parent = parent.parent
    return False


def _first(tree: LexborHTMLParser, places: str) -> str:
    for place in filter(None, places.split(", ")):
        selector, _, attribute = place.partition("@")
        for node in tree.css(selector)[:_MOST]:
            value = line(node.attributes.get(attribute) if attribute else node.text(deep=True))
            if value:
                return value
    return ""
