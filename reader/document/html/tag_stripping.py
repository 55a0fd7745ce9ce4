"""Text of HTML without a tree: for pages that are too broken to parse, and for plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html_tags import LINE_BLOCKS, STRIPPED_BLOCKS, alternation, selector
from reader.text.chunks import chunks_before
from reader.text.references import unescape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# No pattern below reaches beyond the next tag.
_UNSEEN = re.compile(r"(?is)<(script|style)\b[^<>]{0,2000}>[^<]{0,200000}")
_BLOCK_TAG = re.compile(rf"(?i)</?(?:{alternation(STRIPPED_BLOCKS)})\b[^<>]{{0,2000}}>")
_OTHER_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,20000}>")
_WHITE_SPACE = re.compile(r"\s+")
_CUT_TAG = re.compile(r"</?[a-zA-Z]\w{0,20}(?=\s*(?:<|\Z))")


def strip_tags(html: str) -> str:
    """The text of HTML too broken to parse: a block tag ends a line, other tags are cut."""
    # A list of all tags may take ten times their size.
    return "".join(map(_without_tags, chunks_before(html, "<")))


def _without_tags(html: str) -> str:
    text = _UNSEEN.sub(" ", _CUT_TAG.sub(" ", html))
    return unescape(_OTHER_TAG.sub(" ", _BLOCK_TAG.sub("\n", text)))


def block_text(node: LexborNode) -> str:
    """The text of an element with a blank line between its blocks. Changes the tree."""
    for inner in node.css(selector(LINE_BLOCKS)):
        inner.insert_before("\n\n")
    return _WHITE_SPACE.sub(_blank_line, node.text(deep=True))


def _blank_line(white_space: re.Match[str]) -> str:
    return "\n\n" if white_space[0].count("\n") > 1 else white_space[0]
