"""The owner's own data for the app: bookmarks, saved searches, reading places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.bookmarks import BookmarkKeeper
from reader.services.owner.reading_places import PlaceKeeper
from reader.services.owner.saved_searches import SearchKeeper
from reader.services.owner.undo import Undoing
from reader.services.write_lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from reader.services.catalog import Catalog
    from reader.services.owner.auto_export import AutoExport
    from reader.services.session import Own, Session


NAMES = ("Bookmarks", "Searches")
"""What the owner's stores hold, in their order, in words."""


class WriteOutcome(NamedTuple):
    """What to tell the owner after a write; both parts may be empty."""

    told: str = ""
    """What was done, or why it failed."""
    notices: tuple[str, ...] = ()
    """What went wrong with the files since they were last asked for it."""


class Keeper:
    """Joins the keepers of each kind of data and their common undo.

    The owner's files are written in one lane, places and flags in another, so that bookmarks wait
    for no database.
    """

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._undoing = Undoing()
        self.bookmarks = BookmarkKeeper(session, catalog, self._undoing)
        self.searches = SearchKeeper(session, self._undoing)
        self.places = PlaceKeeper(session, catalog, self._undoing, lambda: self.bookmarks.homes)
        self.own_lane = Lane("own")
        self.place_lane = Lane("places", outlives=False)
        self.is_open = False
        """Whether the owner's files were read: before that nothing of them can be unsaved."""
        self._changing: tuple[Lane, Future[None]] | None = None
        """The last change that was asked for and can be undone, and the lane that makes it."""
        self._export = self._auto_export(session.settings.export)
        self._refusal = ""
        """Why the last change could not be saved; empty if it could."""
        self._failure = ""
        """Why the last place could not be kept; empty if it could."""

    def open(self) -> tuple[str, ...]:
        """Read the owner's files, in a worker; what is wrong with them, one line each."""
        return (*self._own().notices, *self.take_notices())

    def _own(self) -> Own:
        own = self._session.own()
        self.is_open = True
        return own

    @property
    def is_writing(self) -> bool:
        """Whether the owner's files are being written; any thread may ask."""
        return self.is_open and self.own_lane.busy

    def _auto_export(self, target: str) -> AutoExport | None:
        if not target:
            return None
        from reader.services.owner.auto_export import AutoExport  # late: most people have none

        return AutoExport(target, self.bookmarks.facts_of)

    # -- lanes and undo ---------------------------------------------------------------------

    def change(self, lane: Lane, work: Callable[[], None]) -> Future[None]:
        """Put a change that can be undone into a lane."""
        future = lane.put(work)
        self._changing = lane, future
        return future

    def way_back(self) -> tuple[Lane, Callable[[], WriteOutcome]]:
        """What undoes the last change, and the lane to put it in: behind that change."""
        if self._changing is not None and not self._changing[1].done():
            lane = self._changing[0]
        else:
            lane = self.own_lane if self._undoing.is_own else self.place_lane
        keep = self.keep_own if lane is self.own_lane else self.keep_place
        return lane, lambda: keep(self._undo)

    # -- work in the lanes ------------------------------------------------------------------

    def keep_own(self, work: Callable[[], str]) -> WriteOutcome:
        """Do work that changes bookmarks or searches; what it says, or why it failed."""
        before = self._in_memory()
        try:
            told = work()
        except ReaderError as error:
            told = in_words(error)
            if self.unsaved and self._in_memory() != before:
                told = self._refused(error)
        notices = self.take_notices()
        if self._export is not None and self._in_memory()[0] is not before[0]:
            notices += self._export.write(self.bookmarks.all())
        return WriteOutcome(told, notices)

    def _in_memory(self) -> list[object]:
        """All records in memory: they differ after a change even if the disk refused it."""
        return [store.records for store in self._own().stores]

    def _refused(self, error: ReaderError) -> str:
        self._refusal = error.what
        # The path in an error may be longer than the row.
        return f"Kept in memory, to be tried again: {error.what}"

    def keep_place(self, work: Callable[[], str]) -> WriteOutcome:
        """Do work that changes places or flags; what it says, or why it failed."""
        try:
            told = work()
        except ReaderError as error:
            told = in_words(error)
        return WriteOutcome(told, self.take_place_notices())

    def keep_quietly(self, work: Callable[[], None]) -> WriteOutcome:
        """Do work on places that the owner did not ask for; a failure is told once only."""
        told = ""
        try:
            work()
        except ReaderError as error:
            told = in_words(error)
        if told == self._failure:
            return WriteOutcome("", self.take_place_notices())
        self._failure = told
        return WriteOutcome(told, self.take_place_notices())

    # -- changes that are not on disk -------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether a change is in memory only."""
        return bool(self.unsaved_names)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Names of the files that lack a change."""
        return tuple(s.path.name for s in self._session.own().stores if s.unsaved)

    def retry(self) -> str:
        """Write what the disk refused before; that it took it, or a new reason why it does not."""
        mended, refused = [], None
        for name, store in zip(NAMES, self._session.own().stores, strict=False):
            try:
                if store.unsaved:
                    store.save()
                    mended.append(name)
            except ReaderError as error:
                refused = error
        if refused is not None and refused.what != self._refusal:
            return self._refused(refused)
        return f"{' and '.join(mended)} are on disk again" if mended else ""

    def reload(self) -> bool:
        """Read what other programs wrote; whether any bookmark changed. Raises ReaderError."""
        if self._session.searches is not None:
            self._session.searches.reload_if_changed()
        return self.bookmarks.reload()

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the owner's files since the last call."""
        stores = self._session.own().stores
        return tuple(notice for store in stores for notice in store.take_notices())

    def take_place_notices(self) -> tuple[str, ...]:
        """What went wrong with places since the last call; for their lane, since it may block."""
        return self._session.state.take_notices()

    def _undo(self) -> str:
        return self._undoing.undo() or "Nothing to undo"


def in_words(error: ReaderError) -> str:
    """An error as the status bar has room for it: with the file's name, not its whole path."""
    subject = f"{error.path.name}: " if error.path is not None else ""
    advice = f" ({error.hint})" if error.hint else ""
    return f"{subject}{error.what}{advice}"
