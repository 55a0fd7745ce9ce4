"""Pictures from the web, fetched when they are wanted and kept in the cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.services.pictures.fetched import PictureCache, absolute, fetch_pictures
from reader.services.pictures.source import PictureSource
from tests.drawn_pictures import picture
from tests.unit.intake.fake_web import FakeWeb

PAGE = "https://river.example/posts/otters"


@pytest.fixture
def cache(tmp_path: Path) -> PictureCache:
    return PictureCache(tmp_path / "cache")


@pytest.fixture
def source(tmp_path: Path, cache: PictureCache) -> PictureSource:
    (tmp_path / "here.png").write_bytes(picture())
    return PictureSource(tmp_path / "a.md", lambda: (tmp_path.resolve(),), page=PAGE, cache=cache)


def test_what_came_is_found_by_the_address_that_the_article_has(source: PictureSource) -> None:
    data = picture(form="JPEG")
    web = FakeWeb({
        "https://river.example/otter.jpg": data,
        "https://else.example/a.jpg": data,
        "https://else.example/page": "<html>",
    })  # fmt: skip
    wanted = ["/otter.jpg#x", "https://else.example/a.jpg", "https://else.example/page", "cid:x"]
    lots = list(fetch_pictures(lambda: web, source, ["here.png", *wanted]))
    assert [(lot.came, lot.failed) for lot in lots] == [(tuple(wanted[:2]), 1)]
    assert source.content("/otter.jpg") == data
    assert "https://river.example/posts/here.png" not in web.asked, "it is a file here"
    assert list(fetch_pictures(lambda: web, source, wanted[:2])) == [], "they are here now"


def test_a_host_that_gives_nothing_is_left_alone(source: PictureSource) -> None:
    web = FakeWeb()
    wanted = [f"https://gone.example/{number}.png" for number in range(40)]
    lots = list(fetch_pictures(lambda: web, source, wanted))
    assert sum(lot.failed for lot in lots) == 40
    assert len(web.asked) <= 4


def test_the_oldest_go_when_there_are_too_many(cache: PictureCache, tmp_path: Path) -> None:
    for number in range(3):
        cache.keep(f"https://a.example/{number}", bytes(100))
        path = cache.path(f"https://a.example/{number}")
        assert path is not None
        os.utime(path, (number, number))
    cache.make_room(200)
    assert [cache.path(f"https://a.example/{n}") is not None for n in range(3)] == [
        False, True, True,
    ]  # fmt: skip
    PictureCache(tmp_path / "none").make_room()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReaderError, match="cannot be written"):
        PictureCache(tmp_path / "file").keep("https://a.example/1", b"x")


@pytest.mark.parametrize(
    ("address", "page", "url"),
    [
        ("a.png", PAGE, "https://river.example/posts/a.png"),
        ("//b.example/a.png#f", PAGE, "https://b.example/a.png"),
        ("a.png", "", ""),
        ("cid:a@b", PAGE, ""),
        ("data:image/png,0123456789abcdef", PAGE, ""),
        ("file:///etc/passwd", PAGE, ""),
        ("http://[", PAGE, ""),
    ],
)
def test_addresses_on_the_web(address: str, page: str, url: str) -> None:
    assert absolute(address, page) == url
