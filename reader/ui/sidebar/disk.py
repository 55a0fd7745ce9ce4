"""Keeping the index in step with the disk: at the start all of it, then what changes."""

from __future__ import annotations

from functools import partial
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from reader.ui.sidebar.list_loader import ListingPane
from reader.ui.sidebar.widgets.list_head import Indexing, IndexProgress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.index import Progress
    from reader.services.catalog import Catalog
    from reader.services.owner.keeper import Keeper
    from reader.services.session import Session

PEEKED = 60
"""Titles that are shown before the index has any."""
WATCH_SECONDS = 2.0
"""How long looking for changes waits, at most, for the watch that finds later ones."""
ENDING_SECONDS = 1.0
"""For the watch to end; what it may be reading just then is read again at the next start."""
SHOWN_SECONDS = 1.0
"""How often, at most, the list shows what the index has found so far."""


class DiskPane(ListingPane):
    """Shows what is on disk, while it changes."""

    class Peeked(Message):
        """Some of the articles of a library that was never indexed."""

        def __init__(self, articles: list[Article]) -> None:
            super().__init__()
            self.articles = articles

    class Scanned(Message):
        """A step of looking for new and changed files; `last` when all were looked at."""

        def __init__(self, progress: Progress, *, last: bool) -> None:
            super().__init__()
            self.progress = progress
            self.last = last

    class IndexLost(Message):
        """What the index held is gone: all is to be read again."""

    class IndexNoted(Message):
        """Something is wrong with the index itself, a line each."""

        def __init__(self, notices: tuple[str, ...]) -> None:
            super().__init__()
            self.notices = notices

    class FilesChanged(Message):
        """Files were saved, added or removed; the index knows it."""

        def __init__(self, fingerprints: Mapping[Path, str | None]) -> None:
            super().__init__()
            self.fingerprints = fingerprints
            """Of what the files hold now; None of those that are gone."""

    def __init__(
        self, session: Session, keeper: Keeper, catalog: Catalog, *, id: str | None = None
    ) -> None:
        super().__init__(session, keeper, catalog, id=id)
        self._watching = Event()
        self._ended = Event()
        self._watch = Thread(target=self._follow, name="watch", daemon=True)
        self._shown_at = 0.0
        self._noted = 0

    def begin_following(self) -> None:
        """Find what changed since the last time, and what changes from now on."""
        # No worker: those are few, and this one would never end.
        self._watch.start()
        self.session.index.when_lost(self._index_lost)
        self._begin_scan()

    def _index_lost(self) -> None:
        self.post_message(self.IndexLost())

    @on(IndexLost)
    def _begin_scan(self) -> None:
        self.run_worker(self._scan, thread=True, group="library", exclusive=True)

    async def on_unmount(self) -> None:
        self.session.index.when_lost(None)
        self._ended.set()
        if self._watch.is_alive():
            import asyncio

            await asyncio.to_thread(self._watch.join, ENDING_SECONDS)

    # -- at the start ---------------------------------------------------------------------

    def _scan(self) -> None:
        worker = get_current_worker()
        index, roots = self.session.index, self.session.roots
        self._note()
        if not self.session.total:
            self.post_message(self.Peeked(index.peek(roots, PEEKED)))
        self._watching.wait(WATCH_SECONDS)
        progress = None
        for progress in index.refresh(roots, cancelled=lambda: worker.is_cancelled):
            self.post_message(self.Scanned(progress, last=False))
        if progress is not None and not worker.is_cancelled:
            self.post_message(self.Scanned(progress, last=True))
        self._note()

    def _note(self) -> None:
        """Say what is wrong with the index, each once."""
        notices = self.session.index.notices
        fresh, self._noted = notices[self._noted :], len(notices)
        if fresh:
            self.post_message(self.IndexNoted(fresh))

    @on(Peeked)
    def _peeked(self, message: Peeked) -> None:
        message.stop()
        self.show_peeked(message.articles)

    @on(Scanned)
    def _scanned(self, message: Scanned) -> None:
        message.stop()
        progress = message.progress
        shown = self.query_one(IndexProgress)
        if message.last:
            self.is_scanned = True
            shown.progress = None
            self.post_message(self.Told(progress.problems[0] if progress.problems else ""))
            self._show_found()
        elif progress.changed:
            shown.progress = Indexing(progress.done, progress.total, progress.seconds_left)
            if monotonic() - self._shown_at > SHOWN_SECONDS and not self.is_arranging:
                self._show_found()

    def _show_found(self) -> None:
        """Of a library that is read for the first time the cursor stays at the beginning."""
        self._shown_at = monotonic()
        if not self.session.total and self.list.is_untouched and self.screen.focused is self.list:
            self.rearrange(first=True)
        else:
            self.rearrange(stay=True, announce=self.list.current_id is None)

    # -- from then on ---------------------------------------------------------------------

    def _follow(self) -> None:
        from reader.library.files.watch import changes

        told = partial(self._tell_of_watch)
        for paths in changes(self.session.roots, self._ended, notice=told):
            if self._ended.is_set():
                return
            if paths:
                self.session.index.update(paths, self.session.roots, cancelled=self._ended.is_set)
                self._note()
                current = self.list.current_path
                named = paths if current is None else {*paths, current}
                known = {path: self.session.index.article(path) for path in named}
                self.post_message(
                    self.FilesChanged(
                        {path: each.fingerprint if each else None for path, each in known.items()}
                    )
                )
            self._watching.set()

    def _tell_of_watch(self, notice: str) -> None:
        self.post_message(self.Told(notice))

    @on(FilesChanged)
    def _files_changed(self) -> None:
        """Goes on to the screen: the article that is open may be among them."""
        self.rearrange(stay=True, announce=self.list.current_id is None)
