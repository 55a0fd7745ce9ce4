from __future__ import annotations

from tests.unit.document.facts.pages import author, date


def item(kind: str, content: str, prop: str = "") -> str:
    role = f" itemprop={prop}" if prop else ""
    return f"<div itemscope itemtype=https://schema.org/{kind}{role}>{content}</div>"


def person(name: str) -> str:
    return f"<span itemprop=author itemscope><b itemprop=name>{name}</b></span>"


def test_the_authors_of_one_item_are_the_page_s() -> None:
    own = item("Article", person("Ann Ray") + person("Bo Lee"))
    other = item("Article", person("Cy Poel"))
    assert author(own + other) == "Ann Ray, Bo Lee"


def test_who_took_a_picture_or_wrote_a_comment_is_no_author() -> None:
    picture = item("ImageObject", person("Bo Lee"))
    comment = item("Comment", person("Cy Poel"))
    assert author(item("Article", picture + comment + person("Ann Ray"))) == "Ann Ray"


def test_a_page_may_be_a_review_or_a_film_itself() -> None:
    assert author(item("Review", person("Ann Ray"))) == "Ann Ray"
    assert author(item("VideoObject", person("Ann Ray"))) == "Ann Ray"
    film = item("VideoObject", person("Bo Lee"), prop="video")
    assert author(item("Article", film + person("Ann Ray"))) == "Ann Ray"


def test_the_date_of_an_article_is_before_that_of_a_film_beside_it() -> None:
    film = item("VideoObject", "<meta itemprop=datePublished content=2024-05-01>")
    own = item("Article", "<dd itemprop=datePublished>2024-03-09</dd>")
    assert date(film + own) == "2024-03-09"
