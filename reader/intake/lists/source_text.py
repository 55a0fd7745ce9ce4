"""The text of a file that is a list, and of its beginning."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from reader.intake.source_file import HEAD, SourceFile
from reader.library.files.decode import decode, is_binary

MOST_BYTES: Final = 128 * 1024 * 1024
"""Bytes of a list that is read."""


def head_text(source: SourceFile) -> str:
    """The beginning of a file up to the end of a line; empty if it is no text."""
    return _head_text(source.head)


@lru_cache(maxsize=8)  # each form asks for that of the same file
def _head_text(head: bytes) -> str:
    # What is cut within a character would be taken for another encoding.
    end = max(head.rfind(b"\n"), head.rfind(b">"), head.rfind(b",")) if len(head) == HEAD else -1
    start = head[: end + 1] if end > 0 else head
    return "" if is_binary(start) else decode(start).text


def whole_text(source: SourceFile) -> str:
    """The text of a file. Raises ReaderError if it cannot be read or is too large."""
    return decode(source.data(MOST_BYTES)).text
