"""A bookmark, and its form in `bookmarks.json`.

One entry of the file (`bookmarks.schema.json` beside this module says the same to machines):

    {
      "article": {"fingerprint": "…", "path": "…", "title": "…", "url": "…"},
      "color": "yellow",
      "created": "2026-01-31T12:00:00.000Z",
      "end": {"block": 12, "offset": 52},
      "id": "…",
      "note": "…",
      "place": {"block": 12, "offset": 40},
      "quote": {"exact": "…", "prefix": "…", "suffix": "…"},
      "tags": ["…"],
      "updated": "2026-01-31T12:00:00.000Z"
    }

`place` and `quote` are null for a bookmark on the article as such; `end` is null but for a
highlight, whose words are `quote.exact`, all of them; `quote` is W3C Web Annotation's
TextQuoteSelector. Every field but `article` may be missing. Fields that are not named here, inside
`article`, `place`, `end` and `quote` too, are kept as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile, groupby, repeat
from types import MappingProxyType
from typing import cast

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.durable.json_text import encode
from reader.state.durable.record import NOTHING, KeptRecord, RecordForm
from reader.text.unicode.scripts import is_cjk

_ARTICLE_FIELDS = ("fingerprint", "url", "path", "title")
_PLACE_FIELDS = ("block", "offset")
_QUOTE_FIELDS = ("exact", "prefix", "suffix")
_NESTED = (
    ("article", frozenset(_ARTICLE_FIELDS)),
    ("place", frozenset(_PLACE_FIELDS)),
    ("end", frozenset(_PLACE_FIELDS)),
    ("quote", frozenset(_QUOTE_FIELDS)),
)
_TEXT_FIELDS = ("color", "note", "id", "created", "updated")
_FIELDS = frozenset({"tags", *_TEXT_FIELDS, *(name for name, _ in _NESTED)})

_ONLY_STRINGS = {str}


class Kind(StrEnum):
    """The kind of place that a bookmark marks."""

    ARTICLE = "article"
    PLACE = "place"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """Names an article three ways, since any of them may change; empty means unknown."""

    fingerprint: str = ""
    """The fingerprint of the content, as `Article.fingerprint`."""
    url: str = ""
    path: str = ""
    """Absolute."""
    title: str = ""
    """The title to show when the article is gone; no part of its identity."""

    @property
    def address(self) -> str:
        """The URL; empty where a URN stands for something that has none, such as a book."""
        return "" if self.url.startswith("urn:") else self.url

    def is_same(self, other: ArticleRef) -> bool:
        """Whether one of the three names agrees."""
        return bool(
            (self.fingerprint and self.fingerprint == other.fingerprint)
            or (self.url and self.url == other.url)
            or (self.path and self.path == other.path)
        )


@dataclass(frozen=True, slots=True)
class Bookmark(KeptRecord):
    """A mark on an article, or on a place in it. Its strings are data: not yet safe to show.

    Unknown fields inside `article`, `place`, `end` and `quote` are in `extra` under these names.
    """

    article: ArticleRef
    place: Place | None = None
    """The place in the article; None: the article as such."""
    quote: Quote | None = None
    """The words at the place, to find it again in a changed text; all that is highlighted."""
    end: Place | None = None
    """The place behind the last character of a highlight; None: no highlight."""
    color: str = ""
    """A highlight's colour: a word of `HIGHLIGHT_COLORS`, or one of a later version."""
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def spot(self) -> tuple[int, int]:
        """Block and offset, to sort by; an article as such stands before all places in it."""
        return (self.place.block, self.place.offset) if self.place else (-1, -1)

    @property
    def kind(self) -> Kind:
        if self.place is None:
            return Kind.ARTICLE
        is_span = self.end is not None and self.place < self.end
        return Kind.HIGHLIGHT if is_span else Kind.PLACE

    @property
    def label(self) -> str:
        """The words by which it is known in lists: empty of an article as such.

        A place has no end: its words go on to the end of the last one, then `…` if more follow.
        """
        if self.quote is None or self.kind is not Kind.PLACE:
            return self.quote.exact if self.quote is not None else ""
        exact = self.quote.exact
        following = "" if exact.endswith("\n") else self.quote.suffix.partition("\n")[0]
        if not exact or not following.strip():
            return exact
        is_cut = _is_in_word(exact[-1])
        rest = "".join(dropwhile(_is_in_word, following)) if is_cut else following
        words = exact + following[: len(following) - len(rest)]
        return f"{words}…" if rest.strip() else words


def _is_in_word(sign: str) -> bool:
    """Whether a word that spaces part from others may go on behind a character."""
    return sign.isalnum() and not is_cjk(sign)


def reading_order(bookmark: Bookmark) -> tuple[object, ...]:
    """A sort key: by article, then by place in it. The file has this order: changes stay local."""
    article, spot = bookmark.article, bookmark.spot
    return (article.path, article.url, article.fingerprint, spot, bookmark.created, bookmark.id)


def by_article(bookmarks: Iterable[Bookmark]) -> Iterator[tuple[ArticleRef, list[Bookmark]]]:
    """Bookmarks of each article, in reading order, with the reference that names it best.

    A file that was changed between two bookmarks is one article still.
    """

    def name(bookmark: Bookmark) -> str:
        article = bookmark.article
        return article.path or article.url or article.fingerprint

    def order(bookmark: Bookmark) -> tuple[object, ...]:
        return (name(bookmark), *reading_order(bookmark)[3:])

    for _, group in groupby(sorted(bookmarks, key=order), key=name):
        marks = list(group)
        refs = [mark.article for mark in marks]
        best = max(refs, key=lambda ref: (bool(ref.title), bool(ref.url)))
        yield best, marks


def format_bookmark(bookmark: Bookmark) -> dict[str, object]:
    """The entry of the file for a bookmark; `parse_bookmark` undoes it."""
    article, place, end = bookmark.article, bookmark.place, bookmark.end
    quote = bookmark.quote
    known: dict[str, Mapping[str, object] | None] = {
        "article": {name: getattr(article, name) for name in _ARTICLE_FIELDS},
        "place": {name: getattr(place, name) for name in _PLACE_FIELDS} if place else None,
        "end": {name: getattr(end, name) for name in _PLACE_FIELDS} if end else None,
        "quote": {name: getattr(quote, name) for name in _QUOTE_FIELDS} if quote else None,
    }
    nested = {
        name: {**_mapping(bookmark.extra.get(name), name), **value} if value is not None else None
        for name, value in known.items()
    }
    return {
        **{name: value for name, value in bookmark.extra.items() if name not in _FIELDS},
        **nested,
        "color": bookmark.color,
        "created": bookmark.created,
        "id": bookmark.id,
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "updated": bookmark.updated,
    }


def parse_bookmark(entry: object) -> Bookmark:
    """Read one entry of the file. Raises ValueError, naming the field that is wrong."""
    if not isinstance(entry, dict):
        raise ValueError("it is not an object")  # noqa: TRY004 - a fault of the data, not of a caller
    article, place = (
        _mapping(entry.get("article"), "article"),
        _mapping(entry.get("place"), "place"),
    )
    end, quote = _mapping(entry.get("end"), "end"), _mapping(entry.get("quote"), "quote")
    color, note, key, created, updated = _strings(entry, _TEXT_FIELDS)
    bookmark = Bookmark(
        article=ArticleRef(*_strings(article, _ARTICLE_FIELDS)),
        place=_place(place, "place"),
        end=_place(end, "end"),
        quote=Quote(*_strings(quote, _QUOTE_FIELDS)) if quote else None,
        color=color,
        note=note,
        tags=_tags(entry.get("tags")),
        id=key,
        created=created,
        updated=updated,
        extra=_unknown(entry),
    )
    check_bookmark(bookmark)
    return bookmark


def _unknown(entry: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of an entry, and of the objects in it, that this version does not know."""
    extra: dict[str, object] = {}
    if not entry.keys() <= _FIELDS:
        extra = {name: value for name, value in entry.items() if name not in _FIELDS}
    for name, known in _NESTED:
        fields = entry.get(name)
        if isinstance(fields, dict) and not fields.keys() <= known:
            extra[name] = {key: value for key, value in fields.items() if key not in known}
    return MappingProxyType(extra) if extra else NOTHING


def check_bookmark(bookmark: Bookmark) -> None:
    """Raise ValueError for a bookmark on nothing."""
    if not bookmark.article.is_same(bookmark.article):
        raise ValueError("it names no article")


def derived_id(bookmark: Bookmark, number: int) -> str:
    """An id for an entry that came without one of its own: the same in every process."""
    text = encode([format_bookmark(bookmark), number])
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _mapping(value: object, name: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError(f"“{name}” is not an object")  # noqa: TRY004 - as above
    return value


def _strings(fields: Mapping[str, object], names: Sequence[str]) -> list[str]:
    texts = [*map(fields.get, names, repeat(""))]
    if {*map(type, texts)} != _ONLY_STRINGS:
        wrong = next(name for name in names if not isinstance(fields.get(name, ""), str))
        raise ValueError(f"“{wrong}” is not a string")
    return cast("list[str]", texts)


def _place(fields: Mapping[str, object], name: str) -> Place | None:
    if not fields:
        return None
    block, offset = fields.get("block"), fields.get("offset", 0)
    if type(block) is int and type(offset) is int and block >= 0 and offset >= 0:
        return Place(block, offset)
    if "block" not in fields:
        raise ValueError(f"“{name}” has no “block”")
    raise ValueError(f"“{name}” is not in whole numbers from 0 up")


def _tags(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("“tags” is not a list of strings")
    return tuple(value)


BOOKMARKS = RecordForm(
    name="bookmarks",
    parse=parse_bookmark,
    format=format_bookmark,
    order=reading_order,
    derived_id=derived_id,
    check=check_bookmark,
    units=(("place", "end", "quote"),),
    texts=frozenset({"note"}),
    sets=frozenset({"tags"}),
)
