"""Writes keys of config.toml; comments, order and all else of the file stay as they are.

The file is read under its lock just before it is written, and once more if an editor, which asks
for no lock, changed it meanwhile. A file that is no TOML is not written over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import toml_text
from reader.errors import ReaderError
from reader.state.durable.files import FileLayer
from reader.state.durable.json_file import JsonFile, Pieces

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

    from reader.state.durable.files import WrittenFile

SettingValue = str | int | bool
_KEY = re.compile(r"[ \t]*+(\w++)[ \t]*+=")
_COMMENTED = re.compile(r"#[ \t]?(\w++)[ \t]*+=")
_LOCK_SECONDS = 2.0


def write_settings(
    path: Path, changes: Mapping[str, SettingValue | None], files: FileLayer
) -> None:
    """Set keys of config.toml, made if it is missing; None makes a comment of the line.

    Raises ReaderError, with nothing changed, for a file that is damaged or cannot be written.
    """
    file = JsonFile(path, files, lock_seconds=_LOCK_SECONDS)

    def make() -> tuple[Pieces, WrittenFile | None]:
        seen = file.read()
        text = changed(_text(seen.data, path) if seen else "", changes, path)
        return [text.encode()], seen

    with file.locked():
        file.rewrite(make)
        try:
            files.sync_folder(file.target.parent)
        except OSError as error:
            raise ReaderError(
                f"cannot be saved for certain: {error.strerror}", path=path
            ) from error


def create(path: Path, text: str, files: FileLayer) -> None:
    """Make config.toml with a text, unless there is one. Raises ReaderError."""
    file = JsonFile(path, files, lock_seconds=_LOCK_SECONDS)
    with file.locked():
        if file.read() is None:
            file.publish([text.encode()], None)


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _damaged(path, "it is no UTF-8") from error


def _damaged(path: Path, why: str) -> ReaderError:
    hint = "mend it: the change holds until the reader ends"
    return ReaderError(f"is not written over: {why}", path=path, hint=hint)


def changed(text: str, changes: Mapping[str, SettingValue | None], path: Path) -> str:
    """The text of a file with these keys set, or taken away. Raises ReaderError."""
    for key, value in changes.items():
        before = _values(text, path)
        if value is None:
            text = _without(text, key) if key in before else text
        else:
            text = _with(text, key, value, is_set=key in before)
        expected = {**before, key: value}
        if value is None:
            del expected[key]
        if _values(text, path) != expected:
            raise _damaged(path, f"{key} is written in a way that is not understood")
    return text


def _values(text: str, path: Path) -> dict[str, Any]:
    try:
        return toml_text.loads(text)
    except toml_text.TomlError as error:
        raise _damaged(path, str(error)) from error


def _with(text: str, key: str, value: SettingValue, *, is_set: bool) -> str:
    if not is_set:
        text = _uncommented(text, key)

    def put(document: TOMLDocument) -> None:
        document[key] = value

    return _edited(text, put)


def _edited(text: str, edit: Callable[[TOMLDocument], None]) -> str:
    """The text as tomlkit writes it after an edit; as it was, if that cannot read it."""
    import tomlkit  # late: few sessions change a setting
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        edit(document)
        return tomlkit.dumps(document)
    except (TOMLKitError, ValueError, RecursionError):
        return text


def _uncommented(text: str, key: str) -> str:
    """The text with the first line that has this key as a comment, as the template has, in force.

    Unchanged where there is none, or where the text would mean something else then.
    """
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.lstrip().startswith("["):
            break
        found = _COMMENTED.match(line)
        if found and found[1] == key:
            whole = "".join([*lines[:number], line[1:].lstrip(), *lines[number + 1 :]])
            return whole if _adds_only(text, whole, key) else text
    return text


def _adds_only(text: str, whole: str, key: str) -> bool:
    try:
        values = toml_text.loads(whole)
    except toml_text.TomlError:
        return False
    values.pop(key, None)
    return values == toml_text.loads(text)


def _without(text: str, key: str) -> str:
    """The text with the line of a key as a comment; if it has more than a line, without it."""
    lines = text.splitlines(keepends=True)
    wanted = toml_text.loads(text)
    del wanted[key]
    for number, line in enumerate(lines):
        found = _KEY.match(line)
        if found and found[1] == key:
            whole = "".join([*lines[:number], f"#{line.lstrip()}", *lines[number + 1 :]])
            try:
                if toml_text.loads(whole) == wanted:
                    return whole
            except toml_text.TomlError:
                continue
    return _edited(text, lambda document: document.pop(key))
