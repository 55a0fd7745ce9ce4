"""The text of a listing of code, line for line, without what stands beside it.

Highlighters mark lines in three ways: by line breaks in the text, by an element for each line, or
by both. An element for a line owes a line break, which a break in the text beside it pays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html.code.code_labels import GONE, is_gutter, is_tool
from reader.document.html.measures import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_DEPTH = 100
_BLOCKS = frozenset(("div", "p", "section", "pre", "ol", "ul", "table", "tbody", "thead", "figure"))
_ROWS = frozenset(("li", "tr"))
_LINE_CLASSES = frozenset((
    "line", "view-line", "code-line", "code_line", "ec-line", "token-line", "cm-line", "ace_line",
    "ace-line", "codemirror-line", "crayon-line", "hljs-ln-line", "highlight-line",
    "gatsby-highlight-code-line", "react-code-line-contents", "source-line", "codeline",
))  # fmt: skip
_MODULE_SUFFIX = re.compile(r"_{1,2}[\w-]{1,12}$")
"""What CSS modules put behind a class: `codeLine_iPqp`."""
_BLOCK_STYLE = re.compile(
    r"display\s*:\s*(?:block|flex|grid|table|list-item|-webkit-(?:box|flex)|table-row)\s*(?:;|!|$)"
)
_PRESERVING = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)")
_NUMBER = re.compile(r"\s{0,8}\d{1,6}[.:|]?\s{0,8}")
_NUMBER_TOKENS = frozenset((
    "mi", "mf", "mh", "mb", "mo", "il", "m", "number", "hljs-number", "nu0", "lit", "cm-number",
    "ace_numeric", "code-snippet__number", "numeric",
))  # fmt: skip
_MARK = "\0"
"""Stands for the number of a line; the parser leaves none of it in a text."""
_NUMBERED = re.compile(f"[ \u00a0\t]*{_MARK}[^{_MARK}]*+$")
_SOFT_NEWLINE = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def keeps_newlines(node: LexborNode) -> bool:
    """Whether a line break in the text of the element is one on the page."""
    if node.tag in ("pre", "xmp", "listing", "plaintext", "textarea"):
        return True
    return bool(_PRESERVING.search(attribute(node, "style")))


def is_block(node: LexborNode) -> bool:
    """Whether the element stands on lines of its own, by its name or its style."""
    if node.tag in _BLOCKS or node.tag in _ROWS:
        return True
    style = attribute(node, "style")
    return bool(style and _BLOCK_STYLE.search(style))


def code_text(node: LexborNode, *, preserved: bool = True, rows: bool = False) -> str:
    """The text of a listing, without blank lines around it.

    Without `preserved` a line break in the text is white space, as it is outside of `<pre>`. With
    `rows` each child is a line.
    """
    lines = _Lines(preserved=preserved)
    lines.read(node, rows=rows or (node.tag == "pre" and are_alike(node)))
    return lines.finish()


class _Lines:
    def __init__(self, *, preserved: bool) -> None:
        self._preserved = preserved
        self._parts: list[str] = []
        self._owed = ""
        """How the line ended whose break has not been written: "", "block" or "inline"."""
        self._numbers: list[tuple[int, int]] = []
        """Elements that hold a number alone, at the start of a line: index of the part, number."""
        self._depth = 0

    def read(self, node: LexborNode, *, rows: bool = False) -> None:
        if self._depth > _MAX_DEPTH:
            self._text(node.text(deep=True))
            return
        self._depth += 1
        child = node.first_child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                self._text(child.text_content or "")
            elif tag == "br":
                self._break()
            elif tag == "img":
                self._text(attribute(child, "alt"))
            elif not (tag.startswith("-") or _is_apart(child)):
                self._element(child, is_line=rows)
            child = child.next
        self._depth -= 1

    def _element(self, node: LexborNode, *, is_line: bool) -> None:
        block = is_line or is_block(node)
        is_line = is_line or _is_line(node) or node.tag in _ROWS
        if not (block or is_line):
            self._note_number(node)
            self.read(node)
            return
        owed = self._owed
        if self._numbers and self._numbers[-1][0] == len(self._parts) - 1:
            # A number stands before its line, not above it.
            self._parts.append(" ")
        elif self._on_a_line(block=block):
            self._parts.append("\n")
        self._owed = ""
        start = len(self._parts)
        self.read(node)
        if self._owed:
            return
        if len(self._parts) > start:
            self._parts[-1] = self._parts[-1].removesuffix("\n")
        elif not is_line:
            # An empty box has no height, so it is no line.
            if owed:
                self._parts.pop()
            self._owed = owed
            return
        self._owed = "block" if block else "inline"

    def _on_a_line(self, *, block: bool) -> bool:
        """Whether a line is open that an element beginning here has to end."""
        if self._owed:
            return True
        if not self._parts:
            return False
        if block and not self._parts[-1].strip(" \t"):
            self._parts[-1] = ""  # what indents the tags
        return not self._at_start()

    def _at_start(self) -> bool:
        for part in reversed(self._parts[-20:]):
            if part:
                return part.endswith("\n")
        return not self._parts

    def _break(self) -> None:
        self._owed = ""
        self._parts.append("\n")

    def _text(self, text: str) -> None:
        if not self._preserved and "\n" in text:
            soft = _SOFT_NEWLINE.match(text)
            if soft and (not self._parts or self._owed or self._at_start()):
                text = text[soft.end() :]
            text = _SOFT_NEWLINE.sub(" ", text)
        if not text:
            return
        if self._owed:
            self._after_line(text)
        else:
            self._parts.append(text)

    def _after_line(self, text: str) -> None:
        """Write the text behind an element that was a line."""
        blank = not text.strip()
        if blank and "\n" not in text and self._owed == "block":
            return
        if blank and self._owed == "block":
            text = "\n" * text.count("\n")
        self._owed = ""
        self._parts.append(text if text.startswith("\n") else f"\n{text}")

    def _note_number(self, node: LexborNode) -> None:
        first = node.first_child
        if first is None or first.next is not None or first.tag != "-text":
            return
        text = first.text_content or ""
        if not _NUMBER.fullmatch(text) or not (self._owed or self._at_start()):
            return
        if _NUMBER_TOKENS.isdisjoint(attribute(node, "class").lower().split()):
            if self._owed:
                self._break()
            self._numbers.append((len(self._parts), int(text.strip(" .:|\t\n"))))

    def finish(self) -> str:
        text = self._unnumbered().replace("\r\n", "\n").replace("\r", "\n")
        return text.replace("\u00a0", " ").strip("\n").rstrip()

    def _unnumbered(self) -> str:
        """The text without the numbers of its lines, if each begins with one."""
        written = "".join(self._parts)
        numbers = [number for _, number in self._numbers]
        if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
            return written
        parts = self._parts.copy()
        for index, _ in self._numbers:
            parts[index] = _MARK
        lines = "".join(parts).strip("\n").rstrip().split("\n")
        if len(lines) != len(numbers) or not all(_NUMBERED.match(line) for line in lines):
            return written
        lines = [line.partition(_MARK)[2] for line in lines]
        # A number that anything but a space follows belongs to the text: `1: first`.
        spaced = all(not line or line[0] in " \u00a0\t" for line in lines)
        if not spaced or not any(line.strip() for line in lines):
            return written
        return "\n".join(line[1:] for line in lines)


def _is_apart(node: LexborNode) -> bool:
    return GONE in node.attributes or is_gutter(node) or is_tool(node)


def _is_line(node: LexborNode) -> bool:
    if "data-line" in node.attributes and node.tag in ("span", "div"):
        return True
    names = attribute(node, "class").lower()
    if not names:
        return False
    return any(
        name in _LINE_CLASSES or _MODULE_SUFFIX.sub("", name) == "codeline"
        for name in names.split()
    )


def are_alike(node: LexborNode) -> bool:
    """Whether all children are `<code>`, alike, with nothing or a line break between them."""
    count = 0
    names = ""
    child = node.first_child
    while child is not None:
        if child.tag == "code":
            if count and attribute(child, "class") != names:
                return False
            names = attribute(child, "class")
            count += 1
        elif child.tag == "-text":
            text = child.text_content or ""
            if text.strip() or (count and "\n" not in text and child.next is not None):
                return False
        elif not is_gutter(child):
            return False
        child = child.next
    return count > 1
