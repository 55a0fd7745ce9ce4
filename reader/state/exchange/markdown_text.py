"""Plain text as Markdown that reads as the same text everywhere, Obsidian too, and back."""

from __future__ import annotations

import re

from reader.document.escape import escape, escape_inside
from reader.text.references import unescape

_COMMENT = re.compile("(?<=%)%")
"""`%%` opens a comment in Obsidian."""
_TAG = re.compile(r"(?<![&\\])#(?=[\w/-])")
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});"
_ESCAPED = re.compile(rf"\\([!-/:-@\[-`{{-~])|({_ENTITY})")
"""CommonMark 2.4 and 2.5."""


def escaped(line: str) -> str:
    """A line of text; nothing in it is a mark."""
    return _quieted(escape(line))


def escaped_inside(text: str) -> str:
    """Text escaped for the middle of a line."""
    return _quieted(escape_inside(text))


def escaped_heading(text: str) -> str:
    """Text escaped for a heading."""
    return _quieted(escape(text, heading=True))


def _quieted(markdown: str) -> str:
    """Markdown without what acts in Obsidian only: comments, ids of blocks, tags."""
    markdown = _COMMENT.sub("&#37;", markdown).replace("^", "\\^")
    return _TAG.sub("\\#", markdown)


def unescaped(markdown: str) -> str:
    """The text that such a line was made of; marks that somebody added stay as they are."""
    return _ESCAPED.sub(lambda found: found[1] or unescape(found[2]), markdown)
