"""Lines for the pickers: what they say of headings and links."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.document.link import Link
from reader.document.model import Document
from reader.document.outline import Heading
from reader.text.safe import clean_line
from reader.ui.widgets.choice_list import Choice, Choices

UNNAMED = "(untitled)"


class _Made:
    """Choices that are made when they are asked for: an article may have 20,000 links."""

    def __init__(self, count: int, make: Callable[[int], Choice]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: int, /) -> Choice:
        return self._make(position)


def outline_choices(headings: Sequence[Heading]) -> Choices:
    """One line a heading, indented by its level below the highest; the key is its position."""
    highest = min((heading.level for heading in headings), default=1)

    def choice(position: int) -> Choice:
        heading = headings[position]
        text = clean_line(heading.text) or UNNAMED
        return Choice(str(position), text, indent=heading.level - highest)

    return _Made(len(headings), choice)


def link_choices(document: Document, links: Sequence[Link]) -> Choices:
    """The words of each link, and where it leads; the key is its position."""

    def choice(position: int) -> Choice:
        link = links[position]
        words = clean_line(document.blocks[link.block].text[link.start : link.end])
        return Choice(str(position), words or UNNAMED, clean_line(link.href))

    return _Made(len(links), choice)
