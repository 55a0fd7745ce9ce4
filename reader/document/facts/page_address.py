"""The address of a page among all that it states, and its absolute form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from reader.document.facts.fact import Fact, FactName, Origin, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST: Final = 4_096
_SCHEMES: Final = ("http:", "https:")


def canonical(tree: LexborHTMLParser) -> Iterator[Fact]:
    """What `<link rel=canonical>` says, as it is written."""
    for node in tree.css("link[rel~=canonical][href]")[:1]:
        yield from stated(Origin.LINK, [(FactName.URL, node.attributes.get("href"))])


def absolute(facts: Iterable[Fact], tree: LexborHTMLParser) -> Iterator[Fact]:
    """The facts with addresses that can be opened, the likeliest first.

    A relative address is taken against one of the page that is none; without such it says nothing.
    The front page of a site is not trusted where another address is stated: templates give it to
    every page.
    """
    known = tuple(facts)
    yield from (fact for fact in known if fact.name is not FactName.URL)
    told = [fact for fact in known if fact.name is FactName.URL and len(fact.value) <= _LONGEST]
    base = next((fact.value for fact in told if fact.value.startswith(_SCHEMES)), "")
    for node in tree.css("base[href]")[:1] if not base else ():
        href = node.attributes.get("href") or ""
        base = href if href.startswith(_SCHEMES) else ""
    found = [replace(fact, value=value) for fact in told if (value := _joined(base, fact.value))]
    yield from sorted(found, key=_is_front)


def _joined(base: str, address: str) -> str:
    if address.startswith(_SCHEMES):
        return address
    if not base or ":" in address.split("/")[0] or address.startswith("#"):
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _is_front(fact: Fact) -> bool:
    try:
        parts = urlsplit(fact.value)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query and len(parts.fragment) < 2
