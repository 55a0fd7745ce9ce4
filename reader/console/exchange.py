"""`reader bookmarks export`, `import` and `undo-import`."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.console.bookmarks import FOUND, NOTHING, PIPED_WIDTH, chooser, fitted, opened
from reader.console.plain import complain, counted
from reader.errors import MisuseError, ReaderError
from reader.paths import STDIN, Paths
from reader.text.safe import clean_line, shown_path

if TYPE_CHECKING:
    import argparse

    from reader.console.known_articles import KnownArticles
    from reader.state.bookmark import Bookmark
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.exchange.formats import Format, ParsedExport, Plan
    from reader.state.exchange.import_plan import ImportStep
    from reader.state.exchange.import_undo import ImportRecord

_MOST_WORDS = 60
"""Characters of a bookmark's words in the line that tells what an import does with it."""
_MOST_NAMED = 10
"""Edited pages that are named, each in a line; of more only the number is told."""


def export(options: argparse.Namespace) -> int:
    """Write bookmarks in a format for others; the exit status. Raises ReaderError."""
    from reader.state.exchange.formats import Format

    if options.template or options.head:
        return _export_by_template(options)
    form = _format(options)
    found = [bookmark for bookmark in opened(options).all() if chooser(options)(bookmark)]
    articles = _known_articles(options, found)
    if form is Format.OBSIDIAN:
        return _export_folder(options, found, articles)
    return _export_file(options, found, form, articles)


def _export_by_template(options: argparse.Namespace) -> int:
    from reader.console.templates.bookmarks import (
        ARTICLE_FIELDS,
        MARK_FIELDS,
        filled,
        read_template,
    )

    if not options.template:
        raise MisuseError("--head needs a --template for the bookmarks under it")
    if options.format:
        raise MisuseError("--format and --template are two ways to say the same: give one")
    mark = read_template(options.template, MARK_FIELDS)
    head = read_template(options.head, ARTICLE_FIELDS) if options.head else None
    found = [bookmark for bookmark in opened(options).all() if chooser(options)(bookmark)]
    facts_of = _known_articles(options, found).facts_of
    data = "".join(filled(found, facts_of, mark, head)).encode("utf-8", "backslashreplace")
    if options.output is None:
        _print(data)
    else:
        _write(options.output, data, force=options.force)
        print(f"{counted(len(found), 'bookmark')} in {shown_path(options.output)}", file=sys.stderr)
    return FOUND if found else NOTHING


def _format(options: argparse.Namespace) -> Format:
    """The format of --format, or else of the file's name. Raises ReaderError if neither tells."""
    from reader.state.exchange.formats import Format, format_of

    target: Path | None = options.output
    if options.format:
        form = Format(options.format)
        if form is Format.OBSIDIAN and target is None:
            raise ReaderError("no folder is named to write to", hint="name it: --output FOLDER")
        return form
    if target is None:
        return Format.MARKDOWN
    named = Format.OBSIDIAN if target.is_dir() else format_of(target.name)
    if named is None:
        hint = f"name one with --format {', '.join(Format)}"
        raise ReaderError("the suffix of this name belongs to no format", path=target, hint=hint)
    return named


def _export_file(
    options: argparse.Namespace, found: Sequence[Bookmark], form: Format, articles: KnownArticles
) -> int:
    from reader.state.exchange import formats

    exported = formats.export(found, form, articles.facts_of)
    if options.output is None:
        _print(exported.data)
    else:
        _write(options.output, exported.data, force=options.force)
        print(
            f"{counted(exported.count, 'bookmark')} in {shown_path(options.output)}",
            file=sys.stderr,
        )
    for notice in exported.notices:
        complain(notice)
    return FOUND if found else NOTHING


def _print(data: bytes) -> None:
    """Print every byte as it is; on a terminal, print text that does not act on it."""
    if sys.stdout.isatty():
        sys.stdout.write(data.decode().replace("\t", " "))
    else:
        sys.stdout.buffer.write(data)


def _export_folder(
    options: argparse.Namespace, found: Sequence[Bookmark], articles: KnownArticles
) -> int:
    from reader.state.exchange.obsidian import write_folder

    done = write_folder(options.output, found, articles.facts_of, force=options.force)
    pages = done.written + done.same + len(done.left)
    told = f"{counted(len(found), 'bookmark')} on {counted(pages, 'page')}"
    print(f"{told} in {shown_path(options.output)}: {done.written:,} written", file=sys.stderr)
    for path in done.left[:_MOST_NAMED]:
        complain(f"{path}: was edited, and is left as it is (import it, or use --force)")
    if len(done.left) > _MOST_NAMED:
        complain(f"{len(done.left):,} pages in all were edited, and are left as they are")
    return FOUND if found else NOTHING


def import_(options: argparse.Namespace) -> int:
    """Take bookmarks in from files, or say with --dry-run what that would do; the exit status.

    Raises ReaderError.
    """
    from reader.state.exchange import formats

    store = opened(options)
    known = store.all()
    articles = _known_articles(options, known)
    parsed = [_parsed(path, articles) for given in options.files for path in _files(given)]
    incoming = [bookmark for each in parsed for bookmark in each.bookmarks]
    plan = formats.plan(known, incoming)
    if options.dry_run:
        for step in plan.steps:
            print(fitted(_step_line(step), PIPED_WIDTH))
    record = _carry_out(plan, store) if plan.kept and not options.dry_run else None
    print(_outcome(plan, dry_run=options.dry_run))
    if record is not None:
        _export_too(options, store)
        print(_way_back(options, record))
    return FOUND


def _carry_out(plan: Plan, store: BookmarkStore) -> ImportRecord:
    """Write the record that undoes the import, then the bookmarks. Raises ReaderError."""
    from reader.state.exchange.import_undo import carry_out

    with _telling(store):
        return carry_out(plan, store)


def _export_too(options: argparse.Namespace, store: BookmarkStore) -> None:
    """Write bookmarks where config.toml wants them after each change; tell why, if that fails."""
    from reader import settings

    target = settings.load(Paths.default(os.environ, options.bookmarks).config).settings.export
    if target:
        from reader.services.owner.auto_export import AutoExport

        bookmarks = store.all()
        for told in AutoExport(target, _known_articles(options, bookmarks).facts_of).write(
            bookmarks
        ):
            complain(told)


def undo_import(options: argparse.Namespace) -> int:
    """Take an import back; the exit status. Raises ReaderError."""
    from reader.state.exchange.import_undo import last_record, read_record, undo_file, way_back

    store = opened(options)
    path = undo_file(options.file) if options.file else last_record(store.path)
    back = way_back(read_record(path), store.get)
    with _telling(store):
        store.remove_all(back.removed)
        store.update_all(back.restored)
    path.unlink(missing_ok=True)
    _export_too(options, store)
    print(f"{counted(len(back.removed), 'bookmark')} taken out, {len(back.restored):,} as before")
    if back.edited:
        print(f"{counted(back.edited, 'bookmark')} edited since: what was edited stays")
    return FOUND


@contextmanager
def _telling(store: BookmarkStore) -> Iterator[None]:
    """Tell on stderr what became of bookmarks that could not be saved, and raise the error on."""
    try:
        yield
    except ReaderError:
        for notice in store.take_notices():
            complain(notice)
        raise


def _known_articles(options: argparse.Namespace, bookmarks: Sequence[Bookmark]) -> KnownArticles:
    from reader.console.known_articles import KnownArticles

    return KnownArticles(Paths.default(os.environ, options.bookmarks).index, bookmarks)


def _files(given: Path) -> Sequence[Path]:
    """The files to read: the given one, or the pages of a folder for Obsidian."""
    if given != STDIN and given.is_dir():
        from reader.state.exchange.obsidian import pages_in

        return pages_in(given)
    return (given,)


def _parsed(path: Path, articles: KnownArticles) -> ParsedExport:
    """The bookmarks in a file or in stdin. Raises ReaderError."""
    from reader.state.durable.files import MAX_BYTES, DiskFiles, explain
    from reader.state.exchange import formats

    if path == STDIN:
        if sys.stdin is None:
            raise ReaderError("stdin is closed", hint="name a file, or pipe one in")
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
    parsed = formats.parse(data, str(path), articles.named)
    for notice in parsed.notices:
        complain(f"{path}: {notice}")
    return parsed


def _write(target: Path, data: bytes, *, force: bool) -> None:
    from reader.state.durable.files import explain
    from reader.state.exchange.output import write_new, write_over

    try:
        (write_over if force else write_new)(target, data)
    except FileExistsError:
        hint = "use --force to replace it"
        raise ReaderError("this file exists already", path=target, hint=hint) from None
    except OSError as error:
        raise explain(error, target, "written") from error


def _step_line(step: ImportStep) -> str:
    bookmark = step.bookmark
    title = clean_line(bookmark.article.title) or clean_line(bookmark.article.path) or "(untitled)"
    words = bookmark.quote.exact if bookmark.quote else bookmark.note
    return f"{step.outcome:<6}  {title}: {clean_line(words)[:_MOST_WORDS] or 'the whole article'}"


def _outcome(plan: Plan, *, dry_run: bool) -> str:
    from reader.state.exchange.formats import ImportOutcome

    would = "would be " if dry_run else ""
    beside = plan.count(ImportOutcome.BESIDE)
    added = plan.count(ImportOutcome.NEW) + beside
    other = f" ({beside:,} beside one of the same id)" if beside else ""
    return (
        f"{counted(added, 'bookmark')} {would}added{other}, "
        f"{plan.count(ImportOutcome.MERGED):,} {would}merged, "
        f"{plan.count(ImportOutcome.SAME):,} there already"
    )


def _way_back(options: argparse.Namespace, record: ImportRecord) -> str:
    where = f" --bookmarks {shlex.quote(str(options.bookmarks))}" if options.bookmarks else ""
    kept = f"; the file as it was is {record.backup}" if record.backup else ""
    return clean_line(f"reader bookmarks undo-import{where} takes this back{kept}")
