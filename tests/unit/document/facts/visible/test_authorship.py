from __future__ import annotations

from tests.unit.document.facts.pages import author, date, source

_BYLINE = "<h1>Ferries</h1><div class=byline>By Ann Ray</div><p>They left at dawn.</p>"


def meta(name: str, content: str) -> str:
    return f"<meta name='{name}' content='{content}'>"


def test_a_publisher_gives_way_to_a_person() -> None:
    site = "<meta property=og:site_name content='Bay News'>"
    assert author(_BYLINE, site + meta("author", "Bay News")) == "Ann Ray"
    assert author(_BYLINE, meta("author", "Bay News Staff")) == "Ann Ray"
    host = "<link rel=canonical href=https://www.baynews.example/ferries>"
    assert author(_BYLINE, host + meta("author", "BayNews")) == "Ann Ray"
    rights = "<footer>© 2024 Bay Media. All rights reserved.</footer>"
    assert author(_BYLINE + rights, meta("author", "Bay Media")) == "Ann Ray"


def test_a_publisher_alone_is_named() -> None:
    assert author("<h1>Ferries</h1><p>They left.</p>", meta("author", "Bay News Staff")) == (
        "Bay News Staff"
    )


def test_the_people_beside_a_publisher_are_named() -> None:
    site = "<meta property=og:site_name content='Bay News'>"
    assert author("<p>x</p>", site + meta("author", "Bay News, Ann Ray")) == "Ann Ray"


def test_a_name_that_the_page_never_shows_gives_way_to_its_byline() -> None:
    assert author(_BYLINE, meta("author", "aray")) == "Ann Ray"
    assert author(_BYLINE, meta("author", "Ann Ray, Bo Lee")) == "Ann Ray, Bo Lee"
    assert author("<h1>Ferries</h1><p>x</p>", meta("author", "Bo Lee")) == "Bo Lee"


def test_a_name_that_is_turned_round_is_turned_back_if_the_page_shows_it_so() -> None:
    assert author("<h1>F</h1><p>Ann Ray writes.</p>", meta("author", "Ray, Ann")) == "Ann Ray"
    assert author("<h1>F</h1><p>x</p>", meta("author", "Ray, Ann")) == "Ray, Ann"


def test_addresses_and_placeholders_are_no_names() -> None:
    address = "<meta property=article:author content=https://example.org/ann>"
    assert author(_BYLINE, address + meta("author", "admin")) == "Ann Ray"


def test_the_date_of_the_metadata_is_trusted_first() -> None:
    body = "<h1>Ferries</h1><time datetime=2024-03-10>x</time>"
    assert date(body, meta("pubdate", "2024-03-09")) == "2024-03-09"
    assert date(body, meta("pubdate", "soon")) == "soon"


def test_the_site_is_named_by_itself_before_its_publisher() -> None:
    script = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "F",'
        ' "publisher": {"name": "Bay Media"}}</script>'
    )
    assert source("<p>x</p>", script) == "Bay Media"
    site = "<meta property=og:site_name content='Bay News'>"
    assert source("<p>x</p>", script + site) == "Bay News"
