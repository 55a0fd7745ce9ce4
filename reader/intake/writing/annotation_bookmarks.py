"""Highlights and notes of other programs as bookmarks of ours."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Sequence

from reader.document.anchors.quote import Quote
from reader.document.anchors.text import bare_text
from reader.intake.incoming import Annotation, ArticleFacts
from reader.intake.writing.quoted_words import QuotedWords
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.durable.record import instant, timestamp
from reader.state.exchange import readwise
from reader.state.exchange.csv_table import beginning
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.text.fold import fold

_WORKS = uuid.UUID("6f0f3a52-6c1b-5c0e-9d7e-3f1b6d3c9a14")
"""The name space of works without an address."""


def work_address(title: str, author: str) -> str:
    """The address of something that has none, such as a book: one for each title and author.

    A name-based UUID (RFC 9562, 5.5) as a URN: it is the same whatever program tells of the book,
    in whichever order it has the parts of the author's name.
    """
    names = sorted(fold(author).replace(",", " ").replace(";", " ").split())
    return uuid.uuid5(_WORKS, json.dumps([*fold(title).split(), "", *names])).urn


def bookmarks_of(
    annotations: Sequence[Annotation],
    facts: ArticleFacts,
    article: ArticleRef,
    words: QuotedWords | None,
) -> tuple[Bookmark, ...]:
    """A bookmark for each annotation, with an id that it has whenever it comes in again.

    Words that are found have their place, and stand as the article has them; all others are looked
    for whenever the article is opened. `words` is None if there is no document to look in.
    """
    name = facts.url or work_address(facts.title, facts.author)
    told: Counter[str] = Counter()
    made: list[Bookmark] = []
    for annotation in annotations:
        key = "".join(fold(annotation.quote or annotation.note).split())
        made.append(_bookmark(annotation, facts, article, words, _id(name, key, told[key])))
        told[key] += 1
    return tuple(made)


def _id(name: str, words: str, number: int) -> str:
    """An id of the `number`th time that these words were marked."""
    told = json.dumps([name, words, number]).encode()
    return hashlib.blake2b(told, digest_size=16).hexdigest()


def _bookmark(
    annotation: Annotation,
    facts: ArticleFacts,
    article: ArticleRef,
    words: QuotedWords | None,
    key: str,
) -> Bookmark:
    quote = Quote(annotation.quote, annotation.prefix, annotation.suffix)
    place = end = None
    is_quote = bool(bare_text(quote.exact))
    if is_quote:
        place, end = beginning(quote)
        found = words.find(quote) if words is not None else None
        if found is not None:
            place, end = found.start, found.end
            quote = words.words(found) if words is not None and found.is_sure else quote
    created = instant(annotation.created)
    moment = timestamp(created) if created.year > 1 else ""
    return Bookmark(
        article,
        place,
        quote if is_quote else None,
        end,
        annotation.color if annotation.color in HIGHLIGHT_COLORS else "",
        annotation.note,
        tuple(dict.fromkeys(annotation.tags)),
        id=key,
        created=moment,
        updated=moment,
        extra=readwise.kept_columns(facts.author, annotation.location),
    )
