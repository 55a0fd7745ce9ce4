"""Which articles change on disk, while they do.

The system tells. Where it cannot, because it has no watch left to give or the files are on another
machine, the folders are looked through again and again.
"""

from __future__ import annotations

import os
import stat
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Literal, Protocol, TypeVar

from reader.library.files.companions import companions_of, lies_in_companion
from reader.library.files.discover import is_article, walk
from reader.library.files.poll import Poll, is_remote
from reader.library.files.system_watch import (
    ADDED,
    DELETED,
    RawChange,
    SystemWatcher,
    folders_to_watch,
)
from reader.text.safe import clean_line

PULSE = 0.4
"""Seconds between two looks at whether the roots themselves are still there."""
MANY = 2_000
"""Changes at once from which on a folder is named instead of what is in it."""
_TRIES = 3
_CHANGING = (FileNotFoundError, PermissionError, NotADirectoryError)
"""Folders come and go while they are looked for."""

T = TypeVar("T")


class Watcher(Protocol):
    """The part of a `SystemWatcher` that is used here."""

    def wait(self, seconds: float) -> set[RawChange]: ...

    def close(self) -> None: ...


class WatchError(Exception):
    """A watcher is of no use, for whatever reason."""


@dataclass(frozen=True, slots=True)
class System:
    """The system that the watching is built on."""

    watcher: Callable[[Sequence[str], Event], Watcher] = SystemWatcher
    """Watches folders until the event. May raise, as its methods may, whatever it likes."""
    is_remote: Callable[[Path], bool] = is_remote
    clock: Callable[[], float] = time.monotonic
    """Seconds."""


def changes(
    roots: Iterable[Path],
    stop: Event,
    *,
    notice: Callable[[str], None] = lambda _: None,
    system: System | None = None,
) -> Iterator[frozenset[Path]]:
    """Yield changes at or under the roots as they happen, until `stop` is set; blocks meanwhile.

    The first set is empty: from then on nothing is missed. In those that follow, a path is
    - an article, new or changed;
    - gone: an article, or a folder with all that was under it;
    - a folder that is there: anything under it may have changed.

    Hidden files and what `discover.walk` would pass over are left out. A root may be a file, and
    any of them may vanish and come back. A save is told within a second where the system tells of
    it. Raises nothing for what is wrong with files or with the watcher; `notice` gets one line,
    once, if there is polling where watching was to be expected.
    """
    watch = _Watch(roots, stop, notice, system or System())
    try:
        watch.begin()
        yield frozenset()
        while not stop.is_set():
            changed = watch.wait()
            if changed and not stop.is_set():
                yield changed
    finally:
        watch.close()


class _Watch:
    def __init__(
        self, roots: Iterable[Path], stop: Event, notice: Callable[[str], None], system: System
    ) -> None:
        self._roots = {Path(os.path.normpath(root.absolute())): _identity(root) for root in roots}
        self._stop = stop
        self._notice = notice
        self._system = system
        self._watcher: Watcher | None = None
        self._watched: frozenset[str] = frozenset()
        self._unnamed: frozenset[Path] = frozenset()
        """Folders of which watchfiles cannot tell, since their names are no UTF-8."""
        self._avoids = False
        """Whether those with such names in them count as well."""
        self._late: set[RawChange] = set()
        """Changes that a watcher which was replaced had still to report."""
        self._failures = 0
        self._may_watch = True
        self._polls: dict[Path, Poll] = {}
        self._remote: dict[Path, bool] = {}
        self._reals = {root: Path(os.path.realpath(root)) for root in self._roots}

    def begin(self) -> None:
        self._watch_folders()

    def close(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            with suppress(WatchError):
                _asked(watcher.close)

    def wait(self) -> frozenset[Path]:
        """Paths that have changed; empty if nothing has for a while."""
        raw = self._events()
        changed = self._changed_roots()
        came: set[Path] = set()
        if raw is None or len(raw) >= MANY:
            changed.update(self._folders())
            renew = True
        else:
            news = self._read(raw)
            changed |= news.changed
            came, renew = news.came, news.renew
        if renew or not changed.isdisjoint(self._roots):
            self._watch_folders()
        for folder in came:  # once they are watched
            changed.update(self._opened(folder))
        return frozenset(changed | self._polled())

    # -- the system -----------------------------------------------------------------------

    def _events(self) -> set[RawChange] | None:
        """Changes that the system reports; None if it lost count."""
        late, self._late = self._late, set()
        watcher = self._watcher
        if watcher is None:
            self._stop.wait(PULSE)
            return late
        try:
            told = _asked(lambda: watcher.wait(PULSE))
        except WatchError as error:  # as for a name that is no UTF-8: it is of no use any more
            self._failures += 1
            if self._failures == _TRIES:
                self._avoid_names(str(error))
            return None
        self._failures = 0
        return late | told

    def _avoid_names(self, reason: str) -> None:
        """Look through the folders that have names which are no UTF-8; if that cannot help, all."""
        found = folders_to_watch(self._folders(), self._stop, avoids=True)
        if self._avoids or not any(is_odd for _, is_odd in found):
            self._poll_instead(reason)
        self._avoids, self._failures = True, 0

    def _watch_folders(self) -> None:
        """Watch the folders there are now, and only then let go of those before."""
        before, self._watcher = self._watcher, None
        local: list[Path] = []
        for root in self._folders():
            if self._is_polled(root):
                self._polls.setdefault(root, Poll())
            else:
                local.append(root)
        try:
            self._open(local)
        except WatchError as error:
            self._poll_instead(str(error))
        if before is not None:
            self._late |= _rest(before)

    def _open(self, roots: Sequence[Path]) -> None:
        """Begin to watch. Raises WatchError if the system has no watch to give."""
        for attempt in range(_TRIES):
            folders = dict(folders_to_watch(roots, self._stop, avoids=self._avoids))
            self._watched = frozenset(folder for folder, is_odd in folders.items() if not is_odd)
            self._unnamed = frozenset(Path(folder) for folder, is_odd in folders.items() if is_odd)
            if not self._watched or self._stop.is_set():
                return
            named = sorted(self._watched)
            try:
                self._watcher = _asked(lambda: self._system.watcher(named, self._stop))  # noqa: B023 - called here
            except WatchError as error:
                if attempt == _TRIES - 1 or not isinstance(error.__cause__, _CHANGING):
                    raise
            else:
                return

    def _is_polled(self, root: Path) -> bool:
        if root not in self._remote:
            self._remote[root] = self._system.is_remote(root)
        return self._remote[root] or not self._may_watch

    def _poll_instead(self, reason: str) -> None:
        self._watched, self._unnamed = frozenset(), frozenset()
        if self._may_watch:
            self._notice(
                "changes on disk are seen some seconds late only: folders cannot be watched "
                f"({clean_line(reason)})"
            )
        self._may_watch = False
        for root in self._folders():
            self._polls.setdefault(root, Poll())

    def _polled(self) -> set[Path]:
        now = self._system.clock
        for folder in self._unnamed:
            self._polls.setdefault(folder, Poll())
        due = [root for root in (*self._folders(), *self._unnamed) if root in self._polls]
        return {root for root in due if self._polls[root].has_changed(root, self._stop, now)}

    # -- what its words mean --------------------------------------------------------------

    def _folders(self) -> list[Path]:
        return [root for root, identity in self._roots.items() if _is_folder(identity)]

    def _changed_roots(self) -> set[Path]:
        now = {root: _identity(root) for root in self._roots}
        changed = {root for root in now if now[root] != self._roots[root]}
        self._roots = now
        return changed

    def _read(self, raw: Collection[RawChange]) -> _News:
        news = _News()
        kinds: defaultdict[Path, set[int]] = defaultdict(set)
        for kind, name in raw:
            news.renew = news.renew or (kind == DELETED and name in self._watched)
            kinds[self._as_named(Path(name))].add(kind)
        for path, what in kinds.items():
            if path in self._roots:
                if DELETED in what:
                    news.changed.add(path)
                    news.renew = True
            elif self._is_visible(path):
                self._read_one(path, what, news)
        return news

    def _read_one(self, path: Path, what: Collection[int], news: _News) -> None:
        found = _what_is_at(path)
        if found in ("file", "gone") and (ADDED in what or DELETED in what):
            # With its page a folder becomes one of parts, and without it is one of articles again.
            news.changed.update(_companions(path))
        if found == "folder":
            news.renew = news.renew or ADDED in what
            if DELETED in what:  # another folder than the one that was there
                news.changed.add(path)
            elif ADDED in what:
                news.came.add(path)
        elif found == "gone":
            # What came and went at once was an editor's own.
            if is_article(path) or ADDED not in what:
                news.changed.add(path)
        elif found == "file" and is_article(path):
            news.changed.add(path)

    def _as_named(self, path: Path) -> Path:
        """The path under the roots as they are named: macOS reports where a file really is."""
        for root in self._roots:
            if path.is_relative_to(root):
                return path
        for root, real in self._reals.items():
            if path.is_relative_to(real):
                return root / path.relative_to(real)
        return path

    def _is_visible(self, path: Path) -> bool:
        """Whether the path is under a root, and neither hidden nor part of a page, nor in such."""
        for root in self._roots:
            if path.is_relative_to(root):
                parts = path.relative_to(root).parts
                if not any(part.startswith(".") for part in parts):
                    return not lies_in_companion(path, self._roots)
        return False

    def _opened(self, folder: Path) -> Collection[Path]:
        """The articles in a folder that came; itself, if there are many."""
        if lies_in_companion(folder, self._roots):
            return ()
        articles = list(islice(walk([folder], cancelled=self._stop.is_set), MANY))
        return articles if len(articles) < MANY else (folder,)


@dataclass(slots=True)
class _News:
    """The meaning of a set of events."""

    changed: set[Path] = field(default_factory=set)
    came: set[Path] = field(default_factory=set)
    """Folders."""
    renew: bool = False
    """Other folders are to be watched."""


def _asked(question: Callable[[], T]) -> T:
    """The answer of a watcher. Raises WatchError for whatever it raises."""
    try:
        return question()
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception; polling does as well
        raise WatchError(str(error) or type(error).__name__) from error


def _rest(watcher: Watcher) -> set[RawChange]:
    """Close the watcher; return what it has seen and not reported."""
    told: set[RawChange] = set()
    with suppress(WatchError):
        told = _asked(lambda: watcher.wait(0))
    with suppress(WatchError):
        _asked(watcher.close)
    return told


def _companions(page: Path) -> Iterator[Path]:
    """The folders of a page's parts that there are beside it."""
    for name in companions_of(page.name):
        folder = page.parent / name
        if _what_is_at(folder) == "folder":
            yield folder


def _what_is_at(path: Path) -> Literal["folder", "file", "link", "gone"]:
    """`link`: to a folder, which is not followed."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return "link" if stat.S_ISDIR(path.stat().st_mode) else "file"
    except OSError:
        return "gone"
    return "folder" if stat.S_ISDIR(mode) else "file"


_Identity = tuple[int, ...] | None
_FOLDER_FIELDS = 2


def _identity(root: Path) -> _Identity:
    """Changes when a file does, and when a folder is replaced by another."""
    try:
        status = root.stat()
    except OSError:
        return None
    which = (status.st_dev, status.st_ino)
    if stat.S_ISDIR(status.st_mode):
        return which
    return (*which, status.st_size, status.st_mtime_ns)


def _is_folder(identity: _Identity) -> bool:
    return identity is not None and len(identity) == _FOLDER_FIELDS
