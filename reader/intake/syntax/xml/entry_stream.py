"""Elements out of a long XML file, one at a time, each forgotten before the next.

A file may have hundreds of MB, and end anywhere. Behind damage the next element goes on. Names are
as written, with their prefixes: exporters forget to declare them, and versions change what they
stand for.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from reader.errors import ReaderError
from reader.intake.syntax import text_stream
from reader.intake.syntax.xml import repaired

_DEEPEST: Final = 120
"""Elements in each other; of deeper ones only the text is taken."""
_DEEPEST_OF_ALL: Final = 10_000
_MOST_ELEMENTS: Final = 500_000
_MOST_TEXT: Final = 16 * 1024 * 1024
"""Characters of text in one element, but for those that have a limit of their own."""
_MOST_OF_AN_ENTRY: Final = 128 * 1024 * 1024
_LONGEST_TAG: Final = 4 * 1024 * 1024
"""Bytes of a tag or a comment: the parser begins anew at its start with each piece (Expat 2.5)."""
_MOST_DAMAGES: Final = 1_000
_LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class XmlEntry:
    """An element of a name that is wanted."""

    element: Element
    is_whole: bool = True
    """Whether its end was found where it belongs."""
    is_cut: bool = False
    """Whether text was left out, for there is too much of it."""


def entries(
    path: Path, wanted: frozenset[str], limits: Mapping[str, int] | None = None
) -> Iterator[XmlEntry]:
    """The elements of these names that are in no other of them, in order.

    `limits`: characters of text that an element of this name may have, where these are more or
    less than is usual. Raises ReaderError: the file cannot be read, declares entities of its own,
    or is damaged all over.
    """
    yield from entries_of(text_stream.chunks(path), path, wanted, limits)


def entries_of(
    content: Iterator[bytes],
    path: Path,
    wanted: frozenset[str],
    limits: Mapping[str, int] | None = None,
) -> Iterator[XmlEntry]:
    """Do as `entries`, for content in pieces that is somewhere in the file at `path`."""
    source = _Source(repaired.repaired(text_stream.decoded(content)), wanted)
    for _ in range(_MOST_DAMAGES):
        yield from _Reading(path, wanted, limits or {}).entries(source)
        if not source.skip_to_entry():
            return
    raise ReaderError("is damaged all over", path=path, hint="export it once more")


class _Source:
    """The text in pieces; what stands behind damage can be gone on with."""

    def __init__(self, pieces: Iterator[str], wanted: frozenset[str]) -> None:
        names = "|".join(map(re.escape, sorted(wanted)))
        self._start = re.compile(rf"<(?:{names})(?=[\s>])")
        self._pieces = pieces
        self._again = ""

    def __iter__(self) -> Iterator[str]:
        while True:
            piece, self._again = self._again or next(self._pieces, ""), ""
            if not piece and (piece := next(self._pieces, None) or "") == "":
                return
            yield piece

    def put_back(self, rest: str) -> None:
        """Let the text come once more that came last."""
        self._again = rest

    def skip_to_entry(self) -> bool:
        """Go to where the next element of a wanted name begins; False at the end of the file."""
        held = ""
        for piece in self:
            text = held + piece
            if found := self._start.search(text):
                # Whatever the element was in, something has to be around all that follow.
                self._again = "<entries>" + text[found.start() :]
                return True
            held = text[-_LONGEST_NAME:]
        return False


class _Reading:
    """One pass of the parser, up to the end or to damage."""

    def __init__(self, path: Path, wanted: frozenset[str], limits: Mapping[str, int]) -> None:
        self._path = path
        self._wanted = wanted
        self._limits = limits
        self._done: deque[XmlEntry] = deque()
        self._builder: TreeBuilder | None = None
        self._open: list[tuple[str, bool]] = []
        """The elements that are open, and whether each is built."""
        self._text_left: list[int] = []
        self._entry_left = 0
        self._elements = 0
        self._is_cut = False
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.buffer_size = text_stream.CHUNK
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse_entity

    def entries(self, source: _Source) -> Iterator[XmlEntry]:
        """The entries up to the end or to damage, behind which the source is put then."""
        fed = 0
        for piece in source:
            data = piece.encode("utf-8")
            try:
                self._parser.Parse(piece, False)
                fed += len(data)
                is_sound = fed - self._parser.CurrentByteIndex <= _LONGEST_TAG
                rest = ""
            except expat.ExpatError:
                is_sound = False
                rest = data[max(1, self._parser.ErrorByteIndex - fed) :].decode("utf-8", "ignore")
            while self._done:
                yield self._done.popleft()
            if not is_sound:
                source.put_back(rest)
                break
        if self._builder is not None:
            yield self._broken_off(self._builder)

    def _broken_off(self, builder: TreeBuilder) -> XmlEntry:
        for name, is_built in reversed(self._open):
            if is_built:
                builder.end(name)
        return XmlEntry(builder.close(), is_whole=False, is_cut=self._is_cut)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._builder is None:
            if name not in self._wanted:
                return
            self._builder = TreeBuilder()
            self._entry_left = _MOST_OF_AN_ENTRY
            self._elements = 0
            self._is_cut = False
        if len(self._open) > _DEEPEST_OF_ALL:
            raise ReaderError("is nested too deeply", path=self._path)
        self._elements += 1
        is_built = len(self._open) < _DEEPEST and self._elements <= _MOST_ELEMENTS
        self._open.append((name, is_built))
        self._text_left.append(self._limits.get(name, _MOST_TEXT))
        if is_built:
            self._builder.start(name, attributes)

    def _end(self, _name: str) -> None:
        if self._builder is None:
            return
        name, is_built = self._open.pop()
        self._text_left.pop()
        if is_built:
            self._builder.end(name)
        if not self._open:
            self._done.append(XmlEntry(self._builder.close(), is_cut=self._is_cut))
            self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is None:
            return
        self._text_left[-1] -= len(text)
        self._entry_left -= len(text)
        if min(self._text_left[-1], self._entry_left) >= 0:
            self._builder.data(text)
        else:
            self._is_cut = True

    def _refuse_entity(self, *_declaration: object) -> None:
        raise ReaderError(
            "declares entities of its own, which may grow without end", path=self._path
        )
