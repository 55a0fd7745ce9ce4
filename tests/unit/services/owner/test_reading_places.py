"""Where articles were left, and which count as begun or read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.anchors.quote import describe
from reader.document.model import Place
from reader.services.list_entry import EntryMark
from reader.services.owner.article_flags import Flagger
from reader.services.owner.reading_places import PlaceKeeper
from tests.unit.services.small_library import SmallLibrary, noon

BODY = "First paragraph of it.\n\nSecond paragraph of it.\n\nThird paragraph of it.\n"


@pytest.fixture
def places(small: SmallLibrary) -> PlaceKeeper:
    return small.keeper.places


@pytest.fixture
def flagger(small: SmallLibrary) -> Flagger:
    return Flagger(small.session, lambda: small.keeper.bookmarks.homes, small.keeper.articles.own)


def test_an_article_is_left_at_its_words(small: SmallLibrary, places: PlaceKeeper) -> None:
    path = small.write("a.md", BODY)
    small.refresh()
    opened = small.open(path)
    assert places.place(opened) is None
    assert places.left_at(opened.article) is None
    places.save_place(opened, Place(1, 7), 0.5)
    assert places.place(opened) == Place(1, 7)
    left = places.left_at(opened.article)
    assert left is not None
    assert "paragraph" in left.exact
    known = places.known_of(opened.article)
    assert known is not None
    assert (known.progress, known.read) == (0.5, False)
    small.write("a.md", f"Something new.\n\n{BODY}")
    small.refresh()
    assert places.place(small.open(path)) == Place(2, 7)


@pytest.mark.parametrize("place", [None, Place(), Place(0, 0)])
def test_the_beginning_is_no_place(
    small: SmallLibrary, places: PlaceKeeper, place: Place | None
) -> None:
    path = small.write("a.md", BODY)
    small.refresh()
    opened = small.open(path)
    places.save_place(opened, Place(1), 0.5)
    places.save_place(opened, place, 0.0)
    assert places.place(opened) is None
    assert places.left_at(opened.article) is None


@pytest.mark.parametrize("place", [Place(0, 3), Place(1, 0)])
def test_any_place_but_the_beginning_is_one(
    small: SmallLibrary, places: PlaceKeeper, place: Place
) -> None:
    path = small.write("a.md", BODY)
    small.refresh()
    opened = small.open(path)
    places.save_place(opened, place, 0.1)
    assert places.place(opened) == place


def test_an_article_whose_end_was_seen_is_read(small: SmallLibrary, places: PlaceKeeper) -> None:
    path = small.write("a.md", BODY)
    small.refresh()
    opened = small.open(path)
    places.save_place(opened, Place(2), 1.0, is_read=True)
    known = places.known_of(opened.article)
    assert known is not None
    assert known.read


def test_flags_are_set_and_taken_back(
    small: SmallLibrary, places: PlaceKeeper, flagger: Flagger
) -> None:
    paths = [small.write("a.md"), small.write("b.md")]
    small.refresh()
    articles = [small.article(path) for path in paths]

    def unread() -> list[Path]:
        return [article.path for article in flagger.unread(articles)]

    places.set_read(articles[:1], True)
    assert unread() == [paths[1]]
    places.set_read(articles, True)
    assert unread() == []
    lane, undo = small.keeper.way_back()
    assert lane is small.keeper.place_lane
    assert undo().told == "2 articles are unread again"
    assert unread() == [paths[1]]
    assert small.keeper.way_back()[1]().told == "The article is unread again"
    places.set_read(articles[:1], True)
    places.set_read(articles[:1], False)
    assert small.keeper.way_back()[1]().told == "The article is read again"
    assert unread() == [paths[1]]


def test_articles_that_were_begun_come_latest_first(
    small: SmallLibrary, places: PlaceKeeper
) -> None:
    paths = [small.write(f"{name}.md", f"{name}\n\n{BODY}") for name in "abc"]
    outside = small.write("../elsewhere/d.md", f"d\n\n{BODY}")
    small.refresh()
    clock = noon()
    for number, path in enumerate([*paths, outside]):
        opened = small.open(path)
        at = clock.replace(minute=number)
        small.state.save_place(opened.article.fingerprint, path, Place(1), None, 0.3, at)
    found = places.begun(9)
    assert [begun.article.path for begun in found] == [paths[2], paths[1], paths[0]]
    assert [begun.progress for begun in found] == [0.3] * 3
    assert [begun.id for begun in found] == [small.id_of(begun.article.path) for begun in found]
    assert [begun.article.path for begun in places.begun(2)] == [paths[2], paths[1]]
    assert places.begun(0) == ()
    among = places.begun(1, among={paths[0], paths[1]})
    assert [begun.article.path for begun in among] == [paths[1]]


def test_history_is_of_what_was_opened_with_what_is_known_of_it(
    small: SmallLibrary, places: PlaceKeeper
) -> None:
    first, second = small.write("a.md", BODY), small.write("b.md", f"b\n\n{BODY}")
    small.refresh()
    places.record_open(small.article(first))
    places.save_place(small.open(second), Place(1), 0.4)
    places.add_time(small.article(second), 12.5)
    places.record_open(small.article(second))
    visits = places.history(5)
    assert {visit.opening.path for visit in visits} == {first, second}
    states = {visit.opening.path: visit.state for visit in visits}
    assert states[first] is None
    state = states[second]
    assert state is not None
    assert (state.progress, state.seconds) == (0.4, 12.5)
    assert len(places.history(1)) == 1


def test_marks_and_flags_say_what_the_owner_did(
    small: SmallLibrary, places: PlaceKeeper, flagger: Flagger
) -> None:
    read, begun, kept, new = (small.write(f"{name}.md") for name in "rbkn")
    small.refresh()
    ids = {path: small.id_of(path) for path in (read, begun, kept, new)}
    places.set_read([small.article(read)], True)
    places.save_place(small.open(begun), Place(), 0.6)
    small.keeper.bookmarks.toggle_article(small.article(kept))
    marks = flagger.marks(small.catalog.articles(list(ids.values())))
    told = {path: (m.bookmarked, m.read, m.progress) for path, m in _by(ids, marks).items()}
    assert told == {
        read: (False, True, 0.0),
        begun: (False, False, 0.6),
        kept: (True, False, 0.0),
        new: (False, False, 0.0),
    }
    flags = flagger.flags()
    assert (set(flags.read), set(flags.bookmarked)) == ({ids[read]}, {ids[kept]})
    at = round(noon().timestamp() * 1_000_000)
    assert dict(flags.last_read) == {ids[read]: at, ids[begun]: at}


def _by(ids: dict[Path, int], marks: dict[int, EntryMark]) -> dict[Path, EntryMark]:
    return {path: marks[id_] for path, id_ in ids.items()}


def test_flags_are_looked_up_anew_once_the_owner_did_something(
    small: SmallLibrary, places: PlaceKeeper, flagger: Flagger
) -> None:
    path = small.write("a.md")
    small.refresh()
    first = flagger.flags()
    places.set_read([small.article(path)], True)
    small.keeper.bookmarks.toggle_article(small.article(path))
    assert flagger.flags() is first
    assert flagger.bookmarked() == frozenset()
    flagger.forget()
    assert flagger.bookmarked() == flagger.flags().read == {small.id_of(path)}
    before = flagger.flags()
    small.write("b.md")
    small.refresh()
    assert flagger.flags() is not before


def test_what_was_kept_while_its_text_was_measured_otherwise_is_found_by_the_path(
    small: SmallLibrary, places: PlaceKeeper, flagger: Flagger
) -> None:
    path = small.write("a.md", f"# Heading\n\n<!-- no words -->\n\n{BODY}")
    small.refresh()
    opened = small.open(path)
    former = "0" * 32
    words = describe(opened.document, Place(2, 7))
    small.state.save_place(former, path, Place(1, 7), words, 0.5, noon())
    small.state.mark_read(former, path, True, noon())
    assert places.place(opened) == Place(2, 7)
    known = places.known_of(opened.article)
    assert known is not None
    assert (known.progress, known.read) == (0.5, True)
    assert list(flagger.unread([opened.article])) == []
    places.save_place(opened, Place(3, 2), 0.8)
    assert places.place(opened) == Place(3, 2)
    assert len(small.state.begun()) <= 1


LONG = "The printers of the town set it twice, and then a third time. " * 3


def left_under_another_path(small: SmallLibrary, places: PlaceKeeper, name: str) -> Path:
    """An article that was left in its third block, then moved to `name` and edited."""
    path = small.write("old/a.md", f"First of it.\n\n{LONG}\n\n{BODY}", title="Of printers")
    small.refresh()
    opened = small.open(path)
    places.record_open(opened.article)
    places.save_place(opened, Place(1, 4), 0.5, is_read=True)
    path.unlink()
    moved = small.write(name, f"New.\n\nFirst of it.\n\n{LONG}\n\n{BODY}", title="Of printers")
    small.refresh()
    return moved


@pytest.mark.parametrize("name", ["new/a.md", "new/another name.md"])
def test_a_place_is_found_when_the_file_was_moved_and_its_text_measured_otherwise(
    small: SmallLibrary, places: PlaceKeeper, name: str
) -> None:
    opened = small.open(left_under_another_path(small, places, name))
    assert places.known_of(opened.article) is None
    left = places.left_at(opened.article)
    assert left is not None
    assert left.exact in LONG
    assert places.place(opened) == Place(2, 4)
    known = places.known_of(opened.article)
    assert known is not None
    assert (known.progress, known.read) == (0.5, True)


def test_another_article_of_the_name_has_no_place(small: SmallLibrary, places: PlaceKeeper) -> None:
    left_under_another_path(small, places, "new/a.md")
    other = small.write("other/a.md", f"{BODY}\n\nOf bakers.", title="Of bakers")
    small.refresh()
    opened = small.open(other)
    assert places.place(opened) is None
    assert places.known_of(opened.article) is None


def test_a_copy_that_was_edited_takes_no_place(small: SmallLibrary, places: PlaceKeeper) -> None:
    path = small.write("a.md", f"First.\n\n{LONG}", title="Of printers")
    small.refresh()
    opened = small.open(path)
    places.record_open(opened.article)
    places.save_place(opened, Place(1, 4), 0.5)
    copy = small.write("copy/a.md", f"New.\n\nFirst.\n\n{LONG}", title="Of printers")
    small.refresh()
    assert places.place(small.open(copy)) is None
