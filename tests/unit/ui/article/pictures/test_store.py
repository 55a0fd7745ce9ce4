"""Sizes first, then what is on the screen; never more than is wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.services.pictures.source import PictureSource
from reader.typeset.picture_size import CellSize
from reader.ui.article.pictures import store as module
from reader.ui.article.pictures.store import (
    Found,
    GridKey,
    GridMade,
    PictureStore,
    PictureWork,
    SizesFound,
)
from tests.drawn_pictures import picture

SIZE = CellSize(10, 4)


class Bench:
    """A store whose worker runs when it is told to."""

    def __init__(self, folder: Path, count: int) -> None:
        for number in range(count):
            (folder / f"{number}.png").write_bytes(picture(color=(number, 0, 0)))
        (folder / "broken.png").write_bytes(picture()[:60])
        self.source = PictureSource(folder / "a.md", lambda: (folder.resolve(),))
        self.waiting: list[Callable[[], None]] = []
        self.heard: list[tuple[PictureWork, Found]] = []
        self.store = PictureStore(
            self.waiting.append, lambda work, found: self.heard.append((work, found))
        )
        self.begin(f"{number}.png" for number in range(count))

    def begin(self, addresses: object) -> None:
        self.store.begin(self.source, addresses)  # type: ignore[arg-type]

    def work(self) -> list[Found]:
        """Let the worker run, and take what it found; what was kept."""
        while self.waiting:
            self.waiting.pop()()
        heard, self.heard = self.heard, []
        return [found for work, found in heard if self.store.take(work, found)]


def key(name: str) -> GridKey:
    return GridKey(name, SIZE, (0, 0, 0))


def sizes(found: list[Found]) -> list[int]:
    return [len(each.sizes) for each in found if isinstance(each, SizesFound)]


def grids(found: list[Found]) -> list[str]:
    return [each.key.address for each in found if isinstance(each, GridMade)]


def test_sizes_come_in_lots_the_first_one_soon(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 80)
    assert len(bench.waiting) == 1
    assert sizes(bench.work()) == [4, 64, 12]
    bench.store.extend(["0.png", "none.png", "broken.png"])
    assert sizes(bench.work()) == [1], "what was asked for is not asked for again"


def test_what_is_seen_is_decoded_before_sizes_and_before_what_may_be_seen(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 6)
    assert bench.store.grid(key("1.png")) is None
    bench.store.expect(key("2.png"))
    assert bench.store.grid(key("0.png")) is None
    found = bench.work()
    assert grids(found) == ["0.png", "1.png", "2.png"]
    assert isinstance(found[0], GridMade)
    kept = bench.store.grid(key("0.png"))
    assert kept is not None
    assert len(kept.data) == 10 * 8 * 3
    assert not bench.waiting


def test_who_scrolls_past_a_thousand_pictures_has_few_decoded(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 2)
    bench.work()
    for number in range(1_000):
        bench.store.grid(key(f"{number % 2}.png")._replace(ground=(number % 256, number // 256, 0)))
    bench.work()
    assert bench.store.decoded <= 8


def test_no_more_than_some_bytes_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_BYTES", 500)
    bench = Bench(tmp_path, 4)
    for number in range(4):
        bench.store.grid(key(f"{number}.png"))
        bench.work()
    assert [bench.store.grid(key(f"{n}.png")) is not None for n in range(4)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_what_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 1)
    bench.work()
    bench.store.grid(key("broken.png"))
    assert bench.work() == [GridMade(key("broken.png"), None)]


def test_of_an_article_that_was_left_nothing_is_kept(tmp_path: Path) -> None:
    bench = Bench(tmp_path, 3)
    bench.store.grid(key("0.png"))
    late = bench.waiting.copy()
    bench.begin(["1.png"])
    assert [run() for run in late] == [None]
    assert [sizes([found]) for _, found in bench.heard] == [[1]]
    bench.store.begin(None, ["2.png"])
    assert bench.work() == []
