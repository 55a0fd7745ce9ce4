"""Clicks on links, words, paragraphs and highlights, and in select mode."""

from __future__ import annotations

from dataclasses import replace

from rich.style import Style
from textual import events
from textual.selection import Selection

from reader.document.model import Place
from reader.services.reading.highlights import Highlight, Highlights
from reader.ui.article.widgets.mouse import Mouse
from tests.unit.ui.article.page.desk import HREF, LINE, Desk, reading


class Clicks(Desk):
    """A desk that is clicked on."""

    def __init__(self) -> None:
        super().__init__(rows=30)
        self.text_selection: Selection | None = None
        self.mouse = Mouse(self.viewport, self.layers.highlights, self.links, self.mode, self)
        self.show(reading(links=(3,)))

    def select(self, span: tuple[Place, Place] | None) -> None:
        self.told.append(("select", span))

    def follow_link(self) -> None:
        self.told.append("follow")

    def choose_tag(self, tag: str) -> None:
        self.told.append(("tag", tag))

    def open_picture(self, block: int) -> bool:
        self.told.append(("picture", block))
        return True

    def choose_highlight(self, key: str) -> None:
        self.told.append(("choose", key))

    def click(
        self, place: Place, *, times: int = 1, button: int = 1, link: int | None = None
    ) -> events.Click:
        """Click on a character of the first row of a block; whether it is drawn as a link."""
        row = self.viewport.row_on_screen(place)
        assert row is not None
        style = Style.from_meta({"link": link}) if link is not None else Style()
        event = events.Click(
            None, place.offset + self.viewport.left, row, 0, 0, button, False, False, False,
            style=style, chain=times,
        )  # fmt: skip
        self.mouse.click(event)
        return event


def highlighted() -> Clicks:
    made = Clicks()
    one = Highlight(Place(1), Place(1, 4), "red", has_note=False, key="k")
    made.layers.highlights.highlights = Highlights((one,))
    return made


def test_a_click_on_a_link_focuses_and_follows_it() -> None:
    made = Clicks()
    made.click(Place(3), link=0)
    assert made.take() == [("link", HREF), "follow"]
    made.click(Place(3), link=7)
    assert made.take() == [], "no link of this article"


def test_twice_selects_the_word_and_three_times_the_paragraph() -> None:
    made = Clicks()
    made.click(Place(1, 8), times=2)
    made.click(Place(1, 8), times=3)
    text = LINE.format(1)
    one = text.index("one")
    assert made.take() == [
        ("select", (Place(1, one), Place(1, one + 3))),
        ("select", (Place(1), Place(1, len(text)))),
    ]


def test_beside_the_text_there_is_no_word() -> None:
    made = Clicks()
    made.click(replace(Place(1), offset=-3), times=2)
    assert made.take() == []


def test_a_click_on_a_highlight_asks_about_it_unless_something_is_selected() -> None:
    made = highlighted()
    made.click(Place(1, 3))
    made.click(Place(1, 4))
    assert made.take() == [("choose", "k")]
    made.text_selection = Selection(None, None)
    made.click(Place(1, 3))
    assert made.take() == []


def test_other_buttons_do_nothing() -> None:
    made = highlighted()
    made.click(Place(1), button=3)
    assert made.take() == []


def test_in_select_mode_a_click_takes_the_caret_there() -> None:
    made = highlighted()
    made.mode.start(Place(2))
    made.screen.span = None
    made.take()
    made.click(Place(1, 2), link=0)
    assert made.mode.caret == Place(1, 2)
    assert made.take()[-1] != "follow"
    made.text_selection = Selection(None, None)
    made.click(Place(3, 2))
    assert made.mode.caret == Place(1, 2), "a drag ends with a click too"


def test_in_select_mode_two_clicks_select_the_word_all_the_same() -> None:
    made = Clicks()
    made.mode.start(Place(2))
    made.take()
    made.click(Place(1, 0), times=2)
    assert made.take() == [("select", (Place(1), Place(1, 4)))]
