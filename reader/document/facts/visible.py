"""Facts that a page shows to its readers: byline, date, tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST_NAME: Final = 80
_MOST_TAGS: Final = 50


def read(tree: LexborHTMLParser) -> Iterator[Fact]:
    """Author and date, as a byline gives them."""
    for node in tree.css("a[rel~=author]")[:1]:
        text = line(node.text(deep=True))
        if len(text) <= _LONGEST_NAME:
            yield from stated(Origin.BYLINE, [(FactName.AUTHOR, text)])
    for selector in ("time[pubdate]", "time[datetime]", "time"):
        for node in tree.css(selector)[:1]:
            value = line(node.attributes.get("datetime")) or line(node.text(deep=True))
            yield from stated(Origin.BYLINE, [(FactName.DATE, value)])


def keywords(tree: LexborHTMLParser) -> Iterator[Fact]:
    """The tags that a page links to."""
    words = dict.fromkeys(
        line(node.text(deep=True)) for node in tree.css("a[rel~=tag]")[:_MOST_TAGS]
    )
    yield from stated(Origin.BYLINE, ((FactName.KEYWORD, word) for word in words))


def split_keywords(value: str) -> list[str]:
    """The words of `<meta name=keywords>`."""
    return [word.strip() for word in re.split(r"[,，;；、]", value)[:_MOST_TAGS]]
