"""The root of all errors that the reader raises on purpose."""

from __future__ import annotations

from pathlib import Path


class ReaderError(Exception):
    """An error for the owner: what happened, to which file, and what to do about it.

    The texts may hold parts of files: whoever shows them must neither parse them as markup nor let
    control characters through.
    """

    def __init__(self, what: str, *, path: Path | None = None, hint: str = "") -> None:
        """`what` happened to the file at `path`; `hint` says what to do."""
        super().__init__(what)
        self.what = what
        self.path = path
        self.hint = hint

    def __str__(self) -> str:
        subject = f"{self.path}: " if self.path is not None else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{subject}{self.what}{advice}"


class MisuseError(ReaderError):
    """The program was called where it cannot work; exit status 2."""
