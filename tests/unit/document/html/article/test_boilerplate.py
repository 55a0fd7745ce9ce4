from __future__ import annotations

import pytest

from reader.document.html import clean
from reader.document.html.article import boilerplate

PARAGRAPH = (
    "<p>" + "The ferry crosses the bay in the morning and comes back at night. " * 4 + "</p>"
)


def text(html: str, *, page: bool = True) -> str:
    body = clean.parse(html).body
    assert body is not None
    boilerplate.remove(body, page=page)
    return " ".join(body.text(deep=True, separator=" ").split())


@pytest.mark.parametrize(
    "names",
    [
        "class='related-posts thin'", "class=wp_rp_wrap", "class=sharedaddy", "id=Quick_Links",
        "class=share-buttons", "class='post-share'", "class=addtoany_content",
        "class=email-ufi-2-top", "class=subscription-widget-wrap-editor",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [True, False])
def test_sharing_and_related_posts_go_from_any_body(names: str, page: bool) -> None:
    html = f"{PARAGRAPH}<div {names}><a href=/a>Noise</a></div><p>End</p>"
    assert "Noise" not in text(html, page=page)
    assert text(html, page=page).endswith("End")


def test_parts_of_a_newsletter_that_are_most_of_it_stay() -> None:
    html = "".join(f"<div class=newsletter-item><p>Ferry {at} was late.</p></div>" for at in "abcd")
    assert text(f"<div class=newsletter-header>Post</div>{html}").count("Ferry") == 4
    assert "Ferry" not in text(f"{PARAGRAPH}{html}")


@pytest.mark.parametrize("names", ["id=sidebar", "class=breadcrumbs", "class='nav-menu'"])
def test_what_stands_around_an_article_goes_from_pages_only(names: str) -> None:
    html = f"<div {names}>Noise</div>{PARAGRAPH}"
    assert "Noise" not in text(html)
    assert "Noise" in text(html, page=False)


def test_a_column_that_is_larger_than_the_article_goes_if_it_is_links() -> None:
    links = "".join(f"<li><a href=/{n}>Another article, number {n}</a>" for n in range(9))
    assert text(f"<p>Short, but mine.</p><ul class=sidebar>{links}</ul>") == "Short, but mine."


def test_a_part_that_holds_the_article_stays_whatever_its_name() -> None:
    assert "ferry" in text(f"<div class=widget>{PARAGRAPH}</div><p>x</p>")


@pytest.mark.parametrize("name", ["market-share", "shareholders", "menu-of-the-day", "relations"])
def test_names_that_only_sound_alike_stay(name: str) -> None:
    assert "Noise" in text(f"{PARAGRAPH}<div class={name}>Noise</div>")


def menus(html: str) -> str:
    body = clean.parse(html).body
    assert body is not None
    boilerplate.remove_menus(body)
    return " ".join(body.text(deep=True, separator=" ").split())


MENU = "".join(f"<a href=/{n}>Topic {n}</a> " for n in range(6))


def test_a_menu_before_the_first_paragraph_goes() -> None:
    assert menus(f"<div><div>{MENU}</div></div>{PARAGRAPH}").startswith("The ferry")


def test_links_behind_the_first_paragraph_stay() -> None:
    assert menus(f"{PARAGRAPH}<ul>{MENU}</ul>").endswith("Topic 5")


def test_a_page_of_links_stays() -> None:
    assert "Topic 5" in menus(f"<div>{MENU}</div>")


def test_a_table_of_contents_is_no_menu() -> None:
    contents = "".join(f"<li><a href=#{n}>Part {n}</a>" for n in range(6))
    assert menus(f"<ul>{contents}</ul>{PARAGRAPH}").startswith("Part 0")


def first(html: str) -> str:
    body = clean.parse(html).body
    assert body is not None
    boilerplate.heading_first(body)
    return " ".join(body.text(deep=True, separator=" ").split())


def test_the_heading_comes_before_date_and_section() -> None:
    html = f"<header><p>Business</p><p>2 May</p><h1>Ferries</h1></header>{PARAGRAPH}"
    assert first(html).startswith("Ferries Business 2 May The ferry")
    assert first(html).count("Ferries") == 1


def test_a_heading_behind_a_paragraph_stays_there() -> None:
    assert first(f"{PARAGRAPH}<h1>Ferries</h1>{PARAGRAPH}").startswith("The ferry")


def test_of_two_headings_none_moves() -> None:
    assert first("<p>a</p><h1>One</h1><h1>Two</h1>") == "a One Two"


@pytest.mark.parametrize(
    "footer",
    [
        "The post <a href=/f>Ferries</a> first appeared on <a href=/>Bay</a>.",
        "<p>The post <a href=/f>Ferries</a> appeared first on <a href=/>Bay</a>.</p>",
    ],
)
def test_the_footer_of_a_feed_goes(footer: str) -> None:
    assert text(f"{PARAGRAPH}<p>End</p>{footer}", page=False).endswith("End")


def test_a_sentence_about_a_post_stays() -> None:
    html = f"{PARAGRAPH}<p>The post office is closed.</p>"
    assert text(html, page=False).endswith("closed.")
