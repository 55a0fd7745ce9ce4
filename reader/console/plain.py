"""What all commands that print and end share, and the command `cat`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader import settings
from reader.console.printing import write_sequence
from reader.errors import ReaderError
from reader.paths import DEFAULT_FOLDER as DEFAULT_FOLDER
from reader.paths import STDIN, Paths
from reader.process.streams import drop

if TYPE_CHECKING:
    import argparse

    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle

CAT_WIDTH = 76
STATUS_TROUBLE = 2
"""The exit status of whatever went wrong; 1 is an answer, as of grep: there was nothing."""


def complain(what: str) -> None:
    """Print one line on stderr; nothing in it acts on a terminal."""
    from reader.text.safe import clean_line

    try:
        print(f"reader: {clean_line(what)}", file=sys.stderr)
    except OSError:  # the disk is full or the pipe closed: only the exit status is left to tell
        drop(sys.stderr)


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in words: `1 bookmark`, `2,000 bookmarks`; `many` for another plural."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def find_roots(given: Sequence[Path], chosen: settings.Settings) -> tuple[Path, ...]:
    """The folders and files to read, absolute: given, of the settings, or ./articles.

    Raises ReaderError if a given one does not exist, or there is none at all.
    """
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


def load_settings(paths: Paths) -> settings.Settings:
    """The owner's settings; mistakes in config.toml are told on stderr."""
    loaded = settings.load(paths.config)
    for problem in loaded.problems:
        complain(problem)
    if sys.stdout.isatty():
        from reader.services.desktop.terminal_facts import recalled

        recalled(paths.state, loaded.settings, os.environ)
    return loaded.settings


def article_record(article: Article) -> dict[str, object]:
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


def article_line(article: Article) -> str:
    """An article as a line for people: day, title, error if there is one, path."""
    day = article.date.day if article.date else "-" * 10
    note = f"  [{article.error}]" if article.error else ""
    return f"{day}  {article.title}{note}  {article.file_path}"


def print_json(records: Iterable[dict[str, object]]) -> int:
    """Print a JSON array with a line for each record, as they come; how many there were."""
    import json  # late, as all that only one command needs

    from reader.text.safe import escaped

    count = 0
    for count, each in enumerate(records, 1):
        text = json.dumps(each, ensure_ascii=False)
        sys.stdout.write(f"{'[' if count == 1 else ','}\n{escaped(text)}")
    sys.stdout.write("\n]\n" if count else "[]\n")
    return count


def print_json_object(fields: Mapping[str, object]) -> None:
    """Print one JSON object, readable by people too."""
    import json

    from reader.text.safe import escaped

    sys.stdout.write(f"{escaped(json.dumps(fields, ensure_ascii=False, indent=1))}\n")


def cat(options: argparse.Namespace) -> int:
    """Print one article; the exit status. Raises ReaderError if it cannot be read."""
    import shutil

    from reader.console.cat import Color, lines, record
    from reader.library.open_article import open_article

    opened = _open_piped() if options.file == STDIN else open_article(options.file.absolute())
    if options.json:
        print_json_object(record(opened, article_record(opened.article)))
        return 0
    terminal = sys.stdout.isatty()
    width = options.width or min(CAT_WIDTH, shutil.get_terminal_size((CAT_WIDTH, 24)).columns)
    color = options.color == Color.ALWAYS or (
        options.color == Color.AUTO and terminal and not os.environ.get("NO_COLOR")
    )
    style = load_settings(Paths.default(os.environ)).page_style(width)
    for line in lines(opened, style, color=color):
        write_sequence(sys.stdout, f"{line}\n")
    return 0


def _open_piped() -> OpenedArticle:
    """Open what is piped in. Raises ReaderError."""
    from reader.console.standard_input import named_as_piped, read_standard_input
    from reader.library.files.piped import PipedFile
    from reader.library.open_article import open_article

    with PipedFile((read_standard_input(),)) as piped, named_as_piped(piped.path):
        return open_article(piped.path)
