"""Plain text as Markdown: paragraphs, headings and lists that its author wrote without marks."""

from __future__ import annotations

import re
from enum import Enum
from statistics import median

from reader.document import escape
from reader.text.unicode.scripts import SPACELESS
from reader.text.width import cell_width

_HAN = re.compile(f"[{SPACELESS}]")
_BLANK = re.compile(r"\n(?:[ \t\u3000\u00a0]*+\n)++")
_ITEM = re.compile(r"^([ \t\u3000]{0,8})(?:(\d{1,3})([.)、．])(?!\d)|([-*•·●○▪]))[ \t]*(?=\S)")
_CHAPTER = re.compile(
    r"^(?:第[\d零〇一二三四五六七八九十百千两兩]{1,8}[章节節回卷部篇集讲講]"
    r"|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|(?:Chapter|CHAPTER|Part|PART)\s+(?:\d+|[IVXLC]+)\b"
    r"|(?:序|序言|前言|引言|后记|後記|尾声|尾聲|结语|結語|结论|結論|附录|附錄)\s*$)"
)
_CLOSING = tuple("。．.!！;；:：,，、…—」』”’\"')）]】》〉~～-")
_NOT_HEADING = tuple("#@＠＃*-•·=>|/\\&$%+~_`^[【(（<《“\"'「『—…·●○▪")
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"'「」『』（），。；！？、\u3000]{3,2000}")
_SENTENCE_END = tuple("。．.!！?？…」』”\"')）;；:：")
_HARD_WRAPPED = (50, 100)
"""The columns between which most lines of a hard-wrapped text end."""
_LONG = 120
"""Columns from which a line is a paragraph, and a paragraph may have a heading beside it."""
_HEADING_COLUMNS = 60
_HEADING_HAN = 24


_PAGE = 500
"""Characters of a line that are measured: a longer one is long in any case."""


_LISTS_APART = "<!-- -->"
"""A line between two lists in Markdown, which would be one otherwise (CommonMark 5.3)."""


class _Layout(Enum):
    GROUPS = "a blank line ends a paragraph"
    LINES = "every line is a paragraph"


class _Numbering:
    """The numbers of the list that is open in the Markdown written so far.

    Markdown counts on from a list's first number; an author's numbers may skip some.
    """

    def __init__(self) -> None:
        self._last: int | None = None

    def end(self) -> None:
        """Note that something was written that ends a numbered list."""
        self._last = None

    def goes_on(self, number: int) -> bool:
        """Whether an item of this number, from now on the last, may continue the list."""
        joins = self._last is None or number == self._last + 1
        self._last = number
        return joins


def _columns(text: str) -> int:
    return cell_width(text[:_PAGE])


def to_markdown(text: str) -> str:
    """Find paragraphs, and cautiously headings and lists; every character comes out again."""
    text = escape.forget_private(text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.expandtabs(4).strip("\n")
    groups = [group for group in _BLANK.split(text) if group.strip()]
    lines = [line for line in text.split("\n") if line.strip()]
    layout = _layout(lines, groups)
    wrapped = layout is _Layout.GROUPS and _is_wrapped(lines)
    if layout is _Layout.LINES:
        groups = lines
    numbering = _Numbering()
    written = [_group(groups, index, numbering, wrapped=wrapped) for index in range(len(groups))]
    return _joined(written)


def _layout(lines: list[str], groups: list[str]) -> _Layout:
    """Lines are paragraphs where few lines are blank and most are long."""
    if len(groups) > 1 and len(lines) < 3 * len(groups):
        return _Layout.GROUPS
    indented = sum(line.startswith(("\u3000", "    ")) for line in lines)
    if len(lines) >= 4 and indented * 2 > len(lines):
        return _Layout.LINES
    widths = [_columns(line) for line in lines]
    long = sum(width > _LONG for width in widths)
    return _Layout.LINES if long * 3 > len(lines) or (long and len(groups) == 1) else _Layout.GROUPS


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end at a margin rather than where a sentence does."""
    widths = [_columns(line.rstrip()) for line in lines]
    if len(widths) < 3:
        return False
    low, high = _HARD_WRAPPED
    at_margin = [width for width in widths if low <= width <= high]
    if max(widths) > high + 20 or len(at_margin) * 2 < len(widths):
        return False
    return median(at_margin) > 0.8 * max(widths)


def _group(groups: list[str], index: int, numbering: _Numbering, *, wrapped: bool) -> str:
    group = groups[index].strip("\n")
    lines = [line.rstrip() for line in group.split("\n")]
    if len(lines) == 1:
        line = _bare(lines[0])
        if index == 0 and _is_title(line, groups):
            return f"# {_inline(line, heading=True)}"
        if _is_heading(line, groups, index):
            numbering.end()
            return f"## {_inline(line, heading=True)}"
    hanging = _hangs(groups, index)
    count = next((n for n, line in enumerate(lines) if not hanging or not line.startswith(hanging)),
                 len(lines))  # fmt: skip
    head = _hung(_paragraph(lines[:count], wrapped=wrapped)) if count else ""
    if count == len(lines):
        return head
    lines = lines[count:]
    listed = any(_ITEM.match(line) for line in lines)
    if listed and (head or len(lines) > 1 or _among_items(groups, index)):
        items = _list(lines, numbering, wrapped=wrapped)
        return f"{head}\n\n{items}" if head else items
    numbering.end()
    if head:
        return f"{head}\n\n{_paragraph(lines, wrapped=wrapped)}"
    return _paragraph(lines, wrapped=wrapped)


def _hung(paragraph: str) -> str:
    return "\n".join("   " + line for line in paragraph.split("\n"))


def _bare(line: str) -> str:
    return line.strip(" \t\u3000\u00a0")


def _is_title(line: str, groups: list[str]) -> bool:
    return (
        len(groups) > 1
        and _columns(line) <= 2 * _HEADING_COLUMNS
        and not line.startswith(_NOT_HEADING[:9])
        and not line.endswith(("。", ".", "，", ",", "；", ";", "：", ":"))
        and not _URL.search(line)
        and any(_columns(group) > _LONG for group in groups[1:])
    )


def _is_heading(line: str, groups: list[str], index: int) -> bool:
    if not line or _columns(line) > _HEADING_COLUMNS or len(_HAN.findall(line)) > _HEADING_HAN:
        return False
    after = groups[index + 1] if index + 1 < len(groups) else ""
    if _CHAPTER.match(line) and after and not line.endswith(("。", "，", "；")):
        return _columns(_bare(after)) > _columns(line)
    before = groups[index - 1] if index else ""
    quoted = line.startswith(("“", "「", "《")) and not line.endswith(("”", "」", "》"))
    if (line.startswith(_NOT_HEADING) and not quoted) or line.endswith(_CLOSING):
        return False
    if _ITEM.match(line) or _URL.search(line) or line[0].isdigit():
        return False
    if not any(c.isalpha() for c in line) or _columns(line) < 4:
        return False
    # A heading opens the paragraphs that follow; a byline, a caption or a poem does not.
    return _is_long(before) and _is_long(after)


def _is_long(group: str) -> bool:
    return _columns(group) >= _LONG and group.rstrip().endswith(_SENTENCE_END)


def _among_items(groups: list[str], index: int) -> bool:
    """Whether a neighbour within four groups is an item of the same list."""
    here = _ITEM.match(groups[index])
    if here is None:
        return False
    for other in (*range(max(0, index - 4), index), *range(index + 1, min(len(groups), index + 5))):
        found = _ITEM.match(groups[other].split("\n")[0])
        found = found or _last_item(groups[other])
        if found is not None and found[3] == here[3]:
            return True
    return False


def _last_item(group: str) -> re.Match[str] | None:
    found = None
    for line in group.split("\n"):
        found = _ITEM.match(line) or found
    return found


def _hangs(groups: list[str], index: int) -> str:
    """The indentation of a paragraph that goes on with the item before it, or ""."""
    first = groups[index].split("\n")[0]
    indent = first[: len(first) - len(first.lstrip(" "))]
    if len(indent) < 2 or _ITEM.match(first):
        return ""
    for before in range(index - 1, max(-1, index - 6), -1):
        item = _last_item(groups[before])
        if item is not None:
            return indent if item[2] and len(indent) > len(item[1]) else ""
        if not groups[before].startswith(indent):
            return ""
    return ""


def _list(lines: list[str], numbering: _Numbering, *, wrapped: bool) -> str:
    """Write a list; lines before its first item are a paragraph, indented ones continue an item."""
    intro: list[str] = []
    items: list[tuple[int | None, list[str]]] = []
    for line in lines:
        match = _ITEM.match(line)
        if match:
            items.append((int(match[2]) if match[2] else None, [line[match.end() :]]))
        elif items and (line.startswith(("  ", "\u3000")) or len(items) > 0):
            items[-1][1].append(line)
        else:
            intro.append(line)
    written = []
    if intro:
        numbering.end()
        written += [_paragraph(intro, wrapped=wrapped), ""]
    for number, texts in items:
        if number is None:
            numbering.end()
        elif not numbering.goes_on(number):
            written.append(_LISTS_APART)
        marker = "-" if number is None else f"{number}."
        indent = " " * max(3, len(marker) + 1)
        body = _paragraph(texts, wrapped=wrapped).split("\n")
        written.append(f"{marker:<{len(indent)}}" + f"\n{indent}".join(body))
    return "\n".join(written)


def _paragraph(lines: list[str], *, wrapped: bool) -> str:
    margin = 0.75 * max(_columns(line) for line in lines) if wrapped else _HARD_WRAPPED[0]
    joined: list[str] = []
    goes_on = False
    for line in lines:
        text = _bare(line)
        if not text:
            continue
        if goes_on and not line.startswith(("\u3000\u3000", "    ")):
            han = _HAN.match(text) and _HAN.match(joined[-1][-1])
            joined[-1] += text if han else f" {text}"
        else:
            joined.append(text)
        width = _columns(line)
        # Elsewhere a long Latin line that ends in the middle of a sentence was cut by a program.
        cut = width <= _HARD_WRAPPED[1] and text[-1].isalnum() and not _HAN.search(text)
        goes_on = width >= margin and (wrapped or cut)
    return "\\\n".join(_inline(line) for line in joined)


def _inline(text: str, *, heading: bool = False) -> str:
    """Escape text, and make links of addresses."""
    parts: list[str] = []
    at = 0
    for match in _URL.finditer(text):
        address = match[0].rstrip(".,;:!?]")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1]
        parts.append(escape.escape(text[at : match.start()]) if at == 0
                     else escape.escape_inside(text[at : match.start()]))  # fmt: skip
        shown = escape.escape_inside(address)
        target = re.sub(r"[()<>\\\[\]]", lambda m: f"%{ord(m[0]):02X}", address)
        parts.append(f"[{shown}]({target})")
        at = match.start() + len(address)
    rest = text[at:]
    parts.append(escape.escape(rest, heading=heading) if at == 0 else escape.escape_inside(rest))
    return "".join(parts)


def _joined(written: list[str]) -> str:
    return "\n\n".join(part for part in written if part) + "\n"
