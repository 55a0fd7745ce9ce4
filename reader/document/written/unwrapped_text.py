"""A document as plain text, a line for each paragraph, for programs that know no markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from reader.document.model import Block, BlockKind, Container, ContainerKind, Document
from reader.document.written.nested_spans import without_way_back


def unwrapped_text(document: Document) -> str:
    r"""All of a document; ends with a newline, unless there is nothing.

    Paragraphs are not wrapped. Lists keep their markers, quotes are marked by `> `, cells of a
    table are parted by tabs; a picture is its caption in brackets. Linear in the text.
    """
    lines = list(_lines(document))
    return "\n".join((*lines, "")) if lines else ""


def _lines(document: Document) -> Iterator[str]:
    begun: set[int] = set()
    is_first = True
    for block in document.blocks:
        body = _body(block)
        if not body:
            continue
        if not is_first and not block.tight:
            yield ""
        is_first = False
        first, rest = _marks(block.containers, begun)
        for line in body:
            yield (first + line).rstrip()
            first = rest


def _body(block: Block) -> Sequence[str]:
    match block.kind:
        case BlockKind.IMAGE:
            return (f"[{' '.join(block.text.split())}]",) if block.text else ()
        case BlockKind.RULE:
            return ("* * *",)
        case BlockKind.CODE | BlockKind.TABLE:
            return block.text.split("\n")
        case BlockKind.HEADING | BlockKind.PARAGRAPH | BlockKind.TERM | BlockKind.MATH:
            text, _ = without_way_back(block)
            return text.split("\n") if text else ()
        case _:
            assert_never(block.kind)


def _marks(containers: Sequence[Container], begun: set[int]) -> tuple[str, str]:
    """What stands before the first line of a block, and before its other lines."""
    first = rest = ""
    for container in containers:
        is_new = container.serial not in begun
        begun.add(container.serial)
        match container.kind:
            case ContainerKind.QUOTE:
                mark, indent = "> ", "> "
            case ContainerKind.DETAILS:
                mark = indent = ""
            case ContainerKind.DEFINITION:
                mark = indent = "    "
            case ContainerKind.ITEM | ContainerKind.FOOTNOTE:
                mark = f"{container.marker} " if container.marker else ""
                indent = " " * len(mark)
            case _:
                assert_never(container.kind)
        first += mark if is_new else indent
        rest += indent
    return first, rest
