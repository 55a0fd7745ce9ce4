"""`reader add`: articles from elsewhere, as files of the library."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from reader.console import bookmarks
from reader.console.listing import refresh
from reader.console.plain import (
    DEFAULT_FOLDER,
    complain,
    counted,
    load_settings,
    print_json,
)
from reader.console.progress import ProgressBar, bar
from reader.console.standard_input import piped_file
from reader.errors import MisuseError, ReaderError
from reader.paths import STDIN, Paths
from reader.text.safe import shown_path
from reader.text.truncate import elide

if TYPE_CHECKING:
    import argparse

    from reader.intake.job import IntakeContext
    from reader.intake.order import IntakeOrder, IntakeProgress, IntakeResult
    from reader.settings import Settings

_INDENT = " " * 8
ADDED, NOTHING_NEW, SOME_FAILED = 0, 1, 2
"""Exit statuses."""


def add(options: argparse.Namespace) -> int:
    """Bring in what is named, telling of each entry; the exit status. Raises ReaderError."""
    if not options.what and not options.feeds:
        raise MisuseError("nothing is named", hint="an address or a file: see reader add --help")
    with ExitStack() as opened:
        try:
            what = tuple(_files_of_pipes(options.what, opened))
        except MisuseError:
            raise
        except ReaderError as error:
            complain(str(error))
            return SOME_FAILED
        return _added(options, what)


def _files_of_pipes(what: Iterable[str], opened: ExitStack) -> Iterator[str]:
    """What is named, with a file that lasts as `opened` does for what is piped in."""
    from reader.intake.source_file import MOST_BYTES

    piped = ""
    for name in what:
        if name == str(STDIN):
            piped = piped or str(opened.enter_context(piped_file(MOST_BYTES)))
        yield piped if name == str(STDIN) else name


def _added(options: argparse.Namespace, what: tuple[str, ...]) -> int:
    from reader.intake.job import IntakeContext
    from reader.library.index import Index
    from reader.state.bookmark_store import utc_now
    from reader.state.feed_memory import FeedMemory

    paths = Paths.default(os.environ, options.bookmarks)
    chosen = load_settings(paths)
    order = _order(options, what, chosen)
    roots = tuple(
        dict.fromkeys(folder for folder in (*chosen.folders, order.folder) if folder.exists())
    )
    store = bookmarks.opened(options)
    with Index(paths.index, links=chosen.links) as index, FeedMemory(paths.state) as feeds:
        refresh(index, roots)
        context = IntakeContext(index, roots, store, feeds, utc_now)
        try:
            counts = _carry_out(order, context, as_json=options.json)
        except KeyboardInterrupt:
            complain("stopped; what was added stays, and the same command goes on from there")
            raise
        if counts.highlights and not order.dry_run and not options.json:
            print("`reader bookmarks undo-import` takes the highlights back")
        for notice in (*store.take_notices(), *feeds.take_notices()):
            complain(notice)
    return counts.status


class _Counts:
    """How many entries came to what."""

    def __init__(self) -> None:
        self._by_outcome: Counter[str] = Counter()
        self._last: dict[str, Path] = {}
        """The last article of each outcome."""
        self.highlights = 0

    def count(self, result: IntakeResult) -> None:
        self._by_outcome[result.outcome] += 1
        self.highlights += result.highlights
        if result.path is not None:
            self._last[result.outcome] = result.path

    @property
    def is_any(self) -> bool:
        return self._by_outcome.total() > 0

    @property
    def status(self) -> int:
        if self._by_outcome["failed"]:
            return SOME_FAILED
        return ADDED if self._by_outcome["added"] or self.highlights else NOTHING_NEW

    def line(self, *, dry_run: bool) -> str:
        """All of it in words, and where the articles are."""
        would = "would be " if dry_run else ""
        of = self._by_outcome
        parts = [
            f"{of['known']:,} known{self._where('known')}" if of["known"] else "",
            f"{of['failed']:,} failed" if of["failed"] else "",
            f"{counted(self.highlights, 'highlight')} {would}kept" if self.highlights else "",
        ]
        if of["added"]:
            number = counted(of["added"], "article")
            parts.insert(0, f"{number} {would}added{self._where('added')}")
        elif not self.highlights:
            parts.insert(0, "nothing added" if of["failed"] else "nothing new")
        return ", ".join(filter(None, parts))

    def _where(self, outcome: str) -> str:
        """The file, if it is the only one of these; the folder of those that were added."""
        last = self._last.get(outcome)
        if last is None:
            return ""
        if self._by_outcome[outcome] == 1:
            return f": {_near(last)}"
        return f" to {_near(last.parent)}" if outcome == "added" else ""


def _near(path: Path) -> str:
    """A path as somebody would type it here, safe to show."""
    here = Path.cwd()
    return shown_path(path.relative_to(here) if path.is_relative_to(here) else path)


def _order(options: argparse.Namespace, what: tuple[str, ...], chosen: Settings) -> IntakeOrder:
    from reader.intake.order import ArticleFormat, IntakeOrder

    folder = options.to or (chosen.folders[0] if chosen.folders else DEFAULT_FOLDER)
    return IntakeOrder(
        wanted=what,
        folder=folder.absolute(),
        feed_lists=tuple(options.feeds),
        tags=tuple(options.tag),
        format=ArticleFormat(options.format) if options.format else None,
        pictures=options.pictures,
        whole_page=options.whole_page,
        again=options.again,
        limit=options.limit or 0,
        since=options.since,
        allow_private=options.allow_private,
        dry_run=options.dry_run,
    )


def _carry_out(order: IntakeOrder, context: IntakeContext, *, as_json: bool) -> _Counts:
    """Do what is ordered, and print what comes of it. Raises ReaderError."""
    from reader.intake.job import carry_out

    counts = _Counts()
    lines = _short_lines if sys.stdout.isatty() else _lines
    with closing(ProgressBar(sys.stderr, _progress_line)) as shown:

        def results() -> Iterator[IntakeResult]:
            with closing(carry_out(order, context, told=shown.show)) as job:
                for result in job:
                    counts.count(result)
                    shown.close()  # the line is printed where the bar was
                    yield result
                    sys.stdout.flush()

        if as_json:
            print_json(map(_record, results()))
            return counts
        for result in results():
            for line in lines(result, dry_run=order.dry_run):
                print(line)
    if counts.is_any or sys.stdout.isatty():  # cron sends a mail for any word
        print(counts.line(dry_run=order.dry_run))
    return counts


def _progress_line(progress: IntakeProgress) -> str:
    if progress.total is None:
        return f"adding: {progress.done:,} done"
    host = progress.now if progress.now.isascii() else ""
    return f"adding {bar(progress.done, progress.total)}  {host}".rstrip()


def _lines(result: IntakeResult, *, dry_run: bool) -> Iterator[str]:
    """A result for a pipe: what became of it, its title and file, and what is to be known of it."""
    line = f"{_outcome(result, dry_run=dry_run):<6}  {_subject(result)}"
    if result.reason:
        yield f"{line}: {result.reason}"
    else:
        yield f"{line} → {shown_path(result.path)}" if result.path else line
    yield from _remarks(result)


def _short_lines(result: IntakeResult, *, dry_run: bool) -> Iterator[str]:
    """A result for a terminal: its title on one line; where the articles are is told at the end."""
    columns = shutil.get_terminal_size().columns
    subject, _ = elide(_subject(result), columns - len(_INDENT))
    yield f"{_outcome(result, dry_run=dry_run):<6}  {subject}"
    for remark in filter(None, (result.reason, *_remarks(result))):
        yield from wrap(
            remark.strip(),
            columns,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _subject(result: IntakeResult) -> str:
    """The title; of what failed also the address."""
    if result.reason and result.url and result.url != result.title:
        return f"{result.title} ({result.url})"
    return result.title


def _outcome(result: IntakeResult, *, dry_run: bool) -> str:
    return "new" if dry_run and result.outcome == "added" else result.outcome.value


def _remarks(result: IntakeResult) -> Iterator[str]:
    if result.highlights:
        yield f"{_INDENT}{counted(result.highlights, 'highlight')}"
    for notice in result.notices:
        yield f"{_INDENT}{notice}"


def _record(result: IntakeResult) -> dict[str, object]:
    """A result as --json prints it; `reason` only where there is one."""
    fields: dict[str, object] = {
        "outcome": result.outcome.value,
        "title": result.title,
        "url": result.url,
        "path": str(result.path) if result.path else None,
        "highlights": result.highlights,
        "notices": list(result.notices),
    }
    return {**fields, "reason": result.reason} if result.reason else fields
