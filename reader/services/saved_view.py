"""A list as the owner keeps it: what is searched for, the filters, the order and the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.services.arrangement import FOUND_SORTS, GROUPS, LIST_SORTS, Arrangement
from reader.services.saved_layout import filters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.state.saved_searches import SavedSearch


def view_of(arranged: Arrangement) -> Mapping[str, object]:
    """What of a list its query does not say, as it is kept; empty for a plain search."""
    if arranged.is_plain_search:
        return {}
    sort, is_reversed = arranged.order
    return {
        "words": arranged.query,
        "filters": [list(each) for each in arranged.filters],
        "group": arranged.group,
        "sort": sort,
        "reversed": is_reversed,
    }


def arrangement_of(search: SavedSearch, now: Arrangement) -> Arrangement:
    """The list that was kept; what is malformed in it, or not in it, is as it is `now`."""
    view = search.view
    if not view:
        return now.unfiltered().searching(search.query)
    words, sort, group = view.get("words"), view.get("sort"), view.get("group")
    query = words if isinstance(words, str) else ""
    wanted = now.searching("")._replace(filters=filters_of(view.get("filters")))
    if isinstance(group, str) and group in ("", *GROUPS):
        wanted = wanted._replace(group=group)
    is_reversed = view.get("reversed") is True
    if query and isinstance(sort, str) and sort in FOUND_SORTS:
        wanted = wanted._replace(found_sort=sort, is_found_reversed=is_reversed)
    elif not query and isinstance(sort, str) and sort in LIST_SORTS:
        wanted = wanted._replace(sort=sort, is_reversed=is_reversed)
    return wanted.searching(query) if query else wanted
