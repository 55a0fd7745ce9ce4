"""The tags of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MOST: Final = 50


def linked(tree: LexborHTMLParser) -> Iterator[Fact]:
    """The tags that a page links to."""
    words = dict.fromkeys(line(node.text(deep=True)) for node in tree.css("a[rel~=tag]")[:_MOST])
    yield from stated(Origin.BYLINE, ((FactName.KEYWORD, word) for word in words))


def split(value: str) -> list[str]:
    """The words of `<meta name=keywords>`."""
    return [word.strip() for word in re.split(r"[,，;；、]", value)[:_MOST]]
