"""Which articles are there already, by their addresses and by their texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from reader.library.index import Index, normalize_roots
from reader.library.links.address_key import address_key


class KnownAddresses:
    """The addresses and texts of a library, and of what was added to it since."""

    def __init__(self, articles: Iterable[tuple[Path, str, str]]) -> None:
        """Paths, addresses and fingerprints; what is not known is empty."""
        self._by_address: dict[str, Path] = {}
        self._by_text: dict[str, Path] = {}
        for path, url, fingerprint in articles:
            self.add(path, (url,), fingerprint)

    @classmethod
    def of_index(cls, index: Index, roots: Iterable[Path]) -> Self:
        """What an index knows of the files in some folders."""
        outermost = normalize_roots(roots)
        return cls(index.view(lambda snapshot: list(snapshot.names(outermost))))

    def add(self, path: Path, urls: Iterable[str], fingerprint: str = "") -> None:
        for url in urls:
            if url and (key := address_key(url)):
                self._by_address.setdefault(key, path)
        if fingerprint:
            self._by_text.setdefault(fingerprint, path)

    def find(self, *urls: str) -> Path | None:
        """The file of an article that has one of these addresses."""
        keys = (address_key(url) for url in urls if url)
        return next((path for key in keys if (path := self._by_address.get(key))), None)

    def find_text(self, fingerprint: str) -> Path | None:
        """The file of an article that has this text."""
        return self._by_text.get(fingerprint) if fingerprint else None
