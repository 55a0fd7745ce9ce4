"""What was asked for too early is done when the whole article is there."""

from __future__ import annotations

from functools import partial

from reader.ui.article.waiting import Waiting


def test_with_the_whole_article_there_it_is_done_at_once() -> None:
    done: list[int] = []
    waiting = Waiting(lambda: True)
    waiting.when_complete(partial(done.append, 1))
    assert done == [1]
    assert waiting.is_over


def test_of_a_part_it_waits_and_is_done_in_its_order() -> None:
    done: list[int] = []
    waiting = Waiting(lambda: False)
    for number in (1, 2):
        waiting.when_complete(partial(done.append, number))
    assert done == []
    assert not waiting.is_over
    waiting.article_completed()
    assert done == [1, 2]
    assert waiting.is_over
    waiting.article_completed()
    assert done == [1, 2]


def test_what_waits_for_one_article_is_not_done_to_another() -> None:
    done: list[int] = []
    waiting = Waiting(lambda: False)
    waiting.when_complete(partial(done.append, 1))
    waiting.no_dialog_due.clear()
    waiting.forget()
    assert waiting.is_over
    waiting.article_completed()
    assert done == []


def test_a_dialog_that_is_due_is_waited_for() -> None:
    waiting = Waiting(lambda: True)
    waiting.no_dialog_due.clear()
    assert not waiting.is_over
    waiting.no_dialog_due.set()
    assert waiting.is_over
