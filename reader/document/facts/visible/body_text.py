"""A page's body as one text, with where each of its elements lies in it.

Bylines and dates are told from what an element is called, from the words in it, and from how far
it is from the heading: this says all three without going through the tree again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_ELEMENTS: Final = 20_000
_MOST_CHARACTERS: Final = 400_000
_LONGEST_NAMES: Final = 300
_DEEPEST: Final = 300
_LONGEST_KEY: Final = 500
_MOST_HEADINGS: Final = 100
_INLINE: Final = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "relative-time", "time-ago", "local-time",
    "yt-formatted-string",
))  # fmt: skip
_JOINED: Final = frozenset(("abbr", "b", "big", "em", "font", "i", "s", "small", "strong", "u"))
"""Elements that may begin within a word."""
_NO_TEXT: Final = frozenset((
    "script", "style", "noscript", "svg", "select", "textarea", "button", "iframe", "template",
))  # fmt: skip
_HEADINGS: Final = ("h1", "h2", "h3")
_NAMING: Final = ("class", "id", "rel", "itemprop", "data-testid", "data-component", "role")
_ASIDE_TAGS: Final = frozenset(("nav", "footer"))
_ASIDE: Final = re.compile(
    r"\b(?:js-|m-|c-)?(?:comments?(?!s?-?(?:count|closed))|respond|repl(?:y|ies)\b|related|"
    r"recommend|sidebar|infobox|"
    r"side-?bar|widget|footer|navbar|menu|trending|popular|most-?read|more-?(?:stories|from|news)|"
    r"newsletter|promo|teaser|recirc|outbrain|taboola|latest|read-?(?:next|more)|next-?article|"
    r"see-?also|suggest|carousel|breadcrumb|advert|contentinfo|complementary|navigation)"
)
_OWN_FOOTER: Final = re.compile(r"(?:post|entry|article)-{0,2}_{0,2}(?:footer|meta)\b")
"""What says below an article who wrote it and when."""
_WORD_STARTS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Element(NamedTuple):
    """One element of the body."""

    tag: str
    names: str
    """Its class, id, rel, itemprop and role in small letters, words of camel case parted by `-`."""
    attributes: Mapping[str, str | None]
    start: int
    """Offset of its text in `BodyText.text`."""
    end: int
    parent: int
    """The index of the element that it is in; -1 at the top."""
    is_aside: bool
    """Whether it is beside the article: navigation, comments, other articles."""


@dataclass(frozen=True, slots=True)
class BodyText:
    """A body; its first 20,000 elements and 400,000 characters."""

    text: str
    """Blocks stand on lines of their own; white space is collapsed."""
    elements: tuple[Element, ...]
    heading: int
    """Index of the element that is the article's heading; -1 if there is none."""

    def of(self, element: Element) -> str:
        """The text of an element on one line."""
        return " ".join(self.text[element.start : element.end].split())

    def around(self, element: Element, most: int) -> Iterator[Element]:
        """What an element is in, from the inside, up to `most` of them."""
        for _ in range(most):
            if element.parent < 0:
                return
            element = self.elements[element.parent]
            yield element

    @property
    def article(self) -> tuple[int, int]:
        """Where the heading's text begins and ends; the beginning if there is no heading."""
        if self.heading < 0:
            return 0, 0
        heading = self.elements[self.heading]
        return heading.start, heading.end


class _Row:
    __slots__ = ("attributes", "end", "names", "parent", "start", "tag")

    def __init__(self, tag: str, node: LexborNode, parent: int, start: int) -> None:
        self.tag = tag
        self.attributes: Mapping[str, str | None] = node.attributes
        self.names = _names(self.attributes) if self.attributes else ""
        self.parent = parent
        self.start = self.end = start


def _names(attributes: Mapping[str, str | None]) -> str:
    named = " ".join([value for name in _NAMING if (value := attributes.get(name))])
    named = named[:_LONGEST_NAMES]
    return named if named.islower() or not named else _WORD_STARTS.sub("-", named).lower()


def read(tree: LexborHTMLParser, titles: tuple[str, ...]) -> BodyText:
    """Read the body of a tree. `titles` tell which heading is the article's."""
    rows, text = _walk(tree)
    heading = _heading(rows, text, titles)
    asides = _asides(rows, heading, len(text))
    elements = tuple(
        Element(row.tag, row.names, row.attributes, row.start, row.end, row.parent, aside)
        for row, aside in zip(rows, asides, strict=True)
    )
    return BodyText(text, elements, heading)


class _Pieces:
    """A text that grows. Of all white space between two words the widest is kept: a line's end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gap = ""
        self.length = 0

    def part(self, tag: str) -> None:
        """An element begins or ends here."""
        if tag in _INLINE:
            self._gap = self._gap or ("" if tag in _JOINED else " ")
        else:
            self._gap = "\n"

    def add(self, text: str) -> None:
        words = " ".join(text.split())
        if not words:
            self._gap = self._gap or (" " if text else "")
            return
        gap = self._gap or (" " if text[0].isspace() else "")
        if self._pieces and gap:
            words = gap + words
        self._pieces.append(words)
        self.length += len(words)
        self._gap = " " if text[-1].isspace() else ""

    def joined(self) -> str:
        return "".join(self._pieces)


def _walk(tree: LexborHTMLParser) -> tuple[list[_Row], str]:
    rows: list[_Row] = []
    pieces = _Pieces()
    open_rows: list[int] = []
    node = tree.body.first_child if tree.body is not None else None
    while node is not None and len(rows) < _MOST_ELEMENTS and pieces.length < _MOST_CHARACTERS:
        if node.is_text_node:
            pieces.add(node.text_content or "")
        elif node.is_element_node and (tag := str(node.tag)) not in _NO_TEXT:
            pieces.part(tag)
            rows.append(_Row(tag, node, open_rows[-1] if open_rows else -1, pieces.length))
            child = node.first_child
            if child is not None and len(open_rows) < _DEEPEST:
                open_rows.append(len(rows) - 1)
                node = child
                continue
            pieces.part(tag)
        following = node.next
        while following is None and open_rows:
            node = node.parent if node is not None else None
            closed = rows[open_rows.pop()]
            closed.end = pieces.length
            pieces.part(closed.tag)
            following = node.next if node is not None else None
        node = following
    for index in open_rows:
        rows[index].end = pieces.length
    return rows, pieces.joined()


def _key(text: str) -> str:
    return "".join(c for c in text[:_LONGEST_KEY].casefold() if c.isalnum())


def _heading(rows: list[_Row], text: str, titles: tuple[str, ...]) -> int:
    """The heading that says the title; else the first of the largest kind that has text."""
    keys = [key for key in map(_key, titles) if key]
    rows_of_headings = (index for index, row in enumerate(rows) if row.tag in _HEADINGS)
    found = [
        (
            index,
            _key(text[rows[index].start : min(rows[index].end, rows[index].start + _LONGEST_KEY)]),
        )
        for index in islice(rows_of_headings, _MOST_HEADINGS)
    ]
    shared = [
        (index, said)
        for index, said in found
        if said and any(said == key or (len(said) > 5 and said in key) for key in keys)
    ]
    if shared:
        # What names the part of the site may be in the title too, and stand first.
        index, said = max(shared, key=lambda one: (one[1] in keys, len(one[1])))
        ones = [at for at, text in found if text and rows[at].tag == "h1"]
        is_only = len(ones) == 1 and ones[0] > index and said not in keys
        return ones[0] if is_only and rows[index].tag != "h1" else index
    first = [index for index, said in found if said and rows[index].tag == "h1"]
    return first[0] if first else -1


@lru_cache(maxsize=2_000)
def _is_aside(names: str) -> bool:
    # Names repeat from element to element.
    return _ASIDE.search(names) is not None


def _asides(rows: list[_Row], heading: int, length: int) -> list[bool]:
    """Which elements are beside the article; what the heading or half of the text is in is not."""
    held: set[int] = set()
    at = heading
    while at >= 0:
        held.add(at)
        at = rows[at].parent
    asides: list[bool] = []
    within: set[int] = set()
    for index, row in enumerate(rows):
        is_aside = row.parent >= 0 and asides[row.parent]
        if not is_aside and index not in held and (row.end - row.start) * 2 < max(length, 1):
            is_named = bool(row.names) and _is_aside(row.names)
            is_aside = (row.tag in _ASIDE_TAGS or is_named) and not _OWN_FOOTER.match(row.names)
            # Within an article it is a part of that as often as not: the byline of some.
            is_aside = is_aside or (row.tag == "aside" and row.parent not in within)
        if row.tag == "article" or row.parent in within:
            within.add(index)
        asides.append(is_aside)
    return asides
