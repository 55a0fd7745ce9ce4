"""Facts in a page's JSON-LD (schema.org), as sites really write it.

It stands in CDATA sections and comments, with references in it, with commas too many, or cut; what
no parser takes is read field by field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reader.document.facts.fact import Fact, FactName, Origin, stated
from reader.document.facts.page_source import Script
from reader.document.facts.visible import person_name
from reader.text.references import unescape

Item = dict[str, object]

_LONGEST: Final = 1_000_000
_MOST_ITEMS: Final = 500
_MOST_PEOPLE: Final = 20
_ARTICLES: Final = (
    "Article", "Posting", "Report", "CreativeWork", "Book", "Recipe", "HowTo", "Review", "Chapter",
    "Thesis", "Episode", "VideoObject", "Course", "Question", "Blog", "Message", "Dataset", "Poem",
    "ShortStory", "SoftwareSourceCode", "AudioObject",
)  # fmt: skip
"""Parts of the types that are an article, rather than a page that shows one."""
_PAGES: Final = ("WebPage", "ItemPage", "ProfilePage", "AboutPage")
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemReviewed")
_OPENS: Final = re.compile(r"(?://\s{0,20})?(?:<!\[CDATA\[|<!--|/\*\s{0,20}<!\[CDATA\[\s{0,20}\*/)")
_CLOSES: Final = re.compile(r"(?://\s{0,20})?(?:\]\]>|-->|/\*\s{0,20}\]\]>\s{0,20}\*/)$")
_LONGEST_END: Final = 80
"""Characters of a script's end in which a section or a comment is closed."""
_COMMA_TOO_MANY: Final = re.compile(r",(\s{0,200}[}\]])")
_STRING: Final = r"\"(?P<value>(?:[^\"\\]|\\.){1,2000})\""
_FIELDS: Final = {
    FactName.TITLE: re.compile(rf"\"headline\"\s{{0,20}}:\s{{0,20}}{_STRING}"),
    FactName.DATE: re.compile(rf"\"datePublished\"\s{{0,20}}:\s{{0,20}}{_STRING}"),
    FactName.AUTHOR: re.compile(
        rf"\"author\"\s{{0,20}}:[\s\[{{]{{0,40}}(?:\"@type\"\s{{0,20}}:\s{{0,20}}\"\w{{1,40}}\"\s{{0,20}},\s{{0,20}})?"
        rf"\"name\"\s{{0,20}}:[\s\[]{{0,20}}{_STRING}"
    ),
}


def read(scripts: Iterable[Script]) -> Iterator[Fact]:
    """The facts of the article items first, then those of the page items."""
    items: list[Item] = []
    damaged: list[str] = []
    for script in scripts:
        if "ld+json" in script.attributes and len(script.content) <= _LONGEST:
            found = list(_parsed(script.content))
            items += (item for data in found for item in _items(data))
            if not found:
                damaged.append(script.content)
    named = {str(item["@id"]): item for item in items if "@id" in item and "name" in item}
    for kinds in (_ARTICLES, _PAGES):
        for item in items[:_MOST_ITEMS]:
            if any(kind in _kinds(item) for kind in kinds):
                yield from stated(Origin.LINKED_DATA, _fields(item, named))
    for source in damaged:
        yield from _salvaged(source)


def _parsed(source: str) -> Iterator[object]:
    """The values of a script: one, or several one after the other; none if it cannot be read."""
    bare = _bare(source)
    decoder = json.JSONDecoder(strict=False)
    for text in (bare, _COMMA_TOO_MANY.sub(r"\1", bare), unescape(bare)):
        values: list[object] = []
        at = 0
        try:
            while at < len(text) and len(values) < _MOST_ITEMS:
                value, at = decoder.raw_decode(text, at)
                values.append(value)
                while at < len(text) and text[at] in " \t\r\n,;":
                    at += 1
        except (ValueError, RecursionError):
            pass
        if values:
            yield from values
            return


def _bare(source: str) -> str:
    """A script without the section or the comment that it stands in; there may be one in another.

    White space is stripped, never matched: of a long run of it each character would be tried.
    """
    bare = source.strip()
    for _ in range(2):
        if opens := _OPENS.match(bare):
            bare = bare[opens.end() :].lstrip()
        if closes := _CLOSES.search(bare, max(0, len(bare) - _LONGEST_END)):
            bare = bare[: closes.start()].rstrip()
    return bare.rstrip(";").strip()


def _salvaged(source: str) -> Iterator[Fact]:
    for name, pattern in _FIELDS.items():
        if match := pattern.search(source[:_LONGEST]):
            value = match["value"].replace('\\"', '"').replace("\\/", "/")
            yield from stated(Origin.LINKED_DATA, [(name, unescape(value))])


def _kinds(item: Item) -> str:
    kinds = item.get("@type")
    return " ".join(map(str, kinds[:20])) if isinstance(kinds, list) else str(kinds or "")


def _items(data: object) -> Iterator[Item]:
    queue = [data]
    for _ in range(_MOST_ITEMS):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item[:50])
        elif isinstance(item, dict):
            yield item
            queue.extend(item.get(name) for name in _INSIDE)


def _fields(item: Item, named: Mapping[str, Item]) -> Iterator[tuple[FactName, str]]:
    yield FactName.TITLE, _string(item.get("headline"))
    people = _people(item.get("author") or item.get("creator"), named)
    names = (name for person in people for name in person_name.credited(person))
    yield FactName.AUTHOR, person_name.joined(names)
    for name in ("datePublished", "dateCreated", "uploadDate"):
        yield FactName.DATE, _string(item.get(name))
    yield FactName.CHANGED, _string(item.get("dateModified"))
    for name in ("publisher", "isPartOf", "sourceOrganization", "provider"):
        yield FactName.SITE, next(_people(item.get(name), named), "")
    yield FactName.URL, _address(item)
    yield FactName.DESCRIPTION, _string(item.get("description"))


def _people(value: object, named: Mapping[str, Item]) -> Iterator[str]:
    people: list[object] = value if isinstance(value, list) else [value]
    for person in people[:_MOST_PEOPLE]:
        known = person
        if isinstance(person, dict) and "name" not in person:
            # The author may be told of in an item of its own (JSON-LD, node references).
            known = named.get(str(person.get("@id")), person)
        said: object = known.get("name") if isinstance(known, dict) else known
        for name in said[:_MOST_PEOPLE] if isinstance(said, list) else [said]:
            if isinstance(name, str) and name.strip():
                yield _string(name)


def _address(item: Item) -> str:
    for value in (item.get("url"), item.get("mainEntityOfPage")):
        address = value.get("@id") if isinstance(value, dict) else value
        if isinstance(address, str) and address.startswith(("http:", "https:")):
            return address
    return ""


def _string(value: object) -> str:
    """A string with its references resolved, also those that were escaped twice."""
    return unescape(unescape(value)) if isinstance(value, str) else ""
