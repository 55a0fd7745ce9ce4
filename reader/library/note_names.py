"""Names by which notes link to each other, and which of the files in a library they mean."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

_ENDINGS = frozenset((".md", ".markdown", ".mkd", ".mdown", ".mdx", ".html", ".htm", ".txt"))
"""Endings that a link may leave out."""
_PREFERRED = ".md"


class NoteName:
    """The name in `[[name]]`: of a file, with or without its ending and the last of its folders."""

    def __init__(self, name: str) -> None:
        parts = _folded(name.replace("\\", "/")).split("/")
        self._folders = [part for part in parts[:-1] if part not in ("", ".", "..")]
        self._name = parts[-1]

    def is_of(self, path: bytes) -> bool:
        """Whether it may mean the file at `path`, given as the file system has it."""
        folder, _, file_name = path.rpartition(os.sep.encode())
        named = _folded(os.fsdecode(file_name))
        stem, ending = os.path.splitext(named)
        if not self._name or (
            named != self._name and (stem != self._name or ending not in _ENDINGS)
        ):
            return False
        count = len(self._folders)
        return not count or _folded(os.fsdecode(folder)).split(os.sep)[-count:] == self._folders

    def distance_from(self, article: Path) -> Callable[[bytes], tuple[int, int, bytes]]:
        """A key that sorts files by the folders on the way from an article to them."""
        start = os.fsencode(article.parent).split(os.sep.encode())

        def distance(path: bytes) -> tuple[int, int, bytes]:
            folder = path.split(os.sep.encode())[:-1]
            shared = len(os.path.commonprefix((start, folder)))
            is_preferred = path.lower().endswith(_PREFERRED.encode())
            return len(start) + len(folder) - 2 * shared, not is_preferred, path

        return distance


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
