"""The article: a line-API widget that shows one, and the commands that need nothing but it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from rich.style import Style
from textual import events, on
from textual.binding import BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.document.model import BlockKind, Document, Place
from reader.document.ranges.copy_text import Source, markdown_quote, selected_text
from reader.services.reading.chinese_wording import in_wording
from reader.services.reading.footnotes import said_of
from reader.services.reading.highlights import Highlight, Highlights
from reader.services.reading.jump_trail import Stand
from reader.services.reading.reading_view import Reading
from reader.typeset.picture_size import PictureRoom
from reader.ui.article import messages
from reader.ui.article.page.code_colors import CodeColors, ColorRequest
from reader.ui.article.page.layers import Layers, Spot
from reader.ui.article.page.link_focus import LinkFocus
from reader.ui.article.page.link_hints import LETTERS, LinkHints
from reader.ui.article.page.looks import ARTICLE_LOOKS
from reader.ui.article.page.mark_question import MarkQuestion
from reader.ui.article.page.match_walk import MatchWalk
from reader.ui.article.page.note_peek import NotePeek, ShownNote
from reader.ui.article.page.select_mode import CODE_STEP, SelectMode
from reader.ui.article.page.selecting import VERBS as MODE_VERBS
from reader.ui.article.page.viewport import (
    DEFAULT_MEASURE,
    MEASURE_STEP,
    StyleMaker,
    Viewport,
    plain_style,
)
from reader.ui.article.pictures.half_blocks import TerminalCells
from reader.ui.article.pictures.painted import PaintedPictures, cells_of
from reader.ui.article.pictures.store import Found, PictureWork
from reader.ui.article.widgets.drawing import Drawing
from reader.ui.article.widgets.margin import Margin
from reader.ui.article.widgets.mouse import Mouse
from reader.ui.article.widgets.scroll_sync import ScrollSync
from reader.ui.article.widgets.text_selection import TextSelection
from reader.ui.commands import BY_ID, Scope, asked_by, bindings, key_of, keymap_of
from reader.ui.common.count import Count
from reader.ui.common.scroll_bar import SlimScrollBar
from reader.ui.terminal.cell_pixels import cell_pixels
from reader.ui.terminal.hyperlinks import hyperlink, shows_hyperlinks
from reader.ui.terminal.textual_internals import own_scroll_bar
from reader.ui.theme.rich_styles import Looks

if TYPE_CHECKING:
    from textual.scrollbar import ScrollBar

    from reader.document.code_tokens import SyntaxSpan
    from reader.document.links import Link
    from reader.document.outline import Heading
    from reader.document.ranges.find import Match
    from reader.library.article import Article
    from reader.services.pictures.source import PictureSource
    from reader.text.chinese_variants.variant import Variant
    from reader.ui.article.page.end_section import EndRow

OVERLAP = 2
"""Rows of the old page that stay on a new one."""

PICTURE_SHARE = 0.6
"""Of the screen's height what a picture may take."""
LEAST_PICTURE_ROWS = 4

LAYOUT_SECONDS = 0.05
"""Seconds between two looks at whether a screen that is waited for is still the one on top."""


class ArticleView(ScrollView, can_focus=True):
    """Shows one article: joins the objects that know what is shown, and how, and what keys mean.

    The viewport knows where in the article the eye is, the layers what lies over its text. What
    the other objects do to the two comes back as `page_moved` and `redraw`.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(bindings(Scope.ARTICLE))

    Shown: TypeAlias = messages.Shown
    JumpBegun: TypeAlias = messages.JumpBegun
    EndPassed: TypeAlias = messages.EndPassed
    LinkFollowed: TypeAlias = messages.LinkFollowed
    ArticleChosen: TypeAlias = messages.ArticleChosen
    HintsShown: TypeAlias = messages.HintsShown
    NoteShown: TypeAlias = messages.NoteShown
    TagChosen: TypeAlias = messages.TagChosen
    LinkFocused: TypeAlias = messages.LinkFocused
    MatchChanged: TypeAlias = messages.MatchChanged
    ResultWanted: TypeAlias = messages.ResultWanted
    HighlightChosen: TypeAlias = messages.HighlightChosen
    PictureChosen: TypeAlias = messages.PictureChosen
    MarkAsked: TypeAlias = messages.MarkAsked
    SelectChanged: TypeAlias = messages.SelectChanged
    DragChanged: TypeAlias = messages.DragChanged
    Left: TypeAlias = messages.Left

    class Moved(Message):
        """Another part of the article is on the screen."""

        def __init__(self, place: Place, progress: float) -> None:
            super().__init__()
            self.place = place
            self.progress = progress

    class EndWanted(Message):
        """The reader goes to the end of an article that is not all there yet."""

    class Scrolled(Message):
        """The reader moved the page with the mouse."""

    class Colored(Message):
        """A worker has coloured more of a block of code."""

        def __init__(self, asked: ColorRequest, spans: tuple[SyntaxSpan, ...]) -> None:
            super().__init__()
            self.asked = asked
            self.spans = spans

    class PicturesFound(Message):
        """A worker knows more of the article's pictures."""

        def __init__(self, work: PictureWork, found: Found) -> None:
            super().__init__()
            self.work = work
            self.found = found

    class MatchSought(Message):
        """The reader wants to go `step` matches on, and none is lit."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class MarkAnswered(Message):
        """The reader says whether a mark stays where it may not belong."""

        def __init__(self, key: str, *, keep: bool) -> None:
            super().__init__()
            self.key = key
            self.keep = keep

    def __init__(
        self,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        shows_pictures: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._shows_pictures = shows_pictures
        self.auto_links = False
        self.count = Count(self)
        self.looks = Looks(self, ARTICLE_LOOKS)
        self.goes_on = False
        """Whether what is lit was found in other articles too: there is more behind the last."""
        self._default_measure = measure
        self._viewport = Viewport(
            self, measure=measure, page_style=page_style, picture_room=self._picture_room
        )
        self._scroll = ScrollSync(self, self._viewport, self.redraw)
        self._code_colors = CodeColors(self._start_coloring, self._tell_colored)
        self._layers = Layers(
            self._viewport,
            self._code_colors,
            style_of=self.style_of,
            selected=self.selected_span,
            selected_style=self._selected_style,
            redraw=self.redraw,
        )
        self._margin = Margin(self._viewport, self._layers.highlights)
        self._text_selection = TextSelection(self._viewport)
        self._links = LinkFocus(self._viewport, self._layers, self._tell_link)
        self._note = NotePeek(self._viewport, self._tell_note)
        self._hints = LinkHints(
            self._viewport, self._layers.links, self.redraw, self._tell_hints, self._follow_hint
        )
        self._pictures = PaintedPictures(
            self._viewport, self.style_of, self._start_decoding, self._tell_pictures
        )
        self._drawing = Drawing(
            self._viewport,
            self._layers,
            self._links,
            self._hints,
            self._margin,
            self._pictures,
            self.style_of,
        )
        self._matches = MatchWalk(self._viewport, self._layers, self._links, self._tell_match)
        self._mode = SelectMode(self._viewport, self._layers, self, self._tell_selected)
        self._mouse = Mouse(self._viewport, self._layers.highlights, self._links, self._mode, self)
        self._question = MarkQuestion(self._tell_asked, self._tell_answered)
        self._hovered_link = -1
        """Index of the link that the mouse is on, -1 for none."""
        self._has_passed_end = False
        """Whether the key before this one wanted to go on behind the end."""
        self._resizing = False
        self._share_awaited = 0
        """Hundredths of the whole article to go to when it is there; 0 for none."""
        self._dragged = 0
        """Characters that the mouse has selected, as they were told last."""
        self._has_no_room = False
        """Whether the screen was laid out, and has left no cell for the article."""

    # -- the article --------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        return self._viewport.document

    @property
    def links(self) -> tuple[Link, ...]:
        return self._viewport.links

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self._viewport.headings

    @property
    def shown_headings(self) -> tuple[Heading, ...]:
        """The headings in the words in which the page shows them."""
        line = self._viewport.wording.line
        return tuple(replace(each, text=line(each.text)) for each in self.headings)

    @property
    def complete(self) -> bool:
        """Whether all of the article has been read in."""
        return self._viewport.complete

    def show(self, reading: Reading) -> None:
        """Replace the article; begins at its card or at `reading.place`."""
        self._has_no_room = False
        self._share_awaited = 0
        self.stop_selecting()
        self._question.ask("")
        self._margin.put(())
        self._layers.highlights.highlights = Highlights()
        self._drop_text()
        self._has_passed_end = False
        self._hints.stop()
        self._pictures.begin(None)
        self._viewport.show(reading)
        self._links.begin()
        self._matches.forget()
        self._announce(self.Shown)

    def replace(self, reading: Reading, place: Place | None) -> None:
        """Show the article that a part stood for, at the same text; marks and selection stay."""
        aside = self._mode.lay_aside()
        self.screen.clear_selection()
        self._drop_text()
        self._viewport.replace(reading, place)
        self._pictures.extend()
        self._links.begin()
        self._matches.forget()
        self._mode.take_up(aside)
        self._go_to_share_awaited()

    def grow(self, reading: Reading) -> bool:
        """Go on with more of the same document; False, and nothing, if it begins otherwise."""
        last = len(self.document.blocks) - 1 if self.document else 0
        grown = self._viewport.grow(reading)
        if grown:
            # The last block may have been cut short.
            self._code_colors.forget(last)
            self._layers.forget(last)
            self._links.take_links()
            self._pictures.extend()
        self._mode.keep_caret_in_sight()
        self._go_to_share_awaited()
        return grown

    def _drop_text(self) -> None:
        """Forget what belongs to the text that is shown, which is another now."""
        self._layers.target.spot = None
        self._code_colors.forget()
        self._layers.forget()

    def _announce(self, make: Callable[[], Message]) -> None:
        """Tell of a change in this widget's own turn.

        Textual ends a message's way up at whoever was running when it was made, and that may be
        the pane.
        """
        self.call_next(lambda: self.post_message(make()))

    # -- where the eye is ---------------------------------------------------------------

    @property
    def measure(self) -> int:
        """Cells of the text column, where the pane has them."""
        return self._viewport.measure

    @property
    def column(self) -> tuple[int, int]:
        """Cells before the text column, and those that it takes."""
        return self._viewport.left, self._viewport.column

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        return own_scroll_bar(self, SlimScrollBar)

    @property
    def place(self) -> Place:
        """The first character on the screen, or near it, which holds the top of the screen."""
        return self._viewport.place

    @property
    def at_start(self) -> bool:
        return self._viewport.at_start

    @property
    def anchor_block(self) -> int:
        """The block at the top of the screen, -1 for the title card."""
        return self._viewport.block

    @property
    def section(self) -> str:
        """The heading that the top of the screen stands under."""
        return self._viewport.section

    @property
    def progress(self) -> float:
        """How far the last row on the screen is, 0 to 1; an estimate until all is laid out."""
        return self._viewport.progress

    @property
    def is_led(self) -> bool:
        """Whether a jump or a match has led to what is on the screen, rather than reading."""
        return self._viewport.is_led

    @property
    def exact(self) -> bool:
        """Whether the whole article is there and laid out, so that progress is no estimate."""
        return not self.laid_out or (self.complete and self._viewport.refined)

    @property
    def laid_out(self) -> bool:
        """Whether there are rows: a pane that is hidden has none."""
        return self._viewport.page is not None

    @property
    def awaits_layout(self) -> bool:
        """Whether there will be rows as soon as the screen was laid out."""
        return self.document is not None and not self.laid_out and not self._has_no_room

    async def layout_done(self) -> None:
        """Come back when the screen was laid out, or another covers it."""
        screen, done = self.screen, asyncio.Event()
        if screen.call_after_refresh(done.set):
            while not done.is_set() and self.is_running and screen.is_current:
                with suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), LAYOUT_SECONDS)
        self._fit()
        self._has_no_room = not self.laid_out

    @property
    def pages_set(self) -> int:
        """Count of work, for tests."""
        return self._viewport.pages_set

    @property
    def blocks_laid_out(self) -> int:
        """Count of work, for tests."""
        return self._viewport.page.blocks_laid_out if self._viewport.page else 0

    @property
    def ends_soon(self) -> bool:
        """Whether less than another screen of the article follows."""
        return self._viewport.ends_soon

    @property
    def has_end_section(self) -> bool:
        """Whether there is anything under the end of the article."""
        return bool(self._viewport.end_section)

    def set_end_section(self, rows: Sequence[EndRow]) -> None:
        """Show these under the end of the article; they are no part of it."""
        self._viewport.put_end_section(tuple(rows))
        self._links.take_end_links()

    def on_screen(self, place: Place) -> bool:
        """Whether a place is among the rows shown."""
        return self._viewport.on_screen(place)

    def row_on_screen(self, place: Place) -> int | None:
        """The row of the view that a place is on; None if it is on none."""
        return self._viewport.row_on_screen(place)

    def go_to(self, place: Place | None) -> None:
        """Put a place at the top of the screen; None is the title card."""
        self._links.drop()
        self._viewport.go_to(place)

    def go_to_end(self) -> None:
        """Show the last rows, of what is there."""
        self._links.drop()
        self._viewport.go_to_end()
        if self._viewport.ends_early:
            self.post_message(self.EndWanted())

    @property
    def stand(self) -> Stand:
        """Where the reader is, for who may come back."""
        return Stand(None if self.at_start else self.place, self.focused_link)

    def return_to(self, stand: Stand) -> None:
        """Show what was there, with the link that had the focus."""
        self.go_to(stand.place)
        self.focus_link(stand.link)

    def jumped_from(self, stand: Stand) -> None:
        """Tell that a jump began there, unless the page is where it was."""
        if stand.place != self.stand.place:
            from_middle = self._viewport.reading is not None and self._viewport.reading.before
            begun = stand._replace(place=None) if from_middle else stand
            self._announce(partial(self.JumpBegun, begun))

    def jump_to(self, place: Place) -> None:
        """Go to a place; where the end of the article keeps it from the top, mark its line."""
        self._links.drop()
        line = self._viewport.jump_to(place)
        if line is not None:
            start, end = line
            self._mark_target(Spot(start.block, start.offset, end.offset))
        self._mode.take_caret_to(place)

    def unmark_target(self) -> None:
        """Let the line that a jump led to look like the others."""
        self._mark_target(None)

    def _mark_target(self, spot: Spot | None) -> None:
        if spot != self._layers.target.spot:
            self._layers.target.spot = spot
            self._layers.repaint()

    def scroll_rows(self, rows: int) -> None:
        """Move by exact rows, whatever is estimated."""
        self._viewport.scroll_rows(rows)

    @property
    def variant(self) -> Variant:
        """How Chinese is written on the page."""
        return self._viewport.variant

    def set_variant(self, variant: Variant) -> None:
        """Show Chinese in another way; the text under the eye stays."""
        self._viewport.set_variant(variant)

    def set_measure(self, measure: int) -> None:
        """Change the width of the column; the text under the eye stays."""
        self._viewport.set_measure(measure)
        self._mode.keep_caret_in_sight()

    # -- the viewport's area ------------------------------------------------------------

    @property
    def room(self) -> int:
        """Cells that the scroll bar leaves."""
        return self.scrollable_size.width

    @property
    def rows(self) -> int:
        return self.size.height

    def redraw(self) -> None:
        """Draw all rows anew."""
        self._drawing.forget()
        self.refresh()

    def page_moved(self) -> None:
        """Show what is at the top of the viewport now."""
        self._hints.moved()
        self._note.moved()
        self._scroll.sync()
        self.refresh()
        self._tell_moved()
        self._scroll.refine(self._tell_moved)

    def _tell_moved(self) -> None:
        self.post_message(self.Moved(self.place, self.progress))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the mouse wheel and the scroll bar."""
        super().watch_scroll_y(old_value, new_value)
        if self._scroll.is_scrolled(old_value, new_value):
            self._share_awaited = 0
            self.post_message(self.Scrolled())
            self._scroll.follow(old_value, new_value)

    @on(events.Focus)
    def _focused(self) -> None:
        self._has_no_room = False

    @on(events.Resize)
    def _resized(self) -> None:
        """Fit the page once for the many events that come while a window is dragged."""
        if not self._resizing:
            self._resizing = True
            self.call_later(self._fit)

    def _fit(self) -> None:
        self._resizing = False
        self._viewport.fit()
        self._mode.keep_caret_in_sight()

    # -- drawing ------------------------------------------------------------------------

    def style_of(self, name: str) -> Style:
        """Return what a look of the article adds to the pane's own style."""
        return self.looks[name]

    def _selected_style(self) -> Style:
        return self.screen.get_component_rich_style("screen--selection", partial=True)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        colorless = self.app.native_ansi_color or self.app.no_color
        return self._drawing.row(
            round(self.scroll_y) + y,
            width,
            width - self.room,
            self.rich_style,
            colorless=colorless,
        )

    def repaint(self) -> None:
        """Draw anew after something that lies over the text has changed."""
        self._layers.repaint()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.looks.clear()
        self._layers.forget()

    @property
    def highlights(self) -> Highlights:
        return self._layers.highlights.highlights

    def set_highlights(self, highlights: tuple[Highlight, ...]) -> None:
        """Draw these, and nothing else, as highlighted."""
        self._layers.highlights.highlights = Highlights(highlights)
        self._layers.repaint()

    def set_bookmarks(self, places: Sequence[Place], unsure: Iterable[Place] = ()) -> None:
        """Mark these places in the margin; `unsure` with another sign."""
        self._margin.put(places, unsure)
        self.redraw()

    def shift_code(self, cells: int) -> None:
        """Move code that is cut at the right to the left, as far as rows on the screen go on."""
        self._viewport.shift_code(cells)

    def _start_coloring(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="syntax")

    def _tell_colored(self, asked: ColorRequest, spans: tuple[SyntaxSpan, ...]) -> None:
        self.post_message(self.Colored(asked, spans))

    @on(Colored)
    def _colored(self, message: Colored) -> None:
        message.stop()
        if self._code_colors.take(message.asked, message.spans):
            self._layers.forget(message.asked.block)

    @on(events.Mount)
    def _mounted(self) -> None:
        if not self.app.is_headless and shows_hyperlinks(os.environ):
            self._layers.links.address_of = hyperlink

    @on(events.Unmount)
    def _unmounted(self) -> None:
        self._code_colors.close()
        self._pictures.begin(None)

    # -- pictures -----------------------------------------------------------------------

    def begin_pictures(self, source: PictureSource | None) -> None:
        """Show the pictures of the article that is shown, as far as the source has them."""
        self._pictures.begin(source)

    @property
    def missing_pictures(self) -> tuple[str, ...]:
        """Addresses of the article's pictures that are not here."""
        return self._pictures.missing()

    def look_again(self, addresses: Sequence[str]) -> None:
        """Show pictures that have come since they were looked for."""
        self._pictures.store.look_again(addresses)

    @property
    def shows_pictures(self) -> bool:
        """Whether pictures that are there are shown."""
        return self._shows_pictures

    def show_pictures(self, *, shown: bool) -> None:
        """Show pictures, or the lines that stand for them; the text under the eye stays."""
        self._shows_pictures = shown
        self._viewport.fit()

    @property
    def can_paint(self) -> bool:
        """Whether the terminal has colours enough for pictures."""
        return not (self.app.native_ansi_color or self.app.no_color)

    @property
    def terminal_cells(self) -> TerminalCells:
        """What the terminal has for pictures."""
        return cells_of(self.app, self._viewport.ambiguous)

    def _picture_room(self) -> PictureRoom | None:
        if not self._shows_pictures or not self.can_paint:
            return None
        self._pictures.store.cells = self.terminal_cells
        rows = max(LEAST_PICTURE_ROWS, round(self.app.size.height * PICTURE_SHARE))
        return PictureRoom(rows, cell_pixels())

    def _start_decoding(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, group="pictures")

    def _tell_pictures(self, work: PictureWork, found: Found) -> None:
        self.post_message(self.PicturesFound(work, found))

    @on(PicturesFound)
    def _pictures_found(self, message: PicturesFound) -> None:
        message.stop()
        if self._pictures.take(message.work, message.found):
            self.redraw()

    def open_picture(self, block: int) -> bool:
        """Show the picture of a block alone on the screen; False if it has none."""
        pictures = self._pictures.shown()
        at = next((n for n, each in enumerate(pictures) if each.block == block), -1)
        if at >= 0:
            self.post_message(self.PictureChosen(pictures, at))
        return at >= 0

    # -- matches ------------------------------------------------------------------------

    @property
    def eye(self) -> Place:
        """Where to look from for the next match."""
        return self.caret or self.place

    @property
    def has_matches(self) -> bool:
        return bool(self._matches)

    def set_matches(
        self, matches: Sequence[Match], *, start: Place | None = None, step: int = 0
    ) -> None:
        """Light these matches; the first at or after `start` becomes the current one.

        With a `step`, the one that is so many further on from where the last one was, if that
        is still on the screen, else from the top of the screen. In select mode what is being
        typed is looked for from where the caret was.
        """
        origin = self._mode.search_origin or start or self.eye
        self._matches.light(matches, origin, step)
        self._mode.take_caret_to(self._matches.place)

    def renew_matches(self, matches: Sequence[Match]) -> None:
        """Light what is found in more of the article; the page does not move."""
        self._matches.renew(matches, self.eye)

    def clear_matches(self) -> None:
        self._matches.clear()

    def step_match(self, step: int) -> bool:
        """Go `step` matches on, round the ends, from the caret if there is one.

        False if none is lit.
        """
        stand = self.stand
        found = self._matches.step(step, self.caret)
        self._mode.take_caret_to(self._matches.place)
        self.jumped_from(stand)
        return found

    def _tell_match(self, index: int, total: int, wrapped: bool) -> None:
        self._announce(partial(self.MatchChanged, index, total, wrapped=wrapped))

    def action_next_match(self) -> None:
        self._walk(self.count.take())

    def action_previous_match(self) -> None:
        self._walk(-self.count.take())

    def _walk(self, step: int) -> None:
        if self.goes_on and self._matches.is_beyond(step):
            self.ask_for_result(step)
        elif not self.step_match(step):
            self.post_message(self.MatchSought(1 if step > 0 else -1))

    def ask_for_result(self, step: int) -> None:
        """Go on in another article that the search found, after this one or before it."""
        self._announce(partial(self.ResultWanted, 1 if step > 0 else -1))

    # -- links --------------------------------------------------------------------------

    @property
    def focused_link(self) -> int:
        """Index of the link that has the focus, -1 for none."""
        return self._links.index

    def focus_link(self, index: int) -> None:
        """Give the focus to a link, or to none if there is no such link."""
        self._links.focus(index)

    def follow_link(self) -> None:
        """Ask for the target of the link, or the row under the end, that has the focus.

        A reference to a note shows the note first.
        """
        link, row = self._links.link, self._links.end_link
        if link is not None and self._is_picture(link) and self.open_picture(link.block):
            return
        if link is not None and not self._note.show(self._links.index):
            self._note.close()
            self.post_message(self.LinkFollowed(link.href))
        elif row is not None and row.path is not None:
            self.post_message(self.ArticleChosen(row.path))

    def choose_tag(self, tag: str) -> None:
        """Ask for the articles that have a tag of the title card."""
        self.post_message(self.TagChosen(tag))

    def _is_picture(self, link: Link) -> bool:
        """Whether a link is an image block's own, and not one around it."""
        block = self.document.blocks[link.block] if self.document is not None else None
        return block is not None and block.kind is BlockKind.IMAGE and block.href == link.href

    def _tell_link(self, href: str) -> None:
        self._note.focused(self._links.index)
        self._tell_of(self._links.link, href)

    def _tell_of(self, link: Link | None, href: str) -> None:
        document = self.document
        said = said_of(document, link) if document is not None and link is not None else ""
        self._announce(partial(self.LinkFocused, href, said))

    def _tell_note(self, note: ShownNote | None) -> None:
        self._announce(partial(self.NoteShown, note))

    def _tell_hints(self, are_shown: bool) -> None:
        self._announce(partial(self.HintsShown, are_shown=are_shown))

    def action_link_hints(self) -> None:
        if not self._hints.start():
            self._tell("No links on the screen")

    def _follow_hint(self, number: int) -> None:
        self._links.focus(number)
        self.follow_link()

    def _take_hint(self, event: events.Key) -> bool:
        """Whether a key was a letter of a hint, or left them; any other does what it does."""
        if not self._hints.is_on:
            return False
        letter = key_of(event)
        if asked_by(event, Scope.HINTS, self.app):
            self._hints.stop()
        elif letter in LETTERS:
            if not self._hints.press(letter):
                self._tell(f"No link has these letters: {letter}")
        else:
            self._hints.stop()
            return False
        return True

    def action_next_link(self) -> None:
        self._step_link(self.count.take())

    def action_previous_link(self) -> None:
        self._step_link(-self.count.take())

    def _step_link(self, step: int) -> None:
        if self._links.step(step):
            self._mode.take_caret_to(self._links.place)
        else:
            self._tell("No links here")

    def action_follow(self) -> None:
        caret = self.caret
        if caret is not None:
            self._follow_caret(caret)
        else:
            self.follow_link()

    def _follow_caret(self, caret: Place) -> None:
        """Ask what the highlight at the caret is about, else for the target of the link there."""
        highlight, link = self.highlights.at(caret), self._links.at(caret)
        if highlight is not None:
            self.choose_highlight(highlight.key)
        elif link is not None:
            self.post_message(self.LinkFollowed(link.href))

    # -- marks --------------------------------------------------------------------------

    def choose_highlight(self, key: str) -> None:
        """Ask what a highlight is about."""
        self.post_message(self.HighlightChosen(key))

    @property
    def asked_mark(self) -> str:
        """The mark of which it is asked whether it stays; empty for none."""
        return self._question.key

    def ask_of_mark(self, key: str) -> None:
        """Let the next key say whether a mark stays; nothing is asked if `key` is empty."""
        self._question.ask(key)

    def _tell_asked(self, key: str) -> None:
        self._announce(partial(self.MarkAsked, key))

    def _tell_answered(self, key: str, keep: bool) -> None:
        self._announce(partial(self.MarkAnswered, key, keep=keep))

    def bookmark_range(self) -> tuple[Place, Place]:
        """The range from the place that a bookmark means now to where another one would begin.

        That is the caret if nothing is selected by it, else the selection's start, else the
        current match if it is on the screen, else the first line of text on the screen.
        """
        caret, selection = self._mode.caret_range(), self.text_selection
        if caret is not None:
            return caret
        if selection is not None and selection.start is not None:
            start = Place(selection.start.y, selection.start.x)
            return start, Place(start.block, start.offset + 1)
        match, place = self._matches.match, self._matches.place
        if match is not None and place is not None and self.on_screen(place):
            return place, Place(match.block, match.end)
        return self._viewport.first_line()

    # -- selection ----------------------------------------------------------------------

    @property
    def selecting(self) -> bool:
        return self._mode.is_on

    @property
    def caret(self) -> Place | None:
        """Where the caret of select mode is; None out of it."""
        return self._mode.caret

    def start_selecting(self, *, by_blocks: bool = False) -> bool:
        """Begin at what is selected, at the current match or link, or at the top of the screen.

        False if there is nothing to select.
        """
        places = (self._matches.place, self._links.place)
        seen = (place for place in places if place is not None and self.on_screen(place))
        return self._mode.start(next(seen, self.place), by_blocks=by_blocks)

    def stop_selecting(self) -> None:
        """Leave select mode, if it is on; nothing is selected then, by the mouse neither."""
        self.screen.clear_selection()
        self._mode.stop()

    def take_caret_back(self) -> None:
        """Undo the way of the caret in a search that was given up."""
        self._mode.take_caret_back()

    def _tell_selected(self, characters: int) -> None:
        self._announce(partial(self.SelectChanged, characters))
        self._tell_dragged()

    def selected_span(self) -> tuple[Place, Place] | None:
        """The text that is selected, by mouse or by keys; None if none is."""
        return self._text_selection.span(self.text_selection)

    def select(self, span: tuple[Place, Place] | None) -> None:
        """Let this be selected, and nothing else on the screen."""
        selection = self._text_selection.selection(span)
        self.screen.selections = {} if selection is None else {self: selection}

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, unwrapped."""
        span = self._text_selection.span(selection)
        if span is None or self.document is None:
            return None
        start, end = span
        shown = in_wording(self.document, self._viewport.wording, start.block, end.block)
        return selected_text(shown, start, end), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        del selection
        self.redraw()
        self._mode.selection_changed()
        self._tell_dragged()

    def _tell_dragged(self) -> None:
        characters = 0 if self.selecting else self._mode.count(self.selected_span())
        if characters != self._dragged:
            self._dragged = characters
            self._announce(partial(self.DragChanged, characters))

    def markdown_quote(self, article: Article) -> str:
        """Return what is selected, by mouse or keys, with its source; "" if nothing is.

        What is shown otherwise than it is written stands there as it is shown, then as written.
        """
        span = self.selected_span()
        if span is None or self.document is None:
            return ""
        source = Source(article.title, article.url, article.file_name)
        start, end = span
        shown = in_wording(self.document, self._viewport.wording, start.block, end.block)
        return markdown_quote(self.document, start, end, source, shown=shown)

    def offset_under(self, x: int, y: int, origin: Offset | None) -> Offset | None:
        """The character at a cell of the view, as Textual's selection wants it.

        `origin` is the other end of the selection while the mouse is being dragged.
        """
        row, column = self._viewport.top_row + y, x - self._viewport.left
        return self._text_selection.offset_at(row, column, origin)

    # -- keys and mouse -----------------------------------------------------------------

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        self._mouse.click(event)

    @on(events.MouseMove)
    def _mouse_moved(self, event: events.MouseMove) -> None:
        self._hover(self._viewport.end_link_at(self._viewport.top_row + event.y))
        number = event.style.meta.get("link", -1)
        self._hover_link(number if isinstance(number, int) else -1)

    @on(events.Leave)
    def _mouse_left(self) -> None:
        self._hover(-1)
        self._hover_link(-1)

    def _hover_link(self, number: int) -> None:
        """Say where the link under the mouse leads; of a reference show the note."""
        if number == self._hovered_link:
            return
        self._hovered_link = number
        self._note.hover(number)
        link = self.links[number] if 0 <= number < len(self.links) else self._links.link
        self._tell_of(link, link.href if link is not None else "")

    def _hover(self, end_link: int) -> None:
        """Show that a row under the end can be clicked."""
        if self._drawing.hovered != end_link:
            self._drawing.hovered = end_link
            self.refresh()

    @on(events.Blur)
    def _blurred(self) -> None:
        self._hints.stop()
        self._note.close()
        self._mode.lose_keys()

    @on(events.Key)
    async def _key_pressed(self, event: events.Key) -> None:
        self.unmark_target()
        if asked_by(event, Scope.ARTICLE, self.app) != "page_down":
            self._has_passed_end = False
        self._share_awaited = 0
        is_used = (
            self._take_hint(event)
            or self._question.answer(asked_by(event, Scope.QUESTION, self.app))
            or self.count.typed(event)
            or await self._select_key(event)
            or self._clears_selection(event)
        )
        if is_used:
            event.stop()
            event.prevent_default()

    def _clears_selection(self, event: events.Key) -> bool:
        """Whether a key took a selection away that the mouse made.

        Textual's screen takes it away on escape, and looks for bindings only then: an action of
        the key would find nothing selected, and leave the article.
        """
        is_asked = asked_by(event, Scope.ARTICLE, self.app) == "clear"
        clears = is_asked and self.text_selection is not None
        if clears:
            self.screen.clear_selection()
        return clears

    async def _select_key(self, event: events.Key) -> bool:
        """Carry out a key of select mode; False if it is none."""
        heard = self.selecting and self.laid_out
        verb = asked_by(event, Scope.SELECT, self.app) if heard else ""
        if verb in MODE_VERBS:
            moved = self._mode.press(verb, self.count.take())
            if moved and verb == "last" and self._viewport.ends_early:
                self.post_message(self.EndWanted())
        elif verb:
            await self.app.run_action(BY_ID[f"{Scope.SELECT}.{verb}"].action, self)
        return bool(verb)

    # -- motions ------------------------------------------------------------------------

    def _page_rows(self) -> int:
        return max(1, self.rows - OVERLAP)

    def action_line_down(self) -> None:
        self.scroll_rows(self.count.take())

    def action_line_up(self) -> None:
        self.scroll_rows(-self.count.take())

    def action_half_page_down(self) -> None:
        self.scroll_rows(self.count.take() * max(1, self.rows // 2))

    def action_half_page_up(self) -> None:
        self.scroll_rows(-self.count.take() * max(1, self.rows // 2))

    def action_page_down(self) -> None:
        """Go on by pages; at the end of the article say what comes next, then go there."""
        top, passed = self._viewport.top_row, self._has_passed_end
        self.scroll_rows(self.count.take() * self._page_rows())
        if self.laid_out and self.complete and self._viewport.top_row == top:
            self._has_passed_end = True
            self._announce(partial(self.EndPassed, again=passed))

    def action_page_up(self) -> None:
        self.scroll_rows(-self.count.take() * self._page_rows())

    def action_top(self) -> None:
        stand = self.stand
        self.go_to(None)
        self.jumped_from(stand)

    def action_bottom(self) -> None:
        stand = self.stand
        self.go_to_end()
        self.jumped_from(stand)

    def action_percent(self) -> None:
        """Go to so many hundredths of the article, as `50%` in less."""
        if not self.laid_out or not self.count.given:
            self._tell(f"A number first: 50{keymap_of(self.app).label('article.percent')}")
            return
        self.go_to_percent(self.count.take())

    def go_to_percent(self, percent: int) -> None:
        """Go to so many hundredths of the whole article, as soon as that is there."""
        if self.complete:
            stand = self.stand
            self._links.drop()
            self._viewport.go_to_share(percent)
            self._mode.take_caret_to(self.place)
            self.jumped_from(stand)
        elif percent > 0:
            self._share_awaited = percent
            self._tell(f"Reading the rest of the article: then it goes to {percent}%")
        else:
            self.go_to(None)

    def _go_to_share_awaited(self) -> None:
        """Go where somebody wanted to go before the whole article was there."""
        percent = self._share_awaited
        if percent and self.complete and self.laid_out:
            self._share_awaited = 0
            self.go_to_percent(percent)

    def action_next_heading(self) -> None:
        stand, here = self.stand, self._viewport.block_jumped_to
        below = [heading for heading in self.headings if heading.block > here]
        count = self.count.take()
        if below:
            self.jump_to(Place(below[min(count, len(below)) - 1].block))
            self.jumped_from(stand)
        else:
            self._tell("No further heading")

    def action_previous_heading(self) -> None:
        stand, here = self.stand, self._viewport.block_jumped_to
        above = [heading for heading in self.headings if heading.block < here]
        count = self.count.take()
        if above:
            self.jump_to(Place(above[-min(count, len(above))].block))
        else:
            self.go_to(None)
        self.jumped_from(stand)

    # -- page and others ----------------------------------------------------------------

    def action_wider(self) -> None:
        self._choose_measure(self.measure + MEASURE_STEP)

    def action_narrower(self) -> None:
        self._choose_measure(self.measure - MEASURE_STEP)

    def action_default_measure(self) -> None:
        self._choose_measure(self._default_measure)

    def _choose_measure(self, measure: int) -> None:
        """Change the width, and say what it is now."""
        self.set_measure(measure)
        self._tell(self._viewport.described_measure)

    def action_scroll_code_left(self) -> None:
        self.shift_code(-CODE_STEP * self.count.take())

    def action_scroll_code_right(self) -> None:
        self.shift_code(CODE_STEP * self.count.take())

    def action_clear(self) -> None:
        """Undo what is lit first; with nothing lit, leave for the list."""
        if self._note.is_on:
            self._note.close()
        elif self.has_matches:
            self.clear_matches()
        elif self.focused_link >= 0:
            self.focus_link(-1)
        else:
            self.post_message(self.Left())

    def action_select(self) -> None:
        self._start_selecting(by_blocks=False)

    def action_select_blocks(self) -> None:
        self._start_selecting(by_blocks=True)

    def action_leave(self) -> None:
        self.stop_selecting()

    def _start_selecting(self, *, by_blocks: bool) -> None:
        if not self.start_selecting(by_blocks=by_blocks):
            self._tell("No text to select here")

    def _tell(self, text: str) -> None:
        self.post_message(messages.PaneTold(text))
