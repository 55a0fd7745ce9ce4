"""Bookmarks written for other programs after each change, as `export` of config.toml asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.state.bookmark import Bookmark
    from reader.state.exchange.facts import FactsOf

MOST_BYTES = 64 * 1024 * 1024
"""A larger file was not written here, and is not looked into."""


class AutoExport:
    """Keeps one file, or a folder of pages, as `reader bookmarks export` would write it."""

    def __init__(self, target: str, facts_of: FactsOf) -> None:
        """`target`: the path of the file, in a format that its ending names; else of a folder."""
        self._target = target
        self._facts_of = facts_of
        self._told = ""
        """What went wrong the last time, which is told once."""
        self._is_ours = False
        """Whether the file is known for one that holds nothing but bookmarks."""

    def write(self, bookmarks: Sequence[Bookmark]) -> tuple[str, ...]:
        """Write all bookmarks anew; what went wrong, a line, unless it did the last time too."""
        try:
            told = self._write(bookmarks)
        except ReaderError as error:
            told = f"export of config.toml: {error}"
        fresh, self._told = told != self._told, told
        return (told,) if told and fresh else ()

    def _write(self, bookmarks: Sequence[Bookmark]) -> str:
        path = Path(self._target)
        from reader.state.exchange.formats import format_of

        form = format_of(path.name)
        if path.is_dir() or self._target.endswith("/") or not path.suffix:
            return self._write_folder(path, bookmarks)
        if form is None:
            hint = "name it .md, .json, .csv or .readwise.csv, or name a folder"
            raise ReaderError("the suffix of this name belongs to no format", path=path, hint=hint)
        from reader.state.durable.files import explain
        from reader.state.exchange.formats import export
        from reader.state.exchange.output import write_new, write_over

        try:
            if path.exists():
                self._see_that_it_is_ours(path)
                write_over(path, export(bookmarks, form, self._facts_of).data)
            else:
                write_new(path, export(bookmarks, form, self._facts_of).data)
        except OSError as error:
            raise explain(error, path, "written") from error
        self._is_ours = True
        return ""

    def _write_folder(self, folder: Path, bookmarks: Sequence[Bookmark]) -> str:
        from reader.state.exchange.obsidian import write_folder

        done = write_folder(folder, bookmarks, self._facts_of)
        if not done.left:
            return ""
        names = ", ".join(path.name for path in done.left[:3])
        return f"Left alone, since you edited them: {names}"

    def _see_that_it_is_ours(self, path: Path) -> None:
        """Raise ReaderError if the file holds something else than bookmarks: it is somebody's."""
        if self._is_ours:
            return
        from reader.state.exchange.formats import parse

        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if not data.strip():
            return
        hint = "name another file, or put this one elsewhere"
        if len(data) > MOST_BYTES:
            raise ReaderError("is too large for bookmarks", path=path, hint=hint)
        try:
            parse(data, path.name)
        except ReaderError:
            what = "holds something else than bookmarks, and is left as it is"
            raise ReaderError(what, path=path, hint=hint) from None
