"""Listings of code: whatever highlighter wrote them, they become a `<pre>` of bare text.

A highlighter's frame holds a bar with the name of the file, numbers of lines, and tools beside the
code. The numbers and tools go; the name becomes a caption. What is none of these is text of its
own, and stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reader.document.code_language import KNOWN, LANGUAGE_OF_LABEL, language_of_class
from reader.document.html import code_labels
from reader.document.html.clean import attribute
from reader.document.html.code_labels import GONE, Label
from reader.document.html.code_lines import code_text, keeps_newlines

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LANGUAGE = "data-language"
"""The attribute of a rewritten `<pre>` that names its language; "" for none."""
_WRITTEN = "data-reader-listing"

_CODE_OF_FRAME = (
    (".crayon-syntax", ".crayon-pre"),
    (".syntaxhighlighter", "td.code .container, td.code, .lines"),
    (".dp-highlighter", "ol"),
    (".blockcode", "ol, code"),
    (".CodeMirror", ".CodeMirror-code"),
    (".cm-editor", ".cm-content"),
    (".ace_editor", ".ace_text-layer"),
    (".monaco-editor", ".view-lines"),
    (".docx-code-block", ".code-block-content"),
    (".enlighter-default", ".enlighter"),
    (".cnblogs_code", ""),
    (".react-code-lines", ""),
    ("ol[class^='dp-']", ""),
)
"""Frames whose code is in no `<pre>`, or in one for each line, and where in them it is."""
_ROW_NUMBERS = "td[data-line-number], td.blob-num, td.hljs-ln-numbers"
_LINE_BOXES = "div.code-line, span.code-line, div.code_line"
_PREFORMATTED = "pre, xmp, listing, plaintext"
_FRAME_TAGS = frozenset(
    ("div", "figure", "section", "span", "table", "tbody", "tr", "td", "center", "code", "pre")
)  # fmt: skip
_ONE_LINE = ("td", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "a", "figcaption", "summary")
_MONOSPACED = re.compile(r"(?i)monospace|menlo|consolas|monaco|courier|source code|jetbrains mono")
_BOXES = "section[style*='white-space'], div[style*='white-space']"
_MOST_FRAMES = 8
_MOST_SIBLINGS = 12
_MOST_LISTINGS = 20_000
_MOST_NUMBERS = 4_000
_TITLES = ("data-title", "data-filename", "data-file-name", "data-file", "data-enlighter-title")
_NOT_LANGUAGES = frozenset((
    "highlight", "highlighter-rouge", "codehilite", "sourcecode", "syntaxhighlighter", "hljs",
    "rouge", "code", "pre", "src", "numberlines", "prettyprint", "linenums", "wrap", "figure",
    "notranslate", "chroma", "prettyprinted", "gist", "plain", "plaintext", "nohighlight",
    "nowrap", "line-numbers", "none", "text", "default", "js-code-highlight",
))  # fmt: skip
_NAMED = re.compile(
    r"(?:language|lang|highlight-source|highlight-text|mw-highlight-lang|brush|src)[-:]"
)
_WORD = re.compile(r"[a-z][a-z0-9+#_.-]{0,20}")
_PREFIXED = re.compile(r"(?:highlight|code-snippet__?|dp|bg|sh|syntax|prism|source|lang)[-_]+(\S+)")
_DP_LANGUAGES = {"j": "java", "py": "python", "rb": "ruby"}
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class _Beside:
    """What stands around a listing, from the inside out."""

    captions: list[tuple[str, str]] = field(default_factory=list)
    """Texts that name it, each with the target of a link around it, else ""."""
    below: bool = False
    """Whether the captions stand under the code."""
    language: str = ""
    frames: list[LexborNode] = field(default_factory=list)


def rewrite(root: LexborNode) -> None:
    """Replace each listing by `<pre>`, within a `<figure>` if it has a caption.

    Changes the tree in linear time: from each listing few elements are looked at.
    """
    _rewrite_frames(root)
    for node in list(reversed(root.css(_PREFORMATTED)))[:_MOST_LISTINGS]:
        _rewrite_preformatted(node)
    _remove_gone(root)
    for node in root.css("code:not(pre code)")[:_MOST_LISTINGS]:
        if not _is_listing_without_pre(node):
            continue
        code = code_text(node, preserved=keeps_newlines(node))
        if "\n" in code:
            _write(node, code, _beside(node))
    for node in root.css(_BOXES):
        _rewrite_monospaced(node)
    _remove_gone(root)
    for node in root.css("code")[:_MOST_LISTINGS]:
        if _holds(node, "pre"):
            node.unwrap()


def language(node: LexborNode) -> str:
    """The language that a `<pre>` or its code names; "" if neither does."""
    written = node.attributes.get(LANGUAGE)
    if written is not None and _WRITTEN in node.attributes:
        return written
    return _language((node, *node.css("code, pre")[:3]))


# -- frames without <pre> -------------------------------------------------------------------


def _rewrite_frames(root: LexborNode) -> None:
    for selector, inner in _CODE_OF_FRAME:
        for frame in reversed(root.css(selector)[:_MOST_LISTINGS]):
            _rewrite_frame(frame, inner)
    for table in _around(root.css(_ROW_NUMBERS), "table"):
        if _is_numbered_table(table):
            _write(table, code_text(table, preserved=False), _beside(table))
    for lines in _around(root.css(_LINE_BOXES), ""):
        if _is_run_of_lines(lines):
            _write(lines, code_text(lines, preserved=False), _beside(lines))
    _remove_gone(root)


def _rewrite_frame(frame: LexborNode, inner: str) -> None:
    if inner in ("", "ol, code") and frame.css_first("pre") is not None:
        return
    parts = frame.css(inner) if inner else [frame]
    code = next((part for part in parts if part.first_child is not None), None)
    if code is None or _holds_written(frame):
        return
    beside = _Beside(frames=[frame])
    if code != frame:
        outside = _outside(frame, code)
        if outside is None:
            return
        for text, element, hints in outside:
            _take(beside, text, element, hints, or_title=True)
    around = _beside(frame)
    beside.captions += around.captions
    beside.below = around.below and not beside.captions
    beside.language = beside.language or around.language
    beside.frames += around.frames
    if inner == ".view-lines":
        _sort_lines(code)
    _write(frame, code_text(code, preserved=keeps_newlines(code)), beside, inside=(code, *parts))


def _holds(node: LexborNode, selector: str) -> bool:
    """Whether an element within this one matches, which `css_first` would ask itself first."""
    return any(child.css_first(selector) is not None for child in node.iter())


def _holds_written(node: LexborNode) -> bool:
    return node.css_first(f"pre[{_WRITTEN}]") is not None


def _outside(frame: LexborNode, code: LexborNode) -> list[tuple[str, LexborNode, str]] | None:
    """The texts of a frame before its code and behind it; None if they are long."""
    found: list[tuple[str, LexborNode, str]] = []
    length = 0
    skipped: LexborNode | None = None
    stack = [frame.first_child]
    steps = 0
    while stack:
        node = stack.pop()
        if node is None:
            continue
        steps += 1
        stack.append(node.next)
        if node == code or (skipped is not None and node == skipped):
            continue
        if node.tag == "-text":
            text = (node.text_content or "").strip()
            parent = node.parent
            if text and parent is not None:
                length += len(text)
                found.append((text, parent, code_labels.classes(parent)))
        elif node.tag and not node.tag.startswith("-") and not _is_apart(node):
            stack.append(node.first_child)
        if length > code_labels.MOST_LETTERS or steps > 2_000:
            return None
    return found


def _is_apart(node: LexborNode) -> bool:
    names = code_labels.classes(node)
    return bool(names) and (
        code_labels.is_gutter(node)
        or code_labels.is_tool(node)
        or names in ("bar", "tools", "codemirror-gutters", "enlighter-raw", "enlighter-origin")
    )


def _around(cells: list[LexborNode], tag: str) -> Iterator[LexborNode]:
    """The elements around these, each once, the inner before the outer; `""` for the parents."""
    found: dict[int, LexborNode] = {}
    for cell in cells:
        node = cell.parent
        for _ in range(4):
            if node is None or not tag or node.tag == tag:
                break
            node = node.parent
        if node is not None and (not tag or node.tag == tag):
            found.setdefault(node.mem_id, node)
    return reversed(found.values())


def _is_numbered_table(table: LexborNode) -> bool:
    """Whether each row is a number of a line, or the place for one, and a line."""
    if _holds(table, "table, pre"):
        return False
    rows = table.css("tr")
    numbered = 0
    for row in rows:
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        if len(cells) > 4:
            return False
        numbered += len(cells) > 1 and code_labels.is_gutter(cells[0])
    return bool(rows) and numbered >= len(rows) - 1 - len(rows) // 20


def _is_run_of_lines(node: LexborNode) -> bool:
    """Whether the children are boxes of lines, all of the same class, within code."""
    if node.tag in ("pre", "code") or "code" not in code_labels.classes(node):
        return False
    children = [child for child in node.iter() if not _is_apart(child)]
    return len(children) > 1 and all(
        child.tag in ("div", "span") and "line" in code_labels.classes(child) for child in children
    )


_TOP = re.compile(r"(?:^|;)\s*top\s*:\s*(-?\d{1,9})")


def _sort_lines(node: LexborNode) -> None:
    """Put the lines of an editor in the order in which they stand on the page."""
    lines = [child for child in node.iter() if child.tag == "div"]
    tops = [_TOP.search(attribute(line, "style")) for line in lines]
    if not all(tops):
        return
    order = sorted(range(len(lines)), key=lambda index: int((tops[index] or [0, 0])[1]))
    for index in order:
        node.insert_child(lines[index])
    for line in lines:
        line.decompose()


# -- <pre> ----------------------------------------------------------------------------------


def _rewrite_preformatted(node: LexborNode) -> None:
    if _WRITTEN in node.attributes or "wp-block-verse" in code_labels.classes(node):
        return
    if node.tag == "pre" and _holds(node, "pre"):
        if _is_empty_but_for_pre(node):
            node.unwrap()
        return
    if _is_column_of_numbers(node):
        node.attrs[GONE] = ""
        return
    code = code_text(node)
    if code.strip():
        _write(node, code, _beside(node))


def _is_empty_but_for_pre(node: LexborNode) -> bool:
    """Whether all its text is in listings within it, which tools may stand beside."""
    stack = [node.first_child]
    while stack:
        child = stack.pop()
        if child is None:
            continue
        stack.append(child.next)
        if child.tag == "-text":
            if (child.text_content or "").strip():
                return False
        elif (
            GONE in child.attributes
            or child.tag == "pre"
            or _is_apart(child)
            or (child.tag == "figure" and _holds_written(child))
        ):
            continue
        else:
            stack.append(child.first_child)
    return True


def _is_column_of_numbers(node: LexborNode) -> bool:
    """Whether it is the column of numbers beside a listing: both are cells of one row."""
    cell = node
    for _ in range(3):
        parent = cell.parent
        if parent is None:
            return False
        if cell.tag == "td":
            break
        cell = parent
    beside = cell.next
    while beside is not None and beside.tag == "-text":
        beside = beside.next
    if cell.tag != "td" or beside is None or beside.tag != "td":
        return False
    return code_labels.is_numbering(node) and beside.css_first("pre") is not None


# -- code outside of <pre> ------------------------------------------------------------------


def _is_listing_without_pre(node: LexborNode) -> bool:
    """Whether the code has lines, and stands where there can be some."""
    style = attribute(node, "style")
    text = node.text(deep=True) if "white-space" in style and keeps_newlines(node) else ""
    if node.css_first("br") is None and "\n" not in text.strip():
        return False
    outer = node.parent
    for _ in range(8):
        if outer is None:
            break
        if outer.tag in _ONE_LINE:
            return False
        outer = outer.parent
    return not _holds(node, "code")


def _rewrite_monospaced(node: LexborNode) -> None:
    """Rewrite a box that its style makes a listing, unless it holds more than lines."""
    if not (keeps_newlines(node) and _MONOSPACED.search(attribute(node, "style"))):
        return
    if _holds(node, f"pre, img, h1, h2, h3, p, table, blockquote, {_BOXES}"):
        return
    code = code_text(node)
    if "\n" in code:
        _write(node, code, _beside(node))


# -- what stands around ---------------------------------------------------------------------


def _beside(node: LexborNode) -> _Beside:
    """The labels around a listing; what they were taken from is marked as gone.

    A frame ends where something that is no label stands beside it.
    """
    beside = _Beside()
    inner = node
    for _ in range(_MOST_FRAMES):
        frame = inner.parent
        if frame is None or frame.tag not in _FRAME_TAGS:
            break
        if not _take_level(beside, frame, inner):
            _take_neighbours(beside, inner)
            break
        beside.frames.append(frame)
        inner = frame
    return beside


def _take_level(beside: _Beside, frame: LexborNode, inner: LexborNode) -> bool:
    """Take what stands in the frame beside what it holds, if all of it is labels."""
    taken: list[tuple[LexborNode, list[tuple[str, LexborNode, str]]]] = []
    count = 0
    child = frame.first_child
    behind = False
    sides: list[bool] = []
    while child is not None:
        count += 1
        if count > _MOST_SIBLINGS * 2:
            return False
        if child == inner:
            behind = True
        elif child.tag == "-text":
            if (child.text_content or "").strip():
                return False
        elif child.tag and not child.tag.startswith("-") and GONE not in child.attributes:
            parts = _labels(child)
            if parts is None:
                return False
            taken.append((child, parts))
            sides.append(behind)
        child = child.next
    for (sibling, parts), side in zip(taken, sides, strict=True):
        _take_sibling(beside, sibling, parts, below=side)
    return True


def _take_neighbours(beside: _Beside, inner: LexborNode) -> None:
    """Take a copy button or a name right before or behind a frame, in text that goes on."""
    for sibling, below in ((inner.prev, False), (inner.next, True)):
        while sibling is not None and sibling.tag == "-text":
            if (sibling.text_content or "").strip():
                sibling = None
                break
            sibling = sibling.prev if not below else sibling.next
        if sibling is None or not sibling.tag or sibling.tag.startswith("-"):
            continue
        if sibling.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6") or GONE in sibling.attributes:
            continue
        names = code_labels.classes(sibling)
        parts = _labels(sibling)
        if not parts:
            continue
        titled = not below and "code" in names and code_labels.is_title_class(names)
        if titled or code_labels.is_copy(" ".join(text for text, _, _ in parts)):
            _take_sibling(beside, sibling, parts, below=below)


def _take_sibling(
    beside: _Beside,
    sibling: LexborNode,
    parts: list[tuple[str, LexborNode, str]],
    *,
    below: bool,
) -> None:
    if not parts and not _is_apart(sibling):
        return
    sibling.attrs[GONE] = ""
    before = len(beside.captions)
    for text, element, hints in parts:
        _take(beside, text, element, hints)
    if len(beside.captions) > before:
        beside.below = below


def _take(
    beside: _Beside, text: str, element: LexborNode, hints: str, *, or_title: bool = False
) -> None:
    found = code_labels.label(text, element, hints)
    if found is Label.LANGUAGE:
        beside.language = beside.language or LANGUAGE_OF_LABEL.get(text.strip().casefold(), "")
    elif found is Label.TITLE or (found is None and or_title):
        target = attribute(element, "href") if element.tag == "a" else ""
        beside.captions.append((_SPACES.sub(" ", text).strip(), target))


def _labels(node: LexborNode) -> list[tuple[str, LexborNode, str]] | None:
    """The texts of an element, if all are labels: each with its element and the classes around it.

    Empty for an element without a text; None for one that is no label.
    """
    if node.tag in ("pre", "img", "video", "iframe", "hr", "math"):
        return None
    if code_labels.is_gutter(node) or _are_row_numbers(node):
        return [("", node, "gutter")]
    if node.tag in ("td", "th", "tr", "tbody"):
        return [] if code_labels.short_text(node) == "" else None
    if code_labels.is_tool(node):
        return [(text, node, "tool") for text in _language_in(node)]
    if code_labels.short_text(node) is None or _holds_content(node):
        return None
    found: list[tuple[str, LexborNode, str]] = []
    own = code_labels.classes(node)
    for inner in node.traverse(include_text=True):
        text = (inner.text_content or "").strip() if inner.tag == "-text" else ""
        parent = inner.parent
        if not text or parent is None:
            continue
        hints = f"{own} {code_labels.classes(parent)}"
        if node.tag == "figcaption":
            hints += " caption"
        if code_labels.label(text, parent, hints) is None:
            return None
        found.append((text, parent, hints))
    return found


def _holds_content(node: LexborNode) -> bool:
    return _holds(node, "pre, img, video, iframe, table, h1, h2, h3, p, ul, ol")


def _are_row_numbers(node: LexborNode) -> bool:
    """Whether the texts are two or more numbers, each one more than the one before."""
    if node.tag in ("p", "h1", "h2", "h3"):
        return False
    numbers: list[int] = []
    for inner in islice(node.traverse(include_text=True), _MOST_NUMBERS):
        for word in (inner.text_content or "").split() if inner.tag == "-text" else ():
            if not (word.isascii() and word.isdigit() and len(word) < 8):
                return False
            if numbers and int(word) != numbers[-1] + 1:
                return False
            numbers.append(int(word))
    return len(numbers) > 1


def _language_in(node: LexborNode) -> list[str]:
    """The text in a bar of tools that names a language."""
    texts = (
        (inner.text_content or "").strip()
        for inner in node.traverse(include_text=True)
        if inner.tag == "-text"
    )
    return [text for text in texts if text.casefold() in LANGUAGE_OF_LABEL][:1]


# -- language -------------------------------------------------------------------------------


def _language(elements: tuple[LexborNode, ...]) -> str:
    for element in elements:
        for name in ("data-lang", "data-language", "data-enlighter-language", "data-code-language"):
            value = attribute(element, name).lower()
            if _WORD.fullmatch(value):
                return "" if value in _NOT_LANGUAGES else value
        found = _language_of_classes(element)
        if found:
            return found
        if attribute(element, "lang").lower() in KNOWN:
            return attribute(element, "lang").lower()
    return ""


def _language_of_classes(element: LexborNode) -> str:
    names = attribute(element, "class")
    parameters = attribute(element, "data-syntaxhighlighter-params")
    for text in (names, parameters):
        if text and _NAMED.search(text):
            named = language_of_class(text)
            if named and named not in _NOT_LANGUAGES and "$" not in named:
                return named
    words = names.lower().split()
    for word in words:
        if word in KNOWN and word not in _NOT_LANGUAGES:
            return word
    for word in words:
        prefixed = _PREFIXED.fullmatch(word)
        if prefixed:
            name = _DP_LANGUAGES.get(prefixed[1], prefixed[1])
            if name in KNOWN:
                return name
    return ""


# -- writing --------------------------------------------------------------------------------


def _write(
    node: LexborNode, code: str, beside: _Beside, *, inside: tuple[LexborNode, ...] = ()
) -> None:
    """Put a `<pre>` of bare text before the element, which is marked as gone."""
    named = _language((node, *(inside or node.css("code, pre")[:3]), *beside.frames))
    document = node.parser
    listing = document.create_node("pre")
    listing.attrs[_WRITTEN] = ""
    listing.attrs[LANGUAGE] = named or beside.language
    if node.id:
        listing.attrs["id"] = node.id
    # The parser would drop a line break here, but nothing is parsed.
    listing.insert_child(code)
    captions = beside.captions or _attribute_titles(node, beside.frames)
    if captions:
        figure = document.create_node("figure")
        caption = _caption(node, captions)
        for part in (listing, caption) if beside.below else (caption, listing):
            figure.insert_child(part)
        listing = figure
    node.insert_before(listing)
    node.attrs[GONE] = ""


def _caption(node: LexborNode, captions: list[tuple[str, str]]) -> LexborNode:
    caption = node.parser.create_node("figcaption")
    seen: set[str] = set()
    for text, target in captions:
        if text in seen:
            continue
        if seen:
            caption.insert_child(" ")
        seen.add(text)
        if target:
            link = node.parser.create_node("a")
            link.attrs["href"] = target
            link.insert_child(text)
            caption.insert_child(link)
        else:
            caption.insert_child(text)
    return caption


def _attribute_titles(node: LexborNode, frames: list[LexborNode]) -> list[tuple[str, str]]:
    for element in (node, *node.css("code")[:1], *frames):
        for name in _TITLES:
            title = _SPACES.sub(" ", attribute(element, name))
            if title and len(title) <= code_labels.MOST_LETTERS and not code_labels.is_copy(title):
                return [(title, "")]
    return []


def _remove_gone(root: LexborNode) -> None:
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(root.css(f"[{GONE}]")):
        node.decompose()
