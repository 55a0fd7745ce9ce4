"""Descriptions of pictures, where they say something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.html import neighbours
from reader.document.html.measures import attribute
from reader.document.html.media.image_sources import image_source
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,2000}(?:>|$)")
PICTURE_FILE = re.compile(r"(?i)\.(?:png|jpe?g|gif|webp|avif)(?:$|\?)")
_EXTENSION = re.compile(r"\.[A-Za-z]{3,4}$")
_MADE_BY_MACHINE = re.compile(r"[\d_]|\.(?:png|jpe?g|gif|webp|svg|bmp)$", re.IGNORECASE)
_EMOJI_CLASS = re.compile(r"(?i)emoji|smiley|emoticon|sticker")
_EMOJI_SOURCE = re.compile(
    r"(?i)/(?:emojis?|twemoji|emoticons?|smil(?:ies|eys?)|stickers?|qqface)/|s\.w\.org/images"
)
_CODE_POINTS = re.compile(
    r"(?i)(?:/|emoji_u|u)([0-9a-f]{2,5}(?:[-_][0-9a-f]{2,5}){0,7})\.(?:png|svg|gif|webp)(?:$|\?)"
)
_BRACKETED = re.compile(r"\[[^\[\]\s]{1,8}\]|:[a-z0-9_+-]{2,30}:")
_PICTURE_WORDS = frozenset(
    ("图片", "图像", "圖片", "图", "image", "img", "photo", "picture", "gif")
)
_FACE = re.compile(r"(?i)/(expression|smiley)_(\d{1,3})(?:@\dx)?\.(?:png|gif)")
_FACES = (
    "微笑", "撇嘴", "色", "发呆", "得意", "流泪", "害羞", "闭嘴", "睡", "大哭", "尴尬", "发怒",
    "调皮", "呲牙", "惊讶", "难过", "酷", "冷汗", "抓狂", "吐", "偷笑", "愉快", "白眼", "傲慢",
    "饥饿", "困", "惊恐", "流汗", "憨笑", "悠闲", "奋斗", "咒骂", "疑问", "嘘", "晕", "疯了",
    "衰", "骷髅", "敲打", "再见", "擦汗", "抠鼻", "鼓掌", "糗大了", "坏笑", "左哼哼", "右哼哼",
    "哈欠", "鄙视", "委屈", "快哭了", "阴险", "亲亲", "吓", "可怜", "菜刀", "西瓜", "啤酒",
    "篮球", "乒乓", "咖啡", "饭", "猪头", "玫瑰", "凋谢", "嘴唇", "爱心", "心碎", "蛋糕", "闪电",
    "炸弹", "刀", "足球", "瓢虫", "便便", "月亮", "太阳", "礼物", "拥抱", "强", "弱", "握手",
    "胜利", "抱拳", "勾引", "拳头", "差劲", "爱你", "NO", "OK",
)  # fmt: skip
"""Faces of QQ and WeChat by the number in the picture's name: smiley_0, Expression_1."""
_LONGEST_EMOJI = 24
_PIXELS = re.compile(r"(\d+)(?:px)?$")
_ICON = 32
"""Pixels up to which an image without a text is an icon."""
_LONG = 20
"""Letters from which a text may be a cut-off copy of a longer one that begins with it."""
_FURTHEST = 3
"""Elements around a picture that are left in search of the text after it."""


def alternative(node: LexborNode, source: str) -> str:
    """The alternative text, else the title; "" if it is a file name or repeats the next text."""
    text = attribute(node, "alt") or attribute(node, "title")
    if "<" in text or "&lt;" in text:
        text = _MARKUP.sub(" ", unescape(text))
    text = " ".join(text.split())
    if not text or _is_file_name(text, source) or _is_repeated(key(text), node):
        return ""
    return text


def emoji(node: LexborNode, source: str) -> str:
    """The text that a picture of an emoji or a sticker stands for; "" for other pictures."""
    face = _FACE.search(source)
    if face:
        number = int(face[2]) - (face[1].lower() == "expression")
        if 0 <= number < len(_FACES):
            return f"[{_FACES[number]}]"
    text = " ".join((attribute(node, "alt") or attribute(node, "title")).split())
    named = _EMOJI_CLASS.search(attribute(node, "class")) or _EMOJI_SOURCE.search(source)
    if text and (_is_emoji(text) or (named and len(text) <= _LONGEST_EMOJI)):
        return text
    if text and _BRACKETED.fullmatch(text) and text[1:-1].lower() not in _PICTURE_WORDS:
        return text
    code = _CODE_POINTS.search(source) if named and not text else None
    if code is None:
        return ""
    points = [int(point, 16) for point in re.split("[-_]", code[1])]
    return "".join(map(chr, points)) if all(0xA9 <= p < 0x1FB00 for p in points) else ""


def _is_emoji(text: str) -> bool:
    return len(text) <= _LONGEST_EMOJI and all(
        ord(c) > 0x203B and not c.isalnum() and not 0x3000 <= ord(c) < 0x3030 and ord(c) < 0xE0080
        and not 0xE000 <= ord(c) <= 0xF8FF and not 0xFF00 <= ord(c) < 0xFFF0
        for c in text
    )  # fmt: skip


def is_small(node: LexborNode) -> bool:
    """Whether the page gives an image the size of an icon."""
    style = attribute(node, "style")
    sizes = [
        _PIXELS.match(attribute(node, name))
        or re.search(rf"(?:^|[;\s]){name}\s*:\s*(\d+)px", style)
        for name in ("width", "height")
    ]
    return all(size is not None and int(size[1][:6]) <= _ICON for size in sizes)


def remove_empty_links(root: LexborNode) -> None:
    """Remove links around nothing to a picture that stands elsewhere in the text.

    Editors leave them where a picture was moved; a link to any other picture is all that is left of
    it.
    """
    links = root.css("a[href]:empty")
    empty = [link for link in links if PICTURE_FILE.search(attribute(link, "href"))]
    if not empty:
        return
    shown = {_file_name(image_source(image)) for image in root.css("img")}
    for link in empty:
        if _file_name(attribute(link, "href")) in shown:
            link.decompose()


def _file_name(source: str) -> str:
    return unquote(source.split("?")[0].split("#")[0].rsplit("/", 1)[-1])


def _is_file_name(text: str, source: str) -> bool:
    if " " in text or not _MADE_BY_MACHINE.search(text):
        return False
    name = _file_name(source)
    return key(_EXTENSION.sub("", text)) in (key(_EXTENSION.sub("", name)), key(name))


def _is_repeated(said: str, node: LexborNode) -> bool:
    """Whether the next text, a caption or the title of a teaser, starts with the same words."""
    if not said:
        return False
    here: LexborNode | None = node
    for _ in range(_FURTHEST):
        following = neighbours.behind(here) if here is not None else None
        if following is not None:
            if following.tag == "-text":
                return False
            behind = key(following.text(deep=True)[:1_000])
            return behind == said or (len(said) >= _LONG and behind.startswith(said))
        here = here.parent if here is not None else None
        if here is None or here.tag in ("td", "th", "li", "body"):
            return False
    return False


def key(text: str) -> str:
    """The letters and digits of a text, without case."""
    return "".join(c for c in text.casefold() if c.isalnum())
