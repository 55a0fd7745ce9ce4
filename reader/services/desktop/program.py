"""Finding a program: never in the current folder, which may be a folder of foreign articles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


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
