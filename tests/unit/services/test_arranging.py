"""What kind of list an arrangement is: others decide by it what has to be asked and drawn."""

from __future__ import annotations

import pytest

from reader.library.groups import GroupKey
from reader.library.listing import Only
from reader.library.sort_keys import SortKey
from reader.services.arrangement import (
    FILTERS,
    FOUND_SORTS,
    GROUPS,
    LIST_SORTS,
    Arrangement,
    Label,
    direction,
    sort_name,
)

TAG = Label("tag", "x")


@pytest.mark.parametrize(
    ("arranged", "is_filtered", "needs_flags", "is_all", "is_plain_search"),
    [
        (Arrangement(), False, False, True, False),
        (Arrangement("title", is_reversed=True), False, False, True, False),
        (Arrangement("read"), False, True, True, False),
        (Arrangement(only="unread"), True, True, False, False),
        (Arrangement(label=TAG), True, False, False, False),
        (Arrangement(group="tag"), False, False, False, False),
        (Arrangement(query="x"), False, False, False, True),
        (Arrangement("read", query="x"), False, False, False, True),
        (Arrangement(query="x", found_sort="read"), False, True, False, False),
        (Arrangement(query="x", is_found_reversed=True), False, False, False, False),
        (Arrangement(query="x", group="tag"), False, False, False, False),
        (Arrangement(query="x", label=TAG), True, False, False, False),
        (Arrangement(query="x", only="bookmarked"), True, True, False, False),
    ],
)
def test_the_kinds_of_lists(
    arranged: Arrangement,
    is_filtered: bool,
    needs_flags: bool,
    is_all: bool,
    is_plain_search: bool,
) -> None:
    assert arranged.is_filtered is is_filtered
    assert arranged.needs_flags is needs_flags
    assert arranged.is_all is is_all
    assert arranged.is_plain_search is is_plain_search


def test_the_library_knows_every_order_group_and_filter() -> None:
    assert set(FOUND_SORTS) == set(SortKey)
    assert set(GROUPS) == set(GroupKey)
    assert set(FILTERS) == set(Only)


def test_relevance_is_an_order_of_searches_only() -> None:
    assert Arrangement().sorts == LIST_SORTS
    assert Arrangement(query="x").sorts == FOUND_SORTS


def test_the_order_of_a_search_is_turned_and_not_that_of_the_list() -> None:
    turned = Arrangement("title", query="x").turned()
    assert turned.order == ("relevance", True)
    assert turned.searching("").order == ("title", False)
    assert turned.described("date") == "worst first"
    assert Arrangement("title").turned().turned() == Arrangement("title")


def test_a_search_is_described_by_what_differs_from_relevance() -> None:
    assert Arrangement("title", query="x").described("date") == ""
    assert Arrangement(query="x", found_sort="date").described("date") == "by date"
    assert Arrangement("read").described("date") == "by last read"
    assert (sort_name("read"), sort_name("title")) == ("last read", "title")
    assert direction("date", is_reversed=False) == "newest first"
    assert direction("date", is_reversed=True) == "oldest first"


def test_a_property_of_one_word_needs_no_quotation_marks() -> None:
    assert TAG.query == "tag:x"
    assert Arrangement(query="a", label=TAG).as_query == "a tag:x"
