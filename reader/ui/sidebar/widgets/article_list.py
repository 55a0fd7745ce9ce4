"""The list of articles: two rows each, of which only those are known that somebody looks at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from reader.services.list_entry import NO_MARK, Entry, Mark
from reader.services.list_rows import Rows
from reader.ui.commands import Scope, bindings
from reader.ui.sidebar.widgets.entry_looks import LIST_LOOKS
from reader.ui.sidebar.widgets.entry_paint import Ground, blank_row, entry_row, heading_row
from reader.ui.sidebar.widgets.entry_text import LINES
from reader.ui.sidebar.widgets.row_list import RowList
from reader.ui.theme.rich_styles import Looks

if TYPE_CHECKING:
    from reader.library.article import Article

AROUND = 2
"""Screens before and after the one shown that are asked for too."""
MOST_KEPT = 2_000
"""Entries that are kept, in case somebody comes back to them."""
RIGHT_BUTTON = 3


class ArticleList(RowList, can_focus=True):
    """Shows rows, asks for what stands in those near the screen, keeps a cursor among them."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.LIST))

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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.generation = 0
        """Of the rows; entries of an earlier one are shown until newer ones come."""
        self._kept: OrderedDict[int, tuple[int, Entry | None]] = OrderedDict()
        """By id, with the generation for which it was fetched; None is gone."""
        self._marks: dict[int, Mark] = {}
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
        self.rows_drawn = self.entries_fetched = 0
        """Counts of work, for tests."""

    # -- what is shown ------------------------------------------------------------------

    @property
    def entries(self) -> list[Entry]:
        """Those known, in the order of the list."""
        known = (self._entry(id_) for id_ in self.rows.ids)
        return [entry for entry in known if entry is not None]

    @property
    def current(self) -> Entry | None:
        """The article under the cursor; None also while it is not known yet."""
        return self._entry(self.current_id)

    @property
    def current_path(self) -> Path | None:
        entry = self.current
        return entry.article.path if entry is not None else None

    def mark(self, id_: int) -> Mark:
        return self._marks.get(id_, NO_MARK)

    def known_articles(self) -> dict[int, Article]:
        """By id, those that the list has rows of."""
        known = ((id_, entry) for id_, (_, entry) in self._kept.items())
        return {id_: entry.article for id_, entry in known if entry is not None}

    def _entry(self, id_: int | None) -> Entry | None:
        if id_ is None:
            return None
        _, entry = self._kept.get(id_, (0, None))
        return entry

    def set_rows(
        self,
        rows: Rows,
        entries: Mapping[int, Entry],
        marks: Mapping[int, Mark],
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
        before, anchor = self.current_id, self.anchored_row()
        self.rows = rows
        self.generation += 1
        self._is_asking = False
        # In groups an article may stand more than once.
        found = self.cursor if keep and rows.id_at(self.cursor) == keep else rows.row_of(keep)
        if found < 0 and stay and self.cursor >= 0:
            found = self.nearest(self.cursor)
        if found < 0:
            found, anchor = self.nearest(0), None
        self.fit_to_rows()
        self.set_reactive(RowList.cursor, found)
        self._is_settled = settled
        self._keep(entries, marks)
        self.hold(anchor)
        self.refresh()
        self._ask_for_entries()
        self._is_adrift = not announce and (keep is None or self.current_id != keep)
        if announce and (self.current_id != before or keep is None):
            self._owed.add(self.Highlighted)
            if settled:
                self.announce_later()

    def settle(self) -> None:
        """The rows are there to stay for a while."""
        if not self._is_settled:
            self._is_settled = True
            self._ask_for_entries()
            self.announce_later()

    def put(
        self,
        generation: int,
        asked: Iterable[int],
        entries: Mapping[int, Entry],
        marks: Mapping[int, Mark],
    ) -> None:
        """What was asked for; of the articles that are gone there is no entry."""
        if generation != self.generation:
            return
        self._is_asking = False
        self._keep(dict.fromkeys(asked) | dict(entries), marks)
        self.refresh()
        self._ask_for_entries()
        self.call_next(self.announce)

    def set_marks(self, marks: Mapping[int, Mark]) -> None:
        self._marks.update(marks)
        self.refresh()

    def _keep(self, entries: Mapping[int, Entry | None], marks: Mapping[int, Mark]) -> None:
        self.entries_fetched += len(entries)
        for id_, entry in entries.items():
            self._kept[id_] = (self.generation, entry)
            self._kept.move_to_end(id_)
        self._marks.update(marks)
        while len(self._kept) > MOST_KEPT:
            dropped, _ = self._kept.popitem(last=False)
            self._marks.pop(dropped, None)

    # -- asking for what is in view -------------------------------------------------------

    def _ask_for_entries(self) -> None:
        """Ask for what is on the screen, then for what is around it; one at a time."""
        if self._is_asking or not self.size.height:
            return
        first, last = self.view_rows
        more = (last - first) * AROUND
        around = (first - more, last + more) if self._is_settled else (first, last)
        for start, end in ((first, last), around):
            missing = [id_ for id_ in self.rows.ids_between(start, end) if self._is_stale(id_)]
            if missing:
                self._is_asking = True
                self.post_message(self.EntriesWanted(self.generation, missing))
                return
        current = self.current_id
        if current is not None and self._is_stale(current):
            self._is_asking = True
            self.post_message(self.EntriesWanted(self.generation, [current]))

    def _is_stale(self, id_: int) -> bool:
        known = self._kept.get(id_)
        return known is None or known[0] != self.generation

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_entries()

    # -- cursor -------------------------------------------------------------------------

    def watch_cursor(self, old: int, new: int) -> None:
        if old != new:
            self.scroll_to_cursor()
            self.refresh()
            self._ask_for_entries()
            self._owe(self.Highlighted)

    def _owe(self, kind: type[Highlighted | Opened]) -> None:
        """Tell of the article under the cursor, now or when it is known.

        Textual ends a message's way up at whoever was running when it was made: made in this
        widget's own turn, it reaches the screen whoever moved the cursor.
        """
        self._owed.add(kind)
        self.call_next(self.announce)

    @property
    def owes_opening(self) -> bool:
        """Whether the article under the cursor is to be opened once it is known."""
        return self.Opened in self._owed

    def give_up_opening(self) -> None:
        self._owed.discard(self.Opened)

    def announce(self) -> None:
        entry = self.current
        if entry is None:
            return
        for kind in (self.Highlighted, self.Opened):
            if kind in self._owed:
                self._owed.discard(kind)
                self.post_message(kind(entry))

    def move(self, step: int) -> bool:
        """Move the cursor by articles, to either end at most; whether it moved."""
        before, count = self.cursor, len(self.rows.ids)
        if not count:
            return False
        self.is_untouched = False
        was_adrift, self._is_adrift = self._is_adrift, False
        position = self.rows.position(max(0, self.cursor)) + step - (was_adrift and step > 0)
        self.cursor = self.rows.row(max(0, min(position, count - 1)))
        if was_adrift and self.cursor == before:
            self._owe(self.Highlighted)
        return was_adrift or self.cursor != before

    def select(self, path: Path) -> None:
        """Put the cursor on the article at a path, if the list has it, without announcing it."""
        for id_, (_, entry) in self._kept.items():
            if entry is not None and entry.article.path == path and self.rows.row_of(id_) >= 0:
                self.select_id(id_)
                return
        self.post_message(self.PathSought(path))

    def select_id(self, id_: int) -> bool:
        """The same by id; False if it is not in the list."""
        found = self.rows.row_of(id_)
        if found >= 0:
            self.is_untouched = False
            self.set_reactive(RowList.cursor, found)
            self.scroll_to_cursor()
            self.refresh()
            self._ask_for_entries()
        return found >= 0

    def open_entry(self, entry: Entry) -> None:
        """Open an article that need not be in the list."""
        self.call_next(lambda: self.post_message(self.Opened(entry)))

    def action_open(self) -> None:
        self._owe(self.Opened)

    # -- mouse --------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """The left button opens an article, the right one says what can be done with it."""
        row = self.entry_at(event.y)
        if row < 0:
            return
        self.is_untouched = False
        self.cursor = row
        if event.button == RIGHT_BUTTON:
            self.action_menu()
        else:
            self.action_open()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self.fit_to_rows()
        self.scroll_to_cursor()
        self._ask_for_entries()

    # -- drawing ------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._base = None

    def render_line(self, y: int) -> Strip:
        if self._base is None:
            self._base = self.rich_style  # what is under the list is gone through for it
        width, base = self.size.width, self._base
        row, line = divmod(round(self.scroll_y) + y, LINES)
        if row >= len(self.rows):
            return Strip.blank(width, base)
        self.rows_drawn += 1
        is_current = row == self.cursor
        ground = Ground(
            width, base, self.looks, is_current, row == self.hovered, is_current and self.has_focus
        )
        heading = self.rows.heading(row)
        if heading is not None:
            return heading_row(heading.text, line, ground)
        id_ = self.rows.id_at(row)
        entry = self._entry(id_)
        if id_ is None or entry is None:
            return blank_row(line, ground)
        return entry_row(entry, self.mark(id_), line, ground)
