"""Lists that are indented to an even column, as Han is set; learned while a document grows."""

from __future__ import annotations

from collections.abc import Iterable

from reader.document.model import Block, Container
from reader.text.unicode.scripts import is_cjk


class Grid:
    """Serials of the containers whose content begins at an even column.

    That is every container whose text begins with a full-width character, and its siblings: the
    items of a list keep one indent, and so do the blocks of an item, whatever they begin with.
    """

    def __init__(self) -> None:
        self.serials: set[int] = set()
        self._open: list[tuple[Container, int]] = []
        self._list_of: dict[int, int] = {}
        self._members: list[list[int]] = []
        """Serials of each list, until it is known to be wide."""
        self._first_block: list[int] = []
        self._wide: set[int] = set()
        self._count = 0

    def extend(self, blocks: Iterable[Block]) -> int:
        """Take note of the blocks that follow the known ones.

        Returns the index of the first known block whose indent changes, or their count if none
        does.
        """
        known = changed = self._count
        for block in blocks:
            for number in self._begun(block):
                if number not in self._wide and is_cjk(block.text[:1]):
                    self._wide.add(number)
                    self.serials.update(self._members[number])
                    changed = min(changed, self._first_block[number])
            self._count += 1
        return min(changed, known)

    def _begun(self, block: Block) -> list[int]:
        """Numbers of the lists of which an item begins with this block."""
        kept: list[tuple[Container, int]] = []
        begun: list[int] = []
        inside = True
        for depth, container in enumerate(block.containers):
            before = self._open[depth] if inside and depth < len(self._open) else None
            sibling = before is not None and before[0].kind is container.kind
            number = before[1] if before and sibling else len(self._members)
            inside = before is not None and before[0].serial == container.serial
            kept.append((container, number))
            if container.serial not in self._list_of:
                self._note(container.serial, number)
                begun.append(number)
        self._open = kept
        return begun

    def _note(self, serial: int, number: int) -> None:
        if number == len(self._members):
            self._members.append([])
            self._first_block.append(self._count)
        self._list_of[serial] = number
        if number in self._wide:
            self.serials.add(serial)
        else:
            self._members[number].append(serial)
