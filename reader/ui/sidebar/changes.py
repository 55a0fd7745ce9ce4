"""What the owner changes by the list: kept searches, read flags; and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.services.owner.articles.own_articles import many
from reader.services.owner.undo import Undoable
from reader.services.write_lane import ended
from reader.ui.sidebar.messages import Kept, Told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.services.catalog import Catalog, ShownList
    from reader.services.owner.keeper import Keeper, WriteOutcome
    from reader.services.write_lane import Lane
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader
    from reader.ui.sidebar.widgets.article_list import ArticleList


class Changes:
    """Has changes written in their lane, tells what came of them, and goes on from there."""

    def __init__(self, host: Host, loader: ListLoader, keeper: Keeper) -> None:
        self._host = host
        self._loader = loader
        self._keeper = keeper

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Have searches changed; tell what it says, or why it failed, then go on."""
        self._change(self._keeper.own_lane, partial(self._keeper.keep_own, work), then)

    def flag(self, work: Callable[[], str], then: Callable[[], None]) -> None:
        """Have flags of articles changed, in the same way."""
        self._change(self._keeper.place_lane, partial(self._keeper.keep_place, work), then)

    def undo(self, then: Callable[[], None]) -> None:
        """Take back the last change, whichever it was."""
        self._change(*self._keeper.way_back(), then)

    def _change(
        self, lane: Lane, keep: Callable[[], WriteOutcome], then: Callable[[], None] | None
    ) -> None:
        def run() -> None:
            self._host.call_later(self._kept, keep(), then)

        self._host.run_worker(ended(self._keeper.change(lane, run)), group="keep")

    def _kept(self, outcome: WriteOutcome, then: Callable[[], None] | None) -> None:
        self._host.post_message(Told(outcome.told))
        self._host.post_message(Kept(outcome.notices))
        self._loader.flagger.forget()
        if then is None:
            self._host.refresh_marks()
        else:
            then()


class ReadFlags:
    """Marks articles of the list as read or unread."""

    def __init__(
        self,
        changes: Changes,
        loader: ListLoader,
        listing: ArticleList,
        keeper: Keeper,
        catalog: Catalog,
    ) -> None:
        self._changes = changes
        self._loader = loader
        self._list = listing
        self._keeper = keeper
        self._catalog = catalog

    def toggle(self) -> None:
        """Turn the flag of the chosen articles: all are read then, or if they were, unread."""
        chosen = self._list.chosen
        if chosen:
            read = not all(self._list.mark(id_).read for id_ in chosen)
            self._changes.flag(partial(self._set, chosen, read), self._show)

    def set_all(self) -> None:
        """Mark all that the list shows as read, copies too."""
        shown = self._loader.shown
        if shown is not None:
            self._changes.flag(partial(self._set_all, shown), self._show)

    def _show(self) -> None:
        """Show the flags; what the filter no longer lets through goes."""
        if self._loader.arrangement.flags:
            self._loader.rearrange(stay=True)
        else:
            self._loader.refresh_marks()

    # -- for the lane ---------------------------------------------------------------------

    def _set(self, ids: Sequence[int], read: bool) -> str:
        articles = list(self._catalog.articles(ids).values())
        self._keeper.places.set_read(articles, read)
        if len(articles) == 1:
            return Undoable("Read" if read else "Unread")
        return Undoable(f"{many(articles)} {'read' if read else 'unread'}")

    def _set_all(self, shown: ShownList) -> str:
        ids = [*shown.rows.ids, *(copy for copies in shown.copies.values() for copy in copies)]
        unread = self._loader.flagger.unread(self._catalog.articles(ids).values())
        if not unread:
            return "All are read"
        self._keeper.places.set_read(unread, True)
        return Undoable(f"{many(unread)} read")
