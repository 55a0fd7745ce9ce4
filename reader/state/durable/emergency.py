"""Changes of records that the disk refused, kept in another folder until it takes them.

A copy is `NAME.emergency-TIME-ID`, beside it the lock that its maker holds as long as it lives:

    {
      "changes": [
        {"after": {…}, "before": null, "yields": false},
        {"at": "2026-01-31T12:00:00.000Z", "removed": {…}, "seen": {…}}
      ],
      "file": "/home/…/bookmarks.json",
      "version": 1
    }

The first kind is a record that was made or changed, `before` what the file had of it; the second
one that was taken away (`merge.Put`, `merge.Delete`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Generic

from reader.errors import ReaderError
from reader.state.durable.files import FileLayer
from reader.state.durable.json_file import JsonFile
from reader.state.durable.json_text import DamagedError, decode, encode
from reader.state.durable.merge import Change, Delete, Put
from reader.state.durable.record import R, RecordForm, instant, timestamp

VERSION = 1
_COPY = r"{}\.emergency-\d{{8}}T\d{{6}}Z-\w+"
_LOCK = rf"\.{_COPY}\.lock"


@dataclass(frozen=True, slots=True)
class Pending(Generic[R]):
    """Changes that are in no file yet, by id, and what the file had of these records."""

    changes: Mapping[str, Change[R]]
    before: Mapping[str, R]


class EmergencyCopy(Generic[R]):
    """The copy of one instance, and the copies of those that ended without saving.

    Raises nothing: it is what is left when all else has failed. `new_id` makes its name its own.
    """

    def __init__(
        self,
        form: RecordForm[R],
        path: Path,
        folders: Sequence[Path],
        files: FileLayer,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._form = form
        self._path = path
        self._folders = tuple(folders)
        self._files = files
        self._clock = clock
        self._new_id = new_id
        self._held = ExitStack()
        self._own: Path | None = None
        self._is_current = False

    @property
    def path(self) -> Path | None:
        """The file that has this instance's unsaved changes; None: nowhere."""
        return self._own if self._is_current else None

    def write(self, pending: Pending[R]) -> None:
        """Keep `pending`, instead of what was kept before, in the first folder that takes it.

        Where none does, what was kept before stays, and there is no `path`.
        """
        data = format_pending(self._form, pending, self._path)
        self._is_current = self._own is not None and self._put(self._own, data)
        if self._is_current:
            return
        for folder in self._folders:
            stamp = f"{self._clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
            copy = folder / f"{self._path.name}.emergency-{stamp}-{self._new_id()[:8]}"
            held = ExitStack()
            with suppress(OSError):
                self._files.make_folder(folder)
                if not self._files.is_own(folder):
                    continue
                held.enter_context(self._files.lock(_lock(copy), 0))
                if self._put(copy, data):
                    self.discard()
                    self._own, self._held, self._is_current = copy, held, True
                    return
            self._take_away(copy, held)

    def discard(self) -> None:
        """The file has it all now."""
        if self._own is not None:
            self._take_away(self._own, self._held)
            self._own, self._held, self._is_current = None, ExitStack(), False

    def waiting(self) -> tuple[Path, ...]:
        """The copies for this file, of other instances, alive or gone. Nothing is touched."""
        return tuple(copy for copy in self._copies() if self._is_for_this(copy))

    def _copies(self) -> Iterator[Path]:
        return (copy for copy in self._listed(_COPY) if copy != self._own)

    def _is_for_this(self, copy: Path) -> bool:
        try:
            snapshot = self._files.read(copy)
            return snapshot is not None and self._parse(snapshot.data) is not None
        except (OSError, ValueError):
            return False

    def others(self) -> Iterator[Recovered[R]]:
        """Unsaved changes of instances that are gone: held until it is `done` with, or `left`."""
        for copy in self._copies():
            found = self._recover(copy)
            if found is not None:
                yield found
        self._sweep()

    def _listed(self, form: str) -> list[Path]:
        pattern = form.format(re.escape(self._path.name))
        return _found(pattern, self._folders, self._files)

    def _sweep(self) -> None:
        """Take away the locks of copies that are not there any more."""
        for lock in self._listed(_LOCK):
            copy = lock.with_name(lock.name.removeprefix(".").removesuffix(".lock"))
            if copy == self._own:
                continue
            held = ExitStack()
            with suppress(OSError):
                if self._files.signature(copy) is None:
                    held.enter_context(self._files.lock(lock, 0))
                    self._files.remove(lock)
            _release(held)

    def _recover(self, copy: Path) -> Recovered[R] | None:
        held = ExitStack()
        leave = partial(_release, held)
        try:
            held.enter_context(self._files.lock(_lock(copy), 0))
            snapshot = self._files.read(copy)
            pending = None if snapshot is None else self._parse(snapshot.data)
        except OSError:  # TimeoutError, too: its maker is alive, and will see to it
            leave()
            return None
        except ValueError as error:
            return Recovered(copy, None, str(error), leave, leave)
        if pending is None:
            leave()
            return None
        return Recovered(copy, pending, "", partial(self._take_away, copy, held), leave)

    def _put(self, copy: Path, data: bytes) -> bool:
        """Write the copy whole, for certain; False if its folder refuses."""
        file = JsonFile(copy, self._files)
        try:
            file.publish((data,), self._files.read(copy))
        except (ReaderError, OSError):
            return False
        with suppress(OSError):
            self._files.sync_folder(copy.parent)
        return True

    def _take_away(self, copy: Path, held: ExitStack) -> None:
        with suppress(OSError):
            self._files.remove(copy)
            self._files.remove(_lock(copy))
        _release(held)

    def _parse(self, data: bytes) -> Pending[R] | None:
        """Read a copy; None if it belongs to another file. Raises ValueError."""
        document = decode(data).document
        if isinstance(document, dict) and document.get("file", str(self._path)) != str(self._path):
            return None
        return parse_pending(self._form, document)


@dataclass(frozen=True, slots=True)
class Recovered(Generic[R]):
    """A copy that another instance left."""

    path: Path
    pending: Pending[R] | None
    """The changes of the copy; None: it cannot be understood."""
    damage: str
    done: Callable[[], None]
    """Takes the copy away, once what it holds is safe elsewhere."""
    leave: Callable[[], None]
    """Lets it be, for another time."""


def are_in(folders: Iterable[Path], files: FileLayer) -> bool:
    """Whether there are copies, for whatever file, of instances alive or gone; none is read."""
    return bool(_found(_COPY.format(".+"), folders, files))


def _found(pattern: str, folders: Iterable[Path], files: FileLayer) -> list[Path]:
    """Files whose names match, in folders that are the owner's and can be listed."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            if files.is_own(folder):
                names = filter(re.compile(pattern).fullmatch, files.names(folder))
                found += (folder / name for name in sorted(names))
    return found


def _lock(copy: Path) -> Path:
    return copy.with_name(f".{copy.name}.lock")


def _release(held: ExitStack) -> None:
    with suppress(OSError):
        held.close()


def format_pending(form: RecordForm[R], pending: Pending[R], path: Path) -> bytes:
    """The bytes of a copy for the file at `path`."""
    entries: list[object] = []
    for key, change in pending.changes.items():
        if isinstance(change, Put):
            before = pending.before.get(key)
            entries.append(
                {
                    "after": form.format(change.record),
                    "before": None if before is None else form.format(before),
                    "yields": change.yields,
                }
            )
        else:
            entries.append(
                {
                    "at": timestamp(change.at),
                    "removed": form.format(change.removed),
                    "seen": form.format(change.seen),
                }
            )
    return encode({"changes": entries, "file": str(path), "version": VERSION})


def is_pending(document: object) -> bool:
    """Whether a document looks like a copy, of whatever file and kind of records."""
    return isinstance(document, dict) and isinstance(document.get("changes"), list)


def parse_pending(form: RecordForm[R], document: object) -> Pending[R]:
    """The changes that a copy holds. Raises ValueError."""
    if not isinstance(document, dict) or not is_pending(document):
        raise DamagedError("it has no list “changes”")
    if document.get("version") != VERSION:
        raise DamagedError("it is of another version of the reader")
    changes: dict[str, Change[R]] = {}
    known: dict[str, R] = {}
    for entry in document["changes"]:
        if not isinstance(entry, dict):
            raise DamagedError("a change is not an object")
        if "after" in entry:
            after = form.parse(entry["after"])
            changes[after.id] = Put(after, entry.get("yields") is True)
            before = entry.get("before")
        else:
            before = entry.get("seen")
            seen, removed = form.parse(before), form.parse(entry.get("removed"))
            at = instant(str(entry.get("at")))
            changes[seen.id] = Delete(at, seen=seen, removed=removed)
        if before is not None:
            record = form.parse(before)
            known[record.id] = record
    return Pending(changes, known)
