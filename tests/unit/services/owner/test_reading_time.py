"""How long an article is read: keys tell, and a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reader.services.owner.reading_time import IDLE, MOMENT, Attention


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def attention(clock: Clock) -> Attention:
    made = Attention(clock)
    made.begin()
    return made


def test_time_counts_from_the_first_key(attention: Attention, clock: Clock) -> None:
    clock.go_on(10)
    assert attention.take() == 0
    attention.touch()
    clock.go_on(10)
    assert attention.take() == 10
    clock.go_on(5)
    assert attention.take() == 5
    assert attention.take() == 0


def test_nobody_reads_a_minute_after_the_last_key(attention: Attention, clock: Clock) -> None:
    attention.touch()
    clock.go_on(IDLE.total_seconds() + 100)
    assert attention.take() == IDLE.total_seconds()
    clock.go_on(10)
    assert attention.take() == 0
    attention.touch()
    clock.go_on(7)
    assert attention.take() == 7


def test_time_between_two_keys_counts_once(attention: Attention, clock: Clock) -> None:
    for _ in range(3):
        attention.touch()
        clock.go_on(40)
    assert attention.take() == 120


def test_few_seconds_wait_for_more(attention: Attention, clock: Clock) -> None:
    attention.touch()
    clock.go_on(4)
    assert attention.take(least=5) == 0
    clock.go_on(1)
    assert attention.take(least=5) == 5


def test_a_pause_does_not_count(attention: Attention, clock: Clock) -> None:
    attention.touch()
    clock.go_on(3)
    attention.pause()
    clock.go_on(20)
    attention.touch()
    clock.go_on(2)
    assert attention.take() == 5


def test_a_clock_that_is_set_back_counts_for_nothing(attention: Attention, clock: Clock) -> None:
    attention.touch()
    clock.go_on(-3_600)
    assert attention.take() == 0
    clock.go_on(2)
    assert attention.take() == 2


def test_another_article_begins_with_nothing(attention: Attention, clock: Clock) -> None:
    attention.touch()
    attention.end_shown(True)
    clock.go_on(10)
    assert attention.is_paid
    attention.begin()
    assert (attention.take(), attention.is_paid, attention.has_seen_end) == (0, False, False)


def test_an_article_is_read_after_a_moment_also_if_its_time_was_taken(
    attention: Attention, clock: Clock
) -> None:
    attention.touch()
    clock.go_on(MOMENT.total_seconds() / 2)
    attention.take()
    assert not attention.is_paid
    clock.go_on(MOMENT.total_seconds() / 2)
    assert attention.is_paid


def test_the_end_is_seen_after_a_moment_on_the_screen(attention: Attention, clock: Clock) -> None:
    moment = MOMENT.total_seconds()
    attention.end_shown(True)
    clock.go_on(moment * 0.9)
    assert not attention.has_seen_end
    attention.end_shown(False)
    attention.end_shown(True)
    clock.go_on(moment * 0.9)
    assert not attention.has_seen_end
    attention.end_shown(True)
    clock.go_on(moment * 0.1)
    assert attention.has_seen_end
    attention.end_shown(False)
    attention.end_shown(False)
    assert attention.has_seen_end
