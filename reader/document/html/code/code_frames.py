"""What stands around a listing of code: frames of highlighters, with names and tools in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.code_language import LANGUAGE_OF_LABEL
from reader.document.html import neighbours
from reader.document.html.code import code_labels
from reader.document.html.code.code_labels import GONE, Label
from reader.document.html.measures import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FRAME_TAGS = frozenset(
    ("div", "figure", "section", "span", "table", "tbody", "tr", "td", "center", "code", "pre")
)
_CELLS = frozenset(("td", "th", "tr", "tbody"))
"""Elements beside code that may hold numbers of lines only: their words are a table's."""
_NO_LABELS = frozenset(("pre", "img", "video", "iframe", "hr", "math"))
_PROSE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_CONTENT = "pre, img, video, iframe, table, h1, h2, h3, p, ul, ol"
_BARS = frozenset(("bar", "tools", "codemirror-gutters", "enlighter-raw", "enlighter-origin"))
_TITLES = ("data-title", "data-filename", "data-file-name", "data-file", "data-enlighter-title")
_SPACES = re.compile(r"\s+")
_MOST_FRAMES = 8
_MOST_SIBLINGS = 24
_MOST_NUMBERS = 4_000
_MOST_OUTSIDE = 2_000


@dataclass(frozen=True, slots=True)
class _Text:
    """A text beside code, with the element that it stands in."""

    text: str
    element: LexborNode
    hints: str
    """The classes around it."""


@dataclass(slots=True)
class Surroundings:
    """What was found around a listing, from the inside out."""

    captions: list[tuple[str, str]] = field(default_factory=list)
    """Texts that name it, each with the target of a link around it, else ""."""
    below: bool = False
    """Whether the captions stand under the code."""
    language: str = ""
    frames: list[LexborNode] = field(default_factory=list)

    def take(self, found: _Text, *, any_title: bool = False) -> None:
        """Note a label; with `any_title` what is no label is a title too."""
        label = code_labels.label(found.text, found.element, found.hints)
        if label is Label.LANGUAGE:
            self.language = self.language or code_labels.language(found.text)
        elif label is Label.TITLE or (label is None and any_title):
            element = found.element
            target = attribute(element, "href") if element.tag == "a" else ""
            self.captions.append((_SPACES.sub(" ", found.text).strip(), target))

    def titles(self, node: LexborNode) -> list[tuple[str, str]]:
        """The captions, else what an attribute of the listing or of a frame says."""
        if self.captions:
            return self.captions
        for element in (node, *node.css("code")[:1], *self.frames):
            for name in _TITLES:
                title = _SPACES.sub(" ", attribute(element, name))
                short = 0 < len(title) <= code_labels.MOST_LETTERS
                if short and not code_labels.is_copy(title):
                    return [(title, "")]
        return []


def surroundings(node: LexborNode) -> Surroundings:
    """The labels around a listing; what they were taken from is marked as gone.

    A frame ends where something that is no label stands beside it.
    """
    found = Surroundings()
    inner = node
    for _ in range(_MOST_FRAMES):
        frame = inner.parent
        if frame is None:
            break
        if frame.tag not in _FRAME_TAGS or not _take_level(found, frame, inner):
            _take_neighbours(found, inner)
            break
        found.frames.append(frame)
        inner = frame
    return found


def within(frame: LexborNode, code: LexborNode) -> Surroundings | None:
    """The texts of a frame outside of its code; None if they are too long for labels."""
    texts: list[_Text] = []
    length = 0
    for number, (text, parent) in enumerate(_texts_outside(frame, code)):
        length += len(text)
        if length > code_labels.MOST_LETTERS or number > code_labels.MOST_LETTERS:
            return None
        texts.append(_Text(text, parent, f"tool {code_labels.classes(parent)}"))
    found = Surroundings(frames=[frame])
    for text_found in texts:
        found.take(text_found, any_title=True)
    return found


def _texts_outside(frame: LexborNode, code: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    stack = [frame.first_child]
    steps = 0
    while stack and steps < _MOST_OUTSIDE:
        node = stack.pop()
        if node is None:
            continue
        steps += 1
        stack.append(node.next)
        if node == code:
            continue
        if node.tag == "-text":
            text = (node.text_content or "").strip()
            if text and node.parent is not None:
                yield text, node.parent
        elif node.tag and not node.tag.startswith("-") and not is_apart(node):
            stack.append(node.first_child)


def is_apart(node: LexborNode) -> bool:
    """Whether the element is a column of numbers or a bar of tools, by its class."""
    if code_labels.is_gutter(node) or code_labels.is_tool(node):
        return True
    return code_labels.classes(node) in _BARS


def holds(node: LexborNode, selector: str) -> bool:
    """Whether an element within this one matches, which `css_first` would ask itself first."""
    return any(child.css_first(selector) is not None for child in node.iter())


def _take_level(found: Surroundings, frame: LexborNode, inner: LexborNode) -> bool:
    """Take what stands in the frame beside what it holds, if all of it is labels."""
    taken: list[tuple[LexborNode, list[_Text], bool]] = []
    below = False
    child = frame.first_child
    for _ in range(_MOST_SIBLINGS):
        if child is None:
            break
        if child == inner:
            below = True
        elif child.tag == "-text":
            if (child.text_content or "").strip():
                return False
        elif child.tag and not child.tag.startswith("-") and GONE not in child.attributes:
            texts = _labels(child)
            if texts is None:
                return False
            taken.append((child, texts, below))
        child = child.next
    if child is not None:
        return False
    for sibling, texts, side in taken:
        _take_sibling(found, sibling, texts, below=side)
    return True


def _take_neighbours(found: Surroundings, inner: LexborNode) -> None:
    """Take a copy button or a name right before or behind a frame, in text that goes on."""
    for below in (False, True):
        sibling = _neighbour(inner, below=below)
        if sibling is None or sibling.tag in _PROSE or GONE in sibling.attributes:
            continue
        names = code_labels.classes(sibling)
        texts = _labels(sibling)
        if texts is None:
            continue
        titled = not below and "code" in names and code_labels.is_title_class(names)
        copies = code_labels.is_copy(" ".join(text.text for text in texts))
        if titled or copies or code_labels.is_tool(sibling):
            _take_sibling(found, sibling, texts, below=below)


def _neighbour(node: LexborNode, *, below: bool) -> LexborNode | None:
    """The element beside this one, if only white space stands between."""
    beside = neighbours.behind(node) if below else neighbours.before(node)
    is_element = beside is not None and beside.tag and not beside.tag.startswith("-")
    return beside if is_element else None


def _take_sibling(
    found: Surroundings, sibling: LexborNode, texts: list[_Text], *, below: bool
) -> None:
    if not texts and not is_apart(sibling):
        return
    sibling.attrs[GONE] = ""
    before = len(found.captions)
    for text in texts:
        found.take(text)
    if len(found.captions) > before:
        found.below = below


def _labels(node: LexborNode) -> list[_Text] | None:
    """The texts of an element, if all are labels; empty for an element without a text."""
    if node.tag in _NO_LABELS and not code_labels.is_tool(node):
        return None
    if code_labels.is_gutter(node) or are_row_numbers(node):
        return [_Text("", node, "gutter")]
    if node.tag in _CELLS:
        return [] if code_labels.short_text(node) == "" else None
    if code_labels.is_tool(node):
        return [_Text(text, node, "tool") for text, _ in _texts(node) if _is_language(text)][:1]
    if code_labels.short_text(node) is None or holds(node, _CONTENT):
        return None
    own = f"{code_labels.classes(node)} {'caption' if node.tag == 'figcaption' else ''}"
    found = [
        _Text(t, element, f"{own} {code_labels.classes(element)}") for t, element in _texts(node)
    ]
    if any(code_labels.label(t.text, t.element, t.hints) is None for t in found):
        return None
    return found


def _texts(node: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    for inner in node.traverse(include_text=True):
        text = (inner.text_content or "").strip() if inner.tag == "-text" else ""
        if text and inner.parent is not None:
            yield text, inner.parent


def _is_language(text: str) -> bool:
    return text.casefold() in LANGUAGE_OF_LABEL


def are_row_numbers(node: LexborNode) -> bool:
    """Whether the lines are two or more numbers, each one more than the one before."""
    if node.tag in _PROSE:
        return False
    numbers: list[int] = []
    for inner in islice(node.traverse(include_text=True), _MOST_NUMBERS):
        lines = (inner.text_content or "").split("\n") if inner.tag == "-text" else ()
        for line in filter(None, map(str.strip, lines)):
            if not (line.isascii() and line.isdigit() and len(line) < 8):
                return False
            if numbers and int(line) != numbers[-1] + 1:
                return False
            numbers.append(int(line))
    return len(numbers) > 1
