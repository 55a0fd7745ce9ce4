"""What site generators mean by the fields of their front matter.

Hugo lets authors put fields below `params`, Zola below `extra`, and both sort by `taxonomies`,
one of which may be the authors. MkDocs may have several dates below `date`. Jekyll parts `tags` and
`categories` at spaces. Articles that the reader itself brought in say when they were `saved`, and
`by` what; elsewhere that is a person. Programs that take articles out of pages (Goose, GNE,
Fundus) put what the page says of itself below `meta`, `opengraph` or `html`, and WordPress names
authors and topics by their numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from reader.library.metadata import field_names

_TABLES = ("extra", "params", "date", "meta", "opengraph", "html")
_JEKYLL_NAME = re.compile(r"(?:.*[/_])?\d{4}-\d{1,2}-\d{1,2}-[^/]*")
_HEXO_FOLDER = re.compile(r"(?:^|[/_])source[/_]")
_LISTS = ("tags", "categories")
_MARKS = re.compile(r"[,，、;；\n#\[]")
_FOLDERS = 4


def flat(path: Path, metadata: Mapping[str, object]) -> dict[str, object]:
    """The fields by their folded names, those of tables within them behind the others.

    Of fields that fold to one name the first that is not empty counts.
    """
    fields: dict[str, object] = {}
    for key, value in metadata.items():
        _put(fields, field_names.fold(key), value)
    for table in _TABLES:
        for name, inner in _items(fields.get(table)):
            _put(fields, field_names.fold(name), inner)
    taxonomies = _items(fields.get("taxonomies"))
    if people := [value for key, value in taxonomies if _is_people(key)]:
        _put(fields, "authors", people)
        fields["taxonomies"] = [value for key, value in taxonomies if not _is_people(key)]
    if isinstance(fields.get("guid"), Mapping):
        _name_numbers(fields)
    if fields.get("saved"):
        fields.pop("by", None)
    if _is_jekyll(path, "layout" in fields):
        fields.update({name: _parted(fields[name]) for name in _LISTS if name in fields})
    return fields


def _name_numbers(fields: dict[str, object]) -> None:
    """Names instead of WordPress's numbers, as far as the answer embeds them."""
    embedded = dict(_items(fields.get("_embedded")))
    fields.update(author=embedded.get("author"), tags=embedded.get("wp:term"), categories=None)


def _put(fields: dict[str, object], name: str, value: object) -> None:
    if fields.get(name) in (None, "", [], {}):
        fields[name] = value


def _items(table: object) -> list[tuple[object, object]]:
    return list(table.items()) if isinstance(table, Mapping) else []


def _is_people(key: object) -> bool:
    return field_names.fold(key) in field_names.AUTHOR


def _is_jekyll(path: Path, has_layout: bool) -> bool:
    """Whether Jekyll would read the file as a post.

    A post of Jekyll is named `2024-03-09-title.md`, and lies in `_posts` or says its `layout`.
    Hexo may name its posts alike, below `source`, and takes a text for one tag.
    """
    folders = "/".join(path.parts[-_FOLDERS:])
    if not _JEKYLL_NAME.fullmatch(path.name) or _HEXO_FOLDER.search(folders):
        return False
    return has_layout or "_posts" in folders


def _parted(value: object) -> object:
    """`essays trains` as two: only Jekyll means two tags; `machine learning` is one elsewhere."""
    return value.split() if isinstance(value, str) and not _MARKS.search(value) else value
