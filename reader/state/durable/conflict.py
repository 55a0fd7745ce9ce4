"""Two versions of one file that nobody has merged yet: git's marks in it, or a copy beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")
_OURS, _BASE, _THEIRS = range(3)


@dataclass(frozen=True, slots=True)
class Sides:
    """The versions between git's marks, each a whole text."""

    ours: str
    theirs: str
    base: str | None
    """The common base, where `merge.conflictStyle` is `diff3` or `zdiff3`."""


def split_marks(text: str) -> Sides | None:
    """Split a text at git's conflict marks into its sides; None if it has none, or not in order."""
    sides: tuple[list[str], list[str], list[str]] = ([], [], [])
    part: int | None = None
    is_marked = has_base = False
    for line in text.splitlines(keepends=True):
        mark = _MARK.fullmatch(line)
        sign = mark[1][0] if mark else ""
        follows = {"<": part is None, "|": part == _OURS, "=": part in (_OURS, _BASE)}
        if sign and not follows.get(sign, part == _THEIRS):
            return None
        if sign == "<":
            part, is_marked = _OURS, True
        elif sign == "|":
            part, has_base = _BASE, True
        elif sign == "=":
            part = _THEIRS
        elif sign == ">":
            part = None
        else:
            for each in (_OURS, _BASE, _THEIRS) if part is None else (part,):
                sides[each].append(line)
    if not is_marked or part is not None:
        return None
    ours, base, theirs = ("".join(side) for side in sides)
    return Sides(ours, theirs, base if has_base else None)


def copies_of(name: str, names: Iterable[str]) -> list[str]:
    """The names of copies that a program which synchronises folders made of a file, sorted.

    Syncthing: `a.sync-conflict-20260131-120000-ABCDEFG.json`; Dropbox, Nextcloud and ownCloud:
    `a (… conflicted copy …).json`.
    """
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, re.escape(dot + ending)) if dot else (name, "")
    made = r"(?:\.sync-conflict-\d{8}-\d{6}-\w+| \(.*conflicted copy.*\))"
    pattern = re.compile(re.escape(stem) + made + ending)
    return sorted(each for each in names if pattern.fullmatch(each))
