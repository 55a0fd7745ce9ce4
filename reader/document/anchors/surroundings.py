"""What stood on either side of a quote, beside what stands there now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from reader.document.anchors.difference import matters, tokens, weight
from reader.document.anchors.text import (
    CONTEXT,
    MOST_CONTEXT,
    bare_text,
    common,
    is_cut_short,
    is_telling,
    letters_of,
)
from reader.text.fold import fold

_EVIDENCE = 8
"""Weight of the text that must go on as it did before a change is known for what it is."""
_MOVED = 16
"""Weight of the text that must go on as it did behind what came or went."""
_INSERTED = 600
"""Characters that may have come between a quote and what stood beside it."""
_REPLACED = 16
_SMALL = 12
"""Characters of an insertion, or what was taken out, of which figures and names are looked at."""
_REALIGNED = 6


class Kept(Enum):
    """What has become of one side."""

    WHOLE = "whole"
    MOVED = "moved"
    """Something came between, or went; the rest goes on as it did."""
    MENDED = "mended"
    """A word is spelt in another way, the rest goes on as it did."""
    LINE = "line"
    """As far as the quote's own paragraph reaches."""
    CHANGED = "changed"
    """A figure, a name or the like is another one: the place of a look-alike."""
    TWIN = "twin"
    """The quote may be one that stood further on: its words are in what is missing."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Side:
    kept: Kept
    weight: int = 0
    """Of the text that is as it was, up to the first difference."""

    @property
    def is_good(self) -> bool:
        return self.is_sound or (self.kept is Kept.LINE and self.weight >= _EVIDENCE)

    @property
    def is_sound(self) -> bool:
        return self.kept in (Kept.WHOLE, Kept.MOVED)


class Beside:
    """One side of a quote as it was recorded; all texts in it are read away from the quote."""

    def __init__(self, recorded: str, exact: str, other: str, *, before: bool) -> None:
        """`other` is what was recorded of the other side."""
        self._step = -1 if before else 1
        self._quoted = exact
        self._beyond = exact + other if before else other + exact
        self.bare = bare_text(fold(recorded))
        self._recorded = recorded
        self.is_cut = len(recorded) >= MOST_CONTEXT
        """Whether it would have to be longer to tell the quote from others: it tells nothing."""
        self._is_edge = is_cut_short(recorded)
        """Whether the document ended there."""
        self._is_plain = len(recorded) == CONTEXT
        """Whether nobody looked if there were others like it when it was recorded."""

    @property
    def is_telling(self) -> bool:
        """Whether it was recorded as far as tells the quote from all others."""
        return bool(self.bare) and is_telling(self._recorded) and not self.is_cut

    @cached_property
    def _exact(self) -> str:
        return self._away(fold(self._quoted))

    @cached_property
    def _other(self) -> str:
        """The quote and what was recorded of its other side."""
        return self._away(fold(self._beyond))

    def _away(self, text: str) -> str:
        return letters_of(text)[:: self._step]

    @cached_property
    def _text(self) -> str:
        return self._away(self.bare)

    @cached_property
    def _own(self) -> int | None:
        """Letters of it that are in the quote's own paragraph; None if all are."""
        lines = self._recorded.split("\n")
        if len(lines) == 1:
            return None
        return len(letters_of(fold(lines[-1 if self._step < 0 else 0])))

    def reach(self) -> int:
        """Characters of a bare text that `side` can use."""
        return len(self.bare) + _INSERTED

    def side(self, bare: str, *, at_break: bool) -> Side:
        """What is kept in `bare`: the text on this side, in its own order.

        `at_break`: whether the paragraph ends where the quote does.
        """
        if not self.bare:
            return Side(Kept.WHOLE if not bare else Kept.LOST)
        if self.is_cut:
            return Side(Kept.TWIN)
        if bare.endswith(self.bare) if self._step < 0 else bare.startswith(self.bare):
            return self._whole(len(bare) == len(self.bare))
        there, text = self._away(bare), self._text
        same = common(text, there)
        known = weight(text[:same])
        if same == len(text):
            return self._whole(same == len(there))
        if self._is_twin(there):
            return Side(Kept.TWIN, known)
        kept = self._changed(text[:same], text[same:], there[same:])
        own = self._own
        is_line = own is not None and same >= own and bool(own or at_break)
        if kept in (Kept.MOVED, Kept.TWIN) or (kept is not None and not is_line):
            return Side(kept, known)
        return Side(Kept.LINE, weight(text[:own])) if is_line else Side(Kept.LOST, known)

    def _whole(self, at_edge: bool) -> Side:
        """Where the document went on no further, there was less to tell the quote by."""
        kept = Kept.LINE if self._is_edge and not at_edge else Kept.WHOLE
        return Side(Kept.TWIN if self.shows_twin else kept, weight(self._text))

    @property
    def shows_twin(self) -> bool:
        """Whether the quote may be one of a row of equals, and it was not recorded which."""
        if not self._is_plain or not self._exact:
            return False
        text, exact = self._text, self._exact
        at = text.find(exact[:_REALIGNED])
        is_begun = at >= 0 and exact.startswith(text[at : at + len(exact)])
        return is_begun or self._ends_within

    @property
    def _ends_within(self) -> bool:
        """Whether its far end is in the quote, or on the other side, too."""
        end = self._text[-_EVIDENCE:]
        return len(end) == _EVIDENCE and end in self._other

    def _is_twin(self, there: str) -> bool:
        """Whether the quote, or what is around it, stood again in what was recorded.

        What follows now may then be what followed on the other one.
        """
        exact, text = self._exact, self._text
        if self._ends_within:
            return True
        head = exact[:_REALIGNED]
        at = text.find(head) if head else -1
        while at >= 0:
            if exact.startswith(text[at : at + len(exact)]):
                rest = text[at + len(exact) :]
                if at == 0 or common(rest, there) >= min(len(rest), _REALIGNED):
                    return True
            at = text.find(head, at + 1)
        return False

    def _changed(self, same: str, text: str, there: str) -> Kept | None:
        """What explains that after what is the `same` the two differ, if it can be told.

        Something came between, or went; a few characters in place of a few others.
        """
        if weight(text) >= _MOVED:
            at = there.find(text)
            if at > 0:
                return self._moved(same, there[:at])
        for at in range(1, len(text)):
            rest = text[at:]
            if weight(rest) < _MOVED:
                break
            if there.startswith(rest):
                return self._moved(same, text[:at])
        for at in range(1, min(_REPLACED, len(text) - _REALIGNED + 1)):
            to = there.find(text[at : at + _REALIGNED], 1, _REPLACED + _REALIGNED)
            if to > 0:
                old, new = text[:at][:: self._step], there[:to][:: self._step]
                return Kept.CHANGED if matters(tokens(old), tokens(new)) else Kept.MENDED
        return None

    def _moved(self, same: str, by: str) -> Kept:
        """What it means that `by` came or went after the quote and what is the `same`."""
        begin = self._exact + same
        # What came or went may as well have been the quote itself, if it leaves the same text.
        is_repeated = (begin + by).endswith(begin) or (
            weight(by) >= _EVIDENCE and begin.endswith(by)
        )
        if self._exact and (self._exact in by or is_repeated):
            return Kept.TWIN
        # Beside the quote itself a word may be hidden: its letters are taken for the quote's own.
        is_another = not same or matters(tokens(by[:: self._step]), ())
        return Kept.CHANGED if len(by) < _SMALL and is_another else Kept.MOVED
