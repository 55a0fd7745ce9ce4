"""The text of a document's blocks as an index holds it, one block a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.document.model import Block, Document
from reader.text.chunks import joined, single_spaced


def block_text(blocks: Iterable[Block]) -> str:
    r"""The text of blocks that have any, joined by `\n`; white space within one is one space.

    Markers of lists and notes are no text of a block, nor are addresses of links and pictures.
    """
    return joined((single_spaced(block.text) for block in blocks), "\n")


class ShownText(NamedTuple):
    """What an article shows, in words."""

    text: str
    """`block_text` of its document."""
    title: str = ""
    """The text of the block that was left out, since it only repeats the title of the article."""

    @classmethod
    def of(cls, document: Document) -> ShownText:
        """What a document shows."""
        return cls(block_text(document.blocks), document.title)
