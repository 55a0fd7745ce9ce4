"""Blocks of Markdown, written from those of other markups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reader.document import escape
from reader.document.escape import TextMark

DEEPEST: Final = 10
"""Lists and quotes in each other; what is deeper is text."""
LISTS_APART: Final = "<!-- -->"
"""A line between two lists in Markdown, which would be one otherwise (CommonMark 5.3)."""
_BAR: Final = re.compile(r"(?<!\\)\|")
_LABEL: Final = re.compile(r"[\s\[\]^:`*_\\]+")
_LIST: Final = re.compile(r"(?:[-*+]|\d{1,9}[.)]) ")


def heading(level: int, written: str) -> str:
    """A heading of one line; `written` is for `escape.decode`."""
    line = escape.decode(" ".join(written.split("\n")), heading=True).strip()
    return f"{'#' * min(max(level, 1), 6)} {line}" if line else ""


def paragraph(written: str) -> str:
    return escape.decode(written).strip("\n")


def caption(written: str) -> str:
    """What a block is called, in a paragraph before it."""
    line = " ".join(written.split("\n")).strip()
    return paragraph(f"{escape.opening(TextMark.STRONG)}{line}{escape.closing(TextMark.STRONG)}")


def quote(blocks: Sequence[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in joined(blocks).split("\n"))


def item(marker: str, blocks: Sequence[str]) -> str:
    """An item of a list; `marker` is `-` or `3.`, what follows it is indented by as much."""
    return indented(joined(blocks), f"{marker} ", " " * (len(marker) + 1))


def listing(items: Sequence[str]) -> str:
    """Items as a list, apart from each other if one of them has more than a paragraph."""
    is_loose = any("\n\n" in each for each in items)
    return ("\n\n" if is_loose else "\n").join(items)


def definition(term: str, blocks: Sequence[str]) -> str:
    """A term and what it means; `term` is for `escape.decode`."""
    line = " ".join(escape.decode(term).split())
    body = joined(blocks)
    return f"{line}\n{indented(body, ':   ', '    ')}" if body else line


def footnote(label: str, blocks: Sequence[str]) -> str:
    return indented(joined(blocks), f"[^{footnote_label(label)}]: ", "    ")


def footnote_label(label: str) -> str:
    return _LABEL.sub("-", label).strip("-") or "note"


def admonition(kind: str, title: str, blocks: Sequence[str]) -> str:
    """A box with a word for its kind; `title` is plain text, empty for the kind's own."""
    name = " ".join(title.replace('"', "”").split())
    head = f'!!! {kind} "{name}"' if name else f"!!! {kind}"
    return f"{head}\n{indented(joined(blocks), '    ', '    ')}"


def table(rows: Sequence[Sequence[str]], *, is_headed: bool) -> str:
    """A table of cells that are for `escape.decode`; without a header the first row is empty."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [_row(row, width) for row in rows]
    if not is_headed:
        lines.insert(0, _row((), width))
    lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(lines)


def formula(tex: str) -> str:
    lines = (line for line in tex.strip("\n").split("\n") if line.strip())
    return "$$\n{}\n$$".format("\n".join(lines))


def hard_lines(lines: Iterable[str]) -> str:
    """Lines that stay lines; each is for `escape.decode`."""
    return paragraph(escape.BREAK.join(lines))


def joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(_apart([block for block in blocks if block]))


def indented(text: str, first: str, others: str) -> str:
    head, *rest = text.split("\n")
    return "\n".join((f"{first}{head}", *(f"{others}{line}" if line else "" for line in rest)))


def dedented(text: str) -> str:
    lines = text.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)


def _apart(blocks: Sequence[str]) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number and _LIST.match(block) and _LIST.match(blocks[number - 1]):
            yield LISTS_APART
        yield block


def _row(row: Sequence[str], width: int) -> str:
    cells = [_cell(written) for written in row]
    cells += [""] * (width - len(cells))
    return f"| {' | '.join(cells)} |"


def _cell(written: str) -> str:
    line = escape.decode(f".{' '.join(written.strip().split(chr(10)))}")[1:]
    return _BAR.sub(r"\\|", line)
