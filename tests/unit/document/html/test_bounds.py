from __future__ import annotations

import pytest

from reader.document.html import bounds, clean


def text(html: str) -> str:
    body = clean.parse(html).body
    return " ".join(body.text(deep=True, separator=" ").split()) if body is not None else ""


def test_deep_elements_lose_their_tags_not_their_text() -> None:
    html = "<div>" * 400 + "deep" + "</div>" * 400 + "<p>after</p>"
    bounded = bounds.bound_depth(html)
    assert bounded.count("<div>") == bounded.count("</div>") == 250
    assert "deep" in bounded
    assert bounded.endswith("<p>after</p>")


def test_long_flat_lists_without_end_tags_are_not_deep() -> None:
    html = "<ul>" + "<li>x" * 1000
    assert bounds.bound_depth(html) == html


def test_unclosed_formatting_is_broken_and_a_long_article_is_not() -> None:
    assert bounds.is_broken("".join(f"<b id={i}>" for i in range(1000)))
    assert not bounds.is_broken("<p>text <b>bold</b></p>" * 5000)
    assert not bounds.is_broken("<ul>" + "<li>item" * 2000)


@pytest.mark.parametrize(
    "html",
    [
        f"<html><head><title>{'<p><i>' * 3_000}t</title></head><body><p>words at the end",
        f"<p>a{'<figure>' * 300}{'<f<figure>igure>' * 3_000}<p>words at the end",
        f"<div>{'<b <i>' * 700}<p>words at the end",
        f"{'<font>' * 3_000}<textarea>x</textarea><br>words at the end",
        f"<script>{'<i>' * 3_000}</script>{'<b>' * 3_000}words at the end",
    ],
)
def test_bounding_the_depth_costs_no_text(html: str) -> None:
    assert bounds.is_broken(html)
    assert "words at the end" in text(html)


def test_a_book_of_poems_is_not_broken() -> None:
    assert not bounds.is_broken("<p>one<br/>two<br />three<br>four</p>" * 5000)
    assert bounds.is_broken("<b>one<br>" * 5000)


def test_what_a_parser_looks_through_again_and_again_is_not_piled_up() -> None:
    options = bounds.without_piles("<select>" + "<option>x</option>" * 20_000)
    assert options.count("<option>") == 5_000
    assert options.count("x") == 20_000
    assert "<rp>" not in bounds.without_piles("<rp>" * 10_000)
    roots = bounds.without_piles("".join(f"<html a{number}=x>" for number in range(10_000)))
    assert roots.count("<html") == 100


def test_ruby_and_forms_of_usual_length_stay() -> None:
    html = "<ruby>鹭<rp>(<rt>lù<rp>)</ruby>" * 5_000 + "<select>" + "<option>x" * 300 + "</select>"
    assert bounds.without_piles(html) == html
