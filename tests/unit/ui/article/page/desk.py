"""An article view's objects on a desk: no widget, no terminal, what they tell written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rich.style import Style

from reader.document.code_tokens import Syntax, SyntaxSpan
from reader.document.links import Link
from reader.document.model import Block, BlockKind, Document, Place, Span, SpanKind
from reader.document.outline import Heading
from reader.services.reading.reading_view import Reading
from reader.typeset.card import Card
from reader.typeset.model import PageStyle
from reader.ui.article.page.code_colors import CodeColors
from reader.ui.article.page.layers import Layers
from reader.ui.article.page.link_focus import LinkFocus
from reader.ui.article.page.mark_question import MarkQuestion
from reader.ui.article.page.match_walk import MatchWalk
from reader.ui.article.page.select_mode import SelectMode
from reader.ui.article.page.viewport import StyleMaker, Viewport, plain_style

LINE = "word {0} one two three four five six seven eight nine ten eleven twelve"
"""Two rows in a column of 40 cells."""
HREF = "https://a.example"


def blocks(count: int, links: tuple[int, ...] = ()) -> tuple[Block, ...]:
    """Paragraphs of one line, `links` of which begin with a link."""
    made = [Block(BlockKind.PARAGRAPH, LINE.format(number)) for number in range(count)]
    for block in links:
        made[block] = replace(made[block], spans=(Span(0, 4, SpanKind.LINK, HREF),))
    return tuple(made)


def reading(
    count: int = 40,
    *,
    links: tuple[int, ...] = (),
    place: Place | None = None,
    complete: bool = True,
    before: int = 0,
    headings: tuple[Heading, ...] = (),
) -> Reading:
    return Reading(
        Document(blocks(count, links)),
        Card(title="T"),
        links=tuple(Link(block, 0, 4, HREF) for block in links),
        headings=headings,
        place=place,
        complete=complete,
        before=before,
        after=0 if complete else 4_000,
    )


def cut_short(whole: Reading) -> Reading:
    """A reading that has come as far as the middle of its last block."""
    *first, last = whole.document.blocks
    cut = replace(last, text=last.text[:8])
    return replace(whole, document=Document((*first, cut)), complete=False, after=4_000)


class FakeArea:
    """An area of so many cells and rows, which writes down what it is told."""

    def __init__(self, room: int = 60, rows: int = 12) -> None:
        self.room = room
        self.rows = rows
        self.heard: list[str] = []

    def redraw(self) -> None:
        self.heard.append("redraw")

    def page_moved(self) -> None:
        self.heard.append("moved")

    def take(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard


class FakeScreen:
    """A screen that text is selected on."""

    def __init__(self, rows: int) -> None:
        self.has_focus = True
        self.rows = rows
        self.span: tuple[Place, Place] | None = None

    def selected_span(self) -> tuple[Place, Place] | None:
        return self.span

    def select(self, span: tuple[Place, Place] | None) -> None:
        self.span = span


class Desk:
    """The objects of a view, joined as the view joins them."""

    def __init__(
        self, *, room: int = 60, rows: int = 12, page_style: StyleMaker = plain_style
    ) -> None:
        self.area = FakeArea(room, rows)
        self.viewport = Viewport(self.area, measure=40, page_style=page_style)
        self.screen = FakeScreen(rows)
        self.told: list[object] = []
        self.due: list[Callable[[], None]] = []
        self.colors = CodeColors(self.due.append, lambda *_: None)
        self.layers = Layers(
            self.viewport,
            self.colors,
            style_of=lambda name: Style.from_meta({"look": name}),
            selected=self.screen.selected_span,
            selected_style=lambda: Style.from_meta({"look": "selected"}),
            redraw=self.area.redraw,
        )
        self.links = LinkFocus(
            self.viewport, self.layers, lambda href: self.told.append(("link", href))
        )
        self.matches = MatchWalk(self.viewport, self.layers, self.links, self._match)
        self.mode = SelectMode(
            self.viewport,
            self.layers,
            self.screen,
            lambda characters: self.told.append(("selected", characters)),
        )
        self.question = MarkQuestion(
            lambda key: self.told.append(("asked", key)),
            lambda key, keep: self.told.append(("answered", key, keep)),
        )

    def _match(self, index: int, total: int, wrapped: bool) -> None:
        self.told.append(("match", index, total, wrapped))

    def show(self, shown: Reading) -> None:
        self.viewport.show(shown)
        self.links.begin()
        self.take()

    def take(self) -> list[object]:
        """Return what was told since the last time."""
        self.area.take()
        told, self.told = self.told, []
        return told

    def looks(self, block: int, start: int, end: int) -> list[object]:
        """Return the looks over these characters, the lowest first."""
        found = self.layers.of(block).touching(start, end)
        return [next(iter(overlay.look.meta.values())) for overlay in found]


def cut_code(width: int, margin: int, language: str) -> PageStyle:
    """Code that is too long is cut at the margin, not folded."""
    del margin, language
    return PageStyle(width, wrap_code=False)


def syntax(start: int, end: int) -> SyntaxSpan:
    return SyntaxSpan(start, end, Syntax.KEYWORD)
