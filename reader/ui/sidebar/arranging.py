"""What the reader asks of the list: an order, groups, a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.services.arrangement import FILTERS, Arrangement, ArticleLabel, direction, sort_name
from reader.ui.sidebar.messages import Told

if TYPE_CHECKING:
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader


class Arranging:
    """Changes one thing of the arrangement that is shown, and says so."""

    def __init__(self, host: Host, loader: ListLoader) -> None:
        self._host = host
        self._loader = loader

    @property
    def now(self) -> Arrangement:
        return self._loader.arrangement

    def sort_by(self, sort: str) -> None:
        self._order(self.now.sorted_by(sort))

    def reverse(self) -> None:
        self._order(self.now.turned())

    def _order(self, wanted: Arrangement) -> None:
        sort, is_reversed = wanted.order
        self._loader.rearrange(wanted)
        words = direction(sort, is_reversed=is_reversed)
        self._host.post_message(Told(f"Sorted by {sort_name(sort)}, {words}"))

    def group_by(self, group: str) -> None:
        self._loader.rearrange(self.now._replace(group=group))

    def next_filter(self) -> None:
        """Go on to the next filter: all, the unread, those with bookmarks."""
        only = FILTERS[(FILTERS.index(self.now.only) + 1) % len(FILTERS)]
        self._loader.rearrange(self.now._replace(only=only))
        self._host.post_message(Told(f"Showing {only}"))

    def show_label(self, label: ArticleLabel | None) -> None:
        self._loader.rearrange(self.now._replace(label=label))
