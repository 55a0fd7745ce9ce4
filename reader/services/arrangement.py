"""What the owner wants to see in the list, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reader.library.sort_names import SortKey

DIRECTIONS: Mapping[str, tuple[str, str]] = {
    SortKey.DATE: ("newest first", "oldest first"),
    SortKey.ADDED: ("latest first", "earliest first"),
    SortKey.TITLE: ("a to z", "z to a"),
    SortKey.AUTHOR: ("a to z", "z to a"),
    SortKey.LENGTH: ("shortest first", "longest first"),
    SortKey.READ: ("latest first", "earliest first"),
    SortKey.RELEVANCE: ("best first", "worst first"),
}
"""The two directions of each order, in words."""
SORT_NAMES: Mapping[str, str] = {SortKey.READ: "last read"}
"""Orders that are shown under another word than their name."""
LIST_SORTS = tuple(key.value for key in SortKey if key is not SortKey.RELEVANCE)
FOUND_SORTS = (SortKey.RELEVANCE.value, *LIST_SORTS)
GROUPS = ("source", "tag", "folder", "month")
FLAG = "is"
"""The kind of the filters that say what the owner did with an article."""
FILTERS = ("all", "unread", "bookmarked", "archived")
"""The flags that the list is filtered by, after the word for none of them."""
ONE_OF_EACH = frozenset({"source", FLAG})
"""Kinds of which an article has one value: another filter takes the place of the one before."""


class ArticleLabel(NamedTuple):
    """A property that articles share."""

    kind: str
    """`source`, `tag`, `author`, or `is` for a flag."""
    value: str

    @property
    def in_words(self) -> str:
        """The property as the head of the list names it."""
        if self.kind == "tag":
            return f"#{self.value}"
        return self.value if self.kind == FLAG else f"{self.kind} {self.value}"

    @property
    def query(self) -> str:
        """The search condition that holds for the same articles, such as `tag:"two words"`."""
        quoted = f'"{self.value}"' if " " in self.value else self.value
        return f"{self.kind}:{quoted}"


class Arrangement(NamedTuple):
    """What the list shows (all articles, or what a search finds), filtered, grouped and sorted."""

    sort: str = "date"
    is_reversed: bool = False
    query: str = ""
    found_sort: str = "relevance"
    """The order while there is a query."""
    is_found_reversed: bool = False
    group: str = ""
    """One of `GROUPS`; empty for no groups."""
    filters: tuple[ArticleLabel, ...] = ()
    """Only articles with all of these properties are shown, the last chosen last."""

    @property
    def order(self) -> tuple[str, bool]:
        """The name of the order in use, and whether it is reversed."""
        if self.query:
            return self.found_sort, self.is_found_reversed
        return self.sort, self.is_reversed

    @property
    def sorts(self) -> tuple[str, ...]:
        """The names of the orders that can be chosen: relevance only during a search."""
        return FOUND_SORTS if self.query else LIST_SORTS

    @property
    def is_filtered(self) -> bool:
        """Whether a filter leaves out some of the articles."""
        return bool(self.filters)

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that it is filtered by."""
        return tuple(each.value for each in self.filters if each.kind == FLAG)

    @property
    def labels(self) -> tuple[ArticleLabel, ...]:
        """The properties that it is filtered by and that the library knows."""
        return tuple(each for each in self.filters if each.kind != FLAG)

    @property
    def only(self) -> str:
        """The one flag that it is filtered by, or the last of them; `all` without any."""
        return self.flags[-1] if self.flags else FILTERS[0]

    @property
    def needs_flags(self) -> bool:
        """Whether the list depends on what was read or bookmarked, not on the library alone."""
        return bool(self.flags) or self.order[0] == "read"

    def filtered_by(self, label: ArticleLabel) -> Arrangement:
        """The list with one more filter; with the others, as far as an article can have both."""
        kept = (
            each
            for each in self.filters
            if each != label and not (each.kind == label.kind and each.kind in ONE_OF_EACH)
        )
        return self._replace(filters=(*kept, label))

    def without(self, label: ArticleLabel) -> Arrangement:
        """The list without one of its filters."""
        return self._replace(filters=tuple(each for each in self.filters if each != label))

    def flagged(self, only: str) -> Arrangement:
        """The list filtered by this one flag, or with `all` by none; its other filters stay."""
        plain = self._replace(filters=self.labels)
        return plain if only == FILTERS[0] else plain.filtered_by(ArticleLabel(FLAG, only))

    @property
    def is_all(self) -> bool:
        """Whether the list holds every article, ungrouped, in whatever order."""
        return not (self.query or self.is_filtered or self.group)

    @property
    def is_plain_search(self) -> bool:
        """Whether the list is a search result as it comes: unfiltered, by relevance."""
        return (
            bool(self.query)
            and not self.is_filtered
            and not self.group
            and self.order == ("relevance", False)
        )

    def sorted_by(self, sort: str) -> Arrangement:
        """The list in another order; the order in use is reversed instead."""
        known, is_reversed = self.order
        turned = sort == known and not is_reversed
        return self._ordered(sort, turned)

    def turned(self) -> Arrangement:
        """The list in the same order, reversed."""
        sort, is_reversed = self.order
        return self._ordered(sort, not is_reversed)

    def _ordered(self, sort: str, is_reversed: bool) -> Arrangement:
        if self.query:
            return self._replace(found_sort=sort, is_found_reversed=is_reversed)
        return self._replace(sort=sort, is_reversed=is_reversed)

    def searching(self, query: str) -> Arrangement:
        """The list for another query; an empty one restores the order before the search."""
        if query:
            return self._replace(query=query)
        return self._replace(query="", found_sort="relevance", is_found_reversed=False)

    def unfiltered(self) -> Arrangement:
        """The list without its filters."""
        return self._replace(filters=())

    @property
    def as_query(self) -> str:
        """The search that finds the same articles, for the owner to save."""
        parts = [self.query, *(each.query for each in self.filters)]
        return " ".join(part for part in parts if part)

    def described(self, default_sort: str) -> str:
        """How the list differs from the default, in words; empty if it does not.

        `default_sort` is the order that the settings name.
        """
        filters = (each.in_words for each in self.filters)
        return " · ".join([*filters, *self.order_in_words(default_sort)])

    def order_in_words(self, default_sort: str) -> list[str]:
        """How groups and order differ from the default, in words."""
        sort, is_reversed = self.order
        ordinary = "relevance" if self.query else default_sort
        parts = []
        if self.group:
            parts.append(f"grouped by {self.group}")
        if sort != ordinary:
            parts.append(f"by {sort_name(sort)}")
        if is_reversed:
            parts.append(direction(sort, is_reversed=True))
        return parts


def sort_name(sort: str) -> str:
    """The word that the owner sees for an order."""
    return SORT_NAMES.get(sort, sort)


def direction(sort: str, *, is_reversed: bool) -> str:
    """The direction of an order in words, such as `newest first`."""
    return DIRECTIONS[sort][is_reversed]
