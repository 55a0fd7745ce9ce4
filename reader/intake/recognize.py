"""What it is that somebody wants to bring in: an address, or a file of some form."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from reader.errors import ReaderError
from reader.intake.incoming import ArticleFacts, Incoming, IncomingArticle, Unreadable
from reader.intake.source_file import MOST_BYTES, SourceFile, SourceForm, source_file
from reader.library.article import Article

STANDARD_INPUT = "-"
_ADDRESS = re.compile(r"(?:https?|feed):", re.IGNORECASE)
_FILE_ADDRESS = re.compile(r"file:(?://(?:localhost)?)?/", re.IGNORECASE)
_LIKE_ADDRESS = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:[/?#].{0,4000})?", re.IGNORECASE
)
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
    """What was named, by itself, or by what is in the file. Raises ReaderError for what is nothing.

    `STANDARD_INPUT` is none of it: `standard_input` makes a file of it.
    """
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
    other = _OTHER_SCHEME.match(what)
    return f"addresses of {other[1]} are not fetched, only those of http and https" if other else ""


def named_file(path: Path) -> NamedFile | NamedFeeds:
    """A file or folder, by the form that it has. Raises ReaderError."""
    from reader.intake.exports import forms as exports  # late: each form imports what reads it
    from reader.intake.lists import forms as lists

    source = source_file(path)
    if _is_feed_list(source):
        return NamedFeeds(path)
    for form in (*exports.FORMS, *lists.FORMS):
        if form.matches(source):
            return NamedFile(source, form)
    return NamedFile(source, ARTICLES)


@contextmanager
def standard_input() -> Iterator[Path]:
    """What is piped in, as a file that is gone afterwards. Raises ReaderError."""
    if sys.stdin is None or sys.stdin.isatty():
        raise ReaderError("nothing is piped in", hint="name a file, or an address")
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder) / "standard input"
        size = 0
        with path.open("wb") as file:
            while chunk := sys.stdin.buffer.read(1 << 20):
                size += file.write(chunk)
                if size > MOST_BYTES:
                    raise ReaderError(f"more than {MOST_BYTES >> 20} MB were piped in")
        yield path


def _is_feed_list(source: SourceFile) -> bool:
    return (
        re.search(rb"<opml[\s>]", source.head[:4096].replace(b"\0", b""), re.IGNORECASE) is not None
    )


# -- articles -----------------------------------------------------------------------------


def _articles(source: SourceFile) -> Iterator[Incoming]:
    """The article in a file, or those in a folder, as the reader itself reads them."""
    if not source.is_folder:
        yield article_in(source.path)
        return
    from reader.library.files.discover import walk

    for path in walk([source.path]):
        try:
            yield article_in(path)
        except ReaderError as error:
            yield Unreadable(path.name, str(error))


ARTICLES = SourceForm("article", lambda _: True, _articles)
"""Files that the library reads in place: in a form of its own, or as saved by a browser."""


def article_in(path: Path) -> IncomingArticle:
    """An article that the library could read in place. Raises ReaderError."""
    from reader.library.load import load

    loaded = load(path)
    facts = _facts(loaded.article)
    return IncomingArticle(facts, loaded.body, loaded.kind, notices=loaded.notices)


def _facts(article: Article) -> ArticleFacts:
    return ArticleFacts(
        title=article.title,
        author=article.author,
        date=article.date.iso if article.date else "",
        source=article.source,
        url=article.url,
        tags=article.tags,
        summary=article.summary,
        language=article.language,
    )
