"""A ZIP archive that somebody else made: names that lead nowhere else, entries of bounded size.

Nothing is unpacked to the disk, and nothing is read but the table and the entries asked for.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
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
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Ways of packing that need little memory: a dictionary of LZMA may have 4 GB."""
_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Flags of an entry (APPNOTE 4.4.4)."""
_TABLE_ENTRY: Final = b"PK\x01\x02"
_MOST_TABLE: Final = 32 * 1024 * 1024
_DRIVE: Final = re.compile(r"[A-Za-z]:/")


class ZipArchive:
    """The entries of an archive by their names, `/` between folders."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        """Read the table of entries. Raises ReaderError if there is none, or it is too long."""
        self._path = path
        table = _Table(file)
        try:
            self._zip = zipfile.ZipFile(table)
        except _TableTooLongError:
            raise ReaderError(f"has more than {MOST_ENTRIES:,} files in it", path=path) from None
        except _DAMAGED as error:
            raise ReaderError("is a damaged archive", path=path) from error
        table.is_read = True
        self._entries = MappingProxyType(
            {name: entry for entry in self._zip.infolist() if (name := _inner_name(entry))}
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files in the order of the table; none leads out of it."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def find(self, name: str) -> str | None:
        """The file that is meant by a name in other letters: small, composed; None if none is."""
        return name if name in self._entries else self._folded.get(_fold(name))

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        folded: dict[str, str] = {}
        for name in self._entries:
            folded.setdefault(_fold(name), name)
        return folded

    def size(self, name: str) -> int:
        """The bytes that an entry claims to have; 0 if there is none."""
        entry = self._entries.get(name)
        return entry.file_size if entry else 0

    def is_encrypted(self, name: str) -> bool:
        """Whether an entry can only be read with a password."""
        entry = self._entries.get(name)
        return entry is not None and bool(entry.flag_bits & _ENCRYPTED)

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        """The content of an entry. Raises ReaderError if it is missing, damaged or longer."""
        too_long = f"has a file of more than {most >> 20} MB in it"
        if self.size(name) > most:
            raise ReaderError(too_long, path=self._path)
        content = self.beginning(name, most + 1)
        if len(content) > most:
            raise ReaderError(too_long, path=self._path)
        return content

    def beginning(self, name: str, most: int) -> bytes:
        """The first `most` bytes of an entry, or all. Raises ReaderError as `read` does."""
        return b"".join(self.pieces(name, most))

    def pieces(self, name: str, most: int) -> Iterator[bytes]:
        """Do as `beginning`, in pieces: for an entry that is too long to be held."""
        entry = self._entries.get(name)
        if entry is None:
            raise ReaderError(f"has no file {name}", path=self._path)
        if entry.flag_bits & _ENCRYPTED:
            raise ReaderError("is encrypted", path=self._path, hint="unpack it with its password")
        if entry.compress_type not in _PACKED:
            raise ReaderError(f"has {name} packed in a way that is not read", path=self._path)
        left = most
        try:
            with self._zip.open(entry) as stream:
                while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
                    yield chunk
                    left -= len(chunk)
        except _DAMAGED as error:
            raise ReaderError(f"has a damaged file {name}", path=self._path) from error


@contextmanager
def opened(path: Path) -> Iterator[ZipArchive]:
    """Open an archive; it is closed behind. Raises ReaderError."""
    with opened_file(path) as file:
        yield ZipArchive(path, file)


class _TableTooLongError(Exception):
    """There are more entries than are ever read."""


class _Table:
    """The file as `zipfile` reads its table: at once, whatever its length is said to be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_read = False

    def read(self, size: int = -1, /) -> bytes:
        if not self.is_read and size > _MOST_TABLE:
            raise _TableTooLongError
        data = self._file.read(size)
        if not self.is_read and data.count(_TABLE_ENTRY) > MOST_ENTRIES:
            raise _TableTooLongError
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _inner_name(entry: zipfile.ZipInfo) -> str:
    """The name of a file within the archive; empty for folders and what leads out of it."""
    name = _decoded(entry).replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.endswith("/") or name.startswith("/") or ".." in parts or _DRIVE.match(name):
        return ""
    return "/".join(part for part in parts if part != ".")


def _decoded(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8, or GB 2312, and do not say so."""
    name = entry.filename
    if entry.flag_bits & _UTF_8 or name.isascii():
        return name
    for encoding in ("utf-8", "gb2312"):
        with suppress(UnicodeError):
            return name.encode("cp437").decode(encoding)
    return name


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
