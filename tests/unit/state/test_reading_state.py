from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.state import reading_state, schema
from reader.state.reading_state import PastOpening, ReadingPlace, StateDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
HERE = Path("/articles/a.md")
MOVED = Path("/archive/a.md")
QUOTE = Quote("说话", "前文", "后文")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.db"


@pytest.fixture
def state(path: Path) -> Iterator[StateDatabase]:
    with StateDatabase(path, lambda: NOON) as database:
        yield database


def begin(path: Path) -> None:
    """A database with one place in it."""
    with StateDatabase(path) as database:
        database.save_place("f", HERE, Place(4, 2), QUOTE, 0.5, NOON)


def aside(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir() if "-2026" in file.name)


class TestPlaces:
    def test_a_place_is_found_again_at_the_next_start(self, path: Path) -> None:
        begin(path)
        with StateDatabase(path) as database:
            found = database.place("f", HERE)
            assert database.take_notices() == ()
        assert found == ReadingPlace(Place(4, 2), QUOTE, 0.5, NOON)

    def test_nothing_is_opened_before_it_is_used(self, state: StateDatabase, path: Path) -> None:
        assert not path.parent.exists()
        assert state.place("f", HERE) is None
        assert path.exists()
        assert path.stat().st_mode & 0o777 == 0o600

    def test_a_moved_article_keeps_its_place_and_read_flag(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(4), None, 0.5, NOON)
        state.mark_read("f", HERE, read=True, at=NOON)
        found = state.place("f", MOVED)
        assert found is not None
        assert found.place == Place(4)
        state.save_place("f", MOVED, Place(7), None, 0.9, LATER)
        assert state.is_read("f", MOVED)

    def test_an_article_scraped_again_keeps_its_place(self, state: StateDatabase) -> None:
        state.save_place("old text", HERE, Place(4), QUOTE, 0.5, NOON)
        assert state.place("new text", HERE) == ReadingPlace(Place(4), QUOTE, 0.5, NOON)

    def test_the_same_text_counts_for_more_than_the_same_path(self, state: StateDatabase) -> None:
        state.save_place("a", HERE, Place(1), None, 0.1, NOON)
        state.save_place("b", MOVED, Place(2), None, 0.2, LATER)
        found = state.place("a", MOVED)
        assert found is not None
        assert found.place == Place(1)

    def test_places_are_found_by_title_and_by_the_name_of_the_file(
        self, state: StateDatabase
    ) -> None:
        state.save_place("f", HERE, Place(4), QUOTE, 0.5, NOON)
        state.save_place("g", Path("/articles/ba.md"), Place(4), QUOTE, 0.5, LATER)
        state.save_place("h", Path("/articles/c.md"), Place(4), None, 0.5, LATER)
        state.record_open("f", HERE, "Title", NOON)
        for title, name in (("Title", "z.md"), ("", "a.md")):
            (found,) = state.named_alike(title, name, 8)
            assert (found.path, found.fingerprint, found.title) == (HERE, "f", "Title")
            assert found.place == ReadingPlace(Place(4), QUOTE, 0.5, NOON)
        assert state.named_alike("", "c.md", 8) == ()
        assert state.named_alike("Title", "a.md", 0) == ()

    def test_what_is_known_of_a_path_is_copied_to_one_of_which_nothing_is(
        self, state: StateDatabase
    ) -> None:
        state.save_place("f", HERE, Place(4), QUOTE, 0.5, NOON)
        state.copy(HERE, "g", MOVED)
        assert state.place("g", MOVED) == state.place("f", HERE)
        state.save_place("g", MOVED, Place(7), QUOTE, 0.6, LATER)
        state.copy(HERE, "g", MOVED)
        found = state.place("g", MOVED)
        assert found is not None
        assert found.place == Place(7)

    def test_copies_of_one_text_are_one_article(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(1), None, 0.1, NOON)
        state.save_place("f", MOVED, Place(2), None, 0.2, LATER)
        latest = ReadingPlace(Place(2), None, 0.2, LATER)
        assert [state.place("f", path) for path in (HERE, MOVED)] == [latest, latest]
        state.mark_read("f", HERE, read=True, at=LATER)
        assert state.is_read("f", MOVED)
        assert state.is_read("f", Path("/a/third.md"))

    def test_a_clock_that_goes_back_loses_no_place_of_a_copy(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(1), None, 0.1, LATER)
        state.save_place("f", MOVED, Place(2), None, 0.2, NOON)
        found = state.place("f", HERE)
        assert found is not None
        assert found.place == Place(2)

    def test_a_copy_that_is_scraped_again_goes_its_own_way(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(1), None, 0.1, NOON)
        state.save_place("f", MOVED, Place(2), None, 0.2, NOON)
        state.save_place("another text", MOVED, Place(3), None, 0.3, LATER)
        found = state.place("f", HERE)
        assert found is not None
        assert found.place == Place(2)

    def test_articles_without_a_fingerprint_are_not_one_article(self, state: StateDatabase) -> None:
        state.save_place("", HERE, Place(1), None, 0.1, NOON)
        assert state.place("", MOVED) is None
        assert state.progress_of([("", MOVED)]) == {}

    def test_progress_is_a_share(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(), None, 1.7, NOON)
        assert state.read_states()[0].progress == 1.0

    def test_a_path_that_is_no_utf_8_is_kept(self, state: StateDatabase) -> None:
        odd = Path("/articles/\udcff\udc80.md")
        state.save_place("f", odd, Place(3), Quote("\ud800"), 0.5, NOON)
        state.record_open("f", odd, "t", NOON)
        found = state.place("", odd)
        assert found is not None
        assert found.quote == Quote("\ud800")
        assert list(state.progress_of([("", odd)])) == [odd]
        assert state.history() == (PastOpening(odd, "f", "t", NOON),)


class TestReadFlags:
    def test_marking_keeps_the_place_and_may_be_undone(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(4), QUOTE, 0.5, NOON)
        assert not state.is_read("f", HERE)
        state.mark_read("f", HERE, read=True, at=LATER)
        assert state.is_read("f", HERE)
        found = state.place("f", HERE)
        assert found is not None
        assert (found.place, found.quote, found.progress) == (Place(4), QUOTE, 0.5)
        state.mark_read("f", HERE, read=False, at=LATER)
        assert not state.is_read("f", HERE)

    def test_a_mark_alone_is_no_place(self, state: StateDatabase) -> None:
        state.mark_read("f", HERE, read=True, at=NOON)
        assert state.place("f", HERE) is None
        assert [item.read for item in state.read_states()] == [True]

    def test_many_are_asked_for_at_once(self, state: StateDatabase) -> None:
        for number in range(40):
            state.save_place(f"f{number}", Path(f"/{number}"), Place(), None, number / 40, NOON)
        asked = [(f"f{number}", Path(f"/{number}")) for number in range(0, 3_000, 2)]
        found = state.progress_of(asked)
        assert set(found) == {Path(f"/{number}") for number in range(0, 40, 2)}
        assert found[Path("/20")].progress == 0.5
        moved = state.progress_of([("f20", Path("/elsewhere")), ("new text", Path("/4"))])
        assert [item.progress for item in moved.values()] == [0.5, 0.1]


class TestUndoingFlags:
    def test_each_gets_back_its_own_flag_and_time(self, state: StateDatabase) -> None:
        names = [(name, Path(f"/{name}")) for name in "abc"]
        state.mark_read("a", Path("/a"), read=True, at=NOON)
        state.save_place("b", Path("/b"), Place(4), QUOTE, 0.5, NOON)
        before = state.read_states()
        former = state.mark_each_read(names, True, LATER)
        assert all(state.is_read(*name) for name in names)
        state.restore_flags(former)
        assert state.read_states() == before
        assert [state.is_read(*name) for name in names] == [True, False, False]

    def test_copies_too(self, state: StateDatabase) -> None:
        state.save_place("f", HERE, Place(4), None, 0.5, NOON)
        before = state.read_states()
        former = state.mark_each_read([("f", MOVED)], True, LATER)
        assert state.is_read("f", HERE)
        state.restore_flags(former)
        assert state.read_states() == before

    def test_what_was_read_since_stays(self, state: StateDatabase) -> None:
        former = state.mark_each_read([("f", HERE)], True, NOON)
        state.save_place("f", HERE, Place(7), None, 0.7, LATER)
        state.restore_flags(former)
        (known,) = state.read_states()
        assert (known.progress, known.read, known.at) == (0.7, False, LATER)


class TestTime:
    def test_it_adds_up_and_is_shared_by_copies(self, state: StateDatabase) -> None:
        state.add_time("f", HERE, 12.5, NOON)
        state.add_time("f", HERE, -3, NOON)
        state.save_place("f", HERE, Place(1), None, 0.5, NOON)
        state.add_time("f", MOVED, 10, LATER)
        assert [known.seconds for known in state.read_states()] == [22.5, 22.5]

    def test_time_alone_is_no_place(self, state: StateDatabase) -> None:
        state.add_time("f", HERE, 12.5, NOON)
        assert state.place("f", HERE) is None
        assert state.begun() == ()


class TestBegun:
    def test_the_latest_first_without_what_is_read_or_was_only_looked_at(
        self, state: StateDatabase
    ) -> None:
        for minute, name in enumerate(["a", "b", "c", "d"]):
            at = NOON + timedelta(minutes=minute)
            state.save_place(name, Path(f"/{name}"), Place(3), None, 0.4, at)
        state.mark_read("c", Path("/c"), read=True, at=LATER)
        state.save_place("e", Path("/e"), Place(), None, 0.1, LATER)
        state.mark_read("g", Path("/g"), read=False, at=LATER)
        state.save_place("a", Path("/copy"), Place(5), None, 0.6, LATER)
        assert [(each.fingerprint, each.progress) for each in state.begun()] == [
            ("a", 0.6),
            ("d", 0.4),
            ("b", 0.4),
        ]


class TestHistoryAndSession:
    def test_each_article_once_the_last_first(self, state: StateDatabase) -> None:
        for minute, name in enumerate(["a", "b", "c", "a"]):
            state.record_open(name, Path(f"/{name}"), name, NOON + timedelta(minutes=minute))
        assert [entry.title for entry in state.history()] == ["a", "c", "b"]
        assert [entry.title for entry in state.history(limit=1)] == ["a"]

    def test_an_article_that_moved_or_changed_is_listed_once(self, state: StateDatabase) -> None:
        state.record_open("f", HERE, "first", NOON)
        state.record_open("", Path("/none"), "none", NOON)
        state.record_open("f", MOVED, "moved", NOON)
        state.record_open("new text", MOVED, "changed", NOON)
        assert [entry.title for entry in state.history()] == ["changed", "none"]

    def test_the_oldest_openings_are_forgotten(
        self, state: StateDatabase, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading_state, "_MAX_OPENINGS", 3)
        for name in "abcde":
            state.record_open(name, Path(f"/{name}"), name, NOON)
        assert [entry.title for entry in state.history()] == ["e", "d", "c"]

    def test_session_values_are_kept(self, path: Path) -> None:
        with StateDatabase(path) as database:
            assert database.get_session("sort") is None
            database.set_session("sort", "date")
            database.set_session("sort", "题目\udc80")
        with StateDatabase(path) as database:
            assert database.get_session("sort") == "题目\udc80"


class TestLastSession:
    def test_what_was_begun_can_be_had_before_anything_is_opened(self, path: Path) -> None:
        assert schema.last_begun(path, 3) == ()
        assert not path.exists()
        with StateDatabase(path) as database:
            for minute, name in enumerate("abcd"):
                at = NOON + timedelta(minutes=minute)
                database.save_place(name, Path(f"/{name}"), Place(3), None, 0.4, at)
            database.mark_read("d", Path("/d"), read=True, at=LATER)
            known = [(each.fingerprint, each.path) for each in database.begun()]
        assert list(schema.last_begun(path, 10)) == known
        assert list(schema.last_begun(path, 2)) == known[:2]

    def test_each_set_of_roots_has_its_own(self, path: Path) -> None:
        with StateDatabase(path) as database:
            database.save_session("a", "layout a", "trail a", NOON)
            database.save_session("b", "layout b", "trail b", NOON)
            database.save_session("a", "new", "newer", LATER)
            assert (database.trail("a"), database.trail("b")) == ("newer", "trail b")
            assert schema.last_layout(path, "b") == "layout b"
        assert schema.last_layout(path, "a") == "new"
        assert schema.last_layout(path, "c") == ""

    def test_those_that_were_not_used_for_long_are_forgotten(
        self, state: StateDatabase, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading_state, "_MAX_SESSIONS", 2)
        for minute, name in enumerate("abc"):
            state.save_session(name, name, "", NOON + timedelta(minutes=minute))
        state.save_session("early", "kept all the same", "", NOON - timedelta(days=1))
        assert [schema.last_layout(path, name) for name in "abc"] == ["", "b", "c"]
        assert schema.last_layout(path, "early") == "kept all the same"

    def test_looking_for_one_makes_no_file_and_waits_for_nobody(self, path: Path) -> None:
        assert schema.last_layout(path, "a") == ""
        assert not path.parent.exists()
        with StateDatabase(path) as database:
            database.save_session("a", "layout", "", NOON)
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            assert schema.last_layout(path, "a") == "layout"
            other.close()

    @pytest.mark.parametrize("name", ["make_foreign", "make_garbage", "damage_pages", "make_1"])
    def test_a_file_that_has_none_stops_nobody(self, path: Path, name: str) -> None:
        path.parent.mkdir(exist_ok=True)
        globals()[name](path)
        before = path.read_bytes()
        assert schema.last_layout(path, "a") == ""
        assert path.read_bytes() == before


TABLES_OF_1 = """
CREATE TABLE article (
    path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, block INTEGER, "offset" INTEGER, exact TEXT,
    prefix TEXT, suffix TEXT, progress REAL NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX article_fingerprint ON article (fingerprint);
CREATE TABLE opening (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, fingerprint TEXT NOT NULL, title TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO article VALUES
    ('/articles/a.md', 'f', 4, 2, '说话', '前文', '后文', 0.5, 0, '2026-01-01T12:00:00Z'),
    ('/articles/b.md', 'g', NULL, NULL, NULL, NULL, NULL, 0, 1, '2026-01-01T12:00:00Z');
INSERT INTO opening (path, fingerprint, title, at)
    VALUES ('/articles/a.md', 'f', 't', '2026-01-01T12:00:00Z');
INSERT INTO session VALUES ('searches', '["x"]');
"""


def make_1(path: Path) -> None:
    """A file as the first version left it."""
    connection = sqlite3.connect(path)
    connection.executescript(TABLES_OF_1)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.close()


class TestFirstVersion:
    def test_all_that_it_knew_is_kept(self, path: Path) -> None:
        path.parent.mkdir()
        make_1(path)
        for _ in range(2):
            with StateDatabase(path) as database:
                assert database.place("f", HERE) == ReadingPlace(Place(4, 2), QUOTE, 0.5, NOON)
                assert database.is_read("g", Path("/articles/b.md"))
                assert database.history() == (PastOpening(HERE, "f", "t", NOON),)
                assert database.get_session("searches") == '["x"]'
                assert [known.seconds for known in database.read_states()] == [0.0, 0.0]
                database.save_session("a", "layout", "", NOON)
                assert database.take_notices() == ()
        assert aside(path) == []

    def test_it_is_read_where_it_cannot_be_written(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_path: Path) -> sqlite3.Connection:
            raise PermissionError(13, "Permission denied")

        path.parent.mkdir()
        make_1(path)
        monkeypatch.setattr("reader.state.database.connect", refuse)
        with StateDatabase(path) as known:
            assert known.is_read("g", Path("/articles/b.md"))
            assert known.in_memory


def make_foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def make_garbage(path: Path) -> None:
    path.write_bytes(b"no database " * 500)


def damage_pages(path: Path) -> None:
    begin(path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


class TestTrouble:
    @pytest.mark.parametrize("make", [make_foreign, make_garbage, damage_pages])
    def test_a_file_that_cannot_be_used_is_kept_aside(
        self, state: StateDatabase, path: Path, make: Callable[[Path], None]
    ) -> None:
        path.parent.mkdir()
        make(path)
        before = path.read_bytes()
        state.save_place("g", MOVED, Place(1), None, 0.1, NOON)
        (notice,) = state.take_notices()
        (kept,) = aside(path)
        assert str(path) in notice
        assert kept in notice
        assert path.with_name(kept).read_bytes() == before
        assert not state.in_memory
        assert state.place("g", MOVED) is not None
        assert state.take_notices() == ()

    def test_damage_while_open_begins_anew(self, state: StateDatabase, path: Path) -> None:
        state.save_place("f", HERE, Place(1), None, 0.1, NOON)
        path.write_bytes(b"x" * 100)
        path.with_name("state.db-wal").unlink(missing_ok=True)
        state.save_place("f", HERE, Place(2), None, 0.2, NOON)
        found = state.place("f", HERE)
        assert found is not None
        assert found.place == Place(2)

    def test_an_empty_file_is_a_new_one(self, state: StateDatabase, path: Path) -> None:
        path.parent.mkdir()
        path.touch()
        state.mark_read("f", HERE, read=True, at=NOON)
        assert state.take_notices() == ()

    def test_a_folder_in_the_way_means_memory_only(self, state: StateDatabase, path: Path) -> None:
        path.mkdir(parents=True)
        state.save_place("f", HERE, Place(1), None, 0.1, NOON)
        assert state.place("f", HERE) is not None
        assert state.in_memory
        (notice,) = state.take_notices()
        assert "this session only" in notice

    def test_what_cannot_be_written_is_still_read(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begin(path)

        def refuse(_path: Path) -> sqlite3.Connection:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("reader.state.database.connect", refuse)
        with StateDatabase(path) as database:
            database.save_place("g", MOVED, Place(9), None, 0.9, NOON)
            found = database.place("f", HERE)
            assert found == ReadingPlace(Place(4, 2), QUOTE, 0.5, NOON)
            assert database.in_memory
        monkeypatch.undo()
        with StateDatabase(path) as database:
            assert database.place("g", MOVED) is None

    def test_after_closing_it_is_closed(self, path: Path) -> None:
        begin(path)
        assert [file.name for file in path.parent.iterdir()] == ["state.db"]
        database = StateDatabase(path)
        database.close()
        database.close()
        with pytest.raises(ReaderError, match="closed"):
            database.is_read("f", HERE)

    def test_threads_and_instances_share_it(self, state: StateDatabase, path: Path) -> None:
        def work(database: StateDatabase, name: str) -> None:
            for number in range(10):
                article = Path(f"/{name}/{number}")
                database.save_place(str(article), article, Place(number), None, 0.5, NOON)

        with StateDatabase(path) as other:
            threads = [
                threading.Thread(target=work, args=(database, name))
                for database, name in ((state, "a"), (state, "b"), (other, "c"), (other, "d"))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(state.read_states()) == len(other.read_states()) == 40


def test_many_are_flagged_in_one_go(state: StateDatabase) -> None:
    names = [("fp1", Path("/a/one.md")), ("", Path("/a/two.md"))]
    state.save_place("fp1", Path("/a/one.md"), Place(3, 4), None, 0.5, NOON)
    state.mark_each_read(names, True, NOON)
    assert all(state.is_read(fingerprint, path) for fingerprint, path in names)
    kept = state.place("fp1", Path("/a/one.md"))
    assert kept is not None
    assert kept.place == Place(3, 4)
    state.mark_each_read(names[1:], False, NOON)
    assert [state.is_read(*name) for name in names] == [True, False]
