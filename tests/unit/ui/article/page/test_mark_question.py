"""The next key answers the question, or withdraws it."""

from __future__ import annotations

import pytest

from tests.unit.ui.article.page.desk import Desk


@pytest.mark.parametrize(("verb", "keep"), [("keep", True), ("drop", False)])
def test_two_keys_are_answers(verb: str, keep: bool) -> None:
    made = Desk()
    made.question.ask("one")
    assert made.question.key == "one"
    assert made.question.answer(verb)
    assert made.take() == [("asked", "one"), ("asked", ""), ("answered", "one", keep)]
    assert not made.question.answer(verb)
    assert made.take() == []


def test_any_other_key_withdraws_the_question() -> None:
    made = Desk()
    made.question.ask("one")
    assert not made.question.answer("")
    assert made.take() == [("asked", "one"), ("asked", "")]
    assert made.question.key == ""


def test_the_same_question_is_asked_once() -> None:
    made = Desk()
    made.question.ask("one")
    made.question.ask("one")
    made.question.ask("two")
    assert made.take() == [("asked", "one"), ("asked", "two")]
