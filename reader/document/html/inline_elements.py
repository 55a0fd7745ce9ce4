"""Elements in running text: marks, links, images, code, formulas, readings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document import escape
from reader.document.escape import TextMark
from reader.document.hrefs import is_embedded
from reader.document.html import targets
from reader.document.html.article import footnotes
from reader.document.html.code.code_lines import code_text
from reader.document.html.html2text_leaves import image, link_start
from reader.document.html.mathematics import formulas
from reader.document.html.measures import attribute
from reader.document.html.media import players
from reader.document.html.media.image_sources import (
    DRAWING,
    IMAGES,
    image_source,
    is_nothing,
    largest_source,
)
from reader.document.html.media.pictures import PICTURE_FILE, alternative, emoji, is_small
from reader.document.html.tree_walk import Handler, Opened, TreeWalk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MARKS = {
    **dict.fromkeys(("strong", "b"), TextMark.STRONG),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), TextMark.EM),
    **dict.fromkeys(("del", "s", "strike"), TextMark.DEL),
    "ins": TextMark.INS,
    "u": TextMark.U,
    "mark": TextMark.MARK,
    "kbd": TextMark.KBD,
    "sub": TextMark.SUB,
    "sup": TextMark.SUP,
}
_HEADING_ANCHORS = frozenset("#¶§🔗∞")
_DATE = re.compile(r"(?:^|[\s_-])(?:date|time|datetime|published)(?:$|[\s_-])")
_LINK = "link"
_SEEN = ", ".join((IMAGES, "picture, math", *players.PLAYERS))
"""Elements without text that a link may be around."""
_OWN_LINE = 160
"""Pixels of width from which an image at the edge of a paragraph gets a line of its own."""


def mark(walk: TreeWalk, node: LexborNode) -> None:
    kind = _MARKS[node.tag or ""]
    # Headings are bold already; a mark within itself says nothing more.
    if (walk.level and kind is TextMark.STRONG) or walk.is_open(kind.name):
        walk.children(node)
    else:
        walk.within(node, Opened(escape.opening(kind), escape.closing(kind), kind.name))


def link(walk: TreeWalk, node: LexborNode) -> None:
    raw = attribute(node, "href")
    text = node.text(deep=True).strip()
    if walk.level and (not text or text in _HEADING_ANCHORS) and raw.startswith("#"):
        return
    href = targets.safe_target(raw)
    if not href or walk.is_open(_LINK):
        walk.children(node)
    elif text or node.css_first(_SEEN) is not None:
        walk.within(node, Opened(link_start(href), "</a>", _LINK))
    else:
        _empty_link(walk, node, href)


def _empty_link(walk: TreeWalk, node: LexborNode, href: str) -> None:
    name = attribute(node, "title") or attribute(node, "aria-label")
    bare = node.first_child is None and not href.startswith("#")
    if not name and bare and PICTURE_FILE.search(href):
        walk.buffer.append(image(href, ""))
        return
    name = name or (targets.host(href) if bare else "")
    if name:
        walk.buffer.append(f"{link_start(href)}{escape.encode(name)}</a>")


def picture(walk: TreeWalk, node: LexborNode) -> None:
    source = image_source(node)
    alt = alternative(node, source)
    text = emoji(node, source)
    if text:
        walk.buffer.append(escape.encode(text))
        return
    if source.lower().startswith("data:") and not is_embedded(source):
        # Its type says enough; without a text it was a stand-in for a script to replace.
        source = re.split("[;,]", source, maxsplit=1)[0] if alt else ""
    if not alt and (is_nothing(source) or is_small(node)):
        return
    if source or DRAWING in node.attributes:
        _write_picture(walk, node, source, alt)


def _write_picture(walk: TreeWalk, node: LexborNode, source: str, alt: str) -> None:
    width = re.match(r"\d+", attribute(node, "width"))
    alone = width is not None and int(width[0][:6]) >= _OWN_LINE and not walk.in_cell
    # What an unnamed one says must not be one word with the text beside it.
    around = "" if alt else " "
    if (alone or not source) and not walk.is_open(_LINK):
        around = "<br>"
    walk.buffer.append(f"{around}{image(targets.encoded(source), alt)}{around}")


def sources(walk: TreeWalk, node: LexborNode) -> None:
    """Write a `<picture>`, which may lack the `<img>` that would show it."""
    source = "" if node.css_first("img") is not None else largest_source(node)
    if source:
        walk.buffer.append(image(targets.encoded(source), attribute(node, "title")))
    else:
        walk.children(node)


def code(walk: TreeWalk, node: LexborNode) -> None:
    """Write inline code; a link around all of it stays a link, other marks in it go."""
    text = " ".join(node.text(deep=True).split("\n"))
    if not text.strip():
        walk.text(text)
        return
    if node.css_first("br") is not None:
        _code_lines(walk, node)
        return
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    span = _code_span(walk, "" if before else "".join(walk.buffer[-1:]), text.strip())
    inner = node.css_first("a[href]")
    if inner is not None and not walk.is_open(_LINK):
        href = targets.safe_target(attribute(inner, "href"))
        if href and inner.text(deep=True).strip() == text.strip():
            span = f"{link_start(href)}{span}</a>"
    walk.buffer += [part for part in (before, span, after) if part]


def _code_lines(walk: TreeWalk, node: LexborNode) -> None:
    """Write code of several lines where no listing can stand: in a cell, a heading, a link."""
    lines = [line for line in code_text(node, preserved=False).split("\n") if line.strip()]
    spans = [walk.stash.put(escape.code_span(line)) for line in lines]
    walk.buffer.append(("<br>" if walk.in_cell else " ").join(spans))


def _code_span(walk: TreeWalk, before: str, text: str) -> str:
    """Join code to code that it touches: two runs of backticks would be one."""
    earlier = walk.stash.code.get(before)
    if earlier is not None:
        walk.buffer.pop()
        text = earlier + text
    span = walk.stash.put(escape.code_span(text))
    walk.stash.code[span] = text
    return span


def line_break(walk: TreeWalk, _node: LexborNode) -> None:
    """Write a line break; two in a row end a paragraph."""
    if not walk.in_cell and walk.buffer and walk.buffer[-1] == "<br>":
        walk.buffer.pop()
        walk.flush()
    else:
        walk.buffer.append("<br>")


def quotation(walk: TreeWalk, node: LexborNode) -> None:
    walk.text("“")
    walk.children(node)
    walk.text("”")


def ruby(walk: TreeWalk, node: LexborNode) -> None:
    """Write each reading in parentheses after its base, 漢(hàn) (HTML, 4.5.10)."""
    child = node.first_child
    while child is not None:
        if child.tag in ("rt", "rtc"):
            reading = " ".join(child.text(deep=True).split())
            if reading:
                walk.text(f"({reading})")
        else:
            walk.visit(child)
        child = child.next


def formula(walk: TreeWalk, node: LexborNode) -> None:
    tex, display = formulas.formula(node)
    is_long = len(tex) > formulas.LONGEST_INLINE
    if not tex:
        walk.children(node)
    elif (display or is_long or formulas.has_rows(tex)) and not walk.in_cell:
        walk.flush()
        walk.add(formulas.display_formula(tex))
    elif is_long:
        walk.buffer.append(walk.stash.put(escape.code_span(tex)))
    else:
        walk.buffer.append(walk.stash.put(formulas.inline_formula(tex)))


def span(walk: TreeWalk, node: LexborNode) -> None:
    walk.children(node)
    names = attribute(node, "class").lower() if node.tag == "span" else "time"
    after = node.next
    if names and _DATE.search(names) and after is not None and (after.tag or "-")[0] != "-":
        # A style sheet keeps a date and the title beside it apart.
        walk.text(" ")


def player(walk: TreeWalk, node: LexborNode) -> None:
    """Write a link for audio and video, on a line of its own; for want of a link the poster."""
    href = players.address(node)
    poster = attribute(node, "poster")
    if href:
        shown = escape.encode(f"▶ {players.name(node, href)}")
        link_to = shown if walk.is_open(_LINK) else f"{link_start(href)}{shown}</a>"
    elif poster and not poster.startswith("data:"):
        link_to = image(targets.encoded(poster), attribute(node, "title"))
    else:
        return
    walk.end_block()
    walk.buffer.append(link_to)
    walk.end_block()


def voice(walk: TreeWalk, node: LexborNode) -> None:
    """Write the name of a sound that only WeChat plays."""
    name = players.voice_name(node)
    if name:
        walk.end_block()
        walk.buffer.append(escape.encode(f"▶ {name}"))
        walk.end_block()
    else:
        walk.children(node)


def checkbox(walk: TreeWalk, node: LexborNode) -> None:
    """Write the box of a task, at the start of its item."""
    item = bool(walk.frames) and walk.frames[-1].list is not None and not walk.frames[-1].used
    if item and not walk.in_cell and not "".join(walk.buffer).strip():
        walk.buffer.append(walk.stash.put("[x]" if "checked" in node.attributes else "[ ]") + " ")


def footnote_reference(walk: TreeWalk, node: LexborNode) -> None:
    label = attribute(node, footnotes.LABEL)
    if footnotes.IS_LABEL.fullmatch(label):
        walk.buffer.append(walk.stash.put(f"[^{label}]"))


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_MARKS, mark),
    **dict.fromkeys(("code", "samp", "tt"), code),
    **dict.fromkeys(players.PLAYERS, player),
    **dict.fromkeys(players.VOICES, voice),
    **dict.fromkeys(("span", "time"), span),
    "a": link,
    **dict.fromkeys(IMAGES.split(", "), picture),
    "picture": sources,
    "br": line_break,
    "q": quotation,
    "ruby": ruby,
    "math": formula,
    footnotes.REFERENCE: footnote_reference,
    "input": checkbox,
}
