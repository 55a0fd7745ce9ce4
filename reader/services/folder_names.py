"""Names of folders, completed as they are typed."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from reader.text.safe import inert_row

_MOST_SEEN: Final = 5_000
"""Entries of a folder that are looked at."""
_MOST_OFFERED: Final = 24


class FolderNames(NamedTuple):
    """A path as far as it is certain, and the names that it may go on with."""

    line: str
    names: tuple[str, ...] = ()


def complete_folder(line: str) -> FolderNames:
    """Complete the last folder of a path that is being typed; `~` is the home folder.

    Names that cannot be shown as they are, and hidden ones unless a point is typed, are not
    offered. Reads one folder: for a thread.
    """
    before, begun = os.path.split(line)
    shown = before if before.endswith(os.sep) or not before else before + os.sep
    try:
        with os.scandir(Path(before or ".").expanduser()) as entries:
            names = [
                entry.name
                for entry in islice(entries, _MOST_SEEN)
                if entry.name.startswith(begun)
                and (begun.startswith(".") or not entry.name.startswith("."))
                and inert_row(entry.name) == entry.name
                and _is_folder(entry)
            ]
    except (OSError, RuntimeError, ValueError):  # no such folder or home; a NUL
        return FolderNames(line)
    if not names:
        return FolderNames(line)
    common = os.path.commonprefix(names)  # noqa: RUF071 - of names, not of paths
    if len(names) == 1:
        return FolderNames(f"{shown}{common}{os.sep}")
    return FolderNames(shown + common, tuple(sorted(names)[:_MOST_OFFERED]))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
