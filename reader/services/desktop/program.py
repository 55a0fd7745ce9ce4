"""Starting a program, never one of the current folder, which may hold foreign articles."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader.errors import ReaderError


def find_program(name: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The first program of this name in a folder of PATH; None if there is none.

    Skips empty and relative entries of PATH and the current folder, where Windows and
    `shutil.which` would look first.
    """
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which(Path(folder) / name) if Path(folder).is_absolute() else None
        if found is not None:
            return os.fspath(found)
    return None


def start(command: Sequence[str]) -> None:
    """Start a program detached from this terminal and its signals; returns at once.

    Raises ReaderError if it cannot be started.
    """
    try:
        subprocess.Popen(  # noqa: S603 - no shell; callers check what they pass
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReaderError(f"{command[0]} could not start: {error.strerror}") from error
