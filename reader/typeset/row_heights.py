"""Row counts of a long sequence of parts, with prefix sums that are cheap to keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Heights:
    """A Fenwick tree over heights: change one, sum a prefix or find a row in O(log n)."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        size = len(self._heights)
        self._tree = [0, *self._heights]
        for index in range(1, size + 1):
            parent = index + (index & -index)
            if parent <= size:
                self._tree[parent] += self._tree[index]
        self._top = 1 << max(0, size.bit_length() - 1)
        self._total = sum(self._heights)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        return self._total

    def set(self, index: int, height: int) -> None:
        change = height - self._heights[index]
        if not change:
            return
        self._heights[index] = height
        self._total += change
        node = index + 1
        while node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def extend(self, heights: Iterable[int]) -> None:
        """Append heights, each in O(log n)."""
        for height in heights:
            self._heights.append(height)
            self._total += height
            node = len(self._heights)
            child, covered = node - 1, node - (node & -node)
            while child > covered:
                height += self._tree[child]
                child -= child & -child
            self._tree.append(height)
        self._top = 1 << max(0, len(self._heights).bit_length() - 1)

    def before(self, index: int) -> int:
        """The rows above part `index`."""
        total = 0
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    def find(self, row: int) -> tuple[int, int]:
        """The part that holds row `row` (0 ≤ row < total), and the row within it."""
        index, step = 0, self._top
        while step:
            ahead = index + step
            if ahead < len(self._tree) and self._tree[ahead] <= row:
                index = ahead
                row -= self._tree[ahead]
            step >>= 1
        return index, row
