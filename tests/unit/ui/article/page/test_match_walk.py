"""Matches: which one becomes the current one, and the way from one to the next."""

from __future__ import annotations

import pytest

from reader.document.model import Place
from reader.document.ranges.find import Match
from tests.unit.ui.article.page.desk import Desk, reading

MATCHES = tuple(Match(block, 0, 4) for block in (1, 3, 20, 30))
BEGIN = Place()


def desk() -> Desk:
    made = Desk()
    made.show(reading(links=(2,)))
    return made


def test_the_first_from_the_origin_on_becomes_the_current_one() -> None:
    made = desk()
    made.matches.light(MATCHES, Place(3))
    assert made.matches.place == Place(3)
    assert made.take() == [("match", 1, 4, False)]
    assert made.looks(1, 0, 4) == ["match"]
    assert made.looks(3, 0, 4) == ["match", "match-current"]


def test_behind_the_last_one_comes_the_first_and_that_is_told() -> None:
    made = desk()
    made.matches.light(MATCHES, Place(31))
    assert made.take() == [("match", 0, 4, True)]
    made.matches.step(-1)
    assert made.take() == [("match", 3, 4, True)]
    made.matches.step(-2)
    assert made.take() == [("match", 1, 4, False)]


def test_a_match_is_brought_onto_the_screen_and_the_link_loses_the_focus() -> None:
    made = desk()
    made.links.focus(0)
    made.matches.light(MATCHES, Place(20))
    assert made.viewport.on_screen(Place(20))
    assert made.links.index == -1


def test_nothing_found_is_told() -> None:
    made = desk()
    made.matches.light((), BEGIN)
    assert made.take() == [("match", -1, 0, False)]
    assert not made.matches
    assert not made.matches.step(1)


@pytest.mark.parametrize(("step", "found"), [(1, 3), (2, 20), (-1, 30), (0, 1)])
def test_finding_again_goes_on_from_where_the_last_match_was(step: int, found: int) -> None:
    made = desk()
    made.matches.light(MATCHES, BEGIN)
    made.matches.clear()
    assert not made.matches
    assert made.looks(1, 0, 4) == []
    made.matches.light(MATCHES, BEGIN, step)
    assert made.matches.place == Place(found)


def test_but_only_while_that_is_on_the_screen() -> None:
    made = desk()
    made.matches.light(MATCHES, BEGIN)
    made.matches.clear()
    made.viewport.go_to(Place(10))
    made.matches.light(MATCHES, Place(10), 1)
    assert made.matches.place == Place(20)


def test_more_of_the_article_leaves_the_current_match_and_the_page() -> None:
    made = desk()
    made.matches.light(MATCHES[:2], Place(3))
    top = made.viewport.place
    made.take()
    made.matches.renew(MATCHES, BEGIN)
    assert (made.matches.place, made.viewport.place) == (Place(3), top)
    assert made.take() == [("match", 1, 4, False)]
    assert made.looks(3, 0, 4) == ["match", "match-current"]


def test_with_no_current_match_more_of_it_is_looked_through_from_the_eye() -> None:
    made = desk()
    made.matches.light((), BEGIN)
    made.matches.renew(MATCHES, Place(25))
    assert made.matches.place == Place(30)
    made.matches.renew((), BEGIN)
    assert made.matches.place is None


@pytest.mark.parametrize(("step", "found"), [(1, 20), (2, 30), (-1, 1), (3, 1)])
def test_from_a_caret_what_stands_at_the_caret_does_not_count(step: int, found: int) -> None:
    made = desk()
    made.matches.light(MATCHES, Place(30))
    assert made.matches.step(step, Place(3))
    assert made.matches.place == Place(found)


def test_another_article_has_no_match_of_the_last_one() -> None:
    made = desk()
    made.matches.light(MATCHES, Place(3))
    made.take()
    made.matches.forget()
    assert made.take() == [("match", -1, 0, False)]
    made.matches.light(MATCHES, BEGIN, 1)
    assert made.matches.place == Place(1), "where the last match was is forgotten"


def test_beyond_the_ends_are_other_articles_if_this_one_is_all_there() -> None:
    made = desk()
    made.matches.light(MATCHES, Place(20))
    assert [made.matches.is_beyond(step) for step in (-3, -2, 1, 2)] == [True, False, False, True]
    made.viewport.show(reading(complete=False))
    assert not made.matches.is_beyond(2)
