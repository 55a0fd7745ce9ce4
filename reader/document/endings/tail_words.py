"""Words over, or in, what sites put under their articles: related ones, comments, notices."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import Final

from reader.text.fold import search_form


class TailKind(Enum):
    OTHER = "other"
    """Related articles, codes to follow somebody by, rights, rewards, sharing."""
    COMMENTS = "comments"
    """Comments, certainly."""
    MAYBE_COMMENTS = "maybe comments"
    """Comments, if what follows looks like them."""


LONGEST: Final = 300
"""Characters of a line that may be a notice."""
_SHORT: Final = 60
"""Characters of a line that may be a heading."""
_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
_OTHER: Final = (
    "相关阅读 相关文章 相关推荐 相关新闻 相关报道 推荐阅读 推荐文章 阅读推荐 热门文章 "
    "热门推荐 热门阅读 猜你喜欢 你可能喜欢 你可能感兴趣 你可能还喜欢 大家都在看 往期精彩 "
    "往期回顾 往期推荐 往期文章 精彩推荐 精彩回顾 更多精彩 更多推荐 更多文章 最新文章 "
    "最近文章 编辑推荐 为你推荐 延伸推荐 赞赏 打赏 赞赏支持 赞赏作者 喜欢作者 打赏作者 "
    "支持作者 分享到 分享至 分享本文 扫一扫 扫码关注 关注我们 关注公众号 版权声明 "
    "版权信息 转载声明 免责声明 関連記事 関連リンク おすすめ記事 人気記事"
)
_OTHER_ENGLISH: Final = (
    r"related (?:posts?|articles?|stories|reading|content|news|topics)"
    r"|recommended(?: for you| reading| posts| articles| stories)?"
    r"|you (?:may|might) also (?:like|enjoy)|popular posts|recent posts|trending(?: now)?"
    r"|(?:read|up) next|more (?:posts|stories|articles)|more from [^.!?]{1,40}"
    r"|latest (?:posts|news|stories)|share this(?: post| article| page)?|share on"
    r"|subscribe to (?:our|the|my) newsletter|copyright notice|follow us"
)
_NOTICES: Final = (
    "版权声明 版权信息 版权归属 转载声明 免责声明 转载请注明 转载本站 未经授权 本文链接 "
    "本文作者 本文标题 文章链接 原文链接 转载自"
)
"""What begins a line of one's rights."""
_CODES: Final = "二维码 扫码 长按关注 关注公众号 欢迎关注 关注我的公众号 关注我们"
"""What a line that asks to be followed holds."""
_LONGEST_CODE: Final = 48
_COMMENTS: Final = (
    "网友评论 全部评论 最新评论 热门评论 精选评论 精选留言 用户评论 文章评论 发表评论 "
    "发表回复 发表留言 添加评论 写评论 写留言 评论列表 参与评论 我要评论 コメントを残す"
)
_COMMENTS_ENGLISH: Final = (
    r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)|join the (?:conversation|discussion)"
    r"|\d{1,6} (?:comments?|responses?|replies|thoughts?)(?: on [^\n]{1,60})?"
    r"|(?:comments?|responses?|replies) ?[(:]? ?\d{1,6}\)?"
)
_COUNTED: Final = "评论 留言 回复 コメント"
_UNITS: Final = "条 则 件 篇"
"""What counts them: `3 条评论`, `评论 (3)`."""
_MAYBE: Final = "评论 留言 评论区 留言板 comments responses コメント 댓글"


@cache
def _patterns() -> tuple[tuple[TailKind, re.Pattern[str]], ...]:
    """Patterns of whole lines, without what stands around their words."""
    return (
        (TailKind.OTHER, _any(_OTHER, _OTHER_ENGLISH)),
        (TailKind.COMMENTS, _any(_COMMENTS, f"{_COMMENTS_ENGLISH}|{_counted()}")),
        (TailKind.MAYBE_COMMENTS, _any(_MAYBE)),
    )


def _any(words: str, others: str = "") -> re.Pattern[str]:
    return re.compile("|".join(filter(None, (_one_of(words), others))))


def _one_of(words: str) -> str:
    """A pattern of any of the words, which are parted by spaces."""
    return "|".join(re.escape(search_form(word)) for word in words.split())


def _counted() -> str:
    words, units = _one_of(_COUNTED), _one_of(_UNITS)
    after = rf"(?:{words}) ?[(:]? ?\d{{1,6}} ?(?:{units})?\)?"
    return rf"\d{{1,6}} ?(?:{units}) ?(?:{words})|{after}"


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(f"(?:{_one_of(_NOTICES)})")


@cache
def _code() -> re.Pattern[str]:
    return re.compile(_one_of(_CODES))


def tail_kind(line: str) -> TailKind | None:
    """What a line, all of a block, says that follows under it; None if it says nothing of it.

    Simplified and Traditional, capitals and small letters are alike.
    """
    if len(line) > LONGEST:
        return None
    words = search_form(_EDGES.sub("", line))
    if len(words) <= _SHORT:
        for kind, pattern in _patterns():
            if pattern.fullmatch(words):
                return kind
    if _notice().match(words) or (len(words) <= _LONGEST_CODE and _code().search(words)):
        return TailKind.OTHER
    return None
