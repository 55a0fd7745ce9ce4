"""The file of the article on the screen: changed, gone, or known by another name now."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.prepare_article import ArticleTarget
from reader.text.safe import clean_line
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.ui.article.pane import ReadingPane
    from reader.ui.commands import Keymap


class OpenFileFace(MainFace, Protocol):
    """The main screen."""

    @property
    def pane(self) -> ReadingPane: ...
    @property
    def keymap(self) -> Keymap: ...
    def select_in_list(self, path: Path) -> None: ...


class OpenFileLibrary(Protocol):
    """Where articles are now. For threads; raises ReaderError."""

    def resolve(self, fingerprint: str, path: str) -> Article | None: ...


class OpenFile:
    """Tells what becomes of the file, and goes on with it under its new name."""

    def __init__(
        self, face: OpenFileFace, library: OpenFileLibrary, is_deleted: Callable[[Path], bool]
    ) -> None:
        """`is_deleted`: by the owner, who is told of it elsewhere, and how to undo it."""
        self._face = face
        self._library = library
        self._is_deleted = is_deleted
        self._gone: Path | None = None
        """The path of the open article, if nothing is there any more."""

    def changed(self, fingerprints: Mapping[Path, str | None]) -> None:
        """Files have these contents now; those that are gone have None."""
        shown = self._face.pane.shown
        if shown is None:
            return
        path = shown.article.path
        if path in fingerprints:
            self._gone = path if fingerprints[path] is None else None
            self._tell_of_change(shown, fingerprints[path])
        if self._gone == path:
            self._face.begin(partial(self._look_for, shown), "renamed")

    def _tell_of_change(self, shown: OpenedArticle, now: str | None) -> None:
        """The article stays as it is: somebody reads it. Of a part nothing was measured."""
        if now is not None and shown.complete and now != shown.article.fingerprint:
            keymap = self._face.keymap
            told = keymap.hinted("Changed on disk", "article.reload", "reads it again")
            self._face.tell(told)

    async def _look_for(self, shown: OpenedArticle) -> None:
        """Go on with the file that holds the same text, if there is one."""
        article = shown.article
        try:
            found = await asyncio.to_thread(
                self._library.resolve, article.fingerprint, str(article.path)
            )
        except ReaderError as error:
            self._face.tell(str(error))
            return
        if self._face.pane.shown is not shown:
            return
        if found is None or found.path == article.path:
            if not self._is_deleted(article.path):
                self._face.tell("This article is gone from the disk")
            return
        self._gone = None
        self._face.pane.move_to(ArticleTarget(found.path))
        self._face.select_in_list(found.path)
        if found.path.name == article.path.name:
            folder = clean_line(found.path.parent.name)
            self._face.tell(f"The file is in the folder {folder} now: the article goes on there")
        else:
            name = clean_line(found.path.name)
            self._face.tell(f"The file is called {name} now: the article goes on there")
