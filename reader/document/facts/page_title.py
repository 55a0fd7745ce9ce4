"""The title of a page, told from the name of its site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.text.safe import capped

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MOST_SEPARATORS: Final = 16
"""Separators of a title that are tried; each costs as much as the title is long."""
_SEPARATOR: Final = re.compile(r"\s*(?:[|｜–—_·»«/~：]|::?|-)++\s*")


@dataclass(frozen=True, slots=True)
class TitleSigns:
    """What tells which part of a page's `<title>` is the article's."""

    element: str
    """`<title>`, with the name of the site in it as often as not."""
    stated: tuple[Fact, ...]
    """Titles that the page's metadata state, most trusted first."""
    heading: str
    """The only `<h1>`; empty if there are several."""
    site: str


def signs(tree: LexborHTMLParser, facts: Iterable[Fact]) -> TitleSigns:
    """Read the elements that have to do with the title; `facts` are those of the metadata."""
    named = tuple(facts)
    site = next((fact.value for fact in named if fact.name is FactName.SITE), "")
    titles = tuple(fact for fact in named if fact.name is FactName.TITLE)
    element = _text(tree, "head > title") or _text(tree, "title")
    return TitleSigns(element, titles, _sole_heading(tree), site)


def read(about: TitleSigns) -> Iterator[Fact]:
    """The title, and what else may be it, best first."""
    yield from stated(Origin.TITLE_ELEMENT, [(FactName.TITLE, _without_site(about))])
    yield from about.stated
    yield from stated(Origin.HEADING, [(FactName.TITLE, about.heading)])


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return "" if node is None else line(node.text(deep=True))


def _sole_heading(tree: LexborHTMLParser) -> str:
    headings = [line(node.text(deep=True)) for node in tree.css("h1")]
    return headings[0] if len(set(headings)) == 1 else ""


def _without_site(about: TitleSigns) -> str:
    """The element's text without ` - Site`, if the page says which half is the site."""
    title = about.element
    proofs = {key for fact in about.stated[:1] if (key := _key(fact.value))}
    proofs |= {key} if (key := _key(about.heading)) else set()
    named = _key(about.site)
    for match in islice(_SEPARATOR.finditer(title), _MOST_SEPARATORS):
        left, right = title[: match.start()].strip(), title[match.end() :].strip()
        for half, other in ((left, right), (right, left)):
            if other and half and (_key(half) in proofs or (named and _key(other) == named)):
                return half
    return title


def _key(text: str) -> str:
    """Letters and digits only: pages punctuate headings and titles differently."""
    return "".join(c for c in unicodedata.normalize("NFKC", capped(text)).casefold() if c.isalnum())
