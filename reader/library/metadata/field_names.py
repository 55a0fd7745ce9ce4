"""The names under which metadata goes, best first, lower case."""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TITLE = _names(
    """
    title 标题 標題 题目 題目 subject headline display_name 题名 タイトル 제목 name
    linktitle
    """
)
AUTHOR = _names("author authors 作者 著者 筆者 저자 byline creator dc.creator writer by ms.author")
DATE = _names(
    """
    date published pubdate pub_date publishdate publish_date published_at date_published
    datepublished published_time article:published_time 发布时间 發佈時間 發布時間 发布日期
    發布日期 發佈日期 日期 时间 時間 日付 公開日 날짜 created created_at creation_date
    date_created time datetime ms.date saved date_saved clipped
    """
)
DATE_CHANGED = _names(
    """
    updated updated_at lastmod modified modified_time last_modified date_modified
    lastupdated 更新时间 更新時間 更新日期
    """
)
SOURCE = _names(
    """
    source site site_name sitename publication publisher_name website 来源 來源 出处 出處
    公众号 公眾號 媒体 媒體 og:site_name account newspaper journal blog
    """
)
SOURCE_OR_AUTHOR = _names("from")
URL = _names(
    """
    url link original_url originalurl source_url original blogger_orig_url 链接 連結 網址
    网址 原文链接 原文連結 原文地址 href canonical canonical_url canonicalurl via source
    website 来源 來源
    """
)
TAGS = _names(
    """
    tags tag 标签 標籤 タグ 태그 categories category 分类 分類 カテゴリ topics labels
    taxonomies
    """
)
KEYWORDS = _names("keywords keyword 关键词 關鍵詞 關鍵字 キーワード")
SUMMARY = _names(
    "description summary 摘要 简介 簡介 excerpt subtitle abstract og:description deck tldr"
)
LANGUAGE = _names("lang language locale 语言 語言")
COVER = _names(
    """
    headimg thumbnail cover cover_image coverimage image og:image feature_image
    featured_image featuredimage heroimage banner 封面
    """
)

_ALL = TITLE + AUTHOR + DATE + DATE_CHANGED + SOURCE + URL + TAGS + KEYWORDS + SUMMARY + COVER
_CERTAIN = frozenset(_ALL + LANGUAGE) - {
    "by", "name", "time", "saved", "account", "image", "original", "blog"
}  # fmt: skip
FIRST_OF_A_BLOCK = frozenset(("title", "date", "标题", "標題", "タイトル", "제목"))
"""Names that tell a block of metadata by its first line alone."""
_TELLING = frozenset(("layout", "slug", "draft", "permalink", "aliases", "from", "template"))


def fold(name: object) -> str:
    """A key as it is looked up: `Publish-Date` and `publish date` are `publish_date`."""
    return "_".join(str(name).strip().casefold().replace("-", "_").split())


def is_known(name: object) -> bool:
    """Whether a key of this name says that its block is metadata rather than prose."""
    folded = fold(name)
    return folded in _CERTAIN or folded in _TELLING
