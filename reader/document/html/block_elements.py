"""Elements that stand between paragraphs: lists, quotes, tables, figures, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document import escape
from reader.document.escape import TextMark
from reader.document.html import neighbours, tables
from reader.document.html.article import footnotes
from reader.document.html.code import listings
from reader.document.html.code.code_lines import code_text
from reader.document.html.html2text_leaves import Leaf, LinePrefix, ListState, tidy, to_table
from reader.document.html.measures import attribute
from reader.document.html.media.pictures import key
from reader.document.html.tree_walk import IMAGE, IMAGES_ONLY, Handler, TreeWalk
from reader.document.html_tags import GENERIC_BLOCKS, HEADINGS

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DEFINITION = ": "
_CALLOUTS = frozenset(("markdown-alert", "callout", "admonition", "theme-admonition"))
"""Classes that GitHub, Obsidian, Hugo, Sphinx and Docusaurus give to a note, a tip or a warning."""
_ALTERNATIVE = re.compile(r' alt="([^"]*)"')


def heading(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell or walk.level:
        walk.block(node)
    else:
        walk.heading(node, int((node.tag or "h2")[1]))


def rule(walk: TreeWalk, _node: LexborNode) -> None:
    if not walk.in_cell:
        walk.flush()
        # Not `---` nor `* * *`: behind a bullet those are rules that end the list.
        walk.add("___")


def preformatted(walk: TreeWalk, node: LexborNode) -> None:
    if "wp-block-verse" in attribute(node, "class"):
        walk.block(node)
        return
    code = code_text(node)
    if not code.strip():
        return
    walk.end_block()
    if not walk.in_cell:
        walk.add(escape.fence(code, listings.language(node)))
        return
    for line in code.split("\n"):
        if line.strip():
            walk.buffer += (walk.stash.put(escape.code_span(line)), "<br>")


def quote(walk: TreeWalk, node: LexborNode) -> None:
    walk.framed(node, LinePrefix("> ", "> "))


def division(walk: TreeWalk, node: LexborNode) -> None:
    """A `<div>`, unless it is a captioned image or a callout."""
    names = attribute(node, "class")
    if "wp-caption" in names:
        figure(walk, node)
    elif not _CALLOUTS.isdisjoint(names.split()):
        quote(walk, node)
    else:
        walk.block(node)


# -- lists ----------------------------------------------------------------------------------


def listing(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell:
        _list_in_cell(walk, node)
        return
    walk.flush()
    ordered = node.tag == "ol"
    state = ListState(ordered, _delimiter(walk, ordered), _integer(attribute(node, "start"), 1))
    state.loose = any(
        item.tag == "li" and any(inner.tag == "p" for inner in item.iter()) for item in node.iter()
    )
    child = node.first_child
    while child is not None:
        if child.tag == "li":
            _item(walk, child, state)
        else:
            walk.visit(child)
        child = child.next
    walk.flush()


def _delimiter(walk: TreeWalk, ordered: bool) -> str:
    """Choose another bullet than that of a list just above, which would continue it otherwise."""
    mine, other = (".", ")") if ordered else ("-", "*")
    depth = len(walk.frames)
    frames = walk.leaves[-1].frames if walk.leaves else ()
    above = frames[depth].list if len(frames) > depth else None
    if above and frames[:depth] == walk.frames and above.ordered == ordered:
        return other if above.delimiter == mine else mine
    return mine


def _item(walk: TreeWalk, node: LexborNode, state: ListState) -> None:
    walk.flush()
    marker = f"{state.delimiter} "
    if state.ordered:
        state.number = _integer(attribute(node, "value"), state.number)
        marker = f"{state.number}{state.delimiter} "
        state.number += 1
    if walk.targets:
        walk.mark_target(node)
    before = len(walk.leaves)
    frames = walk.framed(node, LinePrefix(marker, " " * len(marker), state))
    direct = sum(1 for leaf in walk.leaves[before:] if leaf.frames == frames)
    state.loose = state.loose or direct > 1


def stray_item(walk: TreeWalk, node: LexborNode) -> None:
    """An item without its list."""
    if walk.in_cell:
        walk.end_block()
        walk.text("• ")
        walk.block(node)
    else:
        _item(walk, node, ListState(ordered=False, delimiter="-"))


def _list_in_cell(walk: TreeWalk, node: LexborNode) -> None:
    number = _integer(attribute(node, "start"), 1)
    walk.end_block()
    for item in node.iter(include_text=True):
        if item.tag != "li":
            walk.visit(item)
            continue
        walk.end_block()
        walk.text(f"{number}. " if node.tag == "ol" else "• ")
        number += 1
        walk.children(item)
    walk.end_block()


def _integer(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default


# -- definitions, details -------------------------------------------------------------------


def definitions(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell:
        walk.block(node)
        return
    walk.flush()
    terms: list[str] = []
    for part in _parts(node):
        if part.tag == "dt":
            terms.append(walk.inline(part))
        elif part.tag == "dd":
            _definition(walk, part, tidy("<br>".join(term for term in terms if term)))
            terms.clear()
        else:
            walk.visit(part)
    for term in terms:
        walk.buffer.append(term)
        walk.flush()


def _definition(walk: TreeWalk, node: LexborNode, term: str) -> None:
    if term:
        # A term is one line of Markdown, so its breaks are tags.
        walk.leaves.append(Leaf(term.replace("<br>", escape.BREAK), walk.frames, is_term=True))
    before = len(walk.leaves)
    if term or (walk.leaves and _is_definition(walk.leaves[-1], len(walk.frames))):
        walk.framed(node, LinePrefix(_DEFINITION, "  "))
    else:
        walk.block(node)
    if term and len(walk.leaves) == before:
        walk.leaves[-1].is_term = False


def _is_definition(leaf: Leaf, depth: int) -> bool:
    return len(leaf.frames) > depth and leaf.frames[depth].first == _DEFINITION


def _parts(node: LexborNode) -> list[LexborNode]:
    parts: list[LexborNode] = []
    for child in node.iter(include_text=True, skip_empty=True):
        groups = child.tag == "div" and child.css_first("dt, dd") is not None
        parts += child.iter(include_text=True, skip_empty=True) if groups else [child]
    return parts


def details(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell:
        walk.block(node)
        return
    walk.flush()
    walk.add("<details>", html=True)
    walk.children(node)
    walk.flush()
    walk.add("</details>", html=True)


def summary(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell:
        walk.block(node)
        return
    text = " ".join(node.text(deep=True).split()).replace("&", "&amp;").replace("<", "&lt;")
    if text:
        walk.add(f"<summary>{text}</summary>", html=True)


def footnote(walk: TreeWalk, node: LexborNode) -> None:
    label = attribute(node, footnotes.LABEL)
    if footnotes.IS_LABEL.fullmatch(label):
        walk.framed(node, LinePrefix(f"[^{label}]: ", "    "))
    else:
        walk.block(node)


# -- figures, tables ------------------------------------------------------------------------


def figure(walk: TreeWalk, node: LexborNode) -> None:
    """Write an image with its caption as its title, if both are plain; else with it below.

    The name above a listing stays above it.
    """
    caption = node.css_first("figcaption, .wp-caption-text")
    if caption is None or walk.in_cell:
        walk.block(node)
        return
    walk.flush()
    plain = caption.css_first("a[href], code, img, p + p, br, math, script") is None
    text = " ".join(caption.text(deep=True).split())
    content = walk.inline(caption)
    above = _is_first(caption) and node.css_first("pre, table") is not None
    caption.decompose()
    if above and content:
        walk.buffer.append(_emphasised(content))
        walk.block(node)
        return
    before = len(walk.leaves)
    walk.children(node)
    image = tidy("".join(walk.buffer))
    one = len(walk.leaves) == before and len(IMAGE.findall(image)) == 1
    if one and IMAGES_ONLY.fullmatch(image) and plain and text:
        walk.buffer = [image, walk.stash.title(text)]
    elif (
        plain and text and not image and "<br>" not in content
        and _shows_no_more(walk.leaves[before:], text)
    ):  # fmt: skip
        walk.leaves[-1].content += walk.stash.title(text)
    elif content:
        walk.flush()
        walk.buffer.append(_emphasised(content))
    walk.flush()


def _shows_no_more(leaves: list[Leaf], caption: str) -> bool:
    """Whether a figure is one image in boxes, whose text its caption says too."""
    if len(leaves) != 1 or leaves[0].is_markdown or leaves[0].level:
        return False
    content = leaves[0].content
    if not IMAGES_ONLY.fullmatch(content) or len(IMAGE.findall(content)) != 1:
        return False
    alternative = _ALTERNATIVE.search(content)
    return alternative is None or key(escape.bare(alternative[1])) in key(caption)


def _is_first(node: LexborNode) -> bool:
    return neighbours.before(node) is None


def _emphasised(content: str) -> str:
    start, end = escape.opening(TextMark.EM), escape.closing(TextMark.EM)
    return content if start in content else f"{start}{content}{end}"


def table(walk: TreeWalk, node: LexborNode) -> None:
    if walk.in_cell or tables.is_layout(node):
        walk.block(node)
        return
    walk.flush()
    for caption in node.iter():
        if caption.tag == "caption":
            walk.buffer.append(walk.inline(caption))
            walk.flush()
    rows = tables.rows(node, walk.inline)
    if len(rows) > 1 and len(rows[0]) == 1 and not rows[0][0]:
        # A column without a name is no table.
        for row in rows[1:]:
            walk.buffer.append(row[0])
            walk.flush()
    elif rows:
        walk.add(to_table(rows, walk.stash))


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(GENERIC_BLOCKS, TreeWalk.block),
    **dict.fromkeys(HEADINGS, heading),
    **dict.fromkeys(("pre", "xmp", "listing", "plaintext"), preformatted),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), listing),
    "blockquote": quote,
    "details": details,
    "div": division,
    "dl": definitions,
    "dt": TreeWalk.block,
    "dd": TreeWalk.block,
    "figure": figure,
    "hr": rule,
    "li": stray_item,
    "summary": summary,
    footnotes.NOTE: footnote,
    "table": table,
}
