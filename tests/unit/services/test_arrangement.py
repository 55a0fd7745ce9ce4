"""What an arrangement says of itself, and how one becomes another."""

from __future__ import annotations

import pytest

from reader.services.arrangement import DIRECTIONS, FOUND_SORTS, Arrangement, Label


def test_the_ordinary_needs_no_words() -> None:
    assert Arrangement("title").described("title") == ""
    assert Arrangement("title").described("date") == "by title"


def test_what_is_out_of_the_ordinary_is_said() -> None:
    arranged = Arrangement("title", is_reversed=True, only="unread", group="source")
    assert arranged.described("date") == "unread · grouped by source · by title · z to a"
    assert Arrangement(label=Label("tag", "社交")).described("date") == "tag 社交"


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
    arranged = Arrangement(query="word", only="unread", label=Label("tag", "two words"))
    assert arranged.as_query == 'word is:unread tag:"two words"'
    assert Arrangement().as_query == ""
    assert arranged.unfiltered() == Arrangement(query="word")


@pytest.mark.parametrize("sort", FOUND_SORTS)
def test_every_order_has_two_directions(sort: str) -> None:
    first, second = DIRECTIONS[sort]
    assert first != second
