"""Facts that a page or a feed states about itself, in order of trust.

What a program wrote for programs is trusted before what is written for people: the comment of the
clipper, the page's own script, JSON-LD, microdata, meta elements by their vocabularies, what the
site's layout marks, last the byline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.document.facts import (
    clipper_comment,
    feed_facts,
    linked_data,
    meta_names,
    microdata,
    page_title,
    site_layouts,
    visible,
    wechat,
)
from reader.document.facts.fact import Fact, FactName, Origin, PageFacts, line, stated
from reader.document.facts.page_source import PageSource, split
from reader.document.html import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser


def read(text: str) -> PageFacts:
    """All that a page, a fragment of one or a feed states of itself.

    Of a page the head and the beginning of the body are looked at, its scripts and comments
    wherever they are.
    """
    if feed_facts.is_feed(text):
        return PageFacts(tuple(feed_facts.read(text)))
    source = split(text)
    tree = _tree(source.markup)
    meta = meta_names.values(tree)
    stated_facts = [*_stated(text, source, tree, meta)]
    title = page_title.read(page_title.signs(tree, stated_facts))
    others = (fact for fact in stated_facts if fact.name is not FactName.TITLE)
    return PageFacts((*title, *others, *_keywords(tree, meta)))


def _stated(
    text: str, source: PageSource, tree: LexborHTMLParser, meta: meta_names.MetaValues
) -> Iterator[Fact]:
    yield from clipper_comment.read(source.comments)
    if wechat.is_wechat(text):
        yield from wechat.read(text, tree)
    yield from _canonical(tree)
    yield from linked_data.read(source.scripts)
    yield from microdata.read(tree)
    yield from meta_names.read(meta)
    yield from site_layouts.read(tree)
    yield from visible.read(tree)


def _tree(markup: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(clean.bound_depth(markup) if clean.is_broken(markup) else markup)


def _canonical(tree: LexborHTMLParser) -> Iterator[Fact]:
    for node in tree.css("link[rel=canonical][href]")[:1]:
        yield from stated(Origin.LINK, [(FactName.URL, node.attributes.get("href"))])
    root = tree.css_first("html")
    if root is not None:
        yield from stated(Origin.ROOT, [(FactName.LANGUAGE, line(root.attributes.get("lang")))])


def _keywords(tree: LexborHTMLParser, meta: meta_names.MetaValues) -> Iterator[Fact]:
    tags = meta.get("article:tag") or []
    words = tags or [
        word for value in meta.get("keywords", [])[:1] for word in visible.split_keywords(value)
    ]
    if any(words):
        origin = Origin.OPEN_GRAPH if tags else Origin.META
        yield from stated(origin, ((FactName.KEYWORD, word) for word in dict.fromkeys(words)))
    else:
        yield from visible.keywords(tree)
