"""The text that a file begins with, by which its form is known."""

from __future__ import annotations

from functools import lru_cache

from reader.intake.source_file import HEAD
from reader.library.files.decode import decode, is_binary


@lru_cache(maxsize=8)  # each form asks for that of the same file
def head_text(head: bytes) -> str:
    """The text of the first `HEAD` bytes up to the end of a line or a tag; empty if it is none."""
    # What is cut within a character would be taken for another encoding.
    end = max(head.rfind(b"\n"), head.rfind(b">"), head.rfind(b",")) if len(head) == HEAD else -1
    start = head[: end + 1] if end > 0 else head
    return "" if is_binary(start) else decode(start).text
