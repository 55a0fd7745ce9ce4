"""What the owner wants to see in the list, and in which order."""

from __future__ import annotations

from typing import NamedTuple

DIRECTIONS = {
    "date": ("newest first", "oldest first"),
    "added": ("latest first", "earliest first"),
    "title": ("a to z", "z to a"),
    "author": ("a to z", "z to a"),
    "length": ("shortest first", "longest first"),
    "read": ("latest first", "earliest first"),
    "relevance": ("best first", "worst first"),
}
"""Orders by name, as `library.order.SortKey` has them, and their two directions in words."""
SORT_NAMES = {"read": "last read"}
"""Where the word is another than the name."""
LIST_SORTS = ("date", "added", "title", "author", "length", "read")
FOUND_SORTS = ("relevance", *LIST_SORTS)
GROUPS = ("source", "tag", "folder", "month")
FILTERS = ("all", "unread", "bookmarked")


class Label(NamedTuple):
    """A property that articles share."""

    kind: str
    """`source`, `tag` or `author`."""
    value: str

    @property
    def query(self) -> str:
        """The same as a search."""
        quoted = f'"{self.value}"' if " " in self.value else self.value
        return f"{self.kind}:{quoted}"


class Arrangement(NamedTuple):
    """What is shown: all, or what a search finds; of that a part; in an order."""

    sort: str = "date"
    is_reversed: bool = False
    query: str = ""
    found_sort: str = "relevance"
    """The order while there is a query."""
    is_found_reversed: bool = False
    group: str = ""
    only: str = "all"
    label: Label | None = None

    @property
    def order(self) -> tuple[str, bool]:
        """The order that holds now, and whether it is turned round."""
        if self.query:
            return self.found_sort, self.is_found_reversed
        return self.sort, self.is_reversed

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders that there are now."""
        return FOUND_SORTS if self.query else LIST_SORTS

    @property
    def is_filtered(self) -> bool:
        return self.only != "all" or self.label is not None

    @property
    def needs_flags(self) -> bool:
        """Whether it depends on what was read or bookmarked, not on the library alone."""
        return self.only != "all" or self.order[0] == "read"

    @property
    def is_all(self) -> bool:
        """Whether it is a list of everything, in whatever order."""
        return not (self.query or self.is_filtered or self.group)

    @property
    def is_plain_search(self) -> bool:
        """Whether it shows what the search finds, as it finds it."""
        return (
            bool(self.query)
            and not self.is_filtered
            and not self.group
            and self.order == ("relevance", False)
        )

    def sorted_by(self, sort: str) -> Arrangement:
        """In another order; in the one that it is in, the other way round."""
        known, is_reversed = self.order
        turned = sort == known and not is_reversed
        return self._ordered(sort, turned)

    def turned(self) -> Arrangement:
        sort, is_reversed = self.order
        return self._ordered(sort, not is_reversed)

    def _ordered(self, sort: str, is_reversed: bool) -> Arrangement:
        if self.query:
            return self._replace(found_sort=sort, is_found_reversed=is_reversed)
        return self._replace(sort=sort, is_reversed=is_reversed)

    def searching(self, query: str) -> Arrangement:
        """For another query; without one everything is as it was before the search."""
        if query:
            return self._replace(query=query)
        return self._replace(query="", found_sort="relevance", is_found_reversed=False)

    def unfiltered(self) -> Arrangement:
        return self._replace(only="all", label=None)

    @property
    def as_query(self) -> str:
        """The search that finds the same, to be kept."""
        parts = [self.query]
        if self.only != "all":
            parts.append(f"is:{self.only}")
        if self.label is not None:
            parts.append(self.label.query)
        return " ".join(part for part in parts if part)

    def described(self, default_sort: str) -> str:
        """What is out of the ordinary, in words; empty if nothing is."""
        sort, is_reversed = self.order
        ordinary = "relevance" if self.query else default_sort
        parts = [self.only if self.only != "all" else ""]
        if self.label is not None:
            parts.append(f"{self.label.kind} {self.label.value}")
        if self.group:
            parts.append(f"grouped by {self.group}")
        if sort != ordinary:
            parts.append(f"by {sort_name(sort)}")
        if is_reversed:
            parts.append(direction(sort, is_reversed=True))
        return " · ".join(part for part in parts if part)


def sort_name(sort: str) -> str:
    return SORT_NAMES.get(sort, sort)


def direction(sort: str, *, is_reversed: bool) -> str:
    return DIRECTIONS[sort][is_reversed]
