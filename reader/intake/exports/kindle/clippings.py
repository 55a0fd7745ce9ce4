"""`My Clippings.txt`, to which a Kindle adds whatever is marked in any book.

Nothing is taken back in it: a highlight that was made longer, and a note that was edited, are there
again. Bookmarks mark a location that only a Kindle can find; they are left out.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reader.intake.exports.kindle.clipping import Clipping, is_label, parse_clipping
from reader.intake.exports.kindle.label_words import BookSpan, Clip
from reader.intake.incoming import Annotation, ArticleFacts, IncomingNotes
from reader.intake.source_file import SourceFile, SourceForm
from reader.library.files.decode import decode

NAME: Final = "kindle"
_SEPARATOR: Final = re.compile(r"={6,}\s*+")
_MOST_VERSIONS: Final = 64
"""Highlights of a book, the latest, among which an earlier version of another is looked for."""
_MOST_NEIGHBOURS: Final = 32
"""Highlights before a note's location of which one may reach up to it."""


def is_clippings(source: SourceFile) -> bool:
    """Whether a file begins as the clippings of a Kindle do, whatever its name is."""
    if source.ending not in (".txt", "") or source.is_folder:
        return False
    is_wide = source.head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # saved again
    lines = (
        source.head.decode("utf-16" if is_wide else "utf-8", "replace")
        .replace("\ufeff", "")
        .splitlines()
    )
    first = [line for line in lines if line.strip()][:2]
    has_end = any(_SEPARATOR.fullmatch(line) for line in lines)
    return has_end and len(first) == 2 and is_label(first[1])


def read_clippings(source: SourceFile) -> Iterator[IncomingNotes]:
    """The highlights and notes of each book, in the order of the books. Raises ReaderError."""
    books: dict[tuple[str, str], _Book] = {}
    for clipping in _entries(decode(source.data()).text):
        key = (clipping.title, clipping.author)
        books.setdefault(key, _Book()).take(clipping)
    for (title, author), book in books.items():
        annotations = tuple(book.annotations())
        if annotations:
            yield IncomingNotes(ArticleFacts(title, author, by=NAME), annotations)


FORM: Final = SourceForm(NAME, is_clippings, read_clippings)


def _entries(text: str) -> Iterator[Clipping]:
    # A device that made the file puts a byte order mark before each entry.
    lines: list[str] = []
    for line in (*text.replace("\ufeff", "").split("\n"), "=" * 10):
        if not _SEPARATOR.fullmatch(line):
            lines.append(line.removesuffix("\r"))
            continue
        clipping = parse_clipping(lines)
        lines = []
        if clipping is not None:
            yield clipping


@dataclass(slots=True)
class _Book:
    """What was marked in one book, each highlight and note in its last version."""

    highlights: list[Clipping] = field(default_factory=list)
    notes: list[Clipping] = field(default_factory=list)
    known: set[tuple[Clip, str, BookSpan]] = field(default_factory=set)

    def take(self, clipping: Clipping) -> None:
        words = "".join(clipping.words.split())
        key = (clipping.kind, words, clipping.span)
        if not words or key in self.known or clipping.kind is Clip.BOOKMARK:
            return
        self.known.add(key)
        kept = self.highlights if clipping.kind is Clip.HIGHLIGHT else self.notes
        for at in range(len(kept) - 1, max(-1, len(kept) - 1 - _MOST_VERSIONS), -1):
            merged = _one_of(kept[at], clipping)
            if merged is not None:
                kept[at] = merged
                return
        kept.append(clipping)

    def annotations(self) -> Iterator[Annotation]:
        """Highlights with their notes, then what was noted elsewhere."""
        owners = _Owners(self.highlights)
        notes: defaultdict[int | None, list[Clipping]] = defaultdict(list)
        for note in self.notes:
            notes[owners.of(note.span)].append(note)
        for at, highlight in enumerate(self.highlights):
            yield _annotation(highlight, _joined(notes.pop(at, ())))
        yield from (_annotation(note, note.words) for note in notes.get(None, ()))


def _one_of(earlier: Clipping, later: Clipping) -> Clipping | None:
    """The longer of two versions of one highlight or note; None if they are two.

    A highlight has two versions if they overlap and the words of the one are in the other; a note,
    if it begins as it did, at the place where it was.
    """
    first, second = earlier.span, later.span
    if later.kind is Clip.HIGHLIGHT:
        is_one = _overlap(first, second) and (
            earlier.words in later.words or later.words in earlier.words
        )
    else:
        is_one = first == second and (
            later.words.startswith(earlier.words) or earlier.words.startswith(later.words)
        )
    if not is_one:
        return None
    return later if len(later.words) >= len(earlier.words) else earlier


def _overlap(first: BookSpan, second: BookSpan) -> bool:
    if first.start < 0 or second.start < 0:
        return first.page == second.page
    return first.start <= second.end and second.start <= first.end


class _Owners:
    """Finds the highlight that a note is on."""

    def __init__(self, highlights: Iterable[Clipping]) -> None:
        self._highlights = list(highlights)
        spans = ((each.span, at) for at, each in enumerate(self._highlights))
        self._located = sorted((s.start, s.end, at) for s, at in spans if s.start >= 0)
        self._pages: defaultdict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self._highlights):
            self._pages[_last_page(each.span)].append(at)

    def of(self, span: BookSpan) -> int | None:
        """The number of the highlight, None if there is none: a note stands at its last word."""
        if span.start < 0:
            on_page = self._pages.get(_last_page(span), []) if span.page else []
            return on_page[0] if len(on_page) == 1 else None
        last = bisect_right(self._located, (span.start, 1 << 62, 0))
        near = self._located[max(0, last - _MOST_NEIGHBOURS) : last]
        around = [each for each in near if each[1] >= span.start]
        return (
            min(around, key=lambda each: (each[1] != span.start, -each[0]))[2] if around else None
        )


def _last_page(span: BookSpan) -> str:
    return span.page.rpartition("-")[2]


def _joined(notes: Iterable[Clipping]) -> str:
    return "\n\n".join(note.words for note in notes)


def _annotation(clipping: Clipping, note: str) -> Annotation:
    quote = clipping.words if clipping.kind is Clip.HIGHLIGHT else ""
    return Annotation(quote, note, created=clipping.at, location=clipping.span.told)
