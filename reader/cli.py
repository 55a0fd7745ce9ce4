"""The command line: arguments to settings, then a plain command or the app."""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader import __version__, settings
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.library.article import Article
    from reader.library.index import Index
    from reader.state.bookmark import Bookmark

COMMANDS = ("list", "search", "cat", "bookmarks")
STATUS_FAILED = 1
MOST_WIDTH = 1000
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What JSON may hold as it is, and what still acts on a terminal."""
DEFAULT_FOLDER = Path("articles")
FULL_COLLECTIONS = 500
"""Collections of the younger garbage to one of all."""
CAT_WIDTH = 76

EPILOG = """\
commands:
  reader [PATH ...]               read the articles in folders and files
  reader list [PATH ...]          list them
  reader search QUERY [PATH ...]  search titles, authors, tags and full text
  reader cat FILE                 one article on the terminal, set as in the reader
  reader bookmarks                your bookmarks
Each has --help of its own. A folder called like a command: ./list
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reader",
        description="Read saved articles in the terminal.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    _add_files(parser)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders and files")
    return parser


BOOKMARKS_HELP = "the bookmarks file (also: READER_BOOKMARKS)"


def _add_files(parser: argparse.ArgumentParser, *, help: str = BOOKMARKS_HELP) -> None:
    parser.add_argument("--bookmarks", type=Path, metavar="FILE", help=help)


def _width(text: str) -> int:
    """Cells of a line. Raises ArgumentTypeError."""
    if not text.isdecimal() or not settings.LEAST_MEASURE <= int(text[:9]) <= MOST_WIDTH:
        least = settings.LEAST_MEASURE
        raise argparse.ArgumentTypeError(f"a number from {least} to {MOST_WIDTH} is wanted")
    return int(text)


def _command_parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"reader {name}")
    if name == "search":
        parser.add_argument("query", metavar="QUERY", help='words, "phrases", -not, title:…')
    if name == "cat":
        _add_files(parser, help=argparse.SUPPRESS)
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--width", type=_width, metavar="N", help="cells of a line, 20 to 1000")
        parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
        return parser
    if name == "bookmarks":
        _add_files(parser)
    else:
        _add_files(parser, help=argparse.SUPPRESS)  # may stand before any command
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--json", action="store_true", help="an array of objects")
    return parser


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; returns the exit status."""
    if sys.stdout is None or sys.stderr is None:
        return STATUS_FAILED
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except ReaderError as error:
        _complain(str(error))
        return STATUS_FAILED
    except BrokenPipeError:
        _drop_stdout()
        return STATUS_FAILED
    except OSError as error:
        _complain(f"{error.filename or 'output'}: {error.strerror}")
        _drop_stdout()
        return STATUS_FAILED
    except KeyboardInterrupt:
        return 130
    return status


def _complain(what: str) -> None:
    """One line on stderr; a file's name in it is data and acts on no terminal."""
    from reader.text.safe import clean_line

    print(f"reader: {clean_line(what)}", file=sys.stderr)


def _drop_stdout() -> None:
    """Python flushes stdout at exit: give it a place where that cannot fail."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(arguments: Sequence[str]) -> int:
    before, rest = _leading(arguments)
    if rest and rest[0] in COMMANDS:
        name, words = rest[0], rest[1:]
        if name == "search":
            words = [_as_query(word) for word in words]
        options = _command_parser(name).parse_intermixed_args([*before, *words])
        plain = {"list": _list, "search": _search, "cat": _cat, "bookmarks": _bookmarks}
        return plain[name](options)
    return _read(_parser().parse_args(arguments))


def _leading(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options that stand before a command, and what follows them."""
    before, rest = [], list(arguments)
    while rest and rest[0].split("=")[0] == "--bookmarks":
        taken = 1 if "=" in rest[0] else 2
        before += rest[:taken]
        rest = rest[taken:]
    return before, rest


def _as_query(word: str) -> str:
    """`-word` excludes a word: behind a space argparse takes it for no option."""
    excluded = len(word) > 1 and word[0] == "-" and word[1] != "-" and word != "-h"
    return f" {word}" if excluded else word


# -- plain commands ---------------------------------------------------------------------


def _roots(given: Sequence[Path], chosen: settings.Settings) -> tuple[Path, ...]:
    """The folders to read. Raises ReaderError if none is named and there is no default."""
    if given:
        for path in given:
            if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises for a name too long
                raise ReaderError("no such file or folder", path=path)
        return tuple(path.absolute() for path in given)
    if chosen.folders:
        return chosen.folders
    if DEFAULT_FOLDER.is_dir():
        return (DEFAULT_FOLDER.absolute(),)
    raise ReaderError(
        "no articles to read", hint="name a folder: reader PATH, or set folders in config.toml"
    )


def _load_settings(paths: Paths) -> settings.Settings:
    loaded = settings.load(paths.config)
    for problem in loaded.problems:
        _complain(problem)
    return loaded.settings


def _refreshed(index: Index, roots: Sequence[Path]) -> None:
    """Bring the index up to date; on a terminal, say how far it is."""
    telling = sys.stderr.isatty()
    for progress in index.refresh(roots):
        if telling and progress.changed:
            total = f"/{progress.total}" if progress.total is not None else ""
            print(f"\rreading {progress.done}{total} ", end="", file=sys.stderr, flush=True)
    if telling:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def record(article: Article) -> dict[str, object]:
    """An article as --json prints it; `error` only where there is one."""
    fields: dict[str, object] = {
        "path": str(article.path),
        "title": article.title,
        "author": article.author,
        "source": article.source,
        "date": article.date.iso if article.date else None,
        "tags": list(article.tags),
        "url": article.url,
        "language": article.language,
        "length": article.length,
        "minutes": article.minutes,
    }
    return {**fields, "error": article.error} if article.error else fields


def _print_json(records: Iterable[dict[str, object]]) -> None:
    import json  # late, as all that only one command needs

    text = json.dumps(list(records), ensure_ascii=False, indent=2)
    print(_ACTING.sub(lambda match: f"\\u{ord(match[0]):04x}", text))


def _print_article(article: Article) -> None:
    from reader.text.safe import clean_line

    day = article.date.day if article.date else "-" * 10
    note = f"  [{article.error}]" if article.error else ""
    print(f"{day}  {article.title}{note}  {clean_line(str(article.path))}")


def _list(options: argparse.Namespace) -> int:
    from reader.library.index import Index
    from reader.library.order import SortKey, sort

    paths = Paths.default(os.environ)
    chosen = _load_settings(paths)
    roots = _roots(options.paths, chosen)
    with Index(paths.index) as index:
        _refreshed(index, roots)
        articles = sort(index.articles(roots), SortKey(chosen.sort))
    if options.json:
        _print_json(record(article) for article in articles)
    else:
        for article in articles:
            _print_article(article)
    return 0


def _search(options: argparse.Namespace) -> int:
    from reader.library.index import Index
    from reader.library.search import search

    paths = Paths.default(os.environ)
    roots = _roots(options.paths, _load_settings(paths))
    with Index(paths.index) as index:
        _refreshed(index, roots)
        hits = search(index, roots, options.query.strip())
    if options.json:
        _print_json(
            {**record(hit.article), "hits": hit.hits, "snippet": hit.snippet.text} for hit in hits
        )
    else:
        for hit in hits:
            _print_article(hit.article)
            if hit.snippet.text:
                print(f"            {hit.snippet.text}")
    return 0 if hits else STATUS_FAILED


def _cat(options: argparse.Namespace) -> int:
    import shutil

    from reader.cat import Color, lines
    from reader.library.opening import open_article

    opened = open_article(options.file.absolute())
    terminal = sys.stdout.isatty()
    width = options.width or min(CAT_WIDTH, shutil.get_terminal_size((CAT_WIDTH, 24)).columns)
    color = options.color == Color.ALWAYS or (
        options.color == Color.AUTO and terminal and not os.environ.get("NO_COLOR")
    )
    style = _load_settings(Paths.default(os.environ)).page_style(width)
    for line in lines(opened, style, color=color):
        print(line)
    return 0


def _bookmarks(options: argparse.Namespace) -> int:
    from reader.state.bookmark import format_bookmark
    from reader.state.bookmarks import BookmarkStore
    from reader.text.safe import clean_line

    store = BookmarkStore(Paths.default(os.environ, options.bookmarks).bookmarks)
    for notice in store.load().notices:
        print(f"reader: {clean_line(notice)}", file=sys.stderr)
    if options.json:
        _print_json(format_bookmark(bookmark) for bookmark in store.all())
    else:
        for bookmark in store.all():
            print(_bookmark_line(bookmark))
    return 0


def _bookmark_line(bookmark: Bookmark) -> str:
    from reader.text.safe import clean_line

    words = f"“{bookmark.quote.exact}”" if bookmark.quote else ""
    parts = (bookmark.created[:10], bookmark.article.title, words, bookmark.note)
    line = "  ".join(clean_line(part) for part in parts if part)
    return f"{line}  {clean_line(bookmark.article.path)}"


# -- the app ----------------------------------------------------------------------------


def _check_terminal() -> None:
    """Raises ReaderError where a full-screen program cannot work, with what can."""
    plain = "reader cat FILE prints an article, reader list lists them"
    # Textual draws on stderr.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise ReaderError("this is no terminal", hint=plain)
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise ReaderError(f"the terminal is {os.environ['TERM']}", hint=plain)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding not in ("utf8", "cp65001"):
        raise ReaderError(
            f"the terminal's encoding is {sys.stdout.encoding}",
            hint="set a UTF-8 locale, such as LANG=C.UTF-8",
        )


def _rest_collector() -> None:
    """Let full garbage collections be rare: each stops the app for 40 to 100 ms.

    They look at everything that was imported, and find nothing. Young garbage goes as ever.
    """
    gc.freeze()
    youngest, young, _ = gc.get_threshold()
    gc.set_threshold(youngest, young, FULL_COLLECTIONS)
    gc.enable()


def _read(options: argparse.Namespace) -> int:
    paths = Paths.default(os.environ, options.bookmarks)
    loaded = settings.load(paths.config)
    roots = _roots(options.paths, loaded.settings)
    _check_terminal()
    # Imports and style sheets make no garbage, and looking for it takes 50 ms of the start.
    gc.disable()

    from reader.library.index import Index
    from reader.library.opening import Opener
    from reader.state.bookmarks import BookmarkStore, utc_now
    from reader.state.places import StateDatabase
    from reader.text.safe import clean_line
    from reader.ui.app import ReaderApp, has_few_colors
    from reader.ui.session import Session

    store = BookmarkStore(paths.bookmarks)
    notices = [*loaded.problems]
    try:
        notices += store.load().notices
    except ReaderError as error:
        notices.append(str(error))
    with Index(paths.index) as index, StateDatabase(paths.state) as state:
        session = Session(
            roots=roots,
            index=index,
            bookmarks=store,
            state=state,
            settings=loaded.settings,
            clock=utc_now,
            opener=Opener(),
            # Here rather than in a worker, where each row would wait for the app's own start.
            known=tuple(index.articles(roots)),
            notices=tuple(clean_line(notice) for notice in notices),
        )
        app = ReaderApp(session, few_colors=has_few_colors(), on_shown=_rest_collector)
        app.run()
    if store.unsaved:
        store.save()  # raises ReaderError: what could not be kept is said, at last, on stderr
    return app.return_code or 0
