"""Facts that stand where the layout of a well-known site has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.document.facts.fact import Fact, FactName, Origin, line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MOST: Final = 20


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
        author="a.follow-nickName, .article-bar-top .follow-nickName",
        date=".blog-postTime@data-time",
    ),
    SiteLayout(
        "#hnmain", title=".titleline > a, tr#pagespace@title", author=".hnuser", date=".age@title"
    ),
    SiteLayout(
        ".ltx_page_main", title="h1.ltx_title_document", author=".ltx_personname", date=".ltx_dates"
    ),
)


def read(tree: LexborHTMLParser) -> Iterator[Fact]:
    """The facts of the site whose mark the page has."""
    for layout in _LAYOUTS:
        if tree.css_first(layout.mark) is None:
            continue
        yield from stated(
            Origin.SITE_LAYOUT,
            (
                (FactName.TITLE, _first(tree, layout.title)),
                (FactName.AUTHOR, _first(tree, layout.author)),
                (FactName.DATE, _first(tree, layout.date)),
                (FactName.SITE, layout.site),
            ),
        )


def _first(tree: LexborHTMLParser, places: str) -> str:
    for place in filter(None, places.split(", ")):
        selector, _, attribute = place.partition("@")
        for node in tree.css(selector)[:_MOST]:
            value = line(node.attributes.get(attribute) if attribute else node.text(deep=True))
            if value:
                return value
    return ""
