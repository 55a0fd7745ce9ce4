"""The feeds that a page names."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from reader.document.html.bounds import bounded
from reader.intake.feeds import entry_html
from reader.intake.web.answer import WebAnswer

_TYPES: Final = frozenset(
    (
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "text/rss",
        "text/atom+xml",
    )
)
_HEAD: Final = 256 * 1024
"""Characters in which a page names its feeds."""
_LESSER: Final = ("comment", "评论", "評論", "コメント", "댓글")


def feed_of(answer: WebAnswer) -> str:
    """The address of the first feed that a page names; empty if it names none."""
    text = answer.data[:_HEAD].decode("utf-8", "replace")  # addresses are ASCII
    return next(iter(feed_addresses(text, answer.url)), "")


def feed_of_front_page(answer: WebAnswer) -> str:
    """The feed of a site, if the page is its front page; empty if not, or if it has none."""
    parts = urlsplit(answer.url)
    return feed_of(answer) if parts.path in ("", "/") and not parts.query else ""


def feed_addresses(html: str, url: str) -> tuple[str, ...]:
    """The feeds that a page at an address names, in its order; those of comments come last."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(bounded(html[:_HEAD]))
    base_node = tree.css_first("base[href]")
    base = entry_html.join(url, (base_node.attributes.get("href") or "") if base_node else "")
    found: dict[str, bool] = {}
    for node in tree.css("link[href][rel]"):
        values = {name.lower(): value or "" for name, value in node.attributes.items()}
        kind = values.get("type", "").partition(";")[0].strip().lower()
        if "alternate" not in values["rel"].lower().split() or kind not in _TYPES:
            continue
        if address := entry_html.web_address(base or url, values["href"]):
            said = f"{values.get('title', '')} {address}".lower()
            found.setdefault(address, any(word in said for word in _LESSER))
    return tuple(sorted(found, key=found.__getitem__))
