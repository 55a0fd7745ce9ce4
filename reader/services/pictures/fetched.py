"""Pictures that were fetched from the web, kept in a folder that may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from reader.errors import ReaderError

if TYPE_CHECKING:
    from reader.intake.web.answer import Web
    from reader.services.pictures.source import PictureSource

MOST_FETCHED: Final = 300
"""Pictures of an article that are asked for."""
MOST_KEPT: Final = 512 * 1024 * 1024
"""Bytes of pictures that are kept; the oldest go first."""
_LOT: Final = 4
"""Pictures that are fetched before those that came are shown."""
_WEB: Final = ("http", "https")
_PICTURES: Final = frozenset((".png", ".jpg", ".gif", ".webp", ".bmp", ".avif"))
"""What is kept: drawings (SVG) are not shown."""


class PictureCache:
    """Fetched pictures by their addresses. Safe in several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, url: str) -> Path | None:
        """The file of a picture; None if it was not fetched, or is gone."""
        path = self._path(url)
        return path if path.is_file() else None

    def keep(self, url: str, data: bytes) -> None:
        """Keep a picture, whole or not at all. Raises ReaderError if it cannot be written."""
        path = self._path(url)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError as error:
            raise ReaderError(f"cannot be written: {error.strerror}", path=path) from error

    def make_room(self, most: int = MOST_KEPT) -> None:
        """Delete the oldest pictures until the others have `most` bytes at the most."""
        found: list[tuple[float, int, Path]] = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):
                    status = path.stat()
                    found.append((status.st_mtime, status.st_size, path))
        left = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if left <= most:
                return
            with suppress(OSError):
                path.unlink()
            left -= size

    def _path(self, url: str) -> Path:
        name = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self._folder / name


def absolute(address: str, page: str) -> str:
    """The address on the web of a picture of a page; "" if it is not there.

    `page` is the address that the article was saved from; it may be empty.
    """
    try:
        url = urldefrag(urljoin(page, address.strip())).url
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in _WEB and parts.netloc else ""


@dataclass(frozen=True, slots=True)
class FetchedLot:
    """What came of some pictures."""

    came: tuple[str, ...]
    """Addresses of those that are here now, as the article has them."""
    failed: int
    """How many others are not."""


def fetch_pictures(
    open_web: Callable[[], Web], source: PictureSource, addresses: Sequence[str]
) -> Generator[FetchedLot, None, None]:
    """Fetch pictures of an article that are not here yet, a few at a time. For threads.

    Whoever wants no more closes the generator. A host that gave none of a lot is asked for no
    other. Raises ReaderError if they cannot be kept.
    """
    from reader.intake.web.pictures import fetched_pictures  # late: seldom needed
    from reader.intake.writing.pictures import picture_ending

    def is_picture(data: bytes) -> bool:
        return picture_ending(data) in _PICTURES

    wanted = {url: each for each in addresses if (url := source.url(each)) and not source.has(each)}
    if not wanted:
        return
    web = open_web()
    given_up: set[str] = set()
    urls = list(wanted)[:MOST_FETCHED]
    for start in range(0, len(urls), _LOT):
        lot = [url for url in urls[start : start + _LOT] if urlsplit(url).netloc not in given_up]
        found = fetched_pictures(web, lot, is_picture, page=source.page)
        for url, data in found.files.items():
            source.keep(url, data)
        source.make_room()
        hosts = {urlsplit(url).netloc for url in found.files}
        given_up |= {urlsplit(url).netloc for url in found.failed} - hosts
        came = tuple(wanted[url] for url in found.files)
        yield FetchedLot(came, len(urls[start : start + _LOT]) - len(came))
