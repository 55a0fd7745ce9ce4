"""Bookmarks written to a file or folder that the owner names, and read from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.services.owner.undo import Undoable
from reader.text.safe import clean_line
from reader.ui.dialogs.line_dialog import LineDialog

if TYPE_CHECKING:
    from textual.app import App

    from reader.services.owner.bookmarks import BookmarkKeeper
    from reader.state.bookmark import Bookmark
    from reader.state.exchange.formats import ParsedExport, Plan

    Keep = Callable[[Callable[[], str]], None]

DEFAULT_NAME = "bookmarks.md"
MOST_BYTES = 64 * 1024 * 1024
_NAMES = ".md, .json, .csv, .readwise.csv; a folder for Obsidian"


class ExportDialogs:
    """Asks for a file, and again before it takes the place of another."""

    def __init__(
        self, app: App[None], keep: Keep, bookmarks: Sequence[Bookmark], keeper: BookmarkKeeper
    ) -> None:
        self._app = app
        self._keep = keep
        self._bookmarks = bookmarks
        self._keeper = keeper

    def begin(self, name: str = DEFAULT_NAME) -> None:
        title = f"Write {_many(len(self._bookmarks))} to a file: {_NAMES}"
        dialog = LineDialog(title, name, hint=DEFAULT_NAME, verb="write")
        self._app.push_screen(dialog, self._named)

    def _named(self, name: str | None) -> None:
        if name is None or not name.strip():
            return
        path = Path(name.strip()).expanduser()
        if name.strip().endswith(("/", "\\")) or path.is_dir():
            self._keep(partial(self._write_folder, path))
            return
        if not path.suffix:
            path = path.with_suffix(".md")
        if path.exists():
            self._ask(path)
        else:
            self._keep(partial(self._write, path, replaces=False))

    def _ask(self, path: Path) -> None:
        from reader.ui.dialogs.choice import Choice
        from reader.ui.dialogs.picker import Picked, Picker

        choices = [Choice("other", "Give another name"), Choice("replace", "Replace what is there")]

        def picked(chosen: Picked | None) -> None:
            if chosen is not None and chosen.key == "replace":
                self._keep(partial(self._write, path, replaces=True))
            elif chosen is not None:
                self.begin(str(path))

        title = f"There is a {clean_line(path.name)} already"
        self._app.push_screen(Picker(title, choices, empty="", verb="choose"), picked)

    # -- for workers ----------------------------------------------------------------------

    def _write(self, path: Path, *, replaces: bool) -> str:
        from reader.state.durable.files import explain
        from reader.state.exchange.formats import export, format_of
        from reader.state.exchange.output import write_new, write_over

        form = format_of(path.name)
        if form is None:
            hint = "name it .md, .json or .csv"
            raise ReaderError("bookmarks cannot be written in this format", path=path, hint=hint)
        exported = export(self._bookmarks, form, self._keeper.facts_of)
        try:
            (write_over if replaces else write_new)(path, exported.data)
        except OSError as error:
            raise explain(error, path, "written") from error
        written = f"{_many(exported.count)} written to {path}"
        return " · ".join((written, *exported.notices))

    def _write_folder(self, folder: Path) -> str:
        from reader.state.exchange.obsidian import write_folder

        done = write_folder(folder, self._bookmarks, self._keeper.facts_of)
        told = [f"{_counted(done.written, 'page')} written to {folder}"]
        if done.left:
            names = ", ".join(path.name for path in done.left[:3])
            told.append(f"{len(done.left):,} left alone, since you edited them: {names}")
        return " · ".join(told)


def ask_import(app: App[None], keep: Keep, keeper: BookmarkKeeper) -> None:
    """Ask for a file of bookmarks, and add what is new in it; without a name for that of export."""

    def named(name: str | None) -> None:
        if name is not None:
            keep(partial(_read, Path(name.strip() or DEFAULT_NAME).expanduser(), keeper))

    title = "Read bookmarks from a file: .json, .csv, .md; a folder of Obsidian's"
    app.push_screen(LineDialog(title, "", hint=DEFAULT_NAME, verb="read"), named)


def _read(path: Path, keeper: BookmarkKeeper) -> str:
    """Read the file. Runs in a worker."""
    from reader.state.exchange.formats import plan

    parsed = list(_parsed(path, keeper))
    incoming = [bookmark for each in parsed for bookmark in each.bookmarks]
    change = plan(keeper.all(), incoming)
    if change.kept:
        keeper.take_in(change)
    notices = [notice for each in parsed for notice in each.notices]
    told = " · ".join((*_outcome(change), *notices))
    return Undoable(told) if change.kept else told


def _outcome(change: Plan) -> Iterator[str]:
    from reader.state.exchange.formats import ImportOutcome

    added = len(change.new)
    yield f"{_many(added)} added" if added else "Nothing new"
    for outcome, words in ((ImportOutcome.MERGED, "merged"), (ImportOutcome.SAME, "there already")):
        if count := change.count(outcome):
            yield f"{count:,} {words}"


def _parsed(path: Path, keeper: BookmarkKeeper) -> Iterator[ParsedExport]:
    """What a file holds, or each page of a folder. Raises ReaderError."""
    from reader.state.exchange.formats import parse
    from reader.state.exchange.obsidian import pages_in
    from reader.state.exchange.readwise import named_among

    named = named_among(keeper.articles)
    for each in pages_in(path) if path.is_dir() else (path,):
        try:
            with each.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise ReaderError(f"cannot be read: {error.strerror}", path=each) from error
        if len(data) > MOST_BYTES:
            raise ReaderError("is too large for a file of bookmarks", path=each)
        yield parse(data, each.name, named)


def _many(count: int) -> str:
    return _counted(count, "bookmark")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
