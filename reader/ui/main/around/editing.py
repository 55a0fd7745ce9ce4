"""Opens the article's file in the owner's editor, at the line that is read, and reads it again."""

from __future__ import annotations

import asyncio
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from textual.app import SuspendNotSupported

from reader.document.anchors.quote import describe
from reader.errors import ReaderError
from reader.library.open_article import Extent
from reader.process.terminal_program import run_in_terminal
from reader.services.desktop.editor import EditorCommand, editor_command
from reader.services.prepare_article import ArticleTarget
from reader.services.reading.edited_line import edited_line
from reader.text.safe import clean_line
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from reader.document.model import Place
    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.ui.article.pane import ReadingPane

LOOK_SECONDS = 0.2
"""Seconds between two looks whether an editor with a window of its own has ended."""
Signature = tuple[int, int]
"""Size and time of a file."""


class EditingFace(MainFace, Protocol):
    """The main screen."""

    @property
    def pane(self) -> ReadingPane: ...
    @property
    def article_in_use(self) -> Article | None: ...
    async def rest_for_others(self) -> None:
        """Write what is to be written before another program has the terminal."""
        ...

    def lend_terminal(self) -> AbstractContextManager[None]:
        """Let another program have the terminal in the block. Raises SuspendNotSupported."""
        ...


class Editing:
    """One editor at a time has the terminal; those with windows are waited for beside."""

    def __init__(self, face: EditingFace) -> None:
        self._face = face

    def begin(self) -> None:
        """Edit the article in use."""
        article = self._face.article_in_use
        if article is None:
            self._face.tell("No article to edit")
            return
        opened = self._face.pane.shown
        if opened is not None and opened.article.path != article.path:
            opened = None
        place = self._face.pane.here() if opened is not None else None
        self._face.begin(partial(self._edit, article.path, opened, place), "edit")

    async def _edit(self, path: Path, opened: OpenedArticle | None, place: Place | None) -> None:
        document = opened.document if opened is not None else None
        try:
            before = await asyncio.to_thread(_signature, path)
            if before is None:
                self._face.tell(f"The file is gone from the disk: {clean_line(path.name)}")
                return
            line = await asyncio.to_thread(edited_line, path, document, place)
            editor = await asyncio.to_thread(editor_command, path, line)
            told = await self._run(editor)
        except ReaderError as error:
            self._face.tell(clean_line(str(error)))
            return
        except SuspendNotSupported:
            self._face.tell("This terminal cannot be lent to an editor")
            return
        after = await asyncio.to_thread(_signature, path)
        if after is None:
            self._face.tell(f"The file is gone from the disk: {clean_line(path.name)}")
        elif told:
            self._face.tell(told)
        if after is not None and after != before:
            self._read_again(path)

    async def _run(self, editor: EditorCommand) -> str:
        """Come back when the editor has ended; what there is to tell then."""
        name = clean_line(Path(editor.command[0]).name)
        if editor.has_window:
            process = _begun_beside(editor)
            self._face.tell(f"Opened in {name}")
            while (status := process.poll()) is None:
                await asyncio.sleep(LOOK_SECONDS)
        else:
            await self._face.rest_for_others()
            with self._face.lend_terminal():
                status = run_in_terminal(editor.command)
        return f"{name} ended with status {status}" if status else ""

    def _read_again(self, path: Path) -> None:
        """Show what became of the file, at the words that were read before."""
        pane = self._face.pane
        opened = pane.shown
        if opened is None or opened.article.path != path:
            return
        if opened.extent is Extent.ARTICLE and opened.complete:
            pane.action_reload()
            return
        place = pane.here()
        quote = describe(opened.document, place) if place is not None else None
        target = ArticleTarget(path, top=quote is None, quote=quote, extent=opened.extent)
        pane.open(target)


def _signature(path: Path) -> Signature | None:
    """None if the file is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _begun_beside(editor: EditorCommand) -> subprocess.Popen[bytes]:
    """An editor that has its own window, in a session of its own: it may outlive the reader."""
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; the owner's own program
            editor.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise ReaderError(f"{editor.command[0]} could not start: {error}") from error
