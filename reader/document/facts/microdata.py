"""Facts in a page's microdata (HTML, 5; schema.org): `itemprop` and its like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from reader.document.facts.fact import Fact, FactName, Origin, line, stated
from reader.document.facts.visible import person_name

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST: Final = 20
_LONGEST_BYLINE: Final = 300
_VALUES: Final = ("content", "datetime")
_ASIDE: Final = re.compile(r"comment|\breviews?\b")
_OTHER_KIND: Final = re.compile(r"comment|imageobject")
_PART_KIND: Final = re.compile(r"videoobject|mediaobject|audioobject|offer|product\b")
"""Kinds of items that are another one's where they are a property of it."""


def read(tree: LexborHTMLParser) -> Iterator[Fact]:
    """Author, date, headline and publisher of the page's item; comments have their own."""
    names = dict.fromkeys(_authors(tree))
    yield from stated(Origin.MICRODATA, [(FactName.AUTHOR, ", ".join(names))])
    dates = [node for node in tree.css("[itemprop~=datePublished]")[:_MOST] if not _is_aside(node)]
    for node in sorted(dates, key=lambda node: not _is_of_article(node)):
        yield from stated(Origin.MICRODATA, [(FactName.DATE, _value(node))])
    for node in tree.css("[itemprop~=headline]")[:_MOST]:
        if not _is_aside(node):
            yield from stated(Origin.MICRODATA, [(FactName.TITLE, _value(node))])
    for node in tree.css("[itemprop~=publisher] [itemprop~=name]")[:1]:
        yield from stated(Origin.MICRODATA, [(FactName.SITE, _value(node))])


def keywords(tree: LexborHTMLParser) -> Iterator[str]:
    """The keywords of the page's item, as one line each."""
    return (_value(node) for node in tree.css("[itemprop~=keywords]")[:1])


def _authors(tree: LexborHTMLParser) -> Iterator[str]:
    """The authors of the first item that has any: other items are other articles."""
    first: int | None = None
    for node in tree.css("[itemprop~=author], [itemprop~=creator]")[:_MOST]:
        if _is_aside(node):
            continue
        item = _item(node)
        if first is not None and item != first:
            continue
        names = [*_names(node)]
        if names:
            first = item
        yield from names


def _names(node: LexborNode) -> Iterator[str]:
    for named in node.css("[itemprop~=name]")[:_MOST] or (node,):
        value = _value(named)
        if 0 < len(value) <= _LONGEST_BYLINE and not value.startswith(("http:", "https:")):
            yield from person_name.credited(value)


def _is_of_article(node: LexborNode) -> bool:
    """Whether the item that a property is of is an article."""
    parent = node.parent
    for _ in range(_MOST):
        if parent is None:
            return False
        attributes = parent.attributes
        if "itemscope" in attributes:
            kind = (attributes.get("itemtype") or "").lower()
            return "article" in kind or "posting" in kind
        parent = parent.parent
    return False


def _item(node: LexborNode) -> int:
    """What tells the item that a property is of; of one without, the element three around it."""
    parent = node.parent
    around = [parent]
    for _ in range(_MOST):
        if parent is None:
            break
        if "itemscope" in parent.attributes:
            return int(parent.mem_id)
        parent = parent.parent
        around.append(parent)
    near = next(filter(None, reversed(around[:3])), None)
    return int(near.mem_id) if near is not None else 0


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
        # A page may be a review; what is a review of something on it has a property of its own.
        kind, role = (attributes.get("itemtype") or "").lower(), (attributes.get("itemprop") or "")
        is_part = bool(role) and _PART_KIND.search(kind) is not None
        if is_part or _OTHER_KIND.search(kind) or _ASIDE.search(role.lower()):
            return True
    return False
