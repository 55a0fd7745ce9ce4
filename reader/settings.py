"""What the user may choose: `config.toml` over the defaults, the command line over both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

THEMES = ("reader-dark", "reader-light")
LEAST_MEASURE, MOST_MEASURE = 20, 120


@dataclass(frozen=True, slots=True)
class Settings:
    """Every key of config.toml, with its default.

    `folders`: read when the command line names none; `~` is your home.
    `measure`: cells of the text column, 20 to 120; 76 holds 38 Han characters.
    `theme`: `reader-dark`, `reader-light`, or the name of one of Textual's themes.
    `sidebar`: cells of the list, 24 to 80; 0 lets the reader choose by the window's width.
    `sort`: `date`, `title`, `author`, `length` or `added`.
    """

    folders: tuple[Path, ...] = ()
    measure: int = 76
    theme: str = "reader-dark"
    sidebar: int = 0
    sort: str = "date"


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, and a line for each mistake: it names the file, the line and the key."""

    settings: Settings
    problems: tuple[str, ...] = field(default=())


def _folders(value: object) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of folder names is wanted")
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


def _sidebar(value: object) -> int:
    return 0 if value == 0 and not isinstance(value, bool) else _whole(24, 80)(value)


CHECKS: Mapping[str, Callable[[object], object]] = {
    "folders": _folders,
    "measure": _whole(LEAST_MEASURE, MOST_MEASURE),
    "theme": _name,
    "sidebar": _sidebar,
    "sort": _one_of("date", "title", "author", "length", "added"),
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
    import tomllib  # late: most people have no config.toml

    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Loaded(Settings(), (f"{path}: {error}",))
    known = {entry.name for entry in fields(Settings)}
    chosen: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in values.items():
        where = f"{path}, line {_line_of(text, key)}: {key}"
        if key not in known:
            problems.append(f"{where}: no such setting (there are {', '.join(sorted(known))})")
            continue
        try:
            chosen[key] = CHECKS[key](value)
        except ValueError as error:
            problems.append(f"{where}: {error}")
    return Loaded(Settings(**chosen), tuple(problems))


def _line_of(text: str, key: str) -> int:
    """The line that sets a top-level key; 1 if it is written in some rarer way."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip("\"'[]") == key:
            return number
    return 1
