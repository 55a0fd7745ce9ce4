"""Motions through a document's text, as for a caret in selection mode.

Each motion leads from a character to a character: places are those of the first character of a
grapheme cluster, never the end of a block. A motion that can go no further ends where it began.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.document.model import BlockKind, Document, Place
from reader.text.grapheme import is_boundary, next_boundary, previous_boundary
from reader.text.unicode.scripts import HAN
from reader.text.white_space import is_white, white_end
from reader.text.words import word_at

_CLOSERS = "\"'”’»）)〉》」』】〕〗\\]"
_SENTENCE_END = re.compile(
    rf"[。！？…｡]+[{_CLOSERS}]*|[!?]+[{_CLOSERS}]*(?=\s|$|[{HAN}])|\.+[{_CLOSERS}]*(?=\s|$)"
)
_REACH = 4096
"""Characters looked back for the beginning of a sentence, at first."""


class Ways:
    """Motions through one document; `is_shown` tells whether white space is on the page at all."""

    def __init__(self, document: Document, is_shown: Callable[[Place], bool]) -> None:
        self.document = document
        self._is_shown = is_shown
        self._bounds: dict[int, tuple[Place, Place]] = {}

    # -- characters ---------------------------------------------------------------------

    def first(self) -> Place | None:
        """The document's first character; None if it has none to show."""
        block = self._block_after(-1)
        return None if block is None else self._begin(block)

    def last(self) -> Place | None:
        block = self._block_before(len(self.document.blocks))
        return None if block is None else self._end(block)

    def nearest(self, place: Place) -> Place | None:
        """The character at a place, or the nearest one in its block, or the next one after it."""
        blocks = self.document.blocks
        if not blocks:
            return None
        block = max(0, min(place.block, len(blocks) - 1))
        text = blocks[block].text
        if not text.strip():
            after = self._block_after(block)
            return self.last() if after is None else self._begin(after)
        offset = max(0, min(place.offset, len(text) - 1))
        here = Place(
            block, offset if is_boundary(text, offset) else previous_boundary(text, offset)
        )
        if self._is_stop(here):
            return here
        onward = self.forward(here)
        return onward if here < onward and onward.block == block else self.backward(here)

    def end_of(self, place: Place) -> Place:
        """The offset after the character at a place."""
        return Place(place.block, next_boundary(self._text(place.block), place.offset))

    def character_before(self, place: Place) -> Place:
        """The character that ends at a place, or before it."""
        if place.offset > 0:
            text = self._text(place.block)
            here = Place(place.block, previous_boundary(text, place.offset))
            if self._is_stop(here):
                return here
            place = here
        return self.backward(place)

    def forward(self, place: Place) -> Place:
        text = self._text(place.block)
        offset = next_boundary(text, place.offset)
        while offset < len(text):
            if self._is_stop(Place(place.block, offset)):
                return Place(place.block, offset)
            offset = next_boundary(text, offset)
        block = self._block_after(place.block)
        return place if block is None else self._begin(block)

    def backward(self, place: Place) -> Place:
        text, offset = self._text(place.block), place.offset
        while offset > 0:
            offset = previous_boundary(text, offset)
            if self._is_stop(Place(place.block, offset)):
                return Place(place.block, offset)
        block = self._block_before(place.block)
        return place if block is None else self._end(block)

    # -- words --------------------------------------------------------------------------

    def word(self, place: Place) -> Place:
        """Move to the beginning of the next word."""
        text = self._text(place.block)
        offset = word_at(text, place.offset)[1]
        while offset < len(text):
            if not is_white(text, offset):
                return Place(place.block, offset)
            offset = word_at(text, offset)[1]
        block = self._block_after(place.block)
        return self._end(place.block) if block is None else self._begin(block)

    def word_back(self, place: Place) -> Place:
        """Move to the beginning of this word, or of the one before it."""
        text, offset = self._text(place.block), place.offset
        while offset > 0:
            offset = word_at(text, offset - 1)[0]
            if not is_white(text, offset):
                return Place(place.block, offset)
        block = self._block_before(place.block)
        if block is None:
            return place
        text = self._text(block)
        return Place(block, word_at(text, self._end(block).offset)[0])

    def word_end(self, place: Place) -> Place:
        """Move to the last character of this word, or of the next one."""
        here = place
        while (onward := self.forward(here)) != here:
            here = onward
            text = self._text(here.block)
            if not is_white(text, here.offset):
                end = word_at(text, here.offset)[1]
                return Place(here.block, previous_boundary(text, end))
        return place

    # -- sentences and blocks -----------------------------------------------------------

    def sentence_end(self, place: Place) -> Place:
        """Move to the last character of this sentence, or of the next one."""
        text, last = self._text(place.block), self._end(place.block)
        if place >= last:
            block = self._block_after(place.block)
            if block is None:
                return place
            place = self._begin(block)
            text, last = self._text(block), self._end(block)
            here = place.offset - 1
        else:
            here = place.offset
        for found in _SENTENCE_END.finditer(text, max(0, here)):
            offset = previous_boundary(text, found.end())
            if offset > here:
                return Place(place.block, offset)
        return last

    def sentence_begin(self, place: Place) -> Place:
        """Move to the first character of this sentence, or of the one before it."""
        begin = self._begin(place.block)
        if place <= begin:
            block = self._block_before(place.block)
            if block is None:
                return place
            place = Place(block, len(self._text(block)))
            begin = self._begin(block)
        text, reach = self._text(place.block), _REACH
        while True:
            low = max(begin.offset, place.offset - reach)
            starts = [
                start
                for found in _SENTENCE_END.finditer(text, low, place.offset)
                if (start := white_end(text, _whole(text, found.end()))) < place.offset
            ]
            if starts:
                return Place(place.block, starts[-1])
            if low == begin.offset:
                return begin
            reach *= 4

    def block_end(self, place: Place) -> Place:
        """Move to the last character of this block, or of the next one."""
        last = self._end(place.block)
        block = self._block_after(place.block)
        return self._end(block) if place >= last and block is not None else last

    def block_begin(self, place: Place) -> Place:
        """Move to the first character of this block, or of the one before it."""
        begin = self._begin(place.block)
        block = self._block_before(place.block)
        return self._begin(block) if place <= begin and block is not None else begin

    def block_span(self, first: int, last: int) -> tuple[Place, Place]:
        """The places around all of the blocks from one to another."""
        return Place(first), Place(last, len(self._text(last)))

    # -- blocks that have characters ----------------------------------------------------

    def _text(self, block: int) -> str:
        return self.document.blocks[block].text

    def _is_stop(self, place: Place) -> bool:
        """Whether the caret may be on a character."""
        block = self.document.blocks[place.block]
        if not is_white(block.text, place.offset):
            return True
        if block.text[place.offset] == "\n" or block.kind is BlockKind.TABLE:
            return False
        inside = self._begin(place.block) <= place <= self._end(place.block)
        return inside and self._is_shown(place)

    def _begin(self, block: int) -> Place:
        return self._bounds_of(block)[0]

    def _end(self, block: int) -> Place:
        return self._bounds_of(block)[1]

    def _bounds_of(self, block: int) -> tuple[Place, Place]:
        """Its first and last character that are no white space; cached, for each step asks."""
        if block not in self._bounds:
            text = self._text(block)
            first = white_end(text, 0) % len(text)
            last = previous_boundary(text, len(text.rstrip()))
            self._bounds[block] = Place(block, first), Place(block, last)
        return self._bounds[block]

    def _block_after(self, block: int) -> int | None:
        following = range(block + 1, len(self.document.blocks))
        return next((at for at in following if self._text(at).strip()), None)

    def _block_before(self, block: int) -> int | None:
        before = range(block - 1, -1, -1)
        return next((at for at in before if self._text(at).strip()), None)


def _whole(text: str, offset: int) -> int:
    """The end of the cluster that contains an offset; the offset itself if it is a boundary."""
    return offset if is_boundary(text, offset) else next_boundary(text, offset)
