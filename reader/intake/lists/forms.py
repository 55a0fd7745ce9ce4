"""The forms of this room, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from reader.errors import ReaderError
from reader.intake.incoming import Incoming
from reader.intake.lists import (
    address_lines,
    address_table,
    bookmark_pages,
    json_records,
    link_files,
    pinboard_xml,
    pocket_archive,
)
from reader.intake.lists.listed_address import ListedAddress, incoming
from reader.intake.lists.source_text import MOST_BYTES, head_text, whole_text
from reader.intake.source_file import SourceFile, SourceForm

_PAGES: Final = frozenset((".html", ".htm", ""))
_TABLES: Final = frozenset((".csv", ".tsv", ".tab"))
_JSON: Final = frozenset((".json", ".jsonl", ".ndjson", ".bak", ""))
_TEXTS: Final = frozenset((".txt", ".text", ".list", ".lst", ".urls", ".org", ""))
_MARKDOWN: Final = frozenset((".md", ".markdown"))
_INI: Final = frozenset((".url", ".desktop"))
_PROPERTY_LISTS: Final = frozenset((".webloc", ".plist"))

_Addresses = Callable[[SourceFile], Iterator[ListedAddress]]


def _form(name: str, matches: Callable[[SourceFile], bool], read: _Addresses) -> SourceForm:
    """`name`: that of the service; `addresses` of what no service has made."""

    def entries(source: SourceFile) -> Iterator[Incoming]:
        by = "" if name == "addresses" else name
        try:
            yield from incoming(read(source), by)
        except ReaderError as error:
            raise ReaderError(
                error.what, path=error.path or source.path, hint=error.hint
            ) from error

    return SourceForm(name, matches, entries)


def _page_form(name: str) -> SourceForm:
    def matches(source: SourceFile) -> bool:
        return source.ending in _PAGES and bookmark_pages.page_service(head_text(source)) == name

    return _form(name, matches, lambda source: bookmark_pages.addresses(whole_text(source)))


def _table_form(name: str, service: str) -> SourceForm:
    def matches(source: SourceFile) -> bool:
        is_table = source.ending in _TABLES and not source.is_folder
        return is_table and address_table.table_service(head_text(source)) == service

    return _form(name, matches, lambda source: address_table.addresses(whole_text(source), name))


def _json_form(name: str, service: str) -> SourceForm:
    def matches(source: SourceFile) -> bool:
        # Pinboard names its exports without an ending, or with a day and an hour behind dots.
        is_json = source.ending in _JSON or source.ending[1:].replace("_", "").isdecimal()
        return is_json and json_records.json_service(head_text(source)) == service

    return _form(name, matches, lambda source: json_records.addresses(whole_text(source)))


def _is_text_list(source: SourceFile) -> bool:
    is_markdown = source.ending in _MARKDOWN
    if source.is_folder or not (is_markdown or source.ending in _TEXTS):
        return False
    return address_lines.is_list(head_text(source), is_markdown=is_markdown)


def _is_ini(source: SourceFile) -> bool:
    head = head_text(source).lower() if source.ending in _INI else ""
    return "[internetshortcut]" in head or ("[desktop entry]" in head and "\nurl" in head)


def _is_property_list(source: SourceFile) -> bool:
    if source.ending not in _PROPERTY_LISTS:
        return False
    is_list = source.head.startswith(b"bplist0") or b"<plist" in source.head[:1024]
    named = source.ending == ".webloc" or source.path.name.lower().startswith("bookmarks")
    return is_list and (named or b"WebBookmarkType" in source.head)


def _of_ini(source: SourceFile) -> Iterator[ListedAddress]:
    return link_files.of_ini(source.data(MOST_BYTES), source.path.stem)


def _of_property_list(source: SourceFile) -> Iterator[ListedAddress]:
    return link_files.of_property_list(source.data(MOST_BYTES), source.path.stem)


FORMS: tuple[SourceForm, ...] = (
    _form("pocket", pocket_archive.is_archive, pocket_archive.addresses),
    _form(
        "pocket",
        lambda source: (
            pocket_archive.is_part(source)
            and address_table.table_service(head_text(source)) == "pocket"
        ),
        pocket_archive.addresses,
    ),
    *(_page_form(name) for name in ("pocket", "instapaper", "raindrop", "bookmarks")),
    *(
        _table_form(name, name)
        for name in ("pocket", "instapaper", "raindrop", "matter", "diigo", "wallabag")
    ),
    *(
        _json_form(name, name)
        for name in (
            "firefox", "bookmarks", "pinboard", "pocket", "linkwarden", "karakeep", "linkding",
            "raindrop",
        )
    ),
    _form("pinboard", pinboard_xml.is_pinboard, pinboard_xml.addresses),
    _form("addresses", _is_ini, _of_ini),
    _form("safari", _is_property_list, _of_property_list),
    _table_form("addresses", ""),
    _json_form("addresses", ""),
    _form(
        "addresses", _is_text_list, lambda source: address_lines.addresses(whole_text(source))
    ),
)  # fmt: skip
"""A page or a text that is a list may also be read as an article: it stays one in the library."""
