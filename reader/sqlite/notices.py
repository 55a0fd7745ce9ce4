"""Notices for people, each given once."""

from __future__ import annotations


class Notices:
    """Lines in the order in which they came. Not yet safe to show."""

    def __init__(self) -> None:
        self._all: dict[str, None] = {}
        self._taken = 0

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self._all)

    def add(self, notice: str) -> None:
        """Does nothing if it was told before."""
        self._all[notice] = None

    def take(self) -> tuple[str, ...]:
        """Notices that were not taken before."""
        new = self.all[self._taken :]
        self._taken += len(new)
        return new
