from __future__ import annotations

import pytest

from reader.document.facts.fact import FactName, Origin
from reader.document.facts.page_facts import read

DATED = '<meta property="article:published_time" content="2024-03-09">'


def title(head: str, body: str = "") -> str:
    return read(f"<!doctype html><head>{head}</head><body>{body}</body>").first(FactName.TITLE)


@pytest.mark.parametrize(
    "heading",
    [
        "<h1 class=site-title>Quay News</h1>",
        "<header><h1><a href='/'>Quay News</a></h1></header>",
        "<h1><a href='https://quay.example/'>Quay News</a></h1>",
        "<div id=logo><h1>Quay News</h1></div>",
    ],
)
def test_the_logo_never_is_the_title(heading: str) -> None:
    body = f"{heading}<h2 class=entry-title>Lamps at sea</h2><p>Text</p>"
    assert title("<title>Lamps at sea – Quay News</title>", body) == "Lamps at sea"
    assert title("<title>Lamps at sea | Quay News</title>", heading) == "Lamps at sea"


def test_a_page_called_by_its_site_alone_is_called_by_its_other_title() -> None:
    head = (
        "<title>Quay News</title><meta property=og:site_name content='Quay News'>"
        "<meta property=og:title content='Lamps at sea'>"
    )
    assert title(head) == "Lamps at sea"
    assert title("<title>Quay News</title><meta property=og:site_name content='Quay News'>") == (
        "Quay News"
    )


def test_the_headline_of_an_article_stands_before_what_search_engines_get() -> None:
    body = "<article><h1>What the lamps say</h1><p>Text</p></article>"
    assert title(f"<title>Lamps: a guide to buoys</title>{DATED}", body) == "What the lamps say"
    assert title("<title>Lamps: a guide to buoys</title>", body) == "Lamps: a guide to buoys"


def test_of_several_headings_the_one_that_a_title_proves_is_taken() -> None:
    head = "<title>Lamps at sea | Quay</title><meta property=og:title content='Lamps at sea'>"
    body = "<h1>Quay</h1><h1>Lamps at sea</h1><h1>Departure</h1>"
    assert title(head, body) == "Lamps at sea"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Lamps at sea | Hacker News", "Lamps at sea"),
        ("Lamps at sea | by Wren Alder | Better Lamps", "Lamps at sea"),
        ("Self-hosting", "Self-hosting"),
        ("Self-hosting and you - a guide", "Self-hosting and you - a guide"),
        ("(3) Lamps at sea", "Lamps at sea"),
        ('Jane Roe on X: "Lamps at sea" / X', "Lamps at sea"),
        ("Lamps &amp;amp; oil", "Lamps &amp; oil"),
    ],
)
def test_what_a_browser_s_tab_adds_goes(written: str, expected: str) -> None:
    assert title(f"<title>{written}</title>") == expected


def test_the_host_is_a_site_s_name_too() -> None:
    head = "<title>灯塔_码头周刊 - quay.example</title><link rel=canonical href=https://quay.example/1>"
    assert title(head) == "灯塔_码头周刊"


def test_signs_at_the_end_of_a_heading_are_none_of_it() -> None:
    assert title("", "<h1>Lamps at sea <a href='#lamps'>¶</a></h1>") == "Lamps at sea"


def test_headings_of_parts_of_a_page_are_no_titles() -> None:
    body = "<main><h1>Conversation</h1></main>"
    assert title(f"<title>Lamps at sea</title>{DATED}", body) == "Lamps at sea"


def test_where_the_title_is_stated_is_kept() -> None:
    facts = read("<title>Lamps at sea - Quay</title><body><h1>Lamps at sea</h1>")
    assert next(facts.of(FactName.TITLE)).origin is Origin.HEADING
    facts = read("<title>Lamps at sea</title>")
    assert next(facts.of(FactName.TITLE)).origin is Origin.TITLE_ELEMENT


def test_a_heading_that_is_hidden_gives_way_to_one_that_is_seen() -> None:
    hidden = "<h1 class=hidden>Quay News</h1>"
    seen = "<h2>Lamps at sea</h2>"
    assert title("<title>Lamps at sea_Ships_Quay News</title>", hidden + seen) == "Lamps at sea"
    assert title("<title>Quay News</title>", hidden) == "Quay News"


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span class=kicker>Ferries</span> Lamps at sea</h1>",
        "<h1><span class=headline__overline>Ferries</span><span> : </span>Lamps at sea</h1>",
        "<h1><small>Ferries</small><br>Lamps at sea</h1>",
        "<h1><time>Jun 17</time> Lamps at sea</h1>",
    ],
)
def test_what_stands_over_the_headline_is_not_its_beginning(heading: str) -> None:
    assert title(f"<title>Lamps at sea | Quay News</title>{DATED}", heading) == "Lamps at sea"


def test_what_stands_behind_the_headline_stays() -> None:
    heading = "<h1>Lamps at sea: <span class=subtitle>an evening</span></h1>"
    assert title(f"<title>Lamps at sea: an evening</title>{DATED}", heading) == (
        "Lamps at sea: an evening"
    )
