"""Words that another program quoted, sought in a document.

Programs quote what they showed: as Markdown or HTML, with other quotation marks and line breaks,
without the middle of a long passage, and cut off where their limits are. So a quote is sought by
its words alone, whatever stands between them; only one that is not found so may be a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from reader.document.anchors.finder import Certainty, FoundQuote, QuoteFinder
from reader.document.anchors.quote import Describer, Quote
from reader.document.anchors.text import WholeText, bare_text, common
from reader.document.body_kind import BodyKind
from reader.document.model import Document, Place
from reader.document.plain_text import plain_text
from reader.text.fold import fold
from reader.text.references import unescape
from reader.text.unicode.scripts import HAN, KANA

_WORD: Final = re.compile(rf"[{HAN}{KANA}]|(?:(?![{HAN}{KANA}])[^\W_])+")
"""A word, or a character of a script that parts no words."""
_BETWEEN: Final = r"[\W_]{0,60}+"
"""What may stand between two words of a quote: marks, quotation marks, breaks."""
_PART: Final = 40
"""Words at either end of a quote that are looked for; those between only where it is shorter."""
_SLACK: Final = 1.5
"""How much longer than a long quote the passage may be that has its ends."""
_MARKUP: Final = re.compile(r"[*_`~\[\]<>#&\\|]")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_GAP: Final = re.compile(r"[\[(]?(?:\u2026{1,2}|\.{3}|\. \. \.)[\])]?")
_SHORTEST_PART: Final = 8
"""Visible characters on either side of what was left out that are looked for."""
_LONGEST_GAP: Final = 20_000
"""Characters of a document that may have been left out between two parts of a quote."""
_MOST_PLACES: Final = 500
"""Places of the same words that are compared."""
_MOST_TRIED: Final = 2_000
"""Places of the first words of a long quote at which the last are looked for."""
_CONTEXT: Final = 64
"""Letters on either side of a quote by which it is told from others like it."""
_MOST_SEARCHED: Final = 2_000_000_000
"""Characters that are looked through for all quotes of a document: some seconds."""
_MOST_GUESSED: Final = 20_000_000
"""Characters that are looked through for words that are not there as they were quoted."""


class QuotedWords:
    """Finds what other programs quoted from one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = WholeText(document)
        self._folded = fold(self._text.whole)
        self._searched = self._guessed = 0

    def find(self, quote: Quote) -> FoundQuote | None:
        """Where the words are; unsure if they are only alike, or stand there more than once.

        None if they are not there, or so much was looked for that nothing more is.
        """
        if not self._document.blocks or self._searched > _MOST_SEARCHED:
            return None
        for exact in _forms(quote.exact):
            found = self._seek(Quote(exact, quote.prefix, quote.suffix))
            if found is not None:
                return found
        return self._around_gaps(quote) or self._guess(quote)

    def words(self, found: FoundQuote) -> Quote:
        """The words that were found, as the document has them, with what surrounds them."""
        return self._describer.apart(found.start, found.end)

    @cached_property
    def _describer(self) -> Describer:
        return Describer(self._document)

    @cached_property
    def _finder(self) -> QuoteFinder:
        return QuoteFinder(self._document)

    def _seek(self, quote: Quote) -> FoundQuote | None:
        span = self._span(quote)
        if span is None:
            return None
        (first, last), is_sole = span
        first, last = _with_marks(self._text.whole, first, last, quote.exact)
        certainty = Certainty.SURE if is_sole else Certainty.UNSURE
        return FoundQuote(self._text.place(first), self._text.place(last), certainty)

    def _span(self, quote: Quote) -> tuple[tuple[int, int], bool] | None:
        """The offsets of the likeliest of all places of some words, and whether it is the only."""
        words = _words(quote.exact)
        if not words:
            return None
        places = [*islice(self._places(words, len(quote.exact)), _MOST_PLACES)]
        exact = bare_text(fold(quote.exact))
        prefix = "".join(_words(quote.prefix[-4 * _CONTEXT :]))[-_CONTEXT:]
        suffix = "".join(_words(quote.suffix[: 4 * _CONTEXT]))[:_CONTEXT]
        ranked = [(self._rank(place, prefix, exact, suffix), place) for place in places]
        if not ranked:
            return None
        best = max(rank for rank, _ in ranked)
        likely = [place for rank, place in ranked if rank == best]
        return likely[0], len(likely) == 1

    def _places(self, words: list[str], length: int) -> Iterator[tuple[int, int]]:
        self._searched += len(self._folded)
        head, tail = words[:_PART], words[_PART:][-_PART:]
        ends = _pattern(tail) if tail else None
        for found in islice(_pattern(head).finditer(self._folded), _MOST_TRIED):
            if ends is None:
                yield found.span()
                continue
            most = found.start() + int(length * _SLACK) + _CONTEXT
            least = found.end() + max(0, len(words) - _PART - len(tail))
            self._searched += most - found.start()
            if self._searched > _MOST_SEARCHED:
                return
            behind = ends.search(self._folded, least, most)
            if behind is not None:
                yield found.start(), behind.end()

    def _rank(
        self, place: tuple[int, int], prefix: str, exact: str, suffix: str
    ) -> tuple[int, bool, bool]:
        """How well a place suits: its surroundings, its marks, whether it has whole words."""
        first, last = place
        whole = self._folded
        before = "".join(_words(whole[max(0, first - 2 * _CONTEXT) : first]))
        after = "".join(_words(whole[last : last + 2 * _CONTEXT]))
        same = common(before[::-1], prefix[::-1]) + common(after, suffix)
        is_cut = whole[first - 1 : first].isalnum() or whole[last : last + 1].isalnum()
        is_exact = last - first <= 2 * len(exact) and bare_text(whole[first:last]) in exact
        return same, is_exact, not is_cut

    def _around_gaps(self, quote: Quote) -> FoundQuote | None:
        """A passage whose middle was left out: from its first words to its last."""
        parts = [part for part in _GAP.split(quote.exact) if part.strip()]
        if len(parts) < 2 or min(len(bare_text(parts[at])) for at in (0, -1)) < _SHORTEST_PART:
            return None
        first = self._span(Quote(parts[0], quote.prefix))
        last = self._span(Quote(parts[-1], "", quote.suffix))
        if first is None or last is None or not (first[1] and last[1]):
            return None
        start, end = first[0][0], last[0][1]
        if not first[0][1] <= last[0][0] <= first[0][1] + _LONGEST_GAP:
            return None
        start, end = _with_marks(self._text.whole, start, end, quote.exact)
        return FoundQuote(self._text.place(start), self._text.place(end))

    def _guess(self, quote: Quote) -> FoundQuote | None:
        self._guessed += len(self._folded)
        if self._guessed > _MOST_GUESSED:
            return None
        return self._finder.find(quote, Place(0), Place(0, max(len(quote.exact), 1)))


def _forms(words: str) -> Iterator[str]:
    """The words as they were given, and without markup: with more in them than words of a text."""
    composed = unicodedata.normalize("NFC", words)
    yield composed
    if _MARKUP.search(composed):
        plain = plain_text(unescape(_TAG.sub(" ", composed)), BodyKind.MARKDOWN).strip()
        if plain and plain != composed:
            yield unicodedata.normalize("NFC", plain)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(_BETWEEN.join(map(re.escape, words)))


def _with_marks(whole: str, first: int, last: int, exact: str) -> tuple[int, int]:
    """A span with the punctuation at its ends that the quote has at its own."""
    stripped = exact.strip()
    before = len(stripped) - len(stripped.lstrip(_MARKS))
    after = len(stripped) - len(stripped.rstrip(_MARKS))
    while before and first and whole[first - 1] in _MARKS:
        first, before = first - 1, before - 1
    while after and last < len(whole) and whole[last] in _MARKS:
        last, after = last + 1, after - 1
    return first, last


_MARKS: Final = "\"'.,;:!?()[]«»‹›“”‘’„‚…—–-·、。，；：！？（）「」『』《》〈〉【】％%+#"
