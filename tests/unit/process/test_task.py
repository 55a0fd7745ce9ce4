from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from reader.process.channel import FailedError, TooMuchError
from reader.process.child import NO_LIMITS, OUT_OF_MEMORY, Limits, counts_cpu
from reader.process.task import NoChildError, StoppedError, answers
from tests.unit.process import children


def always() -> bool:
    return True


def told(
    function: Callable[[], None],
    *request: bytes,
    limits: Limits = NO_LIMITS,
    wanted: Callable[[], bool] = always,
    most: int = 1000,
) -> Iterator[bytes]:
    with closing(answers(function, limits, request, wanted=wanted, most=most)) as given:
        yield from given


def test_a_request_has_its_answers_and_an_end() -> None:
    assert list(told(children.echo, b"one", b"two")) == [b"one", b"two"]
    assert list(told(children.echo)) == []


def test_a_failure_comes_after_what_was_told_before() -> None:
    given = told(children.fail)
    assert next(given) == b"begun"
    with pytest.raises(FailedError, match="it cannot go on \udc80"):
        next(given)


@pytest.mark.parametrize(
    ("function", "status"), [(children.end_early, 1), (children.raise_memory_error, OUT_OF_MEMORY)]
)
def test_one_that_ends_early_was_stopped(function: Callable[[], None], status: int) -> None:
    with pytest.raises(StoppedError) as caught:
        list(told(function))
    assert (caught.value.status, caught.value.used_up) == (status, False)


def test_one_that_talks_nonsense_is_stopped() -> None:
    with pytest.raises(StoppedError) as caught:
        list(told(children.talk_nonsense))
    assert caught.value.status != 0


@pytest.mark.skipif(not counts_cpu(), reason="this system knows no limit of CPU")
def test_time_is_limited() -> None:
    with pytest.raises(StoppedError) as caught:
        list(told(children.work, limits=Limits(cpu_seconds=0.2)))
    assert caught.value.used_up


def test_one_that_nobody_wants_any_more_is_stopped() -> None:
    with pytest.raises(StoppedError) as caught:
        list(told(children.wait, wanted=lambda: False))
    assert not caught.value.used_up


def test_answers_are_limited() -> None:
    with pytest.raises(TooMuchError):
        list(told(children.shout, most=99))


def test_where_no_process_can_be_had_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    with pytest.raises(NoChildError, match="ermission"):
        list(told(children.echo))
