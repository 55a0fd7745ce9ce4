"""Books that only the program they were bought for can read.

`META-INF/encryption.xml` (OCF 3.3, 3.5.2) lists what is encrypted. Fonts are often, which protects
nothing of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from reader.document.html.measures import attribute
from reader.errors import ReaderError
from reader.library.containers.epub import xml_tree
from reader.library.containers.epub.book_files import BookFiles

_ENCRYPTION: Final = "META-INF/encryption.xml"
_OF_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc")
_SCHEMES: Final = (
    ("META-INF/license.lcpl", b"", "Readium LCP"),
    ("META-INF/sinf.xml", b"", "Apple FairPlay"),
    ("META-INF/rights.xml", b"ns.adobe.com/adept", "Adobe ADEPT"),
    ("rights.xml", b"kdrm", "Kobo"),
)
"""Files by which a scheme is known, and a word in them."""
_HINT: Final = "read it in the program that it was bought for"


def refuse_protected(files: BookFiles, documents: Collection[str]) -> None:
    """Raises ReaderError if any of these documents of the book is encrypted."""
    archive = files.archive
    locked = set(_encrypted(files))
    if not locked.isdisjoint(documents):
        raise ReaderError(f"is protected by {_scheme(files) or 'DRM'}", hint=_HINT)
    if any(map(archive.is_encrypted, documents)):
        raise ReaderError("is encrypted", hint="unpack it with its password")


def _encrypted(files: BookFiles) -> Iterator[str]:
    name = files.archive.find(_ENCRYPTION)
    if name is None:
        return
    try:
        root = xml_tree.parse(files.archive.read(name, xml_tree.MOST_BYTES))
    except ReaderError:  # then it is not known for what it is, and shows as what it is
        return
    for node in root.css("x-encrypteddata"):
        method = node.css_first("x-encryptionmethod")
        algorithm = attribute(method, "algorithm").lower() if method is not None else ""
        if algorithm in _OF_FONTS:
            continue
        for reference in node.css("x-cipherreference"):
            found = files.locate("", attribute(reference, "uri"))
            if found is not None:
                yield found.name


def _scheme(files: BookFiles) -> str:
    for path, word, scheme in _SCHEMES:
        name = files.archive.find(path)
        if name is not None and word in files.archive.beginning(name, 64 * 1024):
            return scheme
    return ""
