"""The rows of all bookmarks, drawn only where somebody looks: thousands open at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.text.truncate import elide
from reader.ui.article.widgets.looks import ARTICLE_LOOKS
from reader.ui.bookmarks.widgets.row import NO_REMARKS, Group, Item, Layout, Spot
from reader.ui.commands import Command, Scope, bindings_of, commands
from reader.ui.common.count import Count
from reader.ui.common.drawn_widget import Hovering
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
    "cursor": Look("on $panel", in_16_colors="reverse"),
    "hover": Look("on $reader-code"),
}


def _action(command: Command) -> str:
    """Moves are the list's own; everything else is for others."""
    return command.verb if command.group == "Move" else f"ask('{command.verb}')"


class BookmarkList(ScrollView, Hovering, can_focus=True):
    """Shows items under headings, keeps a cursor among them, and knows which are marked."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for command in commands(Scope.BOOKMARKS)
        for binding in bindings_of(command, _action(command))
    ]

    cursor: reactive[int] = reactive(-1, init=False)
    """Position of the item under the cursor, -1 if there is none."""

    class Asked(Message):
        """A command that others must carry out."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    class Seen(Message):
        """Other items are on the screen."""

    class Marked(Message):
        """Others are marked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looks = Looks(self, {**ARTICLE_LOOKS, **BOOKMARK_LOOKS})
        self.count = Count(self)
        self._items: Sequence[Item] = ()
        self._groups: Sequence[Group] = ()
        self._remarks: Mapping[str, str] = NO_REMARKS
        self._layout_of_rows = Layout((), (), 1)
        self._message = ""
        self.marked: set[str] = set()
        """Keys of what is marked, shown or not."""
        self.rows_drawn = 0
        """Count of work, for tests."""

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
        self.set_reactive(BookmarkList.cursor, cursor)
        self.hovered = -1
        self._lay_out()

    def scroll_to_article(self) -> None:
        """Put the heading above the cursor at the top."""
        at = self.cursor
        while at > 0 and self._groups[at - 1] == self._groups[at]:
            at -= 1
        if at >= 0:
            top, _ = self._layout_of_rows.rows_of(at)
            self.scroll_to(y=top + (at > 0), animate=False, force=True)
            self._scroll_to_cursor()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width or self.size.width
        self._layout_of_rows = Layout(self._items, self._groups, width, self._remarks)
        self.virtual_size = Size(width, max(1, self._layout_of_rows.height))
        self._scroll_to_cursor()
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self._lay_out()

    def _scroll_to_cursor(self) -> None:
        if self.cursor >= 0:
            top, rows = self._layout_of_rows.rows_of(self.cursor)
            height, first = max(1, self.size.height), round(self.scroll_y)
            if top < first or rows >= height:
                self.scroll_to(y=top, animate=False, force=True)
            elif top + rows > first + height:
                self.scroll_to(y=top + rows - height, animate=False, force=True)

    def is_low(self, rows: int) -> bool:
        """Whether so many rows at the foot of the list have a part of what is under the cursor."""
        if self.cursor < 0:
            return False
        top, height = self._layout_of_rows.rows_of(self.cursor)
        return top + height > round(self.scroll_y) + self.size.height - rows

    def on_screen(self) -> range:
        """Positions of the items that are on the screen."""
        if not self._items:
            return range(0)
        layout, first = self._layout_of_rows, round(self.scroll_y)
        return range(layout.item_near(first), layout.item_near(first + self.size.height - 1) + 1)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Seen())

    # -- cursor -------------------------------------------------------------------------

    def watch_cursor(self) -> None:
        self._scroll_to_cursor()
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor, to an end at most."""
        if self._items:
            self.cursor = max(0, min(self.cursor + step, len(self._items) - 1))

    def _turn(self, rows: int) -> None:
        """Move the cursor by so many rows, at least to the next item."""
        if not self._items:
            return
        top, _ = self._layout_of_rows.rows_of(self.cursor)
        there = self._layout_of_rows.item_near(top + rows)
        self.move(there - self.cursor or (1 if rows > 0 else -1))

    def action_cursor_down(self) -> None:
        self.move(self.count.take())

    def action_cursor_up(self) -> None:
        self.move(-self.count.take())

    def action_page_down(self) -> None:
        self._turn(max(1, self.size.height - 2) * self.count.take())

    def action_page_up(self) -> None:
        self._turn(-max(1, self.size.height - 2) * self.count.take())

    def action_half_page_down(self) -> None:
        self._turn(max(1, self.size.height // 2) * self.count.take())

    def action_half_page_up(self) -> None:
        self._turn(-max(1, self.size.height // 2) * self.count.take())

    def action_first(self) -> None:
        self.move(-len(self._items))

    def action_last(self) -> None:
        self.move(len(self._items))

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

    def on_key(self, event: events.Key) -> None:
        if self.count.typed(event):
            event.stop()
            event.prevent_default()

    def action_ask(self, verb: str) -> None:
        """Have others carry out a command."""
        # Made in this widget's own turn, the message reaches the screen whoever asked.
        self.call_next(lambda: self.post_message(self.Asked(verb)))

    # -- mouse --------------------------------------------------------------------------

    def entry_at(self, y: int) -> int:
        spot = self._layout_of_rows.spot(round(self.scroll_y) + y)
        return spot.item if spot is not None and spot.line >= 0 else -1

    def on_click(self, event: events.Click) -> None:
        """The first click puts the cursor there, one on the cursor opens."""
        item = self.entry_at(event.y)
        if item >= 0 and item == self.cursor:
            self.action_ask("open")
        elif item >= 0:
            self.cursor = item

    # -- drawing ------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width, row = self.size.width, round(self.scroll_y) + y
        if not self._items and row == 0:
            return self._strip([Piece(f" {elide(self._message, width - 2)[0]}", ("message",))], ())
        spot = self._layout_of_rows.spot(row)
        if spot is None:
            return Strip.blank(width, self.rich_style)
        self.rows_drawn += 1
        if spot.line < 0:
            return self._strip(self._layout_of_rows.heading(*spot), ())
        return self._item_row(spot)

    def _item_row(self, spot: Spot) -> Strip:
        is_current = spot.item == self.cursor
        has_bar = is_current and self.has_focus
        is_marked = self._items[spot.item].key in self.marked
        pieces = self._layout_of_rows.line(spot, has_bar=has_bar, is_marked=is_marked)
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
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, ground)
