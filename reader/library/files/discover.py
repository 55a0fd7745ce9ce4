"""Which files under some folders are articles."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from mimetypes import MimeTypes
from pathlib import Path

from reader.errors import ReaderError
from reader.library.files.companions import is_companion, is_left_behind, lies_in_companion
from reader.library.files.regular_file import read_bytes

_TEXTS = (".md", ".markdown", ".mkd", ".mdown", ".mdx", ".html", ".htm", ".xhtml", ".txt")
_MARKUP = (".org", ".adoc", ".asciidoc", ".asc", ".rst", ".rest", ".gmi", ".gemini")
_ARCHIVES = (".mhtml", ".mht", ".webarchive", ".epub", ".eml", ".emlx")
ENDINGS = frozenset((*_TEXTS, *_MARKUP, *_ARCHIVES))
_JSON = ".json"
_XML = frozenset((".xml", ".atom", ".rss", ".rdf"))
_OTHER_USE = {
    ".asc": re.compile(rb"\s*-----BEGIN PGP "),
    ".rest": re.compile(rb"\s*(?:###|@\w|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s)"),
}
"""Of endings that other programs use too, how their files begin: a key, a request."""
_XML_WINDOW = 4096
_SNIFFED = 512
# Structured data and scripts that `mimetypes` does not know; some begin with `---` too.
_NO_TEXT = re.compile(
    r"\.(?:ya?ml|toml|ini|cfg|conf|lock|log|sql|db|sqlite|sh|bash|fish|rb|go|rs|[jt]sx|ts|vue|scss"
    r"|sass|less|php|pl|lua|swift|kt|cs|hpp|cc|erb|liquid|woff2?|[ot]tf|eot|mobi|7z|rar|xz|zst"
    r"|heic|avif|map|bak|swp|tmp)"
)
_TEXT_TYPES = frozenset((None, "text/plain", "text/markdown", "application/octet-stream"))

_FEED_OR_PAGE = re.compile(rb"<(?:rss|feed|rdf:RDF|html)[\s>]", re.IGNORECASE)
_FRONT_MATTER = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:"
    rb"-{3,}[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*"
    rb"[ \t]*[\w\"'\x80-\xff][^\n:]{0,60}(?::|\xef\xbc\x9a)"
    rb"|\+{3,}[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*[\w\"'\[][^\n=]{0,60}[=\]]"
    rb"|;{3,}[ \t]*\r?\n\s*\{)"
)


def walk(
    roots: Sequence[Path],
    *,
    cancelled: Callable[[], bool] = lambda: False,
    within: Sequence[Path] = (),
) -> Iterator[Path]:
    """Every article in files and folders, each once, folders sorted by name.

    A named file is an article whatever it holds. In folders, hidden entries are left out, so are
    backups and the folders of a page's parts, links to folders are not followed, and links to files
    only where they lead to a file in one of these folders or in one of `within`: who packed an
    archive does not choose what is read of this disk. With `within` all that holds for named files
    and folders too that are not among these themselves. What does not
    exist or cannot be listed is yielded too: whoever reads it gets the reason, and shows it where
    the article would be. Stops as soon as `cancelled` says so.
    """
    leads_inside = _leads_into(within or roots)
    named = frozenset(within or roots)
    seen: set[str] = set()
    for root in roots:
        if root not in named and lies_in_companion(root, named):
            continue
        found: Iterable[tuple[Path, str]] = ((root, os.path.realpath(root)),)
        if os.path.isdir(root):  # noqa: PTH112 - Path.is_dir raises PermissionError
            found = _walk_folder(root, seen, cancelled)
        for path, real in found:
            if cancelled():
                return
            if real not in seen and (leads_inside(real) or path in named):
                seen.add(real)
                yield path


def _leads_into(folders: Sequence[Path]) -> Callable[[str], bool]:
    """Whether a real path is one of these folders, or in one."""
    real = tuple(os.path.realpath(folder) for folder in folders)
    inner = tuple(folder.rstrip(os.sep) + os.sep for folder in real)
    return lambda path: path.startswith(inner) or path in real


def _walk_folder(
    root: Path, seen: set[str], cancelled: Callable[[], bool]
) -> Iterator[tuple[Path, str]]:
    """Articles, each with its real path. `seen` gets the real path of every folder listed."""
    waiting = [(root, os.path.realpath(root))]
    while waiting and not cancelled():
        folder, real = waiting.pop()
        if real in seen:
            continue
        try:
            with os.scandir(folder) as scan:
                entries = sorted(scan, key=lambda entry: (entry.name.casefold(), entry.name))
        except OSError:
            yield folder, real
            continue
        seen.add(real)
        folders: list[tuple[Path, str]] = []
        beside = {entry.name for entry in entries}
        for entry in entries:
            if cancelled():  # what is no article may have to be read to know, and is not yielded
                return
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            if _is_folder(entry):
                if is_companion(entry.name, beside.__contains__):
                    continue
                folders.append((path, _real_folder(path, real)))
            elif _is_file(entry) and is_article(path):
                is_link = entry.is_symlink()
                yield path, os.path.realpath(path) if is_link else _within(real, entry.name)
        waiting.extend(reversed(folders))


def _real_folder(path: Path, real: str) -> str:
    """The real path of a folder, which is no link, in one whose real path is `real`.

    `realpath` looks at all that is above: a thousand folders in each other took twelve seconds.
    Windows has links that are folders (junctions), for which there is no other way.
    """
    return os.path.realpath(path) if os.name == "nt" else _within(real, path.name)


def _within(folder: str, name: str) -> str:
    return f"{folder.rstrip(os.sep)}{os.sep}{name}"


def is_article(path: Path) -> bool:
    """Whether a file found in a folder is one, by its ending or else by its first bytes."""
    if is_left_behind(path.name):
        return False
    ending = path.suffix.lower()
    if ending in ENDINGS:
        other_use = _OTHER_USE.get(ending)
        return other_use is None or other_use.match(_start(path, _SNIFFED)) is None
    if ending == _JSON:
        from reader.library.files import json_article  # late: few folders have any

        return json_article.is_article(path)
    if ending in _XML:
        from reader.library.files import xml_article

        start = _start(path, xml_article.WINDOW).replace(b"\0", b"")
        is_feed = _FEED_OR_PAGE.search(start, 0, _XML_WINDOW) is not None
        return is_feed or xml_article.is_text_xml(start)
    if _NO_TEXT.fullmatch(ending) or _types().guess_type(f"x{ending}")[0] not in _TEXT_TYPES:
        return False
    return _FRONT_MATTER.match(_start(path, _SNIFFED)) is not None


@cache
def _types() -> MimeTypes:
    return MimeTypes()  # the built-in table, whatever this machine has installed


def _start(path: Path, length: int) -> bytes:
    try:
        return read_bytes(path, limit=length)
    except ReaderError:
        return b""


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a loop of links
        return False
