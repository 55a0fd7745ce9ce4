"""Bookmarks written to a file that the owner names, and read from one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark
from reader.text.safe import clean_line
from reader.ui.screens.line_dialog import LineDialog

if TYPE_CHECKING:
    from textual.app import App

    from reader.ui.bookmark_keeping import BookmarkKeeper

    Keep = Callable[[Callable[[], str]], None]

DEFAULT_NAME = "bookmarks.md"
MOST_BYTES = 64 * 1024 * 1024


class ExportDialogs:
    """Asks for a file, and again before it takes the place of another."""

    def __init__(self, app: App[None], keep: Keep, bookmarks: Sequence[Bookmark]) -> None:
        self._app = app
        self._keep = keep
        self._bookmarks = bookmarks

    def begin(self, name: str = DEFAULT_NAME) -> None:
        title = f"Write {_many(len(self._bookmarks))} to a file: .md, .json or .csv"
        dialog = LineDialog(title, name, hint=DEFAULT_NAME, verb="write")
        self._app.push_screen(dialog, self._named)

    def _named(self, name: str | None) -> None:
        if name is None or not name.strip():
            return
        path = Path(name.strip()).expanduser()
        if not path.suffix:
            path = path.with_suffix(".md")
        if path.exists():
            self._ask(path)
        else:
            self._keep(partial(self._write, path, replaces=False))

    def _ask(self, path: Path) -> None:
        from reader.ui.screens.picker import Picked, Picker
        from reader.ui.widgets.choice_list import Choice

        choices = [Choice("other", "Give another name"), Choice("replace", "Replace what is there")]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None and chosen.key == "replace":
                self._keep(partial(self._write, path, replaces=True))
            elif chosen is not None:
                self.begin(str(path))

        title = f"There is a {clean_line(path.name)} already"
        self._app.push_screen(Picker(title, choices, empty="", verb="choose"), picked)

    def _write(self, path: Path, *, replaces: bool) -> str:
        """For a worker. The file has its name when it is whole."""
        from reader.state.exchange.formats import export, format_of

        form = format_of(path.name)
        if form is None:
            hint = "name it .md, .json or .csv"
            raise ReaderError("bookmarks cannot be written in this format", path=path, hint=hint)
        data = export(self._bookmarks, form)
        try:
            if replaces:
                _replace(path, data)
            else:
                with path.open("xb") as file:
                    file.write(data)
        except OSError as error:
            raise ReaderError(f"cannot be written: {error.strerror}", path=path) from error
        return f"{_many(len(self._bookmarks))} written to {path}"


def ask_import(app: App[None], keep: Keep, keeper: BookmarkKeeper) -> None:
    """Ask for a file of bookmarks, and add what is new in it."""

    def named(name: str | None) -> None:
        if name is not None and name.strip():
            keep(partial(_read, Path(name.strip()).expanduser(), keeper))

    title = "Read bookmarks from a file: .json or .csv"
    app.push_screen(LineDialog(title, "", hint="bookmarks.json", verb="read"), named)


def _read(path: Path, keeper: BookmarkKeeper) -> str:
    """For a worker."""
    from reader.state.exchange.formats import parse, plan

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ReaderError(f"cannot be read: {error.strerror}", path=path) from error
    if len(data) > MOST_BYTES:
        raise ReaderError("is too large for a file of bookmarks", path=path)
    parsed = parse(data, path.name)
    change = plan(keeper.all(), parsed.bookmarks)
    if change.new or change.changed:
        keeper.take_in((*change.new, *change.changed))
    told = [f"{_many(len(change.new))} added" if change.new else "Nothing new"]
    told += [f"{len(change.changed):,} changed"] if change.changed else []
    told += [f"{change.same:,} there already"] if change.same else []
    told += ["U undoes"] if change.new or change.changed else []
    return " · ".join((*told, *parsed.notices))


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            made.replace(target)
        except BaseException:
            made.unlink()
            raise


def _many(count: int) -> str:
    return "1 bookmark" if count == 1 else f"{count:,} bookmarks"
