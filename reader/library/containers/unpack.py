"""Whether a file is a container, told by its first bytes and its name, and the page in it."""

from __future__ import annotations

from pathlib import Path

from reader.library.containers import mhtml, webarchive
from reader.library.containers.saved_page import SavedPage

_MHTML = frozenset((".mhtml", ".mht"))
_WEBARCHIVE = ".webarchive"


def unpack(path: Path, data: bytes, *, is_cut: bool = False) -> SavedPage | None:
    """The page in a file; None if the file is no container, but the article itself.

    `is_cut`: the file has more bytes than these. Raises ReaderError for a container that is
    damaged or has no page.
    """
    ending = path.suffix.lower()
    if webarchive.is_webarchive(data, is_named=ending == _WEBARCHIVE):
        return webarchive.unpack(data, is_cut=is_cut)
    if mhtml.is_mhtml(data, is_named=ending in _MHTML):
        return mhtml.unpack(data)
    return None
