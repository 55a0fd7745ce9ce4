"""What it is that somebody wants to bring in: an address, or a file of some form."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from reader.errors import ReaderError
from reader.intake.incoming import Incoming, Unreadable, reason_of
from reader.intake.saved.saved_article import saved_article
from reader.intake.source_file import SourceFile, SourceForm, source_file

_ADDRESS = re.compile(r"(?:https?|feed):", re.IGNORECASE)
_FILE_ADDRESS = re.compile(r"file:(?://(?:localhost)?)?/", re.IGNORECASE)
_LIKE_ADDRESS = re.compile(
    r"(?:www\.)?(?:[\w-]{1,63}\.){1,8}(?:(?:com|org|net|edu|gov|cn|io|dev)(?:[:/?#].{0,4000})?"
    r"|[a-z]{2,24}(?::\d{1,5})?/.{0,4000})",
    re.IGNORECASE,
)
"""What may be an address without its scheme, and is hardly the name of a file."""
_OF_PORT = re.compile(r"[\w.-]{1,253}:\d{1,5}(?:/|$)")
"""A host with a port, such as servers at home have."""
_OF_EXPORTS = frozenset((".enex", ".fb2", ".warc", ".wacz", ".csv", ".jsonl", ".ndjson"))
"""Endings that say of a file in a folder that articles are to be taken out of it."""
_OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)


class NamedAddress(NamedTuple):
    """An address of the web: of a page, or of a feed, as its content says."""

    url: str


class NamedFile(NamedTuple):
    """A file or a folder, and the form that it has."""

    source: SourceFile
    form: SourceForm


class NamedFeeds(NamedTuple):
    """A list of feeds (OPML)."""

    path: Path


Named = NamedAddress | NamedFile | NamedFeeds


def recognize(what: str) -> Named:
    """What is named, by itself or by what is in the file. Raises ReaderError if it is nothing."""
    if _ADDRESS.match(what):
        return NamedAddress(_web_address(what))
    if _FILE_ADDRESS.match(what):
        return named_file(Path(url2pathname(unquote(urlsplit(what).path))))
    if not os.path.lexists(what) and (hint := _hint(what)):
        raise ReaderError("no such file or folder", path=Path(what), hint=hint)
    return named_file(Path(what))


def _web_address(what: str) -> str:
    """The address; `feed:` is what browsers once put before the address of a feed."""
    rest = re.sub(r"^feed:(?://)?", "", what, flags=re.IGNORECASE)
    return rest if _ADDRESS.match(rest) else f"https://{rest}"


def _hint(what: str) -> str:
    """What somebody may have meant by something that is no file."""
    if _LIKE_ADDRESS.fullmatch(what):
        return f"an address begins with its scheme: https://{what}"
    if _OF_PORT.match(what):
        return f"an address begins with its scheme: http://{what}"
    other = _OTHER_SCHEME.match(what)
    return f"addresses of {other[1]} are not fetched, only those of http and https" if other else ""


def named_file(path: Path) -> NamedFile | NamedFeeds:
    """A file or folder, by the form that it has. Raises ReaderError."""
    from reader.intake.exports import forms as exports  # late: each form imports what reads it
    from reader.intake.feeds import forms as feeds
    from reader.intake.feeds import opml
    from reader.intake.lists import forms as lists

    source = source_file(path)
    if opml.is_opml(source.head):
        return NamedFeeds(path)
    forms = (*exports.FORMS, *lists.FORMS, *feeds.FORMS, ARTICLES)
    return NamedFile(source, next(form for form in forms if form.matches(source)))


def _articles(source: SourceFile) -> Iterator[Incoming]:
    """The article in a file; of a folder, what is in all files that have a form."""
    if not source.is_folder:
        yield saved_article(source.path)
        return
    is_empty = True
    for path, is_article in _files_in(source.path):
        try:
            named = named_file(path)
            if isinstance(named, NamedFile) and (is_article or named.form is not ARTICLES):
                is_empty = False
                yield from named.form.read(named.source)
        except Exception as error:  # noqa: BLE001 - libraries that read exports raise anything
            is_empty = False
            yield Unreadable(path.name, reason_of(error))
    if is_empty:
        yield Unreadable(str(source.path), "has no articles in it")


def _files_in(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Articles in a folder as the library finds them, then what may be exports by its name."""
    from reader.library.files.discover import walk

    yield from ((path, True) for path in walk([folder]))
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in _OF_EXPORTS:
                yield Path(parent, name), False


ARTICLES = SourceForm("article", lambda _: True, _articles)
"""Files that the library reads in place: in a form of its own, or as saved by a browser."""
