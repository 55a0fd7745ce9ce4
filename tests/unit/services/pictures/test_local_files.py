"""Files of pictures that an article names by a path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.services.pictures.local_files import picture_file


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A library in a folder of a site, with files inside of it and one beside."""
    root = Path(os.path.realpath(tmp_path)) / "site"
    for name in (
        "posts/a.md",
        "posts/one.png",
        "posts/a/asset.png",
        "posts/page_files/saved 1.png",
        "static/img/hugo.png",
        "source/img/hexo.png",
        "img/root.png",
        "attachments/pasted.png",
        "../secret.png",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("one.png", "posts/one.png"),
        ("./one.png?v=2#x", "posts/one.png"),
        ("asset.png", "posts/a/asset.png"),
        ("page_files/saved%201.png", "posts/page_files/saved 1.png"),
        ("page_files\\saved 1.png", "posts/page_files/saved 1.png"),
        ("../img/root.png", "img/root.png"),
        ("/img/root.png", "img/root.png"),
        ("/img/hugo.png", "static/img/hugo.png"),
        ("/img/hexo.png", "source/img/hexo.png"),
        ("pasted.png", "attachments/pasted.png"),
    ],
)
def test_a_picture_is_found_as_its_generator_means_it(site: Path, href: str, name: str) -> None:
    assert picture_file(href, site / "posts/a.md", (site,)) == site / name


@pytest.mark.parametrize(
    "href",
    [
        "",
        "#one.png",
        "none.png",
        "../../secret.png",
        "/../secret.png",
        "https://a.example/one.png",
        "//a.example/one.png",
        "file:///one.png",
        "http://[",
        "a" * 5_000,
        "a\0b.png",
        "a" * 300,
        "..",
    ],
)
def test_what_is_elsewhere_or_nowhere_is_no_picture(site: Path, href: str) -> None:
    assert picture_file(href, site / "posts/a.md", (site,)) is None


def test_a_link_that_leads_out_is_followed_only_where_it_may_lead(site: Path) -> None:
    (site / "posts/link.png").symlink_to(site.parent / "secret.png")
    article = site / "posts/a.md"
    assert picture_file("link.png", article, (site,)) is None
    found = picture_file("link.png", article, (site, site.parent))
    assert found == site.parent / "secret.png"
