"""Saves the article as Markdown, HTML or text, where the owner says."""

from __future__ import annotations

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.errors import ReaderError
from reader.services.folder_names import complete_folder
from reader.services.owner.keeper import in_words
from reader.services.reading.article_copy import (
    CopyKind,
    kind_of,
    offered_name,
    renamed,
    save_copy,
)
from reader.services.reading.whole_article import whole
from reader.text.safe import clean_line, inert_row, shown_path
from reader.ui.dialogs.form_dialog import FormAnswer, FormDialog, LineCompletion, LineForm
from reader.ui.main.face import MainFace

if TYPE_CHECKING:
    from reader.library.open_article import OpenedArticle
    from reader.services.session import Session
    from reader.ui.article.pane import ReadingPane
    from reader.ui.dialogs.picker import Picked

KINDS = tuple(CopyKind)


class SavingFace(MainFace, Protocol):
    """The main screen."""

    @property
    def session(self) -> Session: ...
    @property
    def pane(self) -> ReadingPane: ...


class Saving:
    """Asks for a name and a form, and again before another file is replaced."""

    def __init__(self, face: SavingFace) -> None:
        self._face = face
        self._folder = ""
        """Where the last copy went, as it was typed."""
        self._kind = CopyKind.MARKDOWN

    def begin(self) -> None:
        """Save what is shown: the article, or the whole page."""
        opened = self._face.pane.shown
        if opened is None:
            self._face.tell("No article to save")
        else:
            self._ask(opened, self._folder + inert_row(offered_name(opened, self._kind)))

    def _ask(self, opened: OpenedArticle, line: str) -> None:
        form = LineForm(
            title="Save a copy of the article",
            line=line,
            hint="a file or a folder",
            verb="save",
            label="to",
            kind_label="form",
            kinds=KINDS,
            kind=KINDS.index(self._kind),
            with_kind=lambda name, kind: renamed(name, KINDS[kind]),
            kind_of=_kind_index,
            complete=_completed,
        )
        self._face.push(FormDialog(form), partial(self._named, opened))

    def _named(self, opened: OpenedArticle, answer: FormAnswer | None) -> None:
        if answer is not None:
            self._kind = KINDS[answer.kind]
            self._face.begin(partial(self._check, opened, answer.line, self._kind), "save")

    async def _check(self, opened: OpenedArticle, line: str, kind: CopyKind) -> None:
        """Save, unless there is a file of this name: then ask."""
        try:
            path, is_there = await asyncio.to_thread(_target, opened, line, kind)
        except ReaderError as error:
            self._face.tell(clean_line(in_words(error)))
            return
        if is_there:
            self._ask_again(opened, path, line, kind)
        else:
            await self._save(opened, path, kind, replaces=False)

    def _ask_again(self, opened: OpenedArticle, path: Path, line: str, kind: CopyKind) -> None:
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picker

        choices = [Choice("other", "Give another name"), Choice("replace", "Replace what is there")]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None and chosen.key == "replace":
                self._face.begin(partial(self._save, opened, path, kind, replaces=True), "save")
            elif chosen is not None:
                self._ask(opened, line)

        title = f"There is a {clean_line(path.name)} already"
        self._face.push(Picker(title, choices, empty="", verb="choose"), picked)

    async def _save(
        self, opened: OpenedArticle, path: Path, kind: CopyKind, *, replaces: bool
    ) -> None:
        def work() -> None:
            save_copy(whole(self._face.session, opened), path, kind, replaces=replaces)

        try:
            await asyncio.to_thread(work)
        except ReaderError as error:
            self._face.tell(clean_line(in_words(error)))
        else:
            self._folder = _shown_folder(path)
            self._face.tell(f"Saved as {shown_path(path)}")


def _shown_folder(path: Path) -> str:
    """The folder of a file as it would be typed, with a slash behind; "" for the current one."""
    folder = path.parent
    if folder == Path.cwd():
        return ""
    shown = os.fspath(folder)
    return shown + os.sep if inert_row(shown) == shown else ""


def _kind_index(name: str) -> int | None:
    kind = kind_of(name)
    return None if kind is None else KINDS.index(kind)


def _completed(line: str) -> LineCompletion:
    return LineCompletion(*complete_folder(line))


def _target(opened: OpenedArticle, line: str, kind: CopyKind) -> tuple[Path, bool]:
    """The file that is meant, absolute, and whether there is something of this name.

    A name without an ending gets that of the form; a folder gets a file with the article's name.
    Raises ReaderError if there is no such home folder, or no such folder.
    """
    try:
        path = Path(line).expanduser().absolute()
    except RuntimeError as error:
        raise ReaderError(str(error)) from error
    if line.endswith(("/", os.sep)) or path.is_dir():
        path = path / offered_name(opened, kind)
    elif not path.suffix:
        path = path.with_name(path.name + kind.suffix)
    if not path.parent.is_dir():
        raise ReaderError("there is no such folder", path=path.parent)
    return path, os.path.lexists(path)
