"""What stands around an element, and beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around it, from the inside out."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def is_within(node: LexborNode, outer: LexborNode) -> bool:
    """Whether the element is the other one or stands in it."""
    around: LexborNode | None = node
    while around is not None:
        if around.mem_id == outer.mem_id:
            return True
        around = around.parent
    return False


def around_all(nodes: list[LexborNode]) -> LexborNode:
    """The innermost element that holds all of them."""
    found = nodes[0]
    for node in nodes[1:]:
        while not is_within(node, found) and found.parent is not None:
            found = found.parent
    return found


def are_siblings(one: LexborNode, other: LexborNode) -> bool:
    mine, its = one.parent, other.parent
    return mine is not None and its is not None and mine.mem_id == its.mem_id


def before(node: LexborNode) -> LexborNode | None:
    """The element or text before it, white space aside."""
    beside = node.prev
    while beside is not None and is_blank(beside):
        beside = beside.prev
    return beside


def behind(node: LexborNode) -> LexborNode | None:
    """The element or text behind it, white space aside."""
    beside = node.next
    while beside is not None and is_blank(beside):
        beside = beside.next
    return beside


def is_blank(node: LexborNode) -> bool:
    """Whether it is text, and nothing but white space."""
    return node.tag == "-text" and not (node.text_content or "").strip()
