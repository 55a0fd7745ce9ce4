"""The bookmarks of the reader's owner: in memory, on disk, and in step with other instances."""

from __future__ import annotations

import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark, instant, reading_order, timestamp
from reader.state.durable.contents import Contents, format_contents, parse_contents, united, usable
from reader.state.durable.emergency import EmergencyCopy, Pending
from reader.state.durable.files import DiskFiles, FileLayer, Signature, Snapshot
from reader.state.durable.json_file import DamagedError, JsonFile
from reader.state.durable.merge import Change, Delete, Put, apply, merge_bookmark, rebase

_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the owner should know of the file, one line each. Data: not yet safe to show."""

    notices: tuple[str, ...] = ()


def utc_now() -> datetime:
    return datetime.now(UTC)


def random_id() -> str:
    return uuid.uuid4().hex


class BookmarkStore:
    """All bookmarks, for any thread.

    Each change is in memory at once and then on disk before the method returns. If the disk
    refuses, the method raises ReaderError, the change stays in memory (`unsaved`) and in an
    emergency copy, and goes out with the next save, whoever asks for it, or with the next
    instance. What other instances wrote meanwhile is merged in.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        files: FileLayer | None = None,
        emergency: Sequence[Path] = (),
    ) -> None:
        """`emergency`: folders of which the first that can takes what `path` refuses."""
        layer = files or DiskFiles()
        self._file = JsonFile(path, layer)
        self._clock = clock
        self._new_id = new_id
        self._emergency = EmergencyCopy(path, emergency, layer, clock, random_id)
        self._lock = threading.RLock()
        self._base = Contents()
        self._changes: dict[str, Change] = {}
        self._bookmarks: dict[str, Bookmark] = {}
        """Replaced, never changed: what only reads needs no lock, and waits for no disk."""
        self._unseen: dict[Bookmark, Bookmark] = {}
        """For `restore`: what others had made, unknown to us, of a bookmark that we removed."""
        self._signature: Signature | None = None
        self._unsettled = False
        """A change was asked for, or published, that may not outlast a power cut yet."""
        self._read_only = False
        self._notices: deque[str] = deque()

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def read_only(self) -> bool:
        """The file was written by a newer version of the reader."""
        return self._read_only

    @property
    def unsaved(self) -> bool:
        """Something is in memory only, because the last save failed."""
        return self._unsettled

    def all(self) -> tuple[Bookmark, ...]:
        """By article, in reading order."""
        return tuple(sorted(self._bookmarks.values(), key=reading_order))

    def for_article(self, ref: ArticleRef) -> tuple[Bookmark, ...]:
        """Those whose fingerprint, URL or path is the article's, in reading order."""
        found = [mark for mark in self._bookmarks.values() if mark.article.is_same(ref)]
        return tuple(sorted(found, key=lambda mark: (_spot(mark), mark.created, mark.id)))

    def get(self, key: str) -> Bookmark | None:
        return self._bookmarks.get(key)

    def load(self) -> LoadReport:
        """Read the file. Raises ReaderError if it cannot be read; the store works on in memory."""
        with self._lock:
            snapshot = self._file.read()
            if snapshot is None:
                self._replace_lost("is missing")
            else:
                self._signature = snapshot.signature
                try:
                    self._adopt(self._parse(snapshot))
                except DamagedError as error:
                    self._repair(error)
            if not self._read_only:
                self._recover()
            return LoadReport(self.take_notices())

    def reload_if_changed(self) -> bool:
        """Pick up what was written by others or by hand; True if the bookmarks are others now.

        A file that cannot be understood just now (an editor may be in the middle of it) changes
        nothing, and is left alone. Raises ReaderError if the file may not be read at all.
        """
        with self._lock:
            if self._file.signature() == self._signature:
                return False
            before = self._bookmarks
            snapshot = self._file.read()
            self._signature = snapshot.signature if snapshot else None
            if snapshot is None:
                return False
            try:
                self._adopt(self._parse(snapshot))
            except DamagedError as error:
                self._notices.append(
                    f"{self.path}: cannot be understood ({error}); your bookmarks as they were "
                    "are kept in memory"
                )
            return before != self._bookmarks

    def take_notices(self) -> tuple[str, ...]:
        """What the owner should know and was not yet told; each notice is handed out once."""
        notices = []
        with suppress(IndexError):
            while True:
                notices.append(self._notices.popleft())
        return tuple(notices)

    def add(self, bookmark: Bookmark) -> Bookmark:
        """Keep a new bookmark; id and times are filled in where empty. Raises ReaderError."""
        return self.add_all((bookmark,))[0]

    def add_all(self, bookmarks: Iterable[Bookmark]) -> tuple[Bookmark, ...]:
        """Keep new bookmarks in one save, all or none of them. Raises ReaderError."""
        with self._lock:
            self._check_writable()
            now = timestamp(self._clock())
            added = tuple(self._filled(bookmark, now) for bookmark in bookmarks)
            keys = {bookmark.id for bookmark in added}
            if len(keys) < len(added) or not keys.isdisjoint(self._bookmarks):
                raise ValueError("there is a bookmark with this id already")
            self._change({bookmark.id: Put(bookmark) for bookmark in added})
            return added

    def _filled(self, bookmark: Bookmark, now: str) -> Bookmark:
        if not bookmark.article.is_same(bookmark.article):
            raise ValueError("a bookmark has to name its article")
        return replace(
            bookmark,
            id=bookmark.id or self._new_id(),
            created=bookmark.created or now,
            updated=bookmark.updated or now,
        )

    def restore(self, bookmark: Bookmark) -> Bookmark:
        """Undo a removal; what came back by itself meanwhile stays as it is. Raises ReaderError.

        Of a bookmark that others had changed before it was removed, unknown to this instance,
        their changes come back too.
        """
        self.restore_all((bookmark,))
        return self._bookmarks.get(bookmark.id, bookmark)

    def restore_all(self, bookmarks: Iterable[Bookmark]) -> None:
        """The same for many in one save. Raises ReaderError."""
        with self._lock:
            self._check_writable()
            lost = [mark for mark in bookmarks if mark.id not in self._bookmarks]
            versions = [self._stamped(self._unseen.get(mark, mark)) for mark in lost]
            self._change({mark.id: Put(mark, yields=True) for mark in versions})

    def remove(self, key: str) -> Bookmark:
        """Take a bookmark away and return it, for `restore`. Raises ReaderError."""
        removed = self.remove_all((key,))
        if not removed:
            raise ReaderError("the bookmark is gone already", path=self.path)
        return removed[0]

    def remove_all(self, keys: Iterable[str]) -> tuple[Bookmark, ...]:
        """Take those away that are there, in one save; they are returned. Raises ReaderError."""
        with self._lock:
            self._check_writable()
            now = self._clock()
            known = [self._bookmarks[key] for key in keys if key in self._bookmarks]
            self._change(
                {
                    mark.id: Delete(max(now, instant(mark.updated)), seen=mark, removed=mark)
                    for mark in known
                }
            )
            return tuple(known)

    def put_all(self, bookmarks: Iterable[Bookmark]) -> None:
        """Keep new ones, and changed versions of those that are there, as they are given.

        In one save. Raises ReaderError.
        """
        with self._lock:
            self._check_writable()
            now = timestamp(self._clock())
            filled = [self._filled(bookmark, now) for bookmark in bookmarks]
            known = self._bookmarks
            self._change({m.id: Put(self._stamped(m) if m.id in known else m) for m in filled})

    def update(self, bookmark: Bookmark, original: Bookmark | None = None) -> Bookmark:
        """Keep a changed version, stamped with the time; also if it was removed meanwhile.

        `original` is the version that was changed: with it, what others changed since then is
        merged in. Returns the bookmark as it stands after that. Raises ReaderError.
        """
        with self._lock:
            self._check_writable()
            if original is not None:
                known = self._bookmarks.get(bookmark.id, bookmark)
                bookmark = merge_bookmark(original, bookmark, known)
            return self._put(bookmark)

    def refresh_all(self, bookmarks: Iterable[Bookmark]) -> None:
        """Keep versions that say nothing new, such as what an article is called now. In one save.

        They decide no conflict and make no bookmark the later version; what is gone stays gone.
        Raises ReaderError.
        """
        with self._lock:
            self._check_writable()
            known = self._bookmarks
            self._change({m.id: Put(m, yields=True) for m in bookmarks if m.id in known})

    def save(self) -> None:
        """Write what is `unsaved`, if anything is. Raises ReaderError; nothing is lost by that."""
        with self._lock:
            if self.unsaved:
                self._check_writable()
                self._save()

    def _put(self, bookmark: Bookmark) -> Bookmark:
        stamped = self._stamped(bookmark)
        self._change({bookmark.id: Put(stamped)})
        return self._bookmarks.get(bookmark.id, stamped)

    def _stamped(self, bookmark: Bookmark) -> Bookmark:
        known = self._bookmarks.get(bookmark.id, bookmark)
        # A clock that was set back must not make this version the earlier one.
        soonest = max(instant(bookmark.updated), instant(known.updated)) + _TICK
        return replace(bookmark, updated=timestamp(max(self._clock(), soonest)))

    def _change(self, changes: Mapping[str, Change]) -> None:
        if changes:
            self._unsettled = True
            self._changes.update(changes)
            self._bookmarks = apply(self._bookmarks, changes)
            self._save()

    def _check_writable(self) -> None:
        if self._read_only:
            raise self._file.newer("update the reader, or choose another file with --bookmarks")

    def _recover(self) -> None:
        """Make the changes that instances which are gone could not save."""
        found = []
        for copy in self._emergency.others():
            if copy.pending is None:
                copy.leave()
                self._notices.append(f"{copy.path}: an emergency copy, but {copy.damage}")
                continue
            changes = rebase(copy.pending.before, self._bookmarks, copy.pending.changes)
            self._changes.update(changes)
            self._bookmarks = apply(self._bookmarks, changes)
            found.append(copy)
        if not found:
            return
        names = ", ".join(str(copy.path) for copy in found)
        try:
            self._save()
            self._notices.append(f"{self.path}: has now what could not be saved before ({names})")
        except ReaderError as error:
            self._unsettled = True
            self._notices.append(f"{names}: not yet in your bookmarks: {error}")
        is_safe = not self._changes or self._emergency.path is not None
        for copy in found:
            (copy.done if is_safe else copy.leave)()

    def _save(self) -> None:
        try:
            self._write()
        except ReaderError:
            self._keep_elsewhere()
            raise
        self._emergency.discard()

    def _keep_elsewhere(self) -> None:
        if not self._changes:
            return
        before = {key: mark for key, mark in self._base.bookmarks.items() if key in self._changes}
        was_kept = self._emergency.path
        copy = self._emergency.write(Pending(self._changes, before))
        if copy is not None and copy != was_kept:
            self._notices.append(f"{self.path}: what cannot be saved for now is kept in {copy}")

    def _write(self) -> None:
        state = self._base

        def make() -> tuple[bytes, Snapshot | None]:
            nonlocal state
            seen = self._read_to_write()
            self._check_writable()
            state = replace(self._base, bookmarks=self._bookmarks)
            return format_contents(state), seen

        with self._file.locked():
            data, signature = self._file.rewrite(make)
            # From here the others see it: it is no longer a change of ours to be made again.
            self._base, self._changes, self._signature = state, {}, signature
            self._unsettled = True
            self._file.settle(data)
            self._unsettled = False

    def _read_to_write(self) -> Snapshot | None:
        """Under the lock: adopt what is on disk. A damaged file is moved aside; None: no file."""
        snapshot = self._file.read()
        if snapshot is None:
            self._keep_bad_copy()
            self._replace_lost("is missing")
            return None
        try:
            self._adopt(self._parse(snapshot))
        except DamagedError as error:
            self._keep_bad_copy()
            aside = self._file.set_aside(self._file.target, "damaged", self._clock())
            self._replace_lost(f"was damaged ({error}); it is kept as {aside}", always=True)
            return None
        return snapshot

    def _keep_bad_copy(self) -> None:
        """Under the lock: move a copy that is of no use out of the way of the next one."""
        data = self._file.read_backup()
        if data is not None and usable(data) is None:
            aside = self._file.set_aside(self._file.backup, "damaged", self._clock())
            self._notices.append(f"{self._file.backup}: was damaged too; it is kept as {aside}")

    def _parse(self, snapshot: Snapshot) -> Contents:
        """Raises DamagedError. An empty file is damaged, unless there never was another."""
        if snapshot.data or self._base.bookmarks or self._file.read_backup() is not None:
            return parse_contents(snapshot.data)
        return Contents()

    def _repair(self, damage: DamagedError) -> None:
        """Move the damaged file aside and write the last good state in its place, if possible."""
        try:
            self._save()
        except ReaderError as error:
            self._notices.append(f"{self.path}: is damaged ({damage}) and not yet mended: {error}")
            if not self._read_only:
                self._adopt(self._last_good())

    def _replace_lost(self, what: str, *, always: bool = False) -> None:
        """Go on from the last good state, and say so."""
        good = self._last_good()
        if good.bookmarks or always:
            source = f"the last good copy {self._file.backup} is used"
            told = source if good.bookmarks else "there is no good copy of it"
            self._notices.append(f"{self.path}: {what}; {told}")
        self._adopt(good)

    def _last_good(self) -> Contents:
        """What the copy on disk holds, with what this instance saw last."""
        data = self._file.read_backup()
        copy = None if data is None else usable(data)
        return united(copy, self._base) if copy else self._base

    def _adopt(self, contents: Contents) -> None:
        """Take `contents` for what is on disk, with this instance's own changes upon it."""
        self._changes = rebase(self._base.bookmarks, contents.bookmarks, self._changes)
        for change in self._changes.values():
            if isinstance(change, Delete) and change.removed != change.seen:
                self._unseen[change.seen] = change.removed
        self._bookmarks = apply(contents.bookmarks, self._changes)
        if contents.notices != self._base.notices:
            self._notices.extend(f"{self.path}: {notice}" for notice in contents.notices)
        if contents.is_newer and not self._read_only:
            self._notices.append(
                f"{self.path}: was written by a newer version of the reader (file version "
                f"{contents.version}); it is open read-only"
            )
        self._read_only = contents.is_newer
        self._base = contents


def _spot(bookmark: Bookmark) -> tuple[int, int]:
    place = bookmark.place
    return (place.block, place.offset) if place else (-1, -1)
