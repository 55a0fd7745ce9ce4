"""Files that are called like copies of others: what programs that sync, save or back up leave."""

from __future__ import annotations

import re
import unicodedata

_PARTS = re.compile(r"[\\/]+")


def parts_of(path: str) -> list[str]:
    """The name in a path of any system, its letters composed alike whatever system wrote them."""
    return [part for part in _PARTS.split(unicodedata.normalize("NFC", path)) if part]


def is_named_after(path: str, of: str) -> bool:
    """Whether a file stands beside another and begins with its name: `a (1).md` and `a.md`."""
    (*folder, name), (*other_folder, other_name) = _parts(path), _parts(of)
    stem, other_stem = name.rpartition(".")[0] or name, other_name.rpartition(".")[0] or other_name
    rest = stem.removeprefix(other_stem) if stem.startswith(other_stem) else ""
    return folder == other_folder and bool(rest) and not rest[0].isalnum()


def is_copy(path: str, of: str) -> bool:
    """Whether a file is named after another beside it, or like another in a folder above it.

    That is no more than a name: where all else is equal it is the copy that gives way.
    """
    (*folder, name), (*other_folder, other_name) = _parts(path), _parts(of)
    if name == other_name:
        return len(folder) > len(other_folder) and folder[: len(other_folder)] == other_folder
    return is_named_after(path, of)


def _parts(path: str) -> list[str]:
    return parts_of(path) or [""]
