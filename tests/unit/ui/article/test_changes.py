"""The parts of the pane hear of the article in one order."""

from __future__ import annotations

import pytest

from reader.document.model import Place
from reader.services.prepare_article import PreparedArticle
from reader.ui.article.changes import ArticleChanges
from tests.unit.ui.article.panes import opened, prepared


class Part:
    """Every part of the pane: notes what it hears."""

    def __init__(self, name: str, heard: list[str]) -> None:
        self._name = name
        self._heard = heard

    def note(self, what: str) -> None:
        self._heard.append(f"{self._name}: {what}")

    def forget(self) -> None:
        self.note("forget")

    def article_left(self) -> None:
        self.note("left")

    def article_grown(self) -> None:
        self.note("grown")

    def search_cleared(self) -> None:
        self.note("cleared")


class Marks(Part):
    def article_shown(self) -> None:
        self.note("shown")

    def article_completed(self, prepared: PreparedArticle) -> None:
        self.note(f"completed {prepared.opened.article.path}")


class Finder(Part):
    def article_shown(self, prepared: PreparedArticle) -> None:
        self.note(f"shown {prepared.opened.article.path}")


class Waiting(Part):
    def article_completed(self) -> None:
        self.note("completed")


class Pictures(Part):
    def article_shown(self, prepared: PreparedArticle) -> None:
        self.note(f"shown {prepared.opened.article.path}")

    def article_completed(self) -> None:
        self.note("completed")


class Visits(Part):
    def article_shown(self) -> None:
        self.note("shown")

    def article_completed(self, place: Place | None) -> None:
        self.note(f"completed at {place}")


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def changes(heard: list[str]) -> ArticleChanges:
    return ArticleChanges(
        Marks("marks", heard),
        Finder("finder", heard),
        Waiting("waiting", heard),
        Pictures("pictures", heard),
        Visits("visits", heard),
        lambda text: heard.append(f"told: {text}"),
        lambda: heard.append("progress: cleared"),
    )


def test_what_was_read_is_remembered_before_another_takes_its_place(
    changes: ArticleChanges, heard: list[str]
) -> None:
    changes.article_left()
    assert heard == ["visits: left"]


def test_who_waits_is_forgotten_first_and_the_visit_begins_last(
    changes: ArticleChanges, heard: list[str]
) -> None:
    changes.article_shown(prepared(opened("a")))
    assert heard == [
        "waiting: forget",
        "marks: shown",
        "finder: shown /a.md",
        "pictures: shown /a.md",
        "visits: shown",
    ]


def test_marks_are_drawn_before_what_waited_is_done(
    changes: ArticleChanges, heard: list[str]
) -> None:
    changes.article_completed(prepared(opened("a"), notice="its place is lost"))
    assert heard == [
        "marks: completed /a.md",
        "told: its place is lost",
        "waiting: completed",
        "pictures: completed",
        "visits: completed at None",
    ]


def test_nothing_is_told_without_a_notice(changes: ArticleChanges, heard: list[str]) -> None:
    changes.article_completed(prepared(opened("a")))
    assert not [each for each in heard if each.startswith("told")]


def test_more_of_the_article_concerns_finding_only(
    changes: ArticleChanges, heard: list[str]
) -> None:
    changes.article_grown()
    changes.search_cleared()
    assert heard == ["finder: grown", "finder: cleared"]


def test_without_an_article_nothing_is_waited_for(
    changes: ArticleChanges, heard: list[str]
) -> None:
    changes.article_gone()
    assert heard == ["waiting: forget", "progress: cleared"]
