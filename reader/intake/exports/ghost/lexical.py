"""Lexical's tree of nodes, in which Ghost keeps texts since version 5, as HTML.

{"root": {"type": "root", "children": [{"type": "paragraph", "children": [
    {"type": "extended-text", "text": "A walk", "format": 1}]}]}}
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from reader.intake.exports.ghost import cards

_FORMATS: Final = (
    (1, "strong"),
    (2, "em"),
    (4, "s"),
    (8, "u"),
    (16, "code"),
    (32, "sub"),
    (64, "sup"),
    (128, "mark"),
)
"""Bits of a text's format (`LexicalConstants`), and the elements that show them."""
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS: Final = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "listitem": "li",
    "table": "table",
    "tablerow": "tr",
    "tablecell": "td",
}


def to_html(document: object) -> str:
    """The text of a document; empty if this is none."""
    root = document.get("root") if isinstance(document, Mapping) else None
    return _children(root, "\n") if isinstance(root, Mapping) else ""


def _children(node: Mapping[str, object], between: str = "") -> str:
    children = node.get("children")
    nodes = children if isinstance(children, list) else ()
    return between.join(filter(None, (_node(each) for each in nodes if isinstance(each, Mapping))))


def _node(node: Mapping[str, object]) -> str:
    kind = cards.text(node, "type")
    if isinstance(text := node.get("text"), str) and "children" not in node:
        return _formatted(text, node.get("format"))
    if kind == "linebreak":
        return "<br>"
    if kind == "tab":
        return "\t"
    if kind == "code-highlight" or kind == "code":
        return f"<pre><code>{_children(node)}</code></pre>" if kind == "code" else ""
    if "children" not in node:
        return cards.to_html(kind, node)
    if kind in ("link", "autolink", "at-link"):
        return f'<a href="{escape(cards.text(node, "url"))}">{_children(node)}</a>'
    if kind == "list":
        return _list(node)
    tag = cards.text(node, "tag")
    tag = tag if kind.endswith("heading") and tag in _HEADINGS else _BLOCKS.get(kind, "")
    inner = _children(node)
    if not tag:
        return inner
    # A list in a list is the only child of an item of its own, without a mark.
    return f"<{tag}>{inner}</{tag}>" if inner.strip() else ""


def _list(node: Mapping[str, object]) -> str:
    tag = "ol" if cards.text(node, "listType") == "number" or node.get("tag") == "ol" else "ul"
    start = cards.text(node, "start")
    counted = f' start="{start}"' if tag == "ol" and start.isdecimal() and start != "1" else ""
    written: list[str] = []
    children = node.get("children")
    for item in children if isinstance(children, list) else ():
        if not isinstance(item, Mapping):
            continue
        shown = _node(item)
        is_inner = shown.startswith(("<li><ul", "<li><ol"))
        if is_inner and written:
            # A list in a list is an item of its own there, which has no mark.
            inner = shown.removeprefix("<li>")
            written[-1] = written[-1].removesuffix("</li>") + inner
        else:
            written.append(shown)
    return f"<{tag}{counted}>{''.join(written)}</{tag}>"


def _formatted(text: str, stated: object) -> str:
    shown = escape(text, quote=False)
    bits = int(stated) if isinstance(stated, str) and stated.isdecimal() and len(stated) < 6 else 0
    for bit, tag in _FORMATS:
        if bits & bit:
            shown = f"<{tag}>{shown}</{tag}>"
    return shown
