"""Unexpected exceptions: a report in a file, and one line on stderr that says where it is.

A traceback on the terminal would not help the owner, and may hold text of files.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader import __version__
from reader.errors import ReaderError

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

NAME = "crash.txt"
"""Name of the last crash's report, in the state folder."""
MOST_WORDS = 200
"""Characters of an exception's message that are told."""


class Crashes:
    """A context around the whole program: no unexpected exception leaves it."""

    def __init__(self) -> None:
        self.told = ""
        """A line on the first exception, for stderr; empty if there was none."""

    def __enter__(self) -> Self:
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, Exception):
            self._happened(error)
            return True
        return False

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            self._happened(args.exc_value)

    def _unraisable(self, args: UnraisableHookArgs) -> None:
        """Ignore it as Python does, but print nothing: that would land on the app's screen."""

    def _happened(self, error: Exception) -> None:
        if not self.told:
            self.told = f"internal error: {_in_words(error)}; {_reported(error)}"


def _in_words(error: Exception) -> str:
    import traceback  # late, as all that a crash alone needs

    from reader.text.safe import clean_line

    frames = traceback.extract_tb(error.__traceback__)
    root = str(Path(__file__).parents[1])
    own = [frame for frame in frames if frame.filename.startswith(root)]
    at = f" (reader{own[-1].filename.removeprefix(root)}:{own[-1].lineno})" if own else ""
    return clean_line(f"{type(error).__name__}: {error}"[:MOST_WORDS]) + at


def _reported(error: Exception) -> str:
    """Write the report; a clause that says where it is, or that there is none."""
    import platform
    import traceback

    from reader.paths import Paths
    from reader.text.safe import clean

    written = "".join(traceback.format_exception(error))
    about = f"reader {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
    with suppress(OSError, ImportError, ReaderError):
        place = Paths.default(os.environ).state.with_name(NAME)
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            file.write((about + clean(written)).encode())
        return f"a report is in {place}"
    return "no report could be written"
