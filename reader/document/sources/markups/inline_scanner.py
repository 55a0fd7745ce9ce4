"""Inline marks of light markups, found in one pass over a paragraph.

A mark without its end is text. The search for an end is remembered, so that a paragraph with ten
thousand openings and no end is read in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from reader.document import escape
from reader.document.escape import TextMark

_DEEPEST: Final = 6
"""Marks within marks; deeper ones are text."""
_IN_TARGET: Final = re.compile(r"[\s()<>\\\[\]`\"]")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f]")

Written = tuple[str, int]
"""Markdown for `escape.decode`, and the offset behind what it stands for."""
Handler = Callable[["Scan", "re.Match[str]"], Written | None]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The inline marks of one markup."""

    opening: re.Pattern[str]
    """Alternatives in named groups; none needs more than bounded work where it begins."""
    handlers: Mapping[str, Handler]
    """By the name of a group; None where what begins there is text after all."""
    endings: Mapping[str, re.Pattern[str]]
    """What ends a mark, by the mark; behind its first character."""


class Scan:
    """One text being written."""

    def __init__(
        self, grammar: Grammar, text: str, *, depth: int = 0, is_in_link: bool = False
    ) -> None:
        self.grammar = grammar
        self.text = text
        self.is_in_link = is_in_link
        self._depth = depth
        self._ends: dict[str, re.Match[str] | None] = {}

    def write(self) -> str:
        """The text as Markdown for `escape.decode`."""
        if self._depth > _DEEPEST:
            return escape.encode(self.text)
        parts: list[str] = []
        at = begin = 0
        while (found := self.grammar.opening.search(self.text, at)) is not None:
            handler = self.grammar.handlers[found.lastgroup or ""]
            written = handler(self, found)
            if written is None or written[1] <= found.start():
                at = found.start() + 1
                continue
            parts += (escape.encode(self.text[begin : found.start()]), written[0])
            at = begin = written[1]
        parts.append(escape.encode(self.text[begin:]))
        return "".join(parts)

    def ending(self, mark: str, start: int) -> re.Match[str] | None:
        """The first end of a mark from `start` on."""
        if mark in self._ends:
            known = self._ends[mark]
            if known is None or known.start() >= start:
                return known
        found = self.grammar.endings[mark].search(self.text, start)
        self._ends[mark] = found
        return found

    def inner(self, text: str, *, is_in_link: bool = False) -> str:
        """A part of the text, which may have marks of its own."""
        return Scan(
            self.grammar,
            text,
            depth=self._depth + 1,
            is_in_link=self.is_in_link or is_in_link,
        ).write()

    def link(self, target: str, text: str) -> str:
        """A link; its text alone within another one, its target alone if there is no text."""
        if self.is_in_link:
            return self.inner(text) if text else escape.encode(target)
        shown = self.inner(text, is_in_link=True) if text else escape.encode(target)
        return f"[{shown}]({percent_encoded(target)})" if target else shown


def marked(mark: TextMark, written: str) -> str:
    return f"{escape.opening(mark)}{written}{escape.closing(mark)}"


def image(target: str, text: str) -> str:
    return f"![{escape.encode(' '.join(text.split()))}]({percent_encoded(target)})"


def percent_encoded(target: str) -> str:
    """A target that ends where it should in Markdown; text from a file, so without controls."""
    target = _CONTROLS.sub("", target.strip())
    return _IN_TARGET.sub(lambda match: f"%{ord(match[0]):02X}", target)
