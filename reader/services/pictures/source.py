"""The bytes of an article's pictures: files beside it, parts of its own file, what was fetched."""

from __future__ import annotations

import binascii
import os
from base64 import b64decode
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote_to_bytes

from reader.document.hrefs import embedded, is_embedded
from reader.errors import ReaderError
from reader.library.files.regular_file import opened, read_opened
from reader.library.indexing.progress import normalize
from reader.services.pictures.fetched import PictureCache, absolute
from reader.services.pictures.local_files import picture_file

MOST_BYTES: Final = 32 * 1024 * 1024
"""Bytes of a picture; a larger one is not shown."""
_KEPT_BYTES: Final = 16 * 1024 * 1024
"""Bytes of pictures out of the article's own file that are kept: to find them costs all of it."""


def picture_folders(roots: Iterable[Path], links: Iterable[Path]) -> tuple[Path, ...]:
    """The real folders that pictures of a library may be in: those that are read and linked to."""
    found: list[Path] = []
    for path in (*map(normalize, roots), *map(normalize, links)):
        folder = path if path.is_dir() else path.parent
        found.append(Path(os.path.realpath(folder)))
    return tuple(dict.fromkeys(found))


class PictureSource:
    """Reads the pictures of one article. For threads, one at a time."""

    def __init__(
        self,
        article: Path,
        folders: Callable[[], Sequence[Path]],
        *,
        page: str = "",
        cache: PictureCache | None = None,
    ) -> None:
        """`folders` are those that pictures may be in, as `picture_folders` says.

        `page` is the address that the article was saved from, `cache` has what was fetched.
        """
        self.page = page
        self._cache = cache
        self._article = article
        self._folders = folders
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        """Pictures out of the article's own file by their addresses."""
        self.looks_into_file = 0
        """Count of work, for tests."""

    def files(self, addresses: Iterable[str]) -> Iterator[tuple[str, BinaryIO]]:
        """Each picture that is here, with its address; the file is closed when the next is asked.

        A file that cannot be read, or is too large, is none. Those in the article's own file come
        last.
        """
        within: list[str] = []
        for address in dict.fromkeys(addresses):
            if (kept := self._kept.get(address)) is not None:
                self._kept.move_to_end(address)
                yield address, BytesIO(kept)
                continue
            path = self.path(address)
            if path is None:
                within.append(address)
                continue
            try:
                with opened(path) as file:
                    if read_opened(file, 0).size <= MOST_BYTES:
                        yield address, file
            except ReaderError:
                continue
        for address, data in self._within(within):
            self._keep(address, data)
            yield address, BytesIO(data)

    def path(self, address: str) -> Path | None:
        """The file of a picture that is one by itself, or was fetched."""
        found = picture_file(address, self._article, self._folders())
        if found is None and self._cache is not None and (url := self.url(address)):
            return self._cache.path(url)
        return found

    def url(self, address: str) -> str:
        """Where a picture is on the web; "" if it is not there."""
        return absolute(address, self.page)

    def has(self, address: str) -> bool:
        """Whether a picture is a file that is here."""
        return self.path(address) is not None

    def keep(self, url: str, data: bytes) -> None:
        """Keep a picture that was fetched. Raises ReaderError if it cannot be written."""
        if self._cache is not None:
            self._cache.keep(url, data)

    def make_room(self) -> None:
        """Delete pictures that were fetched long ago, if there are too many."""
        if self._cache is not None:
            self._cache.make_room()

    def content(self, address: str) -> bytes | None:
        """All bytes of a picture; None if it is not here."""
        for _, file in self.files([address]):
            return file.read(MOST_BYTES)
        return None

    def _keep(self, address: str, data: bytes) -> None:
        self._kept[address] = data
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def _within(self, addresses: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Pictures that are in the article's own file."""
        from reader.library.containers.pictures import each_picture  # late: reads archives

        in_text = {address for address in addresses if is_embedded(address)}
        in_parts = [address for address in addresses if address not in in_text]
        try:
            if in_text:
                self.looks_into_file += 1
                yield from self._embedded(in_text)
            if in_parts:
                self.looks_into_file += 1
                yield from each_picture(self._article, in_parts)
        except ReaderError:
            return  # whoever opened the article was told

    def _embedded(self, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
        from reader.library.load import glance  # late: parsers are heavy

        for address, content in embedded(glance(self._article).body):
            if address in wanted and len(content) <= 2 * MOST_BYTES:
                wanted.discard(address)
                data = _decoded(content)
                if data:
                    yield address, data
            if not wanted:
                return


def _decoded(content: str) -> bytes:
    """The bytes of a `data:` address behind its type (RFC 2397); none if they are no Base64."""
    parameters, comma, encoded = content.rpartition(",")
    if comma and not parameters.lower().endswith("base64"):
        return b""
    encoded = encoded.removeprefix("base64")
    try:
        return b64decode(unquote_to_bytes(encoded))
    except (binascii.Error, ValueError):
        return b""
