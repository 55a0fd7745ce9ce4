"""What changes an arrangement or the owner's files says so, and the list goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.owner.keeper import Keeper, WriteOutcome
from reader.services.write_lane import Lane
from reader.ui.sidebar.arranging import Arranging
from reader.ui.sidebar.changes import Changes
from reader.ui.sidebar.list_loader import ListLoader
from reader.ui.sidebar.messages import Kept
from tests.unit.ui.sidebar.fakes import FakeHost


class FakeLoader:
    def __init__(self) -> None:
        self.arrangement = Arrangement()
        self.forgotten = 0
        self.flagger = SimpleNamespace(forget=self._forget)

    def _forget(self) -> None:
        self.forgotten += 1

    def rearrange(self, wanted: Arrangement) -> None:
        self.arrangement = wanted


def test_each_filter_comes_after_the_other_and_is_told() -> None:
    host, loader = FakeHost(), FakeLoader()
    arranging = Arranging(host, cast(ListLoader, loader))
    seen = []
    for _ in range(4):
        arranging.next_filter()
        seen.append(loader.arrangement.only)
    assert host.told == [f"Showing {only}" for only in seen]
    assert seen[-1] == "all"
    assert len(set(seen)) == 4


def test_an_order_and_a_label_go_together() -> None:
    host, loader = FakeHost(), FakeLoader()
    arranging = Arranging(host, cast(ListLoader, loader))
    arranging.turn(ArticleLabel("tag", "x"))
    arranging.sort_by("title")
    before = loader.arrangement.order
    arranging.reverse()
    assert loader.arrangement.filters == (ArticleLabel("tag", "x"),)
    assert loader.arrangement.order == (before[0], not before[1])
    assert all(told.startswith("Sorted by title, ") for told in host.told)


def keeper() -> Keeper:
    lane = Lane("test")

    def keep_own(work: Callable[[], str]) -> WriteOutcome:
        return WriteOutcome(work(), ("a notice",))

    return cast(
        Keeper,
        SimpleNamespace(
            own_lane=lane, keep_own=keep_own, change=lambda lane, work: cast(Any, lane).put(work)
        ),
    )


async def test_what_was_written_is_told_and_the_marks_are_shown_anew() -> None:
    host, loader = FakeHost(), FakeLoader()
    changes = Changes(host, cast(ListLoader, loader), keeper())
    changes.keep(lambda: "Kept")
    await host.finish()
    assert host.told == ["Kept"]
    assert [m.notices for m in host.messages if isinstance(m, Kept)] == [("a notice",)]
    assert (host.refreshed, loader.forgotten) == (1, 1)


async def test_who_goes_on_from_there_shows_what_is_to_be_shown() -> None:
    host, loader = FakeHost(), FakeLoader()
    changes = Changes(host, cast(ListLoader, loader), keeper())
    went: list[str] = []
    changes.keep(lambda: "Kept", lambda: went.append("on"))
    await host.finish()
    assert (went, host.refreshed) == (["on"], 0)
