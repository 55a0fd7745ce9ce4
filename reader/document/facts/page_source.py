"""The parts of a page's source that state facts: its scripts, its comments, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

_PART: Final = re.compile(r"<(?:(script|style|svg)(?=[\s>/])([^<>]{0,5000})>|!--)", re.IGNORECASE)
# In small letters and without what may come before: a search for a fixed text is 20 times as fast.
_DATA_URI: Final = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60}[;,][^\s\"'<>)]{200,}")
_HEAD_ENDS: Final = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_MOST_HEAD: Final = 600_000
_BEYOND_HEAD: Final = 400_000
"""Characters of markup after the head in which headings, bylines and dates are looked for."""
_SEARCHED: Final = 4_000_000
"""Characters of a source that are split into its parts."""
_LINKED_DATA: Final = "ld+json"
_MOST_SCRIPTS: Final = 500
_MOST_COMMENTS: Final = 30
_LONGEST_COMMENT: Final = 5_000
_LONGEST_SCRIPT: Final = 1_000_000


class Script(NamedTuple):
    """One `<script>`."""

    attributes: str
    """Lower case, as written between the name and the bracket."""
    content: str


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page's source, split. What is in comments is no element, and comments hold facts."""

    markup: str
    """The head and the beginning of the body, without scripts, styles, drawings, comments and the
    content of long `data:` addresses."""
    scripts: tuple[Script, ...]
    comments: tuple[str, ...]
    """The first ones, each cut to 5,000 characters."""
    body_at: int
    """Where in the markup the body begins; 0 if no head ends."""

    @property
    def body(self) -> str:
        """The markup of the beginning of the body."""
        return self.markup[self.body_at :]


def split(text: str) -> PageSource:
    """Split a page. Linear in its length, however many of its elements have no end."""
    kept: list[str] = []
    scripts: list[Script] = []
    comments: list[str] = []
    unclosed: set[str] = set()
    at = 0
    while (part := _PART.search(text, at, _SEARCHED)) is not None:
        kept.append(text[at : part.start()])
        name = (part[1] or "").lower()
        ending = f"</{name}" if name else "-->"
        end = -1 if name in unclosed else _find(text, ending, part.end())
        if end < 0:
            unclosed.add(name)
            at = part.end()
            continue
        content = text[part.end() : min(end, part.end() + _LONGEST_SCRIPT)]
        if name == "script" and len(scripts) < _MOST_SCRIPTS:
            scripts.append(Script(part[2].lower(), content))
        elif not name and len(comments) < _MOST_COMMENTS:
            comments.append(content[:_LONGEST_COMMENT])
        at = end + (len(ending) if not name else 0)
    kept.append(text[at:_SEARCHED])
    scripts += _later_linked_data(text)
    markup, body_at = _beginning("".join(kept))
    return PageSource(markup, tuple(scripts), tuple(comments), body_at)


def _find(text: str, ending: str, at: int) -> int:
    """The offset of an end tag in small or large letters; -1 if there is none."""
    found = text.find(ending, at)
    upper = text.find(ending.upper(), at, found if found >= 0 else len(text))
    return upper if ending != "-->" and upper >= 0 else found


def _later_linked_data(text: str) -> list[Script]:
    """Linked data behind what is split."""
    found: list[Script] = []
    at = _SEARCHED
    while len(found) < _MOST_COMMENTS and (at := text.find(_LINKED_DATA, at)) >= 0:
        start = text.find(">", at, at + _LONGEST_COMMENT)
        end = text.find("</script", start) if start >= 0 else -1
        if end < 0:
            break
        found.append(Script(_LINKED_DATA, text[start + 1 : min(end, start + _LONGEST_SCRIPT)]))
        at = end
    return found


def _beginning(markup: str) -> tuple[str, int]:
    """The head and what is looked at of the body, and where the body begins in it."""
    ends = _HEAD_ENDS.search(markup, 0, _MOST_HEAD)
    at = ends.end() if ends else 0
    end = at + _BEYOND_HEAD
    head, body = markup[:at], markup[at : end * 4]
    return head + _DATA_URI.sub("data:,", body)[:_BEYOND_HEAD], at
