"""Books in EPUB, made as small as a case needs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
TITLE = "<dc:title>The Weir</dc:title>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def document(body: str, *, title: str = "") -> str:
    """A document in XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def nav(items: str, *, more: str = "") -> str:
    """A table of contents in EPUB 3; `items` are `<li>` elements."""
    return document(f'<nav epub:type="toc"><h1>Contents</h1><ol>{items}</ol></nav>{more}')


def ncx(points: str) -> str:
    """A table of contents in EPUB 2; `points` are as `point` makes them."""
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<docTitle><text>The Weir</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def point(label: str, source: str, inner: str = "") -> str:
    return (
        f"<navPoint><navLabel><text>{label}</text></navLabel>"
        f'<content src="{source}"/>{inner}</navPoint>'
    )


@dataclass(frozen=True, slots=True)
class Book:
    """What a book is made of. What is named by an address is beside the package."""

    documents: Mapping[str, str] = field(default_factory=dict)
    """Bodies of documents by their addresses, in the order of the spine."""
    metadata: str = TITLE
    nav: str = ""
    ncx: str = ""
    pictures: Sequence[str] = ()
    spine: str = ""
    """The elements of the spine, where these are not all documents."""
    items: str = ""
    """More elements of the manifest."""
    guide: str = ""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """More files, and others in place of those above, by their names in the archive."""
    folder: str = "OEBPS"

    def package(self) -> str:
        items = "".join(
            f'<item id="d{number}" href="{name}" media-type="application/xhtml+xml"/>'
            for number, name in enumerate(self.documents)
        )
        items += "".join(
            f'<item id="p{number}" href="{name}" media-type="image/png"/>'
            for number, name in enumerate(self.pictures)
        )
        if self.nav:
            items += (
                '<item id="nav" href="nav.xhtml" properties="nav"'
                ' media-type="application/xhtml+xml"/>'
            )
        if self.ncx:
            items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        spine = self.spine or "".join(
            f'<itemref idref="d{number}"/>' for number in range(len(self.documents))
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xmlns:opf="http://www.idpf.org/2007/opf">{self.metadata}</metadata>'
            f"<manifest>{items}{self.items}</manifest><spine toc='ncx'>{spine}</spine>"
            f"<guide>{self.guide}</guide></package>"
        )

    def data(self) -> bytes:
        root = f"{self.folder}/" if self.folder else ""
        files: dict[str, str | bytes] = {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER.format(f"{root}content.opf"),
            f"{root}content.opf": self.package(),
        }
        files |= {f"{root}{name}": document(body) for name, body in self.documents.items()}
        files |= {f"{root}{name}": PNG for name in self.pictures}
        if self.nav:
            files[f"{root}nav.xhtml"] = self.nav
        if self.ncx:
            files[f"{root}toc.ncx"] = self.ncx
        return zipped(files | dict(self.files))

    def written(self, path: Path) -> Path:
        path.write_bytes(self.data())
        return path


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of these files but for the empty ones, what says its kind first and unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content:
                way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(name, content, way)
    return stream.getvalue()
