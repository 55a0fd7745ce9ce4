"""A search of the library that is begun in an article, and the way through its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from reader.services.reading.jump_trail import Stop
    from reader.ui.article.pane import ReadingPane
    from reader.ui.main.navigation.jumps import Jumps
    from reader.ui.sidebar.sidebar import Sidebar


class SearchFace(Protocol):
    """The main screen."""

    is_zen: bool

    @property
    def pane(self) -> ReadingPane: ...
    @property
    def sidebar(self) -> Sidebar: ...
    @property
    def jumps(self) -> Jumps: ...
    @property
    def in_article(self) -> bool: ...
    def tell(self, text: str) -> None: ...
    def show_sidebar(self) -> None: ...


class SearchOrigin(NamedTuple):
    """Where a search of the library was begun from."""

    stop: Stop
    is_zen: bool


class LibrarySearch:
    """Leads back to where the reader was before the search."""

    def __init__(self, face: SearchFace) -> None:
        self._face = face
        self._origin: SearchOrigin | None = None

    def begin(self) -> None:
        """Go to the search box, from wherever the reader is."""
        face = self._face
        stop = face.jumps.here() if face.in_article else None
        origin = SearchOrigin(stop, face.is_zen) if stop is not None else None
        face.show_sidebar()
        face.sidebar.focus_search()
        self._origin = origin

    def forget_origin(self) -> None:
        """The reader stays with the list: there is no way back to an article."""
        self._origin = None

    def leave(self) -> None:
        """Give the search up: back to the article, if it began there."""
        face, origin = self._face, self._origin
        if origin is None:
            face.sidebar.leave_search()
            return
        self._origin = None
        face.sidebar.clear_search(keep=origin.stop.path)
        face.jumps.return_to(origin.stop)
        face.is_zen = origin.is_zen

    def step(self, step: int) -> None:
        """Go on where the search found something too; round the end where it did not."""
        face = self._face
        if face.sidebar.list.move(step):
            face.pane.opener.goes_back = step < 0
        else:
            face.tell("Last result" if step > 0 else "First result")
            face.pane.view.step_match(step)
