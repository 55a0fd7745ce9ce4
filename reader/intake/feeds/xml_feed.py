"""RSS, RDF and Atom, by feedparser.

feedparser is given a text, never an address, and opens nothing. Its own sanitizing stays off: it
would take ruby, MathML, custom elements and whatever it does not know out of the text, and what is
active goes when the text is written. So does its resolving of addresses within HTML, which writes
all markup anew by the rules of SGML. It takes quadratic time over several hostile inputs, and
raises whatever it likes over others: it runs in a process of its own, see `isolated`.
"""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

from reader.errors import ReaderError
from reader.intake.feeds import entry_html, whole_text
from reader.intake.feeds.feed import MOST_ENTRIES, Feed, FeedEntry
from reader.intake.syntax.xml import prolog
from reader.library.metadata import dates
from reader.text.references import unescape

_MOST_TAGS: Final = 50
_ENTRY_END: Final = re.compile(r"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@()<>]{1,100}@[^\s@()<>]{1,200}")
_PLAIN: Final = "text/plain"
_SUMMARY: Final = range(16, 1001)
"""Characters of a summary that says something, and is not the text itself."""

_Values = Mapping[str, Any]


def parse(text: str, url: str) -> Feed:
    """The feed in a text that was found at an address; empty: in a file.

    Raises ReaderError if it is none.
    """
    import feedparser

    document = prolog.document(_first_entries(text))
    try:
        parsed = feedparser.parse(
            io.BytesIO(document.encode("utf-8")),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # also ValueError, TypeError, KeyError of its own making
        raise ReaderError("is a feed that cannot be read") from error
    if not parsed.get("version") and not parsed.entries:
        raise ReaderError("is no feed")
    head: _Values = parsed.feed
    title = _line(head, "title")
    feed_author = _author(head)
    base = url or entry_html.web_address("", _text(head, "link"))
    entries = (_entry(values, base, title, feed_author) for values in parsed.entries[:MOST_ENTRIES])
    return Feed(url, title, _text(head, "language"), tuple(entries))


def _first_entries(text: str) -> str:
    """Without the entries beyond the most that are read; what follows the last one stays."""
    ends = [found.end() for found in islice(_ENTRY_END.finditer(text), MOST_ENTRIES)]
    if len(ends) < MOST_ENTRIES:
        return text
    last = ends[-1]
    for found in _ENTRY_END.finditer(text, last):
        last = found.end()
    return text[: ends[-1]] + text[last:]


def _entry(values: _Values, base: str, feed_title: str, feed_author: str) -> FeedEntry:
    source = values.get("source")
    origin = _line(source, "title") if isinstance(source, Mapping) else ""
    url = _address(values, base)
    body, is_whole = _body(values, base, url or base)
    summary = "" if is_whole and not values.get("content") else _summary(values)
    return FeedEntry(
        id=_text(values, "id"),
        url=url,
        title=_line(values, "title"),
        author=_author(values) or ("" if origin else feed_author),
        published=_published(values),
        source=origin or feed_title,
        tags=tuple(_tags(values)),
        language=_language(values),
        summary=summary if len(summary) in _SUMMARY else "",
        body=body,
        is_whole=is_whole,
    )


def _address(values: _Values, base: str) -> str:
    """FeedBurner's original, the alternate, a link of no other use, an id that is an address."""
    links = [link for link in values.get("links") or () if isinstance(link, Mapping)]
    others = [_text(link, "href") for link in links if link.get("rel") not in _NO_PAGES]
    named = _text(values, "id")
    wanted = (_text(values, "feedburner_origlink"), _text(values, "link"), *others)
    for address in (*wanted, named if "://" in named else ""):
        if address and (found := entry_html.web_address(base, address)):
            is_enclosure = any(
                link.get("rel") == "enclosure" and _text(link, "href") == address for link in links
            )
            if not is_enclosure:
                return found
    return ""


_NO_PAGES: Final = frozenset(
    ("enclosure", "self", "edit", "replies", "hub", "next", "previous", "license", "via", "related")
)


def _body(values: _Values, feed: str, base: str) -> tuple[str, bool]:
    """The longest text of the entry as HTML, and whether it is the article.

    Addresses in it are seen from a base that is stated (RFC 4287, 2), other than that of the feed,
    else from `base`.
    """
    contents = [each for each in values.get("content") or () if isinstance(each, Mapping)]
    content = max(contents, key=lambda each: len(_text(each, "value")), default=None)
    detail = values.get("summary_detail")
    described = detail if isinstance(detail, Mapping) else {"value": values.get("summary")}
    description = _markup(described)
    markup = _markup(content) if content is not None else ""
    if content is not None and markup and len(markup) * 2 >= len(description):
        is_whole = whole_text.is_whole_content(entry_html.words(markup))
    else:
        content, markup = described, description
        is_whole = whole_text.is_whole_description(markup, entry_html.words(markup))
    stated = _text(content, "base")
    absolute = entry_html.absolute(markup, base if stated in ("", feed) else stated)
    return absolute, bool(markup) and (is_whole or _is_media(values))


def _markup(content: _Values) -> str:
    """The content as HTML."""
    value = _text(content, "value")
    kind = _text(content, "type")
    if kind == _PLAIN or (kind.startswith("text/") and kind not in ("text/html", "text/xhtml")):
        return entry_html.of_plain_text(value)
    if kind and "html" not in kind:
        return ""
    return value if "<" in value else entry_html.of_plain_text(unescape(value))


def _is_media(values: _Values) -> bool:
    """Whether it is heard or seen: its page has no more to read than the feed."""
    if values.get("yt_videoid"):
        return True
    links = values.get("links") or ()
    return any(
        isinstance(link, Mapping)
        and link.get("rel") == "enclosure"
        and _text(link, "type").startswith(("audio/", "video/"))
        for link in links
    )


def _summary(values: _Values) -> str:
    if values.get("content"):
        summary = values.get("summary")
        if any(summary == each.get("value") for each in values["content"]):
            return ""  # feedparser makes one of the content
    return entry_html.words(_text(values, "summary"))


def _published(values: _Values) -> str:
    for name in ("published", "created", "updated", "prism_publicationdate"):
        if found := dates.parse(_text(values, name)):
            return found.iso
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        if moment := values.get(name):
            try:
                seconds = timegm(moment)
                return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
            except (ValueError, TypeError, OverflowError, OSError):
                continue
    return ""


def _author(values: _Values) -> str:
    """The names of the authors; an address of mail is none."""
    names = [_person(each) for each in values.get("authors") or () if isinstance(each, Mapping)]
    named = list(dict.fromkeys(filter(None, names)))
    if not named:
        named = [_bare_name(_text(values, "author"))]
    return ", ".join(filter(None, named))


def _person(values: _Values) -> str:
    return _bare_name(_text(values, "name"))


def _bare_name(name: str) -> str:
    """`Ann Reed` of `ann@example.org (Ann Reed)`."""
    return entry_html.line(_MAIL.sub("", name[:500])).strip("()<> ")


def _tags(values: _Values) -> Iterator[str]:
    seen: set[str] = set()
    for tag in (values.get("tags") or ())[:_MOST_TAGS]:
        name = entry_html.line(_text(tag, "label") or _text(tag, "term"))
        if name and name.casefold() not in seen and "://" not in name:
            seen.add(name.casefold())
            yield name


def _language(values: _Values) -> str:
    for content in (*(values.get("content") or ()), values.get("title_detail")):
        if isinstance(content, Mapping) and (language := _text(content, "language")):
            return language
    return ""


def _line(values: _Values, name: str) -> str:
    """A value on one line; as it is if it is said to be plain text."""
    value = _text(values, name)
    detail = values.get(f"{name}_detail")
    if isinstance(detail, Mapping) and detail.get("type") == _PLAIN:
        return " ".join(value.split())
    return entry_html.line(value)


def _text(values: _Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
