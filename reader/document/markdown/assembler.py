"""Puts blocks in order, and keeps containers, tightness and anchors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from reader.document.hrefs import UNNAMED_IMAGE, is_image, slug
from reader.document.markdown.text_builder import Passage, PassageBuilder, untabbed
from reader.document.model import (
    Block,
    BlockKind,
    Container,
    ContainerKind,
    Increment,
    Span,
    SpanKind,
    Table,
)
from reader.text.safe import clean

MAX_DEPTH = 64
"""Nested containers; raw HTML nested deeper stays on that level."""
_LEAD = 24
"""Blocks of translators' and editors' notes that may stand before the heading."""
BULLETS = ("•", "◦", "▪")

_FILE_NAME = re.compile(
    r"^\S{1,200}\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?|heic)(?:[?#]\S*)?$", re.IGNORECASE
)
_NO_CAPTION = frozenset({"image", "img", "alt", "alt text", "图片", "圖片", "画像"})
_SENTENCE_ENDS = ("。", ".", "！", "!", "？", "?", "；", ";", "：", ":", "，", ",", "…")
_VISIBLE = re.compile(r"\S")


@dataclass(slots=True)
class _OpenContainer:
    name: str
    container: Container | None
    tight: bool
    first_tight: bool
    markdown: bool
    started: bool = False


class Assembler:
    def __init__(self, title: str = "") -> None:
        self._title = title
        self._blocks: list[Block] = []
        self._frames: list[_OpenContainer] = []
        self._containers: tuple[Container, ...] = ()
        self._anchors: dict[str, int] = {}
        self._pending: list[str] = []
        self._serial = 0
        self._handed = 0
        """The number of blocks that `settled` has given away."""
        self._unhanded: dict[str, int] = {}
        self._repeated: int | None = None
        """The index of the block that only repeats the title."""

    def __len__(self) -> int:
        """The number of blocks so far."""
        return len(self._blocks)

    @property
    def tight(self) -> bool:
        """Whether the innermost container or list is a tight one."""
        return bool(self._frames) and self._frames[-1].tight

    def enter(
        self,
        name: str,
        kind: ContainerKind | None = None,
        *,
        marker: str = "",
        marker_width: int = 0,
        tight: bool = False,
        first_tight: bool | None = None,
        markdown: bool = True,
    ) -> None:
        """Begin a container (or a mere list, without `kind`) that `leave(name)` ends.

        `tight` is for its blocks but the first, which follows the surroundings unless
        `first_tight` says otherwise.
        """
        if not markdown and len(self._frames) >= MAX_DEPTH:
            return
        container = None
        if kind is not None:
            self._serial += 1
            width = max(marker_width, len(marker))
            container = Container(kind, self._serial, marker, width)
        if first_tight is None:
            first_tight = bool(self._frames) and self._tight(self._frames[-1])
        self._frames.append(_OpenContainer(name, container, tight, first_tight, markdown))
        self._refresh()

    def leave(self, name: str, *, markdown: bool = True) -> None:
        """End the innermost container of that name; raw HTML cannot end one of Markdown's."""
        for index in range(len(self._frames) - 1, -1, -1):
            frame = self._frames[index]
            if frame.markdown and not markdown:
                return
            if frame.markdown == markdown and frame.name == name:
                del self._frames[index:]
                self._refresh()
                return

    def leave_all(self) -> None:
        self._frames.clear()
        self._refresh()

    def count(self, *names: str) -> int:
        """The number of open containers and lists of these names."""
        return sum(frame.name in names for frame in self._frames)

    def innermost(self, *names: str) -> str:
        """The name of the innermost open container among these; "" if none is open."""
        return next((f.name for f in reversed(self._frames) if f.name in names), "")

    def anchor(self, name: str, index: int | None = None) -> None:
        """Point `name` at the next block (or the given one); the first of a name wins."""
        name = clean(name).strip()
        if not name:
            return
        if index is None:
            self._pending.append(name)
        else:
            self._point(name, index)

    def add(
        self,
        kind: BlockKind,
        passage: Passage,
        *,
        level: int = 0,
        language: str = "",
        href: str = "",
        table: Table | None = None,
        identifier: str = "",
    ) -> None:
        """Append a block; one without anything to see only leaves its anchors."""
        traits = kind.traits
        if "\t" in passage.text and not traits.keeps_tabs:
            passage = replace(passage, text=untabbed(passage.text))
        for name in (identifier, *passage.anchors):
            self.anchor(name)
        if not traits.shows_without_text and not _VISIBLE.search(passage.text):
            return
        if kind is BlockKind.PARAGRAPH and self._repeats_caption(passage):
            return
        index = len(self._blocks)
        for name in self._pending:
            self._point(name, index)
        self._pending.clear()
        spans = passage.spans
        if kind is BlockKind.HEADING:
            spans = tuple(s for s in spans if not _is_wholly_strong(s, passage.text))
            self._anchor_heading(passage.text, index)
        self._blocks.append(
            Block(
                kind=kind,
                text=passage.text,
                spans=spans,
                containers=self._containers,
                level=level,
                language=language,
                href=href,
                table=table,
                tight=self._place(),
            )
        )

    def add_image(self, href: str, text: str, link: str = "") -> None:
        """An image that stands alone; a caption that says nothing is left out."""
        caption = _line(text)
        if is_noise(caption) or (self._title and says_title(caption, self._title)):
            caption = ""
        if link and not caption and not is_image(link):
            caption = UNNAMED_IMAGE
        spans = (Span(0, len(caption), SpanKind.LINK, link),) if link and caption else ()
        self.add(BlockKind.IMAGE, Passage(caption, spans), href=href)

    def caption(self, passage: Passage) -> bool:
        """Give the last block this caption, if it is an image that has none."""
        if not self._blocks or self._blocks[-1].kind is not BlockKind.IMAGE:
            return False
        image, passage = self._blocks[-1], replace(passage, text=untabbed(passage.text))
        if image.text and image.text != passage.text:
            return False
        self._blocks[-1] = replace(image, text=passage.text, spans=passage.spans)
        return True

    def _repeats_caption(self, passage: Passage) -> bool:
        """Whether a line under a picture says again what the picture's caption says."""
        last = self._blocks[-1] if self._blocks else None
        if last is None or last.kind is not BlockKind.IMAGE or last.text != passage.text:
            return False
        return last.containers == self._containers and self.caption(passage)

    def append_return(self, href: str, *, since: int) -> None:
        """Put the way back from a footnote at the end of its last block.

        It gets a block of its own if that is no paragraph, or stands before block `since`.
        """
        last = self._blocks[-1] if len(self._blocks) > since else None
        if last is None or last.kind is not BlockKind.PARAGRAPH:
            self.add(BlockKind.PARAGRAPH, Passage("↩", (Span(0, 1, SpanKind.FOOTNOTE, href),)))
            return
        end = len(last.text) + 1
        way_back = Span(end, end + 1, SpanKind.FOOTNOTE, href)
        self._blocks[-1] = replace(last, text=f"{last.text} ↩", spans=(*last.spans, way_back))

    def settled(self) -> Increment:
        """The blocks since the last call that nothing to come can change.

        The last block may get a caption, and the first few wait until it is known whether one of
        them only repeats the title.
        """
        if not self._handed and self._title and len(self._blocks) <= _LEAD:
            return Increment(())
        return self._hand(len(self._blocks) - 1)

    def finish(self) -> Increment:
        """The rest, once everything has been added."""
        last = max(0, len(self._blocks) - 1)
        for name in self._pending:
            self._point(name, last)
        return self._hand(len(self._blocks), last=True)

    def _hand(self, end: int, *, last: bool = False) -> Increment:
        if not self._handed:
            self._repeated = repeated_title(self._blocks, self._title)
        begin, self._handed = self._handed, max(self._handed, end)
        left_out = self._repeated
        blocks = tuple(b for i, b in enumerate(self._blocks[begin:end], begin) if i != left_out)
        ready = {name: index for name, index in self._unhanded.items() if last or index < end}
        self._unhanded = {n: i for n, i in self._unhanded.items() if n not in ready}
        if left_out is not None:
            # The anchors of the block that is left out lead to the one after it.
            highest = max(0, len(self._blocks) - 2)
            ready = {n: min(i - (i > left_out), highest) for n, i in ready.items()}
        if last and not self._handed - (left_out is not None):
            ready = {}
        title = ""
        if left_out is not None and begin <= left_out < end:
            title = self._blocks[left_out].text
        return Increment(blocks, MappingProxyType(ready), title=title)

    def _point(self, name: str, index: int) -> None:
        if name not in self._anchors:
            self._anchors[name] = self._unhanded[name] = index

    def _refresh(self) -> None:
        self._containers = tuple(f.container for f in self._frames if f.container is not None)

    @staticmethod
    def _tight(frame: _OpenContainer) -> bool:
        return frame.tight if frame.started else frame.first_tight

    def _place(self) -> bool:
        """Whether the next block is tight; its containers are no longer at their first block."""
        tight = bool(self._frames) and self._tight(self._frames[-1])
        for frame in reversed(self._frames):
            if frame.started:
                break
            frame.started = True
        return tight

    def _anchor_heading(self, text: str, index: int) -> None:
        name = base = slug(text)
        number = 0
        while name in self._anchors:
            number += 1
            if number > 100:
                return
            name = f"{base}-{number}"
        self.anchor(name, index)


def is_noise(caption: str) -> bool:
    """Whether a caption says nothing of its picture."""
    return not caption or caption.lower() in _NO_CAPTION or _FILE_NAME.match(caption) is not None


def repeated_title(blocks: Sequence[Block], title: str) -> int | None:
    """The block that says what the title says, if only quotes and pictures stand before it."""
    for index, block in enumerate(blocks[:_LEAD] if title else ()):
        if block.containers or block.kind.traits.shows_without_text:
            continue
        says = block.kind is BlockKind.HEADING or (
            not index and len(blocks) > 1 and _is_mere_title(block)
        )
        return index if says and says_title(block.text, title) else None
    return None


def says_title(text: str, title: str) -> bool:
    """Whether a text is the title but for case, width and punctuation."""
    return _key(text) == _key(title)


def _is_mere_title(block: Block) -> bool:
    """Whether a paragraph may be nothing but a title: no sentence, and without links and marks."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and not block.text.endswith(_SENTENCE_ENDS)
        and all(_is_wholly_strong(span, block.text) for span in block.spans)
    )


def _is_wholly_strong(span: Span, text: str) -> bool:
    return span.kind is SpanKind.STRONG and span.start == 0 and span.end == len(text)


def _line(text: str) -> str:
    builder = PassageBuilder()
    builder.write(text)
    return builder.finish().text


def _key(text: str) -> str:
    """A title without case, width and punctuation, for comparisons."""
    import unicodedata

    folded = unicodedata.normalize("NFKC", text).casefold()
    # A mark that is a character of its own in half width is text too.
    words = "".join(c for c in folded if c.isalnum() or unicodedata.combining(c))
    return words or "".join(folded.split())
