"""Words that another program quoted, sought in a document.

Programs quote what they showed: as Markdown or HTML, with other quotation marks, without the middle
of a long passage, and cut off where their limits are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.document.anchors.finder import FoundQuote, QuoteFinder
from reader.document.anchors.quote import Quote, describe, describe_apart
from reader.document.anchors.text import bare_text
from reader.document.body_kind import BodyKind
from reader.document.model import Document, Place
from reader.document.plain_text import plain_text
from reader.text.references import unescape

_MARKUP = re.compile(r"[*_`~\[\]<>#&\\|]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_GAP = re.compile(r"[ \t\n]*+[\[(]?(?:\u2026{1,2}|\.{3}|(?:\. ){2}\.)[\])]?[ \t\n]*+")
_SHORTEST_PART = 8
"""Visible characters on either side of what was left out that are looked for."""
_LONGEST_GAP = 20_000
"""Characters of a document that may have been left out between two parts of a quote."""
_MOST_PRECISE = 1_000_000
"""Characters of a document in which surroundings are chosen so that they tell twins apart."""


class QuotedWords:
    """Finds what other programs quoted from one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._finder = QuoteFinder(document)
        self._lengths = [len(block.text) for block in document.blocks]
        size = sum(self._lengths)
        self._describe = describe_apart if size <= _MOST_PRECISE else describe

    def find(self, quote: Quote) -> FoundQuote | None:
        """Where the words are; unsure if they are only alike, None if they are not there."""
        guess: FoundQuote | None = None
        for form in _forms(quote):
            found = self._seek(form)
            if found is not None and found.is_sure:
                return found
            guess = guess or found
        return self._around_gaps(quote) or guess

    def words(self, found: FoundQuote) -> Quote:
        """The words that were found, as the document has them, with what surrounds them."""
        return self._describe(self._document, found.start, found.end)

    def _seek(self, quote: Quote) -> FoundQuote | None:
        return self._finder.find(quote, Place(0), Place(0, max(len(quote.exact), 1)))

    def _around_gaps(self, quote: Quote) -> FoundQuote | None:
        """A passage whose middle was left out: from its first words to its last."""
        parts = [part for part in _GAP.split(quote.exact) if part]
        if len(parts) < 2 or min(len(bare_text(parts[at])) for at in (0, -1)) < _SHORTEST_PART:
            return None
        first = self._seek(Quote(parts[0], quote.prefix))
        last = self._seek(Quote(parts[-1], "", quote.suffix))
        if first is None or last is None or not (first.is_sure and last.is_sure):
            return None
        if first.end > last.start or self._characters(first.end, last.start) > _LONGEST_GAP:
            return None
        return FoundQuote(first.start, last.end)

    def _characters(self, start: Place, end: Place) -> int:
        between = sum(self._lengths[start.block : end.block])
        return between - start.offset + end.offset


def _forms(quote: Quote) -> Iterator[Quote]:
    """The quote as it was given, without its markup, without a mark that it was cut off."""
    seen = {quote.exact}
    yield quote
    for exact in (_without_markup(quote.exact), _without_ends(quote.exact)):
        if exact and exact not in seen:
            seen.add(exact)
            yield Quote(exact, quote.prefix, quote.suffix)


def _without_markup(words: str) -> str:
    if not _MARKUP.search(words):
        return words
    return plain_text(unescape(_TAG.sub("", words)), BodyKind.MARKDOWN).strip()


def _without_ends(words: str) -> str:
    """The words without marks at their ends that something was left out there."""
    parts = [part for part in _GAP.split(words) if part]
    return parts[0] if len(parts) == 1 else ""
