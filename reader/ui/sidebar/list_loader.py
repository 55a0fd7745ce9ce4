"""What the list shows: what is in the library, in which order, and the rows in view."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.list_entry import Entry
from reader.services.list_rows import ListRows
from reader.services.owner.article_flags import Flagger
from reader.services.owner.keeper import in_words
from reader.services.saved_layout import MOST_BEGUN
from reader.ui.sidebar.messages import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.library.article import Article
    from reader.services.catalog import Catalog, ShownList
    from reader.services.list_entry import EntryMark
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.widgets.article_list import ArticleList

NOT_STORED = -(1 << 62)
"""Ids from here on downwards are of articles that the index does not have yet."""


class Request(NamedTuple):
    """An arrangement that the list is to show, and what becomes of its cursor."""

    number: int
    wanted: Arrangement
    current: int | None
    """The article under the cursor, if the cursor is to stay there."""
    path: Path | None
    """The path of that article, or of the one that the cursor is to go to."""
    soon: bool
    """Whether of a search what can be had soon is enough."""
    stay: bool
    announce: bool
    origin: int | None
    """The article from which somebody may move the cursor meanwhile; None if that is undone."""


class Answer(NamedTuple):
    """What a request comes to, and the rows that will be in view."""

    shown: ShownList
    keep: int | None
    entries: Mapping[int, Entry]
    marks: Mapping[int, EntryMark]


class ListLoader:
    """Shows an arrangement of the library; the last one asked for wins."""

    def __init__(
        self, host: Host, listing: ArticleList, session: Session, keeper: Keeper, catalog: Catalog
    ) -> None:
        self._host = host
        self._list = listing
        self._session = session
        self._keeper = keeper
        self._catalog = catalog
        self.flagger = Flagger(session, lambda: keeper.bookmarks.homes, keeper.articles.own)
        left = session.left
        self.arrangement = left.arrangement if left else Arrangement(session.settings.sort)
        self.shown: ShownList | None = None
        """The contents of the list; None until a worker has them."""
        self._number = self._answered = 0
        """The numbers of the last request and of the last that was answered."""
        self._begun_paths: list[Path] | None = None
        """Paths of the articles to continue with; None until a worker has looked for them."""
        self._own_shown: Mapping[str, object] = {}
        """What the owner kept of articles when the list was arranged last."""
        self.owes_rows = False
        """Whether somebody asked for other rows, or there are none yet: keys are for those."""

    # -- the first rows -------------------------------------------------------------------

    def show_known(self) -> None:
        """Show what was known before the app began: the newest, or what was shown last time."""
        known, left = self._session.known, self._session.left
        if not known or not (self.arrangement == Arrangement() or (left and left.rows)):
            return
        headings = left.headings if left else ()
        expected = self.size_known + self._session.begun
        rows = ListRows([id_ for id_, _ in known], headings, expected=expected)
        at = next((id_ for id_, each in known if left and each.path == left.cursor), None)
        entries = {id_: Entry(article) for id_, article in known}
        self._list.set_rows(rows, entries, {}, keep=at, announce=not self._resumes_reading)

    @property
    def size_known(self) -> int:
        """How many articles there were to show when the app began, as far as was known."""
        left = self._session.left
        return left.size if left and left.size and self._session.known else self._session.total

    @property
    def _resumes_reading(self) -> bool:
        """Whether the session begins in an article, whatever the list has under its cursor."""
        return self._session.left is not None and self._session.left.article is not None

    def show_peeked(self, articles: Sequence[Article]) -> None:
        """Show what a worker saw of an index that is still empty, more of it the second time."""
        if self.shown is None or not self.shown.total:
            known = {NOT_STORED - number: each for number, each in enumerate(articles)}
            entries = {id_: Entry(article) for id_, article in known.items()}
            at = None if self._list.is_untouched else _id_at(self._list.current_path, entries)
            self._list.set_rows(ListRows(list(known)), entries, {}, keep=at)

    def begin(self) -> None:
        """Have a worker arrange what `show_known` showed a part of."""
        left, listing = self._session.left, self._list
        keep = left.cursor if left and left.cursor != listing.current_path else None
        is_told = keep is not None or listing.current_id is None
        self.rearrange(keep=keep, announce=is_told and not self._resumes_reading)

    # -- arranging ------------------------------------------------------------------------

    @property
    def is_arranging(self) -> bool:
        """Whether what is shown is not yet what was asked for last."""
        return self._answered != self._number

    def rearrange(
        self,
        wanted: Arrangement | None = None,
        *,
        keep: Path | None = None,
        first: bool = False,
        stay: bool = False,
        announce: bool = True,
    ) -> None:
        """Show another arrangement, of a search at first what can be had soon; or the same anew.

        The cursor goes to the first article, or else to `keep`, or else stays on its article.
        Where that is gone, it goes to the first, or with `stay` to what stands there now; without
        `announce` nobody is told of that.
        """
        self.arrangement = wanted or self.arrangement
        self.owes_rows |= wanted is not None or not len(self._list.rows)
        self._number += 1
        request = Request(
            self._number,
            self.arrangement,
            current=None if first or keep is not None else self._list.current_id,
            path=None if first else keep or self._list.current_path,
            soon=wanted is not None,
            stay=stay,
            announce=announce,
            origin=None if first and wanted is not None else self._list.current_id,
        )
        self._host.run_worker(partial(self._arrange, request), group="arrange", exclusive=True)

    async def _arrange(self, request: Request) -> None:
        worker = get_current_worker()
        try:
            answer = await asyncio.to_thread(self._answer, request, lambda: worker.is_cancelled)
        except ReaderError as error:
            self._answered = request.number
            self.owes_rows = self.is_arranging and self.owes_rows
            self._host.post_message(Told(in_words(error)))
            return
        if answer is None:
            return
        self._answered = request.number
        if request.number == self._number and not self._comes_too_soon(request, answer):
            self._show(request, answer)

    def _show(self, request: Request, answer: Answer) -> None:
        self.owes_rows = False
        self.shown = answer.shown
        self._list.set_rows(
            answer.shown.rows,
            answer.entries,
            answer.marks,
            keep=self._where_kept(request, answer),
            stay=request.stay,
            announce=request.announce,
            settled=not self._host.is_typing,
        )
        self._host.arranged(answer.shown)

    def give_up_rows(self) -> None:
        """Let keys be for the rows that are there."""
        self.owes_rows = False

    def _where_kept(self, request: Request, answer: Answer) -> int | None:
        """Where the cursor goes: where it has been moved meanwhile, if it has been.

        Of an article that was seen before the index knew it, the path is all that stays.
        """
        current, path = self._list.current_id, self._list.current_path
        if request.origin is None or current in (None, request.origin):
            return answer.keep
        if answer.shown.rows.row_of(current) >= 0:
            return current
        at_path = _id_at(path, answer.entries)
        return answer.keep if at_path is None else at_path

    def _comes_too_soon(self, request: Request, answer: Answer) -> bool:
        """Whether the index has not come to the article that somebody is at, or to any."""
        current = self._list.current_id
        is_stored = current is None or current > NOT_STORED
        is_empty = request.wanted.is_all and not answer.shown.total
        is_early = answer.keep is None and (request.stay or is_empty)
        return is_early and not is_stored and not self._host.is_scanned

    # -- rows in view ---------------------------------------------------------------------

    def fetch(self, generation: int, ids: Sequence[int]) -> None:
        """Bring the rows of articles that the list asks for."""
        if self.shown is not None:
            work = partial(self._fetch, self.shown, generation, ids)
            self._host.run_worker(work, group="entries")

    async def _fetch(self, shown: ShownList, generation: int, ids: Sequence[int]) -> None:
        rows = await asyncio.to_thread(self._rows_if_wanted, shown, generation, ids)
        if rows is not None:
            self._list.put(generation, ids, *rows)

    def seek(self, path: Path) -> None:
        """Put the cursor on the article at a path, if it is in the list."""
        if self.shown is not None:
            work = partial(self._seek, self.shown, path)
            self._host.run_worker(work, group="path", exclusive=True)

    async def _seek(self, shown: ShownList, path: Path) -> None:
        found = await asyncio.to_thread(self._catalog.standing_for, shown, None, path)
        if found is not None:
            self._list.select_id(found)

    # -- marks ----------------------------------------------------------------------------

    def refresh_marks(self) -> None:
        """Show bookmarks, progress and read flags as they are now."""
        self.flagger.forget()
        if self.arrangement.flags or self._is_sorted_anew:
            self.rearrange(stay=True, announce=False)
        else:
            work = partial(self._refresh_marks, self._list.known_articles())
            self._host.run_worker(work, group="marks", exclusive=True)

    @property
    def _is_sorted_anew(self) -> bool:
        """Whether the owner's tags, or what is archived, are others than the list shows."""
        keeper = self._keeper
        return keeper.is_open and keeper.articles.own.records is not self._own_shown

    async def _refresh_marks(self, articles: Mapping[int, Article]) -> None:
        self._list.set_marks(await asyncio.to_thread(self._marks, articles))

    # -- for threads ----------------------------------------------------------------------

    def _answer(self, request: Request, cancelled: Callable[[], bool]) -> Answer | None:
        """What a request comes to, None if it is cancelled. Raises ReaderError."""
        self._own_shown = self._keeper.articles.own.records
        shown = self._catalog.arrange(
            request.wanted,
            self.flagger.flags,
            soon=request.soon,
            nearest=True,
            own=self.flagger.own,
            pinned=None if request.announce else request.current,
            cancelled=cancelled,
        )
        if cancelled():
            return None
        if request.wanted.is_all:
            shown = shown.with_begun(self._begun())
        keep = self._catalog.standing_for(shown, request.current, request.path)
        ids = shown.rows.ids_between(*self._list.near(max(0, shown.rows.row_of(keep))))
        return Answer(shown, keep, *self._rows(shown, ids))

    def _begun(self) -> Sequence[int]:
        """What somebody was in the midst of when the app began, the latest first.

        What is begun now does not come up among it: the list would move under the hand.
        """
        try:
            begun = self._keeper.places.begun(MOST_BEGUN, self._begun_paths)
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
            return ()
        paths = [each.article.path for each in begun]
        if self._begun_paths is None and (paths or self._host.is_scanned):
            self._begun_paths = paths
        order = self._begun_paths or paths
        return [each.id for each in sorted(begun, key=lambda each: order.index(each.article.path))]

    def _rows_if_wanted(
        self, shown: ShownList, generation: int, ids: Sequence[int]
    ) -> tuple[Mapping[int, Entry], Mapping[int, EntryMark]] | None:
        """The rows, None if the list has others by now."""
        return self._rows(shown, ids) if generation == self._list.generation else None

    def _rows(
        self, shown: ShownList, ids: Sequence[int]
    ) -> tuple[Mapping[int, Entry], Mapping[int, EntryMark]]:
        entries = self._catalog.entries(shown, ids)
        return entries, self._marks({id_: entry.article for id_, entry in entries.items()})

    def _marks(self, articles: Mapping[int, Article]) -> Mapping[int, EntryMark]:
        """Marks of the articles; None if they cannot be read: the list goes without."""
        try:
            return self.flagger.marks(articles)
        except ReaderError as error:
            self._host.post_message(Told(in_words(error)))
            return {}


def _id_at(path: Path | None, entries: Mapping[int, Entry]) -> int | None:
    """The id of the article at a path, None if it is none of the entries."""
    return next((id_ for id_, entry in entries.items() if entry.article.path == path), None)
