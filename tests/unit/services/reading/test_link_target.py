"""Where links of an article lead."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.document.model import Place
from reader.services.prepare_article import ArticleTarget
from reader.services.reading.link_target import Nowhere, Outside, PictureFile, destination
from tests.unit.services.small_library import SmallLibrary

BODY = """# Top

See [the page](https://example.org/page), [https://bank.example/in](https://example.org/trick) and
[another](other.md#part).

## Part

More of it.
"""


@pytest.fixture
def article(small: SmallLibrary) -> Path:
    path = small.write("here.md", BODY, title="Here", url="https://site.example/posts/here")
    small.write("other.md", title="Other", url="https://example.org/saved")
    small.refresh()
    return path


def test_an_anchor_is_a_place_in_the_article(small: SmallLibrary, article: Path) -> None:
    opened = small.open(article)
    found = destination("#part", opened, small.catalog)
    assert isinstance(found, Place)
    assert opened.document.blocks[found.block].text == "Part"
    missing = destination("#none", opened, small.catalog)
    assert isinstance(missing, Nowhere)
    assert "#none" in missing.reason


def test_an_anchor_that_a_part_lacks_is_looked_for_in_the_whole(
    small: SmallLibrary, article: Path
) -> None:
    part = replace(small.open(article), complete=False)
    assert destination("#none", part, small.catalog) == ArticleTarget(article, fragment="none")


def test_a_file_is_an_article_of_the_library_or_leads_nowhere(
    small: SmallLibrary, article: Path
) -> None:
    opened, other = small.open(article), small.root / "other.md"
    assert destination("other.md", opened, small.catalog) == ArticleTarget(other, top=True)
    assert destination("other.md#x", opened, small.catalog) == ArticleTarget(other, fragment="x")
    missing = destination("missing.md", opened, small.catalog)
    assert isinstance(missing, Nowhere)
    assert "missing.md" in missing.reason


def test_a_web_page_is_its_saved_copy_if_there_is_one(small: SmallLibrary, article: Path) -> None:
    opened = small.open(article)
    saved = destination("https://example.org/saved#x", opened, small.catalog)
    assert saved == ArticleTarget(small.root / "other.md", fragment="x")
    outside = destination("https://example.org/page", opened, small.catalog)
    assert outside == Outside("https://example.org/page")


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/saved/",
        "https://example.org/saved?utm_source=feed&utm_medium=x",
        "https://EXAMPLE.org/sav%65d",
    ],
)
def test_an_address_is_known_however_it_was_shared(
    small: SmallLibrary, article: Path, url: str
) -> None:
    saved = destination(url, small.open(article), small.catalog)
    assert saved == ArticleTarget(small.root / "other.md", top=True)


def test_another_page_of_the_same_query_is_not_the_saved_one(
    small: SmallLibrary, article: Path
) -> None:
    for url in ("https://example.org/saved?page=2", "https://example.com/saved"):
        assert isinstance(destination(url, small.open(article), small.catalog), Outside)


def test_the_page_of_the_article_itself_is_opened_outside(
    small: SmallLibrary, article: Path
) -> None:
    url = "https://site.example/posts/here"
    assert destination(url, small.open(article), small.catalog) == Outside(url)
    assert isinstance(destination(f"{url}#part", small.open(article), small.catalog), Place)


def test_words_that_name_another_host_are_doubted(small: SmallLibrary, article: Path) -> None:
    found = destination("https://example.org/trick", small.open(article), small.catalog)
    assert isinstance(found, Outside)
    assert found.url == "https://example.org/trick"
    assert found.doubt


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd"])
def test_other_schemes_lead_nowhere(small: SmallLibrary, article: Path, href: str) -> None:
    found = destination(href, small.open(article), small.catalog)
    assert isinstance(found, Nowhere)


def test_a_path_of_the_site_is_completed_by_the_url_of_the_article(
    small: SmallLibrary, article: Path
) -> None:
    found = destination("/about", small.open(article), small.catalog)
    assert found == Outside("https://site.example/about")


def test_a_page_beside_the_article_on_its_site_is_completed_by_its_url(
    small: SmallLibrary, article: Path
) -> None:
    opened = small.open(article)
    found = destination("next.html#x", opened, small.catalog)
    assert found == Outside("https://site.example/posts/next.html#x")
    saved = small.write("7.md", "Text.\n", title="Next", url="https://site.example/posts/next.html")
    small.refresh()
    assert destination("next.html", opened, small.catalog) == ArticleTarget(saved, top=True)


def test_a_note_is_found_by_its_name_wherever_it_lies(small: SmallLibrary, article: Path) -> None:
    (small.root / "deep").mkdir()
    note = small.write("deep/Spring Tides.md", "# Spring Tides\n\n## At Noon\n\nHigh.\n")
    small.refresh()
    opened = small.open(article)
    assert destination("[[spring%20tides]]", opened, small.catalog) == ArticleTarget(note, top=True)
    assert destination("[[Spring Tides#At Noon]]", opened, small.catalog) == ArticleTarget(
        note, fragment="at-noon"
    )
    assert destination("[[Spring Tides#^line-1]]", opened, small.catalog) == ArticleTarget(
        note, fragment="^line-1"
    )


def test_a_file_that_lies_elsewhere_is_found_by_its_name(
    small: SmallLibrary, article: Path
) -> None:
    (small.root / "deep").mkdir()
    moved = small.write("deep/2020-01-02-ebb.md", "Text.\n")
    small.refresh()
    opened = small.open(article)
    for href in (
        "2020-01-02-ebb.md",
        "2020-01-02-ebb",
        "deep/2020-01-02-ebb",
        "../2020-01-02-ebb.md",
    ):
        assert destination(href, opened, small.catalog) == ArticleTarget(moved, top=True)
    assert isinstance(destination("other/2020-01-02-ebb.md", opened, small.catalog), Nowhere)


@pytest.mark.parametrize("href", ["[[Neap%20Tides]]", "[[../here]", "[[]]"])
def test_a_note_that_nobody_wrote_leads_nowhere(
    small: SmallLibrary, article: Path, href: str
) -> None:
    found = destination(href, small.open(article), small.catalog)
    assert isinstance(found, Nowhere)


def test_a_page_means_the_file_that_it_was_made_of(small: SmallLibrary) -> None:
    for name in ("posts/b", "guide"):
        (small.root / name).mkdir(parents=True)
    made = small.write("posts/c.md", "Text.\n")
    folder = small.write("guide/README.md", "Text.\n")
    here = small.write("posts/here.md", "Text.\n")
    page = small.write("posts/b/index.html", "<p>Text.</p>\n")
    small.refresh()
    opened = small.open(here)
    for href, path in (
        ("c", made),
        ("c.html", made),
        ("./c.html?print=1#x", made),
        ("b/", page),
        ("../guide", folder),
        ("../guide/", folder),
        ("/posts/c", made),
        ("/posts/c/", made),
        ("/guide/#Part", folder),
        ("/posts/b", page),
    ):
        found = destination(href, opened, small.catalog)
        assert isinstance(found, ArticleTarget), href
        assert found.path == path, href


def test_no_path_leads_out_of_the_library(small: SmallLibrary) -> None:
    (small.folder / "secret.md").write_text("Text.\n", "utf-8")
    here = small.write("bare.md", "Text.\n")
    small.refresh()
    opened = small.open(here)
    for href in ("/secret", "/../secret.md", "../secret.md", "/etc/passwd", "/"):
        assert isinstance(destination(href, opened, small.catalog), Nowhere), href


def test_a_picture_beside_the_article_is_one(small: SmallLibrary) -> None:
    article = small.write("bare.md", "Text.\n")
    small.refresh()
    picture = small.root / "map.png"
    picture.write_bytes(b"")
    (small.folder / "out.png").write_bytes(b"")
    (small.root / "map.svg").write_bytes(b"")
    (small.root / "led.png").symlink_to(small.folder / "out.png")
    opened = small.open(article)
    assert destination("map.png", opened, small.catalog) == PictureFile(picture)
    assert isinstance(destination("../out.png", opened, small.catalog), Nowhere)
    for href in ("gone.png", "map.svg", "led.png"):
        assert isinstance(destination(href, opened, small.catalog), Nowhere)
