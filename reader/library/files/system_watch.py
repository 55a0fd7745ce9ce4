"""Changes in folders as the system reports them, through watchfiles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final

ADDED, DELETED = 1, 3
"""watchfiles' `Change`, which is not imported before something is to be watched."""
DEBOUNCE_MS: Final = 250
"""Changes that come no later than this after the first of them are told together."""
STEP_MS: Final = 50

RawChange = tuple[int, str]
"""The kind of the change, and the path."""


class SystemWatcher:
    """Watches folders from the moment it is made, until it is closed or `stop` is set.

    What it raises is watchfiles' own: OSError or RuntimeError where there is no watch to give, and
    RuntimeError for a name that is no UTF-8, after which it is of no use any more.
    """

    def __init__(self, folders: Sequence[str], stop: Event) -> None:
        from watchfiles import watch  # late: not for the first screen

        self._told = watch(
            *folders,
            watch_filter=None,
            debounce=DEBOUNCE_MS,
            step=STEP_MS,
            stop_event=stop,
            rust_timeout=STEP_MS,  # so that it can be asked for what it has seen by now
            yield_on_timeout=True,
            debug=False,
            force_polling=False,
            recursive=not is_inotify(),
            ignore_permission_denied=False,
        )
        # The first step begins to watch; all that comes from then on is told.
        self._first: set[RawChange] = {*next(self._told, ())}

    def wait(self, seconds: float) -> set[RawChange]:
        """Block until something has happened and return it; empty after `seconds` without a change.

        At 0 seconds, what is known by now. Raises KeyboardInterrupt where the process is to end.
        """
        first, self._first = self._first, set()
        if first:
            return first
        end = monotonic() + seconds
        for changes in self._told:
            if changes or monotonic() >= end:
                return {*changes}
        return set()

    def close(self) -> None:
        self._told.close()


def folders_to_watch(
    roots: Sequence[Path], stop: Event, *, avoids: bool
) -> Iterator[tuple[str, bool]]:
    """Each folder, and whether it stands for all that is in it: its name is no UTF-8.

    With `avoids`, or a name in it is none.

    With inotify, every folder that `walk` looks into; others watch all under a root anyway.

    watchfiles would find the folders itself, but keeps the interpreter from everything else
    meanwhile, and goes into hidden ones and through links.
    """
    for root in roots:
        if not is_inotify():
            yield str(root), not _is_utf_8(str(root))
            continue
        waiting = [str(root)]
        while waiting and not stop.is_set():
            folder = waiting.pop()
            try:
                with os.scandir(folder) as scan:
                    entries = [*scan]
                    named = (folder, *(entry.name for entry in entries if avoids))
                    is_odd = not all(map(_is_utf_8, named))
                    inner = [
                        entry.path
                        for entry in entries
                        if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)
                    ]
            except OSError:
                continue
            if not is_odd:
                waiting += inner
            yield folder, is_odd


def is_inotify() -> bool:
    """Whether each folder has to be watched by itself."""
    return sys.platform == "linux"


def _is_utf_8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
