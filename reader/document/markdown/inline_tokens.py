"""Inline tokens of markdown-it to text with spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document.formulas.unicode_formula import one_line, source
from reader.document.hrefs import picture_href, safe_href
from reader.document.markdown.extensions.wiki_links import without_size
from reader.document.markdown.raw_tags import InlineMarkup, Tag, hidden, scan, write_image
from reader.document.markdown.text_builder import Passage, PassageBuilder
from reader.document.model import SpanKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_PAIRS = {
    "strong": SpanKind.STRONG,
    "em": SpanKind.EMPHASIS,
    "s": SpanKind.STRIKE,
    "mark": SpanKind.MARK,
    "ins": SpanKind.INSERTED,
    "kbd": SpanKind.KEY,
    "sub": SpanKind.SUBSCRIPT,
    "sup": SpanKind.SUPERSCRIPT,
}
_URL = re.compile(r"(?<![A-Za-z0-9])https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%|]+")
_BREAKS = frozenset({"softbreak", "hardbreak"})
_LABEL = re.compile(r"[^\W\d_][^:：\n]{0,30}[:：](?!//)")
_LONGEST_RECORD = 400
"""Tokens of a paragraph that may be a record."""
_LINK = frozenset({"link_open", "link_close"})
_DARK = ("#only-dark", "#gh-dark-mode-only")
_FRAMING = re.compile(r"^</?(?:a|p|center|span|div|font|b|strong|em|i|u|picture|source|figure)\b")


@dataclass(frozen=True, slots=True)
class LoneImage:
    """An image that stands on a line of its own."""

    href: str
    text: str
    link: str = ""


def passage(tokens: Sequence[Token]) -> Passage:
    """The text and spans of one run of tokens."""
    builder = PassageBuilder()
    if len(tokens) == 1 and tokens[0].type == "text" and "://" not in tokens[0].content:
        builder.write(tokens[0].content)
        return builder.finish()
    _Renderer(builder, keeps_lines=_is_record(tokens)).render(tokens)
    return builder.finish()


def passages(tokens: Sequence[Token]) -> Iterator[Passage | LoneImage]:
    """Cut a paragraph where lines of it hold nothing but images, or begin with one."""
    if not any(_is_image(token) for token in tokens):
        yield passage(tokens)
        return
    tokens = [token for token in tokens if not _is_dark_twin(token)]
    rest: list[Token] = []
    for line in _lines(tokens):
        pictures = _pictures(line)
        if not pictures:
            if not rest:
                whole = line
                pictures, line = _leading(line)
                if pictures:
                    yield from _named(whole[: len(whole) - len(line)])
                yield from pictures
            rest += line
            continue
        if rest:
            yield passage(rest)
            rest = []
        yield from _named(line)
        yield from pictures
    if rest:
        yield passage(rest)


def _named(line: Sequence[Token]) -> Iterator[Passage]:
    """The names of the places among pictures, as a passage without a text; none if none has one."""
    anchors = [token for token in line if (tag := _tag(token)) is not None and tag.identifier]
    if anchors:
        yield passage(anchors)


def _is_record(tokens: Sequence[Token]) -> bool:
    """Whether every line names what it states, as `Author: Jane Roe`, or is one link.

    Programs that save pages and export notes write such lines, and they are no prose to be filled.
    """
    if len(tokens) > _LONGEST_RECORD or not any(token.type == "softbreak" for token in tokens):
        return False
    lines = [*_lines(tokens)]
    return len(lines) > 1 and all(map(_is_entry, lines))


def _is_entry(line: Sequence[Token]) -> bool:
    seen = [token for token in line if token.nesting or token.content.strip()]
    links = [token for token in line if token.type in _LINK]
    if len(links) == 2 and [seen[0], seen[-1]] == links:
        return True
    return _LABEL.match("".join(token.content for token in seen).lstrip()) is not None


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Source lines, each with the break that ends it; none ends within a link or emphasis."""
    line: list[Token] = []
    depth = 0
    for token in tokens:
        line.append(token)
        depth += token.nesting
        if depth == 0 and (token.type in _BREAKS or _is_break(token)):
            yield line
            line = []
    if line:
        yield line


def _pictures(line: Sequence[Token]) -> list[LoneImage]:
    """The images of a line that holds nothing else; empty if it holds more."""
    found: list[LoneImage] = []
    link = ""
    for token in line:
        if token.type == "image":
            title, text = str(token.attrs.get("title", "")), _alternative(token)
            source = picture_href(str(token.attrs.get("src", "")))
            found.append(LoneImage(source, title or text, link))
        elif token.type == "link_open":
            link = safe_href(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            link = ""
        elif token.type == "html_inline":
            tag = _tag(token)
            if tag and tag.name == "img":
                text = tag.get("title") or tag.get("alt")
                found.append(LoneImage(tag.image_source, text, link))
            elif tag and tag.name == "a":
                link = safe_href(tag.get("href"))
            elif tag and tag.name != "br" and not _FRAMING.match(token.content):
                return []
        elif token.content.strip() or token.type in ("footnote_ref", "formula"):
            return []
    return found


def _leading(line: list[Token]) -> tuple[list[LoneImage], list[Token]]:
    """The images before any text, as pages float them beside it, and the rest of the line."""
    depth = end = 0
    for index, token in enumerate(line):
        depth += token.nesting
        if not (_is_image(token) or token.type in _LINK or not token.content.strip()):
            break
        if depth == 0:
            end = index + 1
    return _pictures(line[:end]), line[end:]


def _is_image(token: Token) -> bool:
    return token.type == "image" or (
        token.type == "html_inline" and token.content[:4].lower() == "<img"
    )


def _is_dark_twin(token: Token) -> bool:
    """Whether it is the picture before it in dark colours (MkDocs Material, GitHub)."""
    return token.type == "image" and str(token.attrs.get("src", "")).endswith(_DARK)


def _is_break(token: Token) -> bool:
    return token.type == "html_inline" and token.content[:3].lower() == "<br"


def _tag(token: Token) -> Tag | None:
    if token.type != "html_inline":
        return None
    event = next(scan(token.content), None)
    return event if isinstance(event, Tag) else None


def _alternative(token: Token) -> str:
    children = token.children or ()
    text = "".join(" " if child.type in _BREAKS else child.content for child in children)
    return without_size(text)


def _events(tokens: Sequence[Token]) -> Iterator[Tag | str]:
    for token in tokens:
        if token.type == "html_inline":
            yield from scan(token.content)
        else:
            yield token.content


class _Renderer:
    def __init__(self, builder: PassageBuilder, *, keeps_lines: bool = False) -> None:
        self._builder = builder
        self._keeps_lines = keeps_lines
        self._markup = InlineMarkup(builder)
        self._hidden: frozenset[str] = frozenset()
        self._links = 0

    def render(self, tokens: Sequence[Token]) -> None:
        if any(token.type == "html_inline" for token in tokens):
            self._hidden = hidden(_events(tokens))
        for token in tokens:
            if token.type == "html_inline":
                self._html(token)
            elif not self._markup.unseen:
                self._token(token)

    def _token(self, token: Token) -> None:
        builder = self._builder
        if token.type == "text":
            self._text(token.content)
        elif token.type == "hardbreak" or (token.type == "softbreak" and self._keeps_lines):
            builder.hard_break()
        elif token.type == "softbreak":
            builder.soft_break()
        elif token.tag in _PAIRS and token.nesting:
            if token.nesting > 0:
                builder.open(token.type[:-5], _PAIRS[token.tag])
            else:
                builder.close(token.type[:-6])
        elif token.type in ("link_open", "link_close"):
            self._link(token)
        else:
            self._leaf(token)

    def _leaf(self, token: Token) -> None:
        builder = self._builder
        if token.type == "code_inline":
            builder.open("code_inline", SpanKind.CODE)
            builder.write_verbatim(token.content)
            builder.close("code_inline")
        elif token.type == "formula":
            shown = one_line(token.content)
            builder.open("formula", SpanKind.MATH if shown else SpanKind.TEX)
            builder.write_verbatim(shown or " ".join(source(token.content).split()))
            builder.close("formula")
        elif token.type == "image":
            text = _alternative(token) or str(token.attrs.get("title", ""))
            write_image(builder, safe_href(str(token.attrs.get("src", ""))), text)
        elif token.type == "footnote_ref":
            self._footnote(token)
        else:
            self._text(token.content)

    def _link(self, token: Token) -> None:
        if token.nesting < 0:
            self._links -= 1
            self._builder.close("link")
            return
        self._links += 1
        href = safe_href(str(token.attrs.get("href", "")))
        if href:
            self._builder.open("link", SpanKind.LINK, href)

    def _footnote(self, token: Token) -> None:
        number = token.meta["id"] + 1
        again = token.meta.get("subId", 0)
        self._builder.anchor(f"fnref-{number}" + (f"-{again}" if again else ""))
        self._builder.open("footnote", SpanKind.FOOTNOTE, f"#fn-{number}")
        self._builder.write_verbatim(f"[{number}]")
        self._builder.close("footnote")

    def _html(self, token: Token) -> None:
        for event in scan(token.content):
            if isinstance(event, Tag):
                self._markup.tag(event, self._hidden)
            else:
                self._markup.text(event)

    def _text(self, text: str) -> None:
        """Write running text; the URLs in it become links."""
        if "://" not in text or self._links or self._builder.is_open(SpanKind.LINK):
            self._builder.write(text)
            return
        position = 0
        for match in _URL.finditer(text):
            url = _without_tail(match.group())
            if url.endswith("://"):
                continue
            self._builder.write(text[position : match.start()])
            self._builder.open("url", SpanKind.LINK, safe_href(url))
            self._builder.write(url)
            self._builder.close("url")
            position = match.start() + len(url)
        self._builder.write(text[position:])


def _without_tail(url: str) -> str:
    """Cut the punctuation that belongs to the sentence off a URL (GFM 6.9)."""
    while url:
        if url[-1] in "?!.,:*_~'|;":
            url = url[:-1]
        elif url[-1] in ")]":
            opener = "(" if url[-1] == ")" else "["
            if url.count(opener) >= url.count(url[-1]):
                break
            url = url[:-1]
        else:
            break
    return url
