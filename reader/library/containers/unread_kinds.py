"""Files that are no articles here, told by their first bytes: what they are, and what to do.

Other programs make text of them: `pdftotext x.pdf - | reader -`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from reader.errors import ReaderError
from reader.text.safe import shown_path

_HEAD: Final = 4096
_SEARCHED: Final = 2 * 1024 * 1024
"""Bytes in which the names of an archive's files are looked for."""
_TAIL: Final = 66 * 1024
"""Bytes at the end of a ZIP archive in which its table ends, with the longest comment."""


class UnreadKind(NamedTuple):
    """What a file is, and what can be done with it."""

    what: str
    """`a PDF document`."""
    advice: str
    """A command, or words; `{}` stands for the file's name, quoted for a shell, and `{epub}` for
    the name that it has as an EPUB."""


_HTML_BY_PANDOC: Final = "read its text: pandoc {} -t html | reader -"
_BY_OFFICE: Final = "make a page of it: soffice --headless --convert-to html {}"
_PICTURE: Final = "read a text in it: tesseract {} - | reader -"
_PLAYED: Final = "open it in a player"
_ADDED: Final = "bring in its articles: reader add {}"
_BY_CALIBRE: Final = "make a book of it that is read: ebook-convert {} {epub}"

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", UnreadKind("a picture (PNG)", _PICTURE)),
    (b"\xff\xd8\xff", UnreadKind("a picture (JPEG)", _PICTURE)),
    (b"GIF87a", UnreadKind("a picture (GIF)", _PICTURE)),
    (b"GIF89a", UnreadKind("a picture (GIF)", _PICTURE)),
    (b"II*\0", UnreadKind("a picture (TIFF)", _PICTURE)),
    (b"MM\0*", UnreadKind("a picture (TIFF)", _PICTURE)),
    (b"\0\0\1\0", UnreadKind("a picture (ICO)", "open it in a viewer of pictures")),
    (b"AT&TFORM", UnreadKind("a DjVu document", "read its text: djvutxt {} | reader -")),
    (b"{\\rtf", UnreadKind("an RTF document", _HTML_BY_PANDOC)),
    (b"\x1f\x8b", UnreadKind("compressed (gzip)", "read it: gzip -dc {} | reader -")),
    (b"\xfd7zXZ\0", UnreadKind("compressed (xz)", "read it: xz -dc {} | reader -")),
    (b"\x28\xb5\x2f\xfd", UnreadKind("compressed (zstd)", "read it: zstd -dc {} | reader -")),
    (b"7z\xbc\xaf\x27\x1c", UnreadKind("an archive (7z)", "unpack it: 7z x {}")),
    (b"Rar!\x1a\x07", UnreadKind("an archive (RAR)", "unpack it: unrar x {}")),
    (b"SQLite format 3\0", UnreadKind("a database (SQLite)", "export the articles in it")),
    (b"OggS\0", UnreadKind("sound or video (Ogg)", _PLAYED)),
    (b"fLaC\0", UnreadKind("sound (FLAC)", _PLAYED)),
    (b"ID3\2", UnreadKind("sound (MP3)", _PLAYED)),
    (b"ID3\3", UnreadKind("sound (MP3)", _PLAYED)),
    (b"ID3\4", UnreadKind("sound (MP3)", _PLAYED)),
    (b"\xff\xfb", UnreadKind("sound (MP3)", _PLAYED)),
    (b"\xff\xf3", UnreadKind("sound (MP3)", _PLAYED)),
    (b"\xff\xf1", UnreadKind("sound (AAC)", _PLAYED)),
    (b"\x1a\x45\xdf\xa3", UnreadKind("video (Matroska)", _PLAYED)),
    (b"FLV\1", UnreadKind("video (Flash)", _PLAYED)),
    (b"\0\0\1\xba", UnreadKind("video (MPEG)", _PLAYED)),
    (b"wOFF", UnreadKind("a font", "it has no text")),
    (b"wOF2", UnreadKind("a font", "it has no text")),
    (b"\x7fELF", UnreadKind("a program", "it has no text")),
    (b"CONT\2\0", UnreadKind("a Kindle book (KFX)", _BY_CALIBRE)),
    (
        b"\xeaDRMION\xee",
        UnreadKind("a Kindle book with copy protection", "only a Kindle reads it"),
    ),
)  # fmt: skip
_RIFF: Final = {
    b"WEBP": UnreadKind("a picture (WebP)", _PICTURE),
    b"WAVE": UnreadKind("sound (WAV)", _PLAYED),
    b"AVI ": UnreadKind("video (AVI)", _PLAYED),
}
_BRANDS: Final = {
    b"avif": UnreadKind("a picture (AVIF)", _PICTURE),
    b"avis": UnreadKind("a picture (AVIF)", _PICTURE),
    b"heic": UnreadKind("a picture (HEIC)", _PICTURE),
    b"heix": UnreadKind("a picture (HEIC)", _PICTURE),
    b"mif1": UnreadKind("a picture (HEIF)", _PICTURE),
    b"M4A ": UnreadKind("sound (MPEG-4)", _PLAYED),
    b"M4B ": UnreadKind("a spoken book (MPEG-4)", _PLAYED),
}
"""By the brand of an ISO base media file."""
_ZIPPED: Final = (
    (b"word/", UnreadKind("a Word document", _HTML_BY_PANDOC)),
    (b"ppt/", UnreadKind("a PowerPoint presentation", _BY_OFFICE)),
    (b"xl/", UnreadKind("an Excel workbook", _BY_OFFICE)),
    (b"opendocument.text", UnreadKind("an OpenDocument text", _HTML_BY_PANDOC)),
    (b"opendocument.presentation", UnreadKind("an OpenDocument presentation", _BY_OFFICE)),
    (b"opendocument.spreadsheet", UnreadKind("an OpenDocument spreadsheet", _BY_OFFICE)),
    (b"Index/Document.iwa", UnreadKind("a document of iWork", "export it as HTML or EPUB")),
)  # fmt: skip
_NAMED: Final = {
    ".docx": _ZIPPED[0][1],
    ".pptx": _ZIPPED[1][1],
    ".xlsx": _ZIPPED[2][1],
    ".odt": _ZIPPED[3][1],
    ".odp": _ZIPPED[4][1],
    ".ods": _ZIPPED[5][1],
    ".doc": UnreadKind("a Word document", _BY_OFFICE),
    ".ppt": UnreadKind("a PowerPoint presentation", _BY_OFFICE),
    ".xls": UnreadKind("an Excel workbook", _BY_OFFICE),
    ".msg": UnreadKind("a message of Outlook", "save it as .eml, or: msgconvert {}"),
    ".kfx": UnreadKind("a Kindle book (KFX)", _BY_CALIBRE),
}
"""By the ending, where the bytes say only that it is a ZIP or OLE file."""
_TAR: Final = UnreadKind("an archive (tar)", "unpack it: tar -xf {}")
_COMPRESSED: Final = {
    **dict.fromkeys((".tgz", ".txz", ".tbz", ".tbz2", ".tar"), _TAR),
    ".warc": UnreadKind("a web archive (WARC)", _ADDED),
}
"""By the ending, or the one before `.gz`, what is compressed."""
_COMPRESSIONS: Final = frozenset((".gz", ".xz", ".zst", ".bz2"))
_ZIP: Final = UnreadKind("a ZIP archive", "unpack it: unzip {}")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("WordDocument", _NAMED[".doc"]),
    ("PowerPoint Document", _NAMED[".ppt"]),
    ("Workbook", _NAMED[".xls"]),
    ("__properties_version1.0", _NAMED[".msg"]),
)
_XML_ROOTS: Final = (
    (b"en-export", UnreadKind("an export of Evernote", _ADDED)),
    (b"opml", UnreadKind("a list of feeds (OPML)", "follow them: reader add --feeds {}")),
)  # fmt: skip
_XML_ROOT: Final = re.compile(
    rb"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!DOCTYPE[^<>\[]{0,500}>\s*|<!--[^>]{0,1000}-->\s*){0,5}"
    rb"<([A-Za-z][\w.-]{0,30})[\s>]"
)
_MBOX: Final = re.compile(
    rb"From \S{1,320} [^\r\n]{10,80}\r?\n(?:>?[!-9;-~]{1,70}:[^\r\n]{0,998}\r?\n)"
)
_MORE_MAIL: Final = re.compile(rb"\nFrom \S{1,320} [^\r\n]{0,60}\d\d:\d\d[^\r\n]{0,40}\r?\n")
_WARC: Final = re.compile(rb"WARC/\d\.\d{1,2}\r?\n[A-Z]")
_PALM: Final = {b"BOOKMOBI": "a Kindle book (MOBI)", b"TEXtREAd": "a Palm book"}
_JSON_LINES: Final = frozenset((".jsonl", ".ndjson"))


def refuse(path: Path, data: bytes, *, is_cut: bool) -> None:
    """Raise ReaderError if the file is of a kind that is not read; it says what to do.

    `data` has its first bytes, `is_cut` if there are more. Cheap for text: a few comparisons.
    """
    kind = _kind(path, data, is_cut=is_cut)
    if kind is not None:
        advice = kind.advice.replace("{epub}", _quoted(path.with_suffix(".epub")))
        raise ReaderError(f"is {kind.what}", hint=advice.replace("{}", _quoted(path)))


def _kind(path: Path, data: bytes, *, is_cut: bool) -> UnreadKind | None:
    head = data[:_HEAD]
    ending = path.suffix.lower()
    if ending in _COMPRESSIONS:
        ending = path.with_suffix("").suffix.lower() or ending
    for find in _FINDERS:
        if (found := find(head, ending)) is not None:
            return found
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zipped(data, ending, is_cut=is_cut)
    if data.startswith(_OLE):
        return _compound(data, ending)
    if b"%PDF-" in data[:1024] and (data.startswith(b"%PDF-") or b"endobj" in data):
        return _pdf(data)
    if (name := _PALM.get(head[60:68])) is not None:
        return _palm(data, name)
    if _MBOX.match(head) and (ending == ".mbox" or _MORE_MAIL.search(data[:_SEARCHED])):
        return UnreadKind("a mailbox with several messages", "save those to read as .eml files")
    if ending in _JSON_LINES and data.lstrip()[:1] == b"{" and data.strip().count(b"\n"):
        return UnreadKind("an export with an article in each line", _ADDED)
    return None


def _by_start(head: bytes, ending: str) -> UnreadKind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return _COMPRESSED.get(ending, kind) if kind.what.startswith("compressed") else kind
    return None


def _by_frame(head: bytes, _ending: str) -> UnreadKind | None:
    """Files whose kind stands behind a length."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], UnreadKind("video or sound (MPEG-4)", _PLAYED))
    if head.startswith(b"BZh") and head[4:10] == b"1AY&SY":
        return UnreadKind("compressed (bzip2)", "read it: bzip2 -dc {} | reader -")
    if _WARC.match(head):
        return UnreadKind("a web archive (WARC)", _ADDED)
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return UnreadKind("a picture (BMP)", _PICTURE)
    return _TAR if head[257:262] == b"ustar" else None


def _by_root(head: bytes, _ending: str) -> UnreadKind | None:
    found = _XML_ROOT.match(head.removeprefix(b"\xef\xbb\xbf"))
    name = found[1].lower() if found else b""
    return next((kind for root, kind in _XML_ROOTS if name == root), None)


_FINDERS: Final[tuple[Callable[[bytes, str], UnreadKind | None], ...]] = (
    _by_start,
    _by_frame,
    _by_root,
)


def _zipped(data: bytes, ending: str, *, is_cut: bool) -> UnreadKind | None:
    """A ZIP file by the names in it; None for EPUB, which is read."""
    if ending == ".epub" or b"application/epub+zip" in data[:200]:
        return None
    searched = data[:_SEARCHED] + data[-_TAIL:]
    found = next((kind for name, kind in _ZIPPED if name in searched), _NAMED.get(ending, _ZIP))
    if len(data) > 8 and data[6] & 1:
        return UnreadKind(f"{found.what}, encrypted", "save it without a password")
    if not is_cut and b"PK\5\6" not in data[-_TAIL:]:
        return UnreadKind(f"{found.what}, damaged or cut off", found.advice)
    return found


def _compound(data: bytes, ending: str) -> UnreadKind:
    """An OLE file (Office before 2007) by the names of its streams, which are UTF-16."""
    searched = data[:_SEARCHED] + data[-_SEARCHED:]
    if "EncryptedPackage".encode("utf-16-le") in searched:
        return UnreadKind("an Office document, encrypted", "save it without a password")
    streams = (kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in searched)
    return next(streams, _NAMED.get(ending, UnreadKind("an Office document", _BY_OFFICE)))


def _pdf(data: bytes) -> UnreadKind:
    if b"/Encrypt" in data[-_SEARCHED:]:
        advice = "with its password: pdftotext -upw PASSWORD {} - | reader -"
        return UnreadKind("a PDF document, encrypted", advice)
    return UnreadKind("a PDF document", "read its text: pdftotext {} - | reader -")


def _palm(data: bytes, name: str) -> UnreadKind:
    """A book in a Palm database; the first record says whether it is encrypted."""
    record = int.from_bytes(data[78:82], "big")
    if int.from_bytes(data[record + 12 : record + 14], "big") in (1, 2):
        return UnreadKind(f"{name}, with copy protection", "only a Kindle reads it")
    return UnreadKind(name, _BY_CALIBRE)


def _quoted(path: Path) -> str:
    """The file's name for a shell, from this folder if it is in it."""
    import shlex  # late: nearly all files are read

    name = shown_path(next(_names(path)))
    return shlex.quote(f"./{name}" if name.startswith("-") else name)


def _names(path: Path) -> Iterator[Path]:
    try:
        yield path.relative_to(Path.cwd())
    except (OSError, ValueError):  # this folder is gone, or the file is elsewhere
        yield path
