"""`reader bookmarks`: a list of the owner's bookmarks."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from reader.console.plain import complain, print_json
from reader.paths import Paths

if TYPE_CHECKING:
    import argparse

    from reader.state.bookmark import Bookmark
    from reader.state.bookmark_store import BookmarkStore

FOUND, NOTHING = 0, 1
"""Exit statuses, as grep has them."""
PIPED_WIDTH = 10_000
"""Cells of a line that goes to no terminal: enough for nearly every line as a whole."""
_SIGNS = {"article": "■", "place": "◆", "highlight": "▌"}


def list_(options: argparse.Namespace) -> int:
    """Print the bookmarks that the options let through; the exit status."""
    from reader.state.bookmark import format_bookmark

    found = [bookmark for bookmark in opened(options).all() if chooser(options)(bookmark)]
    if options.json:
        records = ({**format_bookmark(each), "kind": each.kind.value} for each in found)
        print_json(records)
        return FOUND if found else NOTHING
    width = PIPED_WIDTH
    if sys.stdout.isatty():
        width = shutil.get_terminal_size((80, 24)).columns
    for line in _lines(found, width):
        print(line)
    return FOUND if found else NOTHING


def opened(options: argparse.Namespace) -> BookmarkStore:
    """The store of the bookmarks file, loaded; what is wrong with the file is told on stderr.

    Raises ReaderError if the file cannot be read.
    """
    from reader.state.bookmark_store import BookmarkStore

    paths = Paths.default(os.environ, options.bookmarks)
    store = BookmarkStore(paths.bookmarks, emergency=paths.emergency)
    for notice in store.load().notices:
        complain(notice)
    for copy in store.waiting():
        complain(
            f"bookmarks that could not be saved are in {copy} and missing here; "
            "start reader once to save them"
        )
    return store


def chooser(options: argparse.Namespace) -> Callable[[Bookmark], bool]:
    """The test that a bookmark passes if --kind, --tag, --color and all words of the query hold."""
    from reader.text.fold import search_form
    from reader.text.search_pattern import word_forms

    terms = word_forms(" ".join(options.query))

    def lets_through(bookmark: Bookmark) -> bool:
        if options.kind and bookmark.kind != options.kind:
            return False
        if options.color and bookmark.color != options.color:
            return False
        if not all(tag in bookmark.tags for tag in options.tag):
            return False
        quote = bookmark.quote.exact if bookmark.quote else ""
        texts = (quote, bookmark.note, bookmark.article.title, *bookmark.tags)
        said = search_form("\n".join(texts)) if terms else ""
        return all(term in said for term in terms)

    return lets_through


def _lines(bookmarks: Iterable[Bookmark], width: int) -> Iterator[str]:
    """The lines to print, by article; each bookmark is a line, and its note another."""
    from reader.state.exchange.readwise import kept_author
    from reader.text.safe import clean_line, clean_lines

    def named(bookmark: Bookmark) -> tuple[str, str, str]:
        article = bookmark.article
        return article.path, article.url, article.title

    for number, ((path, url, title), group) in enumerate(groupby(bookmarks, key=named)):
        if number:
            yield ""
        yield fitted(clean_line(title) or "(untitled)", width)
        marks = list(group)
        # What has neither, such as a book on another device, is known by its author.
        where = path or marks[0].article.address or (kept_author(marks[0]) if url else "")
        if where:
            yield fitted(f"  {clean_line(where)}", width)
        for bookmark in marks:
            yield fitted(f"  {_line(bookmark)}", width)
            if bookmark.note:
                yield fitted(f"      {clean_lines(bookmark.note)}", width)


def _line(bookmark: Bookmark) -> str:
    from reader.text.safe import clean_line

    words = f"“{clean_line(bookmark.label)}”" if bookmark.quote else "the whole article"
    tags = " ".join(f"#{clean_line(tag)}" for tag in bookmark.tags)
    kind = bookmark.kind.value
    facts = (_SIGNS[kind], clean_line(bookmark.created[:10]), clean_line(bookmark.color), tags)
    return " ".join((*(fact for fact in facts if fact), words))


def fitted(line: str, width: int) -> str:
    """The line, cut with an ellipsis to `width` cells."""
    from reader.text.truncate import elide

    return elide(line, width)[0]
