"""One entry of wallabag, whichever form it was exported in.

Its second version writes `is_archived`, `is_starred`, `published_by`, `created_at`; the first has
`is_read`, `is_fav` and no dates. Tags are a list of labels, of objects with a label, or one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.document.body_kind import BodyKind
from reader.intake.exports.wallabag.ranged_text import RangedText
from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingAddress,
    IncomingArticle,
    Unreadable,
)
from reader.intake.syntax.field_values import is_true, text_value
from reader.library.metadata import dates

NAME: Final = "wallabag"
STARRED: Final = "starred"
"""The tag of what was starred: a choice of its owner, which would be lost otherwise."""
_FAILED: Final = re.compile(
    r"wallabag can['’]t retrieve contents|\[?unable to retrieve full-text content",
    re.IGNORECASE,
)
"""What stands instead of a text that wallabag could not fetch."""
_LONGEST_FAILURE: Final = 1_000
_UNTITLED: Final = frozenset((
    "no title found", "untitled", "sans titre", "podle nadpisu", "sin título", "با عنوان",
    "per titolo", "sem título", "без названия", "po naslovu", "без назви",
))  # fmt: skip


def entry_of(fields: Mapping[str, object], number: int) -> Incoming:
    """The article of an entry, or its address if wallabag has no text of it.

    `number` is what it is called by that has neither a title nor an address.
    """
    facts = _facts(fields)
    body = text_value(fields.get("content"))
    if len(body) < _LONGEST_FAILURE and _FAILED.search(body):
        body = ""
    annotations = tuple(_annotations(fields.get("annotations"), body))
    if body:
        return IncomingArticle(facts, body, BodyKind.HTML, annotations)
    if facts.url:
        return IncomingAddress(facts, annotations)
    return Unreadable(facts.title or f"entry {number}", "has neither a text nor an address")


def _facts(fields: Mapping[str, object]) -> ArticleFacts:
    title = text_value(fields.get("title"))
    tags = [*_tags(fields.get("tags"))]
    if is_true(fields.get("is_starred")) or is_true(fields.get("is_fav")):
        tags.append(STARRED)
    url = text_value(fields.get("url")) or text_value(fields.get("given_url"))
    return ArticleFacts(
        title="" if title.lower() in _UNTITLED else title,
        author=", ".join(_texts(fields.get("published_by"))),
        date=_moment(fields.get("published_at")),
        url=url,
        tags=tuple(dict.fromkeys(tags)),
        saved=_moment(fields.get("created_at")),
        by=NAME,
        language=text_value(fields.get("language")).replace("_", "-"),
    )


def _tags(value: object) -> Iterator[str]:
    for tag in value if isinstance(value, list) else (value,):
        if isinstance(tag, Mapping):
            yield from _texts(tag.get("label") or tag.get("slug"))
        else:
            yield from (part.strip() for part in text_value(tag).split(",") if part.strip())


def _texts(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [text for each in given if (text := text_value(each))]


def _moment(value: object) -> str:
    """A date in ISO 8601; PHP writes some as objects. Empty if it is not understood."""
    if isinstance(value, Mapping):
        zone = text_value(value.get("timezone"))
        value = text_value(value.get("date")) + (" UTC" if zone == "UTC" else "")
    parsed = dates.parse(text_value(value))
    return parsed.iso if parsed else ""


def _annotations(value: object, body: str) -> Iterator[Annotation]:
    places = RangedText(body)
    for each in value if isinstance(value, list) else ():
        if not isinstance(each, Mapping):
            continue
        quote, note = text_value(each.get("quote")), text_value(each.get("text"))
        if quote or note:
            before = places.before(each.get("ranges"), quote) if quote else ""
            yield Annotation(quote, note, before, created=_moment(each.get("created_at")))
