"""The focus goes from link to link, from the screen on, and round the ends."""

from __future__ import annotations

from reader.document.model import Place
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
