"""config.toml in words: a file to begin with, and values as TOML writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from reader.settings.reading import AUTO, KEYS, Settings

ABOUT: Mapping[str, str] = {
    "folders": 'Folders and files that are read when the command line names none: ["~/articles"]',
    "links": 'Folders outside into which links among the articles may lead; ["/"]: anywhere',
    "measure": "Cells of the text column, 20 to 120; 76 hold 38 Han characters",
    "theme": '"reader-dark", "reader-light", a theme of Textual, or a file of yours in themes/',
    "sidebar": "Cells of the list, 24 to 80; 0 chooses by the window",
    "sort": 'Order of the list: "date", "title", "author", "length", "added"',
    "justify": "Fill lines to the margin, at spaces and punctuation, never between Han",
    "hanging": f'A comma or full stop may stand in the margin: true, false; "{AUTO}": not in'
    " Traditional Chinese",
    "indent": "Move in the first line of Chinese and Japanese paragraphs, with no blank row",
    "gap": "Part Han from Latin letters and digits by a cell, on the screen only",
    "ambiguous": "Cells that the terminal gives to “ ” … — · and their like: 1, 2;"
    f' "{AUTO}": as it says',
    "code": 'Lines of code that are too long: "wrap", "scroll"',
    "pictures": 'Pictures in the page: "auto", "blocks" (painted in half blocks), "off"',
    "remote_pictures": 'Pictures on the web are fetched: "ask" (by P), "always", "never"',
    "fold_tails": "Fold what stands behind the end of an article: related ones, comments, notices",
    "export": "A file, or a folder for Obsidian, that bookmarks are written to after each change",
    "chinese": 'How Chinese is shown: "as-written", "simplified", "traditional", "taiwan",'
    ' "hong-kong"',
}
"""What each setting is for, in a line."""

_KEYS_TEMPLATE = """\
# Other keys for any command; `reader manual` lists the commands. Settings stand above this line.
#[keys]
#"article.bookmark" = ["m", "ctrl+d"]

# Commands of your own, without a shell; also {path}, {url} and {title}.
#[commands]
#translate = "trans -b {selection}"
"""


def template() -> str:
    """A file that changes nothing: every setting, as a comment, with its default."""
    defaults = Settings()
    parts = ["# Settings of reader. A line without # before it holds.\n"]
    for key, about in ABOUT.items():
        parts.append(f"# {about}.\n#{key} = {as_toml(key, getattr(defaults, key))}\n")
    return "\n".join([*parts, _KEYS_TEMPLATE])


def as_toml(key: str, value: object) -> str:
    """A value of a setting as config.toml has it; a string of JSON is one of TOML too."""
    if value is None or (key == "ambiguous" and value == 0):
        return f'"{AUTO}"'
    if isinstance(value, tuple):
        return json.dumps(list(map(_shown, value)), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Path | str) else ""


def effective(settings: Settings, origins: Mapping[str, str]) -> Iterator[str]:
    """A line of TOML for each setting that holds, with where it is from as a comment."""
    lines = {key: f"{key} = {as_toml(key, getattr(settings, key))}" for key in ABOUT}
    widest = max(map(len, lines.values()))
    for key, line in lines.items():
        yield f"{line:<{min(widest, 32)}}  # {origins.get(key, 'default')}"
    if settings.keys:
        yield ""
        yield f"[{KEYS}]"
        for choice in settings.keys:
            name = json.dumps(choice.command, ensure_ascii=False)
            yield f"{name} = {as_toml(KEYS, choice.keys)}  # {choice.where}"
