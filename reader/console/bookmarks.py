"""`reader bookmarks`: what the owner marked; `export` and `import` of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reader.console.plain import complain, print_json
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    import argparse

    from reader.state.bookmark import Bookmark
    from reader.state.bookmarks import BookmarkStore
    from reader.state.exchange.formats import Plan

FOUND, NOTHING = 0, 1
"""The exit status, as grep's."""
PIPED_WIDTH = 10_000
"""Cells of a line that goes to no terminal: all of it, nearly always."""
STDIN = Path("-")
_SIGNS = {"article": "■", "place": "◆", "highlight": "▌"}


def list_(options: argparse.Namespace) -> int:
    from reader.state.bookmark import format_bookmark

    found = [bookmark for bookmark in _opened(options).all() if _filter(options)(bookmark)]
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


def export(options: argparse.Namespace) -> int:
    from reader.state.exchange import formats as exchange

    target: Path | None = options.output
    named = exchange.Format(options.format) if options.format else None
    form = named or (exchange.format_of(target.name) if target else None)
    if form is None and target is not None:
        hint = "name one with --format markdown, json or csv"
        raise ReaderError("its ending tells no format", path=target, hint=hint)
    found = [bookmark for bookmark in _opened(options).all() if _filter(options)(bookmark)]
    data = exchange.export(found, form or exchange.Format.MARKDOWN)
    if target is None:
        sys.stdout.buffer.write(data)
    else:
        _write(target, data, force=options.force)
        print(f"{_counted(len(found))} in {target}", file=sys.stderr)
    return FOUND if found else NOTHING


def import_(options: argparse.Namespace) -> int:
    from reader.state.exchange import formats as exchange

    parsed = [_parsed(path) for path in options.files]
    store = _opened(options)
    incoming = [bookmark for bookmarks in parsed for bookmark in bookmarks]
    plan = exchange.plan(store.all(), incoming)
    if not options.dry_run:
        store.put_all((*plan.new, *plan.changed))
    print(_outcome(plan, dry_run=options.dry_run))
    return FOUND


def _opened(options: argparse.Namespace) -> BookmarkStore:
    from reader.state.bookmarks import BookmarkStore

    paths = Paths.default(os.environ, options.bookmarks)
    store = BookmarkStore(paths.bookmarks, emergency=paths.emergency)
    for notice in store.load().notices:
        complain(notice)
    return store


def _filter(options: argparse.Namespace) -> Callable[[Bookmark], bool]:
    """What --kind, --tag, --color and the words of a query let through: all of them must hold."""
    from reader.text.fold import fold

    terms = fold(" ".join(options.query)).split()

    def lets_through(bookmark: Bookmark) -> bool:
        if options.kind and bookmark.kind != options.kind:
            return False
        if options.color and bookmark.color != options.color:
            return False
        if not all(tag in bookmark.tags for tag in options.tag):
            return False
        quote = bookmark.quote.exact if bookmark.quote else ""
        texts = (quote, bookmark.note, bookmark.article.title, *bookmark.tags)
        said = fold("\n".join(texts)) if terms else ""
        return all(term in said for term in terms)

    return lets_through


def _lines(bookmarks: Iterable[Bookmark], width: int) -> Iterator[str]:
    """By article; a bookmark is a line, its note another."""
    from reader.text.safe import clean_line

    def named(bookmark: Bookmark) -> tuple[str, str, str]:
        article = bookmark.article
        return article.path, article.url, article.title

    for number, ((path, url, title), group) in enumerate(groupby(bookmarks, key=named)):
        if number:
            yield ""
        yield _fitted(clean_line(title) or "(untitled)", width)
        yield _fitted(f"  {clean_line(path or url)}", width)
        for bookmark in group:
            yield _fitted(f"  {_line(bookmark)}", width)
            if bookmark.note:
                yield _fitted(f"      {clean_line(bookmark.note)}", width)


def _line(bookmark: Bookmark) -> str:
    from reader.text.safe import clean_line

    words = f"“{clean_line(bookmark.quote.exact)}”" if bookmark.quote else "the whole article"
    tags = " ".join(f"#{clean_line(tag)}" for tag in bookmark.tags)
    kind = bookmark.kind.value
    facts = (_SIGNS[kind], clean_line(bookmark.created[:10]), clean_line(bookmark.color), tags)
    return " ".join((*(fact for fact in facts if fact), words))


def _fitted(line: str, width: int) -> str:
    from reader.text.elide import elide

    return elide(line, width)[0]


def _parsed(path: Path) -> Sequence[Bookmark]:
    from reader.state.durable.files import MAX_BYTES, DiskFiles, explain
    from reader.state.exchange import formats as exchange

    if path == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise ReaderError(f"is larger than {MAX_BYTES // 2**20} MB", path=path)
    else:
        try:
            snapshot = DiskFiles().read(path)
        except OSError as error:
            raise explain(error, path, "read") from error
        if snapshot is None:
            raise ReaderError("no such file", path=path)
        data = snapshot.data
    parsed = exchange.parse(data, str(path))
    for notice in parsed.notices:
        complain(f"{path}: {notice}")
    return parsed.bookmarks


def _write(target: Path, data: bytes, *, force: bool) -> None:
    from reader.state.durable.files import DiskFiles
    from reader.state.durable.json_file import JsonFile

    file = JsonFile(target, DiskFiles())
    seen = file.read()
    if seen is not None and not force:
        raise ReaderError("is there already", path=target, hint="--force writes over it")
    if file.publish(data, seen) is None:
        raise ReaderError("is being changed by another program", path=target)


def _outcome(plan: Plan, *, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    return (
        f"{_counted(len(plan.new))} {would}added, {len(plan.changed):,} {would}changed, "
        f"{plan.same:,} there already"
    )


def _counted(number: int) -> str:
    return f"{number:,} bookmark{'' if number == 1 else 's'}"
