"""The files of a book by the addresses that its documents have for them."""

from __future__ import annotations

import posixpath
import re
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from reader.library.containers.zip_archive import ZipArchive

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:|//")
_LONGEST: Final = 4096


class BookAddress(NamedTuple):
    """A file of the book and, if one is meant, a place in it by its identifier."""

    name: str
    fragment: str


class BookFiles:
    """Finds files of an archive by relative addresses, in whatever letters they are written."""

    def __init__(self, archive: ZipArchive) -> None:
        self.archive = archive
        self._found: dict[tuple[str, str], str | None] = {}
        self._by_last_name: dict[str, str] | None = None

    def locate(self, base: str, href: str) -> BookAddress | None:
        """What `href` means in the file `base`; None if it leads out of the book, or nowhere."""
        href = href.strip()
        if len(href) > _LONGEST or _SCHEME.match(href):
            return None
        path, _, fragment = href.partition("#")
        if not path:
            return BookAddress(base, unquote(fragment))
        key = (posixpath.dirname(base), path)
        if key not in self._found:
            self._found[key] = self._find(*key)
        name = self._found[key]
        return None if name is None else BookAddress(name, unquote(fragment))

    def _find(self, folder: str, path: str) -> str | None:
        written = [path]
        if any(sign in path for sign in "%\\?"):
            path = path.replace("\\", "/")
            written += (path, unquote(path), unquote(path.partition("?")[0]))
        for spelling in dict.fromkeys(written):
            for joined in (posixpath.join(folder, spelling), spelling):
                name = _normal(joined)
                if name and (found := self.archive.find(name)):
                    return found
        return self._only(posixpath.basename(written[-1]))

    def _only(self, last_name: str) -> str | None:
        """The one file of this name, where folders were moved after the package was written."""
        if self._by_last_name is None:
            self._by_last_name = {}
            for name in self.archive.names:
                last = posixpath.basename(name).casefold()
                self._by_last_name[last] = "" if last in self._by_last_name else name
        return self._by_last_name.get(last_name.casefold()) or None


def address_of(name: str) -> str:
    """The address that a file of the book has in its article: from the root, percent-encoded."""
    return quote(name, safe="/!$&'()*+,;=@~-._")


def _normal(path: str) -> str:
    return posixpath.normpath(f"/{path.lstrip('/')}").lstrip("/")
