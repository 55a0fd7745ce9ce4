"""Lines that a style keeps: `white-space: pre-wrap` makes line breaks of those in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html_tags import SPACE_EATERS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_WHITE_SPACE = re.compile(r"(?i)white-space(?:-collapse)?\s*:\s*([\w-]+)")
_KEEPING = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces", "preserve", "preserve-breaks"))
_VERSE = "pre.wp-block-verse"
_APART = frozenset(("pre", "textarea", "script", "style", "math", "xmp", "listing"))
"""Elements within which nothing changes."""


def keep(root: LexborNode) -> None:
    """Put `<br>` for each line break in text whose style keeps it. Changes the tree."""
    texts: list[LexborNode] = []
    seen: set[int] = set()
    for node in root.css(f"[style*='white-space'], {_VERSE}"):
        if node.mem_id not in seen:
            _gather(node, texts, seen)
    for text in texts:
        _break(text)


def _gather(outer: LexborNode, texts: list[LexborNode], seen: set[int]) -> None:
    """Find the texts with lines to keep; the styled elements that were met are put into `seen`."""
    stack: list[tuple[LexborNode, bool]] = [(outer, False)]
    while stack:
        node, kept = stack.pop()
        style = node.attributes.get("style") or ""
        found = _WHITE_SPACE.search(style) if "white-space" in style else None
        verse = node.tag == "pre" and "wp-block-verse" in (node.attributes.get("class") or "")
        if found or verse:
            seen.add(node.mem_id)
            kept = verse or (found is not None and found[1].lower() in _KEEPING)
        child = node.first_child
        while child is not None:
            if child.tag == "-text":
                if kept and "\n" in (child.text_content or "") and not _is_between_blocks(child):
                    texts.append(child)
            elif child.tag and not child.tag.startswith("-") and child.tag not in _APART:
                stack.append((child, kept))
            child = child.next


def _is_between_blocks(text: LexborNode) -> bool:
    """Whether it is only white space that indents the tags of blocks."""
    if (text.text_content or "").strip():
        return False
    beside = (text.prev, text.next)
    return any(node is None or node.tag in SPACE_EATERS for node in beside)


def _break(text: LexborNode) -> None:
    lines = (text.text_content or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # Tools that indent tags put white space around the text that was not there.
    if lines[-1].isspace() and len(lines) > 1:
        lines[-2:] = [f"{lines[-2]} "]
    if len(lines) > 1 and not lines[0].strip() and lines[1][:1].isspace():
        lines[:2] = [f" {lines[1].lstrip()}"]
    create = text.parser.create_node
    for number, line in enumerate(lines):
        if number:
            text.insert_before(create("br"))
        if line:
            text.insert_before(line)
    text.decompose()
