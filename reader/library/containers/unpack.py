"""Whether a file is a container, told by its first bytes and its name, and the page in it.

What reads one is imported when the first one comes.
"""

from __future__ import annotations

from pathlib import Path

from reader.library.containers.saved_page import SavedPage

_MHTML = frozenset((".mhtml", ".mht"))
_WEBARCHIVE = ".webarchive"
_PROPERTY_LIST = b"bplist0"
_PARTS = b"multipart/related"
_HEADER = 4096
"""Bytes in which a message that is not named as an archive says that it is one."""


def unpack(path: Path, data: bytes, *, is_cut: bool = False) -> SavedPage | None:
    """The page in a file; None if the file is no container, but the article itself.

    `is_cut`: the file has more bytes than these. Raises ReaderError for a container that is
    damaged or has no page.
    """
    ending = path.suffix.lower()
    if ending == _WEBARCHIVE or data.startswith(_PROPERTY_LIST):
        from reader.library.containers import webarchive

        if webarchive.is_webarchive(data):
            return webarchive.unpack(data, is_cut=is_cut)
    is_named = ending in _MHTML
    if is_named or _PARTS in data[:_HEADER].lower():
        from reader.library.containers import mhtml

        if mhtml.is_mhtml(data, is_named=is_named):
            return mhtml.unpack(data)
    return None
