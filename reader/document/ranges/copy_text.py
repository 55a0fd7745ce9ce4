"""Parts of a document for use elsewhere: as plain text, or quoted in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, assert_never
from urllib.parse import quote

from reader.document.model import Block, BlockKind, ContainerKind, Document, Place

# Characters that Markdown (CommonMark 0.31.2) would interpret where they stand
_INLINE = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~])           # 2.4 a backslash escape
    | [`*]                          # 6.1, 6.2 code, emphasis
    | (?<!\w)_ | _(?!\w)
    | ~(?=~) | (?<=~)~              # GFM 6.5
    | \[(?=[^\]]*\][(\[:]) | !(?=\[)  # 6.3, 6.4 links, images
    | <(?=[A-Za-z/!?])              # 6.5, 6.6 autolinks, HTML
    | &(?=\#?\w+;)                  # 2.5 entities
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|[-=]+\s*$|\|)|(\d{1,9})(?=[.)](?:\s|$))"
)
_URL_SAFE = "!#$%&'*+,/:;=?@[]~-._"
_TASKS = {"☐": "- [ ]", "☑": "- [x]"}


class Source(NamedTuple):
    """Where quoted words come from."""

    title: str
    url: str = ""
    name: str = ""
    """The file's name, stated if there is no address."""


def selected_text(document: Document, start: Place, end: Place) -> str:
    """The text from `start` to `end`, unwrapped; a blank line separates blocks.

    Blocks that follow tightly, as in a list, have none between them.
    """
    text = ""
    for block, part in _parts(document, start, end):
        gap = "\n" if block.tight else "\n\n"
        text += (gap if text else "") + part
    return text


def markdown_quote(
    document: Document, start: Place, end: Place, source: Source, *, shown: Document | None = None
) -> str:
    r"""The text from `start` to `end` as a block quote of Markdown, with its source.

    Lists, code, tables and headings are kept; emphasis and links within lines are not. Ends with a
    newline. If it is `shown` in other words of the same lengths, those stand before it.
    """
    quoted = _quoted(document, start, end)
    other = _quoted(shown, start, end) if shown is not None else quoted
    both = quoted if other == quoted else f"{other}>\n{quoted}"
    return f"{both}\n— {_credit(source)}\n"


def _quoted(document: Document, start: Place, end: Place) -> str:
    lines: list[str] = []
    begun: set[int] = set()
    for block, part in _parts(document, start, end):
        if lines and not block.tight:
            lines.append("")
        whole = part == block.text
        first, rest = _prefixes(block, begun)
        for line in _body(block, part, whole=whole):
            lines.append(first + line)
            first = rest
    return "".join(f"> {line}".rstrip() + "\n" for line in lines)


def escape(text: str) -> str:
    """One line of plain text, such that Markdown shows it as it is."""
    text = _INLINE.sub(_escaped, text.strip())
    found = _LINE_START.match(text)
    if found is None:
        return text
    at = found.end(1) if found[1] else 0
    return f"{text[:at]}\\{text[at:]}"


def _credit(source: Source) -> str:
    title = escape(re.sub(r"\s+", " ", source.title)).replace("[", r"\[").replace("]", r"\]")
    title = re.sub(r"\\\\([\[\]])", r"\\\1", title)
    if source.url:
        return f"[{title}]({quote(source.url, safe=_URL_SAFE)})"
    if source.name and source.name != source.title:
        return f"{title} ({escape(source.name)})"
    return title


def _parts(document: Document, start: Place, end: Place) -> Iterator[tuple[Block, str]]:
    """Yield each block that is touched, and the touched part of its text."""
    for index in range(start.block, min(end.block + 1, len(document.blocks))):
        block = document.blocks[index]
        first = start.offset if index == start.block else 0
        last = end.offset if index == end.block else len(block.text)
        part = block.text[first:last]
        if part.strip():
            yield block, part


def _prefixes(block: Block, begun: set[int]) -> tuple[str, str]:
    """The text before the first line of a block, and before its other lines."""
    first = rest = ""
    for container in block.containers:
        match container.kind:
            case ContainerKind.QUOTE:
                first, rest = f"{first}> ", f"{rest}> "
            case ContainerKind.ITEM if container.marker:
                marker = _marker(container.marker)
                known = container.serial in begun
                begun.add(container.serial)
                first += " " * (len(marker) + 1) if known else f"{marker} "
                rest += " " * (len(marker) + 1)
            case (
                ContainerKind.ITEM
                | ContainerKind.DEFINITION
                | ContainerKind.FOOTNOTE
                | ContainerKind.DETAILS
            ):
                pass  # Markdown has no mark for these, or none that a block quote may hold
            case _:
                assert_never(container.kind)
    return first, rest


def _marker(marker: str) -> str:
    if marker in _TASKS:
        return _TASKS[marker]
    return marker if re.fullmatch(r"\d{1,9}[.)]", marker) else "-"


def _body(block: Block, part: str, *, whole: bool) -> list[str]:
    match block.kind:
        case BlockKind.CODE:
            longest = max((len(run) for run in re.findall("`+", part)), default=0)
            fence = "`" * max(3, longest + 1)
            return [fence + re.sub(r"[`\s]", "", block.language), *part.split("\n"), fence]
        case BlockKind.MATH:
            return ["$$", *part.split("\n"), "$$"]
        case BlockKind.TABLE:
            return _table(part, whole=whole)
        case BlockKind.HEADING:
            line = " ".join(part.split())
            return [f"{'#' * max(1, min(6, block.level))} {_INLINE.sub(_escaped, line)}"]
        case BlockKind.PARAGRAPH | BlockKind.TERM | BlockKind.IMAGE | BlockKind.RULE:
            lines = [escape(line) for line in part.split("\n") if line.strip()]
            return [*(f"{line}\\" for line in lines[:-1]), lines[-1]]
        case _:
            assert_never(block.kind)


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _table(part: str, *, whole: bool) -> list[str]:
    rows = [
        [_INLINE.sub(_escaped, cell.strip()).replace("|", r"\|") for cell in row.split("\t")]
        for row in part.split("\n")
    ]
    if not whole or len(rows) < 2:
        return [f"{' | '.join(row)}\\" for row in rows[:-1]] + [" | ".join(rows[-1])]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    rows.insert(1, ["---"] * width)
    return [f"| {' | '.join(row)} |" for row in rows]
