"""Long articles as they were made readable, kept so that they open at once the next time.

Files in the cache, which may be deleted at any time. The name of each says what it was made of, and
by which code: none is ever out of date.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import reader
from reader.document.body_kind import BodyKind
from reader.document.model import Document, Increment
from reader.document.worker import block_json

LEAST_CHARACTERS: Final = 150_000
"""A shorter body is made readable within the time of a paint or two."""
MOST_BYTES: Final = 64_000_000
"""Of all files together: some hundred books."""
_MOST_DOCUMENT: Final = 256_000_000
"""Bytes of one document; what unpacks to more is none of ours."""
_QUICK: Final = 1
"""The level of zlib: nearly as small as the usual one, in a third of its time."""
_SUFFIX: Final = ".blocks"


def kept_beside(index: Path) -> Path:
    """The folder for the documents of the articles in an index: the two are deleted together."""
    return index.with_name("documents")


class _KeptFile(NamedTuple):
    used_at: int
    size: int
    path: Path


class KeptDocuments:
    """Documents of long bodies in a folder of the cache; the least used go first. For any thread.

    A disk that is full, or read-only, keeps nothing: finding and keeping raise nothing for it.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self._most_bytes = most_bytes

    def find(self, body: str, kind: BodyKind, title: str) -> Document | None:
        """The document of a body with the article's title; None if it is not kept."""
        if len(body) < LEAST_CHARACTERS:
            return None
        path = self._path(body, kind, title)
        try:
            unpacking = zlib.decompressobj()
            line = unpacking.decompress(path.read_bytes(), _MOST_DOCUMENT)
            if not unpacking.eof:
                return None
            kept = block_json.decode(line)
            os.utime(path)
        except (OSError, zlib.error, ValueError, KeyError, TypeError):
            return None
        return Document(kept.blocks, kept.anchors, title=kept.title)

    def keep(self, body: str, kind: BodyKind, title: str, document: Document) -> None:
        """Keep what was made of a long body, if it was made without a fault."""
        if len(body) < LEAST_CHARACTERS or document.notices:
            return
        line = block_json.encode(Increment(document.blocks, document.anchors, title=document.title))
        path = self._path(body, kind, title)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(path, zlib.compress(line, _QUICK))
            self._make_room()

    def forget(self) -> None:
        """Keep nothing of what was kept so far. Raises OSError where it cannot be deleted."""
        if self.folder.is_dir():
            for file in _files_in(self.folder):
                file.path.unlink(missing_ok=True)

    def _path(self, body: str, kind: BodyKind, title: str) -> Path:
        made_of = hashlib.blake2b(_code(), digest_size=20)
        made_of.update(f"{kind}\0{title}\0".encode("utf-8", "surrogatepass"))
        made_of.update(body.encode("utf-8", "surrogatepass"))
        return self.folder / f"{made_of.hexdigest()}{_SUFFIX}"

    def _make_room(self) -> None:
        kept = sorted(_files_in(self.folder), reverse=True)
        size = 0
        for file in kept:
            size += file.size
            if size > self._most_bytes:
                with suppress(OSError):
                    file.path.unlink()


def _files_in(folder: Path) -> list[_KeptFile]:
    found: list[_KeptFile] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another process may just have deleted it
                if entry.name.endswith(_SUFFIX):
                    status = entry.stat()
                    found.append(_KeptFile(status.st_mtime_ns, status.st_size, Path(entry.path)))
    return found


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


@cache
def _code() -> bytes:
    """What tells the code that makes documents from any other: names, sizes, times of its files."""
    root = Path(reader.__file__).parent
    files = [*(root / "document").rglob("*.py"), *(root / "text").rglob("*.py")]
    stated = sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return repr((reader.__version__, stated)).encode("utf-8", "surrogatepass")
