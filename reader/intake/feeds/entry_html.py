"""The text of an entry as HTML, made of plain text; its words alone; addresses in a feed."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

from reader.document.addresses import parse_address
from reader.document.html.bounds import bounded

_ABSOLUTE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*+")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'）」》，。；、]{1,2000}", re.IGNORECASE)


def join(base: str, address: str) -> str:
    """An address as seen from a base; as it is if nothing can be made of it."""
    if not base or _ABSOLUTE.match(address):
        return address.strip()
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def web_address(base: str, address: str) -> str:
    """An absolute address of http or https; empty if this is none."""
    joined = " ".join(join(base, address).split()).replace(" ", "%20")
    if joined.lower().startswith("feed:"):  # the scheme that subscribed to feeds
        rest = joined[5:]
        joined = rest if rest.lower().startswith("http") else f"http:{rest}"
    found = parse_address(joined)
    return joined if found and not found.url.startswith("mailto:") else ""


def of_plain_text(text: str) -> str:
    """Paragraphs where lines are left empty; the addresses in them are links."""
    paragraphs = _PARAGRAPHS.split(text.strip())
    return "\n".join(
        f"<p>{'<br>'.join(map(_linked, paragraph.splitlines()))}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )


def words(markup: str) -> str:
    """The words of HTML on one line."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(f"<body>{bounded(markup)}")
    tree.strip_tags(["script", "style", "noscript", "template"])
    return " ".join(tree.body.text(separator=" ").split()) if tree.body else ""


def line(markup: str) -> str:
    """The words of HTML within a line, such as a title: no space where a tag stands."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(f"<body>{bounded(markup)}")
    return " ".join(tree.body.text().split()) if tree.body else ""


def _linked(text: str) -> str:
    pieces: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = html.escape(found[0].rstrip(".,;:!?)]"))
        pieces += [html.escape(text[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.start() + len(found[0].rstrip(".,;:!?)]"))
    pieces.append(html.escape(text[at:]))
    return "".join(pieces)
