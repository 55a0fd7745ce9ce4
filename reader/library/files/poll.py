"""Folders of whose changes no system tells: which they are, and looking for those changes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

from reader.library.files.discover import walk

SHARE = 20
"""A folder that is polled is left alone for so many times as long as looking through it took."""
SLOWEST = 60.0
_MOUNTS = Path("/proc/self/mountinfo")
_OCTAL = re.compile(r"\\([0-7]{3})")
"""How that writes a space."""
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "vboxsf", "prl_fs")
)
"""File systems (of Linux) that do not tell what other machines change."""


class Poll:
    """A folder that is looked through now and then. Only whether it changed is remembered."""

    def __init__(self) -> None:
        self._sum: int | None = None
        self._due = 0.0

    def has_changed(self, root: Path, stop: Event, clock: Callable[[], float]) -> bool:
        began = clock()
        if self._sum is not None and began < self._due:
            return False
        found = _checksum(root, stop)
        if stop.is_set():
            return False
        ended = clock()
        self._due = ended + min(SLOWEST, (ended - began) * SHARE)
        # The first look is told as a change: nobody knows what was there before.
        changed, self._sum = found != self._sum, found
        return changed


def _checksum(root: Path, stop: Event) -> int:
    """A sum over names, sizes and times, in any order; wrong only by an accident of 1 in 2**61."""
    total = 0
    for path in walk([root], cancelled=stop.is_set):
        try:
            status = path.stat()
        except OSError:
            continue
        total += hash((str(path), status.st_size, status.st_mtime_ns, status.st_ino))
    return total


def is_remote(path: Path) -> bool:
    """Whether other machines may change what is there without this one being told."""
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False  # no Linux
    real = os.path.realpath(path)
    best, kind = "", ""
    for mount in mounts:
        # proc_pid_mountinfo(5): …, root, mount point, options, optional fields, "-", type, …
        before, _, after = mount.partition(" - ")
        point = _OCTAL.sub(lambda code: chr(int(code[1], 8)), before.split(" ")[4])
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind in _REMOTE or kind.startswith("fuse.")
