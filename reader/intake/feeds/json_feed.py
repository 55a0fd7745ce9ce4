"""JSON Feed (https://jsonfeed.org/version/1.1), and the JSON of Google Reader's interface.

The latter is what Inoreader, FreshRSS, The Old Reader and BazQux give for starred items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.errors import ReaderError
from reader.intake.feeds import entry_html, whole_text
from reader.intake.feeds.feed import MOST_ENTRIES, Feed, FeedEntry
from reader.library.metadata import dates, json_values

_Values = Mapping[str, object]

_LABEL: Final = re.compile(r"user/[^/]{1,80}/label/(.+)")


def parse(text: str, url: str) -> Feed:
    """The JSON Feed in a text that was found at an address; empty: in a file.

    Raises ReaderError if it is none.
    """
    head = _head(text)
    base = url or _text(head, "feed_url") or _text(head, "home_page_url")
    title = _text(head, "title")
    author = _authors(head)
    entries = (_entry(item, base, title, author, _text(head, "language")) for item in _items(head))
    return Feed(url, title, _text(head, "language"), tuple(entries))


def parse_stream(text: str, url: str) -> Feed:
    """Items of Google Reader's interface. Raises ReaderError if there are none."""
    head = _head(text)
    title = _text(head, "title")
    return Feed(url, title, "", tuple(_stream_entry(item, url) for item in _items(head)))


def _head(text: str) -> _Values:
    try:
        head = json_values.load(text)
    except ValueError as error:
        raise ReaderError(f"is a damaged feed ({error})") from error
    if not isinstance(head, Mapping):
        raise ReaderError("is no feed")
    return head


def _items(head: _Values) -> Iterator[_Values]:
    items = head.get("items")
    for item in items[:MOST_ENTRIES] if isinstance(items, list) else ():
        if isinstance(item, Mapping):
            yield item


def _entry(item: _Values, base: str, feed_title: str, feed_author: str, language: str) -> FeedEntry:
    url = entry_html.web_address(base, _text(item, "url") or _text(item, "external_url"))
    if not url and "://" in _text(item, "id"):
        url = entry_html.web_address("", _text(item, "id"))
    markup = _text(item, "content_html")
    body = markup or entry_html.of_plain_text(_text(item, "content_text"))
    return FeedEntry(
        id=_text(item, "id"),
        url=url,
        title=_line(item, "title"),
        author=_authors(item) or feed_author,
        published=_date(item, "date_published", "date_modified"),
        source=feed_title,
        tags=tuple(_names(item.get("tags"))),
        language=_text(item, "language") or language,
        summary=_line(item, "summary"),
        body=body,
        base=url or base,
        is_whole=whole_text.is_whole_content(entry_html.words(body)) or _is_media(item, body),
    )


def _is_media(item: _Values, body: str) -> bool:
    """Whether it is heard or seen: its page has no more to read than the feed."""
    attached = item.get("attachments")
    return bool(body) and any(
        isinstance(each, Mapping) and _text(each, "mime_type").startswith(("audio/", "video/"))
        for each in (attached if isinstance(attached, list) else ())
    )


def _stream_entry(item: _Values, base: str) -> FeedEntry:
    url = next(
        (
            found
            for name in ("canonical", "alternate")
            for href in _hrefs(item.get(name))
            if (found := entry_html.web_address(base, href))
        ),
        "",
    )
    body, text = "", ""
    for name in ("content", "summary"):
        part = item.get(name)
        body = body or (_text(part, "content") if isinstance(part, Mapping) else "")
    text = entry_html.words(body)
    origin = item.get("origin")
    return FeedEntry(
        id=_text(item, "id"),
        url=url,
        title=_line(item, "title"),
        author=_line(item, "author"),
        published=_date(item, "published", "updated"),
        source=_line(origin, "title") if isinstance(origin, Mapping) else "",
        tags=tuple(_labels(item)),
        body=body,
        base=url or base,
        is_whole=whole_text.is_whole_description(body, text),
    )


def _hrefs(links: object) -> Iterator[str]:
    for link in links if isinstance(links, list) else ():
        if isinstance(link, Mapping):
            yield _text(link, "href")


def _labels(item: _Values) -> Iterator[str]:
    """The owner's own labels, and the feed's categories; not states such as `read`."""
    for name in _names(item.get("categories")):
        label = _LABEL.fullmatch(name)
        if label:
            yield label[1]
        elif not name.startswith("user/"):
            yield name


def _authors(values: _Values) -> str:
    """`authors` of version 1.1, `author` of version 1."""
    authors = values.get("authors")
    listed = authors if isinstance(authors, list) else [values.get("author")]
    names = (_line(each, "name") for each in listed if isinstance(each, Mapping))
    return ", ".join(dict.fromkeys(filter(None, names)))


def _names(value: object) -> Iterator[str]:
    for name in value if isinstance(value, list) else ():
        if isinstance(name, str) and name.strip():
            yield name.strip()


def _date(values: _Values, *names: str) -> str:
    return dates.iso(*(_text(values, name) for name in names))


def _line(values: _Values, name: str) -> str:
    """Plain text on one line; some write references in it all the same."""
    value = _text(values, name)
    return entry_html.line(value) if "&" in value else " ".join(value.split())


def _text(values: _Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
