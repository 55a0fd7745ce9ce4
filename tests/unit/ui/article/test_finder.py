"""What is found is lit, unless it comes too late."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.model import Place
from reader.document.ranges.find import Match
from reader.services.prepare_article import ArticleTarget, PreparedArticle
from reader.ui.article.finder import ArticleFinder
from reader.ui.article.messages import PaneTold
from tests.unit.ui.article.panes import FakeHost, FakeView, document, opened, prepared


class Bar:
    display = False

    def open(self) -> None:
        self.display = True


class Fixture:
    """A finder in an article of two paragraphs."""

    def __init__(self) -> None:
        self.host = FakeHost()
        self.view = FakeView()
        self.view.document = document("a word", "word and word")
        self.bar = Bar()
        self.finder = ArticleFinder(self.host, self.view, self.bar)

    @property
    def told(self) -> list[str]:
        return [each.text for each in self.host.messages if isinstance(each, PaneTold)]


@pytest.fixture
async def at() -> Fixture:
    return Fixture()


async def test_what_is_typed_is_lit_from_where_finding_began(at: Fixture) -> None:
    at.view.place = Place(1)
    at.finder.open()
    at.finder.typed("word")
    await at.host.settle()
    assert [(m.block, m.start) for m in at.view.matches] == [(0, 2), (1, 0), (1, 9)]
    assert at.view.done == [f"light from {Place(1)} by 0"]


async def test_only_what_was_typed_last_is_lit(at: Fixture) -> None:
    for text in ("w", "wo", "and"):
        at.finder.typed(text)
    await at.host.settle()
    assert at.view.done == ["light from None by 0"]
    assert [(m.block, m.start) for m in at.view.matches] == [(1, 5)]


async def test_matches_of_another_article_are_not_lit(at: Fixture) -> None:
    at.finder.typed("word")
    at.view.document = document("another word")
    await at.host.settle()
    assert at.view.done == []


async def test_it_is_found_again_a_step_further(at: Fixture) -> None:
    at.finder.typed("word")
    await at.host.settle()
    at.finder.closed(keep=False)
    at.finder.again(-1)
    await at.host.settle()
    assert at.view.done[-1] == "light from None by -1"


async def test_who_never_sought_anything_is_asked(at: Fixture) -> None:
    at.finder.again(1)
    assert at.bar.display


async def test_nothing_found_is_told_when_the_bar_does_not_say_so(at: Fixture) -> None:
    at.bar.display = True
    at.finder.typed("zzz")
    await at.host.settle()
    assert at.told == []
    at.bar.display = False
    at.finder.again(1)
    await at.host.settle()
    assert at.told == ["Not found: zzz"]


async def test_more_of_the_article_is_lit_without_moving(at: Fixture) -> None:
    at.finder.article_grown()
    assert at.host.begun == []
    at.finder.typed("word")
    await at.host.settle()
    at.finder.article_grown()
    await at.host.settle()
    assert at.view.done[-1] == "renew"


async def test_a_bar_that_is_given_up_puts_out_what_was_lit(at: Fixture) -> None:
    at.finder.typed("word")
    await at.host.settle()
    at.finder.closed(keep=False)
    assert at.view.done[-2:] == ["clear", "caret"]
    at.finder.article_grown()
    assert at.host.begun == ["find"]


async def test_who_finds_nothing_or_gives_up_is_where_finding_began(at: Fixture) -> None:
    at.view.place = Place(1)
    at.finder.open()
    at.finder.typed("word")
    await at.host.settle()
    at.finder.typed("wordy")
    await at.host.settle()
    assert at.view.done[-1] == f"return to {Place(1)}"
    at.finder.closed(keep=False)
    assert at.view.done[-3:] == ["clear", f"return to {Place(1)}", "caret"]
    assert at.view.begun == []


@pytest.mark.parametrize("is_late", [False, True])
async def test_who_stays_at_a_match_can_go_back_to_where_finding_began(
    at: Fixture, is_late: bool
) -> None:
    at.view.place = Place(1)
    at.finder.open()
    at.finder.typed("word")
    if not is_late:
        await at.host.settle()
    at.bar.display = False
    at.finder.closed(keep=True)
    await at.host.settle()
    assert at.view.begun == [Place(1)]


def found(target: ArticleTarget, *matches: Match) -> PreparedArticle:
    known = prepared(opened("a word", "word and word"), target)
    return PreparedArticle(target, known.opened, known.reading, matches)


@pytest.mark.parametrize(
    ("target", "lit"),
    [
        (ArticleTarget(Path("/a"), query="word"), f"light from {Place()} by 0"),
        (ArticleTarget(Path("/a"), query="word", place=Place(1)), "light from None by 0"),
        (ArticleTarget(Path("/a"), query="word", backwards=True), f"light from {Place(2)} by -1"),
    ],
)
async def test_hits_of_the_library_search_are_lit_where_the_reader_comes_from(
    at: Fixture, target: ArticleTarget, lit: str
) -> None:
    at.finder.article_shown(found(target, Match(0, 2, 6), Match(1, 0, 4)))
    assert at.view.done == [lit]
    assert at.view.goes_on


async def test_an_article_found_by_its_title_asks_for_the_next_result(at: Fixture) -> None:
    at.finder.article_shown(found(ArticleTarget(Path("/a"), query="title")))
    at.finder.again(1)
    await at.host.settle()
    assert at.view.done[-1] == "other result 1"


async def test_a_search_that_is_given_up_goes_out(at: Fixture) -> None:
    at.finder.article_shown(found(ArticleTarget(Path("/a"), query="word"), Match(0, 2, 6)))
    at.finder.search_cleared()
    assert not at.view.goes_on
    assert at.view.done[-1] == "clear"
    at.finder.article_grown()
    assert at.host.begun == []


async def test_what_was_found_in_an_article_is_not_lit_as_the_next_one_grows(at: Fixture) -> None:
    at.finder.typed("word")
    await at.host.settle()
    at.finder.article_shown(found(ArticleTarget(Path("/b"))))
    at.finder.article_grown()
    assert at.host.begun == ["find"]
    at.finder.again(1)
    await at.host.settle()
    assert at.view.done[-1] == "light from None by 1"
