"""Safari's web archive: a property list, binary or XML, with the page and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers import frames
from reader.library.containers.saved_page import SavedPage, as_utf_8, container_facts

_BINARY: Final = b"bplist0"
_TEXTS: Final = ("text/", "application/xhtml+xml", "application/xml")
_MOST_FRAMES: Final = 50
_AGAIN: Final = "open it in Safari and save the page again"


def is_webarchive(data: bytes) -> bool:
    """Whether a file is a binary property list, or one in XML with a page in it."""
    return data.startswith(_BINARY) or (b"<plist" in data[:1024] and b"WebMainResource" in data)


def unpack(data: bytes, *, is_cut: bool) -> SavedPage:
    """The main page, or that in its frames if it has no words. `is_cut`: there is more than that.

    Raises ReaderError if the list is damaged, or its page is no text.
    """
    archive = _whole(data, is_cut=is_cut)
    main = _main(archive)
    content = main.get("WebResourceData")
    if isinstance(content, str):
        content = content.encode("utf-8")
    if not isinstance(content, bytes):
        raise ReaderError("is a web archive without a page", hint=_AGAIN)
    kind = _text(main, "WebResourceMIMEType").lower()
    if kind and not kind.startswith(_TEXTS):
        raise ReaderError(f"is a web archive of no text ({kind})", hint="open it in Safari")
    page = as_utf_8(content, _text(main, "WebResourceTextEncodingName"))
    return SavedPage(
        frames.telling(page, lambda _: _framed(archive)),
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


def _framed(archive: object) -> Iterator[bytes]:
    """The pages in all frames, also those in frames of frames."""
    waiting = [archive]
    for holder in waiting:
        inner = holder.get("WebSubframeArchives") if isinstance(holder, Mapping) else None
        waiting += inner[:_MOST_FRAMES] if isinstance(inner, list) and len(waiting) < 100 else []
    for each in waiting[1:]:
        main = each.get("WebMainResource") if isinstance(each, Mapping) else None
        content = main.get("WebResourceData") if isinstance(main, Mapping) else None
        if isinstance(main, Mapping) and isinstance(content, bytes):
            yield as_utf_8(content, _text(main, "WebResourceTextEncodingName"))


def _whole(data: bytes, *, is_cut: bool) -> object:
    if is_cut and data.startswith(_BINARY):  # its table stands at the end
        raise ReaderError("is too large a web archive to read", hint="save the page as HTML")
    return _archive(data)


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
