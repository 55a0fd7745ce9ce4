"""A list that the owner keeps is the same list when it is opened."""

from __future__ import annotations

import pytest

from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.saved_view import arrangement_of, view_of
from reader.state.saved_searches import SavedSearch, format_search, parse_search

TAG, UNREAD = ArticleLabel("tag", "two words"), ArticleLabel("is", "unread")


def kept(arranged: Arrangement) -> SavedSearch:
    """The search as it comes from the disk."""
    return parse_search(format_search(SavedSearch(arranged.as_query, view=view_of(arranged))))


@pytest.mark.parametrize(
    "arranged",
    [
        Arrangement(query="狗"),
        Arrangement("title", is_reversed=True, filters=(TAG, UNREAD)),
        Arrangement(filters=(UNREAD,), group="source"),
        Arrangement(query="狗 cat", filters=(TAG,), found_sort="length", is_found_reversed=True),
    ],
)
def test_what_was_kept_comes_back_whatever_the_list_shows(arranged: Arrangement) -> None:
    now = Arrangement("author", query="other", filters=(ArticleLabel("source", "S"),), group="tag")
    search = kept(arranged)
    shown = arrangement_of(search, now)
    assert (shown.query, shown.filters) == (arranged.query, arranged.filters)
    if search.view:
        assert (shown.group, shown.order) == (arranged.group, arranged.order)
    assert arrangement_of(search, shown) == shown
    assert shown.as_query == search.query


def test_a_plain_search_is_kept_as_it_always_was() -> None:
    search = kept(Arrangement(query="狗"))
    assert search.view == {}
    assert "view" not in format_search(search)
    assert "fields" in format_search(parse_search({"query": "x", "view": {"fields": 1}}))["view"]  # type: ignore[operator]  # an object


def test_what_is_malformed_in_a_view_leaves_the_list_as_it_is() -> None:
    view = {"words": 3, "filters": "x", "sort": "colour", "group": [], "reversed": "no"}
    now = Arrangement("title", group="tag")
    assert arrangement_of(SavedSearch("q", view=view), now) == now
    with pytest.raises(ValueError, match="“view” is not an object"):
        parse_search({"query": "x", "view": []})
