"""A picture shown by the desktop's own program for pictures."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.errors import ReaderError
from reader.services.desktop.browser import command_for
from reader.services.desktop.program import start
from reader.services.pictures.raster import file_ending

if TYPE_CHECKING:
    from reader.services.pictures.source import PictureSource

_SAFE_ENDINGS: Final = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".avif"))
"""Endings of file names for which a desktop starts what shows pictures, and nothing else."""


def open_picture(
    source: PictureSource, address: str, environment: Mapping[str, str] = os.environ
) -> None:
    """Show a picture outside of this terminal. Returns at once; for workers.

    One that is no file by itself, or whose name would start something else, is copied first to a
    folder for temporary files. Raises ReaderError if it is gone, or nothing can show it.
    """
    path = source.path(address)
    if path is None or path.suffix.lower() not in _SAFE_ENDINGS:
        path = _copied(source, address)
    start(command_for(os.fspath(path), environment))


def _copied(source: PictureSource, address: str) -> Path:
    data = source.content(address)
    ending = file_ending(BytesIO(data)) if data else ""
    if data is None or not ending:
        raise ReaderError("the picture is gone", hint="R reads the article again")
    name = hashlib.blake2b(address.encode(), digest_size=8).hexdigest()
    path = _folder() / f"{name}{ending}"
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ReaderError(f"cannot be written: {error.strerror}", path=path) from error
    return path


@cache
def _folder() -> Path:
    """A folder that only this user may read; the system clears it away in time."""
    return Path(tempfile.mkdtemp(prefix="reader-"))
