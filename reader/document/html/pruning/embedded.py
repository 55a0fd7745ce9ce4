"""Text that a page keeps beside its tree: in shadow roots and in frames with a page of their own.

A shadow root is written as `<template shadowrootmode>` (HTML, 4.12.3), which a parser sets aside;
saved pages hold what a component showed that way. A frame's page is the value of `srcdoc`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

SHADOW = "shadow-root"
"""The element that a shadow root becomes: a name unknown to a parser ends no paragraph."""
_TEMPLATE = re.compile(r"<(/?)template(?=[\s/>])([^<>]{0,2000})>", re.IGNORECASE)
_OPEN = re.compile(r"\bshadow(?:root)?(?:mode)?\s*=", re.IGNORECASE)
_MOST_ROOTS = 300
"""Shadow roots whose slots are filled: what is put into one is copied."""
_MOST_FRAMES = 100
_DEEPEST = 3
"""Frames within frames."""
_LEAST = 20
"""Letters outside of links that make a frame's page more than a button or a counter."""


def open_shadow_roots(html: str) -> str:
    """Make each `<template>` that is a shadow root an element that a parser keeps in the tree."""
    if "<template" not in html and "<TEMPLATE" not in html:
        return html
    opened: list[bool] = []

    def renamed(tag: re.Match[str]) -> str:
        if not tag[1]:
            opened.append(_OPEN.search(tag[2]) is not None)
            return f"<{SHADOW}>" if opened[-1] else tag[0]
        return f"</{SHADOW}>" if opened and opened.pop() else tag[0]

    return _TEMPLATE.sub(renamed, html)


def fill_slots(root: LexborNode) -> None:
    """Move what stands in a component beside its shadow root to where the root shows it."""
    # The innermost first: what is moved is copied, and what was found in it is no more.
    for shadow in sorted(root.css(SHADOW)[:_MOST_ROOTS], key=_depth, reverse=True):
        host = shadow.parent
        slots = shadow.css("slot")
        if host is None or not slots:
            continue
        named = {slot.attributes.get("name") or "": slot for slot in reversed(slots)}
        for child in list(host.iter(include_text=True)):
            if child.tag == SHADOW:
                continue
            name = child.attributes.get("slot") or "" if child.tag != "-text" else ""
            slot = named.get(name)
            if slot is not None:
                # Inserting copies (selectolax).
                slot.insert_before(child)
                child.decompose()
        for slot in reversed(slots):
            # Those of a component around this one are then the only ones left.
            slot.unwrap()


def _depth(node: LexborNode) -> int:
    return sum(1 for _ in neighbours.ancestors(node))


def unfold_frames(
    root: LexborNode, parse: Callable[[str], LexborHTMLParser], depth: int = 0
) -> None:
    """Put the page of each frame with `srcdoc` in its place, if it says something."""
    for frame in root.css("iframe[srcdoc]")[:_MOST_FRAMES]:
        body = parse(frame.attributes.get("srcdoc") or "").body
        if body is None:
            continue
        for node in reversed(body.css("script, style, template, noscript, button")):
            node.decompose()
        if depth < _DEEPEST:
            unfold_frames(body, parse, depth + 1)
        linked = sum(visible_length(link.text(deep=True)) for link in body.css("a"))
        if visible_length(body.text(deep=True)) - linked >= _LEAST:
            for child in body.iter(include_text=True):
                frame.insert_before(child)
            frame.decompose()
