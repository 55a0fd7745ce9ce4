"""The names under which metadata goes, best first, lower case."""

from __future__ import annotations

import re


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TITLE = _names(
    """
    title 标题 標題 题目 題目 subject headline display_name 题名 文章标题 文章標題 タイトル 제목
    name linktitle link_title article_title page_title og:title full_title
    """
)
AUTHOR = _names(
    """
    author authors 作者 著者 筆者 저자 文章作者 原作者 原文作者 撰文 撰稿 byline creator creators
    dc.creator article:author author_name authored_by written_by published_by writer by ms.author
    """
)
DATE = _names(
    """
    date published pubdate pub_date publishdate publish_date published_at date_published
    datepublished published_time article:published_time publish_time published_date published_on
    date_publish publishing_date pub_time publication_date pub_datetime posted posted_at posted_on
    post_date 发布时间 發佈時間 發布時間
    发布日期 發布日期 發佈日期 发布于 發佈於 发表时间 發表時間 发表日期 发表于 發表於 日期 时间 時間
    日付 公開日 날짜 created created_at create_time created_time created_on creation_date
    creation_time date_created 创建时间 創建時間 建立時間 创建日期 time datetime ms.date
    """
)
DATE_CHANGED = _names(
    """
    updated updated_at lastmod modified modified_time last_modified date_modified
    lastupdated last_updated updated_time update_time updated_date mod_datetime 更新时间 更新時間
    更新日期
    """
)
DATE_SAVED = _names(
    """
    saved date_saved saved_at saved_on saved_date save_time clipped clipped_at clip_date clip_time
    date_added added_at added_on archived_at exported_at 收藏时间 收藏時間 保存时间 剪藏时间
    """
)
"""When a reader kept the page: a date only where nothing says when it was written."""
SOURCE = _names(
    """
    source_hostname source_domain source site site_name sitename publication publisher_name website
    来源 來源 出处 出處 公众号 公眾號 公众号名称 公眾號名稱 媒体 媒體 媒体名称 媒體名稱 og:site_name
    account account_name mp_name newspaper journal blog meta_site_name publisher
    """
)
SOURCE_OR_AUTHOR = _names("from")
URL = _names(
    """
    url link main_entity_of_page original_url originalurl source_url original original_link
    article_url page_url blogger_orig_url given_url 链接 連結 網址 网址 原文链接 原文連結 原文地址
    文章链接 文章地址 本文链接 本文地址 来源链接 content_url href canonical canonical_url
    canonicalurl og:url via source website 来源 來源 原文 responded_url requested_url
    """
)
TAGS = _names(
    """
    tags tag 标签 標籤 タグ 태그 categories category 分类 分類 カテゴリ topics labels
    document_tags taxonomies
    """
)
KEYWORDS = _names("keywords keyword 关键词 關鍵詞 關鍵字 キーワード")
SUMMARY = _names(
    """
    description summary 摘要 简介 簡介 excerpt subtitle abstract og:description deck dek tldr digest
    """
)
LANGUAGE = _names("lang language locale 语言 語言")
COVER = _names(
    """
    headimg thumbnail image_url cover cover_image coverimage image og:image feature_image
    featured_image featuredimage hero_image heroimage banner lead_image_url top_image
    preview_picture 封面
    """
)

_ALL = (
    TITLE + AUTHOR + DATE + DATE_CHANGED + DATE_SAVED + SOURCE + URL + TAGS + KEYWORDS + SUMMARY
    + COVER
)  # fmt: skip
_CERTAIN = frozenset(_ALL + LANGUAGE) - {
    "by", "name", "time", "saved", "account", "image", "original", "blog", "posted", "原文"
}  # fmt: skip
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
FIRST_OF_A_BLOCK = frozenset(("title", "date", "标题", "標題", "タイトル", "제목"))
"""Names that tell a block of metadata by its first line alone."""
_TELLING = frozenset(("layout", "slug", "draft", "permalink", "aliases", "from", "template"))


def fold(name: object) -> str:
    """A key as it is looked up: `Publish-Date` and `publishDate` are `publish_date`.

    `Tag(s)` is `tag`.
    """
    words = _HUMP.sub("_", str(name).replace("(s)", "")).strip()
    return "_".join(words.casefold().replace("-", "_").split())


def is_known(name: object) -> bool:
    """Whether a key of this name says that its block is metadata rather than prose."""
    folded = fold(name)
    return folded in _CERTAIN or folded in _TELLING
