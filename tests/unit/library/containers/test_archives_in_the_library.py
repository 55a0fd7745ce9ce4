"""An archive is an article as any other: listed, searched, opened, anchored, copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.document.anchors.finder import QuoteFinder
from reader.document.anchors.quote import describe
from reader.document.body_kind import BodyKind
from reader.document.facts.fact import FactName
from reader.document.model import Place
from reader.document.ranges.copy_text import selected_text
from reader.library import load
from reader.library.files.discover import walk
from reader.library.index import Index
from reader.library.indexing.first_look import describe_head
from reader.library.open_article import open_article
from reader.library.search.searcher import search
from tests.unit.library.containers.archives import ADDRESS, PAGE, webarchive, whole
from tests.unit.library.containers.letters import alternatives, letter

FORMS: dict[str, Callable[[], bytes]] = {
    "otters.mhtml": whole,
    "otters.mht": whole,
    "otters.webarchive": webarchive,
    "otters.eml": lambda: letter(
        alternatives("Only words", PAGE),
        f"Archived-At: <{ADDRESS}>",
        subject="Otters of the Ilm",
    ),
    "otters.json": lambda: json.dumps(
        {"title": "Otters of the Ilm", "url": ADDRESS, "content": f"<p>{NINE}</p><p>{AGAIN}</p>"}
    ).encode(),
    "otters.xml": lambda: (
        f'<doc title="Otters of the Ilm" source="{ADDRESS}"><main><p>{NINE}</p>'
        f"<p>{AGAIN.replace('em>', 'hi>')}</p></main></doc>"
    ).encode(),
}
NINE = "Nine otters were counted below the weir."
AGAIN = "水獭 come back with the <em>clean</em> water."


@pytest.fixture(params=FORMS)
def archive(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / str(request.param)
    path.write_bytes(FORMS[path.name]())
    return path


def test_it_is_listed_with_the_facts_of_its_page(archive: Path) -> None:
    assert list(walk([archive.parent])) == [archive]
    article = load.describe(archive)
    assert (article.title, article.url, article.error) == ("Otters of the Ilm", ADDRESS, "")
    origin = "front matter" if archive.suffix == ".json" else "saved archive"
    assert article.origin_of(FactName.URL) == origin
    assert article.size == archive.stat().st_size


def test_the_day_it_was_saved_is_its_date_where_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "otters.mhtml"
    path.write_bytes(whole())
    article = load.describe(path)
    assert article.date is not None
    assert article.date.day == "2024-04-02"
    assert article.origin_of(FactName.DATE) == "saved archive"
    dated = PAGE.replace("<head>", "<head><meta name='date' content='2019-03-01'>")
    path.write_bytes(whole(dated))
    article = load.describe(path)
    assert article.date is not None
    assert article.date.day == "2019-03-01"
    named = path.rename(tmp_path / "2020-02-02-otters.mhtml")
    named.write_bytes(whole())
    article = load.describe(named)
    assert article.date is not None
    assert article.date.day == "2020-02-02"


def test_its_text_is_found_and_it_opens_there(archive: Path) -> None:
    with Index(None) as index:
        list(index.refresh([archive.parent]))
        hits = search(index, [archive.parent], "水獭 otters")
        known = index.article(archive)
        assert [hit.id for hit in hits]
        assert "Nine otters" in index.text(archive)
    opened = open_article(archive, known)
    texts = [block.text for block in opened.document.blocks]
    assert texts[:2] == [
        "Nine otters were counted below the weir.",
        "水獭 come back with the clean water.",
    ]
    is_page = archive.suffix not in (".json", ".xml")
    assert load.load(archive).kind is (BodyKind.HTML_DOCUMENT if is_page else BodyKind.HTML)


def test_its_words_are_found_again_and_copied(archive: Path) -> None:
    document = open_article(archive).document
    start, end = Place(0, 5), Place(1, 2)
    quote = describe(document, start, end)
    assert QuoteFinder(document).span(quote, Place(0, 0), Place(0, 1)) == (start, end)
    assert selected_text(document, start, end) == "otters were counted below the weir.\n\n水獭"


def test_a_long_one_is_known_by_its_head(tmp_path: Path) -> None:
    path = tmp_path / "otters.mhtml"
    path.write_bytes(whole(PAGE.replace("</article>", "<p>More words.</p>" * 5_000)))
    assert describe_head(path).title == "Otters of the Ilm"
    assert describe_head(path).url == ADDRESS


def test_a_long_one_in_json_is_known_by_its_head(tmp_path: Path) -> None:
    path = tmp_path / "otters.json"
    value = {
        "title": "Otters of the Ilm",
        "author": "Ann Reed",
        "content": f"{NINE} {AGAIN} " * 900,
    }
    path.write_text(json.dumps(value), "utf-8")
    article = describe_head(path)
    assert (article.title, article.author) == ("Otters of the Ilm", "Ann Reed")


def test_a_long_message_is_known_by_its_head(tmp_path: Path) -> None:
    path = tmp_path / "otters.eml"
    path.write_bytes(letter(alternatives("Only words", PAGE + f"<p>{NINE}</p>" * 900)))
    article = describe_head(path)
    assert (article.title, article.author) == ("Otters again", "Ann Reed")


def test_a_damaged_one_is_a_row_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "otters.webarchive"
    path.write_bytes(webarchive()[:100])
    with Index(None) as index:
        list(index.refresh([tmp_path]))
        article = index.article(path)
    assert article is not None
    assert "damaged web archive" in article.error
    assert "Safari" in article.error
