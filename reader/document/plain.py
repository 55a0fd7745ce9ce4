"""The text of a body, quickly: for counting, searching and fingerprints, not for showing."""

from __future__ import annotations

import re

from reader.document import clean, extract
from reader.document.kind import BodyKind

_BLOCKS = (
    "p, div, li, h1, h2, h3, h4, h5, h6, br, tr, td, th, dt, dd, pre, blockquote, section, article,"
    " figcaption, header, summary, hr, option, caption, address, ul, ol, table, title, description"
)
_BLANK_LINES = re.compile(r"[ \t\r\f\v]*\n\s*")
_SPACES = re.compile(r"[ \t\r\f\v]+")

_FENCE_LINE = re.compile(r"^[ >\t]*(?:`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_LINE_MARK = re.compile(
    r"^[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,9}[.)][ \t]+"
    r"|(?:[-=*_|:][ \t]*){3,}$|\{:[^}\n]*\}[ \t]*$)?",
    re.MULTILINE,
)
_TARGET = re.compile(
    r"\]\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)"
    r"(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)"
)
_DEFINITION = re.compile(
    r"^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*(?:<[^>\n]*>|\S+)[^\n]*$", re.MULTILINE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,5000}>|<!--")
_MARKS = str.maketrans({"*": "", "`": "", "[": "", "]": "", "\\": "", "~": "", "|": " "})


def plain_text(body: str, kind: BodyKind) -> str:
    """The text without marks, tags and link targets; blocks are lines.

    Of a page it is the main content that `convert` shows, of a feed its items.
    """
    if kind is BodyKind.TEXT:
        return body
    if kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT):
        return _of_html(body, whole_page=kind is BodyKind.HTML_DOCUMENT)
    if kind is BodyKind.FEED:
        # Loads what only feeds need.
        from reader.document import feed

        return _of_markdown(feed.to_markdown(body, _of_html))
    return _of_markdown(_TAG.sub(" ", body) if kind is BodyKind.MIXED else body)


def _of_html(body: str, *, whole_page: bool = False) -> str:
    if clean.is_broken(body):
        return _squeezed(clean.strip_tags(body))
    tree = clean.parse(body)
    if tree.body is None:
        return ""
    root = extract.main_node(tree.body) if whole_page else tree.body
    for node in root.css(_BLOCKS):
        node.insert_before("\n")
    return _squeezed(root.text(deep=True))


def _squeezed(text: str) -> str:
    return _BLANK_LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def _of_markdown(body: str) -> str:
    text = _FENCE_LINE.sub("", body)
    text = _DEFINITION.sub("", text)
    text = _TARGET.sub("]", text)
    text = _LINE_MARK.sub("", text)
    return text.translate(_MARKS).strip()
