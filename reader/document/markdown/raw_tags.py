"""Raw HTML within Markdown, as a stream of tags and text.

A tree parser does not serve: one element may span several raw pieces with Markdown between
them, and each piece must be read where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.document.hrefs import UNNAMED_IMAGE, picture_href, safe_href
from reader.document.model import SpanKind
from reader.text.references import unescape

if TYPE_CHECKING:
    from reader.document.markdown.text_builder import PassageBuilder

_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)((?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<[?!][^>]*+>", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+"""
)

SPANS = {
    "strong": SpanKind.STRONG,
    "b": SpanKind.STRONG,
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "cite": SpanKind.EMPHASIS,
    "var": SpanKind.EMPHASIS,
    "dfn": SpanKind.EMPHASIS,
    "del": SpanKind.STRIKE,
    "s": SpanKind.STRIKE,
    "strike": SpanKind.STRIKE,
    "ins": SpanKind.INSERTED,
    "u": SpanKind.INSERTED,
    "mark": SpanKind.MARK,
    "kbd": SpanKind.KEY,
    "code": SpanKind.CODE,
    "samp": SpanKind.CODE,
    "tt": SpanKind.CODE,
    "sub": SpanKind.SUBSCRIPT,
    "sup": SpanKind.SUPERSCRIPT,
}
UNSEEN = frozenset(
    {"script", "style", "template", "svg", "math", "object", "select", "textarea", "title", "rp"}
)
"""Elements whose text is not the article's."""
_CODE = frozenset({"script", "style"})
_MENTIONED = frozenset({"script", "style", "title", "textarea", "template"})
"""Elements that authors write about, and forget to quote: `the <title> of a page`."""
_CODE_MARK = re.compile(r"[(){};=\[\]]|\w:\s*\w|^\s*(?://|/\*|@)")
_BETWEEN_TAGS = re.compile(r"\s*(?:and|or|to|und|oder|et|ou|[,、/…]|\.{3}|和|或|与|到)?\s*")
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
_PLAYERS = frozenset({"video", "audio", "iframe", "embed"})


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    """In lower case."""
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    """Lower-case names to decoded values; the first of a name wins."""
    source: str = ""
    """As it is written."""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def identifier(self) -> str:
        return self.get("id") or (self.get("name") if self.name == "a" else "")

    @property
    def image_source(self) -> str:
        """The address of an image, also of one that a script loads later."""
        for name in _LAZY_SOURCES:
            if self.get(name):
                return picture_href(self.get(name))
        return picture_href(self.get("src"))


def scan(markup: str) -> Iterator[Tag | str]:
    """Tags and the text between them, entities decoded; comments are left out."""
    position = 0
    end = len(markup)
    # After the last ">" nothing is a tag: each "<" there would be followed up to the end.
    last = markup.rfind(">")
    while position < end:
        start = markup.find("<", position)
        if start < 0 or (start > last and not markup.startswith("<!--", start)):
            break
        if start > position:
            yield unescape(markup[position:start])
        comment = _COMMENT.match(markup, start)
        if comment:
            position = comment.end()
            continue
        match = _TAG.match(markup, start)
        if match:
            yield _tag(match)
            position = match.end()
        else:
            close = start + 1
            yield "<"
            position = close
    if position < end:
        yield unescape(markup[position:])


def hidden(events: Iterable[Tag | str]) -> frozenset[str]:
    """Names of the elements in this text whose content is not shown, of those in `UNSEEN`.

    Not those that are only mentioned: they are not closed, or have prose as their content.
    """
    found: set[str] = set()
    name, content = "", ""
    pieces: list[str] = []
    for event in events:
        if isinstance(event, str):
            pieces.append(event)
        elif not name and event.name in UNSEEN and not event.closing:
            name, pieces = event.name, []
        elif name == event.name and event.closing:
            content = "".join(pieces)
            if not _is_prose(name, content):
                found.add(name)
            name, pieces = "", []
    if name in _CODE and not _is_prose(name, content := "".join(pieces)) and content.strip():
        found.add(name)
    return frozenset(found)


def _is_prose(name: str, content: str) -> bool:
    if name in _CODE and content.strip():
        return not _CODE_MARK.search(content)
    return name in _MENTIONED and bool(content.strip()) and bool(_BETWEEN_TAGS.fullmatch(content))


def _tag(match: re.Match[str]) -> Tag:
    closing, name, rest = match.groups()
    attributes: dict[str, str] = {}
    for key, double, single, bare in _ATTRIBUTE.findall(rest) if not closing else ():
        attributes.setdefault(key.lower(), unescape(double or single or bare))
    return Tag(name.lower(), bool(closing), attributes, match[0])


class InlineMarkup:
    """Feeds inline HTML into a passage; text of elements that are not shown is skipped."""

    def __init__(self, builder: PassageBuilder) -> None:
        self.builder = builder
        self._unseen = ""

    def text(self, text: str) -> None:
        if not self._unseen:
            self.builder.write(text)

    @property
    def unseen(self) -> bool:
        return bool(self._unseen)

    def tag(self, tag: Tag, hidden: Set[str]) -> None:
        """Apply one tag; one without a meaning in running text leaves no trace.

        `hidden` are the elements whose content is not shown; others of their kind are mentioned.
        """
        if self._unseen:
            if tag.closing and tag.name == self._unseen:
                self._unseen = ""
            return
        if tag.name in UNSEEN:
            if not tag.closing and tag.name in hidden:
                self._unseen = tag.name
            elif tag.name in _MENTIONED and not tag.attributes:
                self.builder.write(tag.source)
        elif tag.name == "br":
            self.builder.hard_break()
        elif tag.name == "q":
            self.builder.write_verbatim("”" if tag.closing else "“")
        elif tag.name == "rt":
            self.builder.write_verbatim(")" if tag.closing else "(")
        elif tag.closing:
            self.builder.close(tag.name)
        else:
            self._begin(tag)

    def _begin(self, tag: Tag) -> None:
        builder = self.builder
        builder.anchor(tag.identifier)
        if tag.name in SPANS:
            builder.open(tag.name, SPANS[tag.name])
        elif tag.name == "a":
            href = safe_href(tag.get("href"))
            if href and not builder.is_open(SpanKind.LINK):
                builder.open("a", SpanKind.LINK, href)
        elif tag.name == "img":
            write_image(builder, tag.image_source, tag.get("alt") or tag.get("title"))
        elif tag.name in _PLAYERS:
            write_player(builder, safe_href(tag.get("src")))


def write_image(builder: PassageBuilder, href: str, text: str) -> None:
    """Write an image in running text: its alternative text, else `image`."""
    builder.open("img", SpanKind.IMAGE, href)
    builder.write(text.strip() or UNNAMED_IMAGE)
    builder.close("img")


def write_player(builder: PassageBuilder, href: str) -> None:
    """Write a link in place of audio or video."""
    if href:
        builder.open("player", SpanKind.LINK, href)
        builder.write("▶ " + re.sub(r"^(?:https?:)?//|[?#].*$", "", href))
        builder.close("player")
