"""What lies over the text of a page: matches, links, highlights, the line jumped to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.message import Message

from reader.document.model import Place
from reader.services.reading_view import Reading
from reader.typeset.overlays import Overlay, Overlays
from reader.typeset.page import Position
from reader.ui.article.widgets import looks as look
from reader.ui.article.widgets.anchored_view import DEFAULT_MEASURE, StyleMaker, plain_style
from reader.ui.article.widgets.page_view import PageView, look_of

if TYPE_CHECKING:
    from reader.document.ranges.find import Match

ANSWERS = {"keep": True, "drop": False}
"""Verbs that say whether a mark stays where it may not belong."""
CONTEXT = 0.3
"""Share of the screen that is left above a place that was brought onto it."""


class _Spot(NamedTuple):
    """A link in its block, with its index among all links."""

    start: int
    end: int
    number: int


class LitView(PageView):
    """Keeps the current match and the focused link; knows no keys."""

    class LinkFollowed(Message):
        """The reader asks for the target of a link."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class MatchChanged(Message):
        """Another match is the current one; `index` is -1 when there is none.

        `wrapped`: the way to it went past the end of the article and on from the other one.
        """

        def __init__(self, index: int, total: int, *, wrapped: bool = False) -> None:
            super().__init__()
            self.index = index
            self.total = total
            self.wrapped = wrapped

    class LinkFocused(Message):
        """Another link has the focus; `href` is empty when none has."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    class HighlightChosen(Message):
        """The reader asks for what a highlight is about."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class MarkAsked(Message):
        """Whether a mark stays is asked for, until another key than the two is pressed.

        `key` is empty when nothing is asked any more.
        """

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class MarkAnswered(Message):
        """The reader says whether a mark stays where it may not belong."""

        def __init__(self, key: str, *, keep: bool) -> None:
            super().__init__()
            self.key = key
            self.keep = keep

    class Shown(Message):
        """Another article, or the same anew, is in the view."""

    def __init__(
        self,
        *,
        measure: int = DEFAULT_MEASURE,
        page_style: StyleMaker = plain_style,
        id: str | None = None,
    ) -> None:
        super().__init__(measure=measure, page_style=page_style, id=id)
        self._matches: tuple[Match, ...] = ()
        self._matches_by_block: dict[int, list[int]] = {}
        self._current_match = -1
        self.goes_on = False
        """Whether what is lit was found in other articles too: there is more behind the last."""
        self._last_match: Place | None = None
        """Where the current match was when the matches were cleared."""
        self._links_by_block: dict[int, list[int]] = {}
        self._focused_link = -1
        self._target: tuple[int, int, int] | None = None
        """The line that a jump led to, as (block, start, end)."""
        self.asked_mark = ""
        """The mark of which it is asked whether it stays; empty for none."""
        self._jumped: tuple[Position | None, int] = (None, -1)
        """Where the page was after a jump, and the block that it led to."""

    def show(self, reading: Reading) -> None:
        self.ask_of_mark("")
        self._matches, self._matches_by_block, self._current_match = (), {}, -1
        self._last_match = self._target = None
        self._jumped = (None, -1)
        self._index_links(reading)
        super().show(reading)
        self.focus_link(-1)
        self._announce(partial(self.MatchChanged, -1, 0))
        self._announce(self.Shown)

    def grow(self, reading: Reading) -> bool:
        if not super().grow(reading):
            return False
        self._index_links(reading)
        return True

    def replace(self, reading: Reading, place: Place | None) -> None:
        self._matches, self._matches_by_block, self._current_match = (), {}, -1
        self._last_match = self._target = None
        self._jumped = (None, -1)
        self._focused_link = -1
        self._index_links(reading)
        super().replace(reading, place)
        self.focus_link(-1)
        self._announce(partial(self.MatchChanged, -1, 0))

    def _index_links(self, reading: Reading) -> None:
        self._links_by_block = {}
        for index, link in enumerate(reading.links):
            self._links_by_block.setdefault(link.block, []).append(index)

    def _announce(self, make: Callable[[], Message]) -> None:
        """Tell of a change in this widget's own turn.

        Textual ends a message's way up at whoever was running when it was made, and that may be
        the pane.
        """
        self.call_next(lambda: self.post_message(make()))

    # -- overlays -----------------------------------------------------------------------

    def lay_under(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        indexes = self._links_by_block.get(block)
        if not indexes:
            return below
        spots = [_Spot(self.links[i].start, self.links[i].end, i) for i in indexes]
        return Overlays(spots, lambda spot: Style.from_meta({"link": spot.number}), below)

    def lay_over(self, block: int, below: Overlays[Style]) -> Overlays[Style]:
        below = super().lay_over(block, below)
        if self._target is not None and self._target[0] == block:
            _, start, end = self._target
            below = Overlays([Overlay(start, end, self.style_of(look.TARGET))], look_of, below)
        if self._focused_link >= 0 and self.links[self._focused_link].block == block:
            focused = [self.links[self._focused_link]]
            below = Overlays(focused, lambda _: self.style_of(look.FOCUSED_LINK), below)
        matches = [self._matches[index] for index in self._matches_by_block.get(block, ())]
        if matches:
            below = Overlays(matches, lambda _: self.style_of(look.MATCH), below)
        if self._current_match >= 0 and self._matches[self._current_match].block == block:
            current = [self._matches[self._current_match]]
            below = Overlays(current, lambda _: self.style_of(look.CURRENT_MATCH), below)
        return below

    # -- matches ------------------------------------------------------------------------

    @property
    def eye(self) -> Place:
        """Where to look from for the next match."""
        return self.place

    @property
    def has_matches(self) -> bool:
        return bool(self._matches)

    def set_matches(
        self, matches: Sequence[Match], *, start: Place | None = None, step: int = 0
    ) -> None:
        """Light these matches; the first at or after `start` becomes the current one.

        With a `step`, the one that is so many further on from where the last one was, if that
        is still on the screen, else from the top of the screen.
        """
        self._index_matches(matches)
        if not self._matches:
            self.repaint()
            self._announce(partial(self.MatchChanged, -1, 0))
            return
        keys = [(match.block, match.start) for match in self._matches]
        last = self._last_match
        if step > 0 and last is not None and self.on_screen(last):
            found = bisect_right(keys, (last.block, last.offset))
        else:
            origin = last if step < 0 and last is not None and self.on_screen(last) else start
            origin = origin or self.eye
            found = bisect_left(keys, (origin.block, origin.offset))
        self._select_match(found + (step - 1 if step > 0 else step))

    def renew_matches(self, matches: Sequence[Match]) -> None:
        """Light what is found in more of the article; the page does not move."""
        origin = self._last_match if self._current_match >= 0 else None
        self._index_matches(matches)
        if self._matches:
            origin = origin or self.eye
            keys = [(match.block, match.start) for match in self._matches]
            found = bisect_left(keys, (origin.block, origin.offset))
            self._current_match = found % len(self._matches)
            self._last_match = self._match_place(self._current_match)
        self.repaint()
        self._announce(partial(self.MatchChanged, self._current_match, len(self._matches)))

    def _index_matches(self, matches: Sequence[Match]) -> None:
        self._matches = tuple(matches)
        self._matches_by_block = {}
        for index, match in enumerate(self._matches):
            self._matches_by_block.setdefault(match.block, []).append(index)
        self._current_match = -1

    def clear_matches(self) -> None:
        if self._current_match >= 0:
            self._last_match = self._match_place(self._current_match)
        self.set_matches(())

    @property
    def match_place(self) -> Place | None:
        """Where the current match begins."""
        return self._match_place(self._current_match) if self._current_match >= 0 else None

    def match_beside(self, place: Place, step: int) -> int:
        """Index of the match so many further on from a place, before the first or behind the last.

        What stands at the place itself does not count.
        """
        keys = [(match.block, match.start) for match in self._matches]
        here = (place.block, place.offset)
        return bisect_right(keys, here) + step - 1 if step > 0 else bisect_left(keys, here) + step

    def _match_place(self, index: int) -> Place:
        return Place(self._matches[index].block, self._matches[index].start)

    def _select_match(self, index: int) -> None:
        total = len(self._matches)
        self._current_match = index % total
        self._last_match = self._match_place(self._current_match)
        self._drop_link()
        self.repaint()
        self.show_place(self._last_match)
        wrapped = not 0 <= index < total
        self._announce(partial(self.MatchChanged, self._current_match, total, wrapped=wrapped))

    def is_beyond(self, step: int) -> bool:
        """Whether the match so many further on is in another article, if anywhere."""
        found = 0 <= self._current_match + step < len(self._matches)
        return bool(self._matches) and self.complete and not found

    def step_match(self, step: int) -> bool:
        """Go `step` matches on, round the ends; False if none is lit."""
        if self._matches:
            self._select_match(self._current_match + step)
        return bool(self._matches)

    # -- links --------------------------------------------------------------------------

    def step_link(self, step: int) -> bool:
        """Focus the next link from the focused one, or from the top of the screen.

        False if there is none in the article.
        """
        if not self.links:
            return False
        if self._focused_link >= 0 and self.on_screen(self._link_place(self._focused_link)):
            index = self._focused_link + step
        else:
            top = self.place
            keys = [(link.block, link.start) for link in self.links]
            index = bisect_left(keys, (top.block, top.offset))
            index += step - 1 if step > 0 else step
        self.focus_link(index % len(self.links))
        self.show_place(self._link_place(self._focused_link))
        return True

    @property
    def focused_link(self) -> int:
        """Index of the link that has the focus, -1 for none."""
        return self._focused_link

    @property
    def focused_place(self) -> Place | None:
        """Where the focused link begins."""
        return self._link_place(self._focused_link) if self._focused_link >= 0 else None

    def focus_link(self, index: int) -> None:
        """Give the focus to a link, or to none if there is no such link."""
        self._focused_link = index if 0 <= index < len(self.links) else -1
        self.repaint()
        href = self.links[self._focused_link].href if self._focused_link >= 0 else ""
        self._announce(partial(self.LinkFocused, href))

    def _drop_link(self) -> None:
        """The next link is looked for from the screen again."""
        if self._focused_link >= 0:
            self.focus_link(-1)

    def _link_place(self, index: int) -> Place:
        return Place(self.links[index].block, self.links[index].start)

    # -- places -------------------------------------------------------------------------

    def show_place(self, place: Place, *, context: float = CONTEXT) -> None:
        """Bring a place onto the screen if it is not there, some rows from the top."""
        if self._page is None:
            return
        position = self._page.position_of(place)
        first = self._page.row_of(self._position)
        if not first <= self._page.row_of(position) < first + self.size.height - 1:
            self._go(self._page.above(position, int(self.size.height * context)))

    def on_screen(self, place: Place) -> bool:
        """Whether a place is among the rows shown."""
        return self.row_on_screen(place) is not None

    def row_on_screen(self, place: Place) -> int | None:
        """The row of the view that a place is on; None if it is on none."""
        if self._page is None:
            return None
        row = self._page.row_of(self._page.position_of(place)) - self._page.row_of(self._position)
        return row if 0 <= row < self.size.height else None

    def go_to(self, place: Place | None) -> None:
        self._drop_link()
        super().go_to(place)

    def go_to_end(self) -> None:
        self._drop_link()
        super().go_to_end()

    def jump_to(self, place: Place) -> None:
        """Go to a place; where the end of the article keeps it from the top, mark its line."""
        self.go_to(place)
        page = self._page
        if page is None or not page.document.blocks:
            return
        self._jumped = (self._position, place.block)
        if self.on_screen(place) and page.position_of(place) != self._position:
            start, end = page.span_at(page.row_of(page.position_of(place)))
            whole = len(page.document.blocks[place.block].text)
            last = end.offset if end.offset > start.offset else whole
            self._set_target((start.block, start.offset, last))

    @property
    def block_jumped_to(self) -> int:
        """The block that the last jump led to, until the page moves; else the one at the top."""
        position, block = self._jumped
        return block if position == self._position else self.anchor_block

    def unmark_target(self) -> None:
        self._set_target(None)

    def _set_target(self, target: tuple[int, int, int] | None) -> None:
        if target != self._target:
            self._target = target
            self.repaint()

    def ask_of_mark(self, key: str) -> None:
        """Let the next key say whether a mark stays; nothing is asked if `key` is empty."""
        if key != self.asked_mark:
            self.asked_mark = key
            self._announce(partial(self.MarkAsked, key))

    def answer(self, verb: str) -> bool:
        """Whether a key was the answer to what is asked; any other key withdraws the question."""
        asked, keep = self.asked_mark, ANSWERS.get(verb)
        self.ask_of_mark("")
        if not asked or keep is None:
            return False
        self._announce(partial(self.MarkAnswered, asked, keep=keep))
        return True

    def bookmark_range(self) -> tuple[Place, Place]:
        """From the place that a bookmark means now to where another one would begin.

        That is the selection's start, else the current match if it is on the screen, else the
        first line of text on the screen.
        """
        selection = self.text_selection
        if selection is not None and selection.start is not None:
            start = Place(selection.start.y, selection.start.x)
            return start, Place(start.block, start.offset + 1)
        if self._matches and self._current_match >= 0:
            match = self._matches[self._current_match]
            if self.on_screen(Place(match.block, match.start)):
                return Place(match.block, match.start), Place(match.block, match.end)
        return self.first_line()
