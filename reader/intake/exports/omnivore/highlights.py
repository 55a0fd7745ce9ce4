"""What was marked in one article, as Omnivore writes it.

    > The words. #label

    #label #another

    The note.

Labels and note are missing where there are none; entries are parted by blank lines as they are
themselves. Blank lines in the words stand as `> ` before the next paragraph, and lines in them go
on without a mark. A note on the article as such stands alone, with three blank lines behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reader.document.anchors.text import letters_of
from reader.intake.incoming import Annotation
from reader.text.fold import fold

_LABELS: Final = re.compile(r"#[^#\n]{1,200}(?:[ \t]#[^#\n]{1,200})*+")
_HASHTAG: Final = re.compile(r"(?<!\S)#([^\W\d_][\w/-]{0,100})(?=[ \t]*(?:\Z|#))")
_BEHIND: Final = re.compile(
    r"(?:\s\[[^\[\]\n]{1,20}\]\(https?://[^()\s]{1,300}\))?(?:\s{1,3}(?P<labels>#[^\n]{1,300}))?\Z"
)
"""A link to the highlight, as in notes of Obsidian, and labels."""
_LONGEST_END: Final = 800
_APART: Final = 3
"""Blank lines behind a note on the article."""
_MOST_UNMARKED: Final = 100
"""Lines without a mark that a quote may have at its end."""


@dataclass(slots=True)
class _Entry:
    quote: str = ""
    labels: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    def annotation(self) -> Annotation:
        note = "\n\n".join(self.notes)
        tags = (*self.labels, *_HASHTAG.findall(note))
        return Annotation(self.quote, note, tags=tuple(dict.fromkeys(tags)))


def parse_highlights(text: str, article: str) -> tuple[Annotation, ...]:
    """The highlights and notes of an article; `article` is its text, in plain words."""
    letters = letters_of(fold(article))
    entries: list[_Entry] = []
    for paragraph, blanks in _paragraphs(text):
        if paragraph.startswith(">"):
            quote, rest = _parted(paragraph, letters)
            quote, labels = _without_labels(quote, letters)
            entries.append(_Entry(quote, labels, notes=[rest] if rest else []))
            continue
        last = entries[-1] if entries else None
        if last is None or not last.quote or blanks >= _APART:
            entries.append(_Entry(notes=[paragraph]))
        elif _LABELS.fullmatch(paragraph) and not last.labels and not last.notes:
            last.labels = tuple(label.strip() for label in paragraph.split("#") if label.strip())
        else:
            last.notes.append(paragraph)
    return tuple(entry.annotation() for entry in entries)


def _paragraphs(text: str) -> Iterator[tuple[str, int]]:
    """Each run of lines that are not blank, with the number of blank lines behind it."""
    lines: list[str] = []
    blanks = 0
    for line in (*text.replace("\r\n", "\n").split("\n"), ""):
        if not line.strip():
            blanks += 1
            continue
        if lines and blanks:
            yield "\n".join(lines).strip(), blanks
            lines = []
        blanks = 0
        lines.append(line)
    if lines:
        yield "\n".join(lines).strip(), blanks


def _parted(paragraph: str, letters: str) -> tuple[str, str]:
    """The words of a quote, and what stands behind them on lines without a mark.

    Such a line goes on with the words as far as these are in the article: else it is a note.
    """
    lines = paragraph.split("\n")
    marked = max(at for at, line in enumerate(lines) if line.startswith(">"))
    end = marked + 1
    quote = _unmarked(lines[:end])
    while end < min(len(lines), marked + _MOST_UNMARKED):
        longer = _unmarked(lines[: end + 1])
        if letters_of(fold(longer)) not in letters:
            break
        quote, end = longer, end + 1
    return quote, "\n".join(lines[end:]).strip()


def _without_labels(quote: str, letters: str) -> tuple[str, tuple[str, ...]]:
    """The words, and the labels behind them that are not in the article."""
    found = None if letters_of(fold(quote)) in letters else _BEHIND.search(quote[-_LONGEST_END:])
    if found is None:
        return quote, ()
    labels = (label.strip() for label in (found["labels"] or "").split("#"))
    return quote[: len(quote) - len(found[0])].rstrip(), tuple(filter(None, labels))


def _unmarked(lines: list[str]) -> str:
    """The words without their marks; each mark begins a paragraph."""
    out = ""
    for line in lines:
        mark = "\n\n" if line.startswith(">") else "\n"
        out += (mark if out else "") + line.removeprefix(">").strip()
    return out.strip()
