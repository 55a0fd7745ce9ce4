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
        """Go on to the next flag: all, the unread, those with bookmarks, the archived."""
        only = FILTERS[(FILTERS.index(self.now.only) + 1) % len(FILTERS)]
        self._loader.rearrange(self.now.flagged(only))
        self._host.post_message(Told(f"Showing {only}"))

    def turn(self, label: ArticleLabel) -> None:
        """Filter by one more property; by one less, if it is among those."""
        now = self.now
        if label in now.filters:
            self._loader.rearrange(now.without(label))
        else:
            self._loader.rearrange(now.filtered_by(label))

    def take_last(self) -> None:
        """Take the filter away that was chosen last."""
        if self.now.filters:
            self.turn(self.now.filters[-1])
        else:
            self._host.post_message(Told("No filter to take away"))
