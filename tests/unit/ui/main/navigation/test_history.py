"""What was read lately, and what is known of an article, asked for in threads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.library.article import Article
from reader.services.owner.reading_places import Visit
from reader.state.reading_state import PastOpening, ReadState
from reader.ui.dialogs.picker import Picked
from reader.ui.main.navigation.history import History
from tests.unit.ui.main.faces import FakeFace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HERE, GONE = Path("/here.md"), Path("/gone.md")


class Kept:
    """Two visits, of which the library has one article; or a database that is locked."""

    is_locked = False

    def history(self, limit: int) -> tuple[Visit, ...]:
        self._check()
        return tuple(
            Visit(PastOpening(path, "", f"Title of {path.stem}", NOW), None)
            for path in (HERE, GONE)
        )[:limit]

    def known_of(self, article: Article) -> ReadState | None:
        del article
        self._check()
        return None

    def resolve(self, fingerprint: str, path: str) -> Article | None:
        del fingerprint
        self._check()
        return Article(HERE, "Title") if path == str(HERE) else None

    def _check(self) -> None:
        if self.is_locked:
            raise ReaderError("database is locked")


class Fixture:
    def __init__(self) -> None:
        self.face = FakeFace()
        self.kept = Kept()
        self.history = History(self.face, self.kept, self.kept)

    async def pick(self, key: str | None) -> None:
        """Answer the dialog that was shown last; None closes it."""
        assert self.face.answer is not None
        self.face.answer(Picked(key) if key is not None else None)
        await self.face.host.settle()


@pytest.fixture
async def at() -> Fixture:
    return Fixture()


async def test_what_is_picked_is_read_again(at: Fixture) -> None:
    at.history.recent()
    await at.face.host.settle()
    await at.pick("0")
    assert at.face.jumped == [HERE]


async def test_nothing_is_read_if_nothing_is_picked(at: Fixture) -> None:
    at.history.recent()
    await at.face.host.settle()
    await at.pick(None)
    assert at.face.jumped == []
    assert at.face.told == []


async def test_what_the_library_has_not_is_told(at: Fixture) -> None:
    at.history.recent()
    await at.face.host.settle()
    await at.pick("1")
    assert at.face.jumped == []
    assert at.face.told == ["Not in this library: Title of gone"]


async def test_only_what_was_asked_for_last_is_shown(at: Fixture) -> None:
    at.face.article_in_use = Article(HERE, "Title")
    at.history.recent()
    at.history.info()
    await at.face.host.settle()
    assert len(at.face.dialogs) == 1
    await at.pick("Title")
    assert at.face.copied == ["Title"]
    assert at.face.told == ["Copied: title"]


async def test_without_an_article_there_is_nothing_to_know(at: Fixture) -> None:
    at.history.info()
    assert at.face.told == ["No article here"]


async def test_a_database_that_cannot_be_had_is_told(at: Fixture) -> None:
    at.kept.is_locked = True
    at.face.article_in_use = Article(HERE, "Title")
    at.history.recent()
    await at.face.host.settle()
    at.history.info()
    await at.face.host.settle()
    assert at.face.told == ["database is locked"] * 2
    assert at.face.dialogs == []
