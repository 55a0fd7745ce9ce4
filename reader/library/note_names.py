"""Names by which notes link to each other, and which of the files in a library they mean."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

_ENDINGS = frozenset((".md", ".markdown", ".mkd", ".mdown", ".mdx", ".html", ".htm", ".txt"))
"""Endings that a link may leave out."""
_PREFERRED = b".md"


class NoteName:
    """The name in `[[name]]`: of a file, with or without its ending and the last of its folders."""

    def __init__(self, name: str) -> None:
        parts = _folded(name.replace("\\", "/")).split("/")
        self._folders = [part for part in parts[:-1] if part not in ("", ".", "..")]
        self._name = parts[-1]

    @staticmethod
    def stem(name: str) -> str:
        """The name of a file as names are compared: in one case, without an ending of articles."""
        folded = _folded(name)
        stem, dot, ending = folded.rpartition(".")
        return stem if dot + ending in _ENDINGS else folded

    def is_of(self, path: bytes) -> bool:
        """Whether it may mean the file at `path`, given as the file system has it."""
        *folders, file_name = _folded(os.fsdecode(path)).split("/")
        stem, dot, ending = file_name.rpartition(".")
        is_stem = stem == self._name and dot + ending in _ENDINGS
        if not self._name or not (is_stem or file_name == self._name):
            return False
        count = len(self._folders)
        return not count or folders[-count:] == self._folders

    def distance_from(self, article: Path) -> Callable[[bytes], tuple[bool, int, bytes]]:
        """A key that sorts files by the folders on the way to them, those of Markdown first."""
        start = os.fsencode(article.parent).split(b"/")

        def distance(path: bytes) -> tuple[bool, int, bytes]:
            folders = path.split(b"/")[:-1]
            pairs = takewhile(lambda pair: pair[0] == pair[1], zip(start, folders, strict=False))
            way = len(start) + len(folders) - 2 * sum(1 for _ in pairs)
            return not path.lower().endswith(_PREFERRED), way, path

        return distance


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
