"""The text of a post as WordPress stores it, as HTML that stands alone.

Posts of the block editor are HTML between comments; in older ones a blank line parts paragraphs and
a line break is one (what WordPress's `wpautop` makes of them when it shows a post).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Final

from reader.document.html_tags import COUNTED_BLOCKS, HEADINGS, alternation
from reader.document.sources import wordpress
from reader.text.references import unescape

_BLOCK_COMMENT: Final = re.compile(r"<!--\s{0,4}/?wp:[^<>]{0,200000}-->\n?")
_NOTES: Final = re.compile(r"<!--\s{0,4}wp:footnotes\b[^<>]{0,200}/-->")
_MARKS: Final = re.compile(r"<!--\s{0,4}(?:more|nextpage|noteaser)\b[^<>]{0,200}-->")
_KEPT: Final = re.compile(r"<(pre|script|style|textarea|svg)(?=[\s>])|<!--", re.IGNORECASE)
"""What no paragraph is made in."""
_BLOCK: Final = re.compile(
    rf"<(/?)({alternation(COUNTED_BLOCKS)})(?=[\s/>])[^<>]{{0,5000}}>", re.IGNORECASE
)
_BLANK_LINES: Final = re.compile(r"\n[ \t]*+\n\s*+")
_AROUND: Final = frozenset(
    ("blockquote", "div", "section", "article", "aside", "center", "details")
)
"""Blocks whose text is parted into paragraphs too."""
_WITH_BREAKS: Final = frozenset(("p", "li", "dd", "dt", "td", "th", "figcaption", "address"))
_OF_TEXT: Final = frozenset((*_WITH_BREAKS, *HEADINGS, "caption"))
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']{1,2000}")
"""Alone in a paragraph it is something that WordPress embeds."""
_PLACE: Final = re.compile("\0([0-9]+)\0")
_NEAR: Final = 50
"""Blocks that an end tag may close at once."""


def to_html(content: str, notes: Mapping[str, str]) -> str:
    """The content of a post; `notes` are its footnotes by the identifiers of their marks."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    has_blocks = "<!-- wp:" in content
    if has_blocks:
        content = _NOTES.sub(lambda _: _notes(notes), content, count=1)
        content = _BLOCK_COMMENT.sub("", content)
    content = wordpress.expand(_MARKS.sub("\n\n", content), markdown=False)
    return paragraphs(content, has_breaks=not has_blocks)


def paragraphs(content: str, *, has_breaks: bool = True) -> str:
    """HTML in which text between blank lines is a paragraph, and a line break is one if it may be.

    Text that is in a block already stays there. Linear in the length.
    """
    content, kept = _set_aside(content.replace("\0", ""))
    written: list[str] = []
    open_blocks: list[str] = []
    at = 0
    for tag in _BLOCK.finditer(content):
        _write_text(content[at : tag.start()], open_blocks, written, has_breaks=has_breaks)
        at = tag.end()
        holds_text = not tag[1] and tag[2].lower() in _OF_TEXT
        written.append(tag[0] if holds_text else f"{tag[0]}\n")
        _step(tag, open_blocks)
    _write_text(content[at:], open_blocks, written, has_breaks=has_breaks)
    joined = "".join(written)
    return _PLACE.sub(lambda match: kept[int(match[1])], joined).strip()


def _set_aside(content: str) -> tuple[str, list[str]]:
    """The content with a place for each of what is kept as it is, and these."""
    written: list[str] = []
    kept: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while found := _KEPT.search(content, at):
        name = (found[1] or "").lower()
        closing = f"</{name}>" if name else "-->"
        end = -1 if name in unclosed else content.find(closing, found.end())
        if end < 0 and name not in unclosed:
            unclosed.add(name)
        stop = end + len(closing) if end >= 0 else found.end()
        written.append(content[at : found.start()])
        if end >= 0:
            written.append(f"\n\n\0{len(kept)}\0\n\n")
            kept.append(content[found.start() : stop])
        else:
            written.append(found[0])
        at = stop
    return "".join((*written, content[at:])), kept


def _step(tag: re.Match[str], open_blocks: list[str]) -> None:
    """Keep account of the blocks that are open behind a tag."""
    name = tag[2].lower()
    if tag[1]:
        if name in open_blocks[-_NEAR:]:
            while open_blocks.pop() != name:
                pass
        return
    # Any block ends a paragraph, and an item the one before.
    if open_blocks and (open_blocks[-1] == "p" or open_blocks[-1] == name == "li"):
        open_blocks.pop()
    if name != "hr" and not tag[0].endswith("/>"):
        open_blocks.append(name)


def _write_text(text: str, open_blocks: list[str], written: list[str], *, has_breaks: bool) -> None:
    if not text.strip():
        return
    inside = open_blocks[-1] if open_blocks else ""
    first, *parts = _BLANK_LINES.split(text)
    if inside and inside not in _AROUND:
        breaks = has_breaks and inside in _WITH_BREAKS
        if inside != "p":
            written.append(_with_breaks(text) if breaks else text.strip())
            return
        written.append(_with_breaks(first) if breaks else first.strip())
    else:
        parts = [first, *parts]
    for part in parts:
        if _PLACE.fullmatch(part.strip()):
            written.append(f"{part.strip()}\n")
        elif _ADDRESS.fullmatch(part.strip()):
            address = escape(unescape(part.strip()))
            written.append(f'<p><a href="{address}">{address}</a></p>\n')
        elif part.strip():
            written.append(f"<p>{_with_breaks(part) if has_breaks else part.strip()}</p>\n")


def _with_breaks(text: str) -> str:
    lines = [line.strip() for line in text.strip().split("\n")]
    broken = [
        line if not line or line.endswith(("<br>", "<br/>", "<br />", "\0")) else f"{line}<br>"
        for line in lines[:-1]
    ]
    return "\n".join((*broken, lines[-1]))


def _notes(notes: Mapping[str, str]) -> str:
    """The list of footnotes, each linked with its mark, whose identifier has `-link` behind it."""
    items = (
        f'<li id="{escape(name)}">{text} <a href="#{escape(name)}-link">↩</a></li>'
        for name, text in notes.items()
    )
    return f'<ol class="wp-block-footnotes footnotes">{"".join(items)}</ol>' if notes else ""
