"""What an address holds that is no article, and what to do with it."""

from __future__ import annotations

from typing import Final

from reader.intake.web.answer import WebError

_BY_TYPE: Final = (
    ("application/pdf", "a PDF", "download it, then: pdftotext -layout FILE.pdf - | reader add -"),
    ("application/epub+zip", "a book (EPUB)", "download it and open it with reader"),
    ("application/msword", "a Word document", "open it in Word and save it as HTML"),
    ("application/vnd.openxmlformats", "an Office document", "open it there and save it as HTML"),
    ("application/vnd.oasis", "an Office document", "open it there and save it as HTML"),
    ("application/vnd.ms-", "an Office document", "open it there and save it as HTML"),
    ("application/zip", "an archive (ZIP)", "download it and unpack it"),
    ("application/gzip", "a compressed file", "download it and unpack it"),
    ("application/x-tar", "an archive (tar)", "download it and unpack it"),
    ("application/x-7z", "an archive (7z)", "download it and unpack it"),
    ("application/x-mobipocket", "a book (MOBI)", "convert it to EPUB with Calibre"),
    ("image/", "a picture", "download it with a browser"),
    ("audio/", "a recording", "download it with a browser"),
    ("video/", "a film", "download it with a browser"),
    ("font/", "a font", "name the address of an article"),
)
_BY_START: Final = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
)
_TEXT: Final = frozenset(("image/svg+xml",))
_EPUB: Final = b"mimetypeapplication/epub+zip"


def media_type(stated: str) -> str:
    """The media type of a `Content-Type` in small letters, without parameters; the first of two."""
    return stated[:200].partition(";")[0].partition(",")[0].strip().lower()


def check_type(content_type: str) -> None:
    """Raise WebError for a media type that no article has; what is unknown passes."""
    if content_type in _TEXT:
        raise WebError("is a drawing (SVG)", hint="download it with a browser")
    for start, name, hint in _BY_TYPE:
        if content_type.startswith(start):
            raise WebError(f"is {name}, not an article", hint=hint)


def check_content(content_type: str, data: bytes) -> None:
    """Raise WebError for content that is no text, by its type and by its first bytes."""
    check_type(content_type)
    for start, told in _BY_START:
        if data.startswith(start):
            check_type("application/epub+zip" if _EPUB in data[:100] else told)
    if data[4:8] == b"ftyp":
        check_type("video/mp4")
