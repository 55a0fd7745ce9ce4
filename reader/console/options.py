"""The options of each command that prints and ends, and the function that runs it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from reader import settings
from reader.console import add, bookmarks, exchange, forget, listing, plain
from reader.console.listing import FIELDS, FOUND_FIELDS
from reader.console.parser import (
    FILE,
    FOLDER,
    PATH,
    QUERY,
    Parser,
    add_bookmarks,
    path,
    split,
    word,
)
from reader.console.templates.template import Template, TemplateError
from reader.paths import STDIN
from reader.services.arrangement import FOUND_SORTS, LIST_SORTS
from reader.state.highlight_colors import HIGHLIGHT_COLORS
from reader.text.safe import clean_line

MOST_WIDTH = 1000


def _output_help(fields: Sequence[str]) -> str:
    return f"""\
--format prints a line for each article: text with the names of fields in braces, and \\t, \\n,
\\0 and \\\\ in it. {{{{ and }}}} are braces. With \\0 at the end, and to no terminal, a
path has the bytes that the disk has; otherwise it is as it is shown. Fields:
  {" ".join(fields)}
--json prints one array, a line for each article."""


LIST_EPILOG = f"""\
{_output_help(FIELDS)}

With --unread and its like, only articles for which all of them hold are listed. --tag, --source
and --author hold as tag:, source: and author: do in a search, and may be given more than once.

Exit status: 0 if articles were listed, 1 if there are none, 2 if something is wrong.
"""
SEARCH_EPILOG = f"""\
The query: words (all must occur), "a phrase", -not, a OR b, title: author: source: tag: path:
lang:, date:2021, date:2021-06..2022, is:unread is:read is:bookmarked, has:image. What is malformed
is searched for as text. Simplified and Traditional, full and half width, case and accents are
alike; titles, authors and tags are found by pinyin too.

Where nothing is found, stderr tells what may have been meant; on a terminal, what is nearest too.

{_output_help(FOUND_FIELDS)}

Exit status: 0 if something was found, 1 if nothing was, near or not, 2 if something is wrong.
"""
OWNED_EPILOG = """\
reader bookmarks export [--format FORMAT] [--output FILE]   --help tells more
reader bookmarks import FILE ...
reader bookmarks undo-import

A place is marked ◆, a highlight ▌, a whole article ■. A word `export` or `import` to be looked for
goes behind another option: reader bookmarks --json export

Exit status: 0 if there were bookmarks, 1 if there are none, 2 if something is wrong.
"""
EXPORT_EPILOG = """\
Formats:
  markdown       one page for people, which can be imported again; as .md
  obsidian       a page for each article in the folder FILE; pages that you edited are left alone
  json           as bookmarks.json; as .json
  csv            a table, of all that a bookmark has; as .csv
  readwise       highlights as a table that Readwise takes; as .readwise.csv
  readwise-json  highlights as the body of a request to its API; as .readwise.json

Templates name fields in braces, \\n is a new line; of an article: title author source url path date
article_tags; of a bookmark these and kind words note color tags day created id link. `link` is the
command that opens the article there. For notes with front matter:
  --head '---\\ntitle: {title}\\nurl: {url}\\n---\\n' --template '> {words}\\n\\n`{link}`\\n'
What is written so cannot be imported again.

Exit status: 0 if there were bookmarks, 1 if there are none, 2 if something is wrong.
"""
IMPORT_EPILOG = """\
Takes what `export` wrote in any format, a folder of pages for Obsidian, bookmarks.json of another
machine, Readwise's tables, and tables that a spreadsheet saved in UTF-8, UTF-16, GBK or Big5.

No bookmark loses a word: of one that is here and comes in with another note both notes stand, and
the tags of both; one with the id of another but on other words stands beside it. --dry-run prints
a line for each: new, merged, beside or same. `reader bookmarks undo-import` takes an import back.
"""
UNDO_EPILOG = """\
Takes out what the import added and what it changed, and nothing else: bookmarks that were made or
edited since stay. FILE is one of the copies that stand beside bookmarks.json, as
bookmarks.json.before-import-20260131T120000Z; default: the last one.
"""
INDEX_EPILOG = """\
Without options: reads what is new or changed, so that the reader need not. It may be stopped at
any time, and goes on from there. All other commands and the reader itself do the same.

Exit status: 0 if all is well, 1 if --check found something, 2 if something is wrong.
"""

ADD_EPILOG = """\
WHAT is an address of a page or of a feed; a list of addresses (a text, browsers' bookmarks, what
Pocket, Instapaper, Raindrop or Pinboard export); an export of articles (Omnivore, wallabag,
Readwise, Evernote, WordPress, Ghost, WARC, FB2); a file that the reader itself reads; a folder of
these; or - for what is piped in. Highlights that come with them become bookmarks.

An article of the same address is not added twice, nor is an entry of a feed whose article you
deleted; so a list that was interrupted goes on where it was. Nothing is written over. Four hosts
are asked at a time, one page at a time of each, and only what its robots.txt allows.

With --limit N, of each feed its N latest entries are looked at, and of each list or export the
first N that are new are added. --since takes 2024-03-09 or 2024-03-09T18:00. In cron:
  reader add --feeds feeds.opml --to ~/articles

--json prints one array, a line for each entry.

Exit status: 0 if articles were added, 1 if nothing was new, 2 if something failed, which is
named; all else is added.
"""
FORGET_EPILOG = """\
--history is which articles were opened, what was searched for, and how sessions were left;
--places is where reading stopped, what was read, and for how long. Files that hold the same text
are one article. With a PATH only what is known of it is forgotten, of all three kinds if none is
named. Bookmarks are never touched. Files that are still in the library are indexed again when the
reader or another command looks at them.

Exit status: 0 if it is forgotten, 2 if something is wrong.
"""


def _width(text: str) -> int:
    """The type of --width: cells of a line. Raises ArgumentTypeError."""
    if not text.isdecimal() or not settings.LEAST_MEASURE <= int(text[:9]) <= MOST_WIDTH:
        least = settings.LEAST_MEASURE
        raise argparse.ArgumentTypeError(f"a number from {least} to {MOST_WIDTH} is wanted")
    return int(text)


def _limit(text: str) -> int:
    """The type of --limit: a number from 1. Raises ArgumentTypeError."""
    if not text.isdecimal() or not int(text[:18]):
        raise argparse.ArgumentTypeError("a number from 1 is wanted")
    return int(text[:18])


def _moment(text: str) -> datetime:
    """The type of --since: a day or a time, of this place unless it says another."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError("a date such as 2024-03-09 is wanted") from None


def _output_file(text: str) -> Path | None:
    """The type of --output: None for the standard output."""
    return None if text == str(STDIN) else Path(text)


def _template(fields: Sequence[str]) -> Callable[[str], Template]:
    def template(text: str) -> Template:
        try:
            return Template(text, fields)
        except TemplateError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return template


def carry_out(name: str, words: Sequence[str]) -> int:
    """Run a command that prints and ends with its arguments; the exit status.

    Raises ReaderError, and SystemExit after --help and after a mistake in the arguments.
    """
    if name == "bookmarks":
        name, words = _owned_command(words)
    command = COMMANDS[name]
    parser = parser_of(name, command)
    if name == "search":
        before, behind = split(words)
        words = [*map(_as_query, before), "--", *behind]
    return command.run(parser.parse_words(words))


def parser_of(name: str, command: ConsoleCommand) -> Parser:
    """The parser of a command that prints and ends."""
    parser = Parser(
        prog=f"reader {name}",
        description=command.description,
        epilog=command.epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_words(parser)
    command.add_options(parser)
    return parser


def _owned_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command and its arguments: `export`, `import` or `undo-import` may begin a query too.

    Only the first word that is no --bookmarks option can name such a command.
    """
    rest = list(words)
    at = 0
    while at < len(rest) and rest[at].split("=")[0] == "--bookmarks":
        at += 1 if "=" in rest[at] else 2
    name = f"bookmarks {rest[at]}" if at < len(rest) else ""
    if name not in COMMANDS:
        return "bookmarks", rest
    del rest[at]
    return name, rest


def _as_query(text: str) -> str:
    """`-word` of a query behind a space, so that argparse takes it for no option."""
    excluded = len(text) > 1 and text[0] == "-" and text[1] != "-" and text != "-h"
    return f" {text}" if excluded else text


def _add_list(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--sort", choices=LIST_SORTS, help="default: as config.toml says, or date")
    _add_output(parser, FIELDS)
    parser.add_argument("--unread", action="store_true", help="only those you have not read")
    parser.add_argument("--bookmarked", action="store_true", help="only those with bookmarks")
    for field in ("tag", "source", "author"):
        parser.add_argument(
            f"--{field}", action="append", default=[], metavar=field.upper(), type=_value
        )
    parser.add_argument(
        "--related", type=Path, metavar=FILE, help="only the five most like this one, in order"
    )
    add_bookmarks(parser)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", type=word, metavar=QUERY, help="see below")
    _add_paths(parser)
    parser.add_argument(
        "--sort", choices=FOUND_SORTS, default="relevance", help="default: relevance"
    )
    _add_output(parser, FOUND_FIELDS)
    add_bookmarks(parser)


def _add_index(parser: argparse.ArgumentParser) -> None:
    _add_paths(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rebuild", action="store_true", help="forget all, and read all files again")
    what.add_argument("--check", action="store_true", help="say what is wrong with the index")
    add_bookmarks(parser, help=argparse.SUPPRESS)  # may stand before any command


def _add_forget(parser: argparse.ArgumentParser) -> None:
    for kind, what in (
        ("history", "articles opened, searches made, sessions"),
        ("places", "reading places, read flags, reading time"),
        ("index", "metadata and text of articles"),
    ):
        parser.add_argument(f"--{kind}", action="store_true", help=what)
    parser.add_argument(
        "paths", nargs="*", type=path, metavar=PATH, help="only of these files and folders"
    )
    add_bookmarks(parser, help=argparse.SUPPRESS)


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="*", type=word, metavar="WHAT", help="see below")
    parser.add_argument(
        "--feeds", action="append", default=[], type=Path, metavar=FILE, help="an OPML file"
    )
    parser.add_argument(
        "--to", type=Path, metavar=FOLDER, help="default: the first of config.toml, or ./articles"
    )
    parser.add_argument(
        "--tag", action="append", default=[], metavar="TAG", type=_value, help="that they all get"
    )
    parser.add_argument(
        "--format", choices=("html", "markdown"), help="default: pages as HTML, texts as they are"
    )
    parser.add_argument("--pictures", action="store_true", help="keep pictures beside the article")
    parser.add_argument("--whole-page", action="store_true", help="keep the page as it was sent")
    parser.add_argument("--again", action="store_true", help="add what is there already once more")
    parser.add_argument("--limit", type=_limit, metavar="N", help="see below")
    parser.add_argument("--since", type=_moment, metavar="DATE", help="of feeds: not what is older")
    parser.add_argument(
        "--allow-private", action="store_true", help="ask hosts of your own network too"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be added")
    parser.add_argument("--json", action="store_true", help="one array of objects")
    add_bookmarks(parser)


def _add_cat(parser: argparse.ArgumentParser) -> None:
    add_bookmarks(parser, help=argparse.SUPPRESS)
    parser.add_argument("file", type=path, metavar=FILE, help="- is what is piped in")
    parser.add_argument("--width", type=_width, metavar="N", help="cells of a line, 20 to 1000")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    parser.add_argument(
        "--json", action="store_true", help="one object: what is known of it, text, links, headings"
    )


def _add_owned_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query",
        nargs="*",
        type=word,
        metavar=QUERY,
        help="words that the quote, the note, the title or a tag must have, each of them",
    )


def _add_owned(parser: argparse.ArgumentParser) -> None:
    _add_chosen(parser)
    parser.add_argument("--json", action="store_true", help="one array, a line for each bookmark")


def _no_words(parser: argparse.ArgumentParser) -> None:
    """For commands that have their words among the options."""


def _add_chosen(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose bookmarks."""
    add_bookmarks(parser)
    parser.add_argument("--kind", choices=("article", "place", "highlight"))
    parser.add_argument("--tag", action="append", default=[], metavar="TAG")
    parser.add_argument("--color", choices=HIGHLIGHT_COLORS)


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "query", nargs="*", type=word, metavar=QUERY, help="as for `reader bookmarks`"
    )
    _add_chosen(parser)
    parser.add_argument(
        "--format",
        choices=("markdown", "obsidian", "json", "csv", "readwise", "readwise-json"),
        metavar="FORMAT",
        help="default: as the ending of FILE says, else markdown",
    )
    parser.add_argument(
        "--template", metavar="TEXT", help="a text of your own for each bookmark; @FILE: read it"
    )
    parser.add_argument("--head", metavar="TEXT", help="one for each article, above its bookmarks")
    parser.add_argument(
        "--output", "-o", type=_output_file, metavar=FILE, help="default, or -: print it"
    )
    parser.add_argument("--force", action="store_true", help="write over FILE, or edited pages")


def _add_import(parser: argparse.ArgumentParser) -> None:
    add_bookmarks(parser)
    parser.add_argument(
        "files", nargs="+", type=path, metavar=FILE, help="see below; - reads what is piped in"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _add_undo_import(parser: argparse.ArgumentParser) -> None:
    add_bookmarks(parser)
    parser.add_argument("file", nargs="?", type=path, metavar=FILE, help="see below")


def _add_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=path,
        metavar=PATH,
        help="folders and files; default: those of config.toml, or ./articles",
    )


def _add_output(parser: argparse.ArgumentParser, fields: Sequence[str]) -> None:
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    parser.add_argument("--limit", type=_limit, metavar="N", help="the first N only")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="one array of objects")
    how.add_argument(
        "--format", type=_template(fields), metavar="TEMPLATE", help=r"such as '{date}\t{title}'"
    )


def _value(text: str) -> str:
    """The type of --tag and the like: text, not blank. Raises ArgumentTypeError."""
    if not clean_line(text):
        raise argparse.ArgumentTypeError("the value must not be blank")
    return clean_line(text)


class ConsoleCommand(NamedTuple):
    """A command that prints and ends; a name of two words is of the command that is the first."""

    description: str
    add_options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    epilog: str = ""
    add_words: Callable[[argparse.ArgumentParser], None] = _no_words
    """Adds words in the place of which the name of a part of the command may stand."""


COMMANDS = {
    "list": ConsoleCommand("List articles.", _add_list, listing.list_, LIST_EPILOG),
    "search": ConsoleCommand(
        "Search titles, authors, tags and full text.", _add_search, listing.search, SEARCH_EPILOG
    ),
    "index": ConsoleCommand(
        "Bring the index of articles up to date.", _add_index, listing.index_, INDEX_EPILOG
    ),
    "forget": ConsoleCommand(
        "Forget what you read, for good.", _add_forget, forget.forget, FORGET_EPILOG
    ),
    "add": ConsoleCommand("Bring articles in, as files.", _add_add, add.add, ADD_EPILOG),
    "cat": ConsoleCommand("Print one article, set as in the reader.", _add_cat, plain.cat),
    "bookmarks": ConsoleCommand(
        "List your bookmarks.", _add_owned, bookmarks.list_, OWNED_EPILOG, _add_owned_words
    ),
    "bookmarks export": ConsoleCommand(
        "Write bookmarks for others.", _add_export, exchange.export, EXPORT_EPILOG
    ),
    "bookmarks import": ConsoleCommand(
        "Take bookmarks in; none is made twice.", _add_import, exchange.import_, IMPORT_EPILOG
    ),
    "bookmarks undo-import": ConsoleCommand(
        "Take the last import back.", _add_undo_import, exchange.undo_import, UNDO_EPILOG
    ),
}
