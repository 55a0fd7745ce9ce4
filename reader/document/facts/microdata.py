"""Facts in a page's microdata (HTML, 5; schema.org): `itemprop` and its like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST: Final = 20
_LONGEST_NAME: Final = 80
_VALUES: Final = ("content", "datetime")
_ASIDE: Final = ("comment", "review")


def read(tree: LexborHTMLParser) -> Iterator[Fact]:
    """Author, date, headline and publisher of the page's item; comments have their own."""
    names = dict.fromkeys(_authors(tree))
    yield from stated(Origin.MICRODATA, [(FactName.AUTHOR, ", ".join(names))])
    for node in tree.css("[itemprop~=datePublished]")[:_MOST]:
        if not _is_aside(node):
            yield from stated(Origin.MICRODATA, [(FactName.DATE, _value(node))])
    for node in tree.css("[itemprop~=headline]")[:_MOST]:
        if not _is_aside(node):
            yield from stated(Origin.MICRODATA, [(FactName.TITLE, _value(node))])
    for node in tree.css("[itemprop~=publisher] [itemprop~=name]")[:1]:
        yield from stated(Origin.MICRODATA, [(FactName.SITE, _value(node))])


def _authors(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[itemprop~=author], [itemprop~=creator]")[:_MOST]:
        if _is_aside(node):
            continue
        named = node.css("[itemprop~=name]")[:_MOST]
        for name in named or (node,):
            value = _value(name)
            if 0 < len(value) <= _LONGEST_NAME and not value.startswith(("http:", "https:")):
                yield value


def _value(node: LexborNode) -> str:
    attributes = node.attributes
    for name in _VALUES:
        if value := line(attributes.get(name)):
            return value
    return line(node.text(deep=True))


def _is_aside(node: LexborNode) -> bool:
    """Whether it belongs to a comment or another item within the page's own."""
    parent: LexborNode | None = node
    for _ in range(_MOST):
        parent = parent.parent if parent is not None else None
        if parent is None:
            return False
        attributes = parent.attributes
        scope = f"{attributes.get('itemtype') or ''} {attributes.get('itemprop') or ''}".lower()
        if any(word in scope for word in _ASIDE):
            return True
    return False
