"""A JSON document on disk that is always its old state or its new one, whole.

A save serialises to bytes, writes them to a temporary file beside the real file (symbolic links
followed), syncs, renames, syncs the folder, and then leaves a second copy, written the same way,
at `NAME.bak`. All of it happens under a lock on `.NAME.lock`, which stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from reader.errors import ReaderError
from reader.state.durable.files import FileLayer, WrittenFile, WrittenSignature, explain, move_aside

Pieces: TypeAlias = Sequence[bytes]
"""The bytes of a file, one after the other: a large file is never made in one go, which would hold
the interpreter."""
LOCK_SECONDS = 10.0
_NEW_MODE = 0o600
_RETRIES = 5
"""How often a save begins again because an editor changed the file under it."""


class JsonFile:
    """A document's file, its lock, its last good copy. Every method raises only ReaderError."""

    def __init__(self, path: Path, files: FileLayer, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self.path = path
        self._files = files
        self._lock_seconds = lock_seconds
        self._swept = False

    @property
    def target(self) -> Path:
        """The real file: a link in a dotfiles folder stays a link."""
        try:
            return self.path.resolve()
        except (OSError, RuntimeError):
            raise ReaderError("the symbolic links lead in a circle", path=self.path) from None

    @property
    def backup(self) -> Path:
        target = self.target
        return target.with_name(f"{target.name}.bak")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock that all instances share; makes the folder if it is missing."""
        target = self.target
        lock = target.with_name(f".{target.name}.lock")
        try:
            self._files.make_folder(target.parent)
        except OSError as error:
            raise explain(error, target.parent, "made") from error
        try:
            held = self._files.lock(lock, self._lock_seconds)
            held.__enter__()
        except TimeoutError:
            hint = f"close it, or wait; the lock is {lock}"
            raise ReaderError("another program holds the file", path=target, hint=hint) from None
        except OSError as error:
            raise explain(error, lock, "locked") from error
        try:
            yield
        finally:
            # A failure to let go must not turn a finished save into a failed one: the lock ends
            # with the process at the latest.
            with suppress(OSError):
                held.__exit__(None, None, None)

    def signature(self) -> WrittenSignature | None:
        target = self.target
        try:
            return self._files.signature(target)
        except OSError as error:
            raise explain(error, target, "read") from error

    def read(self) -> WrittenFile | None:
        """The file as it is, or None if there is none."""
        return self._read(self.target)

    def read_backup(self) -> bytes | None:
        """The last good copy, or None if there is none.

        One that cannot be read is an error, not an absence: a save would write over it.
        """
        snapshot = self._read(self.backup)
        return snapshot.data if snapshot else None

    def publish(self, pieces: Pieces, seen: WrittenFile | None) -> WrittenSignature | None:
        """Put `pieces` in the file's place, for every other process to see. Under the lock only.

        Returns None, with nothing changed, if the file is no longer as it was `seen`: an editor
        does not ask for the lock. What was published may not survive a power cut until `settle`.
        """
        target = self.target
        if seen and not seen.mode & 0o222:
            hint = "make it writable, or choose another with --bookmarks"
            raise ReaderError("is write-protected", path=target, hint=hint)
        self._sweep(target)
        try:
            mode = seen.mode if seen else _NEW_MODE
            temporary, signature = self._write_beside(target, pieces, mode)
            try:
                if self._files.signature(target) != (seen.signature if seen else None):
                    self._files.remove(temporary)
                    return None
                self._files.replace(temporary, target)
            except OSError:
                self._discard(temporary)
                raise
        except OSError as error:
            raise explain(error, target, "saved") from error
        return signature

    def rewrite(
        self, make: Callable[[], tuple[Pieces, WrittenFile | None]]
    ) -> tuple[Pieces, WrittenSignature]:
        """Publish what `make` makes of the file as it is then, given with it. Under the lock only.

        Anew if the file changes meanwhile; returns what was published.
        """
        for _ in range(_RETRIES):
            pieces, seen = make()
            signature = self.publish(pieces, seen)
            if signature is not None:
                return pieces, signature
        hint = "it will be tried again with the next change"
        raise ReaderError("is being changed by another program", path=self.path, hint=hint)

    def newer(self, hint: str) -> ReaderError:
        """Why a file of a version that is not known here is not written."""
        what = "was written by a newer version of the reader and is open read-only"
        return ReaderError(what, path=self.path, hint=hint)

    def settle(self, pieces: Pieces) -> None:
        """Make what was published outlast a power cut, and keep a copy of it. Under the lock."""
        target = self.target
        try:
            self._files.sync_folder(target.parent)
        except OSError as error:
            raise explain(error, target, "saved for certain") from error
        backup = self.backup
        try:
            temporary, _ = self._write_beside(target, pieces, _NEW_MODE)
            try:
                self._files.replace(temporary, backup)
            except OSError:
                self._discard(temporary)
                raise
        except OSError as error:
            raise explain(error, backup, "saved") from error

    def set_aside(self, path: Path, label: str, moment: datetime) -> Path:
        """Move `target` or `backup` out of the way, whole, and say where to. Under the lock."""
        try:
            return move_aside(self._files, path, label, moment)
        except OSError as error:
            raise explain(error, path, "moved aside") from error

    def _read(self, path: Path) -> WrittenFile | None:
        try:
            return self._files.read(path)
        except OSError as error:
            raise explain(error, path, "read") from error

    def _write_beside(
        self, target: Path, pieces: Pieces, mode: int
    ) -> tuple[Path, WrittenSignature]:
        """Write a complete, synced temporary file in the folder of `target`."""
        handle, temporary = self._files.create(target.parent, f".{target.name}.", ".tmp")
        try:
            try:
                self._files.set_mode(handle, mode)
                for piece in pieces:
                    self._files.write(handle, piece)
                signature = self._files.sync(handle)
            finally:
                self._files.close(handle)
        except OSError:
            self._discard(temporary)
            raise
        return temporary, signature

    def _sweep(self, target: Path) -> None:
        """Take away what a killed process left: under the lock no temporary file is in use."""
        if self._swept:
            return
        leftover = re.compile(rf"\.{re.escape(target.name)}\.[a-z0-9_]{{8}}\.tmp")
        with suppress(OSError):
            for name in self._files.names(target.parent):
                if leftover.fullmatch(name):
                    self._files.remove(target.with_name(name))
            self._swept = True

    def _discard(self, path: Path) -> None:
        with suppress(OSError):
            self._files.remove(path)
