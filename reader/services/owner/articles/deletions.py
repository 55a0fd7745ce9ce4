"""Articles that are deleted: their files go into the system's trash, and come back by undo."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.articles.own_articles import many
from reader.services.owner.undo import Undoable, Undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from reader.library.article import Article
    from reader.services.catalog import Catalog
    from reader.services.desktop.trash import Trashed
    from reader.services.session import Session


class Deletion(NamedTuple):
    """What is to be put into the trash. Paths are data: not yet safe to show."""

    articles: tuple[Path, ...] = ()
    """Files of articles."""
    parts: tuple[Path, ...] = ()
    """Folders of the parts of saved pages, `Page_files` for `Page.html`."""
    refused: tuple[str, ...] = ()
    """Why others stay, a line each."""

    @property
    def paths(self) -> tuple[Path, ...]:
        return (*self.articles, *self.parts)


class DeletionKeeper:
    """Deletes articles. Its methods look at the disk or change it, and are for workers.

    Nothing outside of the library's folders is touched, and nothing is ever removed for good.
    """

    def __init__(self, session: Session, catalog: Catalog, undoing: Undoing) -> None:
        self._session = session
        self._catalog = catalog
        self._undoing = undoing
        self._deleted: frozenset[Path] = frozenset()

    def has_deleted(self, path: Path) -> bool:
        """Whether the owner has put a file into the trash, and not taken it back; any thread."""
        return path in self._deleted

    def plan(self, articles: Iterable[Article]) -> Deletion:
        """What goes into the trash with these articles, and what cannot; nothing is changed."""
        paths: list[Path] = []
        refused: list[str] = []
        for article in articles:
            why = self._why_not(article.path)
            if why:
                refused.append(f"{article.path.name}: {why}")
            else:
                paths.append(article.path)
        parts = (folder for path in paths for folder in _companions(path, frozenset(paths)))
        return Deletion(tuple(paths), tuple(dict.fromkeys(parts)), tuple(refused))

    def name_of(self, path: Path) -> str:
        """A path from its root on, with the name of that where there are several."""
        for root in self._session.roots:
            if path.is_relative_to(root) and path != root:
                inner = path.relative_to(root)
                return str(root.name / inner if len(self._session.roots) > 1 else inner)
        return path.name

    def _why_not(self, path: Path) -> str:
        """Why a file stays; empty if it may go."""
        from reader.library.files.piped import is_piped

        if is_piped(path):
            return "it was piped in, and is no file of yours"
        if not self._catalog.is_here(path):
            return "it is outside of the library"
        if not os.path.lexists(path):
            return "it is gone already"
        if not os.access(path.parent, os.W_OK | os.X_OK) or not _may_be_written(path):
            return "it can only be read"
        return ""

    def delete(self, wanted: Deletion, changed: Callable[[frozenset[Path]], None]) -> str:
        """Put files into the trash; what was done, in words.

        `changed` is told which files are gone, or back after an undo. Raises ReaderError if the
        trash does not take one; those that it took can be undone all the same.
        """
        from reader.services.desktop.trash import move_to_trash

        done: list[Trashed] = []
        try:
            # One by one: of an error half-way those that went before are known.
            done.extend(map(move_to_trash, wanted.paths))
        finally:
            if done:
                self._undoing.remember(
                    partial(self._bring_back, done, changed),
                    lambda: [os.path.lexists(each.original) for each in done],
                )
                gone = frozenset(each.original for each in done)
                self._deleted |= gone
                changed(gone)
        return Undoable(f"{many(wanted.articles)} in the trash")

    def _bring_back(
        self, done: Sequence[Trashed], changed: Callable[[frozenset[Path]], None]
    ) -> str:
        """Undo a deletion, as far as the trash gives files back, and say so."""
        from reader.services.desktop.trash import restore

        back: set[Path] = set()
        failure: ReaderError | None = None
        for trashed in done:
            try:
                restore(trashed)
                back.add(trashed.original)
            except ReaderError as error:
                failure = failure or error
        if back:
            self._deleted -= back
            changed(frozenset(back))
        if failure is not None:
            raise failure
        return "Back from the trash"


def _companions(path: Path, going: frozenset[Path]) -> list[Path]:
    """Folders of the parts of a saved page that no other page beside it has a use for."""
    from reader.library.files.companions import companions_of, is_companion

    beside = path.parent
    named = (beside / name for name in companions_of(path.name))
    folders = [each for each in named if each.is_dir() and not each.is_symlink()]

    def is_there(name: str) -> bool:
        other = beside / name
        return other not in going and other.is_file()

    return [each for each in folders if not is_companion(each.name, is_there)]


def _may_be_written(path: Path) -> bool:
    return path.is_symlink() or os.access(path, os.W_OK)
