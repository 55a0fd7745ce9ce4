"""What stands on the page in the place of what is written, character for character."""

from __future__ import annotations

from typing import Final, Protocol

from reader.document.model import Block


class PageWording(Protocol):
    """Other characters for the same text. It keeps lengths and widths: every place stays."""

    def block(self, block: Block) -> Block:
        """The block as it is to be shown: with another text of the same length, all else equal."""
        ...

    def line(self, text: str) -> str:
        """A title, or another line that is no part of a document."""
        ...


class _AsWritten:
    def block(self, block: Block) -> Block:
        return block

    def line(self, text: str) -> str:
        return text


AS_WRITTEN: Final[PageWording] = _AsWritten()
