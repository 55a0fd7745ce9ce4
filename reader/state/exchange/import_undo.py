"""The way back from an import: what it did, kept beside the bookmarks file, and taken back.

Before an import two files are written beside `bookmarks.json`: `bookmarks.json.before-import-TIME`
is the file as it was, byte for byte; `bookmarks.json.before-import-TIME.undo` says what the import
adds and changes, so that exactly this can be taken back, whatever was made since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from glob import escape
from pathlib import Path

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark, format_bookmark, parse_bookmark
from reader.state.bookmark_store import BookmarkStore, utc_now
from reader.state.durable.files import DiskFiles, explain
from reader.state.durable.json_text import DamagedError, decode, encode
from reader.state.exchange.import_plan import Plan
from reader.state.exchange.output import write_new

VERSION = 1
_MOST_NAMES = 1000
_OWN = ("place", "end", "quote", "color", "note", "tags", "extra")
"""Fields that the owner changes; what an article is called is brought up to date by itself."""


@dataclass(frozen=True, slots=True)
class Done:
    """A bookmark as an import left it."""

    before: Bookmark | None
    """The bookmark before; None: the import added it."""
    after: Bookmark


@dataclass(frozen=True, slots=True)
class WayBack:
    """The changes that take an import back."""

    removed: tuple[str, ...]
    """Ids of bookmarks that it added."""
    restored: tuple[tuple[Bookmark, Bookmark], ...]
    """Bookmarks that it changed, without its changes, each with what it was made from."""
    edited: int
    """How many were edited since, which keep what was edited."""


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """The file that keeps the way back from one import."""

    undo: Path
    backup: Path | None
    """The bookmarks file as it was; None if there was none."""

    def discard(self) -> None:
        """Take away what is kept for an import that was not begun."""
        self.discard_undo()
        if self.backup is not None:
            with suppress(OSError):
                self.backup.unlink()

    def discard_undo(self) -> None:
        """Take away the way back, once it was gone; the copy of the file stays."""
        with suppress(OSError):
            self.undo.unlink()


def done_by(plan: Plan, known: Mapping[str, Bookmark]) -> tuple[Done, ...]:
    """The changes that a plan makes to the `known` bookmarks, by id."""
    return tuple(Done(known.get(mark.id), mark) for mark in plan.kept)


def way_back(done: Iterable[Done], current: Callable[[str], Bookmark | None]) -> WayBack:
    """How to take an import back from the bookmarks as they are now.

    A bookmark that was removed since stays so; a field that was edited since stays as it is.
    """
    removed: list[str] = []
    restored: list[tuple[Bookmark, Bookmark]] = []
    edited = 0
    for each in done:
        now = current(each.after.id)
        if now is None or now == each.before:
            continue
        later = {name for name in _OWN if getattr(now, name) != getattr(each.after, name)}
        edited += bool(later)
        if each.before is not None:
            restored.append((_without(now, each.before, later), now))
        elif not later:
            removed.append(now.id)
    changed = tuple((mark, seen) for mark, seen in restored if mark != seen)
    return WayBack(tuple(removed), changed, edited)


def _without(now: Bookmark, before: Bookmark, later: set[str]) -> Bookmark:
    """`now` with what it was before, but for the fields that were edited later."""
    return replace(now, **{name: getattr(before, name) for name in _OWN if name not in later})


def keep_record(bookmarks: Path, done: Sequence[Done], moment: datetime) -> ImportRecord:
    """Write the way back from an import that is about to be made. Raises ReaderError."""
    files = DiskFiles()
    target = bookmarks.resolve()
    try:
        seen = files.read(target)
    except OSError as error:
        raise explain(error, target, "read") from error
    stem = f"{target.name}.before-import-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    data = encode({"version": VERSION, "import": [_entry(each) for each in done]})
    for number in range(1, _MOST_NAMES):
        name = stem if number == 1 else f"{stem}-{number}"
        backup, undo = target.with_name(name), target.with_name(f"{name}.undo")
        try:
            files.make_folder(target.parent)
            write_new(undo, data)
            if seen is not None:
                write_new(backup, seen.data)
        except FileExistsError:
            continue
        except OSError as error:
            with suppress(OSError):
                files.remove(undo)
            raise explain(error, undo, "written before the import") from error
        return ImportRecord(undo, backup if seen is not None else None)
    raise ReaderError("cannot be written: too many imports within a second", path=target)


def carry_out(plan: Plan, store: BookmarkStore) -> ImportRecord:
    """Write the way back from an import, then its bookmarks.

    Raises ReaderError; if the import never began then, its way back is taken away again.
    """
    done = done_by(plan, {bookmark.id: bookmark for bookmark in store.all()})
    record = keep_record(store.path, done, utc_now())
    try:
        store.put_all(plan.kept)
    except ReaderError:
        if not store.unsaved:
            record.discard()
        raise
    return record


def last_record(bookmarks: Path) -> Path:
    """The newest way back that is kept. Raises ReaderError if there is none."""
    target = bookmarks.resolve()
    start = f"{target.name}.before-import-"
    kept = [path.name for path in target.parent.glob(f"{escape(start)}*.undo") if _is_whole(path)]
    if not kept:
        raise ReaderError("no import to take back", path=bookmarks)

    def age(name: str) -> tuple[str, int, str]:
        moment, _, number = name.removeprefix(start).removesuffix(".undo").partition("-")
        return moment, len(number), number

    return target.with_name(max(kept, key=age))


def _is_whole(path: Path) -> bool:
    """Whether a file was written: of one that was killed there is the name at most."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def undo_file(path: Path) -> Path:
    """The way back that belongs to a copy of the bookmarks, or is it."""
    return path if path.suffix == ".undo" else path.with_name(f"{path.name}.undo")


def read_record(path: Path) -> tuple[Done, ...]:
    """The changes of the import that `path` tells the way back from. Raises ReaderError."""
    try:
        seen = DiskFiles().read(path)
    except OSError as error:
        raise explain(error, path, "read") from error
    if seen is None:
        raise ReaderError("no such file", path=path)
    try:
        return _parse(decode(seen.data).document)
    except (DamagedError, ValueError) as error:
        raise ReaderError(f"cannot be taken back: {error}", path=path) from error


def _entry(done: Done) -> dict[str, object]:
    before = format_bookmark(done.before) if done.before is not None else None
    return {"before": before, "after": format_bookmark(done.after)}


def _parse(document: object) -> tuple[Done, ...]:
    """The changes that an import made. Raises ValueError."""
    entries = document.get("import") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ValueError("it has no list “import”")
    return tuple(
        Done(
            parse_bookmark(each["before"]) if each.get("before") is not None else None,
            parse_bookmark(each.get("after")),
        )
        for each in entries
    )
