"""Settings: `config.toml` over the defaults, the command line over both.

What a session was left with comes over these: a measure, a theme, an order or a variant that was
chosen in the app for one library holds there until the same setting is changed in config.toml, by
hand or on the screen of settings. What was changed last wins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.library.sort_names import SortKey
from reader.text.chinese_variants.variant import Variant
from reader.text.width import ambiguous_cells

if TYPE_CHECKING:
    from reader.settings.own_commands import OwnCommand
    from reader.typeset.model import PageStyle

THEMES = ("reader-dark", "reader-light")
LEAST_MEASURE, MOST_MEASURE = 20, 120
LEAST_SIDEBAR, MOST_SIDEBAR = 24, 80
AUTO = "auto"
"""Leaves it to the reader: to the language, or to the terminal."""
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
    `theme`: `reader-dark`, `reader-light`, the name of one of Textual's themes, or that of a file
    in the folder `themes` beside config.toml.
    `sidebar`: cells of the list, 24 to 80; 0 lets the reader choose by the window's width.
    `sort`: `date`, `title`, `author`, `length` or `added`.
    `justify`: fill lines to the margin where spaces and punctuation allow.
    `hanging`: a comma or full stop may stand in the margin, where it is wide enough; None: not in
    Traditional Chinese, whose marks stand in the middle of their cells.
    `indent`: move in the first line of Chinese and Japanese paragraphs, by two Han characters.
    `gap`: part Han from Latin letters and digits, on the screen only.
    `ambiguous`: cells that the terminal gives to `“”…—·` and their like, 1 or 2; 0: as it says.
    `code`: lines of code that are too long `wrap` or `scroll`.
    `export`: a file, or a folder for Obsidian, that bookmarks are written to after each change.
    `pictures`: `auto`, `blocks` (painted in half blocks, whatever the terminal can do) or `off`.
    `remote_pictures`: of those on the web `never` any is fetched, or when you `ask`, or `always`.
    `chinese`: how Chinese is shown, by the values of `Variant`.
    `fold_tails`: fold what stands behind the end of an article: related ones, comments, notices.
    `keys`: other keys for any command, in a table of their own.
    `commands`: commands of one's own, in a table of their own.
    """

    folders: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    measure: int = 76
    theme: str = "reader-dark"
    sidebar: int = 0
    sort: str = "date"
    justify: bool = False
    hanging: bool | None = None
    indent: bool = False
    gap: bool = False
    ambiguous: int = 0
    code: str = "wrap"
    export: str = ""
    pictures: str = "auto"
    remote_pictures: str = "ask"
    chinese: str = Variant.AS_WRITTEN.value
    fold_tails: bool = True
    keys: tuple[KeyChoice, ...] = ()
    commands: tuple[OwnCommand, ...] = ()

    def having(self, key: str, value: object) -> Settings:
        """The same with another value of a field, which must be one that it can have."""
        changes: dict[str, Any] = {key: value}
        return self._replace(**changes)

    def page_style(self, width: int, margin: int = 0, language: str = "") -> PageStyle:
        """How to set a column of `width` cells that has `margin` free cells on its right.

        `language` is the tag of what is shown (BCP 47), if it is known.
        """
        from reader.typeset.model import PageStyle  # late: a list of articles needs none

        hangs = self.hanging if self.hanging is not None else not centers_marks(language)
        return PageStyle(
            width,
            ambiguous=self.ambiguous or ambiguous_cells(),
            justify=self.justify,
            hang=HANGING_CELLS if hangs and margin >= HANGING_CELLS else 0,
            indent=INDENT_CELLS if self.indent else 0,
            gap=self.gap,
            wrap_code=self.code == "wrap",
        )


def centers_marks(language: str) -> bool:
    """Whether commas and full stops of a language stand in the middle of their cells (CLREQ 3.1.1).

    They do in Taiwan and Hong Kong: hung in the margin such a mark would stand apart.
    """
    tag = language.lower()
    return tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))


class Loaded(NamedTuple):
    """Settings, and a line for each mistake: it names the file, the line and the key."""

    settings: Settings
    problems: tuple[str, ...] = ()
    lines: Mapping[str, int] = MappingProxyType({})
    """The line on which each key is set whose value was taken."""


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


def _hanging(value: object) -> bool | None:
    if value == AUTO:
        return None
    if isinstance(value, bool):
        return value
    raise ValueError(f'true, false or "{AUTO}" is wanted')


def _ambiguous(value: object) -> int:
    if value == AUTO:
        return 0
    if value in (1, 2) and isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f'1, 2 or "{AUTO}" is wanted')


def _variant(value: object) -> str:
    return _one_of(*(each.value for each in Variant))(value)


def _switch(value: object) -> bool:
    match value:
        case bool():
            return value
        case _:
            raise ValueError("true or false is wanted")


KEYS, COMMANDS = "keys", "commands"
"""The settings that are tables."""
CHECKS: Mapping[str, Callable[[object], object]] = {
    "folders": _folders,
    "links": _folders,
    "measure": _whole(LEAST_MEASURE, MOST_MEASURE),
    "theme": _name,
    "sidebar": _sidebar,
    "sort": _one_of(SortKey.DATE, SortKey.TITLE, SortKey.AUTHOR, SortKey.LENGTH, SortKey.ADDED),
    "justify": _switch,
    "hanging": _hanging,
    "indent": _switch,
    "gap": _switch,
    "ambiguous": _ambiguous,
    "code": _one_of("wrap", "scroll"),
    "export": _target,
    "pictures": _one_of("auto", "blocks", "off"),
    "remote_pictures": _one_of("never", "ask", "always"),
    "chinese": _variant,
    "fold_tails": _switch,
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
            elif key == COMMANDS:
                chosen[key] = tuple(_own_commands(value, source, problems))
            else:
                chosen[key] = CHECKS[key](value)
        except ValueError as error:
            problems.append(f"{where}: {error}")
    lines = {key: source.line(key) for key in chosen}
    return Loaded(Settings(**chosen), tuple(problems), lines)


class _Source(NamedTuple):
    """Places of names in the file."""

    path: Path
    lines: Mapping[str, int]

    def line_of(self, *names: str) -> str:
        """The file and the line of a name in a table; that of the table, if it is not found."""
        return f"{self.path}, line {self.line(*names)}"

    def line(self, *names: str) -> int:
        return self.lines.get(".".join(names)) or self.lines.get(names[0], 1)


def _key_choices(value: object, source: _Source, problems: list[str]) -> Iterator[KeyChoice]:
    """The lines of `[keys]` that say something. Raises ValueError if it is no table."""
    for name, wanted in _flat(_table(value, KEYS)):
        where = source.line_of(KEYS, name)
        written = [wanted] if isinstance(wanted, str) else wanted
        if name in Settings._fields:
            problems.append(f"{where}: {name}: a setting stands above the line [keys]")
        elif isinstance(written, list) and all(isinstance(key, str) for key in written):
            yield KeyChoice(name, tuple(written), where)
        else:
            told = 'a key in quotes is wanted, or a list of them, such as ["m", "ctrl+d"]'
            problems.append(f"{where}: keys: {name}: {told}")


def _own_commands(value: object, source: _Source, problems: list[str]) -> Iterator[OwnCommand]:
    """The lines of `[commands]` that can be understood. Raises ValueError if it is no table."""
    from reader.settings.own_commands import (  # late: most people have none
        MOST_COMMANDS,
        own_command,
    )

    table = _table(value, COMMANDS)
    for name, stated in list(table.items())[:MOST_COMMANDS]:
        try:
            yield own_command(name, stated)
        except ValueError as error:
            where = source.line_of(COMMANDS, name)
            problems.append(f"{where}: commands: {name[:40]}: {error}")
    if len(table) > MOST_COMMANDS:
        problems.append(f"{source.line_of(COMMANDS)}: commands: {MOST_COMMANDS} are the most")


def _table(value: object, name: str) -> Mapping[str, object]:
    match value:
        case dict():
            return value
        case _:
            raise ValueError(f"a table is wanted, [{name}], with a line for each command")


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
