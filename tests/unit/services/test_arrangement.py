"""What an arrangement says of itself, and how one becomes another."""

from __future__ import annotations

import pytest

from reader.library.groups import GroupKey
from reader.library.listing import ListedOnly
from reader.library.sort_names import SortKey
from reader.services.arrangement import (
    DIRECTIONS,
    FILTERS,
    FOUND_SORTS,
    GROUPS,
    LIST_SORTS,
    Arrangement,
    ArticleLabel,
    direction,
    sort_name,
)


def test_the_ordinary_needs_no_words() -> None:
    assert Arrangement("title").described("title") == ""
    assert Arrangement("title").described("date") == "by title"


def test_what_is_out_of_the_ordinary_is_said() -> None:
    arranged = Arrangement(
        "title", is_reversed=True, filters=(ArticleLabel("is", "unread"),), group="source"
    )
    assert arranged.described("date") == "unread · grouped by source · by title · z to a"
    assert Arrangement(filters=(ArticleLabel("tag", "社交"),)).described("date") == "#社交"


def test_the_same_order_again_is_turned_round() -> None:
    once = Arrangement().sorted_by("title")
    assert once.order == ("title", False)
    assert once.sorted_by("title").order == ("title", True)
    assert once.sorted_by("title").sorted_by("title").order == ("title", False)
    assert once.turned().sorted_by("length").order == ("length", False)


def test_a_search_has_an_order_of_its_own_and_gives_the_other_back() -> None:
    found = Arrangement("title").searching("word")
    assert found.order == ("relevance", False)
    assert found.is_plain_search
    sorted_ = found.sorted_by("date")
    assert not sorted_.is_plain_search
    assert sorted_.searching("words").order == ("date", False)
    assert sorted_.searching("") == Arrangement("title")


def test_what_is_filtered_can_be_said_as_a_search() -> None:
    arranged = Arrangement(
        query="word", filters=(ArticleLabel("is", "unread"), ArticleLabel("tag", "two words"))
    )
    assert arranged.as_query == 'word is:unread tag:"two words"'
    assert Arrangement().as_query == ""
    assert arranged.unfiltered() == Arrangement(query="word")


@pytest.mark.parametrize("sort", FOUND_SORTS)
def test_every_order_has_two_directions(sort: str) -> None:
    first, second = DIRECTIONS[sort]
    assert first != second


TAG = ArticleLabel("tag", "x")


@pytest.mark.parametrize(
    ("arranged", "is_filtered", "needs_flags", "is_all", "is_plain_search"),
    [
        (Arrangement(), False, False, True, False),
        (Arrangement("title", is_reversed=True), False, False, True, False),
        (Arrangement("read"), False, True, True, False),
        (Arrangement(filters=(ArticleLabel("is", "unread"),)), True, True, False, False),
        (Arrangement(filters=(TAG,)), True, False, False, False),
        (Arrangement(group="tag"), False, False, False, False),
        (Arrangement(query="x"), False, False, False, True),
        (Arrangement("read", query="x"), False, False, False, True),
        (Arrangement(query="x", found_sort="read"), False, True, False, False),
        (Arrangement(query="x", is_found_reversed=True), False, False, False, False),
        (Arrangement(query="x", group="tag"), False, False, False, False),
        (Arrangement(query="x", filters=(TAG,)), True, False, False, False),
        (
            Arrangement(query="x", filters=(ArticleLabel("is", "bookmarked"),)),
            True,
            True,
            False,
            False,
        ),
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
    assert set(FILTERS[1:]) == set(ListedOnly)


def test_filters_hold_together_but_for_two_that_no_article_can_have() -> None:
    tag, source = ArticleLabel("tag", "x"), ArticleLabel("source", "S")
    both = Arrangement().filtered_by(tag).filtered_by(source).flagged("unread")
    assert both.described("date") == "#x · source S · unread"
    assert both.filtered_by(ArticleLabel("source", "T")).described("date") == (
        "#x · unread · source T"
    )
    assert both.flagged("archived").flags == ("archived",)
    assert both.flagged("all").filters == (tag, source)
    assert both.without(tag).filters == both.filters[1:]
    assert both.filtered_by(tag).filters[-1] == tag
    assert both.filtered_by(ArticleLabel("tag", "y")).labels == (
        tag,
        source,
        ArticleLabel("tag", "y"),
    )


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
    assert Arrangement(query="a", filters=(TAG,)).as_query == "a tag:x"
