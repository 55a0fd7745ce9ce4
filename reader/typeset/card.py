"""The title card: what stands above the first block of an article, and scrolls with it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.text.linebreak import wrap
from reader.typeset.model import Line, PageStyle, Role, Run


@dataclass(frozen=True, slots=True)
class Card:
    """Texts of the card, each safe to show; empty ones take no row."""

    title: str = ""
    meta: str = ""
    """Source, author, date, length, reading time."""
    tags: str = ""
    notices: tuple[str, ...] = ()


def card_lines(card: Card, style: PageStyle) -> tuple[Line, ...]:
    """The rows of the card, with air around it; none for an empty card."""
    parts = ((card.title, Role.TITLE), (card.meta, Role.META), (card.tags, Role.LABEL))
    lines: list[Line] = []
    for text, role in parts:
        if text and role is Role.META:
            lines.append(Line())
        lines.extend(_wrapped(text, role, style))
    if not lines:
        return ()
    for notice in card.notices:
        lines.append(Line())
        lines.extend(_wrapped(notice, Role.MARKER, style))
    rule = Line((Run(0, "─" * style.width, role=Role.LINE),))
    return (Line(), *lines, rule, Line())


def _wrapped(text: str, role: Role, style: PageStyle) -> list[Line]:
    if not text:
        return []
    ranges = wrap(text, style.width, ambiguous=style.ambiguous)
    return [Line((Run(0, text[start:end], role=role),)) for start, end in ranges]
