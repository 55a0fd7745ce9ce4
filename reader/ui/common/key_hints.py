"""Keys and what they do, in the same looks everywhere: one of the key, another of the word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip

from reader.text.truncate import elide
from reader.text.width import cell_width
from reader.ui.commands import Hinted
from reader.ui.common.drawn_widget import Drawn
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

if TYPE_CHECKING:
    from textual.geometry import Size

    from reader.ui.commands import KeyHint

APART = 2
"""Cells between two hints."""
KEY_STYLE = "$accent"
"""Of a key in a text, as Textual writes it."""
HINT_LOOKS = {
    "key": Look("$accent", in_16_colors="bold $accent"),
    "word": Look("$reader-muted"),
}


def hint_rows(hints: Sequence[KeyHint], width: int) -> list[list[KeyHint]]:
    """The hints in rows of `width` cells; none is broken, and one alone may be wider."""
    rows: list[list[KeyHint]] = []
    used = 0
    for hint in hints:
        cells = cell_width(hint.key) + 1 + cell_width(hint.what)
        if rows and used + APART + cells <= width:
            rows[-1].append(hint)
            used += APART + cells
        else:
            rows.append([hint])
            used = cells
    return rows


def hinted_content(text: str) -> Content:
    """A text as Textual shows it, the keys that it names in their look."""
    content = Content(text)
    for start, end in text.spans if isinstance(text, Hinted) else ():
        content = content.stylize(KEY_STYLE, start, end)
    return content


def hinted_pieces(text: str, shown: str) -> Iterator[tuple[str, bool]]:
    """What is shown of a text, in pieces that are keys or not; `shown` is cut at its end only."""
    at = 0
    for start, end in text.spans if isinstance(text, Hinted) else ():
        yield shown[at:start], False
        yield shown[start:end], True
        at = end
    yield shown[at:], False


class KeyHints(Drawn):
    """The keys at the foot of a dialog, in as many rows as they take."""

    ALLOW_SELECT = False

    def __init__(self, hints: Sequence[KeyHint] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.hints = hints
        self.looks = Looks(self, HINT_LOOKS)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(hint_rows(self.hints, width))

    def render_line(self, y: int) -> Strip:
        width, base = self.size.width, self.rich_style
        rows = hint_rows(self.hints, width)
        row = list(self._segments(rows[y], width)) if y < len(rows) else []
        return Strip(row).adjust_cell_length(width, base)

    def _segments(self, row: Sequence[KeyHint], width: int) -> Iterator[Segment]:
        base = self.rich_style
        for number, (key, what) in enumerate(row):
            yield Segment(" " * APART if number else "", base)
            shown, cells = elide(key, width)
            yield Segment(shown, base + self.looks["key"])
            yield Segment(elide(f" {what}", width - cells)[0], base + self.looks["word"])
