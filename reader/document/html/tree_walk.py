"""A walk through a cleaned tree that turns it into leaves within containers.

`block_elements` and `inline_elements` say what each element means; here is what they share: the
buffer of the current paragraph, the marks that are open in it, and the containers around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.document import escape
from reader.document.html import neighbours
from reader.document.html.html2text_leaves import Leaf, LinePrefix, Stash, tidy
from reader.document.html_tags import SPACE_EATERS
from reader.text.unicode.scripts import SPACELESS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_DEPTH = 120
"""Nested elements below which only text is looked for."""
MAX_FRAMES = 16
"""Nested containers: the twentieth list is read no better than a flat one."""

_SPACELESS_NEWLINE = re.compile(rf"(?<=[{SPACELESS}])[ \t\r]*\n\s*(?=[{SPACELESS}])")
_TITLE = f"(?:{escape.TITLE_START}\\d+{escape.TITLE_END})?"
_PICTURE = rf"(?:<a [^>]*>)?<img [^>]*>(?:</a>)?{_TITLE}"
IMAGE = re.compile(_PICTURE)
IMAGES_ONLY = re.compile(rf"(?:\s|{_PICTURE})+")

Handler = Callable[["TreeWalk", "LexborNode"], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A mark or link that is open at the current text."""

    start: str
    end: str
    name: str


class TreeWalk:
    """Collects leaves. `targets` are the fragments that links of the same body point to."""

    def __init__(
        self, handlers: Mapping[str, Handler], targets: frozenset[str] = frozenset()
    ) -> None:
        self.leaves: list[Leaf] = []
        self.stash = Stash()
        self.targets = targets
        self.frames: tuple[LinePrefix, ...] = ()
        self.buffer: list[str] = []
        self.level = 0
        """The level of the current heading, 0 outside of one."""
        self.in_cell = False
        """Whether a table cell or a term is read, which hold one line: blocks become `<br>`."""
        self._handlers = handlers
        self._opened: list[Opened] = []
        self._depth = 0

    def children(self, node: LexborNode) -> None:
        child = node.first_child
        while child is not None:
            self.visit(child)
            child = child.next

    def visit(self, node: LexborNode) -> None:
        """Read an element or a text; only the text of what is nested too deeply."""
        tag = node.tag or ""
        if tag == "-text":
            self.text(node.text_content or "")
        elif self._depth >= MAX_DEPTH:
            self._text_only(node)
        elif not tag.startswith("-"):
            self._depth += 1
            if self.targets:
                self.mark_target(node)
            self._handlers.get(tag, TreeWalk.children)(self, node)
            self._depth -= 1

    def _text_only(self, node: LexborNode) -> None:
        for inner in node.traverse(include_text=True):
            if inner.tag == "-text":
                self.text(inner.text_content or "")
            elif inner.tag in SPACE_EATERS:
                self.end_block()

    def text(self, text: str) -> None:
        if "\n" in text:
            text = _SPACELESS_NEWLINE.sub("", text)
        self.buffer.append(escape.encode(text))

    def anchor(self, identifier: str) -> str:
        safe = re.sub(r"[\"&<>\s]", "-", identifier)
        anchor = self.stash.put(f'<a id="{safe}"></a>')
        self.stash.anchors.add(anchor)
        return anchor

    def mark_target(self, node: LexborNode) -> None:
        """Put an anchor before an element that a link of the same body points to."""
        tag = node.tag or ""
        identifier = node.id or (node.attributes.get("name") if tag == "a" else None)
        if identifier and identifier in self.targets:
            if tag in SPACE_EATERS:
                self.end_block()
            self.buffer.append(self.anchor(identifier))

    def is_open(self, name: str) -> bool:
        return any(opened.name == name for opened in self._opened)

    def within(self, node: LexborNode, opened: Opened) -> None:
        """Read the children between two marks."""
        self.buffer.append(opened.start)
        self._opened.append(opened)
        self.children(node)
        self._opened.pop()
        self.buffer.append(opened.end)

    def flush(self, *, term: bool = False) -> None:
        """End the paragraph; marks that go on are closed, and opened again after it."""
        if not self.buffer:
            return
        anchors = [part for part in self.buffer if part in self.stash.anchors]
        content = "".join(self.buffer) + "".join(o.end for o in reversed(self._opened))
        self.buffer = [opened.start for opened in self._opened]
        content = tidy(content)
        if escape.is_blank(content) or content == "".join(anchors):
            # An anchor without a text belongs to the next one.
            self.buffer += anchors
            return
        pieces = [content] if self.level or term else _pieces(content)
        self.leaves += [Leaf(p, self.frames, level=self.level, is_term=term) for p in pieces]

    def add(self, markdown: str, *, html: bool = False) -> None:
        """Add a leaf that is Markdown already."""
        if markdown.strip():
            self.leaves.append(Leaf(markdown, self.frames, is_markdown=True, is_html=html))

    def end_block(self) -> None:
        """End the paragraph or, in a cell, the line: a block begins or ends here."""
        if not self.in_cell:
            self.flush()
        elif any(part.strip() for part in self.buffer) and self.buffer[-1] != "<br>":
            self.buffer.append("<br>")

    def block(self, node: LexborNode) -> None:
        self.end_block()
        self.children(node)
        self.end_block()

    def framed(self, node: LexborNode, frame: LinePrefix) -> tuple[LinePrefix, ...]:
        """Read the children within one more container; returns all containers around them."""
        if self.in_cell:
            self.block(node)
            return self.frames
        self.flush()
        outer = self.frames
        if len(outer) < MAX_FRAMES:
            self.frames = (*outer, frame)
        inner = self.frames
        self.children(node)
        self.flush()
        self.frames = outer
        return inner

    def heading(self, node: LexborNode, level: int) -> None:
        """Read the children as a heading, whose marks are its own."""
        self.flush()
        outer, self._opened, self.level = self._opened, [], level
        self.buffer = [part for part in self.buffer if part in self.stash.anchors]
        if node.id and node.id not in self.targets:
            self.buffer.append(self.anchor(node.id))
        self.children(node)
        self.flush()
        self._opened, self.level = outer, 0
        self.buffer = [opened.start for opened in outer]

    def inline(self, node: LexborNode) -> str:
        """The content of a cell or a term, on one line, `<br>` between its blocks."""
        outer = self.buffer, self._opened, self.in_cell, self.level
        self.buffer, self._opened, self.in_cell, self.level = [], [], True, 0
        row = node.parent
        if self.targets and row is not None and row.tag == "tr" and neighbours.before(node) is None:
            self.mark_target(row)
        if self.targets:
            self.mark_target(node)
        self.children(node)
        content = tidy("".join(self.buffer))
        self.buffer, self._opened, self.in_cell, self.level = outer
        return content


def _pieces(content: str) -> list[str]:
    """Cut a paragraph where a line of it holds nothing but images."""
    if "<img " not in content:
        return [content]
    pieces: list[str] = []
    running: list[str] = []
    for line in content.split("<br>"):
        if IMAGES_ONLY.fullmatch(line) and _balanced("<br>".join(running)):
            pieces += ["<br>".join(running), *IMAGE.findall(line)]
            running = []
        else:
            running.append(line)
    pieces.append("<br>".join(running))
    return [piece for piece in pieces if piece.strip()]


def _balanced(content: str) -> bool:
    return escape.is_balanced(content) and content.count("<a ") == content.count("</a>")
