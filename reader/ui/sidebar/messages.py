"""What the sidebar tells the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Told(Message):
    """Something for the reader to know; `lasting` until another such, or an empty one."""

    def __init__(self, text: str, *, lasting: bool = False) -> None:
        super().__init__()
        self.text = text
        self.lasting = lasting


class Filtered(Message):
    """How many articles the search left, in words; empty without a search."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Emptied(Message):
    """The library has nothing to read."""


class SearchLeft(Message):
    """The reader gives the search up."""


class Kept(Message):
    """Something was written, or could not be: what is wrong with the owner's files, a line each."""

    def __init__(self, notices: tuple[str, ...]) -> None:
        super().__init__()
        self.notices = notices


class IndexNoted(Message):
    """Something is wrong with the index itself, a line each."""

    def __init__(self, notices: tuple[str, ...]) -> None:
        super().__init__()
        self.notices = notices


class FilesChanged(Message):
    """Files were saved, added or removed; the index knows it."""

    def __init__(self, fingerprints: Mapping[Path, str | None]) -> None:
        super().__init__()
        self.fingerprints = fingerprints
        """Fingerprints of what the files hold now; None for those that are gone."""
