"""Tags, comments and attributes that would take what follows them out of the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONG = 20_000
_LONG_TAG = re.compile(rf"(<[a-zA-Z][a-zA-Z0-9-]{{0,60}}+)(?=[\s/])([^<>]{{{_LONG},}}+)")
_ATTRIBUTE = re.compile(r"[^\s\"'>/=]{1,200}+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?")
MOST_ATTRIBUTES = 200
_TAGS_WITH_ENDS = re.compile(
    r"""(?:[^<]++ | <(?!/?[a-zA-Z])
      | <(?:[^<>"'=]++ | =\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])) | ["'])*+>)*+""",
    re.VERBOSE,
)
_BRACKET = re.compile("[<>]")
_COMMENT_END = re.compile("--!?>")
END = "reader-end"
"""An element put after all others: it is lost with them if a tag does not end."""


def without_long_tags(html: str) -> str:
    """Drop attributes of a tag that has hundreds: a parser compares each with all before it."""
    return _LONG_TAG.sub(_with_few_attributes, html) if _may_have_long_tag(html) else html


def _may_have_long_tag(html: str) -> bool:
    """Whether so many characters follow each other without an angle bracket; in long leaps."""
    at = 0
    while at + _LONG <= len(html):
        last = html.rfind("<", at, at + _LONG)
        if last < 0:
            last = html.rfind(">", at, at + _LONG)
        if last < 0:
            return True
        at = last + 1
    return False


def without_open_comment(html: str) -> str:
    """Make text of a comment's beginning that has no end: a parser would drop all that follows."""
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = _COMMENT_END.search(html, start + 2)
        if end is None:
            return html[:start] + html[start:].replace("<!--", "&lt;!--")
        at = end.end()
    return html


def _with_few_attributes(tag: re.Match[str]) -> str:
    if tag[2].count('"') % 2 and tag[2].count("=") <= MOST_ATTRIBUTES:
        return tag[0]  # one of few, with an angle bracket in it, is long
    attributes = (match[0] for match in _ATTRIBUTE.finditer(tag[2]))
    return " ".join((tag[1], *islice(attributes, MOST_ATTRIBUTES)))


def take_end(tree: LexborHTMLParser) -> bool:
    """Whether the last element is the one put there; it is removed then."""
    last = tree.body
    while last is not None and last.last_child is not None:
        last = last.last_child
    if last is None or last.tag != END:
        return False
    last.decompose()
    return True


def ended(html: str) -> str:
    """Close tags that a parser would follow to the end of the file, and all text with them.

    They lack a quotation mark or their own end. They end at an angle bracket, else with their line;
    at the end of the file they are dropped.
    """
    pieces: list[str] = []
    at = 0
    while (found := _TAGS_WITH_ENDS.match(html, at)) and (start := found.end()) < len(html):
        tag, behind = _tag_at(html, start)
        pieces += (html[at:start], tag)
        at = behind
    return "".join((*pieces, html[at:]))


def _tag_at(html: str, start: int) -> tuple[str, int]:
    """The unclosed tag that begins there, closed; and the offset of the text after it."""
    bracket = _BRACKET.search(html, start + 1)
    end = bracket.start() if bracket else len(html)
    if html[end : end + 1] != ">" or "\n\n" in html[start:end]:
        line = html.find("\n", start, end)
        end = line if line >= 0 else end
    if end == len(html):
        return "", end
    tag = html[start:end].replace('"', "").replace("'", "")
    return f"{tag}>", end + html.startswith(">", end)
