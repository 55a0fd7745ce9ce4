"""What the owner made, for the app: bookmarks, kept searches, reading places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.bookmark_keeping import BookmarkKeeper
from reader.ui.place_keeping import PlaceKeeper
from reader.ui.search_keeping import SearchKeeper
from reader.ui.undoing import Undoing

if TYPE_CHECKING:
    from reader.ui.catalog import Catalog
    from reader.ui.session import Session


class Keeper:
    """Brings together those that keep each kind, and their one way back."""

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._undoing = Undoing()
        self.bookmarks = BookmarkKeeper(session, catalog, self._undoing)
        self.searches = SearchKeeper(session, self._undoing)
        self.places = PlaceKeeper(session, catalog, self._undoing)

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory only."""
        return self._session.bookmarks.unsaved

    def retry(self) -> str:
        """Write what the disk refused before. Raises ReaderError."""
        self._session.bookmarks.save()
        return "" if self.unsaved else "Bookmarks are on disk again"

    def take_notices(self) -> tuple[str, ...]:
        """What went wrong with the owner's files since the last time."""
        return (*self._session.bookmarks.take_notices(), *self._session.state.take_notices())

    def undo(self) -> str:
        """Take back the last change; what was done, in words, or empty if there is nothing."""
        return self._undoing.undo()
