"""Where a program of the system is: never in the current folder, which may be one of articles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def find_program(name: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The first of this name in a folder of PATH; None if there is none.

    Empty and relative entries are left out, and so is the current folder, where Windows and
    `shutil.which` look first.
    """
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        found = shutil.which(Path(folder) / name) if Path(folder).is_absolute() else None
        if found is not None:
            return os.fspath(found)
    return None
