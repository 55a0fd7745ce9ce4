"""Searches that the reader's owner keeps, in `searches.json`.

    {
      "searches": [
        {"created": "2026-01-31T12:00:00.000Z", "id": "…", "name": "…", "query": "…"}
      ],
      "version": 1
    }

They stand in the order in which they were made. Every field but `query` may be missing; what is
not named here is kept as it is.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from reader.state.bookmark import timestamp
from reader.state.durable.files import DiskFiles, FileLayer, Signature, Snapshot
from reader.state.durable.json_file import DamagedError, JsonFile, decode, encode

VERSION = 1
_FIELDS = frozenset({"created", "id", "name", "query"})


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name. Both are data: not yet safe to show."""

    query: str
    name: str = ""
    """Empty: it goes by its query."""
    id: str = ""
    created: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields that this version does not know."""

    @property
    def title(self) -> str:
        return self.name or self.query


@dataclass(frozen=True, slots=True)
class _Contents:
    """One state of the file."""

    searches: Mapping[str, SavedSearch] = field(default_factory=dict)
    opaque: tuple[object, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    is_newer: bool = False


class SearchStore:
    """All saved searches, for any thread.

    Each change is in memory at once and then on disk before the method returns. If the disk
    refuses, the method raises ReaderError, and the change goes out with the next one. What other
    instances wrote meanwhile stays: only what this one changed is changed in the file.
    """

    def __init__(
        self, path: Path, clock: Callable[[], datetime], files: FileLayer | None = None
    ) -> None:
        self._file = JsonFile(path, files or DiskFiles())
        self._clock = clock
        self._lock = threading.RLock()
        self._contents = _Contents()
        self._changes: dict[str, SavedSearch | None] = {}
        """By id, what is not in the file yet; None is to go."""
        self._signature: Signature | None = None
        self._notices: list[str] = []

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def unsaved(self) -> bool:
        """Something is in memory only, because the last save failed."""
        return bool(self._changes)

    def all(self) -> tuple[SavedSearch, ...]:
        with self._lock:
            known = _apply(self._contents.searches, self._changes)
            return tuple(sorted(known.values(), key=lambda search: (search.created, search.id)))

    def get(self, key: str) -> SavedSearch | None:
        return next((search for search in self.all() if search.id == key), None)

    def take_notices(self) -> tuple[str, ...]:
        """What the owner should know and was not yet told; each notice is handed out once."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
            return notices

    def load(self) -> bool:
        """Pick up what is in the file; True if the searches are others now. Raises ReaderError.

        What cannot be understood (an editor may be in the middle of it) changes nothing.
        """
        with self._lock:
            signature = self._file.signature()
            if signature is not None and signature == self._signature:
                return False
            before = self.all()
            snapshot = self._file.read()
            self._signature = snapshot.signature if snapshot else None
            try:
                self._contents = self._parse(snapshot)
            except DamagedError as error:
                copy = self._copy()
                self._contents = self._contents if self._contents.searches else copy
                self._notices.append(
                    f"{self.path}: cannot be understood ({error}); your searches as they were are "
                    "kept in memory"
                )
            return before != self.all()

    def add(self, query: str, name: str = "") -> SavedSearch:
        """Keep a search; the one that is there if it has this query. Raises ReaderError."""
        with self._lock:
            known = next((search for search in self.all() if search.query == query), None)
            if known is not None:
                return known
            created = timestamp(self._clock())
            made = SavedSearch(query, name, _derived_id(query, created), created)
            self._change(made.id, made)
            return made

    def rename(self, key: str, name: str) -> SavedSearch | None:
        """Give it another name; None if it is gone. Raises ReaderError."""
        with self._lock:
            known = self.get(key)
            if known is None or known.name == name:
                return known
            named = replace(known, name=name)
            self._change(key, named)
            return named

    def remove(self, key: str) -> SavedSearch | None:
        """Take it away and return it, for `restore`; None if it is gone. Raises ReaderError."""
        with self._lock:
            known = self.get(key)
            if known is not None:
                self._change(key, None)
            return known

    def restore(self, search: SavedSearch) -> None:
        """Put back what was removed, or as it was before it was renamed. Raises ReaderError."""
        with self._lock:
            self._change(search.id, search)

    def save(self) -> None:
        """Write what is `unsaved`, if anything is. Raises ReaderError; nothing is lost by that."""
        with self._lock:
            if self._changes:
                self._save()

    def _change(self, key: str, search: SavedSearch | None) -> None:
        self._changes[key] = search
        self._save()

    def _save(self) -> None:
        state = self._contents

        def make() -> tuple[bytes, Snapshot | None]:
            nonlocal state
            seen, contents = self._read_to_write()
            if contents.is_newer:
                self._contents, self._changes = contents, {}
                raise self._file.newer("update the reader")
            state = replace(contents, searches=_apply(contents.searches, self._changes))
            return _format(state), seen

        with self._file.locked():
            data, signature = self._file.rewrite(make)
            self._contents, self._changes, self._signature = state, {}, signature
            self._file.settle(data)

    def _read_to_write(self) -> tuple[Snapshot | None, _Contents]:
        """Under the lock: what is on disk. A damaged file is moved aside; None: no file."""
        snapshot = self._file.read()
        try:
            return snapshot, self._parse(snapshot)
        except DamagedError as error:
            aside = self._file.set_aside(self._file.target, "damaged", self._clock())
            self._notices.append(f"{self.path}: was damaged ({error}); it is kept as {aside}")
            return None, self._contents if self._contents.searches else self._copy()

    def _parse(self, snapshot: Snapshot | None) -> _Contents:
        """Of a file that is missing, the last good copy. Raises DamagedError."""
        return self._copy() if snapshot is None else _parse(snapshot.data)

    def _copy(self) -> _Contents:
        data = self._file.read_backup()
        try:
            copy = _Contents() if data is None else _parse(data)
        except DamagedError:
            return _Contents()
        return _Contents() if copy.is_newer else copy


def _apply(
    searches: Mapping[str, SavedSearch], changes: Mapping[str, SavedSearch | None]
) -> dict[str, SavedSearch]:
    merged = {**searches, **changes}
    return {key: search for key, search in merged.items() if search is not None}


def _parse(data: bytes) -> _Contents:
    document = decode(data)
    if not isinstance(document, dict):
        raise DamagedError("it is no JSON object")
    version = document.get("version", VERSION)
    entries = document.get("searches")
    is_newer = version != VERSION or isinstance(version, bool)
    if not isinstance(entries, list):
        if is_newer:
            return _Contents(is_newer=True)
        raise DamagedError("it has no list “searches”")
    searches: dict[str, SavedSearch] = {}
    opaque: list[object] = []
    for entry in entries:
        search = _parse_search(entry)
        if search is None or search.id in searches:
            opaque.append(entry)
        else:
            searches[search.id] = search
    extra = {name: document[name] for name in document if name not in {"version", "searches"}}
    return _Contents(searches, tuple(opaque), extra, is_newer)


def _parse_search(entry: object) -> SavedSearch | None:
    if not isinstance(entry, dict):
        return None
    query = entry.get("query")
    texts = [entry.get(name, "") for name in ("name", "id", "created")]
    if not isinstance(query, str) or not query or not all(isinstance(t, str) for t in texts):
        return None
    name, key, created = texts
    extra = {field: entry[field] for field in entry if field not in _FIELDS}
    return SavedSearch(query, name, key or _derived_id(query, created), created, extra)


def _format(contents: _Contents) -> bytes:
    ordered = sorted(contents.searches.values(), key=lambda search: (search.created, search.id))
    entries: list[object] = [
        {
            **search.extra,
            "created": search.created,
            "id": search.id,
            "name": search.name,
            "query": search.query,
        }
        for search in ordered
    ]
    entries.extend(contents.opaque)
    return encode({**contents.extra, "version": VERSION, "searches": entries})


def _derived_id(query: str, created: str) -> str:
    """The same for the same entry, however often it is read."""
    seed = f"{created}\n{query}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(seed).hexdigest()[:32]
