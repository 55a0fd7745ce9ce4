"""The import path without the current folder, which may hold what somebody else wrote.

Comes before any other import, and imports nothing itself but what Python has begun with.
"""

import os
import sys


def leave_current_folder(*, run_as_module: bool) -> None:
    """Take off the path what depends on the current folder.

    That is what `python -m` (`run_as_module`) puts there, unless it is told `-P`, and what an
    empty or relative entry of PYTHONPATH stands for. Our own package is found all the same:
    last of all, if it was found there.
    """
    here = _current_folder()
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    path = sys.path[1:] if run_as_module and not sys.flags.safe_path else sys.path[:]
    dropped = {os.path.join(here, entry) for entry in _relative_entries()}  # noqa: PTH118
    dropped = {os.path.normpath(entry) for entry in dropped}
    path = [
        entry
        for entry in path
        if os.path.isabs(entry) and os.path.normpath(entry) not in dropped  # noqa: PTH117
    ]
    sys.path[:] = path if root in path else [*path, root]


def _current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:  # it was deleted
        return os.sep


def _relative_entries() -> list[str]:
    given = os.environ.get("PYTHONPATH", "")
    if not given or sys.flags.ignore_environment:
        return []
    return [entry for entry in given.split(os.pathsep) if not os.path.isabs(entry)]  # noqa: PTH117
