"""Settings: `config.toml` over the defaults, the command line over both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.library.sort_names import SortKey

if TYPE_CHECKING:
    from reader.typeset.model import PageStyle

THEMES = ("reader-dark", "reader-light")
LEAST_MEASURE, MOST_MEASURE = 20, 120
LEAST_SIDEBAR, MOST_SIDEBAR = 24, 80
HANGING_CELLS = 2
INDENT_CELLS = 4


class KeyChoice(NamedTuple):
    """A line of `[keys]`: the keys that are to ask for a command."""

    command: str
    """The command's id, as it is written; others say whether there is such a command."""
    keys: tuple[str, ...]
    """The keys, as they are written; empty: no key is to ask for it."""
    where: str
    """The file and the line."""


class Settings(NamedTuple):
    """Every key of config.toml, with its default.

    `folders`: read when the command line names none; `~` is your home.
    `links`: folders into which links among the articles may lead, besides these; `/`: anywhere.
    `measure`: cells of the text column, 20 to 120; 76 holds 38 Han characters.
    `theme`: `reader-dark`, `reader-light`, or the name of one of Textual's themes.
    `sidebar`: cells of the list, 24 to 80; 0 lets the reader choose by the window's width.
    `sort`: `date`, `title`, `author`, `length` or `added`.
    `justify`: fill lines to the margin where spaces and punctuation allow.
    `hanging`: a comma or full stop may stand in the margin, where it is wide enough.
    `indent`: move in the first line of Chinese and Japanese paragraphs, by two Han characters.
    `gap`: part Han from Latin letters and digits, on the screen only.
    `ambiguous`: cells that the terminal gives to `“”…—·` and their like, 1 or 2.
    `code`: lines of code that are too long `wrap` or `scroll`.
    `export`: a file, or a folder for Obsidian, that bookmarks are written to after each change.
    `pictures`: `auto`, `blocks` (painted in half blocks, whatever the terminal can do) or `off`.
    `remote_pictures`: of those on the web `never` any is fetched, or when you `ask`, or `always`.
    `keys`: other keys for any command, in a table of their own.
    """

    folders: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    measure: int = 76
    theme: str = "reader-dark"
    sidebar: int = 0
    sort: str = "date"
    justify: bool = False
    hanging: bool = True
    indent: bool = False
    gap: bool = False
    ambiguous: int = 1
    code: str = "wrap"
    export: str = ""
    pictures: str = "auto"
    remote_pictures: str = "ask"
    keys: tuple[KeyChoice, ...] = ()

    def page_style(self, width: int, margin: int = 0) -> PageStyle:
        """How to set a column of `width` cells that has `margin` free cells on its right."""
        from reader.typeset.model import PageStyle  # late: a list of articles needs none

        return PageStyle(
            width,
            ambiguous=self.ambiguous,
            justify=self.justify,
            hang=HANGING_CELLS if self.hanging and margin >= HANGING_CELLS else 0,
            indent=INDENT_CELLS if self.indent else 0,
            gap=self.gap,
            wrap_code=self.code == "wrap",
        )


class Loaded(NamedTuple):
    """Settings, and a line for each mistake: it names the file, the line and the key."""

    settings: Settings
    problems: tuple[str, ...] = ()


def _folders(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of folder names is wanted")
    if any("\0" in item for item in value):
        raise ValueError("no folder is called so: its name holds a NUL")
    try:
        return tuple(Path(item).expanduser() for item in value)
    except RuntimeError as error:  # ~nobody
        raise ValueError(str(error)) from error


def _whole(least: int, most: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"a whole number from {least} to {most} is wanted")
        return value

    return check


def _one_of(*names: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in names:
            raise ValueError(f"one of {', '.join(names)} is wanted")
        return value

    return check


def _name(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("a name in quotes is wanted")
    return value


def _target(value: object) -> str:
    """A path as it is written, the home put in; a slash at its end stays: it names a folder."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("a path in quotes is wanted")
    if not value:
        return ""
    try:
        path = Path(value).expanduser()
    except RuntimeError as error:  # ~nobody
        raise ValueError(str(error)) from error
    if not path.is_absolute():
        raise ValueError("a path from / or ~ is wanted")
    return f"{path}/" if value.endswith("/") else str(path)


def _sidebar(value: object) -> int:
    if value == 0 and not isinstance(value, bool):
        return 0
    return _whole(LEAST_SIDEBAR, MOST_SIDEBAR)(value)


def _switch(value: object) -> bool:
    match value:
        case bool():
            return value
        case _:
            raise ValueError("true or false is wanted")


KEYS = "keys"
"""The one setting that is a table."""
CHECKS: Mapping[str, Callable[[object], object]] = {
    "folders": _folders,
    "links": _folders,
    "measure": _whole(LEAST_MEASURE, MOST_MEASURE),
    "theme": _name,
    "sidebar": _sidebar,
    "sort": _one_of(SortKey.DATE, SortKey.TITLE, SortKey.AUTHOR, SortKey.LENGTH, SortKey.ADDED),
    "justify": _switch,
    "hanging": _switch,
    "indent": _switch,
    "gap": _switch,
    "ambiguous": _whole(1, 2),
    "code": _one_of("wrap", "scroll"),
    "export": _target,
    "pictures": _one_of("auto", "blocks", "off"),
    "remote_pictures": _one_of("never", "ask", "always"),
}


def load(path: Path) -> Loaded:
    """Read config.toml; a missing file is no mistake, and no mistake stops the reader."""
    try:
        if path.exists() and not path.is_file():
            return Loaded(Settings(), (f"{path}: is no regular file",))
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, UnicodeDecodeError) as error:
        return Loaded(Settings(), (f"{path}: cannot be read ({error})",))
    from reader import toml_text  # late: most people have no config.toml

    try:
        values = toml_text.loads(text)
    except toml_text.TomlError as error:
        return Loaded(Settings(), (f"{path}: {error}; until that is mended, the defaults hold",))
    source = _Source(path, _lines_of_names(text))
    known = Settings._fields
    chosen: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in values.items():
        where = f"{source.line_of(key)}: {key}"
        if key not in known:
            problems.append(f"{where}: no such setting (there are {', '.join(sorted(known))})")
            continue
        try:
            if key == KEYS:
                chosen[key] = tuple(_key_choices(value, source, problems))
            else:
                chosen[key] = CHECKS[key](value)
        except ValueError as error:
            problems.append(f"{where}: {error}")
    return Loaded(Settings(**chosen), tuple(problems))


class _Source(NamedTuple):
    """Places of names in the file."""

    path: Path
    lines: Mapping[str, int]

    def line_of(self, *names: str) -> str:
        """The file and the line of a name in a table; that of the table, if it is not found."""
        line = self.lines.get(".".join(names)) or self.lines.get(names[0], 1)
        return f"{self.path}, line {line}"


def _key_choices(value: object, source: _Source, problems: list[str]) -> Iterator[KeyChoice]:
    """The lines of `[keys]` that say something. Raises ValueError if it is no table."""
    for name, wanted in _flat(_table(value)):
        where = source.line_of(KEYS, name)
        written = [wanted] if isinstance(wanted, str) else wanted
        if name in Settings._fields:
            problems.append(f"{where}: {name}: a setting stands above the line [keys]")
        elif isinstance(written, list) and all(isinstance(key, str) for key in written):
            yield KeyChoice(name, tuple(written), where)
        else:
            told = 'a key in quotes is wanted, or a list of them, such as ["m", "ctrl+d"]'
            problems.append(f"{where}: keys: {name}: {told}")


def _table(value: object) -> Mapping[str, object]:
    match value:
        case dict():
            return value
        case _:
            raise ValueError("a table is wanted, [keys], with a line for each command")


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Names and values; a name with a dot is a table in a table where it has no quotes."""
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from ((f"{name}.{inner}", keys) for inner, keys in value.items())
        else:
            yield name, value


def _lines_of_names(text: str) -> Mapping[str, int]:
    """The first line that sets each name, as `table.name`, unless it is written in some rarer way.

    A line that begins a table has the table's name.
    """
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            table = _plain(line.partition("]")[0])
            lines.setdefault(table, number)
        else:
            name = _plain(line.partition("=")[0])
            lines.setdefault(f"{table}.{name}" if table else name, number)
    return lines


def _plain(name: str) -> str:
    """A name without what may stand around it and its parts."""
    return ".".join(part.strip(" \t\"'[]") for part in name.split("."))
