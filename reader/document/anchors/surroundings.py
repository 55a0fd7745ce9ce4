"""Compares the recorded surroundings of a quote with those that it has now."""

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
"""Weight of unchanged text after a change by which the change is explained."""
_MOVED = 16
"""Weight of unchanged text after an insertion or a deletion."""
_INSERTED = 600
"""The most characters that may have come between a quote and its neighbour."""
_REPLACED = 16
_SMALL = 12
"""Characters of an insertion or deletion in which figures and names are looked for."""
_REALIGNED = 6


class SideState(Enum):
    """What has become of one side."""

    WHOLE = "whole"
    MOVED = "moved"
    """Something was inserted or deleted; the rest goes on unchanged."""
    MENDED = "mended"
    """A word is spelt in another way; the rest goes on unchanged."""
    LINE = "line"
    """The side is unchanged as far as the quote's own paragraph reaches."""
    CHANGED = "changed"
    """A figure, a name or the like differs: this is the place of a look-alike."""
    TWIN = "twin"
    """The quote may be one that stood further on: its words are in the missing text."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Side:
    kept: SideState
    weight: int = 0
    """Weight of the text that is unchanged, up to the first difference."""

    @property
    def is_good(self) -> bool:
        return self.is_sound or (self.kept is SideState.LINE and self.weight >= _EVIDENCE)

    @property
    def is_sound(self) -> bool:
        return self.kept in (SideState.WHOLE, SideState.MOVED)


class Beside:
    """One side of a quote as it was recorded; its texts are read away from the quote."""

    def __init__(self, recorded: str, exact: str, other: str, *, before: bool) -> None:
        """`other` is what was recorded of the other side."""
        self._step = -1 if before else 1
        self._quoted = exact
        self._beyond = exact + other if before else other + exact
        self.bare = bare_text(fold(recorded))
        self._recorded = recorded
        self.is_cut = len(recorded) >= MOST_CONTEXT
        """Whether it is too short to tell the quote from others: then it tells nothing."""
        self._is_edge = is_cut_short(recorded)
        """Whether the document ended there."""
        self._is_plain = len(recorded) == CONTEXT
        """Whether it was recorded without a look for others like it."""

    @property
    def is_telling(self) -> bool:
        """Whether it was recorded as far as needed to tell the quote from all others."""
        return bool(self.bare) and is_telling(self._recorded) and not self.is_cut

    @cached_property
    def _exact(self) -> str:
        return self._away(fold(self._quoted))

    @cached_property
    def _other(self) -> str:
        """The quote and the recorded text of its other side."""
        return self._away(fold(self._beyond))

    def _away(self, text: str) -> str:
        return letters_of(text)[:: self._step]

    @cached_property
    def _text(self) -> str:
        return self._away(self.bare)

    @cached_property
    def _own(self) -> int | None:
        """The number of its letters in the quote's own paragraph; None if all are."""
        lines = self._recorded.split("\n")
        if len(lines) == 1:
            return None
        return len(letters_of(fold(lines[-1 if self._step < 0 else 0])))

    def reach(self) -> int:
        """Characters of a bare text that `side` can use."""
        return len(self.bare) + _INSERTED

    def side(self, bare: str, *, at_break: bool) -> Side:
        """Compare with `bare`, the text on this side now, in its own order.

        `at_break`: whether the paragraph ends where the quote does.
        """
        if not self.bare:
            return Side(SideState.WHOLE if not bare else SideState.LOST)
        if self.is_cut:
            return Side(SideState.TWIN)
        if bare.endswith(self.bare) if self._step < 0 else bare.startswith(self.bare):
            return self._whole(len(bare) == len(self.bare))
        there, text = self._away(bare), self._text
        same = common(text, there)
        known = weight(text[:same])
        if same == len(text):
            return self._whole(same == len(there))
        if self._is_twin(there):
            return Side(SideState.TWIN, known)
        kept = self._changed(text[:same], text[same:], there[same:])
        own = self._own
        is_line = own is not None and same >= own and bool(own or at_break)
        if kept in (SideState.MOVED, SideState.TWIN) or (kept is not None and not is_line):
            return Side(kept, known)
        return Side(SideState.LINE, weight(text[:own])) if is_line else Side(SideState.LOST, known)

    def _whole(self, at_edge: bool) -> Side:
        """Whether the document ended there: then there was less to tell the quote by."""
        kept = SideState.LINE if self._is_edge and not at_edge else SideState.WHOLE
        return Side(SideState.TWIN if self.shows_twin else kept, weight(self._text))

    @property
    def shows_twin(self) -> bool:
        """Whether the quote may be one of a row of equals, and nothing recorded which."""
        if not self._is_plain or not self._exact:
            return False
        text, exact = self._text, self._exact
        at = text.find(exact[:_REALIGNED])
        is_begun = at >= 0 and exact.startswith(text[at : at + len(exact)])
        return is_begun or self._ends_within

    @property
    def _ends_within(self) -> bool:
        """Whether its far end occurs in the quote, or on the other side, too."""
        end = self._text[-_EVIDENCE:]
        return len(end) == _EVIDENCE and end in self._other

    def _is_twin(self, there: str) -> bool:
        """Whether the quote or its surroundings occur again in the recorded text.

        The text that follows now may then be what followed the other one.
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

    def _changed(self, same: str, text: str, there: str) -> SideState | None:
        """Explain the difference after the `same` first letters, if that is possible.

        Either something was inserted or deleted, or a few characters replace a few others.
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
                return SideState.CHANGED if matters(tokens(old), tokens(new)) else SideState.MENDED
        return None

    def _moved(self, same: str, by: str) -> SideState:
        """What it means that `by` came or went after the quote and the `same` letters."""
        begin = self._exact + same
        # What came or went may as well have been the quote itself, if it leaves the same text.
        is_repeated = (begin + by).endswith(begin) or (
            weight(by) >= _EVIDENCE and begin.endswith(by)
        )
        if self._exact and (self._exact in by or is_repeated):
            return SideState.TWIN
        # Beside the quote itself a word may be hidden: its letters are taken for the quote's own.
        is_another = not same or matters(tokens(by[:: self._step]), ())
        return SideState.CHANGED if len(by) < _SMALL and is_another else SideState.MOVED
