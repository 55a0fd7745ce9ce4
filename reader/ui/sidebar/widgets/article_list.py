"""The list of articles: two rows each, of which only those are known that somebody looks at."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.worker import WorkType

from reader.services.list_entry import Entry, EntryMark
from reader.services.list_rows import ListRows
from reader.text.chinese_variants.variant import Variant
from reader.ui.commands import Scope, bindings
from reader.ui.common.cursor_list import CursorList
from reader.ui.common.drawn_widget import plain_lines
from reader.ui.sidebar.widgets.article_rows import Anchor, ArticleRows
from reader.ui.sidebar.widgets.entry_looks import LIST_LOOKS
from reader.ui.sidebar.widgets.entry_paint import Ground, blank_row, entry_row, heading_row
from reader.ui.sidebar.widgets.entry_text import LINES
from reader.ui.sidebar.widgets.known_entries import KnownEntries
from reader.ui.terminal.textual_internals import update_scrollbars
from reader.ui.theme.rich_styles import Looks

if TYPE_CHECKING:
    from textual.geometry import Region

    from reader.library.article import Article

AROUND = 2
"""Screens before and after the one shown that are asked for too."""
MOST_DRAWN = 400
"""Rows that are kept as they were drawn: some screens of them."""
RIGHT_BUTTON = 3
PAINTING_SECONDS = 0.1
"""How long the painting of the list is waited for, at most."""


class DrawnRow(NamedTuple):
    """All that a drawn row depends on but for what is known of its article."""

    row: int
    line: int
    width: int
    is_current: bool
    is_hovered: bool
    has_bar: bool


class ArticleList(CursorList, can_focus=True):
    """Shows rows, asks for what stands in those near the screen, keeps a cursor among them."""

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LIST))

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """As any widget's; but the list is as large however much is in it: nothing is laid out anew."""

    row_map: ArticleRows

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

    class EntriesWanted(Message):
        """Somebody looks, or will soon, at these articles; to be answered by `put`."""

        def __init__(self, generation: int, ids: Sequence[int]) -> None:
            super().__init__()
            self.generation = generation
            self.ids = ids

    class PathSought(Message):
        """The cursor is wanted on the article at `path`, which is not among those known."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class MenuAsked(Message):
        """The mouse asks what can be done with the list."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(ArticleRows(ListRows()), id=id)
        self._known = KnownEntries()
        self._is_asking = False
        self._is_settled = True
        """Whether articles around the screen are asked for too."""
        self._is_adrift = False
        """Whether the article that the cursor was on is gone, and nobody was told of another."""
        self.is_untouched = True
        """Nobody has moved the cursor yet."""
        self._owed: set[type[ArticleList.Highlighted | ArticleList.Opened]] = set()
        """What is to be said of the article under the cursor once it is known."""
        self.looks = Looks(self, LIST_LOOKS)
        self._base: Style | None = None
        self._variant = Variant.AS_WRITTEN
        self._drawn: dict[DrawnRow, Strip] = {}
        """Rows as they look, until something else is known of the articles."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def rows(self) -> ListRows:
        return self.row_map.table

    @property
    def generation(self) -> int:
        """The number of times the rows were set: entries asked for before are not wanted."""
        return self._known.generation

    @property
    def entries_fetched(self) -> int:
        """Count of work, for tests."""
        return self._known.fetched

    @property
    def entries(self) -> list[Entry]:
        """The known entries, in the order of the list."""
        known = map(self._known.entry, self.rows.ids)
        return [entry for entry in known if entry is not None]

    @property
    def current_id(self) -> int | None:
        return self.rows.id_at(self.cursor)

    @property
    def current(self) -> Entry | None:
        """The article under the cursor; None also while it is not known yet."""
        return self._known.entry(self.current_id)

    @property
    def has_next(self) -> bool:
        """Whether there is an article below the cursor."""
        return self._is_adrift or self.row_map.stepped(self.cursor, 1) != self.cursor

    @property
    def next_entry(self) -> Entry | None:
        """The article below the cursor; None also while it is not known yet."""
        step = 0 if self._is_adrift else 1
        return self._known.entry(self.rows.id_at(self.row_map.stepped(self.cursor, step)))

    @property
    def current_path(self) -> Path | None:
        entry = self.current
        return entry.article.path if entry is not None else None

    @property
    def view_rows(self) -> tuple[int, int]:
        """The first row of the table on the screen, and the one after the last."""
        return self.row_map.in_view(self.window)

    def near(self, row: int) -> tuple[int, int]:
        """Rows of a screen on which a row of any table is, wherever on it."""
        return self.row_map.near(row, self.window)

    def mark(self, id_: int) -> EntryMark:
        return self._known.mark(id_)

    def known_articles(self) -> dict[int, Article]:
        """The known articles that the list has rows of, by id."""
        return self._known.articles()

    def set_rows(
        self,
        rows: ListRows,
        entries: Mapping[int, Entry],
        marks: Mapping[int, EntryMark],
        *,
        keep: int | None = None,
        stay: bool = False,
        announce: bool = True,
        settled: bool = True,
    ) -> None:
        """Show other rows, of which `entries` are known; the cursor stays on the article `keep`.

        Where that is not in the list: on the first, or with `stay` where it is; without `announce`
        nobody is told of that. Nothing moves on the screen if it need not. Rows that are not
        `settled` may be others in a moment: till `settle` nothing is done but to show them.
        """
        before, anchor = self.current_id, self.row_map.anchor(self.cursor, self.window)
        self.row_map = ArticleRows(rows)
        self._known.generation += 1
        self._is_asking = False
        # In groups an article may stand more than once.
        found = self.cursor if keep and rows.id_at(self.cursor) == keep else rows.row_of(keep)
        if found < 0 and stay and self.cursor >= 0:
            found = self.row_map.nearest(self.cursor)
        if found < 0:
            found, anchor = self.row_map.nearest(0), None
        if found < 0:
            self._owed.discard(self.Opened)
        self.fit()
        self.put_cursor(found)
        self._is_settled = settled
        self._known.keep(entries, marks)
        self._hold(anchor)
        self.refresh_entries()
        self._ask_for_entries()
        self._is_adrift = not announce and (keep is None or self.current_id != keep)
        if announce and (self.current_id != before or keep is None):
            self._owed.add(self.Highlighted)
            if settled:
                self._announce_later()

    def _hold(self, anchor: Anchor | None) -> None:
        first = self.row_map.held(anchor, self.window)
        if first is not None and first != self.window.first:
            self.scroll_to_row(first)
        if first is None or (anchor is not None and anchor.has_cursor):
            self.scroll_to_cursor()

    def settle(self) -> None:
        """The rows are there to stay for a while."""
        if not self._is_settled:
            self._is_settled = True
            self._ask_for_entries()
            self._announce_later()

    def put(
        self,
        generation: int,
        asked: Iterable[int],
        entries: Mapping[int, Entry],
        marks: Mapping[int, EntryMark],
    ) -> None:
        """What was asked for; of the articles that are gone there is no entry."""
        if generation != self.generation:
            return
        self._is_asking = False
        self._known.keep(dict.fromkeys(asked) | dict(entries), marks)
        self.refresh_entries()
        self._ask_for_entries()
        self.call_next(self._announce)

    def set_marks(self, marks: Mapping[int, EntryMark]) -> None:
        self._known.set_marks(marks)
        self.refresh_entries()

    def set_variant(self, variant: Variant) -> None:
        """Show Chinese titles in another way."""
        self._variant = variant
        self.refresh_entries()

    # -- asking for what is in view -------------------------------------------------------

    def _ask_for_entries(self) -> None:
        """Ask for what is on the screen, then for what is around it; one at a time."""
        if self._is_asking or not self.size.height:
            return
        first, last = self.view_rows
        more = (last - first) * AROUND if self._is_settled else 0
        current = [] if self.current_id is None else [self.current_id]
        in_view = self.rows.ids_between(first, last)
        around = self.rows.ids_between(first - more, last + more)
        for ids in (in_view, around, current):
            missing = self._known.stale(ids)
            if missing:
                self._is_asking = True
                self.post_message(self.EntriesWanted(self.generation, missing))
                return

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_entries()

    def watch_virtual_size(self, size: Size) -> None:
        update_scrollbars(self, size)

    def resized(self) -> None:
        super().resized()
        self._ask_for_entries()

    # -- telling of the article under the cursor ------------------------------------------

    def _announce_later(self) -> None:
        """`_announce` after the list was painted: whoever hears of it opens an article."""
        work: WorkType[None] = self._announce_painted
        self.run_worker(work, group="announce", exclusive=True)

    async def _announce_painted(self) -> None:
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(painted.wait(), PAINTING_SECONDS)
        self.call_next(self._announce)

    def _owe(self, kind: type[Highlighted | Opened]) -> None:
        """Tell of the article under the cursor, now or when it is known.

        Textual ends a message's way up at whoever was running when it was made: made in this
        widget's own turn, it reaches the screen whoever moved the cursor.
        """
        self._owed.add(kind)
        self.call_next(self._announce)

    @property
    def owes_opening(self) -> bool:
        """Whether the article under the cursor is to be opened once it is known."""
        return self.Opened in self._owed

    def give_up_opening(self) -> None:
        self._owed.discard(self.Opened)

    def _announce(self) -> None:
        entry = self.current
        if entry is None:
            return
        for kind in (self.Highlighted, self.Opened):
            if kind in self._owed:
                self._owed.discard(kind)
                self.post_message(kind(entry))

    # -- cursor -------------------------------------------------------------------------

    def watch_cursor(self) -> None:
        super().watch_cursor()
        self._ask_for_entries()
        self._owe(self.Highlighted)

    def move(self, step: int) -> bool:
        """Move the cursor by articles, to either end at most; whether it moved.

        A cursor adrift stands on an article that nobody was told of: that is the next one.
        """
        if not self.rows.ids:
            return False
        self.is_untouched = False
        was_adrift, self._is_adrift = self._is_adrift, False
        moved = super().move(step - (was_adrift and step > 0))
        if was_adrift and not moved:
            self._owe(self.Highlighted)
        return was_adrift or moved

    def select(self, path: Path) -> None:
        """Put the cursor on the article at a path, if the list has it, without announcing it."""
        if not any(self.select_id(id_) for id_ in self._known.ids_at(path)):
            self.post_message(self.PathSought(path))

    def select_id(self, id_: int) -> bool:
        """The same by id; False if it is not in the list."""
        found = self.rows.row_of(id_)
        if found >= 0:
            self.is_untouched = False
            self.put_cursor(found)
            self.scroll_to_cursor()
            self.refresh()
            self._ask_for_entries()
        return found >= 0

    def open_entry(self, entry: Entry) -> None:
        """Open an article that need not be in the list."""
        self.call_next(lambda: self.post_message(self.Opened(entry)))

    def action_open(self) -> None:
        if self.current_id is not None:
            self._owe(self.Opened)

    def clicked(self, button: int, *, again: bool) -> None:
        """The left button opens an article, the right one says what can be done with it."""
        del again
        self.is_untouched = False
        if button == RIGHT_BUTTON:
            self.post_message(self.MenuAsked())
        else:
            self.action_open()

    # -- drawing ------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._base = None
        self._drawn.clear()

    def refresh_entries(self) -> None:
        """Draw all rows again: what is known of the articles is not what it was."""
        self._drawn.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        return plain_lines(self, self.render_line, crop)

    def render_line(self, y: int) -> Strip:
        if self._base is None:
            self._base = self.rich_style  # what is under the list is gone through for it
        width, base = self.size.width, self._base
        row, line = divmod(round(self.scroll_y) + y, LINES)
        if row >= len(self.rows):
            return Strip.blank(width, base)
        is_current = row == self.cursor
        has_bar = is_current and self.has_focus
        known = DrawnRow(row, line, width, is_current, row == self.hovered, has_bar)
        strip = self._drawn.get(known)
        if strip is None:
            ground = Ground(width, base, self.looks, is_current, known.is_hovered, has_bar)
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            strip = self._drawn[known] = self._row(row, line, ground)
        return strip

    def _row(self, row: int, line: int, ground: Ground) -> Strip:
        self.rows_drawn += 1
        heading = self.rows.heading(row)
        if heading is not None:
            return heading_row(heading.text, line, ground)
        id_ = self.rows.id_at(row)
        entry = self._known.entry(id_)
        if id_ is None or entry is None:
            return blank_row(line, ground)
        return entry_row(entry.in_variant(self._variant), self.mark(id_), line, ground)
