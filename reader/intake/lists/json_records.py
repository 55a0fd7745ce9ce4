"""Bookmarks in JSON, of browsers and services: whatever has an address in it, wherever it stands.

They differ in names and nesting alone: an object with an address is an entry, one without is a
folder of what is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reader.errors import ReaderError
from reader.intake.incoming import Annotation
from reader.intake.lists import field_values
from reader.intake.lists.listed_address import ListedAddress

_MOST_CHARACTERS: Final = 64 * 1024 * 1024
_MOST_FOLDERS: Final = 20
_BETWEEN: Final = re.compile(r"[\s,\x1e]*+")
"""White space, commas, and the mark before each text of a sequence (RFC 7464)."""

_URLS: Final = (
    "url", "uri", "href", "link", "resolvedurl", "givenurl", "urlstring", "originalurl",
    "pageurl", "sourceurl", "externalurl", "canonicalurl", "webpageurl", "articleurl",
)  # fmt: skip
_TITLES: Final = (
    "title",
    "name",
    "resolvedtitle",
    "giventitle",
    "headline",
    "pagetitle",
    "articletitle",
)
_TAGS: Final = ("tags", "tagnames", "tag", "labels", "keywords", "categories")
_SAVED: Final = (
    "timeadded", "addedat", "added", "dateadded", "datecreated", "savedat", "saved", "createdat",
    "created", "bookmarkedat", "time", "timestamp", "date",
)  # fmt: skip
_PUBLISHED: Final = ("publishedat", "published", "datepublished", "publishdate", "pubdate")
_AUTHORS: Final = ("author", "authors", "byline", "creator")
_SOURCES: Final = ("publisher", "sitename", "site", "publication")
_SUMMARIES: Final = ("excerpt", "summary", "description", "previewtext", "articleexcerpt")
_NOTES: Final = ("note", "notes", "extended", "comment")
_HIGHLIGHTS: Final = ("highlights", "annotations")
_NOT_WITHIN: Final = frozenset((*_TAGS, *_HIGHLIGHTS, *_AUTHORS, "images", "image", "videos"))

_SERVICES: Final = (
    ("firefox", re.compile(r'"text/x-moz-place')),
    ("bookmarks", re.compile(r'"roots"\s*:\s*\{\s*"\w{1,40}"\s*:\s*\{\s*"children"')),
    ("pinboard", re.compile(r'"href"\s*:[^{}]{0,2000}"extended"\s*:')),
    ("pocket", re.compile(r'"(?:given_title|resolved_id)":|"highlights"\s*:\s*\[\s*{\s*"quote"')),
    ("linkwarden", re.compile(r'"collections"\s*:\s*\[.{0,2000}"links"\s*:\s*\[', re.DOTALL)),
    ("karakeep", re.compile(r'"content"\s*:\s*\{\s*"type"\s*:\s*"link"')),
    ("linkding", re.compile(r'"tag_names"\s*:')),
    ("raindrop", re.compile(r'"link"\s*:\s*"http[^{}]{0,2000}"(?:collectionId|excerpt)"')),
)  # fmt: skip
_LIST: Final = re.compile(
    r'\s*(?:\[|\{\s*"(?:bookmarks|links|items|list|results|entries|urls|articles|data)"\s*:\s*[\[{])'
    r'[\s\S]{0,2000}?"(?:(?:article_{1,2})?url|uri|href|link)"\s*:\s*"https?:',
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r'"(?:content|content_html|content_text|textContent|text|html|body|articleBody|full_text)"\s*:\s*"'
    r'|"readingProgress"\s*:'
)
"""What has its text with it, or beside it as Omnivore's exports do, is more than an address."""

_Values = Mapping[str, object]


def json_service(head: str) -> str | None:
    """Whose bookmarks begin with this text: of nobody known if empty; None if it has none."""
    if not head.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
        return None
    for name, pattern in _SERVICES:
        if pattern.search(head):
            return name
    return "" if _LIST.match(head) and not _MORE.search(head) else None


def addresses(text: str) -> Iterator[ListedAddress]:
    """The entries in order. Raises ReaderError, also in between, where the text is damaged."""
    for value in _values(text):
        if isinstance(value, dict) and text.lstrip().startswith("{"):
            value["root"] = ""  # the name of the whole is that of its owner
        yield from listed(value)


def listed(value: object) -> Iterator[ListedAddress]:
    """The entries in a value of lists and mappings, at any depth."""
    waiting: list[tuple[object, tuple[str, ...]]] = [(value, ())]
    while waiting:
        node, folders = waiting.pop()
        inner: Iterable[object] = ()
        if isinstance(node, list):
            inner = node
        elif isinstance(node, Mapping):
            named = {_bare(name): content for name, content in node.items()}
            entry = _entry(named, folders)
            if entry is not None:
                yield entry
            if named.get("root") != "tagsFolder":  # Firefox has each bookmark once more in there
                folders = folders if entry else (*folders[: _MOST_FOLDERS - 1], _folder(named))
                inner = [each for name, each in named.items() if _may_hold(name, entry)]
        waiting += [
            (each, folders) for each in reversed(list(inner)) if isinstance(each, list | dict)
        ]


def _values(text: str) -> Iterator[object]:
    """The values of a text one after the other; the items of a list one by one."""
    if len(text) > _MOST_CHARACTERS:
        raise ReaderError("is too large a file of JSON", hint="split the export")
    decoder = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
    at = _after_gap(text, 0)
    is_list = text.startswith("[", at)
    at = _after_gap(text, at + is_list)
    while at < len(text) and not (is_list and text[at] == "]"):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise ReaderError(f"is damaged JSON ({reason})") from error
        yield value
        at = _after_gap(text, at)


def _after_gap(text: str, at: int) -> int:
    gap = _BETWEEN.match(text, at)
    return gap.end() if gap else at


def _entry(named: _Values, folders: tuple[str, ...]) -> ListedAddress | None:
    url = _first(named, _URLS, is_address=True)
    if not url:
        content = named.get("content")  # where Karakeep keeps it
        url = _first(content, _URLS, is_address=True) if isinstance(content, Mapping) else ""
    if not url:
        return None
    inner = named.get("uridictionary")  # Safari's, and that of its reading list
    listed_for = named.get("readinglist")
    title = _first(named, _TITLES)
    summary = _first(named, _SUMMARIES)
    if not title and "href" in named and "description" in named:  # Pinboard calls it so
        title, summary = summary, ""
    if not title and isinstance(inner, Mapping):
        title = _first(inner, _TITLES)
    saved = _first(named, _SAVED)
    if isinstance(listed_for, Mapping):
        bare = {_bare(name): value for name, value in listed_for.items()}
        saved, summary = saved or _first(bare, _SAVED), summary or _first(bare, _SUMMARIES)
    return ListedAddress(
        url=url,
        title=title,
        tags=_tags(named),
        folders=tuple(filter(None, folders)),
        saved=saved,
        published=_first(named, _PUBLISHED),
        author=_person(named),
        source=_first(named, _SOURCES),
        summary=summary,
        language=_first(named, ("language", "lang")),
        annotations=tuple(_annotations(named)),
    )


def _tags(named: _Values) -> tuple[str, ...]:
    # Pinboard parts them with spaces, all others with commas.
    separator = " " if "href" in named and "extended" in named else ""
    return next(filter(None, (field_values.tags_of(named.get(n), separator) for n in _TAGS)), ())


def _annotations(named: _Values) -> Iterator[Annotation]:
    yield from field_values.note_of(_first(named, _NOTES))
    for name in _HIGHLIGHTS:
        yield from field_values.highlights_of(named.get(name))


def _person(named: _Values) -> str:
    for name in _AUTHORS:
        value = named.get(name)
        if isinstance(value, Mapping):
            value = [value] if "name" in value else list(value.values())
        if isinstance(value, list):
            return ", ".join(field_values.tags_of(value))
    return _first(named, _AUTHORS)


def _folder(named: _Values) -> str:
    """The name of a folder; empty if it is one that every browser has."""
    has_more = any(isinstance(value, list | dict) for value in named.values())
    return _first(named, _TITLES) if has_more and "root" not in named else ""


def _may_hold(name: str, entry: ListedAddress | None) -> bool:
    """Whether entries may stand under a name: of an entry only what other pages it has."""
    return name not in _NOT_WITHIN and (entry is None or name in ("children", "links"))


def _first(named: _Values, names: Iterable[str], *, is_address: bool = False) -> str:
    for name in names:
        value = named.get(name)
        if hasattr(value, "isoformat"):
            value = value.isoformat()
        if not isinstance(value, str) or not value.strip():
            continue
        if not is_address or value.lstrip()[:4].lower() in ("http", "www."):
            return value
    return ""


def _bare(name: object) -> str:
    return str(name).replace("_", "").replace("-", "").lower()
