"""What elements are told apart by: letters, letters in links, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.chunks import visible_length

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LONGEST_NAME = 60
PARAGRAPH = 80
"""Letters outside of links that make a paragraph."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SAMPLE = 400
_MOST_PARTS = 200
_NEAR = 4


def letters(node: LexborNode) -> int:
    return visible_length(node.text(deep=True))


def linked(node: LexborNode) -> int:
    """Letters in links."""
    return visible_length("".join(link.text(deep=True) for link in node.css("a")))


def own(node: LexborNode) -> int:
    """Letters outside of links."""
    # Links within links, which no parser but that of a broken page makes, count twice.
    return max(0, letters(node) - linked(node))


def is_linked(node: LexborNode) -> bool:
    """Whether a link stands around it."""
    around = node.parent
    for _ in range(_NEAR):
        if around is None:
            return False
        if around.tag == "a":
            return True
        around = around.parent
    return False


def attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def names(node: LexborNode) -> list[str]:
    """Its classes and its id, but for those that are longer than a name."""
    attributes = node.attributes
    if not attributes:
        return []
    found = (*(attributes.get("class") or "").split(), attributes.get("id") or "")
    return [name for name in found if name and len(name) <= _LONGEST_NAME]


def named(tags: str, *words: str, role: str = "") -> str:
    """A selector for elements of these tags with one of the words in a class or in their id.

    Patterns for names know no case, so the words are found in any. With a `role`, also for those
    whose role begins with it.
    """
    places = [f"[{place}*={word} i]" for word in words for place in ("class", "id")]
    places += [f"[role*={role} i]"] if role else []
    return f":is({tags}):is({', '.join(places)})"


def key(text: str) -> str:
    """The letters and digits by which two texts are compared."""
    return "".join(c for c in text.casefold() if c.isalnum())


def squeezed(node: LexborNode) -> str:
    """Its text without white space."""
    return "".join(node.text(deep=True).split())


def prose(node: LexborNode) -> bool:
    """Whether a paragraph stands in it; in Chinese a third of the letters makes one."""
    for part in (node, *node.css("p, li, blockquote, dd, td, div"))[:_MOST_PARTS]:
        if part.tag in ("p", "li", "blockquote", "dd", "td") or part.css_first("p, div") is None:
            text = part.text(deep=True)
            wide = _WIDE.search(text[:_SAMPLE]) is not None
            if visible_length(text) - linked(part) >= (PARAGRAPH // 3 if wide else PARAGRAPH):
                return True
    return False
