"""The patience of saves with a lock that another program holds, when there is no time for each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from reader.state.durable.files import DiskFiles
from reader.state.durable.json_file import LOCK_SECONDS


class PatientFiles(DiskFiles):
    """The disk, for stores that are to come to an end together."""

    def __init__(self) -> None:
        self._end: float | None = None

    def hurry(self, seconds: float = LOCK_SECONDS) -> None:
        """Limit the waits of all files from now on to `seconds` in all."""
        self._end = monotonic() + seconds

    @contextmanager
    def lock(self, path: Path, timeout: float) -> Iterator[None]:
        if self._end is not None:
            timeout = min(timeout, max(0.0, self._end - monotonic()))
        with super().lock(path, timeout):
            yield
