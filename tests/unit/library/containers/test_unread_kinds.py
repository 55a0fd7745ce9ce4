"""Files that are not read: what they are, and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.containers import unread_kinds
from reader.library.containers.unpack import unpack
from reader.library.load import load


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def palm(kind: bytes, encryption: int = 0) -> bytes:
    record = bytes(12) + encryption.to_bytes(2, "big") + bytes(100)
    return (
        b"Otters".ljust(60, b"\0")
        + kind
        + bytes(10)
        + (100).to_bytes(4, "big")
        + bytes(18)
        + record
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MBOX = b"From ann@x Sat Mar  9 08:00:00 2024\nFrom: ann@x\nSubject: a\n\nwords\n\n"

KINDS = {
    "a.pdf": (b"%PDF-1.7\n1 0 obj\n", "a PDF document", "pdftotext a.pdf - | reader -"),
    "junk.pdf": (
        b"\n\n%PDF-1.7\n1 0 obj x endobj",
        "a PDF document",
        "pdftotext junk.pdf - | reader -",
    ),
    "locked.pdf": (b"%PDF-1.7\ntrailer<</Encrypt 5 0 R>>", "a PDF document, encrypted", "-upw"),
    "a.docx": (
        zipped("[Content_Types].xml", "word/document.xml"),
        "a Word document",
        "pandoc a.docx -t html | reader -",
    ),
    "a.pptx": (zipped("ppt/presentation.xml"), "a PowerPoint presentation", "soffice"),
    "a.xlsx": (zipped("xl/workbook.xml"), "an Excel workbook", "soffice"),
    "a.odt": (zipped("content.xml"), "an OpenDocument text", "pandoc a.odt"),
    "cut.docx": (
        zipped("word/document.xml")[:40],
        "a Word document, damaged or cut off",
        "pandoc cut.docx",
    ),
    "a.zip": (zipped("a.html"), "a ZIP archive", "unzip a.zip"),
    "a.doc": (OLE + "WordDocument".encode("utf-16-le"), "a Word document", "soffice"),
    "a.msg": (OLE + "__properties_version1.0".encode("utf-16-le"), "a message of Outlook", ".eml"),
    "locked.docx": (
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "an Office document, encrypted",
        "password",
    ),
    "a.mobi": (palm(b"BOOKMOBI"), "a Kindle book (MOBI)", "ebook-convert a.mobi a.epub"),
    "a.azw3": (palm(b"BOOKMOBI", 2), "a Kindle book (MOBI), with copy protection", "Kindle"),
    "a.kfx": (b"CONT\2\0" + bytes(90), "a Kindle book (KFX)", "ebook-convert a.kfx a.epub"),
    "a.djvu": (b"AT&TFORM\0\0", "a DjVu document", "djvutxt a.djvu | reader -"),
    "a.rtf": (b"{\\rtf1\\ansi words}", "an RTF document", "pandoc a.rtf -t html | reader -"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(90), "a picture (PNG)", "tesseract a.png"),
    "a.jpg": (b"\xff\xd8\xff\xe0" + bytes(90), "a picture (JPEG)", "tesseract"),
    "a.webp": (b"RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)", "tesseract"),
    "a.avif": (b"\0\0\0\x20ftypavif\0\0", "a picture (AVIF)", "tesseract"),
    "a.heic": (b"\0\0\0\x20ftypheic\0\0", "a picture (HEIC)", "tesseract"),
    "a.bmp": (b"BM\x99\0\0\0\0\0\0\0" + bytes(90), "a picture (BMP)", "tesseract"),
    "a.mp3": (b"ID3\3\0\0" + bytes(90), "sound (MP3)", "player"),
    "a.mp4": (b"\0\0\0\x20ftypisom\0\0", "video or sound (MPEG-4)", "player"),
    "a.gz": (b"\x1f\x8b\x08\0" + bytes(90), "compressed (gzip)", "gzip -dc a.gz | reader -"),
    "a.html.xz": (b"\xfd7zXZ\0\0", "compressed (xz)", "xz -dc a.html.xz | reader -"),
    "a.tar.gz": (b"\x1f\x8b\x08\0" + bytes(90), "an archive (tar)", "tar -xf a.tar.gz"),
    "a.warc.gz": (b"\x1f\x8b\x08\0" + bytes(90), "a web archive (WARC)", "reader add a.warc.gz"),
    "a.warc": (b"WARC/1.0\r\nWARC-Type: response\r\n", "a web archive (WARC)", "reader add a.warc"),
    "a.bz2": (b"BZh91AY&SY\0", "compressed (bzip2)", "bzip2 -dc"),
    "a.zst": (b"\x28\xb5\x2f\xfd\0", "compressed (zstd)", "zstd -dc"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "7z x a.7z"),
    "a.rar": (b"Rar!\x1a\x07\1\0", "an archive (RAR)", "unrar x a.rar"),
    "a.tar": (b"a.html".ljust(257, b"\0") + b"ustar\0", "an archive (tar)", "tar -xf a.tar"),
    "a.db": (b"SQLite format 3\0", "a database (SQLite)", "export"),
    "a.enex": (
        b'<?xml version="1.0"?>\n<!DOCTYPE en-export SYSTEM "x">\n<en-export a="b">',
        "an export of Evernote",
        "reader add a.enex",
    ),
    "a.opml": (
        b'<?xml version="1.0"?><opml version="2.0">',
        "a list of feeds (OPML)",
        "reader add --feeds a.opml",
    ),
    "a.mbox": (MBOX, "a mailbox with several messages", ".eml"),
    "mail": (MBOX * 2, "a mailbox with several messages", ".eml"),
    "a.jsonl": (
        b'{"title": "a"}\n{"title": "b"}\n',
        "an export with an article in each line",
        "reader add a.jsonl",
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_named_by_its_first_bytes_with_what_to_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, what, advice = KINDS[name]
    path = tmp_path / name
    path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReaderError) as caught:
        load(path)
    assert caught.value.what == f"is {what}"
    assert advice in caught.value.hint
    assert caught.value.path == path


def test_its_name_is_quoted_for_a_shell_and_harmless(tmp_path: Path) -> None:
    for name, shown in (
        ("a b.pdf", "'a b.pdf'"),
        ("$(x).pdf", "'$(x).pdf'"),
        ("-a.pdf", "-a.pdf"),
        ("a\x1b]0;x.pdf", "x.pdf"),
        ("a\nb.pdf", "b.pdf"),
    ):
        with pytest.raises(ReaderError) as caught:
            unpack(tmp_path / name, b"%PDF-1.4")
        assert shown.strip("'") in caught.value.hint
        assert caught.value.hint.isprintable()


def test_a_name_that_looks_like_an_option_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReaderError) as caught:
        unpack(tmp_path / "-rf.pdf", b"%PDF-1.4")
    assert "pdftotext ./-rf.pdf" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "ID3 is a way to grow trees.",
        "BM is a company.",
        "BZh is no word.",
        "OggS, they said.",
        "PK means",
        "From here on it is downhill, in 2024.\nNote: slow.\n\nWords.",
        "WARC/1.0 is a format.",
        "RIFF raff",
        "On %PDF- as a magic number.",
        "<html><body>opml</body></html>",
        '{"title": "a"}',
        "GIF is a format",
        '<?xml version="1.0"?><html><body><p>words</p></body></html>',
        "Rar! it said.",
        "II* and MM",
    ],
)
def test_texts_are_read_whatever_they_begin_with(text: str) -> None:
    assert unpack(Path("a.md"), text.encode()) is None


def test_a_book_in_epub_is_not_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    unread_kinds.refuse(Path("a.zip"), file.getvalue(), is_cut=False)
