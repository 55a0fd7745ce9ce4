"""What the owner made, for the app: bookmarks, kept searches, reading places."""

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
    from reader.services.session import Own, Session


NAMES = ("Bookmarks", "Searches")
"""Of what the stores hold, in their order."""


class Outcome(NamedTuple):
    """What to tell of something that was to be written; both may be empty."""

    told: str = ""
    notices: tuple[str, ...] = ()
    """What went wrong with the files since the last time."""


class Keeper:
    """Brings together those that keep each kind, and their one way back.

    What the owner made is written in one lane, places and flags in another: bookmarks wait for no
    database.
    """

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._undoing = Undoing()
        self.bookmarks = BookmarkKeeper(session, catalog, self._undoing)
        self.searches = SearchKeeper(session, self._undoing)
        self.places = PlaceKeeper(session, catalog, self._undoing)
        self.own_lane = Lane("own")
        self.place_lane = Lane("places", outlives=False)
        self.is_open = False
        """Whether what the owner made was read: before that nothing of it can be unsaved."""
        self._changing: tuple[Lane, Future[None]] | None = None
        """The last change that can be taken back, once it is made, and where that is."""
        self._refusal = ""
        """Why what the owner did could not be saved the last time."""
        self._failure = ""
        """Why a place could not be kept the last time."""

    def open(self) -> tuple[str, ...]:
        """Read what the owner made, for a worker; what is wrong with it."""
        return (*self._own().notices, *self.take_notices())

    def _own(self) -> Own:
        own = self._session.own()
        self.is_open = True
        return own

    @property
    def is_writing(self) -> bool:
        """Whether what the owner made is on its way to the disk; for any thread."""
        return self.is_open and self.own_lane.busy

    # -- where it is written ----------------------------------------------------------------

    def change(self, lane: Lane, work: Callable[[], None]) -> Future[None]:
        """Have a change made that may be taken back."""
        future = lane.put(work)
        self._changing = lane, future
        return future

    def way_back(self) -> tuple[Lane, Callable[[], Outcome]]:
        """What takes the last change back, and where: behind all that was asked for before."""
        if self._changing is not None and not self._changing[1].done():
            lane = self._changing[0]
        else:
            lane = self.own_lane if self._undoing.is_own else self.place_lane
        keep = self.keep_own if lane is self.own_lane else self.keep_place
        return lane, lambda: keep(self._undo)

    # -- for the lanes ----------------------------------------------------------------------

    def keep_own(self, work: Callable[[], str]) -> Outcome:
        """Do what changes bookmarks or searches; what it says, or why it failed."""
        before = self._in_memory()
        try:
            told = work()
        except ReaderError as error:
            told = in_words(error)
            if self.unsaved and self._in_memory() != before:
                told = self._refused(error)
        return Outcome(told, self.take_notices())

    def _in_memory(self) -> list[object]:
        """What differs when something was changed, whatever the disk said to that."""
        return [store.records for store in self._own().stores]

    def _refused(self, error: ReaderError) -> str:
        self._refusal = error.what
        # The path in an error may be longer than the row.
        return f"Kept in memory, to be tried again: {error.what}"

    def keep_place(self, work: Callable[[], str]) -> Outcome:
        """Do what changes places and flags; what it says, or why it failed."""
        try:
            told = work()
        except ReaderError as error:
            told = in_words(error)
        return Outcome(told, self.take_place_notices())

    def keep_quietly(self, work: Callable[[], None]) -> Outcome:
        """The same for what nobody asked for: why it failed is told once."""
        told = ""
        try:
            work()
        except ReaderError as error:
            told = in_words(error)
        if told == self._failure:
            return Outcome("", self.take_place_notices())
        self._failure = told
        return Outcome(told, self.take_place_notices())

    # -- what is not written yet ------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory only, or on its way to the disk."""
        return bool(self.unsaved_names)

    @property
    def unsaved_names(self) -> tuple[str, ...]:
        """Of the files that have not got all that they are to have."""
        return tuple(s.path.name for s in self._session.own().stores if s.unsaved)

    def retry(self) -> str:
        """Write what the disk refused before; why it does so again, if that is news."""
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
        """Pick up what others wrote; whether the bookmarks are others now. Raises ReaderError."""
        if self._session.searches is not None:
            self._session.searches.reload_if_changed()
        return self.bookmarks.reload()

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the owner's files since the last time."""
        stores = self._session.own().stores
        return tuple(notice for store in stores for notice in store.take_notices())

    def take_place_notices(self) -> tuple[str, ...]:
        """What went wrong with the places; for their lane, since it may wait for the database."""
        return self._session.state.take_notices()

    def _undo(self) -> str:
        return self._undoing.undo() or "Nothing to undo"


def in_words(error: ReaderError) -> str:
    """An error as the status bar has room for it: the name of the file, not where it is."""
    subject = f"{error.path.name}: " if error.path is not None else ""
    advice = f" ({error.hint})" if error.hint else ""
    return f"{subject}{error.what}{advice}"
