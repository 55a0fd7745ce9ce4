"""Keeping the index in step with the disk: at the start all of it, then what changes."""

from __future__ import annotations

import asyncio
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.ui.sidebar.messages import FilesChanged, IndexNoted, Told
from reader.ui.sidebar.widgets.list_head import Indexing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.library.index import Progress
    from reader.services.session import Session
    from reader.ui.sidebar.host import Host
    from reader.ui.sidebar.list_loader import ListLoader
    from reader.ui.sidebar.widgets.article_list import ArticleList
    from reader.ui.sidebar.widgets.list_head import IndexProgress

PEEKED = 60
"""Titles that are shown before the index has any."""
FIRST_READ = 32
"""Of those, the ones that are read before all others: more than most screens have."""
QUICK_SECONDS = 1.0
"""A disk that takes longer to show titles is too slow to read these one by one."""
_PATIENCE = 10
"""How many times as long as for the first picture the disk is looked at for them: 4 s at most."""
WATCH_SECONDS = 2.0
"""How long looking for changes waits, at most, for the watch that finds later ones."""
ENDING_SECONDS = 1.0
"""Seconds for the watch to end; a file that it reads just then is read again at the next start."""
SHOWN_SECONDS = 1.0
"""How often, at most, the list shows what the index has found so far."""


class DiskFollower:
    """Has the list show what is on disk, while it changes.

    Its threads report many times before they end: what they found is taken in the sidebar's turn.
    """

    def __init__(
        self,
        host: Host,
        loader: ListLoader,
        listing: ArticleList,
        progress: IndexProgress,
        session: Session,
    ) -> None:
        self._host = host
        self._loader = loader
        self._list = listing
        self._progress = progress
        self._session = session
        self.is_scanned = False
        """Whether all files were looked at."""
        self._watching = Event()
        self._ended = Event()
        self._watch = Thread(target=self._follow, name="watch", daemon=True)
        self._shown_at = 0.0
        self._noted = 0

    def begin(self) -> None:
        """Find what changed since the last time, and what changes from now on."""
        # No worker: those are few, and this one would never end.
        self._watch.start()
        self._session.index.when_lost(self._index_lost)
        self._begin_scan()

    def _begin_scan(self) -> None:
        """Begin a scan; also when the index lost what it held: all is read again."""
        self._host.run_worker(self._scan, thread=True, group="library", exclusive=True)

    async def end(self) -> None:
        """Stop following, and wait a moment for the watch to end."""
        self._session.index.when_lost(None)
        self._ended.set()
        if self._watch.is_alive():
            await asyncio.to_thread(self._watch.join, ENDING_SECONDS)

    # -- at the start ---------------------------------------------------------------------

    def _progressed(self, progress: Progress) -> None:
        self._progress.progress = Indexing(progress.done, progress.total, progress.seconds_left)
        if monotonic() - self._shown_at > SHOWN_SECONDS and not self._loader.is_arranging:
            self._show_found()

    def _scanned(self, progress: Progress) -> None:
        self.is_scanned = True
        self._progress.progress = None
        self._host.post_message(Told(progress.problems[0] if progress.problems else ""))
        self._show_found()

    def _show_found(self) -> None:
        """Show what a scan found; of a library that is new the cursor stays at the top."""
        self._shown_at = monotonic()
        has_focus = self._list.screen.focused is self._list
        if not self._session.total and self._list.is_untouched and has_focus:
            self._loader.rearrange(first=True)
        else:
            self._loader.rearrange(stay=True, announce=self._list.current_id is None)

    # -- from then on ---------------------------------------------------------------------

    def _files_changed(self, fingerprints: Mapping[Path, str | None]) -> None:
        """Tell the screen too: the article that is open may be among them."""
        self._loader.rearrange(stay=True, announce=self._list.current_id is None)
        self._host.post_message(FilesChanged(fingerprints))

    # -- for threads ----------------------------------------------------------------------

    def _index_lost(self) -> None:
        self._host.call_later(self._begin_scan)

    def _scan(self) -> None:
        worker = get_current_worker()
        index, roots, later = self._session.index, self._session.roots, self._host.call_later
        self._note()
        if not self._session.total:
            began = monotonic()
            peeked = index.peek(roots, PEEKED, _PATIENCE, lambda: worker.is_cancelled)
            later(self._loader.show_peeked, peeked)
            if monotonic() - began < QUICK_SECONDS:
                # What is seen comes into the index first: the list only grows from there.
                first = [article.path for article in peeked[:FIRST_READ]]
                index.update(first, roots, cancelled=lambda: worker.is_cancelled)
        self._watching.wait(WATCH_SECONDS)
        progress = None
        for progress in index.refresh(roots, cancelled=lambda: worker.is_cancelled):
            if progress.changed:
                later(self._progressed, progress)
        if progress is not None and not worker.is_cancelled:
            later(self._scanned, progress)
        self._note()

    def _follow(self) -> None:
        from reader.library.files.watch import changes

        for paths in changes(self._session.roots, self._ended, notice=self._tell):
            if self._ended.is_set():
                return
            if paths:
                self.take_in(paths)
            self._watching.set()

    def take_in(self, paths: frozenset[Path]) -> None:
        """Have the index, and then the list, know of files that changed; for any thread."""
        index = self._session.index
        index.update(paths, self._session.roots, cancelled=self._ended.is_set)
        self._note()
        current = self._list.current_path
        named = paths if current is None else {*paths, current}
        known = {path: index.article(path) for path in named}
        fingerprints = {path: each.fingerprint if each else None for path, each in known.items()}
        self._host.call_later(self._files_changed, fingerprints)

    def _tell(self, notice: str) -> None:
        self._host.post_message(Told(notice))

    def _note(self) -> None:
        """Say what is wrong with the index, each once."""
        notices = self._session.index.notices
        fresh, self._noted = notices[self._noted :], len(notices)
        if fresh:
            self._host.post_message(IndexNoted(fresh))
