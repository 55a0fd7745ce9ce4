"""A file, or a folder, that is to be brought in, and the forms that such files have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError
from reader.intake.incoming import Incoming
from reader.library.files.regular_file import read_file

HEAD = 64 * 1024
"""Bytes by which a form is known."""
MOST_BYTES = 512 * 1024 * 1024
"""Bytes of a file that is read as a whole: exports are larger than articles."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file or a folder as it was named."""

    path: Path
    head: bytes
    """The first `HEAD` bytes; of a folder none."""

    @property
    def ending(self) -> str:
        """In small letters, with its dot."""
        return self.path.suffix.lower()

    @property
    def is_zip(self) -> bool:
        """Whether it begins as a ZIP archive does that is not empty."""
        return self.head.startswith(b"PK\x03\x04")

    @property
    def is_folder(self) -> bool:
        return self.path.is_dir()

    def data(self, most: int = MOST_BYTES) -> bytes:
        """The whole content. Raises ReaderError; also if it has more than `most` bytes."""
        content = read_file(self.path, limit=most)
        if content.truncated:
            raise ReaderError(
                f"is larger than {most >> 20} MB", path=self.path, hint="split the export"
            )
        return content.data


def source_file(path: Path) -> SourceFile:
    """The file or folder at a path. Raises ReaderError if there is none, or it may not be read."""
    return SourceFile(path, b"" if path.is_dir() else read_file(path, limit=HEAD).data)


class SourceForm(NamedTuple):
    """A form that files have in which articles come in."""

    name: str
    """As it is shown, and as `by` of what comes from it: `pocket`, `evernote`."""
    matches: Callable[[SourceFile], bool]
    """Whether a file has it, by its name and its head alone; never raises."""
    read: Callable[[SourceFile], Iterator[Incoming]]
    """The entries, as they come up; raises ReaderError, also in between, if the file is damaged."""
