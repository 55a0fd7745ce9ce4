"""The focus goes from link to link, from the screen on, and round the ends."""

from __future__ import annotations

from pathlib import Path

from reader.document.model import Place
from reader.ui.article.page.end_section import EndRow
from tests.unit.ui.article.page.desk import HREF, Desk, reading

LINKS = (1, 3, 20)


def desk() -> Desk:
    made = Desk()
    made.show(reading(links=LINKS))
    return made


def test_the_first_link_on_the_screen_comes_first() -> None:
    made = desk()
    assert made.links.step(1)
    assert (made.links.index, made.links.place) == (0, Place(1))
    assert made.take() == [("link", HREF)]
    assert made.links.step(1)
    assert made.links.index == 1
    made.viewport.go_to(Place(10))
    assert made.links.step(1)
    assert made.links.index == 2
    assert made.viewport.on_screen(Place(20))


def test_before_the_first_one_comes_the_last_one() -> None:
    made = desk()
    assert made.links.step(-1)
    assert made.links.index == 2
    assert made.links.step(1)
    assert made.links.index == 0


def test_without_links_there_is_no_step() -> None:
    made = Desk()
    made.show(reading())
    assert not made.links.step(1)
    assert made.take() == []


def test_the_focused_link_is_drawn_and_told() -> None:
    made = desk()
    made.links.focus(1)
    assert "link-focused" in made.looks(3, 0, 4)
    assert made.take() == [("link", HREF)]
    made.links.focus(7)
    assert (made.links.index, made.links.link) == (-1, None)
    assert "link-focused" not in made.looks(3, 0, 4)
    assert made.take() == [("link", "")]
    made.links.drop()
    assert made.take() == [], "no link had the focus"


def test_another_article_takes_the_focus_away_and_more_of_it_does_not() -> None:
    made = desk()
    made.links.focus(1)
    made.take()
    made.links.take_links()
    assert (made.links.index, made.take()) == (1, [])
    made.viewport.show(reading(links=(2,)))
    made.links.begin()
    assert (made.links.index, made.take()) == (-1, [("link", "")])
    assert made.looks(2, 0, 4) == ["span-link", 0]


def test_a_character_belongs_to_its_link() -> None:
    made = desk()
    assert made.links.at(Place(3, 3)) is made.viewport.links[1]
    assert made.links.at(Place(3, 4)) is None
    assert made.links.at(Place(2)) is None


END = (EndRow("Related", "r"), EndRow("B", path=Path("/b.md")), EndRow("C", path=Path("/c.md")))


def test_after_the_last_link_come_the_rows_under_the_end() -> None:
    made = desk()
    made.viewport.put_end_section(END)
    made.viewport.go_to(Place(20))
    made.links.focus(2)
    made.take()
    assert made.links.step(1)
    assert (made.links.link, made.links.end_link) == (None, END[1])
    assert made.viewport.shows_end_link(0)
    assert made.take() == [("link", "b.md")]
    made.links.step(2)
    assert made.links.index == 0
    made.links.step(-1)
    assert made.links.end_link == END[2]


def test_at_the_end_the_rows_under_it_come_first() -> None:
    made = desk()
    made.viewport.put_end_section(END)
    made.viewport.go_to_end()
    made.links.step(1)
    assert made.links.end_link == END[1]
    without = Desk()
    without.show(reading())
    without.viewport.put_end_section(END)
    without.links.step(1)
    assert without.links.end_link == END[1]


def test_a_row_that_is_not_there_yet_gets_the_focus_when_it_comes() -> None:
    made = desk()
    made.links.focus(4)
    assert made.links.index == -1
    made.viewport.put_end_section(END)
    made.links.take_end_links()
    assert made.links.end_link == END[2]
    made.show(reading(links=LINKS))
    made.links.focus(4)
    made.links.drop()
    made.viewport.put_end_section(END)
    made.links.take_end_links()
    assert made.links.index == -1, "the reader went elsewhere meanwhile"
