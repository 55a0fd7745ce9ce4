"""Obsidian's `[[note]]` and `![[picture.png]]`, as other programs for notes write them too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from markdown_it.common.utils import normalizeReference

from reader.document.hrefs import is_image, note_href, slug

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_WIKI = re.compile(r"!?\[\[(?![\s\[])([^\[\]|\n]{1,400}?)(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![(\[])")
_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;–-]+\d{1,3})*")
"""A footnote's mark or a matrix: `[[12]]`, `[[1, 2]]`."""
_SIZE = re.compile(r"(?:^|\|)[ \t]*\d{1,5}(?:[ \t]*x[ \t]*\d{1,5})?[ \t]*$")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def without_size(alternative: str) -> str:
    """The text of an image without the width that Obsidian writes behind it: `A heron|300`."""
    match = _SIZE.search(alternative) if "|" in alternative else None
    return alternative[: match.start()] if match else alternative


def wiki_link(state: StateInline, silent: bool) -> bool:
    """Read `[[note#heading|text]]`, and embeds, which are a picture or a link.

    A footnote's number in brackets is none, nor is the text of a Markdown link.
    """
    source, start = state.src, state.pos
    if not source.startswith(("[[", "![["), start):
        return False
    match = _WIKI.match(source, start, state.posMax)
    if match is None or _NUMBERS.fullmatch(match[1]) or not _target(match).strip("#^ \t"):
        return False
    if normalizeReference(match[1]) in state.env.get("references", {}):
        return False
    if not silent:
        _push(state, match)
    state.pos = match.end()
    return True


def _target(match: re.Match[str]) -> str:
    return match[1].strip().removesuffix("\\").rstrip("#^ \t")


def _push(state: StateInline, match: re.Match[str]) -> None:
    target, text = _target(match), (match[2] or "").strip()
    if match[0].startswith("!"):
        text = "" if _SIZE.match(text) else without_size(text)
        if is_image(target.partition("#")[0]):
            _push_picture(state, target, text)
            return
    href, shown = _meaning(target)
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": href}
    if text:
        _push_inline(state, match.start(2), match.end(2))
    else:
        state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1)


def _push_picture(state: StateInline, target: str, text: str) -> None:
    token: Token = state.push("image", "img", 0)
    token.attrs = {"src": quote(target, safe="/:#?=&%@+,;~!$*.-_"), "alt": ""}
    token.content = text
    token.children = []
    if text:
        from markdown_it.token import Token as NewToken

        token.children = [NewToken("text", "", 0, content=text)]


def _push_inline(state: StateInline, start: int, end: int) -> None:
    position, maximum = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.pos, state.posMax = position, maximum


def _meaning(target: str) -> tuple[str, str]:
    """The target of a link, and what it shows if it has no text of its own."""
    if _WEB.match(target):
        return target, target
    name, _, place = target.partition("#")
    if not place and "^" in name:
        name, _, place = name.rpartition("^")
        place = f"^{place}"
    name, places = name.strip(), [part.strip() for part in place.split("#") if part.strip()]
    place = places[-1] if places else ""
    headings = [part for part in (name, *places) if part]
    if place.startswith("^"):
        headings.pop()
    shown = " > ".join(headings) or place.removeprefix("^")
    if not name:
        return "#" + (place if place.startswith("^") else slug(place)), shown
    return note_href(name, place), shown
