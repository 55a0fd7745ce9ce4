"""Whether the page shows pictures, and those of which article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.services.pictures.source import PictureSource

if TYPE_CHECKING:
    from reader.services.prepare_article import PreparedArticle


class PicturesView(Protocol):
    """The page."""

    @property
    def shows_pictures(self) -> bool: ...
    @property
    def can_paint(self) -> bool: ...
    def show_pictures(self, *, shown: bool) -> None: ...
    def begin_pictures(self, source: PictureSource | None) -> None: ...


class PagePictures:
    """Has the page look for the pictures of each article, and turns them on and off."""

    def __init__(
        self,
        view: PicturesView,
        folders: Callable[[], Sequence[Path]],
        tell: Callable[[str], None],
    ) -> None:
        """`folders` are those that pictures may be in; it is called in a worker."""
        self._view = view
        self._folders = folders
        self._tell = tell

    def article_shown(self, prepared: PreparedArticle) -> None:
        """Show the pictures of an article that is on the screen now."""
        self._view.begin_pictures(PictureSource(prepared.opened.article.path, self._folders))

    def toggle(self) -> None:
        """Show pictures, or the lines that stand for them."""
        if not self._view.can_paint:
            self._tell("This terminal has too few colours for pictures")
            return
        self._view.show_pictures(shown=not self._view.shows_pictures)
        self._tell("Pictures are shown" if self._view.shows_pictures else "No pictures are shown")
