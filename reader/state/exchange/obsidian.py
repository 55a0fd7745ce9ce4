"""Bookmarks for Obsidian: a page for each article, in a folder of the owner's vault.

A page that this module wrote ends with a digest of itself. One that was edited since, or that
somebody else wrote, is left as it is, and named.
"""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.document.escape import code_span
from reader.errors import ReaderError
from reader.state.bookmark import ArticleRef, Bookmark, by_article
from reader.state.durable.files import DiskFiles, explain
from reader.state.exchange.block_id import block_id
from reader.state.exchange.facts import Facts, FactsOf
from reader.state.exchange.markdown import heading, title_of
from reader.state.exchange.markdown_entry import (
    COMMENT,
    article_comment,
    comment,
    format_entry,
    read_comment,
)
from reader.state.exchange.output import write_new, write_over
from reader.text.safe import clean_line

ENDING = ".md"
_MOST_PAGE = 16 * 1024 * 1024
_MOST_NAME = 80
"""Characters of a name: of Han, 240 bytes of the 255 that file systems take."""
_NO_NAME = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f]+')
"""Characters that Windows does not take in a name, or Obsidian not in a link."""
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\.|$)", re.IGNORECASE)
_NO_TAG = re.compile(r"[^\w/-]+")


@dataclass(frozen=True, slots=True)
class Written:
    """Counts of the pages by what became of them."""

    written: int
    same: int
    """How many were there as they are to be."""
    left: tuple[Path, ...]
    """Pages that were edited since they were written, and left alone."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is there already."""

    path: Path
    text: str
    article: ArticleRef
    is_edited: bool


def write_folder(
    folder: Path, bookmarks: Iterable[Bookmark], facts_of: FactsOf, *, force: bool = False
) -> Written:
    """Write a page for each article. `force` writes over edited pages. Raises ReaderError."""
    try:
        DiskFiles().make_folder(folder)
        names = {path.name for path in folder.iterdir()}
        ours = (name for name in sorted(names) if name.lower().endswith(ENDING))
        pages = [page for name in ours if (page := _read_page(folder / name)) is not None]
        vault = _Vault(folder, {name.casefold() for name in names}, pages)
        return vault.write(by_article(bookmarks), facts_of, force=force)
    except OSError as error:
        where = Path(error.filename) if isinstance(error.filename, str) else folder
        raise explain(error, where, "written") from error


def pages_in(folder: Path) -> tuple[Path, ...]:
    """The pages of a folder that hold bookmarks. Raises ReaderError."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING)
        found = tuple(path for path in paths if _read_page(path) is not None)
    except OSError as error:
        raise explain(error, folder, "read") from error
    if not found:
        raise ReaderError("holds no pages with bookmarks", path=folder)
    return found


class _Vault:
    """The folder: names that are taken in it, case aside, and pages that are not yet written."""

    def __init__(self, folder: Path, taken: set[str], pages: list[_Page]) -> None:
        self._folder = folder
        self._taken = taken
        self._pages = pages

    def write(
        self,
        groups: Iterable[tuple[ArticleRef, Sequence[Bookmark]]],
        facts_of: FactsOf,
        *,
        force: bool,
    ) -> Written:
        left: list[Path] = []
        written = same = 0
        for article, marks in groups:
            text = format_page(article, marks, facts_of(article))
            page = self._page_of(article)
            if page is None:
                self._write_new(article, text)
                written += 1
            elif page.text == text:
                same += 1
            elif page.is_edited and not force:
                left.append(page.path)
            else:
                write_over(page.path, text.encode("utf-8", "backslashreplace"))
                written += 1
        return Written(written, same, tuple(left))

    def _page_of(self, article: ArticleRef) -> _Page | None:
        """The article's own page, which no other article has then."""
        own = [page for page in self._pages if page.article.is_same(article)]
        if not own:
            return None
        best = max(own, key=lambda page: page.article.path == article.path)
        self._pages.remove(best)
        return best

    def _write_new(self, article: ArticleRef, text: str) -> None:
        for name in _names(article):
            if f"{name}{ENDING}".casefold() in self._taken:
                continue
            path = self._folder / f"{name}{ENDING}"
            self._taken.add(path.name.casefold())
            try:
                return write_new(path, text.encode("utf-8", "backslashreplace"))
            except FileExistsError:
                continue
        raise ReaderError("no name is left for a page", path=self._folder / file_name(article))


def _names(article: ArticleRef) -> Iterator[str]:
    """The name of an article's page, and others where that is taken."""
    name = file_name(article)
    yield name
    told = json.dumps([article.path or article.url or article.fingerprint])
    digest = hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
    for length in range(6, len(digest)):
        yield f"{name} {digest[:length]}"


def file_name(article: ArticleRef) -> str:
    """A name that every system takes, without its ending."""
    name = _NO_NAME.sub(" ", title_of(article))
    name = " ".join(name.split())[:_MOST_NAME].strip(" .")
    while len(name.encode("utf-8", "replace")) > 3 * _MOST_NAME:
        name = name[:-1].rstrip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def format_page(article: ArticleRef, marks: Iterable[Bookmark], facts: Facts) -> str:
    parts = [_front_matter(article, facts), f"{heading(article)}\n{article_comment(article)}"]
    for mark in marks:
        link = _link(article.path, block_id(mark.id))
        parts += format_entry(mark, article, block_id=block_id(mark.id), link=link)
    text = "\n\n".join(parts) + "\n"
    return f"{text}\n{comment({'written': _digest(text)})}\n"


def _front_matter(article: ArticleRef, facts: Facts) -> str:
    told = {
        "title": title_of(article),
        "author": facts.author,
        "source": facts.source,
        "url": article.address,
        "date": facts.date,
        "tags": [word for tag in facts.tags if (word := _NO_TAG.sub("-", tag).strip("-"))],
        "reader-path": article.path,
    }
    lines = (f"{name}: {_yaml(value)}" for name, value in told.items() if value)
    return "\n".join(("---", *lines, "---"))


def _yaml(value: str | Sequence[str]) -> str:
    """JSON of one line, which is YAML too."""
    if isinstance(value, str):
        return json.dumps(clean_line(value), ensure_ascii=False)
    return f"[{', '.join(map(_yaml, value))}]"


def _link(path: str, fragment: str) -> str:
    """The command that opens the article at a bookmark; empty if the path is none for a shell."""
    if not path or clean_line(path) != path:
        return ""
    return code_span(f"reader {shlex.quote(f'{path}#{fragment}')}")


def _read_page(path: Path) -> _Page | None:
    """A page of ours; None for one of somebody else's."""
    snapshot = DiskFiles().read(path) if path.is_file() else None
    if snapshot is None or len(snapshot.data) > _MOST_PAGE:
        return None
    text = snapshot.data.decode("utf-8", "replace").replace("\r\n", "\n")
    article: ArticleRef | None = None
    digest, written = "", 0
    for found in COMMENT.finditer(text):
        try:
            fields = read_comment(found)
        except ValueError:
            continue
        if article is None and isinstance(fields.get("article"), dict):
            article = _article(fields["article"])
        if isinstance(fields.get("written"), str):
            digest, written = str(fields["written"]), found.start()
    if article is None:
        return None
    is_whole = digest == _digest(text[:written]) and not text[written:].partition("-->")[2].strip()
    return _Page(path, text, article, is_edited=not is_whole)


def _article(fields: object) -> ArticleRef:
    told = fields if isinstance(fields, dict) else {}
    names = ("fingerprint", "url", "path", "title")
    return ArticleRef(*(str(told.get(name, "")) for name in names))


def _digest(text: str) -> str:
    """A digest of a page's text, without the white space at its ends."""
    data = text.strip().encode("utf-8", "backslashreplace")
    return hashlib.blake2b(data, digest_size=16).hexdigest()
