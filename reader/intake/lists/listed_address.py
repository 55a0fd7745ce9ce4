"""An address as a list has it, and what comes in of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from reader.document.addresses import parse_address
from reader.document.hrefs import encode
from reader.errors import ReaderError
from reader.intake.incoming import Annotation, ArticleFacts, IncomingAddress, distinct_tags
from reader.intake.lists import field_values

MOST_ADDRESS: Final = 8_000
"""Characters of an address; browsers and servers take no longer ones."""
_MOST_TAGS: Final = 100
_MOST_NOTES: Final = 1_000
_PLAIN: Final = re.compile(r"https?://(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,24}(?:[/?#][!-~]*+)?")
"""What is an address at first sight, as nearly all are: to take one apart takes far longer."""

_COLLECTION_NAMES: Final = """
    Bookmarks, Bookmarks bar, Bookmarks Toolbar, Bookmarks Menu, Other bookmarks,
    Mobile bookmarks, Synced bookmarks, Unfiled, Unsorted, Unsorted Bookmarks, Favorites,
    Favorites bar, Favourites, Favourites bar, Other favorites, Imported, Toolbar, Menu,
    Unread, Archive, Read Archive, Archived, Home, Inbox, Read, Reading List,
    com.apple.ReadingList, BookmarksBar, BookmarksMenu, Tab Group Favorites, 书签, 书签栏,
    书签工具栏, 书签菜单, 其他书签, 移动设备书签, 收藏夹, 收藏夹栏, 其他收藏夹, 書籤, 書籤列,
    書籤工具列, 書籤選單, 其他書籤, 行動版書籤, 我的最愛, 我的最愛列, 閱讀清單, 阅读清单,
    阅读列表, ブックマーク, ブックマーク バー, ブックマークバー, ブックマークツールバー,
    ブックマークメニュー, その他のブックマーク, モバイルのブックマーク, お気に入り,
    お気に入りバー, その他のお気に入り, 리딩 리스트, 북마크, 북마크바, 북마크 도구 모음,
    북마크 메뉴, 기타 북마크, 즐겨찾기, 즐겨찾기 모음, Lesezeichen, Lesezeichenleiste,
    Lesezeichen-Symbolleiste, Lesezeichen-Menü, Weitere Lesezeichen, Favoriten,
    Favoritenleiste, Favoris, Signets, Barre de favoris, Barre personnelle,
    Menu des marque-pages, Marque-pages, Autres favoris, Autres marque-pages, Marcadores,
    Barra de marcadores, Favoritos, Barra de favoritos, Otros marcadores, Outros favoritos,
    Preferiti, Barra dei preferiti, Barra dei segnalibri, Altri preferiti, Segnalibri,
    Закладки, Панель закладок, Другие закладки, Избранное, Панель избранного, Bladwijzers,
    Zakładki, Dấu trang
"""
_COLLECTIONS: Final = frozenset(name.strip().casefold() for name in _COLLECTION_NAMES.split(","))
"""Folders that every browser or service has: they say nothing of what is in them."""


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """An entry as it is written; empty where nothing is."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    """From the outermost."""
    saved: str = ""
    published: str = ""
    author: str = ""
    source: str = ""
    summary: str = ""
    language: str = ""
    annotations: tuple[Annotation, ...] = ()


def incoming(listed: Iterable[ListedAddress], by: str) -> Iterator[IncomingAddress]:
    """The entries whose addresses are of http or https, each address once.

    Entries of an address in a row are one: a table may have a row for each highlight.
    """
    seen: set[str] = set()
    for entry in _joined_in_a_row(listed):
        url = web_address(entry.url)
        if url and url not in seen:
            seen.add(url)
            yield IncomingAddress(_facts(entry, url, by), entry.annotations[:_MOST_NOTES])


def _joined_in_a_row(listed: Iterable[ListedAddress]) -> Iterator[ListedAddress]:
    last: ListedAddress | None = None
    try:
        for entry in listed:
            if last is not None and last.url == entry.url:
                last = _joined(last, entry)
                continue
            if last is not None:
                yield last
            last = entry
    except ReaderError:  # what came before the damage is told before it
        if last is not None:
            yield last
        raise
    if last is not None:
        yield last


def _joined(one: ListedAddress, other: ListedAddress) -> ListedAddress:
    if len(one.annotations) >= _MOST_NOTES:
        return one
    annotations = one.annotations + tuple(a for a in other.annotations if a not in one.annotations)
    return replace(
        one, tags=(*one.tags, *other.tags)[:_MOST_TAGS], annotations=annotations[:_MOST_NOTES]
    )


def web_address(url: str) -> str:
    """The address as a browser is given it; empty if it is not of http or https."""
    url = url.strip()
    if len(url) > MOST_ADDRESS:
        return ""
    if url[:4].lower() == "www.":
        url = f"https://{url}"
    if _PLAIN.fullmatch(url):
        return url
    if url[:4].lower() != "http" or parse_address(url) is None:
        return ""
    return encode(url)


def _facts(entry: ListedAddress, url: str, by: str) -> ArticleFacts:
    title = " ".join(entry.title.split())
    return ArticleFacts(
        title="" if title in (url, entry.url.strip()) else title,
        author=" ".join(entry.author.split()),
        date=field_values.moment(entry.published),
        source=" ".join(entry.source.split()),
        url=url,
        tags=_tags(entry),
        saved=field_values.moment(entry.saved),
        by=by,
        summary=" ".join(entry.summary.split()),
        language=entry.language.strip(),
    )


def _tags(entry: ListedAddress) -> tuple[str, ...]:
    folders = [name for name in entry.folders if name.strip().casefold() not in _COLLECTIONS]
    return distinct_tags((*entry.tags, *folders)[:_MOST_TAGS])
