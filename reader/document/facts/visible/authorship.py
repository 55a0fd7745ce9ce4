"""Who wrote a page and when: what its metadata say, and what it shows to its readers.

Metadata are trusted first, with exceptions that sites make necessary: the publisher who stands
where an author should gives way to a person, and so does a name that the page never shows to the
name in its byline. When a page was changed last counts only if nothing else is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from reader.document.facts.fact import Fact, FactName, Origin, stated
from reader.document.facts.visible import byline, person_name, publication_date
from reader.document.facts.visible.body_text import BodyText
from reader.document.facts.visible.byline import Byline

_RIGHTS: Final = ("©", "&copy;", "&#169;", "&#xA9;", "opyright")
_HOLDER: Final = re.compile(
    r"(?:©|&copy;|&#(?:169|xA9);|opyright)\s{0,5}(?:©|&copy;|&#(?:169|xA9);|\([cC]\))?\s{0,5}"
    r"(?:\d{4}\s{0,3}(?:[-–—,]\s{0,3}\d{4})?[,.]?\s{0,5})?(?:by\s{1,5})?"
    r"(?P<name>[^\n.|·,<>\"]{2,60})"
)
_MOST_NOTICES: Final = 5
_CERTAIN: Final = frozenset((Origin.PAGE_SCRIPT, Origin.SITE_LAYOUT, Origin.CITATION))
"""What a site's own program wrote for this article; nothing on the page is asked beside it."""


def complete(facts: Iterable[Fact], markup: str, body: Callable[[], BodyText]) -> Iterator[Fact]:
    """The facts with author and date in order of trust.

    `markup` is that of the body; what it says is read only where the metadata leave a doubt.
    """
    known = tuple(facts)
    yield from (fact for fact in known if fact.name not in _HERE)
    yield from _authors(known, markup, body)
    yield from _dates(known, body)


_HERE: Final = frozenset((FactName.AUTHOR, FactName.DATE, FactName.CHANGED))


def _authors(known: tuple[Fact, ...], markup: str, body: Callable[[], BodyText]) -> Iterator[Fact]:
    told = [fact for fact in known if fact.name is FactName.AUTHOR]
    if told and told[0].origin in _CERTAIN:
        yield from told
        return
    sites = _sites(known) | _holders(markup)
    sure = [_turned(own, markup) for fact in told if (own := _without_publisher(fact, sites))]
    is_plain = bool(sure) and all(map(person_name.is_like_name, sure[0].value.split(", ")))
    if not is_plain or not _is_shown(sure[0], markup):
        yield from _byline(sure, body(), sites)
    yield from dict.fromkeys([*sure, *told])


def _byline(sure: list[Fact], page: BodyText, sites: set[str]) -> Iterator[Fact]:
    """The author that the page shows, if that is to be believed rather than its metadata."""
    found = byline.find(page)
    seen = _shown(found, sites)
    if seen is None:
        # A blog may be called after the one who writes it.
        if found is not None and not sure and found.is_marked:
            yield from stated(Origin.BYLINE, [(FactName.AUTHOR, person_name.joined(found.names))])
        return
    is_better = seen.is_beside_heading and bool(sure) and not _is_shown(sure[0], page.text)
    if not sure or is_better or _is_crowd(sure[0], seen):
        yield from stated(Origin.BYLINE, [(FactName.AUTHOR, person_name.joined(seen.names))])


def _shown(found: Byline | None, sites: set[str]) -> Byline | None:
    """A byline without the names of the site; None if nobody is left."""
    if found is None:
        return None
    names = tuple(name for name in found.names if _key(name) not in sites)
    return found._replace(names=names) if names else None


def _without_publisher(fact: Fact, sites: set[str]) -> Fact | None:
    """The fact with the people of it only; None if it names offices and publishers alone."""
    people = [
        name
        for name in fact.value.split(", ")
        if _key(name) not in sites and not person_name.is_collective(name)
    ]
    return replace(fact, value=person_name.joined(people)) if people else None


def _is_crowd(fact: Fact, seen: Byline) -> bool:
    """Whether models and hairdressers are named beside those whom the byline names."""
    names = fact.value.split(", ")
    is_part = seen.is_beside_heading and set(seen.names) < set(names)
    return is_part and not all(map(person_name.is_like_name, names))


def _turned(fact: Fact, text: str) -> Fact:
    """`Ann Ray` for `Ray, Ann` if the page has it so somewhere."""
    name = person_name.turned(fact.value)
    return replace(fact, value=name) if name != fact.value and name in text else fact


def _is_shown(fact: Fact, text: str) -> bool:
    names = fact.value.split(", ")[:3]
    if any(name in text for name in names):
        return True
    folded = text.casefold()
    return any(name.casefold() in folded for name in names)


def _sites(known: tuple[Fact, ...]) -> set[str]:
    """Keys of the names of the site: as it is stated, and as its host is called."""
    names = {_key(fact.value.lstrip("@")) for fact in known if fact.name is FactName.SITE}
    for fact in known:
        if fact.name is FactName.URL:
            host = _host(fact.value)
            names |= {_key(host), _key(host.removeprefix("www."))}
            names |= {_key(part) for part in host.split(".") if len(part) > 3}
    return names - {""}


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _holders(text: str) -> set[str]:
    """Keys of those who hold the rights, as the notices on the page have them."""
    names: set[str] = set()
    for sign in _RIGHTS:
        at = text.find(sign)
        for _ in range(_MOST_NOTICES):
            match = _HOLDER.match(text, at) if at >= 0 else None
            if match is not None:
                words = match["name"].split()
                names |= {_key(" ".join(words[:count])) for count in range(1, len(words) + 1)}
            at = text.find(sign, at + 1) if at >= 0 else -1
    return names - {""}


def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _dates(known: tuple[Fact, ...], body: Callable[[], BodyText]) -> Iterator[Fact]:
    told = [fact for fact in known if fact.name is FactName.DATE]
    yield from told
    if any(publication_date.is_day(fact.value) for fact in told):
        return
    shown = publication_date.find(body())
    yield from stated(Origin.BYLINE, ((FactName.DATE, value) for value in shown.published))
    addresses = [fact.value for fact in known if fact.name is FactName.URL]
    days, months = publication_date.in_addresses(addresses)
    yield from stated(Origin.ADDRESS, ((FactName.DATE, value) for value in days))
    for fact in known:
        if fact.name is FactName.CHANGED:
            yield replace(fact, name=FactName.DATE)
    yield from stated(Origin.BYLINE, ((FactName.DATE, value) for value in shown.changed))
    yield from stated(Origin.ADDRESS, ((FactName.DATE, value) for value in months))
