"""Metadata of one article, from front matter, `<head>`, body and file name.

Every string that leaves this module is one safe line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import Fact, FactName, Origin, PageFacts
from reader.library.article import Article, ArticleDate, join_origins
from reader.library.files.copy_names import without_conflict
from reader.library.metadata import byline, dates, field_names, generator_fields, title
from reader.library.metadata.front_matter import Form, ParsedFile
from reader.library.metadata.values import tags, wiki_links
from reader.library.metadata.values.persons import persons
from reader.text.grapheme import previous_boundary
from reader.text.language import guess_language
from reader.text.references import unescape
from reader.text.safe import clean_line
from reader.text.unicode.scripts import HAN, HANGUL, KANA

BEGINNING = 100_000
"""Characters of a body whose text tells its language, and its title where nothing else does."""
_LONGEST_TITLE = 300
_LONGEST_SUMMARY = 500
_LONGEST_TAG = 60
_MAX_TAGS = 40
_MAX_URL = 4096
_DAY = len("2024-03-09")
_ACCOUNTS = (Origin.PAGE_SCRIPT, Origin.SITE_LAYOUT)
_LONGEST_VALUE = 4096
"""Characters of a value that are looked at: none that is shown is longer."""

_NAME_KEYS = (
    "name",
    "title",
    "display_name",
    "displayName",
    "full_name",
    "fullName",
    "label",
    "value",
    "text",
    "rendered",
    "zh",
    "en",
)
_PATH_KEYS = ("url", "src", "path", "href", "image", "feature", "thumbnail", "relative")
_EASTERN = ("zh", "ja", "ko", "yue", "wuu", "lzh", "ii", "bo", "mn", "ug", "za")
_EASTERN_LETTER = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_EASTERN_REFERENCE = re.compile(
    r"&(?:amp;){0,3}#(?:0{0,9}+(?:4[3-6]\d\d|1[1-9]\d{3}|[2-9]\d{4}|\d{6})"
    r"|[xX]0{0,9}+(?:[\da-fA-F]{5}"
    r"|(?:1[1-9a-fA-F]|2[eEfF]|[3-9a-fA-F][\da-fA-F])[\da-fA-F]{2}))"
)
"""What may be such a letter, by its number."""
_TEMPLATE = re.compile(r"\{\{.*\}\}|\{%.*%\}", re.DOTALL)
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|nobr|p|q|r[bpt]|ruby|s"
    r"|samp|small|span|strike|strong|su[bp]|tt|u|var|wbr)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""Tags that format a line. Others in it are what it is about."""
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ENCODED_TWICE = re.compile(
    r"&amp;((?:amp|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash|#\d{2,6}|#x[0-9a-fA-F]{2,6});)"
)
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$")
_ITEM_DATE = re.compile(r"<(?:pubDate|dc:date|published|issued|updated|modified)>([^<]{4,60})<")
_TIME_TAG = re.compile(r"<time\b[^<>]{0,300}?\bdatetime=[\"']([^\"'<>]{4,60})[\"']")
_START = 3000
_NO_TOPICS = frozenset(
    ("post", "posts", "blog", "article", "articles", "page", "default", "uncategorized")
) | {"未分类", "未分類", "未分類文章"}
"""Categories that themes and exports file every article under."""


def build(
    path: Path,
    parsed: ParsedFile,
    body: str,
    kind: BodyKind,
    facts: PageFacts,
    text: Callable[[], str],
) -> Article:
    """The article without what a count of its text tells.

    `facts` are those that the body states as a page; `text` makes the plain text of its
    `BEGINNING`, and is called only for what nothing else tells.
    """
    origin = Origin.BESIDE if parsed.form is Form.BESIDE else Origin.FRONT_MATTER
    fields = _Fields(generator_fields.flat(path, parsed.metadata), origin)
    lines = byline.read(body) if kind in (BodyKind.MARKDOWN, BodyKind.MIXED, BodyKind.TEXT) else {}
    told = _Told(fields, facts, lines)
    named = without_conflict(path)  # in its name stands when there was a conflict
    title = _title(named, parsed.form, told, body, kind, text)
    url = _url_fact(told)
    author = _author(told)
    source = _source(told, author.value, url.value)
    date, date_origin = _date(named, told, _marked_date(body, kind))
    written = (title, author, source, url)
    topics, topics_origin = _tags(told)
    origins = {fact.name: fact.origin for fact in written if fact.value}
    if topics:
        origins[FactName.KEYWORD] = topics_origin
    if date is not None:
        origins[FactName.DATE] = date_origin
    return Article(
        path=path,
        title=_cut(title.value, _LONGEST_TITLE),
        author=author.value,
        source=source.value,
        date=date,
        tags=topics,
        url=url.value,
        summary=_summary(fields, facts),
        language=_language(fields, facts, body, text),
        cover=_cover(fields, facts),
        origins=join_origins(origins),
    )


class _Fields:
    """Front matter by folded key; values as written."""

    def __init__(self, values: Mapping[str, object], origin: Origin) -> None:
        self._values = values
        self.origin = origin

    def values(self, names: Iterable[str]) -> Iterator[object]:
        return (self._values[name] for name in names if self._values.get(name) is not None)

    def text(self, names: Iterable[str]) -> str:
        return next(filter(None, map(_text, self.values(names))), "")


@dataclass(frozen=True, slots=True)
class _Told:
    """All that is told of an article before its text is looked at."""

    fields: _Fields
    facts: PageFacts
    lines: Mapping[str, str]
    """Entries in the first lines of the body, by field."""

    def values(self, name: FactName, keys: Iterable[str]) -> Iterator[tuple[object, Origin]]:
        """What front matter, the page and the first lines say, in this order."""
        for value in self.fields.values(keys):
            yield value, self.fields.origin
        for fact in self.facts.of(name):
            yield fact.value, fact.origin
        if line := self.lines.get(name.value):
            yield line, Origin.FIRST_LINE


def _title(
    path: Path, form: Form, told: _Told, body: str, kind: BodyKind, text: Callable[[], str]
) -> Fact:
    if form is Form.REFERENCES and (own := title.heading(body, kind)):
        # A translation: `subject` is the original's title, and the heading its own.
        return Fact(FactName.TITLE, own, Origin.HEADING)
    written = _markup_free(told.fields.text(field_names.TITLE))
    if written := wiki_links.whole_link(written)[0] or written:
        return Fact(FactName.TITLE, written, told.fields.origin)
    for fact in told.facts.of(FactName.TITLE):
        if stated := _text(fact.value):
            return Fact(FactName.TITLE, stated, fact.origin)
    return Fact(FactName.TITLE, *title.find(path, body, kind, text()))


def _url_fact(told: _Told) -> Fact:
    for value, origin in told.values(FactName.URL, field_names.URL):
        if found := _first_url([value]):
            return Fact(FactName.URL, found, origin)
    return Fact(FactName.URL, "", Origin.TEXT)


def _author(told: _Told) -> Fact:
    for value, origin in told.values(FactName.AUTHOR, field_names.AUTHOR):
        names = (name for line in _names(value) for name in persons(_markup_free(line)))
        if joined := ", ".join(dict.fromkeys(names)):
            return Fact(FactName.AUTHOR, joined, origin)
    return Fact(FactName.AUTHOR, "", Origin.TEXT)


def _source(told: _Told, author: str, url: str) -> Fact:
    names = field_names.SOURCE_OR_AUTHOR
    if told.fields.text(("title", "标题", "標題", "subject")):
        names = ("name", *names)
    # An account that writes under its own name is both; a `name` may be either.
    stated = [(value, "") for value in told.fields.values(field_names.SOURCE)]
    stated += [(value, author) for value in told.fields.values(names)]
    for value, other in stated:
        name = _text(value)
        name = wiki_links.whole_link(name)[0] or name
        if _URL.fullmatch(name):
            name = host(_url(name))
        if name and name != other and not name.startswith(("/", "./")):
            return Fact(FactName.SITE, name, told.fields.origin)
    for value, origin in told.values(FactName.SITE, ()):
        name = _markup_free(_text(value)).lstrip("@")
        # An account may have the name of who writes for it; of a site the host says more then.
        if name and (origin in _ACCOUNTS or name.casefold() != author.casefold()):
            return Fact(FactName.SITE, name, origin)
    return Fact(FactName.SITE, host(url), Origin.ADDRESS)


def _date(path: Path, told: _Told, marked: str) -> tuple[ArticleDate | None, Origin]:
    written = [
        *told.values(FactName.DATE, field_names.DATE),
        (marked, Origin.TEXT),
    ]
    read = [(found, origin) for value, origin in written if (found := dates.parse(value))]
    # A year is less than a day that is stated elsewhere.
    for found, origin in sorted(read, key=lambda each: len(each[0].iso) < _DAY):
        return found, origin
    address = _text(next(told.fields.values(("path",)), ""))  # Zola's, with the day in it
    for name, origin in ((path, Origin.FILE_NAME), (Path(address or "."), Origin.FRONT_MATTER)):
        if found := dates.from_name(name):
            return found, origin
    for fact in told.facts.of(FactName.SAVED):
        if found := dates.parse(fact.value):
            return found, fact.origin
    for value in told.fields.values((*field_names.DATE_CHANGED, *field_names.DATE_SAVED)):
        if found := dates.parse(value):
            return found, told.fields.origin
    return dates.saved_from_name(path), Origin.FILE_NAME


def _marked_date(body: str, kind: BodyKind) -> str:
    """The date of a feed's first item, or at the very start of a page's text."""
    if kind is BodyKind.FEED:
        match = _ITEM_DATE.search(body)
    else:
        match = _TIME_TAG.search(body, 0, _START) if kind is BodyKind.HTML else None
    return match[1] if match else ""


def _tags(told: _Told) -> tuple[tuple[str, ...], Origin]:
    # Keywords are written for search engines: better than nothing only.
    for values, origin in (
        (told.fields.values(field_names.TAGS), told.fields.origin),
        ((told.lines.get("tags"),), Origin.FIRST_LINE),
        (told.fields.values(field_names.KEYWORDS), told.fields.origin),
    ):
        if found := _distinct(tags.split(list(values))):
            return found, origin
    facts = [*told.facts.of(FactName.KEYWORD)]
    return _distinct(fact.value for fact in facts), facts[0].origin if facts else Origin.META


def _distinct(written: Iterable[object]) -> tuple[str, ...]:
    """The first spelling of each, in order."""
    found: dict[str, str] = {}
    for tag in filter(None, map(_tag, written)):
        found.setdefault(tag.casefold(), tag)
    for name in _NO_TOPICS.intersection(found):
        del found[name]
    return tuple(found.values())[:_MAX_TAGS]


def _summary(fields: _Fields, facts: PageFacts) -> str:
    summary = _markup_free(fields.text(field_names.SUMMARY) or facts.first(FactName.DESCRIPTION))
    return _cut(summary, _LONGEST_SUMMARY)


def _language(fields: _Fields, facts: PageFacts, body: str, text: Callable[[], str]) -> str:
    for value in (fields.text(field_names.LANGUAGE), facts.first(FactName.LANGUAGE)):
        name = clean_line(value).replace("_", "-").split(",")[0].split(".")[0].strip()
        if not _LANGUAGE.match(name):
            continue
        # Themes say `en` of whatever is written in them.
        if name.lower().startswith(_EASTERN) or not _may_be_eastern(body):
            return name
        guessed = guess_language(text())
        return guessed if guessed.startswith(_EASTERN) else name
    return guess_language(text())


def _may_be_eastern(body: str) -> bool:
    """Whether a letter of Chinese, Japanese or Korean is in a body, be it in its markup only."""
    if not body.isascii() and _EASTERN_LETTER.search(body, 0, BEGINNING):
        return True
    return _EASTERN_REFERENCE.search(body, 0, BEGINNING) is not None


def _cover(fields: _Fields, facts: PageFacts) -> str:
    for value in (*fields.values(field_names.COVER), facts.first(FactName.IMAGE)):
        item = value[0] if isinstance(value, list) and value else value
        if isinstance(item, Mapping):
            item = next((item[key] for key in _PATH_KEYS if item.get(key)), "")
        address = _text(item)
        if _URL.match(address):
            return _url(address)
        if "/" in address or "." in address:
            return "" if ":" in address.split("/")[0] or " " in address else address
    return ""


def host(url: str) -> str:
    """`example.org` of `https://www.example.org/a`; empty if there is none."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if name.startswith("xn--") or ".xn--" in name:
        try:
            name = name.encode("ascii").decode("idna")
        except UnicodeError:
            return clean_line(name)
    return clean_line(name.removeprefix("www."))


def _first_url(values: Iterable[object]) -> str:
    for value in values:
        for item in value[:3] if isinstance(value, list) else (value,):
            if isinstance(item, Mapping):
                item = item.get("@id") or item.get("url")  # of JSON-LD
            item = wiki_links.whole_link(item)[1] or item if isinstance(item, str) else item
            match = _URL.match(item.strip().strip("<>")) if isinstance(item, str) else None
            if match and (url := _url(match[0])):
                return url
    return ""


def _url(text: str) -> str:
    """An http(s) URL in ASCII, percent-encoded (RFC 3986, host by IDNA); else empty."""
    try:
        parts = urlsplit(clean_line(text))
        name, port = parts.hostname or "", parts.port
        name = name.encode("idna").decode("ascii") if not name.isascii() else name
    except ValueError:  # UnicodeError is one
        return ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.\-\[\]:]+", name):
        return ""
    place = f"[{name}]" if ":" in name else name
    place = f"{place}:{port}" if port is not None else place
    rest = (quote(part, safe="%/:=&?~#+!$,;'@()*[]") for part in parts[2:])
    url = urlunsplit((parts.scheme, place, *rest))
    return url if len(url) <= _MAX_URL else ""


def _text(value: object) -> str:
    """A value of any shape as one safe line; empty for templates, which name nothing."""
    if isinstance(value, str):
        value = value[:_LONGEST_VALUE]
        value = _ENCODED_TWICE.sub(r"&\1", value)
        line = "" if _TEMPLATE.search(value) else clean_line(unescape(value))
        return "" if line in ("~", "null", "None") else line
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_text, value[:20])))
    if isinstance(value, Mapping):
        named = (value[key] for key in _NAME_KEYS if value.get(key))
        return next(filter(None, map(_text, named)), "")
    return "" if value is None else clean_line(str(value))


def _cut(line: str, most: int) -> str:
    """The first characters of a line, up to `most`; no cluster is cut, no space left at the end."""
    return line if len(line) <= most else line[: previous_boundary(line, most + 1)].rstrip()


def _markup_free(line: str) -> str:
    return clean_line(_FORMATTING.sub("", line))


def _names(value: object) -> Sequence[str]:
    if isinstance(value, list | tuple):
        return [name for item in value[:20] for name in _names(item)]
    if isinstance(value, Mapping) and not any(value.get(key) for key in _NAME_KEYS):
        return [name for item in list(value.values())[:3] for name in _names(item)]
    return [_text(value)]


def _tag(written: object) -> str:
    line = tags.bare(_text(written))
    return line if len(line) <= _LONGEST_TAG else ""
