"""What the owner marks in the article that is shown, and the workers that keep it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial

from textual.message import Message

from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.owner.bookmark_places import NO_MARKS, Marks
from reader.services.owner.bookmarks import Edit
from reader.services.owner.keeper import Keeper, Outcome, in_words
from reader.services.prepare_article import Prepared
from reader.services.session import Session
from reader.services.write_lane import Lane, ended
from reader.text.safe import clean_lines
from reader.ui.article.opener import OpeningPane
from reader.ui.article.widgets.view import ArticleView

RETRY_SECONDS = 10.0
FOOT = 8
"""Rows that a dialog at the foot of the screen may take."""
WATCH_SECONDS = 1.0
"""Between looks at whether somebody else changed the bookmarks: one stat each."""


def _told_of(lost: int, unsure: int) -> str:
    """What the owner should know of bookmarks in an article; nothing if all are sure."""
    if lost:
        their = "its" if lost == 1 else "their"
        return f"{_many(lost)} lost {their} words here · M shows {'it' if lost == 1 else 'them'}"
    return f"{_many(unsure)} may have moved · ' goes there" if unsure else ""


def _many(count: int) -> str:
    return f"{count:,} bookmark{'s' if count != 1 else ''}"


class KeepingPane(OpeningPane):
    """Draws bookmarks and highlights as they are kept, whoever changed them."""

    class Kept(Message):
        """Bookmarks or places changed; what to tell of it may be empty."""

        def __init__(
            self,
            told: str,
            notices: tuple[str, ...],
            opened: OpenedArticle | None,
            marks: Marks | None,
            then: Callable[[], None] | None = None,
            *,
            changed: bool = True,
        ) -> None:
            super().__init__()
            self.told = told
            self.notices = notices
            self.opened = opened
            """The article that was shown, and where its bookmarks are now, if they changed."""
            self.marks = marks
            self.then = then
            self.changed = changed
            """Whether something of the owner's may be other than it was."""

    class MarksFound(Message):
        """A worker found the bookmarks of an article anew."""

        def __init__(self, opened: OpenedArticle, marks: Marks) -> None:
            super().__init__()
            self.opened = opened
            self.marks = marks

    class EditAsked(Message):
        """The reader wants to see, or say, what there is to a highlight."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(session, keeper, id=id)
        self._marks = NO_MARKS
        self._outdated = False
        """Whether bookmarks changed after those of what is being read in were looked up."""
        self._told_of_marks = False
        """Whether it was said what of the article's bookmarks is lost."""
        self._stepped: tuple[Place, Place] | None = None
        """The bookmark that was gone to last, and what was at the top of the screen then."""
        self._asks = False
        """Whether a dialog is to ask about the highlight that is being made."""
        self._looking = False
        self._failure = ""
        """Why the bookmarks could not be looked at the last time."""

    def on_mount(self) -> None:
        self.set_interval(RETRY_SECONDS, self.retry)
        self.set_interval(WATCH_SECONDS, self.look_for_changes)

    # -- keeping ------------------------------------------------------------------------

    def keep(self, work: Callable[[], str], then: Callable[[], None] | None = None) -> None:
        """Have bookmarks or searches changed; tell what it says, or why it failed.

        `then` is called in the app's own turn, once the disk has it or has refused it.
        """
        self._change(self.keeper.own_lane, partial(self.keeper.keep_own, work), then)

    def undo(self, then: Callable[[], None] | None = None) -> None:
        """Take back the last change, whichever it was."""
        self._change(*self.keeper.way_back(), then)

    def retry(self) -> None:
        """Write again what the disk refused, if anything."""
        if self.keeper.is_open:  # else it would wait for that, and the end for it
            self.keep_unasked(self.keeper.retry)

    def keep_unasked(self, work: Callable[[], str]) -> None:
        """Have bookmarks or searches written though nobody did anything that can be taken back."""

        def run() -> None:
            outcome = self.keeper.keep_own(work)
            if outcome != Outcome():
                self.post_message(self.Kept(*outcome, None, None, changed=False))

        self.await_lane(self.keeper.own_lane.put(run))

    def note_place(self, work: Callable[[], None], then: Callable[[], None] | None = None) -> None:
        """Have something written that nobody asked for, and that bookmarks do not wait for."""

        def run() -> None:
            outcome = self.keeper.keep_quietly(work)
            self.post_message(self.Kept(*outcome, None, None, then, changed=False))

        self.await_lane(self.keeper.place_lane.put(run))

    def _change(
        self, lane: Lane, keep: Callable[[], Outcome], then: Callable[[], None] | None
    ) -> None:
        opened = self.shown

        def run() -> None:
            told, notices = keep()
            marks = None
            if told:
                with suppress(ReaderError):  # the library may be closed by now: a lane outlives it
                    marks = self._marks_of(opened)
            self.post_message(self.Kept(told, notices, opened, marks, then, changed=bool(told)))

        self.await_lane(self.keeper.change(lane, run))

    def await_lane(self, future: Future[None]) -> None:
        """Have a fault in what was put in a lane end the app, as any other does."""
        self.run_worker(ended(future), group="keep")

    def look_for_changes(self) -> None:
        """Pick up what other readers, or an editor, did to the bookmarks."""
        if not self.keeper.place_lane.busy:
            self.await_lane(self.keeper.place_lane.put(self._look_at_places))
        if not self._looking:
            self._looking = True
            self.run_worker(
                partial(self._look_for_changes, self.shown), thread=True, group="watch-own"
            )

    def _look_for_changes(self, opened: OpenedArticle | None) -> None:
        changed, failure = False, ""
        try:
            changed = self.keeper.reload()
        except ReaderError as error:
            failure = in_words(error)
        notices = self.keeper.take_notices()
        if failure and failure != self._failure:
            notices = (*notices, failure)
        self._failure = failure
        self._looking = False
        if changed or notices:
            marks = self._marks_of(opened) if changed else None
            self.post_message(self.Kept("", notices, opened, marks, changed=changed))

    def _look_at_places(self) -> None:
        notices = self.keeper.take_place_notices()
        if notices:
            self.post_message(self.Kept("", notices, None, None, changed=False))

    # -- what is drawn ------------------------------------------------------------------

    @property
    def marks(self) -> Marks:
        """What is marked in the article on the screen, as far as it is there."""
        return self._marks

    def _marks_of(self, opened: OpenedArticle | None) -> Marks | None:
        """For workers. A part of an article has none: its places are not those of the whole."""
        if opened is None or not opened.complete:
            return None
        return self.keeper.bookmarks.marks(opened)

    def show_first(self, prepared: Prepared) -> None:
        self._marks = NO_MARKS
        self._outdated = self._told_of_marks = False
        self._stepped = None
        super().show_first(prepared)

    def show_complete(self, prepared: Prepared) -> None:
        self._draw(prepared.marks)
        if self._outdated or not prepared.marks.complete:
            self._find_marks()
        self.ask_of_mark(prepared.target.bookmark)
        super().show_complete(prepared)

    def marks_changed(self, message: Kept) -> None:
        """Draw what the article has now, whichever it is by now."""
        if message.marks is not None and message.opened is self.shown:
            self._draw(message.marks)
        elif message.changed:
            self._find_marks()

    def _find_marks(self) -> None:
        opened = self.shown
        self._outdated = opened is None or not opened.complete
        if opened is not None and opened.complete:
            self.run_worker(partial(self._look_up, opened), thread=True, group="marks")

    def _look_up(self, opened: OpenedArticle) -> None:
        self.post_message(self.MarksFound(opened, self.keeper.bookmarks.marks(opened)))

    def on_keeping_pane_marks_found(self, message: MarksFound) -> None:
        message.stop()
        if message.opened is self.shown:
            self._draw(message.marks)

    def _draw(self, marks: Marks) -> None:
        self._marks = marks
        self.view.set_bookmarks(marks.margin, marks.unsure.values())
        self.view.set_highlights(marks.highlights)
        self.ask_of_mark(self.view.asked_mark)
        self.tell_of_marks()

    # -- where they may not belong ------------------------------------------------------

    def tell_of_marks(self) -> None:
        """Say once of an article that is read what of it lost its words, or may have moved."""
        marks, opened = self._marks, self.shown
        is_read = opened is not None and opened.complete and self.view.has_focus
        if is_read and marks.complete and marks is not NO_MARKS and not self._told_of_marks:
            self._told_of_marks = True
            told = _told_of(len(marks.lost), len(marks.unsure))
            if told:
                self.post_message(self.Told(told))

    def ask_of_mark(self, key: str) -> bool:
        """Ask whether a bookmark stays where it was found, if that is not sure."""
        is_unsure = key in self._marks.unsure
        self.view.ask_of_mark(key if is_unsure else "")
        return is_unsure

    def on_lit_view_mark_answered(self, message: ArticleView.MarkAnswered) -> None:
        message.stop()
        keeper, opened, key = self.keeper.bookmarks, self.shown, message.key
        if not message.keep:
            self.keep(lambda: keeper.remove(key).told)
        elif opened is not None:
            self.keep(lambda: keeper.settle(opened, key).told)

    # -- bookmarks ----------------------------------------------------------------------

    def toggle_bookmark(self) -> None:
        """Bookmark what is selected, the current match, or the first line on the screen."""
        self.when_complete(self._toggle_bookmark)

    def _toggle_bookmark(self) -> None:
        opened = self.shown
        if opened is not None and opened.document.blocks:
            start, end = self.view.bookmark_range()
            self.keep(partial(self._toggle_place, opened, start, end))

    def toggle_article(self, article: Article) -> None:
        """Bookmark an article as such, or take that bookmark away."""
        self.keep(lambda: self.keeper.bookmarks.toggle_article(article).told)

    def _toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> str:
        return self.keeper.bookmarks.toggle_place(opened, start, end).told

    def step_mark(self, step: int) -> None:
        """Go `step` bookmarks or highlights on."""
        self.when_complete(partial(self._step_mark, step))

    def _step_mark(self, step: int) -> None:
        ordered = sorted((place, key) for key, place in self._marks.places.items())
        if not ordered:
            self.post_message(self.Told("No bookmarks here: m keeps a place"))
            return
        stepped, top = self._stepped or (None, None)
        here = Place(0, -1) if self.view.at_start else self.view.place
        if stepped is not None and top == self.view.place:
            here = stepped
        before = [known for known in ordered if known[0] < here]
        after = [known for known in ordered if known[0] > here]
        ahead = after if step > 0 else before[::-1]
        standing_on = [key for place, key in ordered if place == here]
        if not ahead and standing_on and self.ask_of_mark(standing_on[0]):
            return
        if not ahead:
            self.post_message(self.Told("No further bookmark"))
            return
        place, key = ahead[min(abs(step), len(ahead)) - 1]
        self.view.jump_to(place)
        self._stepped = (place, self.view.place)
        self.ask_of_mark(key)
        known = self.keeper.bookmarks.get(key)
        note = f" · {clean_lines(known.note)}" if known is not None and known.note else ""
        self.post_message(self.Told(f"{ordered.index((place, key)) + 1} of {len(ordered)}{note}"))

    def nearest_mark(self) -> str:
        """The bookmark on the screen, or else the one nearest before it; empty for none."""
        ordered = sorted((place, key) for key, place in self._marks.places.items())
        on_screen = [key for place, key in ordered if self.view.on_screen(place)]
        return on_screen[0] if on_screen else self._marks.nearest(self.view.place)

    # -- highlights ---------------------------------------------------------------------

    def highlight(self) -> None:
        """Highlight what is selected, or else ask about the highlight that is there."""
        self.no_dialog_due.clear()
        self._asks = True
        self.when_complete(self._highlight)

    def _highlight(self) -> None:
        opened, span = self.shown, self.view.selected_span()
        if opened is None:
            self.no_dialog_due.set()
            return
        if span is None:
            key = self._highlight_here()
            if key:
                self.post_message(self.EditAsked(key))
            else:
                self.no_dialog_due.set()
                self.post_message(self.Told("Select with v or the mouse, then H highlights"))
            return
        start, end = span
        keeper, made = self.keeper.bookmarks, [""]

        def work() -> str:
            try:
                return keeper.highlight(opened, start, end, Edit()).told
            finally:
                # It is there, though the disk may have refused it.
                made[0] = keeper.highlight_at(opened, start, end)

        def ask() -> None:
            if self.shown is opened:
                self.view.stop_selecting()
            if made[0] and self._asks:
                self.post_message(self.EditAsked(made[0]))
            else:
                self.no_dialog_due.set()

        self.keep(work, ask)

    def give_up_dialog(self) -> None:
        """Ask nothing about the highlight that is on its way to the disk."""
        self._asks = False
        self.no_dialog_due.set()

    def _highlight_here(self) -> str:
        """The highlight under the caret, or the first on the screen; empty for none."""
        view = self.view
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
            for each in self._marks.highlights
        )
        self.view.set_highlights(tuple(drawn))

    def is_low(self, key: str) -> bool:
        """Whether a dialog at the foot of the screen would cover the words of a highlight."""
        span = self._marks.spans.get(key)
        if span is None:
            return False
        row = self.view.row_on_screen(span[1])
        return row is not None and row >= self.view.size.height - FOOT
