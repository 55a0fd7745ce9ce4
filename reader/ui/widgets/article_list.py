"""The list of articles: two rows each, drawn only where somebody looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.library.article import Article
from reader.text.elide import elide
from reader.ui.command import Scope, bindings
from reader.ui.widgets.count import Count
from reader.ui.widgets.entry import NO_MARK, Entry, Mark, detail

ROWS = 2
"""Rows of an entry."""
INDENT = 3
"""Cells before the text: cursor bar, mark, space."""
CURSOR_BAR = "▌"
MARK_UNREAD = "•"
MARK_BOOKMARK = "◆"
MARK_ERROR = "✗"


class ArticleList(ScrollView, can_focus=True):
    """Shows entries, keeps a cursor among those that are articles."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--title",
        "list--meta",
        "list--unread",
        "list--bookmark",
        "list--error",
        "list--heading",
        "list--lit",
        "list--cursor",
        "list--cursor-title",
        "list--bar",
        "list--hover",
    }
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LIST))

    cursor: reactive[int] = reactive(-1, init=False)
    """Index of the entry under the cursor, -1 in an empty list."""
    hovered: reactive[int] = reactive(-1, init=False)

    class Highlighted(Message):
        """The cursor came to another article."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Opened(Message):
        """The reader wants to go into the article."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Asked(Message):
        """A command that others must carry out."""

        def __init__(self, verb: str) -> None:
            super().__init__()
            self.verb = verb

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: Sequence[Entry] = ()
        self._marks: Mapping[Path, Mark] = {}
        self._styles: dict[str, Style] = {}
        self.count = Count(self)
        self.rows_drawn = 0
        """Count of work, for tests."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def entries(self) -> Sequence[Entry]:
        return self._entries

    @property
    def current(self) -> Entry | None:
        return self._entries[self.cursor] if 0 <= self.cursor < len(self._entries) else None

    @property
    def current_path(self) -> Path | None:
        entry = self.current
        return entry.article.path if entry and entry.article else None

    def set_marks(self, marks: Mapping[Path, Mark]) -> None:
        self._marks = marks
        self.refresh()

    def set_entries(self, entries: Sequence[Entry], *, keep: Path | None = None) -> None:
        """Replace the entries; the cursor stays on the article at `keep` if it is there still.

        The article under the cursor stays on the same row of the screen.
        """
        above = self.cursor * ROWS - round(self.scroll_y)
        self._entries = entries
        found = self._index_of(keep) if keep is not None else -1
        if found < 0:
            found = self._first_article()
        self.virtual_size = Size(self.size.width, len(entries) * ROWS)
        changed = found != self.cursor
        self.set_reactive(ArticleList.cursor, found)
        if keep is not None and 0 <= above < self.size.height:
            self.scroll_to(y=max(0, found * ROWS - above), animate=False)
        self._scroll_to_cursor()
        self.refresh()
        if changed or keep is None or self.current_path != keep:
            self._announce()

    def _index_of(self, path: Path) -> int:
        return next(
            (i for i, e in enumerate(self._entries) if e.article and e.article.path == path), -1
        )

    def _first_article(self) -> int:
        return next((i for i, e in enumerate(self._entries) if e.article), -1)

    # -- cursor -------------------------------------------------------------------------

    def watch_cursor(self, old: int, new: int) -> None:
        if old != new:
            self._scroll_to_cursor()
            self.refresh()
            self._announce()

    def _announce(self) -> None:
        """Tell of the article under the cursor.

        Textual ends a message's way up at whoever was running when it was made: made in this
        widget's own turn, it reaches the screen whoever moved the cursor.
        """
        self.call_next(self._post_highlighted)

    def _post_highlighted(self) -> None:
        entry = self.current
        if entry is not None:
            self.post_message(self.Highlighted(entry))

    def _scroll_to_cursor(self) -> None:
        if self.cursor >= 0:
            top = self.cursor * ROWS
            if self.cursor > 0 and self._entries[self.cursor - 1].article is None:
                top -= ROWS
            region = Region(0, top, 1, (self.cursor + 1) * ROWS - top)
            self.scroll_to_region(region, animate=False, force=True)

    def move(self, step: int) -> bool:
        """Move the cursor by articles, over headings, and stop at either end; whether it moved."""
        if not self._entries:
            return False
        before = self.cursor
        target = max(0, min(self.cursor + step, len(self._entries) - 1))
        direction = 1 if step > 0 else -1
        while 0 <= target < len(self._entries) and self._entries[target].article is None:
            target += direction
        if 0 <= target < len(self._entries):
            self.cursor = target
        return self.cursor != before

    def select(self, path: Path) -> bool:
        """Put the cursor on an article without announcing it; False if it is not in the list."""
        found = self._index_of(path)
        if found >= 0:
            self.set_reactive(ArticleList.cursor, found)
            self._scroll_to_cursor()
            self.refresh()
        return found >= 0

    def _page(self) -> int:
        return max(1, self.size.height // ROWS - 1)

    def on_key(self, event: events.Key) -> None:
        if self.count.typed(event):
            event.stop()
            event.prevent_default()

    def action_cursor_down(self) -> None:
        self.move(self.count.take())

    def action_cursor_up(self) -> None:
        self.move(-self.count.take())

    def action_half_page_down(self) -> None:
        self.move(self.count.take() * max(1, self._page() // 2))

    def action_half_page_up(self) -> None:
        self.move(-self.count.take() * max(1, self._page() // 2))

    def action_page_down(self) -> None:
        self.move(self.count.take() * self._page())

    def action_page_up(self) -> None:
        self.move(-self.count.take() * self._page())

    def action_first(self) -> None:
        self.cursor = self._first_article()

    def action_last(self) -> None:
        self.move(len(self._entries))

    def action_open(self) -> None:
        self.call_next(self._post_opened)

    def _post_opened(self) -> None:
        entry = self.current
        if entry is not None and entry.article is not None:
            self.post_message(self.Opened(entry))

    def action_search(self) -> None:
        self.post_message(self.Asked("search"))

    def action_clear_search(self) -> None:
        self.post_message(self.Asked("clear_search"))

    def action_bookmark(self) -> None:
        self.post_message(self.Asked("bookmark"))

    def action_cycle_sort(self) -> None:
        self.post_message(self.Asked("cycle_sort"))

    def action_open_original(self) -> None:
        self.post_message(self.Asked("open_original"))

    # -- mouse --------------------------------------------------------------------------

    def _entry_at(self, y: int) -> int:
        index = (round(self.scroll_y) + y) // ROWS
        good = 0 <= index < len(self._entries) and self._entries[index].article is not None
        return index if good else -1

    def on_click(self, event: events.Click) -> None:
        index = self._entry_at(event.y)
        if index >= 0:
            self.cursor = index
            self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._entry_at(event.y)

    def on_leave(self, event: events.Leave) -> None:
        del event
        self.hovered = -1

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.virtual_size = Size(self.size.width, len(self._entries) * ROWS)
        self._scroll_to_cursor()

    # -- drawing ------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()

    def _style(self, component: str) -> Style:
        style = self._styles.get(component)
        if style is None:
            style = self.get_component_rich_style(f"list--{component}", partial=True)
            self._styles[component] = style
        return style

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        base = self.rich_style
        row = round(self.scroll_y) + y
        index, line = divmod(row, ROWS)
        if index >= len(self._entries) or width <= INDENT:
            return Strip.blank(width, base)
        self.rows_drawn += 1
        entry = self._entries[index]
        if entry.article is None:
            return self._heading(entry, line, width, base)
        if index == self.cursor:
            base += self._style("cursor")
        elif index == self.hovered:
            base += self._style("hover")
        bar = CURSOR_BAR if index == self.cursor and self.has_focus else " "
        segments = [Segment(bar, base + self._style("bar"))]
        if line == 0:
            title = base + self._style("title")
            if index == self.cursor:
                title += self._style("cursor-title")
            segments += self._title(entry, entry.article, width - 1, base, title)
        else:
            segments += self._detail(entry, entry.article, width - 1, base)
        return Strip(segments, width)

    def _heading(self, entry: Entry, line: int, width: int, base: Style) -> Strip:
        if line == 0:
            return Strip.blank(width, base)
        text, cells = elide(entry.heading, width - 2)
        style = base + self._style("heading")
        return Strip([Segment(f" {text}{' ' * (width - 1 - cells)}", style)], width)

    def _title(
        self, entry: Entry, article: Article, width: int, base: Style, title: Style
    ) -> list[Segment]:
        mark = self._marks.get(article.path, NO_MARK)
        glyph, name = " ", "meta"
        if article.error:
            glyph, name = MARK_ERROR, "error"
        elif mark.bookmarked:
            glyph, name = MARK_BOOKMARK, "bookmark"
        elif not mark.read and not mark.progress:
            glyph, name = MARK_UNREAD, "unread"
        count = f" {entry.hits}×" if entry.hits > 1 else ""
        text, cells = elide(article.title, width - INDENT - len(count))
        rest = width - (INDENT - 1) - cells - len(count) - 1
        return [
            Segment(glyph, base + self._style(name)),
            Segment(" ", base),
            Segment(text, title),
            Segment(" " * max(0, rest), base),
            Segment(f"{count} ", base + self._style("meta")),
        ]

    def _detail(self, entry: Entry, article: Article, width: int, base: Style) -> list[Segment]:
        style = base + self._style("error" if article.error else "meta")
        lead = Segment(" " * (INDENT - 1), base)
        room = width - INDENT
        if entry.snippet:
            return [lead, *self._snippet(entry, room, base), Segment(" ", base)]
        progress = self._marks.get(article.path, NO_MARK).progress
        right = f"{progress:.0%}" if 0.005 < progress < 0.995 else ""
        text, cells = detail(article, room - (len(right) + 1 if right else 0))
        gap = " " * max(0, room - cells - len(right))
        return [lead, Segment(text, style), Segment(f"{gap}{right} ", style)]

    def _snippet(self, entry: Entry, room: int, base: Style) -> list[Segment]:
        plain = base + self._style("meta")
        lit = base + self._style("lit")
        text, cells = elide(entry.snippet, room)
        segments: list[Segment] = []
        at = 0
        for start, end in entry.lit:
            start, end = min(start, len(text)), min(end, len(text))
            if start > at:
                segments.append(Segment(text[at:start], plain))
            if end > max(start, at):
                segments.append(Segment(text[max(start, at) : end], lit))
            at = max(at, end)
        segments.append(Segment(text[at:] + " " * (room - cells), plain))
        return segments
