"""Marks of footnotes and the notes they point to, made elements that the converter knows.

HTML has no element for either. A mark is a short link into the page, `<a href="#fn1">1</a>`; its
note is a block that links back, begins with the same number, or stands in a list named as notes.
Some pages link nothing: numbers that are raised, 1, 2, 3, and paragraphs that begin with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zlib import crc32

from reader.document.html import neighbours
from reader.document.html.article.notes import MARK, is_notes
from reader.document.html.measures import attribute, letters, squeezed
from reader.document.html.neighbours import are_siblings, is_within

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

REFERENCE = "footnote-reference"
NOTE = "footnote-note"
LABEL = "label"
IS_LABEL = re.compile(r"[0-9a-f]{8}-\d{1,5}")

_LONGEST_MARK = 8
_LONGEST_NOTE = 4_000
_MOST = 3_000
_BLOCKS = frozenset(("li", "p", "div", "dd", "aside", "section"))
_ORDERED = "a, label, li, p, div, dd, aside, section"
_LISTS = frozenset(("ol", "ul", "dl"))
_NEAR = 3
"""Elements around a mark whose identifier a note may link back to."""
_FURTHEST = 20
_BACK = re.compile(
    r"[↩↑⤴^⬆︎\ufe0e\ufe0f\s\[\]]{1,6}|(?:back|return|jump up|返回|回到正文).{0,20}", re.IGNORECASE
)
_AROUND_MARK = re.compile(
    r"^[\[\](). :：［］（）〔〕【】〖〗\s]+|[\[\](). :：［］（）〔〕【】〖〗\s]+$"
)
_DIGITS = re.compile(r"\d{1,3}")
_WRITTEN_MARK = re.compile(
    r"\s{0,100}[\[(［（〔【〖]?([^\s\[\]().、．：:［］（）〔〕【】〖〗]{1,8})"
    r"(?:[\])］）〕】〗][.:：]?|[.、．：:])\s{0,20}(?!\d)"
)
"""A mark as text that a note begins with: `1. `, `[1]`, `（1）`, `①、`; not the `3` of `3.5`."""
_HEADING = re.compile(
    r"(?:foot|end|side)?notes?|fußnoten|notes de bas de page|脚注|尾注|注释|注釋|註釋|注解|注",
    re.IGNORECASE,
)
_INLINE_NOTES = (
    "span.sidenote, span.marginnote, small.sidenote, aside.sidenote, .inline-footnote > span,"
    " .ltx_role_footnote .ltx_note_content"
)
_REPEATED_MARKS = ".ltx_role_footnotemark > .ltx_note_outer"
"""What LaTeXML puts behind a mark without a note of its own: the mark again, `footnotemark:`."""


@dataclass(slots=True)
class _Found:
    """A note and the marks that point to it."""

    block: LexborNode
    mark: str
    references: list[LexborNode] = field(default_factory=list)
    more: list[LexborNode] = field(default_factory=list)
    """Blocks behind the first one that go on with the note."""
    names: set[str] = field(default_factory=set)


def mark_footnotes(root: LexborNode) -> None:
    """Replace marks by `REFERENCE`, and put their notes at the end of `root`, each in a `NOTE`."""
    for repeated in root.css(_REPEATED_MARKS):
        repeated.decompose()
    found = _drop_copies(root, _apart(_linked(root) or _raised(root)))
    prefix = f"{crc32(squeezed(root).encode('utf-8', 'replace')):08x}" if found else ""
    lists: dict[int, LexborNode] = {}
    for number, note in enumerate(found, 1):
        around = note.block.parent
        if around is not None and around.tag in _LISTS:
            lists[around.mem_id] = around
        _replace(root, note, f"{prefix}-{number}")
    for emptied in lists.values():
        if not emptied.text(deep=True).strip():
            emptied.decompose()


def _linked(root: LexborNode) -> list[_Found]:
    """Notes that marks link to, in the order of their first marks."""
    marks = [
        (link, text)
        for link in root.css("a[href^='#'], label[for]")[:_MOST]
        if (text := link.text(deep=True).strip())
        and len(text) <= _LONGEST_MARK
        and MARK.fullmatch(text)
    ]
    if not marks:
        return []
    targets: dict[str, LexborNode] = {}
    for node in root.css("[id]:not(input), a[name]"):
        for name in (node.id, attribute(node, "name") if node.tag == "a" else ""):
            if name:
                targets.setdefault(name, node)
    order = {node.mem_id: at for at, node in enumerate(root.css(_ORDERED))}
    found: dict[int, _Found] = {}
    blocks: set[int] = set()
    for link, text in marks:
        name = unquote(attribute(link, "href")[1:] or attribute(link, "for"))
        target = targets.get(name)
        block = _block(target) if target is not None else None
        if block is None or _block_id(link) in blocks:
            continue
        if block.mem_id not in found:
            if order.get(link.mem_id, 0) > order.get(block.mem_id, 0):
                continue
            if is_within(link, block) or not _is_note(block, link, text):
                continue
            found[block.mem_id] = _Found(block, _bare(text))
            blocks.add(block.mem_id)
        found[block.mem_id].references.append(link)
        found[block.mem_id].names.add(name)
    return [
        note
        for note in found.values()
        if len(note.names) == 1 and not any(_block_id(r) in blocks for r in note.references)
    ]


def _block(node: LexborNode) -> LexborNode | None:
    block: LexborNode | None = node
    while block is not None and block.tag not in _BLOCKS:
        if block.tag in ("body", "td", "th", "table", "h1", "h2", "h3", "h4", "h5", "h6"):
            return None
        block = block.parent
    return block


def _block_id(node: LexborNode) -> int:
    block = _block(node)
    return block.mem_id if block is not None else 0


def _bare(text: str) -> str:
    return _AROUND_MARK.sub("", text)


def _is_note(block: LexborNode, link: LexborNode, text: str) -> bool:
    if (
        not 0 < letters(block) <= _LONGEST_NOTE
        or block.css_first("h1, h2, h3, article") is not None
    ):
        return False
    own = _identifiers(link)
    for back in block.css("a[href^='#']")[:20]:
        if unquote(attribute(back, "href")[1:]) in own:
            return True
    around: LexborNode | None = block
    for _ in range(_NEAR):
        if around is None or around.tag == "body":
            break
        if is_notes(around):
            return True
        around = around.parent
    # Chinese begins right behind a number, and both are letters to a pattern's `\b`.
    begins = rf"[\[(［（〔【〖]?{re.escape(_bare(text))}(?![0-9A-Za-z])"
    return re.match(begins, block.text(deep=True).strip()) is not None


def _identifiers(link: LexborNode) -> set[str]:
    if link.tag == "-text":
        return set()
    found = {attribute(link, "name"), link.id or ""}
    around = link.parent
    for _ in range(_NEAR):
        if around is None or around.tag == "body":
            break
        found.add(around.id or "")
        around = around.parent
    return found - {""}


def _raised(root: LexborNode) -> list[_Found]:
    """Notes of pages that link nothing: paragraphs that begin with the raised numbers 1, 2, 3."""
    raised = [
        sup for sup in root.css("sup")[:_MOST] if _DIGITS.fullmatch(_bare(sup.text(deep=True)))
    ]
    found: list[_Found] = []
    references: dict[str, list[LexborNode]] = {}
    blocks: set[int] = set()
    for sup in raised:
        block = _block(sup)
        mark = _bare(sup.text(deep=True))
        starts = block is not None and block.text(deep=True).lstrip("[( \t\r\n").startswith(mark)
        if block is not None and starts and block.tag in ("p", "li", "div"):
            if int(mark) != len(found) + 1 or letters(block) > _LONGEST_NOTE:
                return []
            found.append(_Found(block, mark))
            blocks.add(block.mem_id)
        elif block is not None and block.mem_id in blocks:
            return []
        else:
            references.setdefault(mark, []).append(sup)
    for note in found:
        note.references = references.get(note.mark, [])
        if not note.references:
            return []
    return found if _gather_more(found) else []


def _gather_more(found: list[_Found]) -> bool:
    """Give notes of several blocks all of them; False if it is unclear where the last one ends."""
    several = False
    for note, following in pairwise(found):
        if not are_siblings(note.block, following.block):
            continue
        node = note.block.next
        while node is not None and node.mem_id != following.block.mem_id:
            if node.tag in ("p", "ul", "ol", "blockquote", "pre"):
                note.more.append(node)
            node = node.next
        several = several or bool(note.more)
    last = found[-1].block.next if found else None
    while last is not None and last.tag in ("-text", "hr", "br"):
        last = last.next
    return not several or last is None


def _apart(found: list[_Found]) -> list[_Found]:
    """The notes that stand in no other, with their marks that stand in none.

    What is moved is copied, and what was found in it is no more.
    """
    blocks = {block.mem_id for note in found for block in (note.block, *note.more)}
    marks = {reference.mem_id for note in found for reference in note.references}
    holding = _around_all([block for note in found for block in (note.block, *note.more)])
    either = blocks | marks
    kept: list[_Found] = []
    for note in found:
        inner = any(_is_within_any(block.parent, either) for block in (note.block, *note.more))
        note.references = [
            reference
            for reference in note.references
            if reference.mem_id not in holding
            and not _is_within_any(reference.parent, marks)
            and not _is_within_any(reference, blocks)
        ]
        if note.references and not inner:
            kept.append(note)
    return kept


def _drop_copies(root: LexborNode, found: list[_Found]) -> list[_Found]:
    """Take the copies of notes that stand beside the text; a note that has no other is moved."""
    inline = root.css(_INLINE_NOTES)[:_MOST]
    if not inline:
        return found
    texts = {_letters_of(note.block) for note in found}
    blocks = {block.mem_id for note in found for block in (note.block, *note.more)}
    holding = _around_all([n for note in found for n in (note.block, *note.more, *note.references)])
    alone: list[_Found] = []
    copies: list[LexborNode] = []
    taken: set[int] = set()
    for node in inline:
        if node.mem_id in holding or _is_within_any(node, blocks) or _is_within_any(node, taken):
            continue
        text = _letters_of(node)
        if not text:
            continue
        taken.add(node.mem_id)
        if text in texts:
            copies.append(node)
        else:
            mark = _mark_before(node)
            is_free = mark is not None and mark.mem_id not in holding | taken
            marks = [mark] if mark is not None and is_free else []
            alone.append(_Found(node, _bare(mark.text(deep=True)) if mark else "", marks))
    for node in copies:
        node.decompose()
    return found + alone


def _around_all(nodes: list[LexborNode]) -> set[int]:
    """The elements around any of these, and these."""
    found: set[int] = set()
    for node in nodes:
        around: LexborNode | None = node
        while around is not None and around.mem_id not in found:
            found.add(around.mem_id)
            around = around.parent
    return found


def _mark_before(inline: LexborNode) -> LexborNode | None:
    """The number of a note in running text: a label, a raised one, or bare digits."""
    before = inline.prev
    around = inline.parent
    if before is None and around is not None and around.tag == "span":
        before = around.prev
    if before is None or before.tag not in ("label", "sup", "-text"):
        return None
    text = before.text(deep=True).strip()
    return before if before.tag != "-text" or _DIGITS.fullmatch(text) else None


def _is_within_any(node: LexborNode | None, blocks: set[int]) -> bool:
    if node is None:
        return False
    return any(around.mem_id in blocks for around in (node, *neighbours.ancestors(node)))


def _letters_of(node: LexborNode) -> str:
    return "".join(c for c in node.text(deep=True) if c.isalpha())


def _made(tag: str, label: str) -> LexborNode:
    from selectolax.lexbor import LexborHTMLParser

    made = LexborHTMLParser(f'<body><{tag} {LABEL}="{label}"></{tag}>').css_first(tag)
    if made is None:
        raise ValueError(tag)
    return made


def _replace(root: LexborNode, note: _Found, label: str) -> None:
    own = {name for reference in note.references for name in _identifiers(reference)}
    for link in reversed(note.block.css("a[href^='#'], .mw-cite-backlink")):
        text = link.text(deep=True).strip()
        if unquote(attribute(link, "href")[1:]) in own or _BACK.fullmatch(text):
            if _is_mark(text) or squeezed(link) != squeezed(note.block):
                link.decompose()
            else:  # as in books of Duokan: the note as a whole leads back
                link.unwrap()
    _drop_mark(note)
    _drop_stop(note)
    if not note.references:
        note.block.insert_before(_made(REFERENCE, label))
    for reference in note.references:
        around = reference.parent
        whole = around is not None and around.tag == "sup"
        if whole and around is not None and squeezed(around) == squeezed(reference):
            reference = around
        reference.insert_before(_made(REFERENCE, label))
        reference.decompose()
    holder = _made(NOTE, label)
    root.insert_child(holder)
    last = root.last_child
    heading = _heading_before(note.block)
    for block in (note.block, *note.more):
        if last is not None:
            if block.tag in ("li", "dd", "span"):
                for child in block.iter(include_text=True):
                    last.insert_child(child)
            else:
                last.insert_child(block)
        block.decompose()
    if heading is not None:
        heading.decompose()


def _is_mark(text: str) -> bool:
    """Whether it is nothing but a mark, or an arrow or a word that leads back."""
    return bool(len(text) <= _LONGEST_MARK and MARK.fullmatch(text)) or bool(_BACK.fullmatch(text))


def _drop_mark(note: _Found) -> None:
    """Take the number that a note begins with: it is counted anew."""
    for _ in range(_NEAR):
        for node in note.block.css("sup, b, strong, a, span")[:4]:
            before = _neighbour(node, "prev")
            if note.mark and _bare(node.text(deep=True)) == note.mark and before is None:
                node.decompose()
                break
        else:
            break
    else:
        return
    _drop_written_mark(note)


def _first_text(block: LexborNode) -> LexborNode | None:
    """The first text in an element that is not blank."""
    texts = (node for node in block.traverse(include_text=True) if node.tag == "-text")
    return next((node for node in texts if node.text(deep=True).strip()), None)


def _drop_written_mark(note: _Found) -> None:
    """Take the number where it is text: it is counted anew."""
    first = _first_text(note.block)
    if first is None or not note.mark:
        return
    text = first.text(deep=True)
    written = _WRITTEN_MARK.match(text)
    if written and written[1] == note.mark and text[written.end() :].strip():
        first.replace_with(text[written.end() :])


def _drop_stop(note: _Found) -> None:
    """Take what parted the number from the words: `. ` of a note that began with `1. `."""
    first = _first_text(note.block)
    if first is None or not note.mark:
        return
    text = first.text(deep=True)
    mark = re.escape(note.mark)
    rest = re.sub(
        rf"^\s*+(?:[\[(（［〔【]{mark}[\])）］〕】])?(?:[.:]?\s++|[．、：]\s*+)(?=\S)", "", text
    )
    if rest != text:
        first.replace_with(rest)


def _heading_before(block: LexborNode) -> LexborNode | None:
    """The heading of notes, if the block is the last of them."""
    node: LexborNode | None = block
    for _ in range(_NEAR):
        if node is None:
            return None
        before, behind = _neighbour(node, "prev"), _neighbour(node, "next")
        if behind is not None:
            return None
        if before is not None:
            is_heading = (before.tag or "")[0] == "h" and before.tag != "hr"
            text = before.text(deep=True).strip(" :：\n\t")
            return before if is_heading and _HEADING.fullmatch(text) else None
        node = node.parent
    return None


def _neighbour(node: LexborNode, side: str) -> LexborNode | None:
    """The nearest sibling with text, but for notes that have been moved."""
    found: LexborNode | None = getattr(node, side)
    for _ in range(_FURTHEST):
        if found is None or (found.tag != NOTE and found.text(deep=True).strip()):
            break
        found = getattr(found, side) if found.tag != NOTE else None
    return found
