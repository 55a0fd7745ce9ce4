"""RSS, Atom and RDF feeds: each item a section with its date and its content."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from itertools import islice

from reader.document import escape
from reader.document.html import tag_stripping
from reader.text.references import unescape

_ITEM = re.compile(r"<(item|entry)(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
_CONTENT = ("content:encoded", "content", "description", "summary", "body", "xhtml:body")
_FULL_TEXT = ("yandex:full-text", "turbo:content")
_WORD = re.compile(r"\w+")
_CDATA = "<![CDATA["
_PREFIX = re.compile(r"<(/?)(?:xhtml|html|xh|h):(?=[a-z])", re.IGNORECASE)
_TEXT_TYPE = re.compile(r"\btype=[\"'](?:text|text/plain)[\"']")
_BLOCK_TAG = re.compile(
    r"</(?:p|div|ul|ol|a|h[1-6]|blockquote|pre)>|<br\s?/?>|<img\s", re.IGNORECASE
)
_LINK = re.compile(r"<link\s([^<>]{0,4000})>")
_MOST_LINKS = 10
_DATES = ("pubDate", "published", "dc:date", "updated", "issued", "modified", "created")
_AUTHORS = ("dc:creator", "author")
_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?$"
)
_MAX_ITEMS = 2_000


def to_markdown(xml: str, convert: Callable[[str], str]) -> str:
    """Write a feed as Markdown; `convert` makes Markdown of an item's HTML."""
    sections: list[str] = []
    starts = [match for match, _ in zip(_ITEM.finditer(xml), range(_MAX_ITEMS), strict=False)]
    channel = xml[: starts[0].start()] if starts else xml
    about = _value(channel, ("description", "subtitle", "tagline"))
    if about.strip():
        sections.append(convert(about).strip())
    for number, start in enumerate(starts):
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(xml)
        end = xml.find(f"</{start[1]}", start.end(), limit)
        if end < 0:
            end = limit
        sections.append(_section(xml[start.end() : end], convert))
    if not starts:
        sections.append(convert(re.sub(r"<[?!][^>]*>", "", xml)).strip())
    return "\n\n".join(section for section in sections if section) + "\n"


def _section(item: str, convert: Callable[[str], str]) -> str:
    title = _line(_value(item, ("title",)))
    link = _line(_value(item, ("link",))) or _href(item)
    date = _when(_line(_value(item, _DATES)))
    author = _value(item, _AUTHORS)
    author = _line(_value(author, ("name",)) or author)
    parts: list[str] = []
    if title or date or link:
        # An item without a title still has to begin somewhere.
        heading = title or date or link
        date, link = (date, link) if title else ("", link if date else "")
        parts.append(f"## {escape.escape(heading, heading=True)}")
    about = " · ".join(escape.escape_inside(part) for part in (date, author) if part)
    if link.startswith(("http://", "https://")):
        target = re.sub(r"[\s()<>\\\[\]]", lambda match: f"%{ord(match[0]):02X}", link)
        about = f"{about} · <{target}>" if about else f"<{target}>"
    if about:
        parts.append(about)
    parts += filter(None, (convert(html).strip("\n") for html in _contents(item)))
    if not parts:
        parts.append(escape.escape(_line(tag_stripping.strip_tags(item))))
    return "\n\n".join(parts)


def _contents(item: str) -> Iterator[str]:
    """The content of an item as HTML; before a full text what only its description says."""
    about = _value(item, _CONTENT)
    full = "" if "<content:encoded" in item else _value(item, _FULL_TEXT)
    if not full or not set(_WORD.findall(_line(about))) <= set(_WORD.findall(_line(full))):
        yield about
    if full:
        yield full


def _when(date: str) -> str:
    """`2006-01-03 21:36` for a date of RFC 2822 or 3339, in the author's time zone."""
    found = _RFC_3339.match(date)
    if found:
        return " ".join(found.groups())
    try:
        return f"{parsedate_to_datetime(date):%Y-%m-%d %H:%M}"
    except ValueError:
        return date


def _value(item: str, names: tuple[str, ...]) -> str:
    """The content of the first of these elements that has one, as HTML."""
    for name in names:
        for match in re.finditer(rf"<{name}(?=[\s>])([^<>]{{0,2000}})(?<!/)>", item):
            pieces = _pieces(item, match.end(), name)
            if pieces is None:
                break
            value = "".join(pieces).strip()
            if value:
                return _of_type(value, match[1])
    return ""


def _pieces(item: str, start: int, name: str) -> list[str] | None:
    """What an element holds: its CDATA sections as they are, what is escaped without escapes.

    None if it has no end; of what should be content all that follows is it: the file was cut.
    """
    pieces: list[str] = []
    closing = f"</{name}"
    at = start
    end = item.find(closing, at)
    while True:
        section = item.find(_CDATA, at, end if end >= 0 else len(item))
        if section < 0:
            break
        stop = item.find("]]>", section)
        stop = stop if stop >= 0 else len(item)
        pieces += (_unescaped(item[at:section]), item[section + len(_CDATA) : stop])
        at = min(stop + 3, len(item))
        # A section may show the end tag in its text.
        end = item.find(closing, at) if 0 <= end < at else end
    if end < 0 and name not in (*_CONTENT, *_FULL_TEXT):
        return None
    pieces.append(_unescaped(item[at : end if end >= 0 else len(item)]))
    return pieces


def _unescaped(value: str) -> str:
    """XHTML stands as it is; anything else is HTML escaped once more."""
    return _PREFIX.sub(r"<\1", value) if "<" in value else unescape(value)


def _of_type(value: str, attributes: str) -> str:
    """Atom's plain text as HTML (RFC 4287, 3.1.1), unless it is HTML all the same."""
    is_text = _TEXT_TYPE.search(attributes) is not None and not _BLOCK_TAG.search(value)
    return _as_html(value) if is_text else value


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{part.strip()}</p>" for part in escaped.split("\n\n") if part.strip())


def _line(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]{0,1000}>", " ", html)).split())


def _href(item: str) -> str:
    """The address of the page: `<link rel="alternate">`, which may go without saying so."""
    links = [match[1] for match in islice(_LINK.finditer(item), _MOST_LINKS)]
    pages = [link for link in links if "rel=" not in link or "alternate" in link]
    for link in (*pages, *links):
        if match := re.search(r"\bhref=[\"']([^\"'<>]{1,2000})", link):
            return unescape(match[1]).strip()
    return ""
