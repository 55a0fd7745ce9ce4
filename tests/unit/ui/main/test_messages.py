"""What the status bar says, by where the focus is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from reader.document.anchors.quote import Quote
from reader.services.owner.undo import Undoable
from reader.ui.commands import DEFAULTS, Keymap, Scope
from reader.ui.main.messages import StatusMessages

MOVED = "moved? enter keeps it here, d drops it"


class Bar:
    """A status bar that nobody sees."""

    def __init__(self) -> None:
        self.scope = Scope.ARTICLE
        self.question = self.standing = ""
        self.keeps_end = False
        self.told: list[str] = []
        self.announced: list[str] = []
        self.going_on = ""

    def tell(self, text: str) -> None:
        self.told.append(text)

    def announce(self, notices: Iterable[str]) -> None:
        self.announced += notices

    def report(self, progress: str) -> None:
        self.going_on = progress


class Fixture:
    def __init__(self) -> None:
        self.bar = Bar()
        self.is_finding = False
        self.keymap = DEFAULTS
        self.messages = StatusMessages(self.bar, lambda: self.is_finding, lambda: self.keymap)


@pytest.fixture
def at() -> Fixture:
    return Fixture()


def test_the_current_match_stands_until_there_is_none(at: Fixture) -> None:
    at.messages.match_changed(1_233, 2_000, wrapped=True)
    assert at.bar.standing == "match 1,234 of 2,000 · wrapped"
    at.messages.match_changed(-1, 0, wrapped=False)
    assert at.bar.standing == ""


def test_the_find_bar_counts_for_itself(at: Fixture) -> None:
    at.is_finding = True
    at.messages.match_changed(0, 2, wrapped=False)
    assert at.bar.standing == ""


def test_a_focused_link_goes_before_the_match(at: Fixture) -> None:
    at.messages.match_changed(0, 2, wrapped=False)
    at.messages.link_focused("https://one.example/")
    assert "one.example" in at.bar.standing
    at.messages.link_focused("")
    assert at.bar.standing == "match 1 of 2"


def test_in_the_list_it_says_what_the_search_left(at: Fixture) -> None:
    at.messages.match_changed(0, 2, wrapped=False)
    at.messages.mark_asked("key", None)
    at.bar.scope = Scope.LIST
    at.messages.filtered("2 of 4 articles")
    assert (at.bar.standing, at.bar.question) == ("2 of 4 articles", "")
    at.bar.scope = Scope.ARTICLE
    at.messages.show_standing()
    assert (at.bar.standing, at.bar.question) == ("match 1 of 2", MOVED)


def test_a_mark_is_asked_about_with_its_words(at: Fixture) -> None:
    at.messages.mark_asked("key", Quote("the \x1b[31mwords"))
    assert at.bar.question.startswith(f"{MOVED} · it was “")
    assert "\x1b" not in at.bar.question
    at.messages.mark_asked("", None)
    assert at.bar.question == ""


def test_texts_name_the_owners_keys(at: Fixture) -> None:
    at.keymap = Keymap({"app.undo": ("f9",), "question.keep": (), "question.drop": ("x",)})
    at.messages.tell(Undoable("Bookmark removed"))
    at.messages.tell("Bookmarked")
    assert at.bar.told == ["Bookmark removed · f9 undoes", "Bookmarked"]
    at.messages.mark_asked("key", None)
    assert at.bar.question == "moved? x drops it"


def test_a_command_without_a_key_is_left_out(at: Fixture) -> None:
    at.keymap = Keymap({"app.undo": (), "question.keep": (), "question.drop": ()})
    at.messages.tell(Undoable("Bookmark removed"))
    at.messages.mark_asked("key", None)
    assert (at.bar.told, at.bar.question) == (["Bookmark removed"], "moved?")


def test_notices_are_kept_for_help_and_empty_ones_are_none(at: Fixture) -> None:
    at.messages.announce(["", "a matter"])
    assert at.messages.notices == at.bar.announced == ["a matter"]


def test_what_lasts_is_reported_and_the_rest_told(at: Fixture) -> None:
    at.messages.tell("indexing", lasting=True)
    at.messages.tell("done")
    assert (at.bar.going_on, at.bar.told) == ("indexing", ["done"])
