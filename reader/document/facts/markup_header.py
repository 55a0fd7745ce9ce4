"""Facts in the header of a document in Org, AsciiDoc or reStructuredText."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import Fact, FactName, Origin, PageFacts, stated
from reader.document.sources.markups import light_markup
from reader.text.references import unescape

_WINDOW: Final = 20_000
_NAMES: Final[Mapping[FactName, tuple[str, ...]]] = {
    FactName.AUTHOR: ("authors", "author"),
    FactName.DATE: ("revdate", "date", "pubdate", "published", "created", "docdate"),
    FactName.URL: ("url", "link", "source", "page-url", "canonical-url", "export_url"),
    FactName.LANGUAGE: ("lang", "language"),
    FactName.DESCRIPTION: ("description", "summary", "page-description"),
}
"""Of each fact its names in the three markups, best first."""
_TITLES: Final = ("doctitle", "title")
_TAGS: Final = ("filetags", "tags", "page-tags", "jbake-tags", "keywords", "hugo_tags")
_HEADING: Final = re.compile(r"^#{1,6} (.{1,2000})$", re.MULTILINE)
_MARKS: Final = re.compile(
    r"\\(?P<mark>[!-/:-@\[-`{-~])|\]\([^()\s]{0,2000}\)|\[\^[^\[\]]{1,60}\]|!?\[|</?[a-z]{1,6}>|[*`]|~~"
)
_STAMP: Final = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^<>\[\]\n]{0,60}[>\]]")


def read(text: str, kind: BodyKind) -> PageFacts:
    """The facts that a body states. Where it states no title, its first heading is it."""
    values = dict(light_markup.header(text[:_WINDOW], kind))
    stated_title = next((values.pop(name) for name in _TITLES if values.get(name)), "")
    facts = [*_facts(values)]
    if stated_title:
        title = _plain(light_markup.to_markdown(f"x {stated_title}", kind)).removeprefix("x ")
        facts += stated(Origin.MARKUP_HEADER, [(FactName.TITLE, title)])
    else:
        heading = _HEADING.search(light_markup.to_markdown(text[:_WINDOW], kind))
        facts += stated(Origin.HEADING, [(FactName.TITLE, _plain(heading[1]) if heading else "")])
    return PageFacts(tuple(facts))


def _plain(markdown: str) -> str:
    """A line of Markdown as it reads."""
    return unescape(_MARKS.sub(lambda found: found["mark"] or "", markdown))


def _facts(values: Mapping[str, str]) -> Iterator[Fact]:
    for fact, names in _NAMES.items():
        for value in (values[name] for name in names if values.get(name)):
            plain = _STAMP.sub(r"\1", value) if fact is FactName.DATE else value
            yield from stated(Origin.MARKUP_HEADER, [(fact, plain)])
    for value in (values[name] for name in _TAGS if values.get(name)):
        words = re.split(r"[,;，、]" if re.search(r"[,;，、]", value) else r"[:\s]", value)
        yield from stated(Origin.MARKUP_HEADER, ((FactName.KEYWORD, word) for word in words))
        break
