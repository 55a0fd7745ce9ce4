"""What becomes of the owner's state when its file is locked, damaged, newer, or deleted."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.state import schema
from reader.state.database import RETRY
from reader.state.reading_state import StateDatabase

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SEEDS = range(40)
"""More of them find more: 2,000 take three minutes."""
COUNT = 120
"""Articles: their table takes several pages."""
SHARED_SECONDS = 2.0
"""What takes a quarter of a second, on a machine that others use too."""


def article(number: int) -> tuple[str, Path]:
    return f"fp{number}", Path(f"/articles/图书/{number:03}.md")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.db"


@pytest.fixture
def state(path: Path, clock: Clock) -> Iterator[StateDatabase]:
    with StateDatabase(path, clock) as database:
        yield database


def fill(path: Path) -> None:
    quote = Quote("说话 and words to take up some room", "前文", "后文")
    with StateDatabase(path) as database:
        for number in range(COUNT):
            at = NOON + timedelta(minutes=number)
            database.save_place(*article(number), Place(number, 1), quote, number / COUNT, at)
            database.record_open(*article(number), f"Title {number} 题", at)
        database.set_session("searches", '["x"]')
        database.save_session("roots", "{}", "[]", NOON)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "state.db"
    fill(path)
    return path


def aside(path: Path) -> list[Path]:
    return sorted(file for file in path.parent.iterdir() if "-2026" in file.name)


def hold(path: Path, begin: str) -> sqlite3.Connection:
    """Another program that holds a lock until it is closed."""
    other = sqlite3.connect(path, isolation_level=None)
    if begin == "locking_mode":
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        begin = "BEGIN IMMEDIATE"
    other.execute(begin)
    other.execute("CREATE TABLE IF NOT EXISTS theirs (x)")
    return other


LOCKS = pytest.mark.parametrize("begin", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE", "locking_mode"])


class TestLocked:
    @LOCKS
    def test_it_goes_on_in_memory_soon_and_says_so_once(
        self, state: StateDatabase, path: Path, begin: str
    ) -> None:
        fill(path)
        with closing(hold(path, begin)):
            start = monotonic()
            for _ in range(20):
                state.save_place(*article(3), Place(9), None, 0.9, NOON)
                assert state.place(*article(4)) is not None
            assert monotonic() - start < SHARED_SECONDS
            assert state.in_memory
            (notice,) = state.take_notices()
            assert notice.startswith("Reading places are in memory until another program lets go")
            assert schema.last_layout(path, "roots") in {"", "{}"}

    def test_one_that_was_never_opened_before(self, state: StateDatabase, path: Path) -> None:
        path.parent.mkdir()
        with closing(hold(path, "BEGIN EXCLUSIVE")):
            state.set_session("a", "b")
            assert state.get_session("a") == "b"
        assert state.in_memory

    @LOCKS
    def test_what_was_written_meanwhile_is_kept_once_the_lock_is_gone(
        self, state: StateDatabase, path: Path, begin: str, clock: Clock
    ) -> None:
        fill(path)
        with closing(hold(path, begin)):
            state.add_time(*article(3), 5, NOON)
            state.set_session("searches", '["y"]')
        with StateDatabase(path) as other:
            other.add_time(*article(3), 7, NOON)
        state.is_read(*article(3))
        assert state.in_memory  # it is not tried all the time
        clock.now += RETRY
        state.add_time(*article(3), 1, NOON)
        assert not state.in_memory
        assert state.take_notices()[1:] == ("Reading places are on disk again",)
        with StateDatabase(path) as other:
            assert other.progress_of([article(3)])[article(3)[1]].seconds == 13
            assert other.get_session("searches") == '["y"]'

    def test_it_is_tried_once_more_at_the_end(self, path: Path, clock: Clock) -> None:
        fill(path)
        with StateDatabase(path, clock) as database:
            with closing(hold(path, "BEGIN IMMEDIATE")):
                database.mark_read(*article(3), read=True, at=NOON)
            assert database.in_memory
        with StateDatabase(path) as database:
            assert database.is_read(*article(3))

    def test_at_the_end_nobody_is_waited_for(self, path: Path, clock: Clock) -> None:
        fill(path)
        with closing(hold(path, "BEGIN IMMEDIATE")):
            database = StateDatabase(path, clock)
            database.mark_read(*article(3), read=True, at=NOON)
            start = monotonic()
            database.close()
            assert monotonic() - start < SHARED_SECONDS

    def test_a_lock_that_lasts_is_never_waited_for_again(
        self, state: StateDatabase, path: Path, clock: Clock
    ) -> None:
        fill(path)
        with closing(hold(path, "BEGIN IMMEDIATE")):
            state.mark_read(*article(3), read=True, at=NOON)
            start = monotonic()
            for _ in range(20):
                clock.now += RETRY
                state.mark_read(*article(4), read=True, at=NOON)
            assert monotonic() - start < SHARED_SECONDS
            assert len(state.take_notices()) == 1


def damage_schema(path: Path) -> None:
    """One byte in the text of a table's definition, which is then no UTF-8."""
    data = bytearray(path.read_bytes())
    data[data.index(b"CREATE TABLE opening") + 3] |= 0x80
    path.write_bytes(data)


def damage_names(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"tablearticlearticle", b"table\xffrticle\xffrticle"))


def damage_header(path: Path) -> None:
    path.write_bytes(b"SQL\0ite" + path.read_bytes()[7:])


def lose_first_page(path: Path) -> None:
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])


class TestDamaged:
    @pytest.mark.parametrize(
        "change", [damage_schema, damage_names, damage_header, lose_first_page]
    )
    def test_all_that_is_not_damaged_itself_is_saved(
        self, state: StateDatabase, path: Path, filled: Path, change: Callable[[Path], None]
    ) -> None:
        path.parent.mkdir()
        shutil.copyfile(filled, path)
        change(path)
        before = path.read_bytes()
        assert schema.last_layout(path, "roots") in {"", "{}"}
        found = state.place(*article(7))
        assert found is not None
        assert found.place == Place(7, 1)
        assert len(state.read_states()) == len(state.history(1000)) == COUNT
        assert state.get_session("searches") == '["x"]'
        (kept,) = aside(path)
        assert kept.read_bytes() == before
        (notice,) = state.take_notices()
        assert notice.startswith("Reading places were saved as far as they can be read: state.db")
        assert str(kept) in notice

    def test_rows_on_both_sides_of_a_page_that_is_lost_are_saved(
        self, state: StateDatabase, path: Path, filled: Path
    ) -> None:
        path.parent.mkdir()
        data = bytearray(filled.read_bytes())
        page = data.index(b"060.md") // 4096 * 4096
        data[page : page + 4096] = bytes(4096)
        path.write_bytes(data)
        names = {each.path.stem for each in state.read_states()}
        names |= {each.path.stem for each in state.history(1000)}
        assert {"000", f"{COUNT - 1:03}"} <= names

    def test_a_value_that_makes_no_sense_costs_its_row(
        self, state: StateDatabase, path: Path, filled: Path
    ) -> None:
        path.parent.mkdir()
        shutil.copyfile(filled, path)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE article SET progress = 'much' WHERE fingerprint = 'fp3'")
            other.execute("UPDATE article SET path = x'2fff' WHERE fingerprint = 'fp4'")
        assert len(state.read_states()) == COUNT - 2
        assert len(state.take_notices()) == 1

    def test_what_makes_no_sense_to_the_caller_either_is_an_error(
        self, state: StateDatabase, path: Path
    ) -> None:
        def work(_: sqlite3.Connection) -> None:
            raise ValueError("not the file's fault")

        fill(path)
        with pytest.raises(ReaderError, match="not the file's fault"):
            state._run(work)
        assert len(state.read_states()) == COUNT

    @pytest.mark.parametrize("seed", SEEDS)
    def test_whatever_is_damaged_it_can_be_used(
        self, state: StateDatabase, path: Path, filled: Path, seed: int
    ) -> None:
        path.parent.mkdir()
        path.write_bytes(damaged(filled.read_bytes(), random.Random(seed)))  # noqa: S311
        schema.last_layout(path, "roots")
        schema.last_begun(path, 20)
        use(state)
        assert not state.in_memory, state.take_notices()


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut off somewhere, or with one bit or more that is wrong."""
    flips = chance.choice([0, 1, 8, 64])
    if not flips:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    end = chance.choice([4096, len(data)])
    for _ in range(flips):
        changed[chance.randrange(end)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def use(state: StateDatabase) -> None:
    """Use the state in every way there is."""
    for number in range(0, COUNT, 7):
        state.place(*article(number))
        state.is_read(*article(number))
    state.begun()
    state.get_session("searches")
    state.trail("roots")
    state.progress_of(map(article, range(COUNT)))
    state.restore_flags(state.mark_each_read(map(article, (1, 2)), True, NOON))
    state.save_place(*article(3), Place(5), None, 0.5, NOON)
    state.add_time(*article(4), 5, NOON)
    state.record_open(*article(5), "again", NOON)
    state.set_session("searches", "[]")
    state.save_session("roots", "{}", "[]", NOON)
    found = state.place(*article(3))
    assert found is not None
    assert found.place == Place(5)
    assert article(4)[1] in {each.path for each in state.read_states()}
    assert state.history(1)[0].title == "again"


NEWER = """
ALTER TABLE article ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';
ALTER TABLE session ADD COLUMN since TEXT;
UPDATE article SET mood = 'glad';
UPDATE session SET since = 'then';
CREATE TABLE later (x);
PRAGMA user_version = 1000;
"""


class TestNewer:
    def test_it_is_used_as_far_as_it_is_understood(self, state: StateDatabase, path: Path) -> None:
        fill(path)
        with closing(sqlite3.connect(path)) as other:
            other.executescript(NEWER)
        state.save_place(*article(3), Place(8), None, 0.5, NOON)
        state.set_session("searches", '["z"]')
        state.mark_read("new", Path("/new.md"), read=True, at=NOON)
        assert (state.in_memory, state.take_notices()) == (False, ())
        with closing(sqlite3.connect(path)) as other:
            moods = dict(other.execute("SELECT fingerprint, mood FROM article"))
            session = other.execute("SELECT value, since FROM session").fetchall()
            version = other.execute("PRAGMA user_version").fetchone()
        assert (moods["fp3"], moods["new"]) == ("glad", "calm")
        assert session == [('["z"]', "then")]
        assert version == (1000,)
        assert aside(path) == []

    @pytest.mark.parametrize(
        "change",
        [
            "DROP TABLE session",
            "ALTER TABLE session RENAME COLUMN value TO content",
            "ALTER TABLE article RENAME COLUMN seconds TO time",
        ],
    )
    def test_what_cannot_be_written_there_is_kept_in_memory(
        self, state: StateDatabase, path: Path, change: str
    ) -> None:
        fill(path)
        with closing(sqlite3.connect(path)) as other:
            other.executescript(f"{change}; PRAGMA user_version = 1000")
        before = path.read_bytes()
        state.set_session("searches", '["z"]')
        state.add_time(*article(3), 3, NOON)
        assert state.get_session("searches") == '["z"]'
        found = state.place(*article(3))
        assert found is not None
        assert found.place == Place(3, 1)
        (notice,) = state.take_notices()
        assert "a later version of the reader made it" in notice
        assert path.read_bytes()[:4096] == before[:4096]
        assert aside(path) == []


class TestDeleted:
    @pytest.mark.parametrize("suffixes", [("",), ("", "-wal", "-shm")])
    def test_it_is_put_back(self, state: StateDatabase, path: Path, suffixes: list[str]) -> None:
        state.save_place(*article(3), Place(3), None, 0.5, NOON)
        state.add_time(*article(3), 3, NOON)
        for suffix in suffixes:
            path.with_name(path.name + suffix).unlink()
        state.add_time(*article(3), 4, NOON)
        assert not state.in_memory
        (notice,) = state.take_notices()
        assert notice.startswith("Reading places were put back")
        with StateDatabase(path) as other:
            (known,) = other.read_states()
            assert (known.progress, known.seconds) == (0.5, 7)
        assert path.stat().st_mode & 0o777 == 0o600

    def test_with_its_folder_too(self, state: StateDatabase, path: Path) -> None:
        state.mark_read(*article(3), read=True, at=NOON)
        shutil.rmtree(path.parent)
        assert state.is_read(*article(3))
        state.mark_read(*article(4), read=True, at=NOON)
        with StateDatabase(path) as other:
            assert len(other.read_states()) == 2

    def test_another_in_its_place_is_used(
        self, state: StateDatabase, path: Path, filled: Path
    ) -> None:
        state.mark_read("own", Path("/own.md"), read=True, at=NOON)
        shutil.copyfile(filled, path.with_name("new"))
        path.with_name("new").replace(path)
        assert state.place(*article(3)) is not None
        state.mark_read(*article(3), read=True, at=NOON)
        with StateDatabase(path) as other:
            assert other.is_read(*article(3))
        assert state.take_notices() == ()

    def test_where_it_cannot_be_put_back_it_is_kept_in_memory(
        self, path: Path, clock: Clock
    ) -> None:
        with StateDatabase(path, clock) as database:
            database.add_time(*article(3), 3, NOON)
            shutil.rmtree(path.parent)
            path.parent.write_text("in the way")
            database.add_time(*article(3), 4, NOON)
            assert database.in_memory
            path.parent.unlink()
        with StateDatabase(path) as other:
            assert other.read_states()[0].seconds == 7


def test_a_file_that_others_may_read_is_made_private(state: StateDatabase, path: Path) -> None:
    fill(path)
    path.chmod(0o644)
    state.mark_read(*article(3), read=True, at=NOON)
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700
