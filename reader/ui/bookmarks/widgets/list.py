"""The rows of all bookmarks, drawn only where somebody looks: thousands open at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.text.truncate import elide
from reader.ui.article.page.looks import ARTICLE_LOOKS
from reader.ui.bookmarks.widgets.row import NO_REMARKS, Group, Item, ItemLine, Layout
from reader.ui.commands import Scope, bindings
from reader.ui.common.cursor_list import CursorList
from reader.ui.common.key_hints import HINT_LOOKS, hinted_pieces
from reader.ui.sidebar.widgets.entry_text import Piece
from reader.ui.theme.looks import Look
from reader.ui.theme.rich_styles import Looks

BOOKMARK_LOOKS = {
    "heading": Look("bold $accent"),
    "words": Look("$foreground"),
    "note": Look("italic $secondary"),
    "facts": Look("$reader-muted"),
    "tags": Look("$primary"),
    "lost": Look("$error", in_16_colors="bold $error"),
    "bar": Look("$primary"),
    "sign": Look("$accent"),
    "marked": Look("bold $accent"),
    "message": Look("$reader-muted"),
    "key": HINT_LOOKS["key"],
    "cursor": Look("on $panel", in_16_colors="reverse"),
    "in-cursor": Look("", in_16_colors="not bold $foreground on $background"),
    "hover": Look("on $reader-code"),
}


class BookmarkList(CursorList, can_focus=True):
    """Shows items under headings, keeps a cursor among them, and knows which are marked."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.BOOKMARKS))

    row_map: Layout

    class Opened(Message):
        """The reader clicks on the item under the cursor, to go there."""

    class Seen(Message):
        """Other items are on the screen."""

    class Marked(Message):
        """Others are marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Layout((), (), 1), id=id)
        self.looks = Looks(self, {**ARTICLE_LOOKS, **BOOKMARK_LOOKS})
        self._items: Sequence[Item] = ()
        self._groups: Sequence[Group] = ()
        self._remarks: Mapping[str, str] = NO_REMARKS
        self._message = ""
        self.marked: set[str] = set()
        """Keys of what is marked, shown or not."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def items(self) -> Sequence[Item]:
        return self._items

    @property
    def current(self) -> Item | None:
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    def show(
        self,
        items: Sequence[Item],
        groups: Sequence[Group],
        *,
        remarks: Mapping[str, str] = NO_REMARKS,
        at: str = "",
        message: str = "",
    ) -> None:
        """Show these; the cursor is on the item `at`, else where it was, or on what came there.

        `message` stands there if they are none.
        """
        keys = [item.key for item in items]
        cursor = keys.index(at) if at in keys else min(max(0, self.cursor), len(items) - 1)
        self._items, self._groups, self._remarks = items, groups, remarks
        self._message = message
        self.put_cursor(cursor)
        self.hovered = -1
        self.resized()

    def scroll_to_article(self) -> None:
        """Put the heading above the cursor at the top."""
        at = self.cursor
        while at > 0 and self._groups[at - 1] == self._groups[at]:
            at -= 1
        if at >= 0:
            top, _ = self.row_map.rows_of(at)
            self.scroll_to_row(top + (at > 0))
            self.scroll_to_cursor()

    def fit(self) -> None:
        """Lay the rows out anew: how many there are depends on the width."""
        width = self.scrollable_content_region.width or self.size.width
        self.row_map = Layout(self._items, self._groups, width, self._remarks)
        super().fit()
        self.refresh()

    def is_low(self, rows: int) -> bool:
        """Whether so many rows at the foot of the list have a part of what is under the cursor."""
        if self.cursor < 0:
            return False
        top, height = self.row_map.rows_of(self.cursor)
        return top + height > round(self.scroll_y) + self.size.height - rows

    def on_screen(self) -> range:
        """Positions of the items that are on the screen."""
        if not self._items:
            return range(0)
        layout, first = self.row_map, round(self.scroll_y)
        return range(layout.item_near(first), layout.item_near(first + self.size.height - 1) + 1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Seen())

    # -- cursor -------------------------------------------------------------------------

    def action_next_article(self) -> None:
        self._step_group(1)

    def action_previous_article(self) -> None:
        self._step_group(-1)

    def _step_group(self, step: int) -> None:
        """To the first item of the next article, or of this one or the one before it."""
        at = self.cursor + step
        while 0 < at < len(self._items) and self._groups[at] == self._groups[at - 1]:
            at += step
        if 0 <= at < len(self._items):
            self.cursor = at

    def action_mark(self) -> None:
        """Mark the item for what is done with several, or take its mark away; then go on."""
        item = self.current
        if item is not None:
            self.marked ^= {item.key}
            self.post_message(self.Marked())
            self.move(1)
            self.refresh()

    def clicked(self, button: int, *, again: bool) -> None:
        """The first click puts the cursor there, one on the cursor opens."""
        del button
        if again:
            self.post_message(self.Opened())

    # -- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width, row = self.size.width, round(self.scroll_y) + y
        if not self._items and row == 0:
            shown, _ = elide(self._message, width - 2)
            told = hinted_pieces(self._message, shown)
            pieces = [Piece(text, ("key" if is_key else "message",)) for text, is_key in told]
            return self._strip([Piece(" "), *pieces], ())
        spot = self.row_map.spot(row)
        if spot is None:
            return Strip.blank(width, self.rich_style)
        self.rows_drawn += 1
        if spot.line < 0:
            return self._strip(self.row_map.heading(*spot), ())
        return self._item_row(spot)

    def _item_row(self, spot: ItemLine) -> Strip:
        is_current = spot.item == self.cursor
        has_bar = is_current and self.has_focus
        is_marked = self._items[spot.item].key in self.marked
        pieces = self.row_map.line(spot, has_bar=has_bar, is_marked=is_marked)
        under = ("cursor",) if is_current else ("hover",) if spot.item == self.hovered else ()
        return self._strip(pieces, under)

    def _strip(self, pieces: Sequence[Piece], under: tuple[str, ...]) -> Strip:
        ground = self.rich_style
        for name in under:
            ground += self.looks[name]
        segments = []
        for text, names in pieces:
            style = ground
            for name in names:
                style += self.looks[name]
            if "cursor" in under:
                style += self.looks["in-cursor"]
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, ground)
