"""Listings of code: whatever highlighter wrote them, they become a `<pre>` of bare text.

A highlighter's frame holds a bar with the name of the file, numbers of lines, and tools beside the
code. The numbers and tools go; the name becomes a caption. What is none of these is text of its
own, and stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.document.html.code import code_labels
from reader.document.html.code.code_frames import (
    Surroundings,
    are_row_numbers,
    holds,
    is_apart,
    surroundings,
    within,
)
from reader.document.html.code.code_labels import GONE
from reader.document.html.code.code_lines import are_alike, code_text, is_block, keeps_newlines
from reader.document.html.code.listing_language import language_of
from reader.document.html.measures import attribute
from reader.document.html_tags import TABLE_PARTS

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
    (".notion-code-block", ".notion-code, [contenteditable]"),
    (".cnblogs_code", ""),
    (".react-code-lines", ""),
    ("ol[class^='dp-']", ""),
)
"""Frames whose code is in no `<pre>`, or in one for each line, and where in them it is."""
_ROW_NUMBERS = "td[data-line-number], td.blob-num, td.hljs-ln-numbers"
_LINE_BOXES = "div.code-line, span.code-line, div.code_line"
_PREFORMATTED = "pre, xmp, listing, plaintext"
_ONE_LINE = ("td", "th", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "a", "figcaption", "summary")
_MONOSPACED = re.compile(r"(?i)monospace|menlo|consolas|monaco|courier|source code|jetbrains mono")
_BOXES = "section[style*='white-space'], div[style*='white-space']"
_CODE_IN_BOX = "div > code, section > code, figure > code"
_LIKE_CODE = re.compile(r"[;(){}=<>]|^\s|\S\s+\S")
_MOST_LISTINGS = 20_000


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
            _write(node, code, surroundings(node))
    for node in _around(root.css(_CODE_IN_BOX)[:_MOST_LISTINGS], ""):
        if _is_box_of_lines(node):
            _write(node, code_text(node, preserved=False, rows=True), surroundings(node))
    for node in root.css(_BOXES):
        _rewrite_monospaced(node)
    _remove_gone(root)
    for node in root.css("code")[:_MOST_LISTINGS]:
        if holds(node, "pre"):
            node.unwrap()


def language(node: LexborNode) -> str:
    """The language that a `<pre>` or its code names; "" if neither does."""
    written = node.attributes.get(LANGUAGE)
    if written is not None and _WRITTEN in node.attributes:
        return written
    return language_of((node, *node.css("code, pre")[:3]))


# -- frames without <pre> -------------------------------------------------------------------


def _rewrite_frames(root: LexborNode) -> None:
    for selector, inner in _CODE_OF_FRAME:
        for frame in reversed(root.css(selector)[:_MOST_LISTINGS]):
            _rewrite_frame(frame, inner)
    for table in _around(root.css(_ROW_NUMBERS), "table"):
        if _is_numbered_table(table):
            _write(table, code_text(table, preserved=False), surroundings(table))
    for lines in _around(root.css(_LINE_BOXES), ""):
        if _is_run_of_lines(lines):
            _write(lines, code_text(lines, preserved=False), surroundings(lines))
    _remove_gone(root)


def _rewrite_frame(frame: LexborNode, inner: str) -> None:
    if frame.tag in TABLE_PARTS:
        return
    if inner in ("", "ol, code") and frame.css_first("pre") is not None:
        return
    parts = frame.css(inner) if inner else [frame]
    code = next((part for part in parts if part.first_child is not None), None)
    if code is None or _holds_written(frame):
        return
    found = within(frame, code) if code != frame else Surroundings(frames=[frame])
    if found is None:
        return
    around = surroundings(frame)
    found.below = around.below and not found.captions
    found.captions += around.captions
    found.language = found.language or around.language
    found.frames += around.frames
    if inner == ".view-lines":
        _sort_lines(code)
    _write(frame, code_text(code, preserved=keeps_newlines(code)), found, inside=(code, *parts))


def _holds_written(node: LexborNode) -> bool:
    return node.css_first(f"pre[{_WRITTEN}]") is not None


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
    if holds(table, "table, pre"):
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
    children = [child for child in node.iter() if not is_apart(child)]
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
    if node.tag == "pre" and holds(node, "pre"):
        if _is_empty_but_for_pre(node):
            node.unwrap()
        return
    if _is_column_of_numbers(node):
        node.attrs[GONE] = ""
        return
    code = code_text(node)
    if code.strip():
        _write(node, code, surroundings(node))


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
            or is_apart(child)
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
    code = beside.css_first("pre")
    if code is None or code_labels.is_numbering(code):
        return False
    return code_labels.is_gutter(cell) or code_labels.is_gutter(node) or are_row_numbers(node)


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
    return not holds(node, "code")


def _is_box_of_lines(node: LexborNode) -> bool:
    """Whether the children are `<code>`, each of which is a line of a program."""
    if not are_alike(node):
        return False
    codes = [child for child in node.iter() if child.tag == "code"]
    if all(is_block(code) for code in codes):
        return True
    lines = [text for code in codes if (text := code.text(deep=True)).strip()]
    return sum(bool(_LIKE_CODE.search(line)) for line in lines) * 2 > len(lines)


def _rewrite_monospaced(node: LexborNode) -> None:
    """Rewrite a box that its style makes a listing, unless it holds more than lines."""
    if not (keeps_newlines(node) and _MONOSPACED.search(attribute(node, "style"))):
        return
    if holds(node, f"pre, img, h1, h2, h3, p, table, blockquote, {_BOXES}"):
        return
    code = code_text(node)
    if "\n" in code:
        _write(node, code, surroundings(node))


# -- writing --------------------------------------------------------------------------------


def _write(
    node: LexborNode, code: str, found: Surroundings, *, inside: tuple[LexborNode, ...] = ()
) -> None:
    """Put a `<pre>` of bare text before the element, which is marked as gone."""
    named = language_of((node, *(inside or node.css("code, pre")[:3]), *found.frames))
    document = node.parser
    listing = document.create_node("pre")
    listing.attrs[_WRITTEN] = ""
    listing.attrs[LANGUAGE] = named or found.language
    if node.id:
        listing.attrs["id"] = node.id
    listing.insert_child(code)
    captions = found.titles(node)
    if captions:
        figure = document.create_node("figure")
        caption = _caption(node, captions)
        for part in (listing, caption) if found.below else (caption, listing):
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


def _remove_gone(root: LexborNode) -> None:
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(root.css(f"[{GONE}]")):
        node.decompose()
