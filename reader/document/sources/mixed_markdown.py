"""Markdown with raw HTML blocks or with Liquid and Hugo tags in it.

Markdown never goes through html2text: only the blocks of HTML in it do, each in its place, and so
do the tags of static site generators that stand for a fence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from html import escape

from reader.document.html import mdn_macros
from reader.document.html_tags import CONVERTED_BLOCKS, alternation
from reader.document.sources import comments

_FENCE = re.compile(r"[ >]{0,12}(`{3,}|~{3,})([^\n`]*)")
_BLOCK = re.compile(rf"[ ]{{0,3}}<({alternation(CONVERTED_BLOCKS)})(?=[\s>/])", re.IGNORECASE)
_MARKDOWN_INSIDE = re.compile(r"""\smarkdown\s*=\s*["']?(?:1|block|span)["']?""", re.IGNORECASE)
_MARKED_PARAGRAPH = re.compile(
    r"<(p|li|td|dd)\s[^<>]{0,200}?markdown\s*=[^<>]{0,200}>[^`]{0,5000}`.{0,20000}?</\1>",
    re.IGNORECASE | re.DOTALL,
)
_CODE_SPAN = re.compile(r"`([^`\n]{1,500})`")
_SCANS = 20
"""How often a body's lines are searched for ends of blocks; then a blank line ends them."""
_MAX_DEPTH = 16
"""Blocks of Markdown within blocks of HTML; further in all is HTML."""

_LIQUID = re.compile(
    r"^([ \t]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"\{%-?[ \t]*(highlight|codeblock)\b([^%\n]{0,300}?)-?%\}[ \t]*$"
    r"|^([ \t]*)\{\{[<%][ \t]*(highlight)\b([^>%\n]{0,300}?)[>%]\}\}[ \t]*$"
)
_LIQUID_END = re.compile(
    r"^[ \t]*(?:\{%-?[ \t]*end(?:highlight|codeblock)[ \t]*-?%\}"
    r"|\{\{[<%][ \t]*/[ \t]*highlight[ \t]*[>%]\}\})[ \t]*$"
)
_RAW = re.compile(r"^[ \t]*\{%-?[ \t]*(?:end)?raw[ \t]*-?%\}[ \t]*\n?", re.MULTILINE)
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]{0,300}\}[ \t]*$")
_OPTION = re.compile(r"\b[a-z_]{1,20}:(?!//)\S{1,40}|\b(?:linenos|nowrap)\b")
_WEB = re.compile(r"https?://[^\s<>]+")
_LANGUAGE = re.compile(r"(?:lang:)?\"?([A-Za-z][\w+#.-]{0,20})")


def to_markdown(body: str, convert: Callable[[str], str]) -> str:
    """Convert each raw HTML block with `convert`; leave everything else as it is."""
    markdown = comments.without_comments(without_liquid(body))
    return "\n".join(_converted(markdown.split("\n"), convert, 0))


def _converted(lines: list[str], convert: Callable[[str], str], depth: int) -> list[str]:
    written: list[str] = []
    number = 0
    fence = ""
    left = _SCANS * len(lines)
    while number < len(lines):
        line = lines[number]
        fence = _next_fence(line, fence)
        block = None if fence or _FENCE.match(line) else _BLOCK.match(line)
        if block is None:
            written.append(line)
            number += 1
            continue
        end, scanned = _block_end(lines, number, block[1].lower(), left)
        left -= scanned
        inside = _markdown_inside(lines[number:end], block[1]) if depth < _MAX_DEPTH else None
        if inside is not None:
            written += ["", *_converted(inside, convert, depth + 1), ""]
        else:
            html = _MARKED_PARAGRAPH.sub(_without_backticks, "\n".join(lines[number:end]))
            written += ["", convert(html).strip("\n"), ""]
        number = end
    return written


def _without_backticks(paragraph: re.Match[str]) -> str:
    """Make code of backticks in `<p markdown="1">`, where kramdown reads Markdown too."""
    return _CODE_SPAN.sub(lambda match: f"<code>{escape(match[1])}</code>", paragraph[0])


def _next_fence(line: str, fence: str) -> str:
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    return "" if match[1].startswith(fence) and not match[2].strip() else fence


def _block_end(lines: list[str], start: int, name: str, most: int) -> tuple[int, int]:
    """The index of the line after the block, and how many lines were searched, at most `most`.

    The block ends where its element does, else at the first blank line.
    """
    tag = re.compile(rf"<(/?){name}(?=[\s/>])[^<>]{{0,5000}}?(/?)>", re.IGNORECASE)
    depth = 0
    last = min(len(lines), start + most)
    for number in range(start, last):
        for match in tag.finditer(lines[number]):
            depth += -1 if match[1] else not match[2]
        if depth <= 0:
            return number + 1, number + 1 - start
    for number in range(start + 1, len(lines)):
        if not lines[number].strip():
            return number, last - start
    return len(lines), last - start


def _markdown_inside(block: list[str], name: str) -> list[str] | None:
    """The lines of a block whose content is Markdown, by an attribute or by blank lines.

    `<div markdown="1">` is kramdown's way; CommonMark reads what stands between blank lines.
    """
    first, last = block[0].strip(), block[-1].strip()
    alone = first.endswith(">") and first.count("<") == 1 and last.lower() == f"</{name.lower()}>"
    if not alone or len(block) < 3:
        return None
    said = bool(_MARKDOWN_INSIDE.search(first))
    # Notion exports callouts so: their text is Markdown.
    is_callout = name.lower() == "aside" and not any("<" in line for line in block[1:-1])
    blank = is_callout or (not block[1].strip() and name.lower() in _TRANSPARENT)
    if not (said or blank):
        return None
    return [_MARKDOWN_INSIDE.sub("", line) for line in block[1:-1]]


_TRANSPARENT = frozenset(
    ("div", "section", "article", "center", "main", "header", "footer", "aside", "form", "fieldset")
)


def without_liquid(body: str) -> str:
    """Make fences of the code tags of Jekyll, Hexo and Hugo, and drop kramdown's attributes.

    Other tags stay: they are text that the reader may miss otherwise.
    """
    if "{%" not in body and "{:" not in body and "{{" not in body:
        return body
    written: list[str] = []
    fence = ""
    lines = _RAW.sub("", body).split("\n")
    ends = [number for number, line in enumerate(lines) if _LIQUID_END.match(line)]
    until = -1
    for number, line in enumerate(lines):
        if until >= 0:
            written.append(_closing(lines, until) if number == until else line)
            until = until if number < until else -1
            continue
        fence = _next_fence(line, fence)
        opening = None if fence else _LIQUID.match(line)
        if opening is not None:
            after = bisect_right(ends, number)
            until = ends[after] if after < len(ends) else -1
        if opening is not None and until > number:
            arguments = (opening[3] or opening[6] or "").strip()
            before = opening[1] or opening[4] or ""
            if opening[2] == "codeblock" and (caption := _caption(arguments)):
                written += [f"{before}{caption}", ""]
                before = " " * len(before)
            written.append(f"{before}{_ticks(lines, number, until)}{_language(arguments)}")
        elif fence or not _ATTRIBUTES.match(line):
            written.append(line if fence else mdn_macros.expand_markdown(line))
            until = -1
    return "\n".join(written)


def _ticks(lines: list[str], start: int, end: int) -> str:
    longest = max(
        (len(run) for line in lines[start:end] for run in re.findall("`+", line)), default=0
    )
    return "`" * max(3, longest + 1)


def _closing(lines: list[str], end: int) -> str:
    start = end
    while start > 0 and not _LIQUID.match(lines[start]):
        start -= 1
    opening = _LIQUID.match(lines[start])
    before = (opening[1] or opening[4] or "") if opening else ""
    return " " * len(before.expandtabs(4)) + _ticks(lines, start, end)


def _caption(arguments: str) -> str:
    """What Hexo writes above a listing: its title, and a link to where it comes from."""
    words = _OPTION.sub("", arguments).strip()
    address = _WEB.search(words)
    if address is None:
        return words if not _LANGUAGE.fullmatch(words) else ""
    text = words[address.end() :].strip() or address[0]
    return f"{words[: address.start()].strip()} [{text}](<{address[0]}>)".strip()


def _language(arguments: str) -> str:
    named = re.search(r"\blang:\s*(\S{1,20})", arguments)
    if named:
        return named[1]
    match = _LANGUAGE.match(arguments)
    return match[1] if match else ""
