"""Changes of the article: what they leave of the page, and in which order others hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace

from rich.style import Style
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from reader.document.links import Link
from reader.document.model import Block, BlockKind, Document, Place, Span, SpanKind
from reader.document.ranges.find import Match
from reader.services.reading.highlights import Highlight
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.ui.article.page.looks import CURRENT_MATCH, FOCUSED_LINK, HIGHLIGHT, MATCH
from reader.ui.article.widgets.view import ArticleView
from reader.ui.theme.themes import DARK

LINE = "word {0} one two three four five six seven eight nine ten eleven twelve"
LINKED = 3
"""The block with the link."""
HREF = "https://a.example"
MATCHES = (Match(1, 0, 4), Match(4, 0, 4), Match(20, 0, 4))
YELLOW = Highlight(Place(2, 0), Place(2, 4), "yellow", has_note=False, key="one")


def blocks(count: int) -> tuple[Block, ...]:
    made = [Block(BlockKind.PARAGRAPH, LINE.format(number)) for number in range(count)]
    made[LINKED] = replace(made[LINKED], spans=(Span(0, 4, SpanKind.LINK, HREF),))
    return tuple(made)


def reading(
    count: int = 40, *, place: Place | None = None, complete: bool = True, before: int = 0
) -> Reading:
    return Reading(
        Document(blocks(count)),
        Card(title="T"),
        links=(Link(LINKED, 0, 4, HREF),),
        place=place,
        complete=complete,
        before=before,
        after=0 if complete else 4_000,
    )


def cut_short(whole: Reading) -> Reading:
    """The whole with its last block cut short."""
    *first, last = whole.document.blocks
    cut = replace(last, text=last.text[:8])
    return replace(whole, document=Document((*first, cut)), complete=False, after=4_000)


class Desk(App[None]):
    """An article view alone, and what it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield ArticleView(measure=40)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    @on(ArticleView.Moved)
    @on(ArticleView.EndWanted)
    @on(ArticleView.LinkFocused)
    @on(ArticleView.MatchChanged)
    @on(ArticleView.MarkAsked)
    @on(ArticleView.SelectChanged)
    @on(ArticleView.Shown)
    def _note(self, message: Message) -> None:
        self.heard.append(type(message).__name__)


class Table:
    """A desk and its pilot."""

    def __init__(self, app: Desk, pilot: Pilot[None]) -> None:
        self.view = app.view
        self._app = app
        self._pilot = pilot

    async def take(self) -> list[str]:
        """Return what was told since the last time, without repetitions in a row."""
        while self.view.complete and not self.view.exact:
            await self._pilot.pause(0.01)
        for _ in range(3):
            await self._pilot.pause()
        heard, self._app.heard = self._app.heard, []
        return [name for nth, name in enumerate(heard) if heard[nth - 1 : nth] != [name]]

    async def press(self, key: str) -> None:
        await self._pilot.press(key)

    async def resize(self, width: int, height: int) -> None:
        await self._pilot.resize_terminal(width, height)

    def style_at(self, place: Place) -> Style:
        """How a character is drawn that is on the screen."""
        row = self.view.row_on_screen(place)
        assert row is not None
        for segment in self.view.render_line(row):
            offset, block = (segment.style or Style()).meta.get("offset", (-1, -1))
            if block == place.block and offset <= place.offset < offset + len(segment.text):
                return segment.style or Style()
        raise AssertionError(f"{place} is not drawn")

    def is_drawn_as(self, place: Place, *looks: str) -> bool:
        """Whether a character has the background, and stands reversed, as these looks say."""
        drawn = self.style_at(place)
        wanted = self.view.rich_style
        for look in looks:
            wanted += self.view.style_of(look)
        return (drawn.bgcolor, bool(drawn.reverse)) == (wanted.bgcolor, bool(wanted.reverse))


@asynccontextmanager
async def table(shown: Reading, size: tuple[int, int] = (60, 24)) -> AsyncIterator[Table]:
    app = Desk()
    async with app.run_test(size=size) as pilot:
        made = Table(app, pilot)
        app.view.focus()
        app.view.show(shown)
        await made.take()
        yield made


def without_moves(heard: Iterable[str]) -> list[str]:
    return [name for name in heard if name != "Moved"]


async def light_all(desk: Table) -> None:
    """Everything that can lie over the text lies over it."""
    view = desk.view
    view.set_highlights((YELLOW,))
    view.set_bookmarks([Place(2)])
    view.set_matches(MATCHES)
    view.focus_link(0)
    view.ask_of_mark("one")
    view.start_selecting()
    await desk.take()


async def test_another_article_drops_what_was_of_the_last_one() -> None:
    async with table(reading()) as desk:
        await light_all(desk)
        view = desk.view
        view.show(reading(30, place=Place(5)))
        assert without_moves(await desk.take()) == [
            "SelectChanged", "MarkAsked", "LinkFocused", "MatchChanged", "Shown",
        ]  # fmt: skip
        assert view.place == Place(5)
        assert (view.has_matches, view.focused_link, view.asked_mark) == (False, -1, "")
        assert (view.selecting, view.selected_span(), list(view.highlights)) == (False, None, [])
        view.go_to(None)
        assert all(desk.is_drawn_as(Place(n)) for n in range(4))


async def test_another_article_begins_at_its_card() -> None:
    async with table(reading(place=Place(20))) as desk:
        assert desk.view.place == Place(20)
        desk.view.show(reading())
        assert desk.view.at_start


async def test_more_of_the_article_leaves_all_that_is_lit() -> None:
    async with table(reading(30, complete=False, place=Place(1))) as desk:
        await light_all(desk)
        view = desk.view
        place, pages, laid_out = view.place, view.pages_set, view.blocks_laid_out
        assert view.grow(reading())
        assert await desk.take() == ["Moved"]
        assert view.pages_set == pages
        assert view.blocks_laid_out - laid_out <= 10, "what was laid out is not set again"
        assert view.place == place
        assert (view.has_matches, view.focused_link, view.asked_mark) == (True, 0, "one")
        assert view.selecting
        assert desk.is_drawn_as(Place(2), HIGHLIGHT.format("yellow"))
        assert desk.is_drawn_as(Place(4), MATCH)


async def test_a_last_block_that_was_cut_short_is_set_anew() -> None:
    whole = reading()
    async with table(cut_short(whole)) as desk:
        view = desk.view
        view.go_to(Place(30))
        place, pages = view.place, view.pages_set
        assert view.grow(whole)
        assert await desk.take() == ["Moved"]
        assert (view.place, view.pages_set) == (place, pages + 1)
        view.go_to_end()
        assert desk.style_at(Place(39, 20))


async def test_what_begins_otherwise_is_no_more_of_the_same() -> None:
    async with table(reading(30, complete=False)) as desk:
        view = desk.view
        other = replace(reading(), document=Document(blocks(40)[1:]))
        before = view.document
        assert not view.grow(other)
        assert await desk.take() == []
        assert view.document is before


async def test_a_part_from_the_middle_does_not_grow() -> None:
    async with table(reading(30, complete=False, before=2_000)) as desk:
        assert not desk.view.grow(reading())


async def test_the_whole_in_place_of_a_part_keeps_what_the_owner_made() -> None:
    async with table(reading(30, complete=False, place=Place(1))) as desk:
        await light_all(desk)
        view, span = desk.view, desk.view.selected_span()
        assert span is not None
        view.replace(reading(), Place(2))
        assert without_moves(await desk.take()) == ["LinkFocused", "MatchChanged", "SelectChanged"]
        assert view.place < Place(1), "the caret has rows around it"
        assert view.caret is not None
        assert view.on_screen(view.caret)
        assert (view.has_matches, view.focused_link, view.asked_mark) == (False, -1, "one")
        assert (view.selecting, view.selected_span()) == (True, span)
        assert list(view.highlights) == [YELLOW]
        assert desk.is_drawn_as(Place(2), HIGHLIGHT.format("yellow"))
        assert desk.is_drawn_as(Place(4))


async def test_what_the_mouse_selected_in_a_part_is_selected_in_the_whole() -> None:
    async with table(reading(30, complete=False)) as desk:
        view, span = desk.view, (Place(1, 0), Place(1, 6))
        view.select(span)
        await desk.take()
        view.replace(reading(), None)
        assert without_moves(await desk.take()) == ["LinkFocused", "MatchChanged"]
        assert view.selected_span() == span
        assert not view.selecting


async def test_a_new_width_keeps_the_text_under_the_eye_and_all_that_lies_over_it() -> None:
    async with table(reading()) as desk:
        await light_all(desk)
        view = desk.view
        view.stop_selecting()
        view.go_to(Place(1, 50))
        place, pages = view.place, view.pages_set
        assert place.block == 1
        assert place.offset > 0
        for measure in (24, 60, 40):
            view.set_measure(measure)
            assert view.place == place, "not even to the beginning of the row"
        await desk.resize(30, 24)
        assert without_moves(await desk.take()) == ["SelectChanged", "LinkFocused"]
        assert view.place == place
        assert view.pages_set == pages + 4
        assert desk.is_drawn_as(Place(2), HIGHLIGHT.format("yellow"))
        assert view.has_matches


async def test_the_row_of_the_card_that_is_at_the_top_stays_there() -> None:
    card = Card(title="A title in many words that takes many rows at a width as small as this one")
    async with table(replace(reading(), card=card)) as desk:
        view = desk.view
        view.scroll_rows(2)
        row = round(view.scroll_y)
        view.set_measure(36)
        assert (view.at_start, round(view.scroll_y)) == (True, row)


async def test_only_the_height_is_another_and_nothing_is_set_anew() -> None:
    async with table(reading(place=Place(20))) as desk:
        view = desk.view
        pages, place = view.pages_set, view.place
        await desk.resize(60, 15)
        assert await desk.take() == ["Moved"]
        assert (view.pages_set, view.place) == (pages, place)


async def test_rows_are_drawn_once_until_something_over_them_changes() -> None:
    async with table(reading(place=Place(1))) as desk:
        view = desk.view
        drawn = view.render_line(1)
        assert view.render_line(1) is drawn
        view.refresh()
        assert view.render_line(1) is drawn
        view.set_bookmarks([Place(1)])
        marked = view.render_line(1)
        assert marked is not drawn
        view.repaint()
        assert view.render_line(1) is not marked


async def test_links_and_matches_over_a_highlight_and_the_caret_over_all() -> None:
    async with table(reading()) as desk:
        view = desk.view
        view.set_highlights((Highlight(Place(1), Place(4, 4), "green", has_note=False, key="g"),))
        view.focus_link(0)
        assert desk.is_drawn_as(Place(LINKED), HIGHLIGHT.format("green"), FOCUSED_LINK)
        view.set_matches((Match(LINKED, 0, 2), Match(4, 0, 4)))
        assert desk.is_drawn_as(Place(LINKED), CURRENT_MATCH)
        assert desk.is_drawn_as(Place(4), MATCH)
        assert desk.is_drawn_as(Place(LINKED, 3), HIGHLIGHT.format("green")), "the focus went out"
        selected = view.screen.get_component_rich_style("screen--selection", partial=True)
        view.select((Place(LINKED, 0), Place(4, 2)))
        await desk.take()
        assert desk.style_at(Place(LINKED)).bgcolor == selected.bgcolor
        assert desk.style_at(Place(4, 1)).bgcolor == selected.bgcolor
        assert desk.is_drawn_as(Place(4, 2), MATCH)
        view.start_selecting()
        await desk.take()
        assert desk.style_at(view.caret or Place()).bgcolor != selected.bgcolor


async def test_a_share_of_an_article_that_is_still_read_is_one_of_the_whole() -> None:
    async with table(reading(30, complete=False)) as desk:
        view = desk.view
        view.go_to_percent(50)
        assert view.at_start
        view.grow(reading(200))
        assert 0.45 < view.progress < 0.55


async def test_who_goes_on_by_other_keys_is_not_taken_there_any_more() -> None:
    async with table(reading(30, complete=False)) as desk:
        view = desk.view
        view.focus()
        view.go_to_percent(50)
        await desk.press("j")
        place = view.place
        view.grow(reading(200))
        assert view.place == place
