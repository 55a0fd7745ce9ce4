"""Players of sound and films: the page that a person would open, and a name for the link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.html import targets
from reader.document.html.measures import attribute
from reader.document.html.media.image_sources import is_tracker
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PAGES = (
    (r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/(?!videoseries)([\w-]{5,20})",
     "https://www.youtube.com/watch?v={}"),
    (r"player\.vimeo\.com/video/(\d{1,12})", "https://vimeo.com/{}"),
    (r"player\.bilibili\.com/player\.html\?(?:[^#]{0,300}&)?bvid=(BV\w{2,12})",
     "https://www.bilibili.com/video/{}"),
    (r"player\.bilibili\.com/player\.html\?(?:[^#]{0,300}&)?aid=(\d{1,12})",
     "https://www.bilibili.com/video/av{}"),
    (r"v\.qq\.com/(?:txp/)?iframe/(?:player|preview)\.html\?(?:[^#]{0,300}&)?vid=(\w{5,20})",
     "https://v.qq.com/x/page/{}.html"),
    (r"player\.youku\.com/embed/([\w=]{5,30})", "https://v.youku.com/v_show/id_{}.html"),
    (r"(?:www\.)?dailymotion\.com/embed/video/(\w{3,20})",
     "https://www.dailymotion.com/video/{}"),
    (r"open\.spotify\.com/embed/([\w/-]{5,60})", "https://open.spotify.com/{}"),
    (r"embed\.ted\.com/talks/([\w/-]{3,120})", "https://www.ted.com/talks/{}"),
)  # fmt: skip
_KNOWN = tuple((re.compile(rf"(?i)(?:https?:)?//{pattern}"), page) for pattern, page in _PAGES)
_SAYS_NOTHING = re.compile(
    r"(?i)(?:(?:youtube|vimeo|embedded|spotify)\s+)?(?:video player|iframe|player|embed|video"
    r"|embedded content|content|视频|音频)"
)
_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-url")
_VIDEO_IDS = (
    ("amp-youtube", "data-videoid", "https://www.youtube.com/watch?v={}"),
    ("lite-youtube", "videoid", "https://www.youtube.com/watch?v={}"),
    ("youtube-video", "videoid", "https://www.youtube.com/watch?v={}"),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/{}"),
    ("lite-vimeo", "videoid", "https://vimeo.com/{}"),
)
PLAYERS = (
    *("iframe", "video", "audio", "embed", "amp-video", "amp-audio", "amp-iframe"),
    *(tag for tag, _, _ in _VIDEO_IDS),
)
VOICES = ("mpvoice", "mp-common-mpaudio", "qqmusic", "mp-common-videosnap")
"""WeChat's players, which have no address of their own."""
_VOICE_NAMES = ("name", "musicname", "music_name", "data-nickname", "data-title", "title")
_FILE = re.compile(r"(?i)\.(?:mp[34]|m4[av]|webm|og[gav]|opus|wav|flac|aac|mov|m3u8|mkv|avi|flv)$")


def address(node: LexborNode) -> str:
    """Where a player's film or sound can be opened; "" if it says nowhere, or counts readers."""
    for tag, name, page in _VIDEO_IDS:
        if node.tag == tag:
            identifier = attribute(node, name)
            return page.format(identifier) if re.fullmatch(r"[\w-]{1,40}", identifier) else ""
    source = next((found for name in _SOURCES if (found := attribute(node, name))), "")
    if not source:
        inner = node.css_first("source[src]")
        source = attribute(inner, "src") if inner is not None else ""
    if is_tracker(source):
        return ""
    for pattern, page in _KNOWN:
        match = pattern.match(source)
        if match:
            return page.format(match[1])
    return targets.safe_target(source)


def name(node: LexborNode, href: str) -> str:
    """What to call a player: its title, else the site, for a file its name and the site."""
    for title in (attribute(node, "title"), attribute(node, "aria-label")):
        if title and not _SAYS_NOTHING.fullmatch(title):
            return " ".join(title.split())
    host = targets.host(href)
    file = unquote(href.split("?")[0].split("#")[0].rsplit("/", 1)[-1])
    if _FILE.search(file):
        return " · ".join(filter(None, (file, host)))
    return host or file or (node.tag or "")


def voice_name(node: LexborNode) -> str:
    """The name of a sound or a film in WeChat, with who made it."""
    title = next((found for name in _VOICE_NAMES if (found := attribute(node, name))), "")
    maker = attribute(node, "singer") or attribute(node, "author") or attribute(node, "data-desc")
    return " · ".join(dict.fromkeys(filter(None, (clean_name(title), clean_name(maker)))))


def clean_name(text: str) -> str:
    return " ".join(unescape(unescape(text)).split())[:200]
