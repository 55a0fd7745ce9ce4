"""Saved searches: in memory, on disk, and in step with other instances."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.state.saved_searches import SearchStore


@pytest.fixture
def searches(tmp_path: Path, clock: Callable[[], datetime]) -> Callable[[], SearchStore]:
    """Each call is another instance at the same file."""

    def make() -> SearchStore:
        store = SearchStore(tmp_path / "data" / "searches.json", clock)
        store.load()
        return store

    return make


Make = Callable[[], SearchStore]


def queries(store: SearchStore) -> list[str]:
    return [search.query for search in store.all()]


def test_what_is_kept_is_there_the_next_time_in_its_order(searches: Make) -> None:
    store = searches()
    for query in ("b", "a", "c"):
        store.keep(query)
    assert queries(searches()) == ["b", "a", "c"]


def test_a_query_is_kept_once(searches: Make) -> None:
    store = searches()
    first = store.keep("word", "A name")
    assert store.keep("word") == first
    assert len(store.all()) == 1


def test_a_name_can_be_given_and_what_was_removed_comes_back(searches: Make) -> None:
    store = searches()
    made = store.keep("word")
    store.rename(made.id, "Work")
    assert [search.title for search in searches().all()] == ["Work"]
    removed = store.remove(made.id)
    assert searches().all() == ()
    store.restore(removed)
    assert [search.title for search in searches().all()] == ["Work"]
    with pytest.raises(ReaderError, match="gone already"):
        store.remove("no such id")


def test_two_instances_keep_each_others_searches(searches: Make) -> None:
    one, other = searches(), searches()
    made = one.keep("one")
    other.keep("other")
    one.rename(made.id, "First")
    assert sorted(queries(searches())) == ["one", "other"]
    assert other.reload_if_changed()
    assert [search.title for search in other.all()] == ["First", "other"]
    assert not other.reload_if_changed()


def test_what_a_later_version_added_is_kept(searches: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "searches.json"
    path.parent.mkdir()
    entry = {"query": "word", "color": "red"}
    path.write_text(json.dumps({"version": 1, "searches": [entry, 7], "theme": "dark"}), "utf-8")
    store = searches()
    assert queries(store) == ["word"]
    store.rename(store.all()[0].id, "Name")
    document = json.loads(path.read_text("utf-8"))
    assert document["theme"] == "dark"
    assert document["searches"][0]["color"] == "red"
    assert document["searches"][1] == 7


def test_a_file_of_a_later_version_is_not_changed(searches: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "searches.json"
    path.parent.mkdir()
    before = json.dumps({"version": 2, "searches": [{"query": "word"}]})
    path.write_text(before, "utf-8")
    store = searches()
    with pytest.raises(ReaderError, match="newer version"):
        store.keep("another")
    assert path.read_text("utf-8") == before
    assert not store.unsaved


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"version": 1}', b"\xff\xfe\x00"])
def test_a_damaged_file_is_left_alone_and_the_last_good_copy_shown(
    searches: Make, tmp_path: Path, damage: bytes
) -> None:
    path = tmp_path / "data" / "searches.json"
    searches().keep("word")
    path.write_bytes(damage)
    store = SearchStore(path, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    assert "searches.json cannot be understood" in store.load().notices[0]
    assert queries(store) == ["word"]
    with pytest.raises(ReaderError, match="cannot be understood"):
        store.keep("more")
    assert path.read_bytes() == damage
    path.unlink()
    store.save()
    assert sorted(queries(searches())) == ["more", "word"]


def test_what_the_disk_refuses_is_kept_elsewhere_and_comes_back(
    tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    path = tmp_path / "data" / "searches.json"
    path.parent.write_text("in the way", "utf-8")
    elsewhere = (tmp_path / "elsewhere",)
    store = SearchStore(path, clock, emergency=elsewhere)
    with pytest.raises(ReaderError):
        store.keep("a search")
    store._emergency._held.close()  # its process is gone
    path.parent.unlink()
    after = SearchStore(path, clock, emergency=elsewhere)
    after.load()
    after.recover()
    assert [search.query for search in after.all()] == ["a search"]
    assert json.loads(path.read_bytes())["searches"][0]["query"] == "a search"
    assert list(elsewhere[0].iterdir()) == []


def test_what_the_disk_refused_goes_out_with_the_next_change(
    searches: Make, tmp_path: Path
) -> None:
    store = searches()
    folder = tmp_path / "data"
    folder.write_text("in the way", "utf-8")
    with pytest.raises(ReaderError):
        store.keep("first")
    assert store.unsaved
    assert queries(store) == ["first"]
    folder.unlink()
    store.keep("second")
    assert not store.unsaved
    assert queries(searches()) == ["first", "second"]


def test_entries_without_an_id_get_one_each_that_stays(searches: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "searches.json"
    path.parent.mkdir()
    entry = {"query": "word", "created": "2026-01-01T00:00:00Z"}
    path.write_text(json.dumps({"version": 1, "searches": [entry, entry]}), "utf-8")
    ids = [search.id for search in searches().all()]
    assert ids == [search.id for search in searches().all()]
    assert sorted(ids) == [
        "bf3a8eae934733a8e7ae6e0020562795",
        "d57d475df0d452f6f5fe354b142bf4e1",
    ]
