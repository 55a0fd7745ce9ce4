"""Files that are called like copies of others: what programs that sync, save or back up leave."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_PARTS = re.compile(r"[\\/]+")

# Syncthing, ownCloud and rclone, and in brackets Dropbox, Nextcloud, Seafile and pCloud.
_CONFLICT = re.compile(
    r"(?P<stem>.+?)(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?|_conflict-\d{8}-\d{6}"
    r"|\.conflict\d{0,3}|[ _]?[(（][^()（）]{0,80}(?:conflict(?:ed)?[ -]copy|sfconflict|conflicted"
    r"|konflikt[^()（）]{0,20}kopie|copie en conflit|copia en conflicto|copia in conflitto"
    r"|冲突[^()（）]?副本|衝突[^()（）]?[複副]本|競合コピー|충돌)[^()（）]{0,80}[)）])"
    r"(?P<ending>(?:\.[^.]{1,12})?)",
    re.IGNORECASE,
)


def conflict_of(name: str) -> str:
    """The file that another is a copy of, kept by a program that syncs since both were changed.

    `a.md` of `a.sync-conflict-20240102-101010-ABCDEFG.md`; empty if the name says no such thing.
    """
    found = _CONFLICT.fullmatch(name)
    return f"{found['stem']}{found['ending']}" if found else ""


def without_conflict(path: Path) -> Path:
    """The path of the file that a conflict copy was made of; of another file its own."""
    name = conflict_of(path.name)
    return path.with_name(name) if name else path


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
