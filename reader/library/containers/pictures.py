"""The pictures that a container has for its article, by the addresses that the article has them by.

Only what is asked for is decoded; nothing is looked for outside of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urljoin, urlsplit

from reader.errors import ReaderError
from reader.library.containers.unpack import ContainerForm, container_form
from reader.library.files.regular_file import read_bytes

MOST_BYTES: Final = 128 * 1024 * 1024
"""Bytes of a file that are read: a saved page is its pictures, mostly."""
MOST_PICTURES: Final = 5_000
_LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a picture; what is larger is none that is kept."""
_MOST_IN_ALL: Final = 256 * 1024 * 1024
_HEAD: Final = 16 * 1024
_MOST_NAMES: Final = 20_000
"""Parts of a container that are looked at."""

_Found = TypeVar("_Found")


def pictures(path: Path, addresses: Iterable[str]) -> dict[str, bytes]:
    """The pictures that are in the file, by their addresses as they are given here.

    An address is as the article has it: `cid:name`, absolute, or relative to its page. A file that
    is no container has none. Raises ReaderError as reading a file does.
    """
    kept: dict[str, bytes] = {}
    left = _MOST_IN_ALL
    for address, data in each_picture(path, addresses):
        left -= len(data)
        if left < 0:
            break
        kept[address] = data
    return kept


def each_picture(path: Path, addresses: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The same, one by one: each is decoded when it is asked for. Raises ReaderError meanwhile."""
    wanted = tuple(dict.fromkeys(islice(addresses, MOST_PICTURES)))
    form = container_form(path, read_bytes(path, limit=_HEAD))
    read = _READERS.get(form) if form is not None else None
    if read is None or not wanted:
        return
    for address, data in read(path, wanted):
        if len(data) <= _LARGEST:
            yield address, data


def _of_message(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Parts by `Content-ID` and `Content-Location` (RFC 2392, RFC 2557)."""
    from reader.library.containers import mime  # late, with all that reads messages

    data = read_bytes(path, limit=MOST_BYTES)
    message = mime.message_header(data)
    found = mime.parts(data, message, opens_messages=True)
    base = mime.line(message, "Snapshot-Content-Location") or next(
        (place for part in found if (place := mime.line(part.header, "Content-Location"))), ""
    )
    named: dict[str, mime.MimePart] = {}
    for part in found:
        if part.kind.startswith("text/"):
            continue
        if name := mime.content_id(part.header):
            named.setdefault(f"cid:{name}", part)
        if place := mime.line(part.header, "Content-Location"):
            named.setdefault(_joined(base, place), part)
    for address in wanted:
        wanted_part = _named(named, address, base)
        if wanted_part is not None and wanted_part.end - wanted_part.start <= 2 * _LARGEST:
            yield address, wanted_part.content(data)


def _of_webarchive(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    from reader.library.containers import webarchive

    base, resources = webarchive.resources(read_bytes(path, limit=MOST_BYTES))
    named = dict(islice(resources, _MOST_NAMES))
    for address in wanted:
        if (data := _named(named, address, base)) is not None:
            yield address, data


def _of_book(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Files in an EPUB, by addresses from its root."""
    from reader.library.containers import zip_archive
    from reader.library.containers.epub.book_files import BookFiles

    with zip_archive.opened(path) as archive:
        files = BookFiles(archive)
        for address in wanted:
            found = files.locate("", address)
            if found is not None and archive.size(found.name) <= _LARGEST:
                with suppress(ReaderError):  # a damaged one does not cost the others
                    yield address, archive.read(found.name, _LARGEST)


_READERS: Final = {
    ContainerForm.MHTML: _of_message,
    ContainerForm.MESSAGE: _of_message,
    ContainerForm.WEBARCHIVE: _of_webarchive,
    ContainerForm.EPUB: _of_book,
}


def _named(named: Mapping[str, _Found], address: str, base: str) -> _Found | None:
    """What has an address: as it is written, or as it is meant."""
    if (found := named.get(address)) is not None:
        return found
    if address[:4].lower() == "cid:":
        return named.get(f"cid:{unquote(address[4:])}")
    return named.get(_joined(base, address))


def _joined(base: str, address: str) -> str:
    """An address without its fragment, as it is meant on the page at `base`."""
    try:
        return urlsplit(urljoin(base, address))._replace(fragment="").geturl()
    except ValueError:
        return address
