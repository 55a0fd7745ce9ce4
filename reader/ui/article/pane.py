"""The right pane: the article, the find bar under it, and the objects that feed them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from reader.document.model import Place
from reader.library.open_article import Extent, OpenedArticle, next_extent
from reader.services.owner.bookmark_places import ArticleMarks
from reader.services.owner.keeper import Keeper
from reader.services.pictures.of_session import source_maker, web_of
from reader.services.prepare_article import ArticleTarget, prepare, prepare_end, shown_tags
from reader.services.related_articles import RelatedArticles
from reader.services.session import Session
from reader.ui.article.changes import ArticleChanges
from reader.ui.article.finder import ArticleFinder
from reader.ui.article.host import Work
from reader.ui.article.lane_writer import LaneWriter
from reader.ui.article.marks import ShownMarks
from reader.ui.article.messages import PaneTold
from reader.ui.article.opener import ArticleOpener
from reader.ui.article.own_watch import OwnWatch
from reader.ui.article.pictures.page_pictures import PagePictures
from reader.ui.article.related_end import RelatedEnd
from reader.ui.article.visits import Sight, VisitLog
from reader.ui.article.waiting import Waiting
from reader.ui.article.widgets.note_box import NoteBox
from reader.ui.article.widgets.view import ArticleView
from reader.ui.commands import Keymap, keymap_of
from reader.ui.common.search_box import FindBar
from reader.ui.common.status_bar import ProgressLine, TextColumn, Whereabouts

if TYPE_CHECKING:
    from reader.typeset.model import PageStyle

SAVE_SECONDS = 2.0
RETRY_SECONDS = 10.0
WATCH_SECONDS = 1.0
"""Seconds between looks at whether somebody else changed the bookmarks: one stat each."""


class ReadingPane(Vertical):
    """Shows one article at a time, with what the owner marked in it.

    Its parts do the work and see of it what `PaneHost` says; it hands them the messages of its
    widgets, and in `ArticleChanges` tells them what becomes of the article.
    """

    def __init__(self, session: Session, keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(id=id)

        def page_style(width: int, margin: int, language: str) -> PageStyle:
            return session.settings.page_style(width, margin, language)

        self.view = ArticleView(
            measure=session.settings.measure,
            page_style=page_style,
            shows_pictures=session.settings.pictures != "off",
            id="article",
        )
        self.find_bar = FindBar(id="find")
        self._progress = ProgressLine(id="progress")
        self._note_box = NoteBox(id="note")
        self.waiting = Waiting(self._is_complete)
        self._keeper = keeper
        self.writer = LaneWriter(self, keeper)
        self._watch = OwnWatch(self, keeper)
        self.shown_marks = ShownMarks(self, self.view, keeper.bookmarks, self.writer, self.waiting)
        self.finder = ArticleFinder(self, self.view, self.find_bar)
        self.visits = VisitLog(
            self, self._sight, self.writer, keeper.places, keeper.bookmarks, session.clock
        )
        self._related_end = RelatedEnd(self, self.view, RelatedArticles(session).of)
        self.pictures = PagePictures(
            self,
            self.view,
            source_maker(session),
            self._tell,
            remote=lambda: session.settings.remote_pictures,
            open_web=partial(web_of, session),
        )
        changes = ArticleChanges(
            self.shown_marks,
            self.finder,
            self.waiting,
            self.pictures,
            self.visits,
            self._tell,
            self._clear_progress,
        )
        self.opener = ArticleOpener(
            self,
            self.view,
            changes,
            partial(prepare, session, keeper),
            partial(prepare_end, session, keeper),
        )

    def compose(self) -> ComposeResult:
        yield self.view
        yield self._note_box
        yield self._progress
        yield self.find_bar

    def on_mount(self) -> None:
        self.set_interval(SAVE_SECONDS, self.save_place)
        self.set_interval(RETRY_SECONDS, self.retry)
        self.set_interval(WATCH_SECONDS, self.look_for_changes)

    def on_unmount(self) -> None:
        self.opener.stop()

    # -- what the parts ask of the pane -------------------------------------------------

    @property
    def shown(self) -> OpenedArticle | None:
        """The article on the screen, or the part of it that is there so far."""
        return self.opener.shown

    @property
    def keymap(self) -> Keymap:
        return keymap_of(self.app)

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        """Run a coroutine beside everything else; an exclusive one ends its group's last."""
        self.run_worker(work, group=group, exclusive=exclusive)

    def after_refresh(self, call: Callable[[], None]) -> None:
        """Call something when what was changed is on the screen."""
        self.call_after_refresh(call)

    def _is_complete(self) -> bool:
        return self.shown is not None and self.shown.complete

    def _tell(self, text: str) -> None:
        self.post_message(PaneTold(text))

    def _clear_progress(self) -> None:
        self._progress.whereabouts = None

    def _sight(self) -> Sight | None:
        opened, view = self.shown, self.view
        if opened is None:
            return None
        return Sight(
            opened,
            self.here(),
            view.focused_link,
            view.progress,
            is_whole=view.document is opened.document
            and opened.complete
            and opened.extent is Extent.ARTICLE
            and view.laid_out,
            is_current=self.opener.is_current,
            has_focus=view.has_focus,
            is_led=view.is_led,
        )

    # -- what others ask of it ----------------------------------------------------------

    def open(self, target: ArticleTarget) -> None:
        """Show an article; a later call overtakes an earlier one."""
        self.opener.open(target)

    def refresh_tags(self) -> None:
        """Show the tags that the owner has given the article by now."""
        if self.shown is not None:
            self.begin(partial(self._refresh_tags, self.shown), "tags")

    async def _refresh_tags(self, opened: OpenedArticle) -> None:
        tags = await asyncio.to_thread(shown_tags, opened, self._keeper)
        if opened is self.shown:
            self.view.set_tags(tags)

    def here(self) -> Place | None:
        """The place at the top of the screen; None is the title card."""
        from_middle = self.shown is not None and self.shown.before
        return None if self.view.at_start or from_middle else self.view.place

    @property
    def marks(self) -> ArticleMarks:
        """What is marked in the article on the screen, as far as it is there."""
        return self.shown_marks.marks

    def keep(self, work: Callable[[], str]) -> None:
        """Have bookmarks or searches changed; tell what it says, or why it failed."""
        self.writer.keep(work)

    def undo(self) -> None:
        """Take back the last change, whichever it was."""
        self.writer.undo()

    def retry(self) -> None:
        """Write again what the disk refused, if anything."""
        self.writer.retry()

    def save_place(self, *, is_last: bool = False) -> None:
        """Remember where the article is left, if that changed, and how long it was read."""
        self.visits.save(is_last=is_last)

    def look_for_changes(self) -> None:
        """Pick up what other readers, or an editor, did to the owner's files."""
        self.writer.look_at_places()
        self._watch.look()

    # -- commands -----------------------------------------------------------------------

    def action_find(self) -> None:
        self.finder.open()

    def action_pictures(self) -> None:
        """Show pictures, or the lines that stand for them."""
        self.pictures.toggle()

    def action_fetch_pictures(self) -> None:
        """Fetch the pictures of this article that are on the web."""
        self.pictures.fetch()

    def action_reload(self) -> None:
        """Read the file again, at the place where the eye is, found again by its words."""
        if self.shown is not None:
            self.move_to(ArticleTarget(self.shown.article.path))

    def move_to(self, target: ArticleTarget) -> None:
        """Read the article anew, from this file or another, at the place where the eye is."""
        self.visits.save_then(partial(self.open, target))

    def action_extent(self) -> None:
        """Show the whole page, then the source, then the article again; the eye stays."""
        opened = self.shown
        if opened is None or not opened.complete:
            return
        from reader.document.anchors.quote import describe  # late: seldom needed

        place = self.here()
        quote = describe(opened.document, place) if place is not None else None
        target = ArticleTarget(
            opened.article.path, top=quote is None, quote=quote, extent=next_extent(opened.extent)
        )
        self.open(target)

    def action_highlight(self) -> None:
        self.shown_marks.highlight()

    def action_next_bookmark(self) -> None:
        self.shown_marks.step(self.view.count.take())

    def action_previous_bookmark(self) -> None:
        self.shown_marks.step(-self.view.count.take())

    # -- what happens in it -------------------------------------------------------------

    def on_descendant_focus(self) -> None:
        self._enter(chosen=True)
        self._related_end.page_moved()

    def on_descendant_blur(self) -> None:
        self.visits.pause()

    @on(ArticleView.Scrolled)
    def _scrolled(self, message: ArticleView.Scrolled) -> None:
        message.stop()
        self._enter()

    def _enter(self, *, chosen: bool = False) -> None:
        if self.visits.enter(chosen=chosen):
            self.shown_marks.tell_of_doubts()

    @on(ArticleView.Moved)
    def _moved(self, message: ArticleView.Moved) -> None:
        message.stop()
        opened = self.shown
        if opened is None:
            return
        self.visits.see_end()
        self._related_end.page_moved()
        self._progress.column = TextColumn(*self.view.column)
        self._progress.whereabouts = Whereabouts(
            self.view.section,
            message.progress,
            opened.article.minutes,
            estimated=not self.view.exact,
        )

    @on(ArticleView.NoteShown)
    def _note_shown(self, message: ArticleView.NoteShown) -> None:
        message.stop()
        self._note_box.show(message.note, self.view.size.height)

    @on(ProgressLine.Clicked)
    def _progress_clicked(self, message: ProgressLine.Clicked) -> None:
        message.stop()
        self.view.go_to_percent(message.percent)
        self._enter()

    @on(ArticleView.EndWanted)
    def _end_wanted(self, message: ArticleView.EndWanted) -> None:
        message.stop()
        self.opener.show_end()

    @on(ArticleView.MatchSought)
    def _match_sought(self, message: ArticleView.MatchSought) -> None:
        message.stop()
        self.finder.again(message.step)

    @on(ArticleView.MarkAnswered)
    def _mark_answered(self, message: ArticleView.MarkAnswered) -> None:
        message.stop()
        self.shown_marks.answered(message.key, keep=message.keep)

    @on(ArticleView.MatchChanged)
    def _match_changed(self, message: ArticleView.MatchChanged) -> None:
        self.find_bar.show_count(message.index, message.total)

    @on(FindBar.QueryChanged)
    def _find_changed(self, message: FindBar.QueryChanged) -> None:
        message.stop()
        self.finder.typed(message.query)

    @on(FindBar.StepAsked)
    def _find_step(self, message: FindBar.StepAsked) -> None:
        message.stop()
        self.finder.step(message.step)

    @on(FindBar.Closed)
    def _find_closed(self, message: FindBar.Closed) -> None:
        message.stop()
        self.finder.closed(keep=message.keep)
        if message.focus:
            self.screen.set_focus(self.view)
