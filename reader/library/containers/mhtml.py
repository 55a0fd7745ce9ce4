"""MHTML (RFC 2557): a page with its parts as one MIME message, `.mhtml` and `.mht`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers import frames, mime
from reader.library.containers.saved_page import SavedPage, container_facts

_MULTIPART: Final = re.compile(rb"^Content-Type:[ \t\r\n]*multipart/related", re.I | re.M)
_MIME: Final = re.compile(rb"^(?:MIME-Version|Content-Type|Content-Location):", re.I | re.M)
_PAGES: Final = ("text/html", "application/xhtml+xml")
_TEXTS: Final = (*_PAGES, "text/plain")
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
    parts = mime.parts(data, message)
    main = main_part(parts, mime.parameter(message, "start").strip("<>"))
    if main is None:
        raise ReaderError(
            "is a saved page without text", hint="open it in a browser and save it as HTML"
        )
    url = mime.line(message, "Snapshot-Content-Location") or mime.line(message, "Content-Location")
    if not _is_address(url):
        url = mime.line(main.header, "Content-Location")
    subject, saved = mime.line(message, "Subject"), mime.line(message, "Date")
    title = "" if _is_address(subject) else subject
    inner = [part for part in parts if part.kind in _PAGES and part is not main]
    page = frames.article_page(
        main.content(data), _charset(main), ((part.content(data), _charset(part)) for part in inner)
    )
    return SavedPage(
        frames.with_addresses(page, _addresses(inner)),
        facts=container_facts([(FactName.URL, url)]),
        otherwise=container_facts([(FactName.TITLE, title), (FactName.SAVED, saved)]),
        notices=() if main.is_whole or not main.around else (_CUT_OFF,),
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


def _charset(part: mime.MimePart) -> str:
    return mime.parameter(part.header, "charset")


def _addresses(parts: Iterable[mime.MimePart]) -> dict[str, str]:
    """Where pages in the archive were, by the names by which others refer to them."""
    return {
        name: place
        for part in parts
        if (name := mime.content_id(part.header))
        and _is_address(place := mime.line(part.header, "Content-Location"))
    }


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http:", "https:", "ftp:", "file:", "chrome:", "edge:"))
