"""Files that stand beside articles and are none: parts of saved pages, backups, locks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from itertools import product
from pathlib import Path
from typing import Final

PAGE_ENDINGS: Final = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml")
"""Endings of the pages beside which browsers and word processors put a folder of parts."""

OWN_ENDINGS: Final = (".md", ".txt", ".org", ".adoc", ".rst", ".gmi")
"""Endings of articles beside which the reader itself puts a folder of parts."""
_OWN: Final = "_files"

# What Windows takes for the folder of a page, in its languages; browsers use the same words.
_WORDS: Final = (
    "archivos", "arquivos", "bestanden", "bylos", "Dateien", "datoteke", "dosyalar", "elemei",
    "failid", "fails", "fajlovi", "ficheiros", "fichiers", "file", "filer", "files", "fitxategiak",
    "fitxers", "pliki", "soubory", "tiedostot",
)  # fmt: skip
_SEPARATORS: Final = "_.-"
_COMPANION: Final = re.compile(
    rf"(?P<page>.+)[{_SEPARATORS}](?:{'|'.join(_WORDS)})", re.IGNORECASE | re.DOTALL
)
_LEFT_BEHIND: Final = re.compile(
    r".*(?:~|\.(?:orig|bak|rej|old|crdownload|part|partial|download))|#.*#|~\$.*|~syncthing~.*",
    re.IGNORECASE | re.DOTALL,
)


def is_left_behind(name: str) -> bool:
    """Whether a file is a backup, a lock or half a transfer: `a.md~`, `#a.md#`, `~$a.htm`."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def is_companion(folder: str, is_there: Callable[[str], bool]) -> bool:
    """Whether a folder of this name has the parts of a page: `Page_files` beside `Page.html`.

    `is_there` says of a name whether a file beside the folder has it.
    """
    found = _COMPANION.fullmatch(folder)
    if found is None:
        return False
    own = OWN_ENDINGS if folder.endswith(_OWN) else ()
    names = (*_pages(found["page"]), *(found["page"] + ending for ending in own))
    return any(map(is_there, names))


def companions_of(page: str) -> Iterator[str]:
    """Names that a folder of the parts of this article may have; none if it is none."""
    stem, _, ending = page.rpartition(".")
    if f".{ending.lower()}" in OWN_ENDINGS:
        yield f"{stem}{_OWN}"
    if f".{ending.lower()}" in PAGE_ENDINGS:
        for name, separator, word in product((stem, page), _SEPARATORS, _WORDS):
            yield f"{name}{separator}{word}"


def lies_in_companion(path: Path, named: Collection[Path]) -> bool:
    """Whether a path is, or is in, the folder of a page's parts.

    Folders that are `named` are looked into whatever they are called.
    """
    for folder in (path, *path.parents):
        if folder in named:
            return False
        beside = folder.parent
        if is_companion(folder.name, lambda name: os.path.isfile(beside / name)):  # noqa: B023, PTH113 - called here; is_file raises PermissionError
            return folder is not path or os.path.isdir(folder)  # noqa: PTH112 - so does is_dir
    return False


def _pages(stem: str) -> Iterator[str]:
    """Names that the page of a folder may have; some programs keep its ending in the folder's."""
    if stem.lower().endswith(PAGE_ENDINGS):
        yield stem
    for ending in PAGE_ENDINGS:
        yield stem + ending
        yield stem + ending.upper()
