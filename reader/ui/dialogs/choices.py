"""Lines for the pickers: what they say of headings, links, articles and what is known of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.document.addresses import shown_address
from reader.document.facts.fact import FactName
from reader.document.links import Link
from reader.document.model import Document
from reader.document.outline import Heading
from reader.library.article import reading_time
from reader.library.files.copy_names import conflict_of
from reader.library.files.piped import is_piped
from reader.services.reading.link_list import listed, text_of
from reader.text.safe import clean_line, shown_path
from reader.text.truncate import elide_middle
from reader.ui.dialogs.choice import Choice, Choices

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.library.search.alike.related import RelatedArticle
    from reader.services.backlinks import LinkingArticle
    from reader.services.owner.reading_places import Visit
    from reader.state.reading_state import ReadState

UNNAMED = "(untitled)"
TARGET_CELLS = 76
"""Cells of a link's target in a list; the middle of a longer one is left out."""


class _Made:
    """Choices that are made when they are asked for: an article may have 20,000 links."""

    def __init__(self, count: int, make: Callable[[int], Choice]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: int, /) -> Choice:
        return self._make(position)


def outline_choices(headings: Sequence[Heading]) -> Choices:
    """One line a heading, indented by its level below the highest; the key is its position."""
    highest = min((heading.level for heading in headings), default=1)

    def choice(position: int) -> Choice:
        heading = headings[position]
        text = clean_line(heading.text) or UNNAMED
        return Choice(str(position), text, indent=heading.level - highest)

    return _Made(len(headings), choice)


def link_choices(document: Document, links: Sequence[Link]) -> Choices:
    """The words around the first link to each target, and where it leads; the key is its position.

    A filter finds the whole address.
    """
    found = listed(links)

    def choice(position: int) -> Choice:
        number, times = found[position]
        words, target, around = text_of(document, links[number])
        return Choice(
            str(number),
            around or words or UNNAMED,
            elide_middle(target, TARGET_CELLS)[0],
            note=f"×{times:,}" if times > 1 else "",
            sought=f"{words} {target} {links[number].href}",
        )

    return _Made(len(found), choice)


def visit_choices(visits: Sequence[Visit]) -> Choices:
    """Title, how far it was read, and when it was opened; the key is its position."""

    def choice(position: int) -> Choice:
        visit = visits[position]
        title = clean_line(visit.opening.title) or shown_path(visit.opening.path.name)
        note = " · ".join(filter(None, (_progress(visit.state), _moment(visit.opening.at))))
        return Choice(str(position), title, note=note)

    return _Made(len(visits), choice)


def related_choices(found: Sequence[RelatedArticle]) -> Choices:
    """Title, source and date of each, and why it is there; the key is its position."""

    def choice(position: int) -> Choice:
        related = found[position]
        article = related.article
        date = article.date.iso[:10] if article.date is not None else ""
        note = " · ".join(filter(None, (clean_line(article.shown_source), date)))
        title = clean_line(article.title) or UNNAMED
        return Choice(str(position), title, clean_line(related.reason), note=note)

    return _Made(len(found), choice)


def backlink_choices(found: Sequence[LinkingArticle]) -> Choices:
    """Title, source and date of each, and the link as it is written; the key is its position."""

    def choice(position: int) -> Choice:
        article, href = found[position]
        date = article.date.iso[:10] if article.date is not None else ""
        note = " · ".join(filter(None, (clean_line(article.shown_source), date)))
        target = elide_middle(shown_address(href), TARGET_CELLS)[0]
        return Choice(str(position), clean_line(article.title) or UNNAMED, target, note=note)

    return _Made(len(found), choice)


def facts_of(article: Article, state: ReadState | None) -> Mapping[str, str]:
    """What is known of an article, by the name of each fact; what is not known is absent."""
    original = conflict_of(article.path.name)
    facts = {
        "Title": article.title,
        "Author": article.author,
        "Source": article.source,
        "Date": article.date.iso if article.date is not None else "",
        "Tags": ", ".join(article.tags),
        "Address": article.url,
        "File": article.file_name,
        "Path": "" if is_piped(article.path) else article.file_path,
        "Copy of": shown_path(original) if original else "",
        "Length": _length(article),
        "Language": article.language,
        "Encoding": article.encoding,
        "Read": _progress(state),
        "Read for": reading_time(int(state.seconds) // 60) if state is not None else "",
        "Last read": _moment(state.at) if state is not None else "",
    }
    return {name: fact for name, fact in facts.items() if fact}


def origins_of(article: Article) -> Mapping[str, str]:
    """Where the facts of `facts_of` are stated, by the same names."""
    names = {
        "Title": FactName.TITLE,
        "Author": FactName.AUTHOR,
        "Source": FactName.SITE,
        "Date": FactName.DATE,
        "Tags": FactName.KEYWORD,
        "Address": FactName.URL,
    }
    return {name: origin for name, fact in names.items() if (origin := article.origin_of(fact))}


def fact_choices(facts: Mapping[str, str], origins: Mapping[str, str]) -> Choices:
    """One line a fact, with where it is stated as its note; the key is its name."""
    widest = max(map(len, facts), default=0)
    return [
        Choice(name, f"{name:<{widest}}  {fact}", note=origins.get(name, ""))
        for name, fact in facts.items()
    ]


def _length(article: Article) -> str:
    time = reading_time(article.minutes)
    return f"{article.length:,} {article.unit.value}{f', {time}' if time else ''}"


def _progress(state: ReadState | None) -> str:
    if state is None:
        return ""
    return "read" if state.read else f"{state.progress:.0%}"


def _moment(at: datetime) -> str:
    """A moment in the owner's local time."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
