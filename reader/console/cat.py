"""An article as lines of text: the same document, set the same way as in the app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from reader.document.code_tokens import Syntax, SyntaxSpan
from reader.document.hrefs import is_embedded
from reader.document.links import links
from reader.document.model import Block, BlockKind, Document, SpanKind
from reader.document.outline import outline
from reader.document.worker.code_coloring import Budget, Colorist
from reader.library.open_article import OpenedArticle, card_of
from reader.text.safe import inert_row
from reader.text.width import cell_width
from reader.typeset.model import Line, PageStyle, Role
from reader.typeset.overlays import Overlay, pieces
from reader.typeset.page import Page

SGR = {
    Role.TITLE: "1",
    Role.META: "2",
    Role.LABEL: "2",
    Role.HEADING_1: "1;33",
    Role.HEADING_2: "1;33",
    Role.HEADING_3: "1;36",
    Role.HEADING_4: "1;3",
    Role.QUOTE: "3",
    Role.TABLE_HEADER: "1",
    Role.CAPTION: "2;3",
    Role.MATH: "36",
    Role.TERM: "1",
    Role.FOOTNOTE_TEXT: "2",
    Role.BAR: "36",
    Role.MARKER: "36",
    Role.LINE: "2",
    Role.CONTINUATION: "2",
}
"""Parameters of Select Graphic Rendition (ECMA-48) by role: only the terminal's own 16 colours."""

SPAN_SGR = {
    SpanKind.STRONG: "1",
    SpanKind.EMPHASIS: "3",
    SpanKind.CODE: "36",
    SpanKind.STRIKE: "9",
    SpanKind.INSERTED: "4",
    SpanKind.MARK: "7",
    SpanKind.KEY: "1;7",
    SpanKind.LINK: "4;36",
    SpanKind.IMAGE: "2;3",
    SpanKind.FOOTNOTE: "36",
    SpanKind.MATH: "36",
    SpanKind.TEX: "36",
}

SYNTAX_SGR = {
    Syntax.COMMENT: "2;3",
    Syntax.KEYWORD: "1;34",
    Syntax.STRING: "32",
    Syntax.NUMBER: "35",
    Syntax.INSERTED: "32",
    Syntax.DELETED: "31",
    Syntax.TAG: "34",
}


class Color(StrEnum):
    """The values of --color."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def record(opened: OpenedArticle, facts: Mapping[str, object]) -> dict[str, object]:
    """What --json prints: the `facts` of the article, its text, headings, links and pictures.

    The text is that of the blocks, a blank line between them. `line` of a heading is its line in
    it, from 1.
    """
    document = opened.document
    starts, line = [], 1
    for block in document.blocks:
        starts.append(line)
        line += block.text.count("\n") + 2
    return {
        **facts,
        "text": "\n\n".join(block.text for block in document.blocks),
        "headings": [
            {"level": each.level, "text": each.text, "line": starts[each.block]}
            for each in outline(document)
        ],
        "links": [
            {
                "text": document.blocks[each.block].text[each.start : each.end],
                "address": each.href,
            }
            for each in links(document)
            if each.end > each.start and document.blocks[each.block].kind is not BlockKind.IMAGE
        ],
        "pictures": [
            {"caption": block.text, "address": "" if is_embedded(block.href) else block.href}
            for block in document.blocks
            if block.kind is BlockKind.IMAGE
        ],
        "notices": list(document.notices),
    }


def lines(opened: OpenedArticle, style: PageStyle, *, color: bool) -> Iterator[str]:
    """The title card and the body in lines of at most `style.width` cells, without newlines.

    With `color` they hold escape sequences; nothing else in them acts on a terminal. Code is folded
    in any case, since printed text cannot be scrolled sideways.
    """
    page = Page(opened.document, replace(style, wrap_code=True), card_of(opened))
    with Colorist() as colorist:
        overlaid = _Overlaid(opened.document, colorist)
        # What is above the title for the eye on a screen is one row here.
        row = 1 if page.card[:2] == (Line(), Line()) else 0
        while row < page.height:
            index, line = page.line(row)
            row += 1
            if color:
                yield _colored(line, overlaid.of(index), style.ambiguous)
            else:
                yield inert_row(_plain(line, style.ambiguous))


class _Overlaid:
    """The looks of spans and code in each block; the last block's are kept for its next line."""

    def __init__(self, document: Document, colorist: Colorist) -> None:
        self._document = document
        self._colorist = colorist
        self._budget = Budget()
        self._index = -1
        self._overlays: list[Overlay[str]] = []

    def of(self, index: int) -> list[Overlay[str]]:
        if index != self._index:
            self._index = index
            self._overlays = self._made(self._document.blocks[index]) if index >= 0 else []
        return self._overlays

    def _made(self, block: Block) -> list[Overlay[str]]:
        found = [
            Overlay(span.start, span.end, SPAN_SGR[span.kind])
            for span in block.spans
            if span.kind in SPAN_SGR
        ]
        if block.kind is BlockKind.CODE:
            spans: list[SyntaxSpan] = []
            self._colorist.color(block.text, block.language, self._budget, spans.extend)
            found += [
                Overlay(span.start, span.end, SYNTAX_SGR[span.kind])
                for span in spans
                if span.kind in SYNTAX_SGR
            ]
        return found


def _plain(line: Line, ambiguous: int) -> str:
    text, at = "", 0
    for run in line.runs:
        text += " " * (run.x - at) + run.text
        at = max(at, run.x) + cell_width(run.text, ambiguous=ambiguous)
    return text.rstrip()


def _colored(line: Line, overlays: list[Overlay[str]], ambiguous: int) -> str:
    text, at = "", 0
    for run in line.runs:
        text += " " * (run.x - at)
        at = max(at, run.x) + cell_width(run.text, ambiguous=ambiguous)
        for piece in pieces(run, overlays):
            codes = ";".join(code for code in (SGR.get(run.role, ""), *piece.looks) if code)
            shown = inert_row(piece.text)
            text += f"\x1b[{codes}m{shown}\x1b[0m" if codes else shown
    return text.rstrip()
