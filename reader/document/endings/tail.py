"""Where the tail of an article begins: what its site put under it, which nobody came for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from reader.document.endings.tail_words import LONGEST, TailKind, tail_kind
from reader.document.model import Block, BlockKind, ContainerKind, Document, SpanKind

SHARE: Final = 0.3
"""The most of an article's blocks that may be its tail."""
LEAST: Final = 3
"""Blocks of a tail: fewer are not worth a line that says so."""
_PROSE: Final = 120
"""Cells of a paragraph that somebody wrote to be read."""
_LOOSE: Final = 240
"""Cells of all short paragraphs together that may stand among links and notices."""
_LINKED: Final = 0.5
"""The share of a text that is linked, where it is a list of links."""
_LOOKED_AT: Final = 12
"""Blocks behind a heading that show whether they are comments."""
_SIGNED: Final = re.compile(
    r"回复|回復|举报|楼|reply|says|said|\bago\b|前$|\d{1,2}:\d{2}|\d{4}[-/.年]\d{1,2}",
    re.IGNORECASE,
)
"""What stands beside the name of who wrote a comment."""
_LONGEST_SIGNATURE: Final = 80
_LEAST_SIGNED: Final = 2
_WIDE: Final = "\u2e80"


class Tail(NamedTuple):
    """The end of a document from a block on."""

    block: int
    label: str
    """The line that it begins with, safe to show."""


def tail_of(document: Document) -> Tail | None:
    """The tail of a document; None if it has none, or none that is certain.

    It begins with a line that says so, in the last `SHARE` of the blocks, and holds no prose but
    that of comments, no code and no footnotes. Linear in the blocks that are looked at.
    """
    blocks = document.blocks
    first = len(blocks) - int(len(blocks) * SHARE)
    found = -1
    goes_on = is_talk = True
    loose = 0
    for index in range(len(blocks) - 1, first - 1, -1):
        block = blocks[index]
        kind = _kind(block)
        if kind in (TailKind.COMMENTS, TailKind.MAYBE_COMMENTS):
            if is_talk and (kind is TailKind.COMMENTS or _are_comments(blocks, index)):
                found, goes_on, loose = index, True, 0
                continue
        elif kind is TailKind.OTHER and goes_on:
            found = index
            continue
        is_talk = is_talk and not _is_own(block)
        loose += _loose_cells(block)
        goes_on = goes_on and not _is_own(block) and not _is_prose(block) and loose <= _LOOSE
        if not (goes_on or is_talk):
            break
    if found < 0 or len(blocks) - found < LEAST:
        return None
    return Tail(found, " ".join(blocks[found].text[:_LONGEST_SIGNATURE].split()))


def _kind(block: Block) -> TailKind | None:
    if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH) or len(block.text) > LONGEST:
        return None
    return tail_kind(block.text)


def _is_own(block: Block) -> bool:
    """Whether only who wrote the article writes such a block: a heading, a footnote."""
    if any(each.kind is ContainerKind.FOOTNOTE for each in block.containers):
        return True
    return block.kind is BlockKind.HEADING and not _is_linked(block)


def _is_prose(block: Block) -> bool:
    match block.kind:
        case BlockKind.CODE | BlockKind.TABLE | BlockKind.MATH | BlockKind.TERM:
            return True
        case BlockKind.PARAGRAPH:
            return _cells(block.text) >= _PROSE and not _is_linked(block)
        case _:
            return False


def _loose_cells(block: Block) -> int:
    is_text = block.kind is BlockKind.PARAGRAPH and not _is_linked(block)
    return _cells(block.text) if is_text else 0


def _cells(text: str) -> int:
    """About the cells that a text takes; enough of them, if it is long."""
    return sum(2 if character >= _WIDE else 1 for character in text[:LONGEST])


def _is_linked(block: Block) -> bool:
    """Whether most of a text is links."""
    linked = sum(span.end - span.start for span in block.spans if span.kind is SpanKind.LINK)
    return linked > 0 and linked >= _LINKED * len(block.text)


def _are_comments(blocks: tuple[Block, ...], heading: int) -> bool:
    """Whether what follows a heading is signed as comments are."""
    following = blocks[heading + 1 : heading + 1 + _LOOKED_AT]
    signed = (
        len(block.text) <= _LONGEST_SIGNATURE and _SIGNED.search(block.text) for block in following
    )
    return sum(map(bool, signed)) >= _LEAST_SIGNED
