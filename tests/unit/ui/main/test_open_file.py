"""What is done when the file of the open article changes, goes, or gets another name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.prepare_article import ArticleTarget
from reader.ui.article.host import Work
from reader.ui.commands import DEFAULTS
from reader.ui.main.lifecycle.open_file import OpenFile
from tests.unit.ui.article.panes import opened


class Library:
    """Knows one article, if any."""

    def __init__(self) -> None:
        self.article: Article | None = None

    def resolve(self, fingerprint: str, path: str) -> Article | None:
        del path
        known = self.article
        return known if known is not None and known.fingerprint == fingerprint else None


class Face:
    """A main screen with an article on it, and a pane that only notes what is opened."""

    keymap = DEFAULTS

    def __init__(self) -> None:
        self.shown: OpenedArticle | None = opened("text")
        self.told: list[str] = []
        self.moved_to: list[Path] = []
        self.selected: list[Path] = []
        self.library = Library()
        self.open_file = OpenFile(self, self.library, lambda _: False)  # type: ignore[arg-type]

    @property
    def pane(self) -> Face:
        return self

    def move_to(self, target: ArticleTarget) -> None:
        self.moved_to.append(target.path)

    def select_in_list(self, path: Path) -> None:
        self.selected.append(path)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def begin(self, work: Work, group: str, *, exclusive: bool = True) -> None:
        del group, exclusive

        async def run() -> None:
            await work()

        asyncio.run(run())

    def changed(self, fingerprints: Mapping[str, str | None]) -> None:
        self.open_file.changed({Path(path): each for path, each in fingerprints.items()})

    def knows(self, path: str, fingerprint: str = "of /a.md") -> None:
        assert self.shown is not None
        known = self.shown.article
        self.library.article = replace(known, path=Path(path), fingerprint=fingerprint)


@pytest.fixture
def face() -> Face:
    return Face()


@pytest.mark.parametrize(
    ("path", "fingerprint", "told"),
    [
        ("/a.md", "another", ["Changed on disk · R reads it again"]),
        ("/a.md", None, ["This article is gone from the disk"]),
        ("/a.md", "of /a.md", []),
        ("/b.md", None, []),
    ],
)
def test_changes_of_the_article_on_the_screen_are_told(
    face: Face, path: str, fingerprint: str | None, told: list[str]
) -> None:
    face.changed({path: fingerprint})
    assert (face.told, face.moved_to) == (told, [])


def test_without_an_article_nothing_of_the_kind_is_told(face: Face) -> None:
    face.shown = None
    face.changed({"/a.md": None})
    assert face.told == []


def test_a_file_that_was_renamed_is_followed(face: Face) -> None:
    face.knows("/c.md")
    face.changed({"/a.md": None, "/c.md": "of /a.md"})
    assert face.moved_to == face.selected == [Path("/c.md")]
    assert face.told == ["The file is called c.md now: the article goes on there"]


def test_a_folder_that_was_renamed_is_followed_too(face: Face) -> None:
    face.knows("/other/a.md")
    face.changed({"/a.md": None})
    assert face.moved_to == [Path("/other/a.md")]
    assert face.told == ["The file is in the folder other now: the article goes on there"]


def test_a_new_name_that_is_known_later_is_followed_then(face: Face) -> None:
    face.changed({"/a.md": None})
    face.knows("/c.md")
    face.changed({"/c.md": "of /a.md"})
    assert face.moved_to == [Path("/c.md")]


def test_a_file_that_comes_back_is_not_looked_for(face: Face) -> None:
    face.changed({"/a.md": None})
    face.changed({"/a.md": "of /a.md"})
    face.knows("/c.md")
    face.changed({"/c.md": "of /a.md"})
    assert face.moved_to == []
