"""Pictures that came with a file: within it, or beside it where browsers put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.errors import ReaderError
from reader.intake.writing.pictures import MOST_BYTES, MOST_PICTURES, picture_ending
from reader.library.containers.pictures import pictures
from reader.library.files.regular_file import read_bytes

_MOST_IN_ALL = 256 * 1024 * 1024


def saved_pictures(path: Path, references: Iterable[str]) -> dict[str, bytes]:
    """The pictures that the text of a file refers to, by these references; as many as there are.

    Nothing outside of the folder of the file is read. Raises ReaderError as reading a file does.
    """
    wanted = list(islice(dict.fromkeys(references), MOST_PICTURES))
    found = pictures(path, wanted)
    left = _MOST_IN_ALL - sum(map(len, found.values()))
    for reference, data in _beside(path, (each for each in wanted if each not in found)):
        left -= len(data)
        if left >= 0:
            found[reference] = data
    return {reference: data for reference, data in found.items() if picture_ending(data)}


def _beside(path: Path, references: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Files in the folder of a page, or in one that is in it."""
    folder = path.parent.resolve()
    for reference in references:
        place = _place(reference)
        if not place:
            continue
        try:
            file = folder.joinpath(place).resolve()
            if file.is_relative_to(folder) and file.is_file():
                yield reference, read_bytes(file, limit=MOST_BYTES)
        except (OSError, ValueError, ReaderError):
            continue


def _place(reference: str) -> str:
    """The path of a reference to a file; empty for one that leads elsewhere."""
    try:
        address = urlsplit(reference)
    except ValueError:
        return ""
    if address.scheme or address.netloc:
        return ""
    return unquote(address.path).lstrip("/")
