"""Safari's web archive: a property list, binary or XML, with the page and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers import frames
from reader.library.containers.saved_page import SavedPage, container_facts

_BINARY: Final = b"bplist0"
_TEXTS: Final = ("text/", "application/xhtml+xml", "application/xml")
_CHARSET: Final = "WebResourceTextEncodingName"
_DEEPEST: Final = 4
"""Frames in each other."""
_AGAIN: Final = "open it in Safari and save the page again"


def is_webarchive(data: bytes) -> bool:
    """Whether a file is a binary property list, or one in XML with a page in it."""
    return data.startswith(_BINARY) or (b"<plist" in data[:1024] and b"WebMainResource" in data)


def unpack(data: bytes, *, is_cut: bool) -> SavedPage:
    """The main page, or its frames where it is no more. `is_cut`: there is more than was read.

    Raises ReaderError if the list is damaged, or its page is no text.
    """
    if is_cut and data.startswith(_BINARY):  # its table stands at the end
        raise ReaderError("is too large a web archive to read", hint="save the page as HTML")
    archive = _archive(data)
    main = _main(archive)
    content = _content(main)
    if content is None:
        raise ReaderError("is a web archive without a page", hint=_AGAIN)
    kind = _text(main, "WebResourceMIMEType").lower()
    if kind and not kind.startswith(_TEXTS):
        raise ReaderError(f"is a web archive of no text ({kind})", hint="open it in Safari")
    return SavedPage(
        frames.article_page(content, _text(main, _CHARSET), _frames(archive)),
        facts=container_facts([(FactName.URL, _text(main, "WebResourceURL"))]),
    )


def resources(data: bytes) -> tuple[str, Iterator[tuple[str, bytes]]]:
    """The address of the page, and the address and the bytes of each of its parts.

    Of a damaged archive nothing.
    """
    try:
        archive = _archive(data)
        page = _text(_main(archive), "WebResourceURL")
    except ReaderError:
        return "", iter(())
    parts = archive.get("WebSubresources") if isinstance(archive, Mapping) else None
    return page, (
        (_text(part, "WebResourceURL"), content)
        for part in (parts if isinstance(parts, list) else ())
        if isinstance(part, Mapping) and isinstance(content := part.get("WebResourceData"), bytes)
    )


def _frames(archive: object, depth: int = 0) -> Iterator[tuple[bytes, str]]:
    """The pages in the frames of an archive, and their character sets."""
    inner = archive.get("WebSubframeArchives") if isinstance(archive, Mapping) else None
    if depth == _DEEPEST or not isinstance(inner, list):
        return
    for frame in inner:
        main = frame.get("WebMainResource") if isinstance(frame, Mapping) else None
        if not isinstance(main, Mapping):
            continue
        content = _content(main)
        if content is not None and _text(main, "WebResourceMIMEType").lower().startswith(_TEXTS):
            yield content, _text(main, _CHARSET)
        yield from _frames(frame, depth + 1)


def _content(resource: Mapping[object, object]) -> bytes | None:
    content = resource.get("WebResourceData")
    if isinstance(content, str):
        return content.encode("utf-8")
    return content if isinstance(content, bytes) else None


def _main(archive: object) -> Mapping[object, object]:
    main = archive.get("WebMainResource") if isinstance(archive, Mapping) else None
    if not isinstance(main, Mapping):
        raise ReaderError("is a property list without a page", hint=_AGAIN)
    return main


def _archive(data: bytes) -> object:
    import plistlib

    try:
        found: object = plistlib.loads(data)
    except Exception as error:  # a damaged one raises whatever it likes, also for its depth
        raise ReaderError("is a damaged web archive", hint=_AGAIN) from error
    return found


def _text(resource: Mapping[object, object], name: str) -> str:
    value = resource.get(name)
    return value if isinstance(value, str) else ""
