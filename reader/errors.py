"""The one root of all errors that reader raises on purpose."""

from __future__ import annotations

from pathlib import Path


class ReaderError(Exception):
    """Says what happened, to which file, and what to do about it.

    `str()` gives one line without control characters' meaning attached: it is data, to be
    shown as text, never parsed as markup.
    """

    def __init__(self, what: str, *, path: Path | None = None, hint: str = "") -> None:
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
