"""Comments in Markdown and plain text: HTML's `<!-- … -->` and Obsidian's `%% … %%`.

They are no part of the text, wherever they stand but in code. What follows one that is never closed
is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.document.sources.code_parts import CODE

_CODE_OR_OPENING = re.compile(
    rf"""
    (?P<code> {CODE} )
  | (?P<html> <!--(?P<empty>-?>)? )
  | (?P<percent> (?<![A-Za-z0-9_%\\/])(?<!\d[ ])%%(?!%) )
    """,
    re.VERBOSE | re.MULTILINE,
)
_HTML_OPENING = re.compile(r"(?P<html><!--(?P<empty>-?>)?)")
_HTML_END = re.compile(r"--!?>")
_PERCENT_END = re.compile(r"%%[ \t]*(?=\n|\Z)")
_PERCENT_END_INLINE = re.compile(r"[^\n]{0,2000}?%%(?![A-Za-z0-9_%])")
_LINE_END = re.compile(r"[ \t]*+(?:\n|\Z)")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_MOST_BEFORE = 200
"""Characters before a comment that is on a line of its own, and before code that is indented."""
_MOST_LINES = 20
"""Lines above an indented one that are looked at to tell code from a part of a list."""
_BREAK = "<!-- -->"
"""What Markdown takes for a comment: it parts paragraphs and lists, and shows nothing."""


def without_comments(markdown: str) -> str:
    """Markdown without comments; one on a line of its own still parts what it stood between."""
    return _without(markdown, _CODE_OR_OPENING, _BREAK)


def without_html_comments(text: str) -> str:
    """Plain text without HTML comments; where one had a line of its own a blank line stays."""
    return _without(text, _HTML_OPENING, "")


def bare(markdown: str) -> str:
    """Markdown without comments and without what parts paragraphs in their place: for an index."""
    return _without(markdown, _CODE_OR_OPENING, "")


def _without(text: str, pattern: re.Pattern[str], in_place: str) -> str:
    if "<!--" not in text and ("%%" not in text or pattern is _HTML_OPENING):
        return text
    return "".join(_kept(text, pattern, in_place))


def _kept(text: str, pattern: re.Pattern[str], in_place: str) -> Iterator[str]:
    at = search = 0
    ends = _Ends(text)
    while (match := pattern.search(text, search)) is not None:
        start, search = match.start(), match.end()
        is_html = match["html"] is not None
        if not (is_html or match["percent"]):
            continue
        before = _before(text, start)
        if before is not None and _is_in_indented_code(text, start, before):
            continue
        end = ends.of_html(match) if is_html else ends.of_percent(match, begins=before is not None)
        if end >= 0:
            yield text[at:start]
            is_alone = before is not None and _LINE_END.match(text, end) is not None
            yield in_place if is_alone else ""
            at = search = end
        elif is_html and in_place:
            yield text[at:start]
            yield "&lt;!--"
            at = search
    yield text[at:]


class _Ends:
    """Finds the ends of comments, one that is not there only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._has_html = self._has_percent = True

    def of_html(self, opening: re.Match[str]) -> int:
        """The index behind the end, -1 if there is none."""
        if opening["empty"]:
            return opening.end()
        found = _HTML_END.search(self._text, opening.end()) if self._has_html else None
        self._has_html = found is not None
        return found.end() if found else -1

    def of_percent(self, opening: re.Match[str], *, begins: bool) -> int:
        """The same; only one that `begins` a line may end on another, at that one's end."""
        found = _PERCENT_END_INLINE.match(self._text, opening.end())
        if found is None and begins and self._has_percent:
            found = _PERCENT_END.search(self._text, opening.end())
            self._has_percent = found is not None
        return found.end() if found else -1


def _before(text: str, at: int) -> str | None:
    """The white space and marks of quotes that the line has before `at`; None if it has more."""
    least = max(0, at - _MOST_BEFORE)
    start = text.rfind("\n", least, at) + 1
    before = text[start:at] if start or not least else "?"
    return None if before.strip(" \t>") else before


def _is_in_indented_code(text: str, at: int, before: str) -> bool:
    """Whether a line that has `before` at its start is indented by four columns more than its list.

    After a line of text that is not it goes on with its paragraph.
    """
    indent = len(before.expandtabs(4))
    if indent < 4 or ">" in before:
        return False
    start = at - len(before)
    is_apart = False
    for _ in range(_MOST_LINES):
        if start == 0:
            return True
        end, start = start - 1, text.rfind("\n", 0, start - 1) + 1
        line = text[start : min(end, start + _MOST_BEFORE)].expandtabs(4)
        rest = line.lstrip(" ")
        item = _ITEM.match(line)
        if not rest:
            is_apart = True
        elif item is not None and item.end() <= indent:
            return is_apart and indent >= item.end() + 4
        elif item is None and len(line) - len(rest) < 4:
            return is_apart
    return False
