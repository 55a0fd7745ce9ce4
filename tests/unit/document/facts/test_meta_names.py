from __future__ import annotations

import pytest

from tests.unit.document.facts.pages import author, date, source


@pytest.mark.parametrize(
    "name",
    [
        "author", "byl", "byline", "article_author", "qc:author", "parsely-author",
        "sailthru.author", "branch:deeplink:authorName1", "DC.creator", "dc:creator",
        "citation_author", "og:article:author", "article:author",
    ],
)  # fmt: skip
def test_vocabularies_name_the_author(name: str) -> None:
    assert author("<p>x</p>", f"<meta name='{name}' content='By Ann Ray'>") == "Ann Ray"


@pytest.mark.parametrize(
    "name",
    [
        "article:published_time", "og:article:published_time", "publish-date", "pubdate",
        "dc.date.created", "sailthru.date", "parsely-pub-date", "citation_publication_date",
        "created-date", "PubDate", "date",
    ],
)  # fmt: skip
def test_vocabularies_state_the_date(name: str) -> None:
    assert date("<p>x</p>", f"<meta name='{name}' content=2024-03-09>") == "2024-03-09"


def test_each_tag_of_a_journal_names_one_author() -> None:
    tags = (
        "<meta name=citation_author content='Ray, Ann B.'>"
        "<meta name=citation_author content='Lee, Bo'>"
    )
    assert author("<p>x</p>", tags) == "Ann B. Ray, Bo Lee"


def test_a_card_labels_what_it_shows() -> None:
    card = (
        "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Ann Ray'>"
        "<meta name=twitter:label2 content='Est. reading time'>"
        "<meta name=twitter:data2 content='5 minutes'>"
    )
    assert author("<p>x</p>", card) == "Ann Ray"
    published = (
        "<meta name=twitter:label1 content=Published><meta name=twitter:data1 content=2024-03-09>"
    )
    assert date("<p>x</p>", published) == "2024-03-09"


def test_facts_in_json_are_read() -> None:
    value = '{"title": "F", "authors": ["Ann Ray", "Bo Lee"], "pub_date": "2024-03-09"}'
    head = f"<meta name=parsely-page content='{value}'>"
    assert author("<p>x</p>", head) == "Ann Ray, Bo Lee"
    assert date("<p>x</p>", head) == "2024-03-09"


@pytest.mark.parametrize("value", ["{", "[]", "7", '{"authors": 7}', "[" * 5_000])
def test_json_that_states_nothing_is_passed_over(value: str) -> None:
    assert author("<p>x</p>", f"<meta name=parsely-page content='{value}'>") == ""


def test_a_handle_names_the_site_only_if_nothing_else_does() -> None:
    handle = "<meta name=twitter:site content=@baynews>"
    assert source("<p>x</p>", handle) == "@baynews"
    assert source("<p>x</p>", handle + "<meta name=application-name content=Bay>") == "Bay"
