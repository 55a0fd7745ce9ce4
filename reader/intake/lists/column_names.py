"""What the columns of a table of addresses are called, by services and in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_GAPS: Final = re.compile(r"[\s_-]+")


class ListColumn(StrEnum):
    """What a column holds."""

    URL = "url"
    TITLE = "title"
    TAGS = "tags"
    FOLDER = "folder"
    SAVED = "saved"
    PUBLISHED = "published"
    AUTHOR = "author"
    SOURCE = "source"
    SUMMARY = "summary"
    LANGUAGE = "language"
    NOTE = "note"
    QUOTE = "quote"
    HIGHLIGHTS = "highlights"


_NAMES: Final = {
    ListColumn.URL: """
        url, urls, link, links, href, uri, address, web address, website, website url, web url,
        page url, article url, source url, original url, given url, resolved url, bookmark, 网址,
        網址, 链接, 連結, 鏈接, 地址, 链接地址, 文章链接, 原文链接, 原文連結, リンク, アドレス,
        링크, 주소, adresse, lien, enlace, dirección, vínculo, endereço, ligação, indirizzo,
        collegamento, ссылка, адрес, adres, odkaz, länk, lenke, linkki, đường dẫn, liên kết,
        bağlantı, الرابط, ลิงก์
    """,
    ListColumn.TITLE: """
        title, name, headline, page title, article title, subject, 标题, 標題, 题目, 名称, 名稱,
        文章标题, タイトル, 題名, 제목, titel, titre, título, titolo, nom, nombre, заголовок,
        название, tytuł, název, tiêu đề, başlık, العنوان
    """,
    ListColumn.TAGS: """
        tags, tag, tag names, labels, label, keywords, categories, document tags, 标签, 標籤,
        关键词, タグ, 태그, étiquettes, mots clés, schlagwörter, stichwörter, etiquetas,
        etichette, тег, теги, метки, tagi, thẻ, etiketler
    """,
    ListColumn.FOLDER: """
        folder, folders, collection, collections, list, lists, category, notebook, 文件夹,
        資料夾, 收藏夹, 分类, 分類, フォルダ, フォルダー, 폴더, dossier, ordner, carpeta, pasta,
        cartella, папка, thư mục
    """,
    ListColumn.SAVED: """
        saved, saved at, saved on, saved date, date saved, savedat, time added, timeadded, added,
        added at, addedat, date added, dateadded, add date, created, created at, createdat,
        created time, created date, creation date, date created, bookmarked at, timestamp, time,
        date, last interaction date, 收藏时间, 添加时间, 保存时间, 创建时间, 时间, 日期,
        收藏時間, 新增時間, 建立時間, 日時, 追加日, 作成日, 保存日, 날짜, 생성일, 저장일,
        erstellt, datum, gespeichert, date d'ajout, créé, fecha, creado, data, criado, creato,
        дата, добавлено, ngày
    """,
    ListColumn.PUBLISHED: """
        published, published at, published date, publish date, publication date, date published,
        pubdate, pub date, 发布时间, 发布日期, 發布時間, 发表时间, 公開日, 게시일,
        veröffentlicht, publié
    """,
    ListColumn.AUTHOR: """
        author, authors, byline, creator, writer, 作者, 著者, 저자, autor, auteur, autore, автор,
        tác giả
    """,
    ListColumn.SOURCE: """
        source, publisher, publication, site, site name, sitename, 来源, 來源, 网站, サイト,
        출처, quelle, fuente, fonte, источник
    """,
    ListColumn.SUMMARY: """
        excerpt, summary, description, abstract, 摘要, 描述, 简介, 簡介, 概要, 説明, 설명,
        beschreibung, descripción, descrição, descrizione, описание
    """,
    ListColumn.LANGUAGE: """
        language, lang, 语言, 語言, 言語, sprache, langue, idioma, lingua, язык
    """,
    ListColumn.NOTE: """
        note, notes, comment, comments, extended, remark, my note, 备注, 備註, 笔记, 筆記, 评论,
        メモ, コメント, 메모, notiz, notizen, kommentar, commentaire, nota, notas, comentario,
        заметка, ghi chú
    """,
    ListColumn.QUOTE: """
        selection, quote, 引用
    """,
    ListColumn.HIGHLIGHTS: """
        highlights, highlight, annotations, annotation, 高亮, 划线, 畫線, ハイライト
    """,
}
_COLUMNS: Final[Mapping[str, ListColumn]] = MappingProxyType(
    {name.strip(): column for column, names in _NAMES.items() for name in names.split(",")}
)

_SERVICES: Final = (
    ("pocket", {"url", "time added"}),
    ("instapaper", {"url", "selection", "folder"}),
    ("raindrop", {"url", "excerpt", "created"}),
    ("raindrop", {"url", "folder", "note", "created"}),
    ("matter", {"url", "publisher", "last interaction date"}),
    ("diigo", {"url", "annotations", "comments"}),
    ("wallabag", {"url", "mime type"}),
)
_READWISE: Final = {"document tags", "saved date"}
"""Columns of Readwise Reader's export, which is more than a list."""


def bare(name: str) -> str:
    """The name of a column in small letters, with spaces for other gaps."""
    return _GAPS.sub(" ", name.strip("\ufeff \t\"'")).strip().casefold()


def columns(header: Iterable[str]) -> dict[ListColumn, int]:
    """Where each kind of column stands; of several that are alike the first counts.

    Empty if no column has addresses.
    """
    found: dict[ListColumn, int] = {}
    for place, name in enumerate(header):
        column = _COLUMNS.get(bare(name))
        if column is not None:
            found.setdefault(column, place)
    return found if ListColumn.URL in found else {}


def service(header: Iterable[str]) -> str:
    """The service whose export has such columns; empty if none is known for them."""
    names = set(map(bare, header))
    return next((name for name, wanted in _SERVICES if wanted <= names), "")


def is_of_readwise(header: Iterable[str]) -> bool:
    return set(map(bare, header)) >= _READWISE
