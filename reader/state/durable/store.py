"""The records of one of the owner's files: in memory, on disk, in step with other instances."""

from __future__ import annotations

import hashlib
import re
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Generic

from reader.errors import ReaderError
from reader.state.durable.conflict import copies_of
from reader.state.durable.contents import (
    VERSION,
    Contents,
    ContentsWriter,
    parse_contents,
    salvage,
    united,
    usable,
)
from reader.state.durable.emergency import EmergencyCopy, Pending, format_pending
from reader.state.durable.files import DiskFiles, FileLayer, WrittenFile, WrittenSignature
from reader.state.durable.json_file import JsonFile, Pieces
from reader.state.durable.json_text import DamagedError
from reader.state.durable.merge import Change, Delete, Put, apply, merge_records, rebase
from reader.state.durable.order import Ordered
from reader.state.durable.record import R, RecordForm, instant, timestamp

_TICK = timedelta(milliseconds=1)
_BLANK = re.compile(rb"[\0 \t\r\n]*")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Problems and events that the owner should know of, one line each. Not yet safe to show."""

    notices: tuple[str, ...] = ()


def utc_now() -> datetime:
    return datetime.now(UTC)


def random_id() -> str:
    return uuid.uuid4().hex


class RecordStore(Generic[R]):
    """Records of one kind, in memory and on disk, for any thread.

    Each change is in memory at once and then on disk before the method returns. If the disk
    refuses, the method raises ReaderError, the change stays in memory (`unsaved`) and in an
    emergency copy, and goes out with the next save, whoever asks for it, or with the next
    instance. What other instances wrote meanwhile is merged in.

    A file that cannot be understood is never changed: that is a refusal, too, until it is mended
    or gone. Shown is meanwhile the last good copy, with what can be read of the file.
    """

    def __init__(
        self,
        form: RecordForm[R],
        path: Path,
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        files: FileLayer | None = None,
        emergency: Sequence[Path] = (),
    ) -> None:
        """`emergency`: folders of which the first that can takes what `path` refuses."""
        layer = files or DiskFiles()
        self._form = form
        self._files = layer
        self._file = JsonFile(path, layer)
        self._clock = clock
        self._new_id = new_id
        self._emergency = EmergencyCopy(form, path, emergency, layer, clock, random_id)
        self._writer = ContentsWriter(form)
        self._lock = threading.RLock()
        self._base: Contents[R] = Contents()
        """The contents of the disk, as far as they are known."""
        self._digest = b""
        """Digest of the bytes that `_base` was read from, or written to."""
        self._conflicts: dict[Path, WrittenSignature] = {}
        """Copies of the file that are part of `_base`, and not yet of the file itself."""
        self._changes: dict[str, Change[R]] = {}
        self._records: dict[str, R] = {}
        """Replaced, never changed: what only reads needs no lock, and waits for no disk."""
        self._ordered = Ordered(form.order)
        self._unseen: dict[R, R] = {}
        """Records that others had changed unknown to us when we removed them; for `restore`."""
        self._signature: WrittenSignature | None = None
        self._unsettled = False
        """A change was asked for, or published, that may not outlast a power cut yet."""
        self._damage = ""
        """Why the file cannot be understood; empty: it can."""
        self._notices: deque[str] = deque()
        self._told_of: Path | None = None
        """The emergency copy that a notice was about last."""

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        """The file was written by a newer version of the reader, or cannot be understood."""
        return self._base.is_newer or bool(self._damage)

    @property
    def trouble(self) -> str:
        """Why nothing can be written to the file for now, and what to do; empty if it can."""
        if self._base.is_newer:
            return str(self._newer())
        return str(self._unintelligible()) if self._damage else ""

    @property
    def unsaved(self) -> bool:
        """Something is in memory only, because the last save failed."""
        return self._unsettled

    @property
    def kept_in(self) -> Path | None:
        """The emergency copy of all that is `unsaved`, if a folder took one."""
        return self._emergency.path

    @property
    def records(self) -> Mapping[str, R]:
        """Records by id; another mapping after each change."""
        return self._records

    def all(self) -> tuple[R, ...]:
        """Records in the order of the file."""
        return self._ordered.of(self._records)

    def get(self, key: str) -> R | None:
        return self._records.get(key)

    # -- reading --------------------------------------------------------------------------

    def load(self) -> LoadReport:
        """Read the file, and write nothing.

        Raises ReaderError if it cannot be read at all; the store works on in memory.
        """
        with self._lock:
            self._read()
            return LoadReport(self.take_notices())

    def recover(self) -> None:
        """Save what instances which are gone could not; what comes of it is a notice."""
        with self._lock:
            if not self.read_only:
                self._recover()

    def waiting(self) -> tuple[Path, ...]:
        """Emergency copies of other instances: their changes are not in the file yet."""
        return self._emergency.waiting()

    def reload_if_changed(self) -> bool:
        """Pick up what was written by others or by hand; True if the records are others now.

        A file that cannot be understood just now (an editor may be in the middle of it) changes
        nothing, and is left alone. Raises ReaderError if the file may not be read at all.
        """
        with self._lock:
            if self._file.signature() == self._signature:
                return False
            before = self._records
            self._read(keep=True)
            return before != self._records

    def take_notices(self) -> tuple[str, ...]:
        """Notices that the owner was not yet given; each is handed out once."""
        notices = []
        with suppress(IndexError):
            while True:
                notices.append(self._notices.popleft())
        return tuple(notices)

    # -- changing -------------------------------------------------------------------------

    def add(self, record: R) -> R:
        """Keep a new record; id and times are filled in where empty. Raises ReaderError."""
        return self.add_all((record,))[0]

    def add_all(self, records: Iterable[R]) -> tuple[R, ...]:
        """Keep new records in one save, all or none of them. Raises ReaderError."""
        with self._lock:
            self._check_known()
            now = timestamp(self._clock())
            added = tuple(self._filled(record, now) for record in records)
            keys = {record.id for record in added}
            if len(keys) < len(added) or not keys.isdisjoint(self._records):
                raise ValueError("there is one with this id already")
            self._change({record.id: Put(record) for record in added})
            return added

    def restore(self, record: R) -> R:
        """Undo a removal; what came back by itself meanwhile stays as it is. Raises ReaderError.

        Of a record that others had changed before it was removed, unknown to this instance,
        their changes come back too.
        """
        self.restore_all((record,))
        return self._records.get(record.id, record)

    def restore_all(self, records: Iterable[R]) -> None:
        """Restore many records in one save, as `restore` does one. Raises ReaderError."""
        with self._lock:
            self._check_known()
            lost = [record for record in records if record.id not in self._records]
            versions = [self._stamped(self._unseen.get(record, record)) for record in lost]
            self._change({record.id: Put(record, yields=True) for record in versions})

    def remove(self, key: str) -> R:
        """Take a record away and return it, for `restore`. Raises ReaderError."""
        removed = self.remove_all((key,))
        if not removed:
            raise ReaderError("it is gone already", path=self.path)
        return removed[0]

    def remove_all(self, keys: Iterable[str]) -> tuple[R, ...]:
        """Take those away that are there, in one save; they are returned. Raises ReaderError."""
        with self._lock:
            self._check_known()
            now = self._clock()
            known = [self._records[key] for key in keys if key in self._records]
            self._change(
                {
                    record.id: Delete(
                        max(now, instant(record.updated)), seen=record, removed=record
                    )
                    for record in known
                }
            )
            return tuple(known)

    def put_all(self, records: Iterable[R]) -> None:
        """Keep new ones, and changed versions of those that are there, as they are given.

        In one save. Raises ReaderError.
        """
        with self._lock:
            self._check_known()
            now = timestamp(self._clock())
            filled = [self._filled(record, now) for record in records]
            known = self._records
            self._change({r.id: Put(self._stamped(r) if r.id in known else r) for r in filled})

    def update(self, record: R, original: R | None = None) -> R:
        """Keep a changed version, stamped with the time; also if it was removed meanwhile.

        `original` is the version that was changed: with it, what others changed since then is
        merged in. Returns the record as it stands after that. Raises ReaderError.
        """
        with self._lock:
            self._check_known()
            stamped = self._merged(record, original)
            self._change({record.id: Put(stamped)})
            return self._records.get(record.id, stamped)

    def update_all(self, versions: Iterable[tuple[R, R]]) -> None:
        """Update many records, each with the version that was changed; what is gone stays gone.

        In one save. Raises ReaderError.
        """
        with self._lock:
            self._check_known()
            known = self._records
            merged = [self._merged(*each) for each in versions if each[0].id in known]
            self._change({record.id: Put(record) for record in merged})

    def _merged(self, record: R, original: R | None) -> R:
        if original is not None:
            known = self._records.get(record.id, record)
            record = merge_records(self._form, original, record, known)
        return self._stamped(record)

    def refresh_all(self, records: Iterable[R]) -> None:
        """Keep versions that say nothing new, such as what an article is called now. In one save.

        They decide no conflict and make no record the later version; what is gone stays gone.
        Raises ReaderError.
        """
        with self._lock:
            self._check_known()
            known = self._records
            self._change({r.id: Put(r, yields=True) for r in records if r.id in known})

    def save(self) -> None:
        """Write what is `unsaved`, if anything is. Raises ReaderError; nothing is lost by that."""
        with self._lock:
            if self.unsaved:
                self._check_known()
                self._save()

    def pending(self) -> bytes:
        """Changes that are `unsaved`, as an emergency copy has them; to be told if it has none."""
        with self._lock:
            return format_pending(self._form, self._pending(), self.path)

    def _filled(self, record: R, now: str) -> R:
        self._form.check(record)
        return replace(
            record,
            id=record.id or self._new_id(),
            created=record.created or now,
            updated=record.updated or now,
        )

    def _stamped(self, record: R) -> R:
        known = self._records.get(record.id, record)
        # A clock that was set back must not make this version the earlier one.
        soonest = max(instant(record.updated), instant(known.updated)) + _TICK
        return replace(record, updated=timestamp(max(self._clock(), soonest)))

    def _change(self, changes: Mapping[str, Change[R]]) -> None:
        if changes:
            self._unsettled = True
            self._changes.update(changes)
            self._records = apply(self._records, changes)
            self._save()

    def _check_known(self) -> None:
        """Raise ReaderError if the file is of a later version: then not even memory changes."""
        if self._base.is_newer:
            raise self._newer()

    def _newer(self) -> ReaderError:
        return self._file.newer("update the reader, or choose another file with --bookmarks")

    # -- saving ---------------------------------------------------------------------------

    def _save(self) -> None:
        try:
            self._write()
        except ReaderError:
            self._keep_elsewhere()
            raise
        self._emergency.discard()

    def _pending(self) -> Pending[R]:
        known = self._base.records
        before = {key: known[key] for key in self._changes if key in known}
        return Pending(self._changes, before)

    def _keep_elsewhere(self) -> None:
        if not self._changes:
            return
        self._emergency.write(self._pending())
        copy = self._emergency.path
        if copy is not None and copy != self._told_of:
            self._told_of = copy
            self._notices.append(
                f"What cannot be saved for now is kept in {copy} (it belongs in {self.path})"
            )

    def _write(self) -> None:
        state = self._base

        def make() -> tuple[Pieces, WrittenFile | None]:
            nonlocal state
            seen = self._read_to_write()
            self._check_known()
            state = replace(self._base, records=self._records, merged=())
            return self._writer.format(state, self.all()), seen

        with self._file.locked():
            pieces, signature = self._file.rewrite(make)
            # From here the others see it: it is no longer a change of ours to be made again.
            self._base, self._changes, self._signature = state, {}, signature
            self._digest = _digest(pieces)
            self._unsettled = True
            self._file.settle(pieces)
            self._unsettled = False
            self._put_away_conflicts()

    def _read_to_write(self) -> WrittenFile | None:
        """Adopt the contents of the disk; None: no file. The lock is held.

        Raises ReaderError for a file that cannot be understood.
        """
        snapshot = self._file.read()
        if snapshot is None or _is_blank(snapshot):
            self._keep_bad_copy()
            self._replace_lost(snapshot)
        else:
            try:
                self._adopt(snapshot.data)
            except DamagedError as error:
                self._show_damaged(snapshot.data, error, keep=True)
                raise self._unintelligible() from None
        return snapshot

    def _keep_bad_copy(self) -> None:
        """Move a useless copy out of the way of the next one. The lock is held."""
        data = self._file.read_backup()
        if data is not None and usable(self._form, data) is None:
            aside = self._file.set_aside(self._file.backup, "damaged", self._clock())
            self._notices.append(f"The last good copy was damaged too; it is kept as {aside}")

    def _put_away_conflicts(self) -> None:
        """Put copies aside whose contents are in the file now. The lock is held."""
        for path, signature in self._conflicts.items():
            with suppress(OSError, ReaderError):
                if self._files.signature(path) == signature:
                    aside = self._file.set_aside(path, "merged", self._clock())
                    self._notices.append(f"{path.name} is merged into {self.path}; kept as {aside}")
        self._conflicts = {}

    def _recover(self) -> None:
        """Make the changes that instances which are gone could not save."""
        found = []
        for copy in self._emergency.others():
            if copy.pending is None:
                copy.leave()
                self._notices.append(
                    f"An emergency copy cannot be understood ({copy.damage}): {copy.path}"
                )
                continue
            changes = rebase(self._form, copy.pending.before, self._records, copy.pending.changes)
            self._changes.update(changes)
            self._records = apply(self._records, changes)
            found.append(copy)
        if not found:
            return
        names = ", ".join(str(copy.path) for copy in found)
        try:
            self._save()
            self._notices.append(f"What could not be saved before is in {self.path} now ({names})")
        except ReaderError as error:
            self._unsettled = True
            self._notices.append(f"What could not be saved before still waits: {error} ({names})")
        is_safe = not self._changes or self._emergency.path is not None
        for copy in found:
            (copy.done if is_safe else copy.leave)()

    # -- what is on disk ------------------------------------------------------------------

    def _read(self, *, keep: bool = False) -> None:
        """Adopt the file as it is; without one that can be understood, what is left of it.

        With `keep` what is known already stays, where the file is gone or damaged meanwhile.
        """
        snapshot = self._file.read()
        self._signature = snapshot.signature if snapshot else None
        if snapshot is None or _is_blank(snapshot):
            if not keep:
                self._replace_lost(snapshot)
            return
        try:
            self._adopt(snapshot.data, with_conflicts=True)
        except DamagedError as error:
            self._show_damaged(snapshot.data, error, keep=keep)

    def _replace_lost(self, snapshot: WrittenFile | None) -> None:
        """Go on from the last good state, and say so."""
        good = self._last_good()
        if good.records:
            what = "is missing" if snapshot is None else "is blank"
            self._notices.append(
                f"{self.path.name} {what}; the last good copy {self._file.backup} is used"
            )
        self._damage = ""
        self._digest = b""
        self._settle_on(good)

    def _show_damaged(self, data: bytes, error: DamagedError, *, keep: bool) -> None:
        """Leave the file as it is, and show what is known; told once for each damage."""
        if str(error) != self._damage:
            self._damage = str(error)
            self._notices.append(str(self._unintelligible()))
        if not keep:
            self._digest = b""
            self._settle_on(united(self._form, self._last_good(), salvage(self._form, data)))

    def _unintelligible(self) -> ReaderError:
        return ReaderError(
            f"{self.path.name} cannot be understood: {self._damage}; nothing is written to it",
            hint=f"mend {self.path}, or rename it: then the last good copy is used",
        )

    def _last_good(self) -> Contents[R]:
        """Contents of the copy on disk, with what this instance saw last."""
        data = self._file.read_backup()
        copy = None if data is None else usable(self._form, data)
        if copy is None:
            return self._base
        return replace(united(self._form, self._base, copy), version=VERSION, merged=())

    def _adopt(self, data: bytes, *, with_conflicts: bool = False) -> None:
        """Take these bytes, and the copies beside the file, for what is on disk.

        Raises DamagedError.
        """
        digest = _digest((data,))
        if digest == self._digest and not self._damage and not with_conflicts:
            return
        contents = parse_contents(self._form, data)
        if not contents.is_newer:
            contents = self._with_conflicts(contents)
        self._damage = ""
        told = {*self._base.notices, *self._base.merged}
        new = (each for each in (*contents.merged, *contents.notices) if each not in told)
        self._notices.extend(f"{self.path.name}: {notice}" for notice in new)
        if contents.is_newer and not self._base.is_newer:
            self._notices.append(
                f"{self.path.name} was written by a newer version of the reader (file version "
                f"{contents.version}); it is open read-only ({self.path})"
            )
        self._settle_on(contents)
        self._digest = digest

    def _with_conflicts(self, contents: Contents[R]) -> Contents[R]:
        """Contents of the file and of copies that synchronising programs put beside it."""
        target = self._file.target
        conflicts = {}
        with suppress(OSError):
            for name in copies_of(target.name, self._files.names(target.parent)):
                snapshot = self._files.read(target.with_name(name))
                other = None if snapshot is None else usable(self._form, snapshot.data)
                if snapshot is None or other is None:
                    told = f"{name} beside it cannot be understood, and is left alone"
                    contents = replace(contents, notices=(*contents.notices, told))
                    continue
                contents = united(self._form, contents, other)
                conflicts[target.with_name(name)] = snapshot.signature
        self._conflicts = conflicts
        if conflicts:
            names = ", ".join(path.name for path in conflicts)
            told = f"shown together with {names}, and so saved with your next change"
            contents = replace(contents, merged=(*contents.merged, told))
        return contents

    def _settle_on(self, contents: Contents[R]) -> None:
        """Take `contents` for what is on disk, with this instance's own changes upon it."""
        self._changes = rebase(self._form, self._base.records, contents.records, self._changes)
        for change in self._changes.values():
            if isinstance(change, Delete) and change.removed != change.seen:
                self._unseen[change.seen] = change.removed
        self._records = apply(contents.records, self._changes)
        self._base = contents


def _digest(pieces: Pieces) -> bytes:
    digest = hashlib.sha256(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def _is_blank(snapshot: WrittenFile) -> bool:
    """Whether there is not a word in it: what a crash may leave."""
    blank = _BLANK.match(snapshot.data)
    return blank is not None and blank.end() == len(snapshot.data)
