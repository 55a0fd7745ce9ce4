"""Removes what is left of a page's controls once its scripts are gone: words of a button or two.

Told by their words, where these stand alone in a block: `Skip to content`, `5 min read`, `[edit]`,
rows of counters. Words that prose may hold too count only on a link or a button.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, linked, names
from reader.document.html.media.image_sources import image_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_LONGEST = 80
_HIGHEST = 5
"""Elements above a text that may hold nothing else."""
_KEEPING = frozenset(("pre", "code", "td", "th", "dl", "dt", "dd", "blockquote", "figure", "kbd",
                      "body", "html", "math", "script", "sub", "sup", "em", "i"))  # fmt: skip
_KEEPING_BLOCKS = frozenset(("pre", "code", "td", "th", "blockquote"))
_PHRASES = frozenset(("span", "a", "b", "strong", "label", "small", "font", "u", "time"))
_TEXT_OR_PHRASES = _PHRASES | {"-text"}
_MINUTES = r"(?:about |~ ?)?\d{1,3}(?:[-–]\d{1,3})? ?-?min(?:ute)?s?\.?"
_TIME = (
    rf"{_MINUTES} (?:read|reading time)|(?:reading time|read time|read)(?: ?[:：])? ?{_MINUTES}"
    r"|(?:预计)?阅读(?:时间|时长|需)? ?[:：]?(?:大?约|需)? ?\d{1,3} ?分钟"
)
_READING_TIME = re.compile(rf"[·•|,]?\s?(?:{_TIME})\s?[·•|,]?", re.IGNORECASE)
_ALWAYS = re.compile(
    r"skip to (?:the )?(?:main |primary )?(?:content|navigation|article|search|footer)|跳转?到内容"
    r"|advertisements?|story continues below.{0,20}"
    r"|(?:article|story) continues (?:below|after).{0,30}"
    rf"|{_TIME}"
    rf"|listen(?: to (?:this )?(?:article|story|post|essay))?(?: ?[·(]? ?{_MINUTES}\)?)"
    r"|listen to (?:this|the) (?:article|story|post|essay)"
    r"|(?:copy|copied)(?: (?:code|link|url|to clipboard))?!?|link copied!?"
    r"|\[ ?(?:edit|edit source|编辑|編輯|编辑源代码|編輯原始碼|bearbeiten|modifier|editar|編集) ?\]"
    r"|no comments(?: yet)?|no responses(?: yet)?|be the first to comment"
    r"|复制(?:代码|链接|成功)?|已复制|登录后复制|代码解读|一键复制"
    r"|展开(?:全文|剩余)?|收起(?:全文)?|展开阅读全文|阅读全文"
    r"|微信扫一扫.{0,20}|扫一扫.{0,20}(?:关注|分享).{0,12}|扫描(?:下方)?二维码.{0,20}"
    r"|长按.{0,8}二维码.{0,20}"
    r"|点击(?:上方|下方)?[“\"「]?(?:蓝字|名片|卡片).{0,3}(?:关注|订阅).{0,16}"
    r"|预览时标签不可点|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|喜欢此内容的人还喜欢"
    r"|喜欢作者|(?:欢迎)?关注(?:我们的?|本)?公众号|写评论|写留言|精选留言|查看全部评论"
    r"|分享(?:到|至) ?[:：]?|分享本文"
    r"|(?:赞同|阅读(?:量|数)?|浏览(?:量|次数)?|点赞(?:数)?|收藏(?:数)?|评论(?:数)?) ?[:：]?"
    r" ?[\d,.]{1,9} ?[kKwW万千]?\+?",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"(?:(?:分享|点赞|收藏|在看|转发|评论|举报|打赏|赞赏|喜欢|赞|踩|投诉|关注)"
    r"[\s\d·|/：:()（）+,.kKwW万]{0,12}){2,8}"
)
_ON_LINKS = re.compile(
    r"(?:share|tweet|pin(?: it)?|like|follow(?:ing)?|save|print|email|reply|retweet|flip|post"
    r"|e-?mail this|print this(?: page)?|comment)"
    r"(?: (?:this|on|via|to|with|by)(?: (?:article|post|story|page))?(?: ?(?:on|via|to))?"
    r"(?: (?:facebook|twitter|x|linkedin|reddit|whatsapp|pinterest|email|e-mail|telegram|mastodon"
    r"|bluesky|pocket|hacker news|weibo|wechat))?)?(?: ?\d{1,6})?"
    r"|facebook|twitter|linkedin|whatsapp|pinterest|reddit|telegram|weibo|flipboard"
    r"|subscribe(?: now| today)?|sign (?:in|up|out)|log ?(?:in|out)|register"
    r"|(?:leave|post|add|write) (?:a )?(?:comment|reply|response)|view (?:all )?comments"
    r"|\d{1,6} (?:comments?|responses?|likes?|shares?|replies|retweets)|back to top|top ↑|↑ top"
    r"|copy link|permalink(?: ?[:：] ?.{0,70})?|edit(?: (?:this )?page)?(?: on github)?|view source"
    r"|关注(?:问题|作者)?|已关注|分享|点赞|收藏|在看|转发|举报|投诉|评论|写回答|打赏|赞赏|登录|注册"
    r"|返回顶部|回到顶部|\d{1,6} ?条评论|添加评论",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:[\w-]*[-_])?(?:btn|button|copy|share|sharing|follow|like|toolbar|actions?|social|reply"
    r"|subscribe|bookmark|permalink)(?:[-_]\w+)*",
    re.IGNORECASE,
)
_ANCHOR_MARKS = frozenset(("", "#", "¶", "§", "🔗", "∞", "permalink", "link", "⚓", "anchor"))
_ANCHOR_NAMES = re.compile(
    r"(?:permalink|direct link|anchor|link to (?:this )?(?:section|heading)|copy link).{0,200}",
    re.IGNORECASE,
)
_ANCHORS = "a[aria-label], a[title]"
_ICON = re.compile(
    r"(?:[\w-]*[-_])?(?:icons?|avatar|favicon|spinner|logo-?img|share-?img)(?:[-_]\w+)*",
    re.IGNORECASE,
)
_ICON_FILE = re.compile(
    r"(?:^|/)(?:[\w-]{0,40}[-_])?(?:icons?|avatar|spacer|spinner|loading|sprite|pixel|s|y18)"
    r"(?:[-_]\w{0,20})?\.(?:png|gif|svg|ico|webp)(?:$|[?#])",
    re.IGNORECASE,
)
_GONE = "reader-gone"
"""The attribute by which elements that are to go are remembered."""
_SMALL = 32
"""Pixels up to which a picture is an icon."""


def remove(root: LexborNode, *, page: bool) -> None:
    """Remove controls; of a fragment only those that no prose holds."""
    _remove_permalinks(root)
    _remove_icons(root)
    for chain in _alone(root):
        found = next((node for node in reversed(chain) if _is_chrome(node, page=page)), None)
        if found is not None:
            found.attrs[_GONE] = ""
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(root.css(f"[{_GONE}]")):
        node.decompose()


def _is_chrome(node: LexborNode, *, page: bool) -> bool:
    text = " ".join(node.text(deep=True).split())
    kind = _kind(text)
    if kind is None or (kind is not _READING_TIME and _is_in_line(node)):
        return False
    return kind is not _ON_LINKS or (page and _is_control(node, text))


@lru_cache(maxsize=4_000)
def _kind(text: str) -> re.Pattern[str] | None:
    """The pattern that the words of a control match, if any does."""
    for pattern in (_READING_TIME, _ALWAYS, _ROW, _ON_LINKS):
        if pattern.fullmatch(text):
            return pattern
    return None


def _is_in_line(node: LexborNode) -> bool:
    """Whether other text stands on the line of an element that is no block."""
    inner: LexborNode | None = node
    # Beside a link that is a control stand others, or a name and a date, each in its element.
    near = frozenset(("-text",)) if node.tag == "a" else _TEXT_OR_PHRASES
    while inner is not None and inner.tag in _PHRASES:
        for beside in (_beside(inner, "prev"), _beside(inner, "next")):
            if beside is not None and beside.tag in near:
                return True
        inner = inner.parent
    return False


def _beside(node: LexborNode, side: str) -> LexborNode | None:
    """The nearest node on a side that is not empty; elements without text, as icons, are."""
    found: LexborNode | None = getattr(node, side)
    for _ in range(_HIGHEST):
        if found is None or found.tag == "br" or found.text(deep=True).strip():
            break
        found = getattr(found, side)
    return found


def _alone(root: LexborNode) -> Iterator[tuple[LexborNode, ...]]:
    """For each short text the elements that hold no more than a control does, the inmost first."""
    long: set[int] = set()
    seen: set[int] = set()
    for text in root.traverse(include_text=True):
        if text.tag != "-text" or not 0 < len((text.text_content or "").strip()) <= _LONGEST:
            continue
        chain: list[LexborNode] = []
        around = text.parent
        while around is not None and around.mem_id != root.mem_id and len(chain) < _HIGHEST:
            if around.tag in _KEEPING or around.mem_id in long:
                break
            if len(around.text(deep=True).strip()) > _LONGEST:
                long.add(around.mem_id)
                break
            chain.append(around)
            around = around.parent
        if chain and chain[0].mem_id not in seen and not _is_kept(chain[-1]):
            seen.add(chain[0].mem_id)
            yield tuple(chain)


def _is_kept(node: LexborNode) -> bool:
    """Whether it stands in a table, code, or a quotation."""
    around = node.parent
    for _ in range(_HIGHEST):
        if around is None:
            return False
        if around.tag in _KEEPING_BLOCKS:
            return True
        around = around.parent
    return False


def _is_control(node: LexborNode, text: str) -> bool:
    if node.tag in ("h1", "h2", "h3"):
        return False
    size = len("".join(text.split()))
    if node.tag == "a" or linked(node) >= size or attribute(node, "role") == "button":
        return True
    return any(_BUTTON.fullmatch(name) for name in names(node))


def _remove_permalinks(root: LexborNode) -> None:
    """Take what is written beside a heading for whoever copies its address; a target stays."""
    for link in reversed(root.css(_ANCHORS)):
        if link.text(deep=True).strip().lower() not in _ANCHOR_MARKS:
            continue
        label = attribute(link, "aria-label") or attribute(link, "title")
        if not _ANCHOR_NAMES.match(label) or link.css_first("img[alt]") is not None:
            continue
        if link.id or "name" in link.attributes:
            for name in ("aria-label", "title", "href"):
                if name in link.attributes:
                    del link.attrs[name]
            for inner in list(link.iter(include_text=True)):
                inner.decompose()
        else:
            link.decompose()


def _remove_icons(root: LexborNode) -> None:
    for image in root.css("img"):
        if _is_icon(image):
            around = image.parent
            image.decompose()
            if around is not None and around.tag == "a" and _is_empty(around):
                around.decompose()


def _is_empty(link: LexborNode) -> bool:
    nothing = not link.id and not link.text(deep=True).strip()
    return nothing and link.css_first("img, video, iframe") is None


def _is_icon(image: LexborNode) -> bool:
    attributes = image.attributes
    named = " ".join(names(image)).lower()
    if "emoji" in named or "smiley" in named or "tex" in named or "math" in named:
        return False
    alt = (attributes.get("alt") or "").strip()
    if alt and (len(alt) <= 3 or "\\" in alt or "$" in alt or "=" in alt):
        return False
    sizes = [attributes.get(side) or "" for side in ("width", "height")]
    small = all(size.isascii() and size.isdigit() and int(size[:6]) <= _SMALL for size in sizes)
    if any(size.isascii() and size.isdigit() and int(size[:6]) > 3 * _SMALL for size in sizes):
        return False
    if small or any(_ICON.fullmatch(name) for name in names(image)):
        return not alt or not _in_text(image)
    # A stand-in that a script replaces is called `loading.gif`, and what replaces it is no icon.
    return not alt and _ICON_FILE.search(image_source(image)[:500]) is not None


def _in_text(image: LexborNode) -> bool:
    """Whether it stands for a word of the text beside it."""
    parent = image.parent
    if parent is None or parent.tag not in ("p", "span", "li", "td", "em", "strong", "h2", "h3"):
        return False
    return bool(parent.text(deep=True).strip())
