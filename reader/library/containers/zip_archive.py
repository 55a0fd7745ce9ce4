"""A ZIP archive that somebody else made: names that lead nowhere else, entries of bounded size."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, Final

from reader.errors import ReaderError
from reader.library.files.regular_file import opened as opened_file

MOST_ENTRIES: Final = 100_000
MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes of an entry that is read, unpacked; what it claims to have is not believed."""
_CHUNK: Final = 1024 * 1024
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What `zipfile` raises for archives that are damaged, or packed in ways that it does not know."""


class ZipArchive:
    """The entries of an archive by their names, `/` between folders."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Read the table of entries. Raises ReaderError if there is none, or it is too long."""
        self._path = path
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGED as error:
            raise ReaderError("is a damaged archive", path=path) from error
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise ReaderError(f"has more than {MOST_ENTRIES:,} files in it", path=path)
        self._entries = MappingProxyType(
            {name: entry for entry in entries if (name := _inner_name(entry))}
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files in the order of the table; none leads out of it."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """The bytes that an entry claims to have; 0 if there is none."""
        entry = self._entries.get(name)
        return entry.file_size if entry else 0

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The content of an entry. Raises ReaderError if it is missing, damaged or longer."""
        entry = self._entries.get(name)
        if entry is None:
            raise ReaderError(f"has no file {name}", path=self._path)
        if entry.flag_bits & 1:
            raise ReaderError("is encrypted", path=self._path)
        if entry.file_size > most:
            raise ReaderError(f"has a file of more than {most >> 20} MB in it", path=self._path)
        chunks: list[bytes] = []
        left = most
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(min(_CHUNK, left + 1)):
                    chunks.append(chunk)
                    left -= len(chunk)
                    if left < 0:
                        break
        except _DAMAGED as error:
            raise ReaderError(f"has a damaged file {name}", path=self._path) from error
        if left < 0:
            raise ReaderError(f"has a file of more than {most >> 20} MB in it", path=self._path)
        return b"".join(chunks)


@contextmanager
def opened(path: Path) -> Iterator[ZipArchive]:
    """Open an archive; it is closed behind. Raises ReaderError."""
    with opened_file(path) as file:
        yield ZipArchive(path, file)


def _inner_name(entry: zipfile.ZipInfo) -> str:
    """The name of a file within the archive; empty for folders and what leads out of it."""
    name = entry.filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if entry.is_dir() or name.startswith("/") or ".." in parts or ":" in name.partition("/")[0]:
        return ""
    return "/".join(part for part in parts if part != ".")
