"""The title card: what stands above the first block of an article, and scrolls with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.text.truncate import elide
from reader.text.width import cell_width, char_widths
from reader.typeset.blocks.lines import plain, set_prose
from reader.typeset.blocks.thematic_break import rule
from reader.typeset.model import Line, PageStyle, Role, Run
from reader.typeset.wording import AS_WRITTEN, PageWording

TAG_GAP = "  "
SUMMARY_ROWS = 3
"""Rows of a summary, at most."""


@dataclass(frozen=True, slots=True)
class Card:
    """Texts of the card, each safe to show; empty ones take no row."""

    title: str = ""
    meta: str = ""
    """Source, author, date, length, reading time."""
    tags: tuple[str, ...] = ()
    """Tags without `#`."""
    notices: tuple[str, ...] = ()
    summary: str = ""
    """What the article says of itself."""


def reworded(card: Card, wording: PageWording) -> Card:
    """The card as it is to be shown."""
    if wording is AS_WRITTEN:
        return card
    tags = tuple(map(wording.line, card.tags))
    return replace(
        card,
        title=wording.line(card.title),
        meta=wording.line(card.meta),
        tags=tags,
        summary=wording.line(card.summary),
    )


def card_lines(card: Card, style: PageStyle) -> tuple[Line, ...]:
    """The rows of the card, with air around it; none for an empty card."""
    bare = plain(style)
    lines = _wrapped(card.title, Role.TITLE, replace(style, justify=False))
    if card.meta:
        lines.append(Line())
    lines.extend(_wrapped(card.meta, Role.META, bare))
    for row in _tag_rows(card.tags, style):
        lines.extend(_wrapped(row, Role.LABEL, bare))
    if card.summary:
        lines.append(Line())
        lines.extend(_cut(card.summary, Role.SUMMARY, bare))
    if not lines:
        return ()
    for notice in card.notices:
        lines.append(Line())
        lines.extend(_wrapped(notice, Role.MARKER, bare))
    line = Line((Run(0, rule(style.width, style.ambiguous), role=Role.LINE),))
    return (Line(), Line(), *lines, line, Line())


def tag_at(lines: Sequence[Line], row: int, column: int, ambiguous: int) -> int:
    """Which of the card's tags is at a cell of row `row` of its `lines`; -1 if none is.

    White space where a long tag is broken is on no row, and a tag may have it inside: tags are
    told apart by the gap between them, and by the `#` that begins a row.
    """
    at = -1
    for number, line in enumerate(lines[: row + 1]):
        for run in line.runs:
            if run.role is not Role.LABEL:
                continue
            x = run.x
            for index, (sign, cells) in enumerate(
                zip(run.text, char_widths(run.text, ambiguous=ambiguous), strict=True)
            ):
                begins = index == 0 or run.text.endswith(TAG_GAP, 0, index)
                at += sign == "#" and begins
                if number == row and x <= column < x + cells:
                    return -1 if run.text.startswith(TAG_GAP, index) else at
                x += cells
    return -1


def _tag_rows(tags: tuple[str, ...], style: PageStyle) -> list[str]:
    """Rows of tags, as many whole ones as fit; one wider than the page has a row to itself."""
    rows: list[str] = []
    for tag in tags:
        longer = f"{rows[-1]}{TAG_GAP}#{tag}" if rows else ""
        if longer and cell_width(longer, ambiguous=style.ambiguous) <= style.width:
            rows[-1] = longer
        else:
            rows.append(f"#{tag}")
    return rows


def _wrapped(text: str, role: Role, style: PageStyle) -> list[Line]:
    if not text:
        return []
    prose = set_prose(text, style.width, style)
    return [Line(prose.runs(row, 0, role, place=False)) for row in range(len(prose.ranges))]


def _cut(text: str, role: Role, style: PageStyle) -> list[Line]:
    """The first rows of a text, the last of them cut where it goes on."""
    prose = set_prose(text, style.width, style)
    rows = _wrapped(text, role, style)[:SUMMARY_ROWS]
    if len(prose.ranges) > SUMMARY_ROWS:
        start, _ = prose.ranges[SUMMARY_ROWS - 1]
        last, _ = elide(text[start:], style.width, ambiguous=style.ambiguous)
        rows[-1] = Line((Run(0, last, role=role),))
    return rows
