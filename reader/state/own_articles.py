"""What the reader's owner keeps of whole articles, in `articles.json` beside the bookmarks.

    {
      "articles": [
        {
          "archived": false,
          "article": {"fingerprint": "…", "path": "…", "title": "…", "url": "…"},
          "created": "2026-01-31T12:00:00.000Z",
          "id": "…",
          "tags": ["…"],
          "updated": "2026-01-31T12:00:00.000Z"
        }
      ],
      "version": 1
    }

A file of its own: versions of the reader that know no such records cannot lose them. Every field
but `article` may be missing; what is not named here, inside `article` too, is kept as it is. A
record whose last tag is taken away stays: so the tags that another reader adds meanwhile are merged
with it, and not lost with its removal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reader.state.bookmark import ArticleRef
from reader.state.durable.files import FileLayer
from reader.state.durable.json_text import encode, utf_8
from reader.state.durable.record import NOTHING, KeptRecord, RecordForm
from reader.state.durable.store import RecordStore, random_id, utc_now

_NAMES = ("fingerprint", "url", "path", "title")
_TEXTS = ("id", "created", "updated")
_FIELDS = frozenset({*_TEXTS, "article", "archived", "tags"})


@dataclass(frozen=True, slots=True)
class OwnArticle(KeptRecord):
    """An article as its owner sorts it. Its strings are data: not yet safe to show.

    Unknown fields inside `article` are in `extra` under that name.
    """

    article: ArticleRef
    tags: tuple[str, ...] = ()
    archived: bool = False


def parse_own_article(entry: object) -> OwnArticle:
    """Read one entry of the file. Raises ValueError, naming the field that is wrong."""
    fields = _object(entry, "it")
    article = _object(fields.get("article"), "“article”")
    tags, archived = fields.get("tags", []), fields.get("archived", False)
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError("“tags” is not a list of strings")
    if not isinstance(archived, bool):
        raise ValueError("“archived” is neither true nor false")  # noqa: TRY004 - a fault of the data
    key, created, updated = (_text(fields, name) for name in _TEXTS)
    extra: dict[str, object] = {name: fields[name] for name in fields if name not in _FIELDS}
    unknown = {name: article[name] for name in article if name not in _NAMES}
    if unknown:
        extra["article"] = unknown
    record = OwnArticle(
        article=ArticleRef(*(_text(article, name) for name in _NAMES)),
        tags=tuple(dict.fromkeys(tags)),
        archived=archived,
        id=key,
        created=created,
        updated=updated,
        extra=extra or NOTHING,
    )
    check_own_article(record)
    return record


def check_own_article(record: OwnArticle) -> None:
    """Raise ValueError for a record of nothing."""
    if not record.article.is_same(record.article):
        raise ValueError("it names no article")


def format_own_article(record: OwnArticle) -> dict[str, object]:
    """The entry of the file for a record; `parse_own_article` undoes it."""
    unknown = record.extra.get("article")
    names = {name: getattr(record.article, name) for name in _NAMES}
    return {
        **record.extra,
        "article": {**unknown, **names} if isinstance(unknown, dict) else names,
        "archived": record.archived,
        "tags": list(record.tags),
        **{name: getattr(record, name) for name in _TEXTS},
    }


def first_id(article: ArticleRef) -> str:
    """The id of the first record of an article: instances that make one each make the same."""
    return hashlib.sha256(utf_8("\n".join((article.url, article.path)))).hexdigest()[:32]


def _derived_id(record: OwnArticle, number: int) -> str:
    """An id that the same entry always gets, however often it is read."""
    text = encode([format_own_article(record), number])
    return hashlib.sha256(text).hexdigest()[:32]


def _order(record: OwnArticle) -> tuple[object, ...]:
    article = record.article
    return (article.path, article.url, article.fingerprint, record.created, record.id)


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not an object")  # noqa: TRY004 - a fault of the data
    return value


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ValueError(f"“{name}” is not a string")  # noqa: TRY004 - a fault of the data
    return value


OWN_ARTICLES = RecordForm(
    name="articles",
    parse=parse_own_article,
    format=format_own_article,
    order=_order,
    derived_id=_derived_id,
    check=check_own_article,
    sets=frozenset({"tags"}),
)


def beside(bookmarks: Path) -> Path:
    """The file that belongs to a file of bookmarks: `articles.json` beside `bookmarks.json`."""
    is_plain = bookmarks.stem == "bookmarks"
    return bookmarks.with_name("articles.json" if is_plain else f"{bookmarks.stem}.articles.json")


class OwnArticleStore(RecordStore[OwnArticle]):
    """Records of articles, in memory and on disk, for any thread."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime] = utc_now,
        files: FileLayer | None = None,
        emergency: Sequence[Path] = (),
    ) -> None:
        super().__init__(OWN_ARTICLES, path, clock, random_id, files, emergency)
