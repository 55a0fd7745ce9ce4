"""One entry of a Kindle's clippings."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.intake.exports.kindle.label_words import BookSpan, Clip, kind_of, span_of, without_limit
from reader.library.metadata import dates
from reader.text.safe import clean_line

_LABEL: Final = re.compile(r"[ \t]*+[-–—]\s")
_CLOSING: Final = {")": "(", "）": "（"}
_LAST_FIRST: Final = re.compile(r"([^,;&]{1,100}),\s+([^,;&]{1,100})")


class Clipping(NamedTuple):
    title: str
    author: str
    kind: Clip
    span: BookSpan
    words: str
    """The book's for a highlight, the owner's for a note."""
    at: str
    """In ISO 8601, in the device's own time; empty if it is not understood."""


def is_label(line: str) -> bool:
    """Whether a line may be the second of an entry, which says what it is and where."""
    return bool(_LABEL.match(line)) and ("|" in line or "｜" in line or kind_of(line) is not None)


def parse_clipping(lines: list[str]) -> Clipping | None:
    """The lines between two separators as an entry; None if they are something else."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if len(lines) < first + 2 or not is_label(lines[first + 1]):
        return None
    title, author = _title_and_author(lines[first])
    label, date = _parted(lines[first + 1])
    words = "\n".join(lines[first + 2 :]).strip()
    span = span_of(label)
    kind = kind_of(label) or _kind_by_shape(span, words)
    if kind is Clip.HIGHLIGHT:
        words = without_limit(words)
    return Clipping(title, author, kind, span, words, dates.iso(date))


def _kind_by_shape(span: BookSpan, words: str) -> Clip:
    """What an entry is whose label is in a language that is not known here."""
    if not words:
        return Clip.BOOKMARK
    return Clip.HIGHLIGHT if span.end > span.start else Clip.NOTE


def _parted(line: str) -> tuple[str, str]:
    """The label of an entry, and when it was made: what is behind the last bar."""
    label, bar, date = line.replace("｜", "|").rpartition("|")
    return (label, date) if bar else (line, "")


def _title_and_author(line: str) -> tuple[str, str]:
    """A title, and the author in the brackets that end the line.

    Where there is no author, the line ends with two blanks.
    """
    bare = line.rstrip()
    opening = _CLOSING.get(bare[-1:], "")
    depth = 0
    for at in range(len(bare) - 1, 0, -1) if opening and not line.endswith("  ") else ():
        depth += (bare[at] == bare[-1]) - (bare[at] == opening)
        if not depth:
            return clean_line(bare[:at]), person(clean_line(bare[at + 1 : -1]))
    return clean_line(bare), ""


def person(author: str) -> str:
    """`Alder, Wren` as `Wren Alder`; several authors are parted by commas."""
    names = [name.strip() for name in author.split(";") if name.strip()]
    turned = (_LAST_FIRST.fullmatch(name) for name in names)
    return ", ".join(
        f"{found[2]} {found[1]}" if found else name
        for name, found in zip(names, turned, strict=True)
    )
