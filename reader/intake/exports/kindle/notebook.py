"""The notebook of one book, as the Kindle apps share it: an HTML page.

    <div class="bookTitle">…</div> <div class="authors">…</div>
    <div class="noteHeading">Highlight (<span class="highlight_blue">blue</span>) - Page 1 …</div>
    <div class="noteText">…</div>

In older ones the text of a note is within its heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.errors import ReaderError
from reader.intake.exports.kindle.clipping import person
from reader.intake.exports.kindle.label_words import Clip, Span, kind_of, span_of
from reader.intake.highlight_color import highlight_color
from reader.intake.incoming import Annotation, ArticleFacts, IncomingNotes
from reader.intake.source_file import SourceFile, SourceForm
from reader.library.files.decode import decode
from reader.text.safe import clean_line

_MARK: Final = re.compile(rb"class\s{0,9}=\s{0,9}[\"'](?:bookTitle|noteHeading)[\"']")
_BREAK: Final = re.compile(r"<br[\s/]{0,9}>", re.IGNORECASE)
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_NESTED: Final = 8
"""How many times the text of a page may be within its parts."""


def is_notebook(source: SourceFile) -> bool:
    return source.ending in (".html", ".htm", ".xhtml") and bool(_MARK.search(source.head))


def read_notebook(source: SourceFile) -> Iterator[IncomingNotes]:
    """The highlights and notes of the book. Raises ReaderError if the file cannot be read."""
    title, author = "", ""
    annotations: list[Annotation] = []
    label = color = ""
    for classes, said, hue in _parts(decode(source.data(_MOST_BYTES)).text):
        if "bookTitle" in classes:
            title = clean_line(said)
        elif "authors" in classes:
            author = person(clean_line(said))
        elif "noteHeading" in classes:
            label, color = clean_line(said), hue
        else:
            _add(annotations, label, color, said.strip())
    if annotations:
        yield IncomingNotes(ArticleFacts(title, author, by="kindle"), tuple(annotations))


FORM: Final = SourceForm("kindle notebook", is_notebook, read_notebook)


def _parts(html: str) -> Iterator[tuple[list[str], str, str]]:
    """The classes, the text and the colour of each part, in reading order. Raises ReaderError."""
    from selectolax.lexbor import LexborHTMLParser

    from reader.document.html.bounds import bounded, is_crowded

    if is_crowded(html):
        raise ReaderError("has too many tags")
    left = _MOST_NESTED * len(html)
    tree = LexborHTMLParser(_BREAK.sub("\n", bounded(html)))
    for node in tree.css(".bookTitle, .authors, .noteHeading, .noteText"):
        said = node.text()
        inner = node.css_first(".noteText .noteText, .noteHeading .noteText")
        if inner is not None and inner != node and (words := inner.text()):
            said = said.partition(words)[0]
        marked = node.css_first("[class^=highlight_]")
        hue = marked.attributes.get("class") if marked is not None else ""
        yield (node.attributes.get("class") or "").split(), said, highlight_color(hue or "")
        left -= len(said)
        if left < 0:
            raise ReaderError("has its notes within each other")


def _add(annotations: list[Annotation], label: str, color: str, words: str) -> None:
    """Add a highlight; or a note, to the highlight before it if they are at one place."""
    if not words:
        return
    span = _span(label)
    if kind_of(label.partition("-")[0].partition("(")[0]) is not Clip.NOTE:
        annotations.append(Annotation(words, color=color, location=span.told))
        return
    last = annotations[-1] if annotations else None
    if last is not None and last.quote and not last.note and last.location == span.told:
        annotations[-1] = Annotation(last.quote, words, color=last.color, location=last.location)
    else:
        annotations.append(Annotation(note=words, location=span.told))


def _span(label: str) -> Span:
    """Where a note is; the name of its chapter, before `>`, may have numbers too."""
    place = re.split(r"[>-]", label)[-1]
    return span_of(place.replace("·", "|"))
