"""A footnote at the foot of the article, set as the page sets it."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from reader.text.truncate import elide
from reader.typeset.overlays import Overlays
from reader.typeset.page import Page, Position
from reader.ui.article.page.layers import NOTHING
from reader.ui.article.page.looks import ARTICLE_LOOKS
from reader.ui.article.page.note_peek import ShownNote
from reader.ui.article.widgets.paint import paint
from reader.ui.commands import keymap_of
from reader.ui.common.drawn_widget import Drawn
from reader.ui.common.key_hints import HINT_LOOKS, hinted_pieces
from reader.ui.theme.rich_styles import Looks

MOST_ROWS = 12
SHARE = 0.4
"""Share of the article's rows that the box takes at most."""
LINE = "─"


class NoteBox(Drawn):
    """Shows a note under a line that names the keys; lies over the last rows of the article.

    Over the first ones where the reference is among the last.
    """

    ALLOW_SELECT = False

    note: reactive[ShownNote | None] = reactive(None)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = Looks(self, {**ARTICLE_LOOKS, "key": HINT_LOOKS["key"]})
        self._page: Page | None = None
        self._rows = 0
        self._is_cut = False
        """Whether the note has more rows than there is room for."""

    def show(self, note: ShownNote | None, height: int) -> None:
        """Show a note, or nothing, over an article of `height` rows."""
        self._page = None
        if note is not None:
            most = max(1, min(MOST_ROWS, int(height * SHARE)))
            self._page = Page(note.document, note.style, wording=note.wording)
            rows = self._page.rows_from(Position(0, 0), most + 1)
            self._rows, self._is_cut = min(rows, most), rows > most
            self.styles.height = self._rows + 2
            is_low = note.row >= height - self._rows - 2
            self.set_class(is_low, "-at-top")
        self.note = note
        self.display = note is not None

    def render_line(self, y: int) -> Strip:
        width, base, note, page = self.size.width, self.rich_style, self.note, self._page
        if note is None or page is None:
            return Strip.blank(width, base)
        rule = self.size.height - 1 if self.has_class("-at-top") else 0
        row = y - (rule == 0)
        if y == rule:
            return self._rule(width, base, note)
        if not 0 <= row < self._rows:
            return Strip.blank(width, base)
        index, line = page.line(row)
        block = page.wording.block(note.document.blocks[index]) if index >= 0 else None
        over = NOTHING
        if block is not None and block.spans:
            over = Overlays(block.spans, lambda span: self.looks[f"span-{span.kind}"])
        return paint(
            line,
            index,
            over,
            left=note.left,
            width=width,
            measure=note.style.width,
            base=base,
            style_of=self.looks.__getitem__,
            ambiguous=note.style.ambiguous,
        )

    def _rule(self, width: int, base: Style, note: ShownNote) -> Strip:
        keymap = keymap_of(self.app)
        what = "goes there, to all of it" if self._is_cut else "goes there"
        told = keymap.hinted(" ", "article.follow", what, joint="")
        told = keymap.hinted(told, "article.clear", "closes")
        shown, cells = elide(f"{told} ", note.style.width)
        ambiguous = note.style.ambiguous
        rest = max(0, note.style.width - cells) // ambiguous
        faint = base + self.looks["line"]
        segments = [
            Segment(" " * note.left, base),
            Segment(LINE * rest, faint),
            *(
                Segment(piece, base + self.looks["key" if is_key else "meta"])
                for piece, is_key in hinted_pieces(told, shown)
            ),
        ]
        return Strip(segments).adjust_cell_length(width, base)
