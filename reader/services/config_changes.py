"""Changes of settings on their way to config.toml."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.write_lane import Lane

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from reader.settings import Settings
    from reader.settings.writing import SettingValue


class WrittenConfig(NamedTuple):
    """What became of some changes."""

    keys: tuple[str, ...]
    """The settings that were changed; empty if an earlier job took these changes with it."""
    failure: str = ""
    problems: tuple[str, ...] = ()
    """The mistakes that are in the file now, one line each."""


class ConfigChanges:
    """Writes changes in the background; of many changes of one key only the last is written."""

    def __init__(
        self, path: Path | None, check: Callable[[Settings], tuple[str, ...]] = lambda _: ()
    ) -> None:
        """`path` is config.toml's, None for none; `check` finds mistakes that only it knows."""
        self._path = path
        self._check = check
        self._pending: dict[str, SettingValue | None] = {}
        self._lock = Lock()
        self.lane = Lane("settings")

    def put(self, key: str, value: SettingValue | None) -> Future[WrittenConfig]:
        """Have a key set, or with None as by default, and say what became of it."""
        with self._lock:
            self._pending[key] = value
        return self.lane.put(self._write)

    def _write(self) -> WrittenConfig:
        with self._lock:
            changes, self._pending = self._pending, {}
        if not changes or self._path is None:
            return WrittenConfig(())
        from reader.settings import load
        from reader.settings.writing import write_settings
        from reader.state.durable.files import DiskFiles

        failure = ""
        try:
            write_settings(self._path, changes, DiskFiles())
        except ReaderError as error:
            failure = str(error)
        loaded = load(self._path)
        problems = (*loaded.problems, *self._check(loaded.settings))
        return WrittenConfig(tuple(changes), failure, problems)
