"""A body of any kind made Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document import escape
from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.html import (
    block_elements,
    clean,
    inline_elements,
    kept_lines,
    tag_stripping,
    targets,
)
from reader.document.html.article import main_content
from reader.document.html.code import listings
from reader.document.html.html2text_leaves import render, stack
from reader.document.html.media import image_sources
from reader.document.html.tree_walk import TreeWalk
from reader.document.sources import (
    comments,
    mixed_markdown,
    plain_prose,
    raw_formulas,
    wordpress,
)
from reader.text.chunks import chunks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LETTERS = re.compile(r"[^\W_]+")
_HANDLERS = {**inline_elements.HANDLERS, **block_elements.HANDLERS}
_MUST_REMAIN = 0.9
"""The least share of the letters that must come out; links' targets and the like add some."""
_SLACK = 10
_SHOWN_OTHERWISE = "math, video, audio"
"""Elements whose text may change: formulas come out as their source alone, players as a link."""
LOST_TEXT = "The page lost text in conversion: shown as plain paragraphs."


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown in the dialect of `markdown.parse`."""

    markdown: str
    notices: tuple[str, ...] = ()
    """Remarks on the conversion for the reader, a sentence each."""


def to_markdown(body: str, kind: BodyKind) -> Converted:
    """Convert in this process, whatever it takes.

    If text would be lost the body's text comes as plain paragraphs, with a notice that says so.
    """
    if kind is BodyKind.TEXT:
        return Converted(plain_prose.to_markdown(comments.without_html_comments(body)))
    if kind in (BodyKind.MARKDOWN, BodyKind.MIXED):
        body = wordpress.expand(body, markdown=True)
    elif kind is BodyKind.HTML:
        body = wordpress.expand(body, markdown=False)
    if kind is BodyKind.MARKDOWN:
        body = comments.without_comments(mixed_markdown.without_liquid(body))
        return Converted(raw_formulas.with_tex(body))
    if kind is BodyKind.MIXED:
        mixed = mixed_markdown.to_markdown(body, lambda html: _html(html, has_notes=False).markdown)
        return Converted(raw_formulas.with_tex(mixed))
    if kind in MARKUPS:
        from reader.document.sources.markups import light_markup  # late: few need its patterns

        return Converted(light_markup.to_markdown(body, kind))
    if kind is BodyKind.FEED:
        # Loads the XML parser, which no other kind needs.
        from reader.document.sources import rss_feed

        return Converted(rss_feed.to_markdown(body, _item))
    return _html(body, kind)


def _item(html: str) -> str:
    return _html(wordpress.expand(html, markdown=False), has_notes=False).markdown


def _html(html: str, kind: BodyKind = BodyKind.HTML, *, has_notes: bool = True) -> Converted:
    tree = clean.parse(escape.forget_private(html), uncut=kind is BodyKind.UNCUT)
    if tree.body is None:
        return Converted("")
    root = main_content.content(tree.body, kind, has_notes=has_notes)
    listings.rewrite(root)
    kept_lines.keep(root)
    image_sources.show_backgrounds(root)
    expected = _letters(root.text(deep=True))
    expected -= sum(_letters(node.text(deep=True)) for node in root.css(_SHOWN_OTHERWISE))
    walk = TreeWalk(_HANDLERS, _targets(root))
    walk.children(root)
    walk.flush()
    render(walk.leaves, walk.stash)
    markdown = stack(walk.leaves)
    if not markdown and kind is not BodyKind.HTML:
        return Converted(_redirection(tree))
    if _letters(markdown) < _MUST_REMAIN * expected - _SLACK:
        return Converted(_paragraphs(html, kind), (LOST_TEXT,))
    return Converted(markdown)


def _paragraphs(html: str, kind: BodyKind) -> str:
    """The bare text, from a tree of its own: a conversion takes nodes out of its tree."""
    body = clean.parse(escape.forget_private(html), uncut=kind is BodyKind.UNCUT).body
    if body is None:
        return ""
    return plain_prose.to_markdown(tag_stripping.block_text(main_content.content(body, kind)))


def _redirection(tree: LexborHTMLParser) -> str:
    """The link of a page without text, which often says that its article has moved."""
    for selector, name in (
        ("meta[http-equiv=refresh i]", "content"),
        ("link[rel=canonical]", "href"),
    ):
        node = tree.css_first(selector)
        target = (node.attributes.get(name) or "") if node is not None else ""
        href = targets.safe_target(
            re.sub(r"(?i)^\s*\d+\s*;\s*url\s*=\s*", "", target).strip("'\" ")
        )
        if href:
            return f"[{escape.escape(unquote(href))}]({href})\n"
    return ""


def _targets(root: LexborNode) -> frozenset[str]:
    hrefs = (node.attributes.get("href") or "" for node in root.css("a[href^='#']"))
    return frozenset(name for href in hrefs for name in (href[1:], unquote(href[1:])) if name)


def _letters(text: str) -> int:
    return sum(len("".join(_LETTERS.findall(piece))) for piece in chunks(text))
