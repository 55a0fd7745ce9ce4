from __future__ import annotations

from unicodedata import normalize

import pytest

from reader.document.facts.fact import FactName
from reader.document.facts.page_facts import read


class Said:
    """The first statement of each fact of a page, by short names."""

    def __init__(self, text: str) -> None:
        facts = read(text)
        self.title = facts.first(FactName.TITLE)
        self.author = facts.first(FactName.AUTHOR)
        self.date = facts.first(FactName.DATE)
        self.all = {fact.name: facts.first(fact.name) for fact in facts.facts}
        self.keywords = tuple(fact.value for fact in facts.of(FactName.KEYWORD))
        self.url = facts.first(FactName.URL)
        self.language = facts.first(FactName.LANGUAGE)


def head(text: str) -> Said:
    return Said(text)


def page(head_html: str, body: str = "") -> str:
    return f"<!doctype html><html><head>{head_html}</head><body>{body}</body></html>"


def test_nothing_said_is_empty() -> None:
    assert read("<p>no head</p>").facts == ()


def test_reads_the_usual_tags() -> None:
    found = head(
        '<html lang="zh-Hant"><head><title> A\n title </title>'
        '<meta name="author" content="Lin"><meta name=description content="About">'
        '<meta property="article:published_time" content="2020-01-02T03:04:05+08:00">'
        '<meta property="og:site_name" content="Site"><meta property="og:image" content="/a.png">'
        '<meta name="keywords" content="one, 二，three"><link rel="canonical" href="https://e.org/x">'
        "</head><body></body></html>"
    )
    assert found.all == {
        FactName.TITLE: "A title",
        FactName.AUTHOR: "Lin",
        FactName.DATE: "2020-01-02T03:04:05+08:00",
        FactName.SITE: "Site",
        FactName.LANGUAGE: "zh-Hant",
        FactName.URL: "https://e.org/x",
        FactName.DESCRIPTION: "About",
        FactName.IMAGE: "/a.png",
        FactName.KEYWORD: "one",
    }
    assert found.keywords == ("one", "二", "three")


def test_a_site_behind_the_title_goes_if_another_title_proves_it() -> None:
    proof = '<meta property="og:title" content="Ships and sails">'
    assert head(page("<title>Ships and sails - Harbour</title>" + proof)).title == "Ships and sails"
    assert head(page("<title>Harbour | Ships and sails</title>" + proof)).title == "Ships and sails"


def test_a_heading_proves_it_too() -> None:
    found = head(page("<title>标题 – 网站</title>", "<h1>标题</h1>"))
    assert found.title == "标题"


def test_a_title_with_a_dash_stays_whole_without_proof() -> None:
    assert head(page("<title>Before - After</title>")).title == "Before - After"
    two = head(page("<title>Before - After</title>", "<h1>Other</h1><h1>Else</h1>"))
    assert two.title == "Before - After"


def test_linked_data_fills_the_gaps() -> None:
    script = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "no"},'
        '{"@type": "NewsArticle", "headline": "Found", "datePublished": "2021-05-06",'
        '"author": [{"@type": "Person", "name": "Ann"}, {"name": "Bob"}]}]}</script>'
    )
    found = head(page(script))
    assert (found.title, found.date, found.author) == ("Found", "2021-05-06", "Ann, Bob")


def test_broken_linked_data_is_ignored() -> None:
    deep = "[" * 5_000
    script = f'<script type="application/ld+json">{deep}</script>'
    assert head(page(script + "<title>T</title>")).title == "T"


def test_a_time_element_is_a_date() -> None:
    assert head(page("", '<time datetime="2019-03-04">March</time>')).date == "2019-03-04"


@pytest.mark.parametrize(
    "content",
    [
        "<![CDATA[News & more]]>",
        "\n  <![CDATA[News & more]]>\n",
        "<![CDATA[News ]]><![CDATA[& more]]>",
        "<![CDATA[News & more",
        "News &amp; more",
    ],
)
def test_the_title_of_a_feed_is_in_sections_or_in_none(content: str) -> None:
    assert head(f"<rss><channel><title>{content}</title><item>").title == "News & more"


def test_a_feed_tells_of_its_channel_not_of_its_items() -> None:
    found = head(
        '<?xml version="1.0"?><rss><channel><title><![CDATA[News &amp; more]]></title>'
        "<link>https://e.org/</link><language>ja</language><description>All</description>"
        "<lastBuildDate>Tue, 03 Jan 2006 21:36:21 +0100</lastBuildDate>"
        "<item><title>Item</title><author>nobody</author></item></channel></rss>"
    )
    assert found.all == {
        FactName.TITLE: "News & more",
        FactName.DATE: "Tue, 03 Jan 2006 21:36:21 +0100",
        FactName.LANGUAGE: "ja",
        FactName.URL: "https://e.org/",
        FactName.DESCRIPTION: "All",
    }


def test_atom_links_are_attributes() -> None:
    found = head(
        '<feed xml:lang="en"><title>T</title><link rel="self" href="https://e.org/f.xml"/>'
        '<link href="https://e.org/"/><author><name>Kim</name></author>'
        "<entry><title>E</title></entry></feed>"
    )
    assert (found.title, found.url, found.language) == ("T", "https://e.org/", "en")
    assert found.author == "Kim"


def test_deep_nesting_is_survived() -> None:
    assert head("<title>T</title>" + "<div>" * 20_000).title == "T"


def test_the_quotes_of_title_and_heading_may_differ() -> None:
    page = "<title>The ferry's way - Bay News</title><body><h1>The ferry’s way</h1>"
    assert head(page).title == "The ferry’s way"


def test_the_name_of_the_site_proves_the_other_half() -> None:
    page = "<title>{}</title><meta property=og:site_name content='Bay News'>"
    assert head(page.format("Ferries: a view | Bay News")).title == "Ferries: a view"
    assert head(page.format("Bay News » Ferries")).title == "Ferries"
    assert head(page.format("Bay News")).title == "Bay News"


def test_an_author_that_linked_data_tells_of_elsewhere_is_found() -> None:
    page = (
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author":'
        ' {"@id": "#kim"}}, {"@type": "Person", "@id": "#kim", "name": "Kim Bay"}]}</script>'
    )
    assert head(page).author == "Kim Bay"


def test_a_second_script_fills_what_the_first_does_not_say() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "WebPage", "headline": "H"}</script>'
        '<script type="application/ld+json">{"@type": "Article", "author": {"name": "Kim"}}'
        "</script>"
    )
    found = head(page)
    assert (found.title, found.author) == ("H", "Kim")


def test_atom_of_old_says_when_it_was_modified() -> None:
    feed = "<feed version='0.3'><title>T</title><modified>2006-01-03T14:00:58Z</modified></feed>"
    assert head(feed).date == "2006-01-03T14:00:58Z"


def test_a_title_of_nothing_but_parts_costs_no_more_than_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at = 0

    def count(form: str, text: str) -> str:
        nonlocal looked_at
        looked_at += len(text)
        return normalize(form, text)  # type: ignore[arg-type]  # a form's name

    monkeypatch.setattr("reader.document.facts.page_title.unicodedata.normalize", count)
    title = "a | " * 100
    assert head(f"<title>{title}</title>").title
    once, looked_at = looked_at, 0
    assert head(f"<title>{title * 50}</title>").title
    assert once < 100 * len(title)
    assert looked_at < 100 * 2_000


def test_one_element_may_have_all_tags_and_several_have_one_each() -> None:
    element = "<meta property='article:tag' content='{}'>"
    assert Said(page(element.format("lamps,ships "))).keywords == ("lamps", "ships")
    two = element.format("Bay, the") + element.format("ships")
    assert Said(page(two)).keywords == ("Bay, the", "ships")
