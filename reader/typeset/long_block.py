"""A large block in parts, each set from where the one before it ends."""

from __future__ import annotations

from dataclasses import dataclass

from reader.typeset.model import BlockLayout
from reader.typeset.parts import BlockParts


@dataclass(slots=True)
class _SetPart:
    """Facts of a part that was set, from which its layout can be made again."""

    entry: int
    following: int
    cut: bool
    certain: bool
    """Whether its rows are those of the block set in one go, or join on to such."""


class LongBlock:
    """Knows where the rows of each part begin, and which of these places are certain.

    Whatever is looked at first, what is shown fits together: the rows of neighbouring parts follow
    from one another, if need be by a line that ends early. When a part becomes certain and does not
    lead to the next one as it was set, that one has to be set anew.
    """

    def __init__(self, parts: BlockParts) -> None:
        self._parts = parts
        self._known: dict[int, _SetPart] = {}
        self._guesses: dict[int, tuple[int, bool]] = {}
        self._held: range = range(0)
        self.expectations_taken = False

    def is_certain(self, part: int) -> bool:
        known = self._known.get(part)
        return known is not None and known.certain

    def hold(self, parts: range) -> None:
        """Keep these parts as they are once they are set: somebody reads there.

        If the part before them does not lead to the first of them, its last line ends early.
        """
        self._held = parts

    def set(self, part: int) -> tuple[BlockLayout, list[int]]:
        """Set a part; returns its layout, and the parts that have to be set anew."""
        entry, certain = self._entry(part)
        after = self._known.get(part + 1)
        stays = not certain or part + 1 in self._held
        limit = after.entry if after is not None and stays else None
        section = self._parts.set(part, entry, limit)
        self._known[part] = _SetPart(entry, section.following, section.cut, certain)
        return section.layout, self._put_right(part) if certain else []

    def _entry(self, part: int) -> tuple[int, bool]:
        before, known = self._known.get(part - 1), self._known.get(part)
        if before is not None and before.certain:
            return before.following, True
        if known is not None:
            return known.entry, known.certain
        if before is not None:
            return before.following, False
        if part not in self._guesses:
            self._guesses[part] = self._parts.entry(part)
        return self._guesses[part]

    def _put_right(self, part: int) -> list[int]:
        """Mark the parts that follow from `part` as certain; forget the first that does not."""
        following = self._known[part].following
        part += 1
        while (known := self._known.get(part)) is not None and not known.certain:
            if known.entry != following or known.cut:
                del self._known[part]
                return [part]
            known.certain = True
            following = known.following
            part += 1
        return []

    def part_of(self, offset: int) -> int:
        """The part whose rows show a character, as far as that is known before it is set."""
        part = self._parts.part_of(offset)
        while part and offset < self._entry(part)[0]:
            part -= 1
        return part

    def is_behind(self, part: int, offset: int) -> bool:
        """Whether a character comes after a part that was set."""
        return 0 < self._known[part].following <= offset

    def holds(self, part: int, offset: int) -> bool:
        """Whether a character is in the rows of a part that was set."""
        known = self._known[part]
        if known.following:
            return known.entry <= offset < known.following
        return self._parts.part_of(offset) == part

    def expected(self, part: int) -> int | None:
        return self._parts.expected(part)

    @property
    def count(self) -> int:
        return self._parts.count
