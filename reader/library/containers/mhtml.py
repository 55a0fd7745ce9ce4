"""MHTML (RFC 2557): a page with its parts as one MIME message, `.mhtml` and `.mht`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers import frames, mime
from reader.library.containers.saved_page import SavedPage, as_utf_8, container_facts

_MULTIPART: Final = re.compile(rb"^Content-Type:[ \t\r\n]*multipart/related", re.I | re.M)
_MIME: Final = re.compile(rb"^(?:MIME-Version|Content-Type|Content-Location):", re.I | re.M)
_TEXTS: Final = ("text/html", "application/xhtml+xml", "text/plain")
"""What a main part may be, best first."""
_CUT_OFF: Final = "The archive ends in the middle of the page; what is there is shown."


def is_mhtml(data: bytes, *, is_named: bool) -> bool:
    """Whether a file is a message with related parts; if it `is_named` so, any MIME message."""
    if not mime.starts_with_field(data):
        return False
    return (_MIME if is_named else _MULTIPART).search(mime.head(data)) is not None


def unpack(data: bytes) -> SavedPage:
    """The page that the message is about, also of a file that was cut off.

    Raises ReaderError if none of its parts is text.
    """
    message = mime.message_header(data)
    found = mime.parts(data, message)
    main = main_part(found, mime.parameter(message, "start").strip("<>"))
    if main is None:
        raise ReaderError(
            "is a saved page without text", hint="open it in a browser and save it as HTML"
        )
    url = mime.line(message, "Snapshot-Content-Location") or mime.line(message, "Content-Location")
    if not _is_address(url):
        url = mime.line(main.header, "Content-Location")
    subject, saved = mime.line(message, "Subject"), mime.line(message, "Date")
    title = "" if _is_address(subject) else subject
    return SavedPage(
        frames.telling(_page(main, data), lambda page: _framed(page, found, data)),
        facts=container_facts([(FactName.URL, url)]),
        otherwise=container_facts([(FactName.TITLE, title), (FactName.SAVED, saved)]),
        notices=() if main.is_whole else (_CUT_OFF,),
    )


def main_part(parts: Sequence[mime.MimePart], start: str) -> mime.MimePart | None:
    """The part that `start` names (RFC 2387), else the first page, else the first text."""
    named = [part for part in parts if start and start in part.ids]
    for candidates in (named, parts):
        for kind in _TEXTS:
            for part in candidates:
                if part.kind == kind and part.end > part.start:
                    return part
    return None


def _page(part: mime.MimePart, data: bytes) -> bytes:
    return as_utf_8(part.content(data), mime.parameter(part.header, "charset"))


def _framed(page: bytes, parts: Sequence[mime.MimePart], data: bytes) -> Iterator[bytes]:
    """The pages in the frames of a page, which are named by identifiers or addresses."""
    pages = [part for part in parts if part.kind in _TEXTS[:2]]
    wanted = frames.sources(page) if len(pages) > 1 else frozenset()
    for part in pages if wanted else ():
        place = mime.line(part.header, "Content-Location")
        if f"cid:{part.ids[0]}" in wanted or place in wanted:
            yield _page(part, data)


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http:", "https:", "ftp:", "file:", "chrome:", "edge:"))
