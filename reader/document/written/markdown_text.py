"""A document as Markdown: CommonMark, with GFM's tables and task lists, and common extensions.

Those are footnotes (`[^1]`), definition lists (`:`), `==marks==` as HTML, and formulas (`$`). What
is written is read again as a document with the same text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from reader.document import escape
from reader.document.escape import BREAK, STASH_END, STASH_START, STASHED, TextMark
from reader.document.model import (
    Align,
    Block,
    BlockKind,
    Container,
    ContainerKind,
    Document,
    Span,
    SpanKind,
    Table,
)
from reader.document.written.nested_spans import Step, note_markers, pieces, without_way_back

_MARKS: Final = {
    SpanKind.STRONG: TextMark.STRONG,
    SpanKind.EMPHASIS: TextMark.EM,
    SpanKind.STRIKE: TextMark.DEL,
    SpanKind.INSERTED: TextMark.INS,
    SpanKind.MARK: TextMark.MARK,
    SpanKind.KEY: TextMark.KBD,
    SpanKind.SUBSCRIPT: TextMark.SUB,
    SpanKind.SUPERSCRIPT: TextMark.SUP,
}
_TASKS: Final = {"☐": "- [ ]", "☑": "- [x]"}
_NUMBER: Final = re.compile(r"\d{1,9}[.)]")
_IN_ADDRESS: Final = {ord("<"): "%3C", ord(">"): "%3E", ord(" "): "%20"}
_RULES: Final = {Align.START: "---", Align.CENTER: ":-:", Align.END: "--:"}
_NESTED: Final = "    "
"""What is before the other lines of a footnote or a definition."""


def markdown_text(document: Document) -> str:
    """All of a document; ends with a newline, unless there is nothing. Addresses stay as they are.

    Linear in the text.
    """
    lines = list(_Writer(document).lines())
    return "\n".join((*lines, "")) if lines else ""


class _Writer:
    """Writes block after block, knowing which containers are open."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._notes = note_markers(document)
        self._open: tuple[Container, ...] = ()

    def lines(self) -> Iterator[str]:
        is_first = True
        for block in self._document.blocks:
            body = self._body(block)
            if not body:
                continue
            common = self._common(block.containers)
            yield from self._leave(common)
            begins = block.containers[common:]
            if not is_first and not (block.tight and _has_marker(begins)):
                yield _rest(block.containers[:common]).rstrip()
            yield from self._written(block, begins, common, body)
            self._open = block.containers
            is_first = False
        yield from self._leave(0)

    def _common(self, containers: Sequence[Container]) -> int:
        """How many of the open containers a block is in, too."""
        count = 0
        for one, other in zip(self._open, containers, strict=False):
            if one.serial != other.serial:
                break
            count += 1
        return count

    def _leave(self, common: int) -> Iterator[str]:
        """Lines that end what only HTML has a mark for."""
        for depth in range(len(self._open) - 1, common - 1, -1):
            if self._open[depth].kind is ContainerKind.DETAILS:
                before = _rest(self._open[:depth])
                yield before.rstrip()
                yield f"{before}</details>"

    def _written(
        self, block: Block, begins: Sequence[Container], common: int, body: Sequence[str]
    ) -> Iterator[str]:
        first = _rest(block.containers[:common])
        rest = first
        for container in begins:
            if container.kind is ContainerKind.DETAILS:
                yield f"{first}<details>"
                first = rest
                summary = html.escape(" ".join(block.text.split()), quote=False)
                body = [f"<summary>{summary}</summary>"]
            first += _first_mark(container)
            rest += _rest_mark(container)
        for line in body:
            yield first + line if line else first.rstrip()
            first = rest

    # -- blocks -------------------------------------------------------------------------

    def _body(self, block: Block) -> Sequence[str]:
        """The lines of a block by itself; none if there is nothing to write."""
        match block.kind:
            case BlockKind.CODE:
                return escape.fence(block.text, re.sub(r"[`\s]", "", block.language)).split("\n")
            case BlockKind.TABLE:
                return self._table(block, block.table) if block.table is not None else ()
            case BlockKind.RULE:
                return ("***",)
            case BlockKind.IMAGE:
                return (_picture(block.text, block.href),)
            case BlockKind.HEADING:
                line = self._inline(block, heading=True)
                return (f"{'#' * max(1, min(6, block.level))} {line}",) if line else ()
            case BlockKind.MATH:
                tex = next((each for each in block.spans if each.kind is SpanKind.TEX), None)
                if tex is not None:
                    return ("$$", *block.text[tex.start : tex.end].strip().split("\n"), "$$")
                return self._paragraph(block)
            case BlockKind.PARAGRAPH | BlockKind.TERM:
                return self._paragraph(block)
            case _:
                assert_never(block.kind)

    def _paragraph(self, block: Block) -> Sequence[str]:
        lines = [line.strip(" ") for line in self._inline(block).split("\n")]
        lines = [line for line in lines if line]
        return [*(f"{line}\\" for line in lines[:-1]), *lines[-1:]]

    def _table(self, block: Block, table: Table) -> Sequence[str]:
        rows = [
            [self._cell(block, cell.start, cell.end) for cell in row] for row in table.rows if row
        ]
        if not rows:
            return ()
        width = max(map(len, rows))
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        if not table.header_rows:
            rows.insert(0, [""] * width)
        aligns = [*table.aligns, *[Align.START] * width][:width]
        rows.insert(1, [_RULES[align] for align in aligns])
        return [f"| {' | '.join(row)} |" for row in rows]

    def _cell(self, block: Block, start: int, end: int) -> str:
        encoded, stashed = self._encoded(block.text, block.spans, start, end)
        line = escape.decode(f".{encoded.strip().replace(chr(10), BREAK)}")[1:]
        return _unstashed(line, [each.replace("|", r"\|") for each in stashed])

    # -- running text -------------------------------------------------------------------

    def _inline(self, block: Block, *, heading: bool = False) -> str:
        text, spans = without_way_back(block)
        if heading:
            text = text.replace("\n", " ")
            spans = tuple(each for each in spans if each.kind is not SpanKind.STRONG)
        encoded, stashed = self._encoded(text, spans, 0, len(text))
        encoded = encoded.strip(" \n")
        return _unstashed(escape.decode(encoded, heading=heading), stashed)

    def _encoded(
        self, text: str, spans: Sequence[Span], start: int, end: int
    ) -> tuple[str, list[str]]:
        """Text and marks as `escape` wants them, and what no escape may touch, by its number."""
        written: list[str] = []
        stashed: list[str] = []

        def stash(markdown: str) -> None:
            written.append(f"{STASH_START}{len(stashed)}{STASH_END}")
            stashed.append(markdown)

        for piece in pieces(escape.forget_private(text), spans, start, end):
            if piece.span is None:
                written.append(escape.encode(piece.text))
            elif piece.step is Step.WHOLE:
                stash(self._whole(piece.span, piece.text))
            elif piece.span.kind is SpanKind.LINK:
                is_open = piece.step is Step.OPEN
                stash("[" if is_open else f"]({_address(piece.span.href)})")
            elif piece.span.kind in _MARKS:
                mark = _MARKS[piece.span.kind]
                is_open = piece.step is Step.OPEN
                written.append(escape.opening(mark) if is_open else escape.closing(mark))
        return "".join(written), stashed

    def _whole(self, span: Span, text: str) -> str:
        match span.kind:
            case SpanKind.CODE:
                return escape.code_span(text)
            case SpanKind.TEX:
                return f"${' '.join(text.split())}$"
            case SpanKind.IMAGE:
                return _picture(text, span.href)
            case _:
                return self._reference(span, text)

    def _reference(self, span: Span, text: str) -> str:
        marker = text.strip()
        marker = marker if marker.startswith("[") else f"[{marker}]"
        if marker in self._notes:
            return f"[^{marker[1:-1]}]"
        return f"[{escape.escape_inside(text)}]({_address(span.href)})"


def _unstashed(line: str, stashed: Sequence[str]) -> str:
    return STASHED.sub(lambda found: stashed[int(found[1])], line)


def _address(href: str) -> str:
    """An address as the target of a link (CommonMark 6.3)."""
    href = href.translate(_IN_ADDRESS)
    return f"<{href}>" if "(" in href or ")" in href else href


def _picture(text: str, href: str) -> str:
    caption = escape.escape_inside(" ".join(text.split()))
    return f"![{caption}]({_address(href)})"


# -- containers -------------------------------------------------------------------------


def _has_marker(containers: Sequence[Container]) -> bool:
    """Whether one begins with a sign by which it is known right under another paragraph."""
    return any(
        (each.kind is ContainerKind.ITEM and each.marker) or each.kind is ContainerKind.DEFINITION
        for each in containers
    )


def _rest(containers: Sequence[Container]) -> str:
    return "".join(map(_rest_mark, containers))


def _first_mark(container: Container) -> str:
    """The sign before the first line of a container."""
    match container.kind:
        case ContainerKind.QUOTE:
            return "> "
        case ContainerKind.ITEM:
            return f"{_bullet(container.marker)} " if container.marker else ""
        case ContainerKind.FOOTNOTE:
            return f"[^{container.marker.strip('[]')}]: "
        case ContainerKind.DEFINITION:
            return ":   "
        case ContainerKind.DETAILS:
            return ""
        case _:
            assert_never(container.kind)


def _rest_mark(container: Container) -> str:
    """The sign, or the space, before its other lines."""
    match container.kind:
        case ContainerKind.QUOTE:
            return "> "
        case ContainerKind.ITEM:
            bullet = "-" if container.marker in _TASKS else _bullet(container.marker)
            return " " * (len(bullet) + 1) if container.marker else ""
        case ContainerKind.FOOTNOTE | ContainerKind.DEFINITION:
            return _NESTED
        case ContainerKind.DETAILS:
            return ""
        case _:
            assert_never(container.kind)


def _bullet(marker: str) -> str:
    if marker in _TASKS:
        return _TASKS[marker]
    return marker if _NUMBER.fullmatch(marker) else "-"
