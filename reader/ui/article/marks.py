"""What the owner marks in the article that is shown: drawn, gone to, made, taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.document.model import Place
from reader.library.article import Article
from reader.library.open_article import Extent, OpenedArticle
from reader.services.owner.bookmark_places import NO_MARKS, ArticleMarks
from reader.services.owner.bookmarks import BookmarkKeeper, Edit
from reader.services.prepare_article import PreparedArticle
from reader.text.safe import clean_lines
from reader.ui.article.host import PaneHost
from reader.ui.article.how_to_select import how_to_select
from reader.ui.article.lane_writer import LaneWriter
from reader.ui.article.messages import EditAsked, OwnKept, PaneTold
from reader.ui.article.waiting import Waiting

if TYPE_CHECKING:
    from reader.ui.article.widgets.view import ArticleView
    from reader.ui.commands import Keymap

FOOT = 8
"""Rows that a dialog at the foot of the screen may take."""

Known = tuple[Place, str]
"""A mark's place and its bookmark's id."""


class ShownMarks:
    """Draws bookmarks and highlights as they are kept, whoever changed them."""

    def __init__(
        self,
        host: PaneHost,
        view: ArticleView,
        bookmarks: BookmarkKeeper,
        writer: LaneWriter,
        waiting: Waiting,
    ) -> None:
        self._host = host
        self._view = view
        self._bookmarks = bookmarks
        self._writer = writer
        self._waiting = waiting
        self.marks = NO_MARKS
        """What is marked in the article on the screen, as far as it is there."""
        self._is_outdated = False
        """Whether bookmarks changed after those of what is being read in were looked up."""
        self._is_told = False
        """Whether it was said what of the article's bookmarks is lost."""
        self._stepped: tuple[Place, Place] | None = None
        """The bookmark that was gone to last, and what was at the top of the screen then."""
        self._asks = False
        """Whether a dialog is to ask about the highlight that is being made."""

    def _tell(self, text: str) -> None:
        self._host.post_message(PaneTold(text))

    # -- what becomes of the article ----------------------------------------------------

    def article_shown(self) -> None:
        """Forget the marks: those of another article are not known yet."""
        self.marks = NO_MARKS
        self._is_outdated = self._is_told = False
        self._stepped = None

    def article_completed(self, prepared: PreparedArticle) -> None:
        """Draw what was looked up with the article, and look again if that is out of date."""
        # A notice about the mark that was asked for stays: the focus may come before it or after.
        self._is_told = bool(prepared.target.bookmark and prepared.notice)
        self._draw(prepared.marks)
        if prepared.opened.extent is not Extent.ARTICLE:
            return
        if self._is_outdated or not prepared.marks.complete:
            self.look_up()
        self.ask_of_mark(prepared.target.bookmark)

    def changed(self, message: OwnKept) -> None:
        """Draw what the article has now, whichever it is by now."""
        if message.marks is not None and message.opened is self._host.shown:
            self._draw(message.marks)
        elif message.changed:
            self.look_up()

    def look_up(self) -> None:
        """Have a worker find where the article's bookmarks are now; in a part, later."""
        opened = self._host.shown
        if opened is not None and opened.extent is not Extent.ARTICLE:
            return
        self._is_outdated = opened is None or not opened.complete
        if opened is not None and opened.complete:
            self._host.begin(partial(self._look_up, opened), "marks")

    async def _look_up(self, opened: OpenedArticle) -> None:
        marks = await asyncio.to_thread(self._bookmarks.marks, opened)
        if opened is self._host.shown:
            self._draw(marks)

    def _draw(self, marks: ArticleMarks) -> None:
        self.marks = marks
        self._view.set_bookmarks(marks.margin, marks.unsure.values())
        self._view.set_highlights(marks.highlights)
        self.ask_of_mark(self._view.asked_mark)
        self.tell_of_doubts()

    # -- where they may not belong ------------------------------------------------------

    def tell_of_doubts(self) -> None:
        """Say once of an article that is read what of it lost its words, or may have moved."""
        marks, opened = self.marks, self._host.shown
        is_read = opened is not None and opened.complete and self._view.has_focus
        if is_read and marks.complete and marks is not NO_MARKS and not self._is_told:
            self._is_told = True
            told = told_of(len(marks.lost), len(marks.unsure), self._host.keymap)
            if told:
                self._tell(told)

    def ask_of_mark(self, key: str) -> bool:
        """Ask whether a bookmark stays where it was found, if that is not sure."""
        is_unsure = key in self.marks.unsure
        self._view.ask_of_mark(key if is_unsure else "")
        return is_unsure

    def answered(self, key: str, *, keep: bool) -> None:
        """The reader says whether a bookmark stays where it was found."""
        opened = self._host.shown
        if not keep:
            self._writer.keep(lambda: self._bookmarks.remove(key).told)
        elif opened is not None:
            self._writer.keep(lambda: self._bookmarks.settle(opened, key).told)

    # -- bookmarks ----------------------------------------------------------------------

    def toggle(self) -> None:
        """Bookmark what is selected, the current match, or the first line on the screen."""
        if not self._refuses():
            self._waiting.when_complete(self._toggle)

    def _refuses(self) -> bool:
        """Whether what is shown is no article, which is said."""
        opened = self._host.shown
        is_refused = opened is not None and opened.extent is not Extent.ARTICLE
        if is_refused:
            why = "Bookmarks and highlights are of the article"
            self._tell(self._host.keymap.hinted(why, "article.extent", "shows it", joint=": "))
        return is_refused

    def _toggle(self) -> None:
        opened = self._host.shown
        if opened is not None and opened.document.blocks:
            start, end = self._view.bookmark_range()
            self._writer.keep(lambda: self._bookmarks.toggle_place(opened, start, end).told)

    def toggle_article(self, article: Article) -> None:
        """Bookmark an article as such, or take that bookmark away."""
        self._writer.keep(lambda: self._bookmarks.toggle_article(article).told)

    def step(self, step: int) -> None:
        """Go `step` bookmarks or highlights on."""
        if self._refuses():
            return
        self._waiting.when_complete(partial(self._step, step))

    def _step(self, step: int) -> None:
        ordered = self._ordered()
        if not ordered:
            none = "No bookmarks here"
            keymap = self._host.keymap
            self._tell(keymap.hinted(none, "article.bookmark", "keeps a place", joint=": "))
            return
        here = self._here()
        ahead = marks_ahead(ordered, here, step)
        standing_on = [key for place, key in ordered if place == here]
        if not ahead and standing_on and self.ask_of_mark(standing_on[0]):
            return
        if not ahead:
            self._tell("No further bookmark")
            return
        place, key = ahead[min(abs(step), len(ahead)) - 1]
        stand = self._view.stand
        self._view.jump_to(place)
        self._view.jumped_from(stand)
        self._stepped = (place, self._view.place)
        self.ask_of_mark(key)
        known = self._bookmarks.get(key)
        note = f" · {clean_lines(known.note)}" if known is not None and known.note else ""
        self._tell(f"{ordered.index((place, key)) + 1} of {len(ordered)}{note}")

    def _ordered(self) -> list[Known]:
        return sorted((place, key) for key, place in self.marks.places.items())

    def _here(self) -> Place:
        """Where a step begins: the mark that was gone to last while the page stands there."""
        stepped, top = self._stepped or (None, None)
        if stepped is not None and top == self._view.place:
            return stepped
        return Place(0, -1) if self._view.at_start else self._view.place

    def nearest(self) -> str:
        """The bookmark on the screen, else the last before it, else the first; empty for none."""
        on_screen = [key for place, key in self._ordered() if self._view.on_screen(place)]
        return on_screen[0] if on_screen else self.marks.nearest(self._view.place)

    # -- highlights ---------------------------------------------------------------------

    def highlight(self) -> None:
        """Highlight what is selected, or else ask about the highlight that is there."""
        if self._refuses():
            return
        self._waiting.no_dialog_due.clear()
        self._asks = True
        self._waiting.when_complete(self._highlight)

    def _highlight(self) -> None:
        opened, span = self._host.shown, self._view.selected_span()
        if opened is None:
            self._waiting.no_dialog_due.set()
        elif span is not None:
            self._highlight_span(opened, *span)
        elif key := self._highlight_here():
            self._host.post_message(EditAsked(key))
        else:
            self._waiting.no_dialog_due.set()
            self._tell(how_to_select(self._host.keymap, "article.highlight", "highlights"))

    def _highlight_span(self, opened: OpenedArticle, start: Place, end: Place) -> None:
        bookmarks, made = self._bookmarks, [""]

        def work() -> str:
            try:
                return bookmarks.highlight(opened, start, end, Edit()).told
            finally:
                # It is there, though the disk may have refused it.
                made[0] = bookmarks.highlight_at(opened, start, end)

        def ask() -> None:
            if self._host.shown is opened:
                self._view.stop_selecting()
            if made[0] and self._asks:
                self._host.post_message(EditAsked(made[0]))
            else:
                self._waiting.no_dialog_due.set()

        self._writer.keep(work, ask)

    def give_up_dialog(self) -> None:
        """Ask nothing about the highlight that is on its way to the disk."""
        self._asks = False
        self._waiting.no_dialog_due.set()

    def _highlight_here(self) -> str:
        """The highlight under the caret, or the first on the screen; empty for none."""
        view = self._view
        caret = view.caret
        if caret is not None:
            under = view.highlights.at(caret)
            return under.key if under is not None else ""
        top = view.place
        shown = (h.key for h in view.highlights if view.on_screen(h.start) or h.start < top < h.end)
        return next(shown, "")

    def preview_color(self, key: str, color: str) -> None:
        """Draw a highlight in a colour that it has not got yet; empty draws it as it is."""
        drawn = (
            replace(each, color=color) if color and each.key == key else each
            for each in self.marks.highlights
        )
        self._view.set_highlights(tuple(drawn))

    def is_low(self, key: str) -> bool:
        """Whether a dialog at the foot of the screen would cover the words of a highlight."""
        span = self.marks.spans.get(key)
        if span is None:
            return False
        row = self._view.row_on_screen(span[1])
        return row is not None and row >= self._view.size.height - FOOT


def marks_ahead(ordered: Sequence[Known], here: Place, step: int) -> list[Known]:
    """Marks in the direction of `step`, the nearest first; without the one at `here`."""
    if step > 0:
        return [known for known in ordered if known[0] > here]
    return [known for known in reversed(ordered) if known[0] < here]


def told_of(lost: int, unsure: int, keymap: Keymap) -> str:
    """What the owner should know of bookmarks in an article; nothing if all are sure."""
    if lost:
        their = "its" if lost == 1 else "their"
        shows = f"shows {'it' if lost == 1 else 'them'}"
        return keymap.hinted(f"{_many(lost)} lost {their} words here", "app.bookmarks", shows)
    if unsure:
        moved = f"{_many(unsure)} may have moved"
        return keymap.hinted(moved, "article.next_bookmark", "goes there")
    return ""


def _many(count: int) -> str:
    return f"{count:,} bookmark{'s' if count != 1 else ''}"
