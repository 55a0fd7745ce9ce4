"""A document as the body of an HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Final, assert_never

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
from reader.document.written.nested_spans import Step, pieces

_TAGS: Final[Mapping[SpanKind, str]] = MappingProxyType(
    {
        SpanKind.STRONG: "strong",
        SpanKind.EMPHASIS: "em",
        SpanKind.STRIKE: "del",
        SpanKind.INSERTED: "ins",
        SpanKind.MARK: "mark",
        SpanKind.KEY: "kbd",
        SpanKind.SUBSCRIPT: "sub",
        SpanKind.SUPERSCRIPT: "sup",
        SpanKind.MATH: "i",
    }
)
_ALIGNS: Final = {
    Align.START: "",
    Align.CENTER: ' style="text-align: center"',
    Align.END: ' style="text-align: right"',
}
_NUMBER: Final = re.compile(r"(\d{1,9})[.)]")
_TASKS: Final = ("☐", "☑")


def html_text(document: Document) -> str:
    """All of a document as elements, without a page around them; addresses stay as they are.

    Every text is escaped: nothing in it acts. Linear in the text.
    """
    return "".join(f"{line}\n" for line in _Writer(document).lines())


class _Writer:
    """Writes block after block, knowing which elements are open."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[int, list[str]] = {}
        for name, index in document.anchors.items():
            self._names.setdefault(index, []).append(name)
        self._open: list[Container] = []
        self._lists: list[str] = []
        """For each open container the list around it: `ul`, `ol`, or nothing."""

    def lines(self) -> Iterator[str]:
        for index, block in enumerate(self._document.blocks):
            yield from self._enter(block)
            yield from self._block(block, self._anchors(index))
        yield from self._close(0)

    def _anchors(self, index: int) -> str:
        """Elements that fragments lead to."""
        names = self._names.get(index, ())
        return "".join(f'<a id="{escape(name)}"></a>' for name in names)

    # -- containers ---------------------------------------------------------------------

    def _enter(self, block: Block) -> Iterator[str]:
        common = 0
        for one, other in zip(self._open, block.containers, strict=False):
            if one.serial != other.serial:
                break
            common += 1
        goes_on = ""
        if len(self._open) > common and len(block.containers) > common:
            listed = _list_of(block.containers[common])
            if listed and listed == self._lists[common]:
                goes_on = listed
        yield from self._close(common, goes_on=goes_on)
        for container in block.containers[common:]:
            yield from self._begin(container, is_listed=bool(goes_on))
            goes_on = ""

    def _begin(self, container: Container, *, is_listed: bool) -> Iterator[str]:
        listed = _list_of(container)
        if listed and not is_listed:
            number = _NUMBER.fullmatch(container.marker)
            start = f' start="{number[1]}"' if number and number[1] != "1" else ""
            yield f"<{listed}{start}>"
        mark = f"{container.marker} " if container.marker in _TASKS else ""
        yield f"<{_element(container)}>{mark}"
        if container.kind is ContainerKind.FOOTNOTE:
            yield f"<sup>{escape(container.marker)}</sup>"
        self._open.append(container)
        self._lists.append(listed)

    def _close(self, common: int, *, goes_on: str = "") -> Iterator[str]:
        """End elements until `common` are left; the list of the last to end may go on."""
        while len(self._open) > common:
            container, listed = self._open.pop(), self._lists.pop()
            yield f"</{_element(container)}>"
            if listed and not (goes_on and len(self._open) == common):
                yield f"</{listed}>"

    # -- blocks -------------------------------------------------------------------------

    def _block(self, block: Block, anchors: str) -> Iterator[str]:
        match block.kind:
            case BlockKind.HEADING:
                tag = f"h{max(1, min(6, block.level))}"
                yield f"<{tag}>{anchors}{self._inline(block)}</{tag}>"
            case BlockKind.PARAGRAPH:
                if block.text:
                    yield f"<p>{anchors}{self._inline(block)}</p>"
            case BlockKind.TERM:
                yield f"<p>{anchors}<dfn>{self._inline(block)}</dfn></p>"
            case BlockKind.MATH:
                yield f"<p>{anchors}{self._inline(block)}</p>"
            case BlockKind.CODE:
                name = escape(block.language)
                language = f' class="language-{name}"' if name else ""
                code = escape(block.text, quote=False)
                yield f"{anchors}<pre><code{language}>{code}</code></pre>"
            case BlockKind.RULE:
                yield "<hr>"
            case BlockKind.IMAGE:
                caption = escape(block.text)
                told = f"<figcaption>{caption}</figcaption>" if caption else ""
                source = escape(block.href)
                yield f'<figure>{anchors}<img src="{source}" alt="{caption}">{told}</figure>'
            case BlockKind.TABLE:
                if block.table is not None:
                    yield from self._table(block, block.table, anchors)
            case _:
                assert_never(block.kind)

    def _table(self, block: Block, table: Table, anchors: str) -> Iterator[str]:
        yield f"{anchors}<table>"
        for number, row in enumerate(table.rows):
            tag = "th" if number < table.header_rows else "td"
            aligns = [*table.aligns, *[Align.START] * len(row)]
            cells = (
                f"<{tag}{_ALIGNS[align]}>{_inline(block.text, block.spans, cell.start, cell.end)}"
                f"</{tag}>"
                for cell, align in zip(row, aligns, strict=False)
            )
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</table>"

    def _inline(self, block: Block) -> str:
        return _inline(block.text, block.spans, 0, len(block.text))


def _element(container: Container) -> str:
    match container.kind:
        case ContainerKind.QUOTE:
            return "blockquote"
        case ContainerKind.ITEM:
            return "li" if container.marker else "div"
        case ContainerKind.DEFINITION | ContainerKind.FOOTNOTE | ContainerKind.DETAILS:
            return "div"
        case _:
            assert_never(container.kind)


def _list_of(container: Container) -> str:
    """The list that an element belongs in; empty for none."""
    if container.kind is not ContainerKind.ITEM or not container.marker:
        return ""
    return "ol" if _NUMBER.fullmatch(container.marker) else "ul"


def _inline(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    return "".join(_written(text, spans, start, end)).replace("\n", "<br>\n")


def _written(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[str]:
    for piece in pieces(text, spans, start, end):
        span, words = piece.span, escape(piece.text, quote=False)
        if span is None:
            yield words
        elif span.kind is SpanKind.LINK:
            yield f'<a href="{escape(span.href)}">' if piece.step is Step.OPEN else "</a>"
        elif span.kind is SpanKind.IMAGE:
            yield f'<img src="{escape(span.href)}" alt="{escape(piece.text)}">'
        elif span.kind is SpanKind.FOOTNOTE:
            yield f'<a href="{escape(span.href)}"><sup>{words}</sup></a>'
        elif span.kind in (SpanKind.CODE, SpanKind.TEX):
            yield f"<code>{words}</code>"
        else:
            tag = _TAGS[span.kind]
            yield f"<{tag}>" if piece.step is Step.OPEN else f"</{tag}>"
