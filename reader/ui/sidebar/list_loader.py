"""The list and the workers that fill it: what is in the library, in which order, rows in view."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.services.arrangement import Arrangement
from reader.services.list_entry import Entry
from reader.services.list_rows import Rows
from reader.services.owner.article_flags import Flagger
from reader.services.owner.keeper import in_words
from reader.services.saved_layout import MOST_BEGUN
from reader.ui.sidebar.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.library.article import Article
    from reader.services.catalog import Catalog, Shown
    from reader.services.list_entry import Mark
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session

NOT_STORED = -(1 << 62)
"""Ids from here on downwards are of articles that the index does not have yet."""


class ListingPane(Vertical):
    """Shows an arrangement of the library; the last one asked for wins."""

    list: ArticleList

    class Told(Message):
        """Something for the reader to know; `lasting` until another such, or an empty one."""

        def __init__(self, text: str, *, lasting: bool = False) -> None:
            super().__init__()
            self.text = text
            self.lasting = lasting

    class Arranged(Message):
        """A worker knows what request `number` comes to, and the rows that will be in view."""

        def __init__(
            self,
            number: int,
            shown: Shown,
            keep: int | None,
            entries: Mapping[int, Entry],
            marks: Mapping[int, Mark],
        ) -> None:
            super().__init__()
            self.number = number
            self.shown = shown
            self.keep = keep
            self.entries = entries
            self.marks = marks

    class Failed(Message):
        """A worker could not answer request `number`."""

        def __init__(self, number: int, reason: str) -> None:
            super().__init__()
            self.number = number
            self.reason = reason

    class EntriesFetched(Message):
        """A worker has the rows of articles that were asked for."""

        def __init__(
            self,
            wanted: ArticleList.EntriesWanted,
            entries: Mapping[int, Entry],
            marks: Mapping[int, Mark],
        ) -> None:
            super().__init__()
            self.wanted = wanted
            self.entries = entries
            self.marks = marks

    class MarksFound(Message):
        """What the owner did with articles in view."""

        def __init__(self, marks: Mapping[int, Mark]) -> None:
            super().__init__()
            self.marks = marks

    class ArticleFound(Message):
        """The id of the article at a path that somebody wants the cursor on."""

        def __init__(self, id_: int) -> None:
            super().__init__()
            self.id = id_

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.session = session
        self.keeper = keeper
        self.catalog = catalog
        self.flagger = Flagger(session, lambda: keeper.bookmarks.homes)
        left = session.left
        self.arrangement = left.arrangement if left else Arrangement(session.settings.sort)
        self.shown: Shown | None = None
        """What the list shows; None until a worker has it."""
        self._number = self._answered = 0
        """Of the last request, and of the last that was answered."""
        self._begun_paths: list[Path] | None = None
        """Of the articles to continue with; None until a worker has looked for them."""
        self.is_scanned = False
        """Whether all files were looked at."""
        self.owes_rows = False
        """Whether somebody asked for other rows, or there are none yet: keys are for those."""
        self._stays = self._announces = False
        """How the answer to it is to be shown."""
        self._left: int | None = None
        """The article under the cursor when it was asked for, if the cursor is to stay there."""

    # -- the first rows -------------------------------------------------------------------

    def show_known(self) -> None:
        """What was known before the app began: the newest, or what was shown the last time."""
        known, left = self.session.known, self.session.left
        if not known or not (self.arrangement == Arrangement() or (left and left.rows)):
            return
        headings = left.headings if left else ()
        expected = self.size_known + self.session.begun
        rows = Rows([id_ for id_, _ in known], headings, expected=expected)
        at = next((id_ for id_, each in known if left and each.path == left.cursor), None)
        entries = {id_: Entry(article) for id_, article in known}
        self.list.set_rows(rows, entries, {}, keep=at, announce=not self.resumes_reading)
        self.set_class(rows.heading(0) is not None, "-headed")

    @property
    def size_known(self) -> int:
        """How many articles there were to show when the app began, as far as was known."""
        left = self.session.left
        return left.size if left and left.size and self.session.known else self.session.total

    @property
    def resumes_reading(self) -> bool:
        """Whether the session begins in an article, whatever the list has under its cursor."""
        return self.session.left is not None and self.session.left.article is not None

    def show_peeked(self, articles: Sequence[Article]) -> None:
        """What a worker saw of an index that is still empty."""
        if self.shown is None or not self.shown.total:
            known = {NOT_STORED - number: each for number, each in enumerate(articles)}
            entries = {id_: Entry(article) for id_, article in known.items()}
            self.list.set_rows(Rows(list(known)), entries, {})

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
        self.owes_rows |= wanted is not None or not len(self.list.rows)
        self._number += 1
        self._stays, self._announces = stay, announce
        current = None if first or keep is not None else self.list.current_id
        self._left = current
        path = None if first else keep or self.list.current_path
        work = partial(
            self._arrange,
            self._number,
            self.arrangement,
            current,
            path,
            soon=wanted is not None,
            pins=not announce,
        )
        self.run_worker(work, thread=True, group="arrange", exclusive=True)

    def _arrange(
        self,
        number: int,
        wanted: Arrangement,
        current: int | None,
        path: Path | None,
        *,
        soon: bool,
        pins: bool,
    ) -> None:
        worker = get_current_worker()
        try:
            shown = self.catalog.arrange(
                wanted,
                self.flagger.flags,
                soon=soon,
                pinned=current if pins else None,
                cancelled=lambda: worker.is_cancelled,
            )
            if worker.is_cancelled:
                return
            if wanted.is_all:
                shown = shown.with_begun(self._begun())
            keep = self.catalog.standing_for(shown, current, path)
            ids = shown.rows.ids_between(*self.list.near(max(0, shown.rows.row_of(keep))))
            entries, marks = self._fetch(shown, ids)
        except ReaderError as error:
            self.post_message(self.Failed(number, in_words(error)))
            return
        if not worker.is_cancelled:
            self.post_message(self.Arranged(number, shown, keep, entries, marks))

    def _begun(self) -> Sequence[int]:
        """What somebody was in the midst of when the app began, the latest first.

        What is begun now does not come up among it: the list would move under the hand.
        """
        try:
            begun = self.keeper.places.begun(MOST_BEGUN, self._begun_paths)
        except ReaderError as error:
            self.post_message(self.Told(in_words(error)))
            return ()
        paths = [each.article.path for each in begun]
        if self._begun_paths is None and (paths or self.is_scanned):
            self._begun_paths = paths
        order = self._begun_paths or paths
        return [each.id for each in sorted(begun, key=lambda each: order.index(each.article.path))]

    def _fetch(
        self, shown: Shown, ids: Sequence[int]
    ) -> tuple[dict[int, Entry], Mapping[int, Mark]]:
        entries = self.catalog.entries(shown, ids)
        return entries, self._marks({id_: entry.article for id_, entry in entries.items()})

    def _marks(self, articles: Mapping[int, Article]) -> Mapping[int, Mark]:
        """None where they cannot be had: the list goes without."""
        try:
            return self.flagger.marks(articles)
        except ReaderError as error:
            self.post_message(self.Told(in_words(error)))
            return {}

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        message.stop()
        self._answered = message.number
        self.owes_rows = self.is_arranging and self.owes_rows
        self.post_message(self.Told(message.reason))

    @on(Arranged)
    def _arranged(self, message: Arranged) -> None:
        message.stop()
        self._answered = message.number
        if message.number != self._number or self._comes_too_soon(message):
            return
        self.owes_rows = False
        self.shown = message.shown
        self.list.set_rows(
            message.shown.rows,
            message.entries,
            message.marks,
            keep=self._where_kept(message),
            stay=self._stays,
            announce=self._announces,
            settled=not self.is_typing,
        )
        self.arranged(message.shown)

    def give_up_rows(self) -> None:
        """Let keys be for the rows that are there."""
        self.owes_rows = False

    def _where_kept(self, message: Arranged) -> int | None:
        """Where the cursor goes: where it has been moved meanwhile, if it has been."""
        current = self.list.current_id
        moved = self._left is not None and current not in (None, self._left)
        return current if moved and message.shown.rows.row_of(current) >= 0 else message.keep

    def _comes_too_soon(self, message: Arranged) -> bool:
        """Whether the index has not come to the article that somebody is at."""
        current = self.list.current_id
        is_stored = current is None or current > NOT_STORED
        return self._stays and not is_stored and message.keep is None and not self.is_scanned

    @property
    def is_typing(self) -> bool:
        """Whether what is shown may well be asked for anew at once: then it is only painted."""
        return False

    def arranged(self, shown: Shown) -> None:
        """The list shows something else."""

    # -- rows in view ---------------------------------------------------------------------

    @on(ArticleList.EntriesWanted)
    def _entries_wanted(self, message: ArticleList.EntriesWanted) -> None:
        message.stop()
        if self.shown is not None:
            work = partial(self._fetch_entries, self.shown, message)
            self.run_worker(work, thread=True, group="entries")

    def _fetch_entries(self, shown: Shown, wanted: ArticleList.EntriesWanted) -> None:
        if wanted.generation == self.list.generation:
            entries, marks = self._fetch(shown, wanted.ids)
            self.post_message(self.EntriesFetched(wanted, entries, marks))

    @on(EntriesFetched)
    def _entries_fetched(self, message: EntriesFetched) -> None:
        message.stop()
        wanted = message.wanted
        self.list.put(wanted.generation, wanted.ids, message.entries, message.marks)

    @on(ArticleList.PathSought)
    def _path_sought(self, message: ArticleList.PathSought) -> None:
        message.stop()
        work = partial(self._find_path, message.path)
        self.run_worker(work, thread=True, group="path", exclusive=True)

    def _find_path(self, path: Path) -> None:
        worker, shown = get_current_worker(), self.shown
        found = self.catalog.standing_for(shown, None, path) if shown is not None else None
        if found is not None and not worker.is_cancelled:
            self.post_message(self.ArticleFound(found))

    @on(ArticleFound)
    def _article_found(self, message: ArticleFound) -> None:
        message.stop()
        self.list.select_id(message.id)

    # -- marks ----------------------------------------------------------------------------

    def refresh_marks(self) -> None:
        """Show bookmarks, progress and read flags as they are now."""
        self.flagger.forget()
        if self.arrangement.only != "all":
            self.rearrange(stay=True, announce=False)
        else:
            known = self.list.known_articles()
            self.run_worker(
                partial(self._find_marks, known), thread=True, group="marks", exclusive=True
            )

    def _find_marks(self, articles: Mapping[int, Article]) -> None:
        worker = get_current_worker()
        marks = self._marks(articles)
        if not worker.is_cancelled:
            self.post_message(self.MarksFound(marks))

    @on(MarksFound)
    def _marks_found(self, message: MarksFound) -> None:
        message.stop()
        self.list.set_marks(message.marks)
