"""Elements that stand between paragraphs: lists, quotes, tables, figures, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document import escape
from reader.document.escape import Mark
from reader.document.html import code_and_math, inline_elements, tables
from reader.document.html.clean import attribute
from reader.document.html.html2text_leaves import Frame, Leaf, ListState, tidy, to_table
from reader.document.html.tree_walk import IMAGE, IMAGES_ONLY, Flow, Handler
from reader.document.html_tags import GENERIC_BLOCKS, HEADINGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DEFINITION = ": "


def heading(flow: Flow, node: LexborNode) -> None:
    if flow.in_cell or flow.level:
        flow.block(node)
    else:
        flow.heading(node, int((node.tag or "h2")[1]))


def rule(flow: Flow, _node: LexborNode) -> None:
    if not flow.in_cell:
        flow.flush()
        # Not `---` nor `* * *`: behind a bullet those are rules that end the list.
        flow.add("___")


def preformatted(flow: Flow, node: LexborNode) -> None:
    code = code_and_math.code_text(node)
    if not code.strip():
        return
    flow.end_block()
    if not flow.in_cell:
        flow.add(escape.fence(code, code_and_math.language(node)))
        return
    for line in code.split("\n"):
        if line.strip():
            flow.buffer += (flow.stash.put(escape.code_span(line)), "<br>")


def quote(flow: Flow, node: LexborNode) -> None:
    flow.framed(node, Frame("> ", "> "))


def division(flow: Flow, node: LexborNode) -> None:
    """A `<div>`, unless it is a listing of code in disguise, a captioned image, or a formula."""
    names = attribute(node, "class")
    if names and code_and_math.listing(node) is not None:
        preformatted(flow, node)
    elif "wp-caption" in names:
        figure(flow, node)
    elif names and code_and_math.is_formula(node):
        inline_elements.formula(flow, node)
    else:
        flow.block(node)


# -- lists ----------------------------------------------------------------------------------


def listing(flow: Flow, node: LexborNode) -> None:
    if flow.in_cell:
        _list_in_cell(flow, node)
        return
    flow.flush()
    ordered = node.tag == "ol"
    state = ListState(ordered, _delimiter(flow, ordered), _integer(attribute(node, "start"), 1))
    state.loose = any(
        item.tag == "li" and any(inner.tag == "p" for inner in item.iter()) for item in node.iter()
    )
    child = node.first_child
    while child is not None:
        if child.tag == "li":
            _item(flow, child, state)
        else:
            flow.visit(child)
        child = child.next
    flow.flush()


def _delimiter(flow: Flow, ordered: bool) -> str:
    """Choose another bullet than that of a list just above, which would continue it otherwise."""
    mine, other = (".", ")") if ordered else ("-", "*")
    depth = len(flow.frames)
    frames = flow.leaves[-1].frames if flow.leaves else ()
    above = frames[depth].list if len(frames) > depth else None
    if above and frames[:depth] == flow.frames and above.ordered == ordered:
        return other if above.delimiter == mine else mine
    return mine


def _item(flow: Flow, node: LexborNode, state: ListState) -> None:
    flow.flush()
    marker = f"{state.delimiter} "
    if state.ordered:
        state.number = _integer(attribute(node, "value"), state.number)
        marker = f"{state.number}{state.delimiter} "
        state.number += 1
    if flow.targets:
        flow.mark_target(node)
    before = len(flow.leaves)
    frames = flow.framed(node, Frame(marker, " " * len(marker), state))
    direct = sum(1 for leaf in flow.leaves[before:] if leaf.frames == frames)
    state.loose = state.loose or direct > 1


def stray_item(flow: Flow, node: LexborNode) -> None:
    """An item without its list."""
    if flow.in_cell:
        flow.end_block()
        flow.text("• ")
        flow.block(node)
    else:
        _item(flow, node, ListState(ordered=False, delimiter="-"))


def _list_in_cell(flow: Flow, node: LexborNode) -> None:
    number = _integer(attribute(node, "start"), 1)
    for item in node.iter():
        flow.end_block()
        if item.tag == "li":
            flow.text(f"{number}. " if node.tag == "ol" else "• ")
            number += 1
        flow.children(item)
    flow.end_block()


def _integer(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


# -- definitions, details -------------------------------------------------------------------


def definitions(flow: Flow, node: LexborNode) -> None:
    if flow.in_cell:
        flow.block(node)
        return
    flow.flush()
    terms: list[str] = []
    for part in _parts(node):
        if part.tag == "dt":
            terms.append(flow.inline(part))
        elif part.tag == "dd":
            _definition(flow, part, tidy("<br>".join(term for term in terms if term)))
            terms.clear()
        else:
            flow.visit(part)
    for term in terms:
        flow.buffer.append(term)
        flow.flush()


def _definition(flow: Flow, node: LexborNode, term: str) -> None:
    if term:
        # A term is one line of Markdown, so its breaks are tags.
        flow.leaves.append(Leaf(term.replace("<br>", escape.BREAK), flow.frames, is_term=True))
    before = len(flow.leaves)
    if term or (flow.leaves and _is_definition(flow.leaves[-1], len(flow.frames))):
        flow.framed(node, Frame(_DEFINITION, "  "))
    else:
        flow.block(node)
    if term and len(flow.leaves) == before:
        flow.leaves[-1].is_term = False


def _is_definition(leaf: Leaf, depth: int) -> bool:
    return len(leaf.frames) > depth and leaf.frames[depth].first == _DEFINITION


def _parts(node: LexborNode) -> list[LexborNode]:
    parts: list[LexborNode] = []
    for child in node.iter(include_text=True, skip_empty=True):
        groups = child.tag == "div" and child.css_first("dt, dd") is not None
        parts += child.iter(include_text=True, skip_empty=True) if groups else [child]
    return parts


def details(flow: Flow, node: LexborNode) -> None:
    if flow.in_cell:
        flow.block(node)
        return
    flow.flush()
    flow.add("<details>", html=True)
    flow.children(node)
    flow.flush()
    flow.add("</details>", html=True)


def summary(flow: Flow, node: LexborNode) -> None:
    if flow.in_cell:
        flow.block(node)
        return
    text = " ".join(node.text(deep=True).split()).replace("&", "&amp;").replace("<", "&lt;")
    if text:
        flow.add(f"<summary>{text}</summary>", html=True)


# -- figures, tables ------------------------------------------------------------------------


def figure(flow: Flow, node: LexborNode) -> None:
    """Write an image with its caption as its title, if both are plain; else with it below."""
    if code_and_math.listing(node) is not None:
        preformatted(flow, node)
        return
    caption = node.css_first("figcaption, .wp-caption-text")
    if caption is None or flow.in_cell:
        flow.block(node)
        return
    flow.flush()
    plain = caption.css_first("a[href], code, img, p + p, br, math, script") is None
    text = " ".join(caption.text(deep=True).split())
    content = flow.inline(caption)
    caption.decompose()
    before = len(flow.leaves)
    flow.children(node)
    image = tidy("".join(flow.buffer))
    one = len(flow.leaves) == before and len(IMAGE.findall(image)) == 1
    if one and IMAGES_ONLY.fullmatch(image) and plain and text:
        flow.buffer = [image, flow.stash.title(text)]
    elif content:
        flow.flush()
        flow.buffer.append(_emphasised(content))
    flow.flush()


def _emphasised(content: str) -> str:
    start, end = escape.opening(Mark.EM), escape.closing(Mark.EM)
    return content if start in content else f"{start}{content}{end}"


def table(flow: Flow, node: LexborNode) -> None:
    if code_and_math.listing(node) is not None:
        preformatted(flow, node)
        return
    if flow.in_cell or tables.is_layout(node):
        flow.block(node)
        return
    flow.flush()
    caption = node.css_first("caption")
    if caption is not None:
        flow.buffer.append(flow.inline(caption))
        flow.flush()
    rows = tables.rows(node, flow.inline)
    if rows:
        cells = [[re.sub("<br>", escape.BREAK, cell) for cell in row] for row in rows]
        flow.add(to_table(cells, flow.stash))


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(GENERIC_BLOCKS, Flow.block),
    **dict.fromkeys(HEADINGS, heading),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), preformatted),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), listing),
    "blockquote": quote,
    "details": details,
    "div": division,
    "dl": definitions,
    "dt": Flow.block,
    "dd": Flow.block,
    "figure": figure,
    "hr": rule,
    "li": stray_item,
    "summary": summary,
    "table": table,
}
