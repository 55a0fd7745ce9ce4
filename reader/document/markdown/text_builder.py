"""Text under construction: white space is settled and spans are placed as the text arrives.

Every piece is cleaned before it is measured, so offsets always count safe characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from reader.document.markdown.superscript import as_plain, is_script
from reader.document.model import Span, SpanKind
from reader.text.safe import clean, may_combine
from reader.text.unicode.scripts import SPACELESS

MAX_OPEN = 64
"""Spans open at once; text nested deeper is set as plain text."""

_CONTEXT = 32
"""Characters before a mark that it may change: more than a base and its marks."""
_SPACES = " \t\n"
_WHITE = re.compile(r"[ \t\n]{2,}|[\t\n]")
_SPACELESS = re.compile(f"[{SPACELESS}]")
_CJK_MARK = re.compile(r"[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60]")


class _Gap(IntEnum):
    NONE = 0
    LINE = 1
    """A newline of the source, which is no space between Han characters (CLREQ 3.1)."""
    SPACE = 2
    BREAK = 3
    BLANK = 4


_GAP_TEXT = {_Gap.LINE: " ", _Gap.SPACE: " ", _Gap.BREAK: "\n", _Gap.BLANK: "\n\n"}


@dataclass(slots=True)
class _Open:
    name: str
    kind: SpanKind
    href: str
    start: int = -1
    """-1 until the first character of the span is written."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Finished text with its spans, and the anchors met in it."""

    text: str
    spans: tuple[Span, ...] = ()
    anchors: tuple[str, ...] = ()


def untabbed(text: str) -> str:
    """Replace each tab by one space, so that offsets stay: only code has tab stops."""
    return text.replace("\t", " ")


class PassageBuilder:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._gap = _Gap.NONE
        self._open: list[_Open] = []
        self._spans: list[Span] = []
        self._anchors: list[str] = []

    @property
    def empty(self) -> bool:
        return self._length == 0

    def anchor(self, name: str) -> None:
        if name:
            self._anchors.append(name)

    def write(self, text: str) -> None:
        """Write running text: runs of ASCII white space count as one space."""
        text = clean(text)
        rest = text.lstrip(_SPACES)
        middle = rest.rstrip(_SPACES)
        before, after = text[: len(text) - len(rest)], rest[len(middle) :]
        if before:
            self._widen(_Gap.LINE if "\n" in before else _Gap.SPACE)
        if middle:
            if "\n" in middle or "  " in middle or "\t" in middle:
                middle = _WHITE.sub(_collapse, middle)
            self._put(middle)
        if after:
            self._widen(_Gap.LINE if "\n" in after else _Gap.SPACE)

    def write_verbatim(self, text: str) -> None:
        """Write code or a formula: white space stays as it is."""
        text = clean(text)
        if text:
            self._put(text)

    def soft_break(self) -> None:
        self._widen(_Gap.LINE)

    def hard_break(self) -> None:
        self._gap = _Gap.BLANK if self._gap >= _Gap.BREAK else _Gap.BREAK

    def boundary(self) -> None:
        """Begin or end a block within a text that has no blocks: one line break."""
        self._widen(_Gap.BREAK)

    def open(self, name: str, kind: SpanKind, href: str = "") -> None:
        """Begin a span; `name` is what will close it."""
        if len(self._open) < MAX_OPEN:
            self._open.append(_Open(name, kind, href))

    def close(self, name: str) -> None:
        """End the innermost open span of that name, and those within it, if there is one."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                while len(self._open) > index:
                    self._end(self._open.pop())
                return

    def is_open(self, kind: SpanKind) -> bool:
        return any(entry.kind is kind for entry in self._open)

    @property
    def link(self) -> str:
        """The target of the link that is open; "" if none is."""
        return next((entry.href for entry in self._open if entry.kind is SpanKind.LINK), "")

    def finish(self) -> Passage:
        while self._open:
            self._end(self._open.pop())
        text = "".join(self._pieces)
        # Spans are ended from the inside out: of equal ones the outer comes first.
        outside_in = dict.fromkeys(reversed(self._spans))
        spans = sorted(outside_in, key=lambda span: (span.start, -span.end))
        return Passage(text, tuple(spans), tuple(self._anchors))

    def _widen(self, gap: _Gap) -> None:
        self._gap = max(self._gap, gap)

    def _put(self, text: str) -> None:
        gap, self._gap = self._gap, _Gap.NONE
        if self._length and gap and not (gap is _Gap.LINE and _joins(self._last, text[0])):
            self._append(_GAP_TEXT[gap])
        for entry in reversed(self._open):
            if entry.start >= 0:
                break
            entry.start = self._length
        self._append(text)

    def _append(self, text: str) -> None:
        # Two clean texts joined need not be clean: a letter and its accent compose, and
        # each tag between marks would let more of them pile up.
        if self._pieces and may_combine(text[0]):
            text = self._taken_back(_CONTEXT) + text
            text = clean(text)
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1]

    def _taken_back(self, most: int) -> str:
        """Remove the end of the written text, at most `most` characters, and return it."""
        tail = self._pieces.pop()
        if len(tail) > most:
            self._pieces.append(tail[:-most])
            tail = tail[-most:]
        self._length -= len(tail)
        return tail

    def _end(self, entry: _Open) -> None:
        if not 0 <= entry.start < self._length:
            return
        if is_script(entry.kind) and self._reset(entry.start, entry.kind):
            return
        self._spans.append(Span(entry.start, self._length, entry.kind, entry.href))

    def _reset(self, start: int, kind: SpanKind) -> bool:
        """Write the text from `start` as a superscript or subscript; False if it stays as it is."""
        tail: list[str] = []
        length = self._length
        while length > start:
            piece = self._pieces.pop()
            length -= len(piece)
            tail.append(piece)
        text = "".join(reversed(tail))
        kept, script = text[: start - length], text[start - length :]
        base = kept or (self._pieces[-1] if self._pieces else "")
        plain = as_plain(kind, script, base[-1:])
        self._pieces.append(kept + plain)
        self._length += len(plain) - len(script)
        self._last = plain[-1]
        if len(plain) > len(script):
            self._move(start, plain.index(script))
        return plain != script

    def _move(self, start: int, by: int) -> None:
        """Shift the finished spans from `start` on by the length of the sign put before them."""
        for index in range(len(self._spans) - 1, -1, -1):
            span = self._spans[index]
            if span.start < start:
                break
            self._spans[index] = replace(span, start=span.start + by, end=span.end + by)


def _joins(before: str, after: str) -> bool:
    """Whether a newline of the source between these two characters is nothing.

    The rule is CSS Text 4, 4.1.3. Before a mark it is a space that carries the mark, which would
    otherwise change the character before it.
    """
    if may_combine(after):
        return False
    left, right = _SPACELESS.match(before), _SPACELESS.match(after)
    if left and right:
        return True
    return bool((left and _CJK_MARK.match(before)) or (right and _CJK_MARK.match(after)))


def _collapse(match: re.Match[str]) -> str:
    white = match.group()
    if "\n" not in white:
        return " "
    text = match.string
    return "" if _joins(text[match.start() - 1], text[match.end()]) else " "
