"""What keeps a page from being read as it came: payment, scripts, another page behind it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from reader.document.html.measures import attribute
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_FEW: Final = 200
"""Letters up to which a page that wants scripts has nothing else to say."""
_MOST_TOLD: Final = 20
_LONGEST_TOLD: Final = 1_000
_MOST_SCRIPTS: Final = 100
_LONGEST_SCRIPT: Final = 1_000_000
_MOST_ITEMS: Final = 500
_SELECTOR: Final = re.compile(r"[.#][A-Za-z_][\w-]{0,80}")
_WANTED: Final = (
    r"(?:enabl|requir|need|turn(?:ed)? (?:it )?on|activ|aktiv|without|disabl|support|allow|habilit"
    r"|ativ|necesit|включ|启用|啟用|开启|開啟|打开|支持|需要|有効|無効|필요|활성)"
)
_WANTS_SCRIPTS: Final = re.compile(
    rf"{_WANTED}.{{0,80}}?java\s?script|java\s?script.{{0,80}}?{_WANTED}"
    r"|checking (?:if the site connection is secure|your browser)|just a moment"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|unusual traffic"
    r"|人机验证|安全验证|请完成验证|环境异常|正在加载|加载中",
    re.IGNORECASE | re.DOTALL,
)
"""What such a page says, and those that look whether a person asks."""
_COMMENTS: Final = re.compile(r"comment|disqus|评论|留言", re.IGNORECASE)
"""What a page may want scripts for besides."""
_APPLICATION: Final = (
    "#root:empty, #app:empty, #__next:empty, #__nuxt:empty, #___gatsby:empty, app-root,"
    " #application:empty, [data-reactroot]:empty, #main-app:empty, #react-root:empty"
)
"""Where a script puts all of a page."""
_REFRESH: Final = re.compile(
    r"\s{0,20}(\d{1,9})?(?:\.\d{0,9})?\s{0,20}[;,]?\s{0,20}(?:url\s{0,9}=\s{0,9})?(['\"]?)(.{1,2000})",
    re.IGNORECASE | re.DOTALL,
)
_UNREADABLE: Final = re.compile(
    r"\"isAccessibleForFree\"\s{0,20}:\s{0,20}\"?(?:https?://schema\.org/)?false", re.IGNORECASE
)
"""What is found in linked data that no parser takes."""
_SOON: Final = 10
"""Seconds after which a page may go on to another and is no more than a sign to it."""
_TIER: Final = "meta[property='article:content_tier'], meta[name='article:content_tier']"
_LOCKED: Final = frozenset(("locked", "paid", "premium", "subscriber", "subscribers", "paywalled"))
_METERED: Final = frozenset(("metered", "registration", "hard-metered"))


@dataclass(frozen=True, slots=True)
class PageAccess:
    """What a publisher says of who may read a page (schema.org, `isAccessibleForFree`)."""

    is_paid: bool = False
    is_metered: bool = False
    """Whether some of its pages may be read without paying."""
    paid_parts: tuple[str, ...] = ()
    """Selectors of the parts that are not free."""

    @property
    def notice(self) -> str:
        """For the owner; empty for a page that is free."""
        if self.is_metered:
            return "Its publisher lets everybody read a few articles, and charges for more."
        if self.is_paid:
            return (
                "Its publisher charges for it: what is free was kept. If you have paid, open it in"
                " a browser and save the page."
            )
        return ""


def page_access(tree: LexborHTMLParser) -> PageAccess:
    """What a page, scripts and all, says of who may read it."""
    tier = ""
    for node in tree.css(_TIER):
        tier = tier or attribute(node, "content").strip().lower()
    items = [*_items(tree)]
    is_paid = tier in _LOCKED or any(_is_false(item.get("isAccessibleForFree")) for item in items)
    for node in tree.css("[itemprop=isAccessibleForFree]")[:_MOST_ITEMS]:
        is_paid = is_paid or _is_false(attribute(node, "content") or node.text(deep=True))
    if tier == "free":
        return PageAccess()
    is_metered = tier in _METERED
    parts = (selector for item in items for selector in _selectors(item))
    return PageAccess(is_paid or is_metered, is_metered, tuple(dict.fromkeys(parts)))


def remove_paid_parts(tree: LexborHTMLParser, access: PageAccess) -> None:
    """Take out the parts that a publisher names as not free, where all of the page is not."""
    if not access.is_paid or access.is_metered or tree.body is None:
        return
    for selector in access.paid_parts:
        for node in reversed(tree.body.css(selector)):
            node.decompose()


def wants_scripts(tree: LexborHTMLParser, shown: int) -> bool:
    """Whether a page, of which so many letters are shown, has its text in scripts alone.

    Takes the scripts out of the tree.
    """
    if shown > _FEW or tree.body is None:
        return False
    if tree.css_first(_APPLICATION) is not None:
        return True
    scripts = tree.css("script, style, template")
    told = [node.text(deep=True)[:_LONGEST_TOLD] for node in tree.css("noscript")[:_MOST_TOLD]]
    for node in reversed(scripts):
        node.decompose()
    whole = tree.body.text(deep=True)
    told += [whole] if visible_length(whole) <= 2 * _FEW else []
    if any(_WANTS_SCRIPTS.search(text) and not _COMMENTS.search(text) for text in told):
        return True
    return bool(scripts) and shown == 0


def refresh_target(tree: LexborHTMLParser, base: str) -> str:
    """Where a page sends a browser at once (HTML, 4.2.5.3, refresh); empty if it stays."""
    for node in tree.css("meta[http-equiv=refresh i]")[:3]:
        found = _REFRESH.fullmatch(attribute(node, "content")[:2_100])
        if found is None or int(found[1] or 0) > _SOON or not (found[2] or found[3].strip()):
            continue
        target = found[3].partition(found[2])[0] if found[2] else found[3]
        try:
            return str(urljoin(base, target.strip()))
        except ValueError:
            continue
    return ""


def _items(tree: LexborHTMLParser) -> Iterator[dict[str, object]]:
    for script in tree.css("script[type*='ld+json' i]")[:_MOST_SCRIPTS]:
        source = script.text(deep=True)
        if "isAccessibleForFree" not in source or len(source) > _LONGEST_SCRIPT:
            continue
        try:
            queue: list[object] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            if _UNREADABLE.search(source):
                yield {"isAccessibleForFree": False}
            continue
        for at in range(_MOST_ITEMS):
            if at >= len(queue):
                break
            item = queue[at]
            if isinstance(item, list):
                queue += item[:50]
            elif isinstance(item, dict):
                yield item
                queue += [item.get(name) for name in ("@graph", "mainEntity", "hasPart")]


def _is_false(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower().rpartition("/")[2] in ("false", "no", "0")
    return value is False


def _selectors(item: dict[str, object]) -> Iterator[str]:
    """What names a part that is not free, as far as it is a class or an identifier."""
    if not _is_false(item.get("isAccessibleForFree")):
        return
    written = item.get("cssSelector")
    for selector in written[:20] if isinstance(written, list) else [written]:
        for each in str(selector or "")[:500].split(","):
            if _SELECTOR.fullmatch(each.strip()):
                yield each.strip()
