"""Files that a link between pages may mean: programs that make sites rename them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ENDINGS = (".md", ".markdown", ".html", ".htm", ".txt", ".mhtml", ".epub")
"""Endings of articles that a link leaves out, the likeliest first."""
_PAGE_ENDINGS = frozenset((".html", ".htm", ".xhtml", ".php", ".aspx", ".md", ".markdown"))
"""Endings that a link has in the place of the file's own."""
_OF_FOLDER = ("index", "README", "_index", "readme", "Index")
"""Names of the page that stands for its folder."""


def candidates(path: Path) -> Iterator[Path]:
    """The files that a link to `path` may mean, the likeliest first.

    `b` is `b.md` or the page of a folder, `b.html` the page that was made of `b.md`.
    """
    yield path
    if path.suffix.lower() in _PAGE_ENDINGS:
        yield from (path.with_suffix(ending) for ending in ENDINGS)
    if path.name:
        yield from (path.with_name(f"{path.name}{ending}") for ending in ENDINGS)
    for name in _OF_FOLDER:
        yield from (path / f"{name}{ending}" for ending in ENDINGS[:4])
