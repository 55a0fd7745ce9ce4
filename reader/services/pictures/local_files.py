"""Where the file of a picture may be that an article names by a path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_STATIC: Final = ("", "static", "public", "source", "assets", "src")
"""Folders of a site whose content generators put at its root: Hugo, Next, Hexo, Jekyll, 11ty."""
_ATTACHMENTS: Final = ("attachments", "assets", "images", "img", "media", "_resources")
"""Folders into which programs for notes put what is pasted, whatever the note says."""
_HIGHEST: Final = 12
"""Folders above an article that are looked into."""
_LONGEST: Final = 1_024


def picture_file(href: str, article: Path, folders: Sequence[Path]) -> Path | None:
    """The file that a picture's address means in an article; None if there is none.

    `folders` are real paths; what lies outside of them, also by a symbolic link, is no picture of
    the article's. Asks the file system, some dozen times at most.
    """
    path = _path_of(href)
    if not path:
        return None
    for candidate in _candidates(path, article, folders):
        try:
            real = Path(os.path.realpath(candidate))
            if real.is_file() and any(real.is_relative_to(folder) for folder in folders):
                return real
        except (OSError, ValueError):  # a name that is too long, or has a NUL
            return None
    return None


def _path_of(href: str) -> str:
    """The path in an address without a host; "" if there is none."""
    if len(href) > _LONGEST or href.startswith(("//", "#")):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc:
        return ""
    return unquote(parts.path).replace("\\", "/")


def _candidates(path: str, article: Path, folders: Sequence[Path]) -> Iterator[Path]:
    """Files that may be meant, the likeliest first."""
    beside, name = article.parent, path.lstrip("/")
    if not path.startswith("/"):
        yield beside / path
        yield beside / article.stem / path
    for folder in _above(beside, folders):
        for static in _STATIC:
            yield folder / static / name
    if "/" not in path:
        for folder in _above(beside, folders):
            for attachments in _ATTACHMENTS:
                yield folder / attachments / name


def _above(folder: Path, folders: Sequence[Path]) -> Iterator[Path]:
    """The folder and those above it, up to the one that may be read."""
    for at in (folder, *folder.parents)[:_HIGHEST]:
        yield at
        if Path(os.path.realpath(at)) in folders:
            return
