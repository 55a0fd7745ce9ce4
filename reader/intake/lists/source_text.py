"""The text of a file that is a list, and of its beginning."""

from __future__ import annotations

from typing import Final

from reader.intake.source_file import SourceFile
from reader.intake.syntax import head_text as heads
from reader.library.files.decode import decode

MOST_BYTES: Final = 128 * 1024 * 1024
"""Bytes of a list that is read."""


def head_text(source: SourceFile) -> str:
    """The beginning of a file up to the end of a line; empty if it is no text."""
    return heads.head_text(source.head)


def whole_text(source: SourceFile) -> str:
    """The text of a file. Raises ReaderError if it cannot be read or is too large."""
    return decode(source.data(MOST_BYTES)).text
