"""The text of an entry as HTML: made of plain text, its addresses absolute, its words alone."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urljoin

from reader.document.addresses import parse_address
from reader.document.html.bounds import bounded

_ADDRESSES: Final = ("href", "src", "poster", "cite", "data-src", "data-original")
_SELECTOR: Final = ",".join(f"[{name}]" for name in (*_ADDRESSES, "srcset"))
_ABSOLUTE: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)
_CANDIDATE: Final = re.compile(r"[^\s,][^\s]*+(?:\s+[^\s,]++)?")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*+")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'）」》，。；、]{1,2000}", re.IGNORECASE)


def absolute(markup: str, base: str) -> str:
    """HTML in which all addresses are absolute; fragments of the text itself stay."""
    if not base or not any(name in markup for name in ("href", "src", "poster", "cite", "HREF")):
        return markup
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(f"<body>{bounded(markup)}")
    if tree.body is None:
        return markup
    for node in tree.css(_SELECTOR):
        for name, value in node.attributes.items():
            if name in _ADDRESSES and value:
                node.attrs[name] = join(base, value)
            elif name == "srcset" and value:
                node.attrs[name] = _CANDIDATE.sub(lambda found: join(base, found[0]), value)
    return (tree.body.inner_html or "").strip()


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
