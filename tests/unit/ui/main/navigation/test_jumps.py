"""Jumps leave a trail, and what comes too late leads nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.library.article import Article
from reader.library.open_article import OpenedArticle
from reader.services.catalog import Catalog
from reader.services.prepare_article import ArticleTarget
from reader.services.reading.jump_trail import Stand, Stop
from reader.ui.main.navigation.jumps import Jumps
from tests.unit.ui.article.panes import opened
from tests.unit.ui.main.faces import FakeFace

A, B = Path("/a.md"), Path("/b.md")


class View:
    """A page that goes wherever it is sent."""

    def __init__(self) -> None:
        self.focused_link = -1
        self.place: Place | None = None

    def focus_link(self, index: int) -> None:
        self.focused_link = index

    def go_to(self, place: Place | None) -> None:
        self.place = place
        self.focused_link = -1

    def jump_to(self, place: Place) -> None:
        self.go_to(place)


class Visits:
    left: Stop | None = None
    last_stop: Stop | None = None


class Pane:
    """A reading pane that opens everything at once."""

    def __init__(self) -> None:
        self.view = View()
        self.visits = Visits()
        self.shown: OpenedArticle | None = opened("one", "two", path=str(A))

    def here(self) -> Place | None:
        return self.view.place

    def open(self, target: ArticleTarget) -> None:
        self.shown = opened("three", path=str(target.path))
        self.view.go_to(target.place)


class Face(FakeFace):
    """A main screen with these panes."""

    def __init__(self, catalog: Catalog) -> None:
        super().__init__()
        self.pane = Pane()
        self.catalog = catalog
        self.selected: list[Path] = []

    def select_in_list(self, path: Path) -> None:
        self.selected.append(path)

    def show_article(self) -> None:
        pass

    def is_at(self, path: Path, place: Place | None = None) -> bool:
        """Whether the reader is there."""
        shown = self.pane.shown
        return shown is not None and (shown.article.path, self.pane.view.place) == (path, place)


class NoCatalog(Catalog):
    """A library of nothing."""

    def __init__(self) -> None:
        pass

    def article(self, path: Path) -> Article | None:
        del path
        return None


@pytest.fixture
async def face() -> Face:
    return Face(NoCatalog())


@pytest.fixture
async def jumps(face: Face) -> Jumps:
    return Jumps(face)


async def test_back_and_forward_between_articles(face: Face, jumps: Jumps) -> None:
    face.pane.view.go_to(Place(1))
    face.pane.view.focus_link(3)
    jumps.jump_to_article(B)
    jumps.entered(B)
    assert face.is_at(B)
    jumps.back()
    jumps.article_shown()
    assert face.is_at(A, Place(1))
    assert face.pane.view.focused_link == 3
    jumps.forward()
    assert face.is_at(B)
    assert face.selected == [B, A, B]


async def test_a_jump_by_a_key_of_the_page_is_taken_back_and_toggled(
    face: Face, jumps: Jumps
) -> None:
    face.pane.view.go_to(Place(1))
    jumps.jumped_from(Stand(None, 2))
    jumps.back()
    assert face.is_at(A)
    assert face.pane.view.focused_link == 2
    for place in (Place(1), None, Place(1)):
        jumps.toggle()
        assert face.is_at(A, place)


async def test_a_hit_in_the_article_that_was_left_is_a_jump(face: Face, jumps: Jumps) -> None:
    face.pane.visits.left = Stop(A, Place(1))
    jumps.entered(A)
    jumps.entered(A, by_search=True)
    jumps.back()
    assert face.is_at(A, Place(1))
    jumps.entered(A, by_search=True)
    jumps.back()
    assert face.told[-1] == "Nowhere to go from here"


async def test_back_within_an_article_opens_nothing(face: Face, jumps: Jumps) -> None:
    jumps.jump_within(Place(1))
    jumps.back()
    assert face.is_at(A)
    assert face.selected == []


async def test_where_nobody_came_from_there_is_no_way_back(face: Face, jumps: Jumps) -> None:
    jumps.back()
    jumps.forward()
    assert face.told == ["Nowhere to go from here"] * 2


async def test_who_came_by_the_list_can_go_back_too(face: Face, jumps: Jumps) -> None:
    face.pane.visits.left = Stop(A, Place(1))
    face.pane.open(ArticleTarget(B))
    jumps.entered(B)
    jumps.back()
    assert face.is_at(A, Place(1))


async def test_a_link_within_the_article_leads_to_its_anchor(face: Face, jumps: Jumps) -> None:
    known = opened("one", "two", path=str(A))
    face.pane.shown = replace(known, document=replace(known.document, anchors={"note": 1}))
    jumps.follow("#note")
    await face.host.settle()
    assert face.is_at(A, Place(1))
    jumps.back()
    assert face.is_at(A)


async def test_a_link_that_is_found_too_late_leads_nowhere(face: Face, jumps: Jumps) -> None:
    jumps.follow("#nowhere")
    jumps.jump_to_article(B)
    await face.host.settle()
    assert face.is_at(B)
    assert face.told == []


async def test_a_link_that_leads_nowhere_says_so(face: Face, jumps: Jumps) -> None:
    jumps.follow("#nowhere")
    await face.host.settle()
    assert len(face.told) == 1


async def test_an_article_without_an_address_has_no_original(face: Face, jumps: Jumps) -> None:
    jumps.open_original(Article(A, "Title"))
    assert face.told == ["This article does not say where it came from"]
