"""The files of an export, in a folder or in a ZIP archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from reader.errors import ReaderError
from reader.intake.source_file import SourceFile
from reader.library.containers import zip_archive
from reader.library.files.regular_file import read_file
from reader.library.metadata.omnivore import METADATA_NAME

_FIELDS = (b'"slug"', b'"savedAt"', b'"readingProgress"', b'"labels"')
_MOST_BYTES = 64 * 1024 * 1024


class ExportFiles(Protocol):
    """The files beside the metadata, by names such as `content/a-walk.html`."""

    @property
    def metadata(self) -> tuple[str, ...]:
        """The names of the metadata files, in their order."""
        ...

    def read(self, name: str) -> bytes | None:
        """The content of a file; None if there is none. Raises ReaderError."""
        ...


@contextmanager
def opened(source: SourceFile) -> Iterator[ExportFiles]:
    """Open a folder, an archive, or a metadata file of a folder. Raises ReaderError."""
    if source.is_folder:
        yield _Folder(source.path, tuple(_in_order(_names(source.path))))
    elif _is_metadata(source):
        yield _Folder(source.path.parent, (source.path.name,))
    else:
        with zip_archive.opened(source.path) as archive:
            yield _Archive(archive)


def is_export(source: SourceFile) -> bool:
    """Whether there is a metadata file in a folder or archive, or this is one; never raises."""
    try:
        if source.is_folder:
            return any(METADATA_NAME.fullmatch(each) for each in _names(source.path))
        if source.head.startswith(b"PK\3\4"):
            with opened(source) as files:
                return bool(files.metadata)
    except (ReaderError, OSError):
        return False
    return _is_metadata(source)


def _is_metadata(source: SourceFile) -> bool:
    """Whether it is a metadata file, which may have got another name."""
    if METADATA_NAME.fullmatch(source.path.name):
        return b'"slug"' in source.head
    is_list = source.ending == ".json" and source.head.lstrip().startswith(b"[")
    return is_list and all(field in source.head for field in _FIELDS)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _in_order(names: list[str]) -> list[str]:
    found = [name for name in names if METADATA_NAME.fullmatch(PurePosixPath(name).name)]
    return sorted(found, key=lambda name: (len(name), name))


class _Folder:
    def __init__(self, folder: Path, metadata: tuple[str, ...]) -> None:
        self._folder = folder
        self.metadata = metadata

    def read(self, name: str) -> bytes | None:
        path = self._folder / name
        if ".." in Path(name).parts or not path.is_file():
            return None
        content = read_file(path, limit=_MOST_BYTES)
        if content.truncated:
            raise ReaderError(f"is larger than {_MOST_BYTES >> 20} MB", path=path)
        return content.data


class _Archive:
    def __init__(self, archive: zip_archive.ZipArchive) -> None:
        self._archive = archive
        self.metadata = tuple(_in_order(list(archive.names)))
        first = self.metadata[0] if self.metadata else ""
        self._root = first[: len(first) - len(PurePosixPath(first).name)]

    def read(self, name: str) -> bytes | None:
        inner = name if name in self.metadata else self._root + name
        return self._archive.read(inner, _MOST_BYTES) if inner in self._archive else None
