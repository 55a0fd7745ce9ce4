"""The list shows what was asked for last, and its cursor stays where somebody put it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reader.errors import ReaderError
from reader.library.article import Article
from reader.services.arrangement import Arrangement
from reader.services.catalog import Catalog, ShownList
from reader.services.list_entry import Entry
from reader.services.list_rows import ListRows
from reader.services.owner.keeper import Keeper
from reader.services.session import Session
from reader.ui.sidebar.list_loader import NOT_STORED, ListLoader
from reader.ui.sidebar.widgets.article_list import ArticleList
from tests.unit.ui.sidebar.fakes import PATH, FakeHost, shown


class FakeList:
    """What the loader knows of the list."""

    def __init__(self) -> None:
        self.rows = ListRows()
        self.current_id: int | None = None
        self.current_path: Path | None = None
        self.is_untouched = True
        self.generation = 0
        self.set: list[dict[str, Any]] = []
        self.put_ids: list[Sequence[int]] = []
        self.selected: list[int] = []

    def near(self, row: int) -> tuple[int, int]:
        return max(0, row - 2), row + 2

    def set_rows(
        self, rows: ListRows, entries: Mapping[int, Entry], *_: object, **how: Any
    ) -> None:
        self.rows = rows
        self.current_id = how["keep"] if how["keep"] is not None else next(iter(rows.ids), None)
        self.set.append({**how, "entries": sorted(entries)})

    def put(self, _: int, ids: Sequence[int], *__: object) -> None:
        self.put_ids.append(ids)

    def select_id(self, id_: int) -> bool:
        self.selected.append(id_)
        return True


class FakeCatalog:
    """Finds as many articles as the query says, or fails."""

    def __init__(self) -> None:
        self.asked: list[tuple[Arrangement, bool, int | None]] = []
        self.fetched: list[Sequence[int]] = []

    def arrange(
        self,
        wanted: Arrangement,
        _: Callable[[], object],
        *,
        soon: bool,
        pinned: int | None,
        **__: object,
    ) -> ShownList:
        self.asked.append((wanted, soon, pinned))
        if wanted.query == "bad":
            raise ReaderError("is gone")
        return shown(*range(1, 1 + int(wanted.query or 9)), wanted=wanted)

    def standing_for(self, shown: ShownList, id_: int | None, path: Path | None) -> int | None:
        found = 3 if id_ is None and path == PATH else id_
        return found if found in shown.rows.ids else None

    def entries(self, _: ShownList, ids: Sequence[int]) -> dict[int, Entry]:
        self.fetched.append(ids)
        return {id_: Entry(Article(PATH if id_ == 3 else Path(f"/{id_}"), "One")) for id_ in ids}


class Desk:
    """A loader and what stands around it."""

    def __init__(self) -> None:
        self.host, self.list, self.catalog = FakeHost(), FakeList(), FakeCatalog()
        session = SimpleNamespace(
            left=None, settings=SimpleNamespace(sort="newest"), known=(), total=0, begun=0
        )
        keeper = SimpleNamespace(
            places=SimpleNamespace(begun=lambda *_: ()),
            articles=SimpleNamespace(own=SimpleNamespace(records={})),
            is_open=True,
        )
        self.loader = ListLoader(
            self.host,
            cast(ArticleList, self.list),
            cast(Session, session),
            cast(Keeper, keeper),
            cast(Catalog, self.catalog),
        )
        self.loader.flagger = cast(Any, SimpleNamespace(marks=lambda _: {}, flags=dict, own=dict))

    def search(self, query: str) -> None:
        self.loader.rearrange(self.loader.arrangement.searching(query))


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def test_what_was_asked_for_last_is_shown(desk: Desk) -> None:
    desk.search("4")
    desk.search("5")
    assert desk.loader.is_arranging
    await desk.host.finish()
    assert [len(each.rows.ids) for each in desk.host.arrangements] == [5]
    assert desk.loader.shown is desk.host.arrangements[0]
    assert not desk.loader.is_arranging
    assert len(desk.catalog.asked) == 1


async def test_the_rows_that_will_be_in_view_come_with_it(desk: Desk) -> None:
    desk.list.current_id = 7
    desk.loader.rearrange()
    await desk.host.finish()
    assert desk.catalog.fetched == [[5, 6, 7, 8]]
    assert desk.list.set == [
        {"keep": 7, "stay": False, "announce": True, "settled": True, "entries": [5, 6, 7, 8]}
    ]


async def test_a_cursor_that_was_moved_meanwhile_stays_where_it_is(desk: Desk) -> None:
    desk.list.current_id = 7
    desk.loader.rearrange()
    desk.list.current_id = 8
    await desk.host.finish()
    assert desk.list.set[0]["keep"] == 8


async def test_a_cursor_that_was_moved_before_the_index_knew_any_article_stays_where_it_is(
    desk: Desk,
) -> None:
    """A scan asks for the top of a library that is new; the titles are there before it."""
    desk.list.current_id = NOT_STORED
    desk.loader.rearrange(first=True)
    desk.list.current_id, desk.list.current_path = NOT_STORED - 1, Path("/2")
    await desk.host.finish()
    assert desk.list.set[0]["keep"] == 2


@pytest.mark.parametrize(("is_untouched", "keep"), [(True, None), (False, NOT_STORED - 2)])
async def test_more_titles_of_a_new_library_leave_a_moved_cursor_where_it_is(
    desk: Desk, is_untouched: bool, keep: int | None
) -> None:
    first, second, new = (Article(Path(name), name) for name in ("/1", "/2", "/3"))
    desk.loader.show_peeked([first, second])
    desk.list.is_untouched = is_untouched
    desk.list.current_id, desk.list.current_path = NOT_STORED - 1, second.path
    desk.loader.show_peeked([new, first, second])
    assert desk.list.set[1]["keep"] == keep


async def test_what_is_searched_begins_at_the_top(desk: Desk) -> None:
    desk.list.current_id = 7
    desk.loader.rearrange(desk.loader.arrangement.searching("8"), first=True)
    desk.list.current_id = 8
    await desk.host.finish()
    assert desk.list.set[0]["keep"] is None


async def test_while_somebody_types_rows_are_not_settled(desk: Desk) -> None:
    desk.host.is_typing = True
    desk.search("4")
    await desk.host.finish()
    assert not desk.list.set[0]["settled"]


async def test_who_is_at_an_article_keeps_it_though_the_filter_lets_it_through_no_longer(
    desk: Desk,
) -> None:
    desk.list.current_id = 7
    desk.loader.rearrange(stay=True, announce=False)
    desk.loader.rearrange(stay=True)
    await desk.host.finish()
    desk.loader.rearrange(stay=True, announce=False)
    await desk.host.finish()
    assert [pinned for _, _, pinned in desk.catalog.asked] == [None, 7]


async def test_an_index_that_has_not_come_to_an_article_takes_nobody_away_from_it(
    desk: Desk,
) -> None:
    desk.list.current_id, desk.host.is_scanned = NOT_STORED, False
    desk.loader.rearrange(stay=True)
    await desk.host.finish()
    assert not desk.list.set
    desk.host.is_scanned = True
    desk.loader.rearrange(stay=True)
    await desk.host.finish()
    assert len(desk.list.set) == 1


async def test_why_there_is_no_answer_is_told_and_the_list_stays(desk: Desk) -> None:
    desk.search("bad")
    await desk.host.finish()
    assert desk.host.told == ["is gone"]
    assert not desk.list.set
    assert not desk.loader.is_arranging


async def test_rows_of_an_earlier_list_are_not_fetched(desk: Desk) -> None:
    desk.loader.fetch(0, [1])
    assert not desk.host.workers
    desk.loader.rearrange()
    await desk.host.finish()
    before = len(desk.catalog.fetched)
    desk.loader.fetch(0, [1, 2])
    desk.list.generation = 1
    await desk.host.finish()
    assert (len(desk.catalog.fetched), desk.list.put_ids) == (before, [])
    desk.loader.fetch(1, [1, 2])
    await desk.host.finish()
    assert desk.list.put_ids == [[1, 2]]


async def test_an_article_is_sought_by_its_path(desk: Desk) -> None:
    desk.loader.rearrange()
    await desk.host.finish()
    desk.loader.seek(PATH)
    desk.loader.seek(Path("/elsewhere.md"))
    await desk.host.finish()
    assert desk.list.selected == []
    desk.loader.seek(PATH)
    await desk.host.finish()
    assert desk.list.selected == [3]
