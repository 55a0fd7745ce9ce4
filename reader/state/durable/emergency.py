"""Changes of the bookmarks that the disk refused, kept in another folder until it takes them.

A copy is `NAME.emergency-TIME-ID`, beside it the lock that its maker holds as long as it lives:

    {
      "changes": [
        {"after": {…}, "before": null, "yields": false},
        {"at": "2026-01-31T12:00:00.000Z", "removed": {…}, "seen": {…}}
      ],
      "file": "/home/…/bookmarks.json",
      "version": 1
    }

The first kind is a bookmark that was made or changed, `before` what the file had of it; the second
one that was taken away (`merge.Put`, `merge.Delete`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from reader.errors import ReaderError
from reader.state.bookmark import Bookmark, format_bookmark, instant, parse_bookmark, timestamp
from reader.state.durable.files import FileLayer
from reader.state.durable.json_file import DamagedError, JsonFile, decode, encode
from reader.state.durable.merge import Change, Delete, Put

VERSION = 1


@dataclass(frozen=True, slots=True)
class Pending:
    """Changes that are in no file yet, by id, and what the file had of these bookmarks."""

    changes: Mapping[str, Change]
    before: Mapping[str, Bookmark]


class EmergencyCopy:
    """The copy of one instance, and the copies of those that ended without saving.

    Raises nothing: it is what is left when all else has failed. `new_id` makes its name its own.
    """

    def __init__(
        self,
        path: Path,
        folders: Sequence[Path],
        files: FileLayer,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._path = path
        self._folders = tuple(folders)
        self._files = files
        self._clock = clock
        self._new_id = new_id
        self._held = ExitStack()
        self._own: Path | None = None

    @property
    def path(self) -> Path | None:
        """Where this instance keeps one; None: nowhere."""
        return self._own

    def write(self, pending: Pending) -> Path | None:
        """Keep `pending`, instead of what was kept before, in the first folder that takes it."""
        data = _format(pending, self._path)
        if self._own is not None and self._put(self._own, data):
            return self._own
        for folder in self._folders:
            stamp = f"{self._clock().astimezone(UTC):%Y%m%dT%H%M%SZ}"
            copy = folder / f"{self._path.name}.emergency-{stamp}-{self._new_id()[:8]}"
            held = ExitStack()
            with suppress(OSError):
                self._files.make_folder(folder)
                held.enter_context(self._files.lock(_lock(copy), 0))
                if self._put(copy, data):
                    self.discard()
                    self._own, self._held = copy, held
                    return copy
            _release(held)
        return self._own

    def discard(self) -> None:
        """The file has it all now."""
        if self._own is not None:
            self._take_away(self._own, self._held)
            self._own, self._held = None, ExitStack()

    def others(self) -> Iterator[Recovered]:
        """What instances that are gone could not save: held until it is `done` with, or `left`."""
        pattern = re.compile(rf"{re.escape(self._path.name)}\.emergency-\d{{8}}T\d{{6}}Z-\w+")
        for folder in self._folders:
            names: list[str] = []
            with suppress(OSError):
                names = sorted(
                    name for name in self._files.names(folder) if pattern.fullmatch(name)
                )
            for copy in (folder / name for name in names):
                found = self._recover(copy) if copy != self._own else None
                if found is not None:
                    yield found

    def _recover(self, copy: Path) -> Recovered | None:
        held = ExitStack()
        leave = partial(_release, held)
        try:
            held.enter_context(self._files.lock(_lock(copy), 0))
            snapshot = self._files.read(copy)
            pending = None if snapshot is None else _parse(snapshot.data, self._path)
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
            file.publish(data, self._files.read(copy))
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


@dataclass(frozen=True, slots=True)
class Recovered:
    """A copy that another instance left."""

    path: Path
    pending: Pending | None
    """None: it cannot be understood."""
    damage: str
    done: Callable[[], None]
    """Takes the copy away, once what it holds is safe elsewhere."""
    leave: Callable[[], None]
    """Lets it be, for another time."""


def _lock(copy: Path) -> Path:
    return copy.with_name(f".{copy.name}.lock")


def _release(held: ExitStack) -> None:
    with suppress(OSError):
        held.close()


def _format(pending: Pending, path: Path) -> bytes:
    entries: list[object] = []
    for key, change in pending.changes.items():
        if isinstance(change, Put):
            before = pending.before.get(key)
            entries.append(
                {
                    "after": format_bookmark(change.bookmark),
                    "before": None if before is None else format_bookmark(before),
                    "yields": change.yields,
                }
            )
        else:
            entries.append(
                {
                    "at": timestamp(change.at),
                    "removed": format_bookmark(change.removed),
                    "seen": format_bookmark(change.seen),
                }
            )
    return encode({"changes": entries, "file": str(path), "version": VERSION})


def _parse(data: bytes, path: Path) -> Pending | None:
    """Read a copy; None if it belongs to another file. Raises ValueError."""
    document = decode(data)
    if not isinstance(document, dict) or not isinstance(document.get("changes"), list):
        raise DamagedError("it has no list “changes”")
    if document.get("file") != str(path):
        return None
    if document.get("version") != VERSION:
        raise DamagedError("it is of another version of the reader")
    changes: dict[str, Change] = {}
    known: dict[str, Bookmark] = {}
    for entry in document["changes"]:
        if not isinstance(entry, dict):
            raise DamagedError("a change is no object")
        if "after" in entry:
            after = parse_bookmark(entry["after"])
            changes[after.id] = Put(after, entry.get("yields") is True)
            before = entry.get("before")
        else:
            before = entry.get("seen")
            seen = parse_bookmark(before)
            removed = parse_bookmark(entry.get("removed"))
            changes[seen.id] = Delete(instant(str(entry.get("at"))), seen=seen, removed=removed)
        if before is not None:
            known[parse_bookmark(before).id] = parse_bookmark(before)
    return Pending(changes, known)
