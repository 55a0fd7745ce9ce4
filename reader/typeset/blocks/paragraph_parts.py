"""A long paragraph in parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.document.model import Block, Span
from reader.text.linebreak.wrap import lines
from reader.typeset.blocks.lines import Prose
from reader.typeset.blocks.paragraph import TextLayout
from reader.typeset.blocks.spacing import closed_ranges, gap_sites
from reader.typeset.decorations import Frame
from reader.typeset.model import Line, PageStyle
from reader.typeset.parts import LARGE, Cuts, Flow, FlowParts, TextSize, continued
from reader.typeset.range_index import Intervals

TextSetter = Callable[[Block, Frame, PageStyle], TextLayout]
"""Sets a whole block of text."""

PART = 2048
"""Characters of a part; a paragraph of more than twice as many has several."""
_HEAD = 1024
"""Characters that tell how a paragraph is to be set."""
_AHEAD = 512
"""Characters after a part, among which the first row of the next one is found."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """Some rows of a text. Unless the text ends, `made` has one more row: the next one."""

    made: TextLayout
    height: int

    def line(self, row: int) -> Line:
        return self.made.line(row)

    def row_of(self, offset: int) -> int:
        return max(0, min(self.made.row_of(offset), self.height - 1))

    def offset_of(self, row: int) -> int:
        return self.made.offset_of(max(0, min(row, self.height - 1)))


class _PartSetter:
    """Sets parts of a block of text, as `layout` sets it whole."""

    def __init__(self, block: Block, frame: Frame, style: PageStyle, layout: TextSetter) -> None:
        head = replace(block, text=block.text[:_HEAD], spans=())
        self._block = block
        self._head = layout(head, frame, style)
        self._spans: Intervals[Span] = Intervals(block.spans)
        self.cuts = prose_cuts(block)

    def rows(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        prose = self._head.prose
        gaps, _ = self._spacing(start, stop)
        return lines(
            self._block.text,
            prose.room,
            start=start,
            stop=stop,
            first=prose.room - prose.first,
            ambiguous=prose.style.ambiguous,
            gaps=gaps,
            hang=prose.style.hang,
            lone=prose.style.justify,
        )

    def _spacing(self, start: int, stop: int) -> tuple[list[int], list[tuple[int, int]]]:
        """Gaps and closed ranges from `start` to beyond `stop`."""
        style, text = self._head.prose.style, self._block.text
        if not style.gap and not style.justify:
            return [], []
        base, end = max(0, start - 1), stop + _AHEAD
        closed = closed_ranges(text, self._spans.touching(base, end))
        if not style.gap:
            return [], closed
        moved = [(max(0, low - base), high - base) for low, high in closed]
        return [base + site for site in gap_sites(text[base:end], moved)], closed

    def layout(
        self, part: int, entry: int, ranges: list[tuple[int, int]], following: int
    ) -> TextPart:
        gaps, closed = self._spacing(entry, self.cuts.end(part))
        head, text = self._head, self._block.text
        shown = [*ranges, (following, following)] if following <= len(text) else ranges
        first = head.prose.first if part == 0 else 0
        prose = Prose(text, shown, head.prose.room, first, head.prose.style, gaps, closed)
        frame = continued(head.frame) if part else head.frame
        made = replace(head, block=self._block, frame=frame, prose=prose)
        return TextPart(made, frame.gap_rows + len(ranges))


def prose_parts(block: Block, frame: Frame, style: PageStyle, layout: TextSetter) -> FlowParts:
    """A long block of text, in parts that are set as `layout` sets it whole."""
    setter = _PartSetter(block, frame, style, layout)
    return FlowParts(Flow(setter.cuts, setter.rows), setter.layout)


def is_large_prose(block: Block) -> bool:
    return len(block.text) > LARGE * PART


def prose_starts(block: Block, _style: PageStyle) -> list[int]:
    return prose_cuts(block).starts


def prose_rows(size: TextSize, style: PageStyle) -> int:
    return size.rows(style.width)


def prose_cuts(block: Block) -> Cuts:
    return Cuts(block.text, PART)
