from __future__ import annotations

import pytest

from reader.document.html.article.main_content import main_content

ARTICLE = "<p>" + "The text of the article goes on for a while. " * 10 + "</p>"


def text(html: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    return " ".join(LexborHTMLParser(html).text(deep=True).split())


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<article>", "</article>"),
        ("<main>", "</main>"),
        ('<div role="main">', "</div>"),
        ('<div itemprop="articleBody">', "</div>"),
        ('<div id="js_content" style="visibility: hidden">', "</div>"),
        ('<div class="post-content">', "</div>"),
    ],
)
def test_marked_content_is_the_article(opening: str, closing: str) -> None:
    html = f"<body><div>Menu</div>{opening}{ARTICLE}{closing}<div>Related things</div></body>"
    found = text(main_content(html))
    assert found.startswith("The text of the article")
    assert "Menu" not in found
    assert "Related" not in found


def test_a_mark_on_little_of_the_text_means_nothing() -> None:
    html = f"<body><article>teaser</article><div>{ARTICLE}{ARTICLE}</div></body>"
    assert "The text of the article" in text(main_content(html))


def test_without_a_mark_the_body_loses_what_frames_it() -> None:
    html = (
        f"<body><header>Site</header><nav>Menu</nav>{ARTICLE}<p>Last words</p><aside>Ads</aside>"
        "<form>Search</form><footer>Imprint</footer></body>"
    )
    found = text(main_content(html))
    assert found.endswith("Last words")
    assert not {"Site", "Menu", "Ads", "Search", "Imprint"} & set(found.split())


def test_a_form_around_everything_is_no_form() -> None:
    assert "The text of the article" in text(main_content(f"<body><form>{ARTICLE}</form></body>"))


def test_the_header_of_an_article_stays() -> None:
    html = f"<body><article><header><h1>Title</h1></header>{ARTICLE}</article></body>"
    assert text(main_content(html)).startswith("Title")


def test_an_empty_page_is_empty() -> None:
    assert text(main_content("<body></body>")) == ""


TEASER = '<article><h3><a href="/{0}">Another story, number {0}</a></h3><p>{1}</p></article>'
BLURB = "What this other story is about, in a line or two that say little."
COMMENT = (
    "<article class=comment><p>" + "I have read it and I have an opinion. " * 9 + "</p></article>"
)


def test_twenty_teasers_are_not_the_article() -> None:
    teasers = "".join(TEASER.format(number, BLURB) for number in range(20))
    html = f"<body><div class=text><h1>Ferries</h1>{ARTICLE}</div><section>{teasers}</section>"
    assert "The text of the article" in text(main_content(html))


def test_a_wrapper_of_teasers_is_not_the_article() -> None:
    teasers = "".join(TEASER.format(number, BLURB) for number in range(20))
    html = (
        "<head><title>Ferries | Bay</title></head><body>"
        f"<article>{teasers}</article><article><h1>Ferries</h1>{ARTICLE}</article></body>"
    )
    found = text(main_content(html))
    assert "The text of the article" in found
    assert "number 7" not in found


def test_comments_are_not_the_article_however_long() -> None:
    html = f"<body><article>{ARTICLE}</article><div id=comments>{COMMENT * 9}</div></body>"
    assert text(main_content(html)).startswith("The text of the article")
    assert "opinion" not in text(main_content(html))


def test_a_page_of_comments_keeps_them() -> None:
    html = f"<body><a href=/x>A link</a><div class=comments>{COMMENT * 9}</div></body>"
    assert text(main_content(html)).count("opinion") == 81


def test_the_article_with_the_title_goes_before_a_longer_one() -> None:
    html = (
        "<head><title>Ferries - Bay</title></head><body>"
        f"<article><h1>Ferries</h1>{ARTICLE}</article>"
        f"<article><h1>Trains</h1><p>{'Trains go from another place. ' * 40}</p></article></body>"
    )
    assert text(main_content(html)).startswith("FerriesThe text")
    assert "Trains" not in text(main_content(html))


def test_an_article_in_several_elements_is_shown_whole() -> None:
    html = f"<body><article>{ARTICLE}</article><article><p>The last words.</p></article></body>"
    assert text(main_content(html)).endswith("The last words.")


def test_an_aside_that_holds_the_article_is_the_article() -> None:
    links = "".join(f"<a href=/{n}>A topic of the site, number {n}</a> " for n in range(40))
    html = f"<body><div>{links}</div><aside><h1>Ferries</h1>{ARTICLE * 2}</aside></body>"
    assert "The text of the article" in text(main_content(html))


def test_an_aside_with_the_title_goes_before_a_main_element_of_teasers() -> None:
    teasers = "".join(TEASER.format(number, BLURB) for number in range(6))
    html = (
        "<head><title>Ferries | Bay</title></head>"
        f"<body><aside><h1>Ferries</h1>{ARTICLE}</aside><main>{teasers}</main></body>"
    )
    assert text(main_content(html)).startswith("FerriesThe text")
    assert "Another story" not in text(main_content(html))


def test_a_small_form_keeps_its_paragraphs() -> None:
    html = (
        f"<body><main>{ARTICLE * 4}<form><p>{'A part of the text. ' * 8}</p></form></main></body>"
    )
    assert "A part of the text" in text(main_content(html))


@pytest.mark.parametrize(
    "notes",
    [
        '<ol><li id="n1">A note on it. <a href="#r1">↩</a></li></ol>',
        '<aside class="footnotes"><p id="n1">A note on it.</p></aside>',
        '<div><p id="n1">[1] A note on it.</p></div>',
    ],
)
def test_notes_outside_of_the_article_are_joined_to_it(notes: str) -> None:
    mark = '<p>Water<a id="r1" href="#n1">1</a> is wet.</p>'
    html = f"<body><article>{ARTICLE}{mark}</article>{notes}<footer>Imprint</footer></body>"
    assert "A note on it." in text(main_content(html))
    assert "Imprint" not in text(main_content(html))


def test_what_a_link_in_the_text_points_to_is_no_note() -> None:
    html = (
        f'<body><article>{ARTICLE}<a href="#replies">Replies</a></article>'
        '<div id="replies">Nobody replied.</div></body>'
    )
    assert "Nobody" not in text(main_content(html))


BEHIND = [
    f"<div>{TEASER.format(1, BLURB)}{TEASER.format(2, BLURB)}</div>",
    "<section><h3>Related stories</h3><ul><li><a href=/1>Another one</a></ul></section>",
    "<section><h3>相关阅读</h3><ul><li><a href=/1>Another one</a></ul></section>",
    "<div>Subscribe to our newsletter and be the first to know of Another one.</div>",
    "<ul><li><a href=/1>Another one</a><li><a href=/2>A second</a><li><a href=/3>A third</a></ul>",
    "<div class=author-box><p>Jane Roe wrote Another one.</p></div>",
]


@pytest.mark.parametrize("behind", BEHIND)
def test_what_is_put_behind_an_article_goes(behind: str) -> None:
    html = f"<body><main><div>{ARTICLE}{ARTICLE}</div>{behind}</main></body>"
    assert text(main_content(html)).endswith("for a while.")


@pytest.mark.parametrize(
    "behind",
    [
        "<p>And one more paragraph.</p>",
        "<div><h3>References</h3><ul><li><a href=/1>A book</a><li><a href=/2>Two</a></ul></div>",
        "<div>Sources: <a href=/1>The one</a>, <a href=/2>two</a>, <a href=/3>three</a></div>",
        "<ul><li>One thing<li>Another thing</ul>",
        "<figure><img src=a.png><figcaption>What it shows</figcaption></figure>",
    ],
)
def test_what_the_author_put_at_the_end_stays(behind: str) -> None:
    html = f"<body><main><div>{ARTICLE}{ARTICLE}</div>{behind}</main></body>"
    assert not text(main_content(html)).endswith("for a while.")


def test_an_index_of_articles_keeps_its_cards() -> None:
    teasers = "".join(TEASER.format(number, BLURB) for number in range(6))
    html = (
        "<body><main><h1>Notes of the bay</h1><p>All that we have written so far.</p>"
        f"<section><h2>Recent posts</h2>{teasers}</section></main></body>"
    )
    assert text(main_content(html)).count("Another story") == 6


@pytest.mark.parametrize(
    "lead",
    [
        "<p>Ferries leave late this week, and the quays fill with people who wait.</p>",
        "<div class=article-lead>Ferries leave late this week, and the quays are full.</div>",
        "<h2 class=subheadline>Ferries leave late this week, and the quays are full.</h2>",
        "<figure><img src=a.jpg><figcaption>Ferries wait at the quay for half a day.</figure>",
    ],
)
def test_the_first_lines_under_the_heading_are_read_with_the_text(lead: str) -> None:
    page = (
        f"<title>Late ferries</title><body><div><h1>Late ferries</h1>{lead}"
        f"<div itemprop=articleBody>{ARTICLE}</div></div></body>"
    )
    found = text(main_content(page))
    assert found.index("Ferries") < found.index("The text of the article")


def test_a_menu_between_heading_and_text_is_not_read_with_it() -> None:
    links = "".join(
        f"<p><a href=/{n}>Another article that stands elsewhere, {n}</a></p>" for n in "abc"
    )
    page = (
        f"<title>Late ferries</title><body><div><h1>Late ferries</h1>{links}"
        f"<div itemprop=articleBody>{ARTICLE}</div></div></body>"
    )
    assert "elsewhere" not in text(main_content(page))


def test_a_page_without_marks_is_what_holds_its_paragraphs() -> None:
    menu = "<div><p>Lamps</p><p>See what your lamps mean, and learn about oil.</p></div>"
    page = f"<body><div class=top>{menu}</div><div><div>{ARTICLE * 6}</div></div></body>"
    found = text(main_content(page))
    assert "lamps mean" not in found
    assert found.count("goes on") == 60


def test_posts_of_a_thread_are_shown_all() -> None:
    posts = [
        f"<article data-testid=tweet><a href=/u/{n}>Ann {n}</a><div>{said}</div></article>"
        for n, said in enumerate(("Late again.", "The quay is full, and nobody knows why."))
    ]
    cells = "".join(f"<div>{post}</div>" for post in posts)
    assert "Late again" in text(main_content(f"<body><main>{cells}</main></body>"))


def test_a_table_beside_the_article_is_a_part_of_it() -> None:
    parts = "<article><h1>Bread</h1></article><article><table><tr><td>Salt</table></article>"
    page = f"<title>Bread</title><main>{parts}<article>{ARTICLE}</article></main>"
    assert "Salt" in text(main_content(page))


def test_an_article_in_a_list_of_cards_is_no_card() -> None:
    cards = "".join(
        f"<div><h3><a href=/{n}>Card {n}</a></h3><p>Few words.</p></div>" for n in "abc"
    )
    article = f"<article>{ARTICLE * 5}</article>"
    teasers = "<p>A teaser of another article that is long enough to be a paragraph of its own.</p>"
    page = f"<body><div>{teasers * 30}</div><div>{cards}<div>{article}</div></div></body>"
    assert "The text of the article" in text(main_content(page))


@pytest.mark.parametrize(
    "beside",
    [
        "<pre>" + "ferry = quay + lamp; " * 20 + "</pre>",
        "<ul>" + "<li>" + "Ferries of the north leave from a quay of their own. " * 3 + "</ul>",
        "<table><tr><td>" + "Ferries of the north. " * 20 + "</table>",
    ],
)
def test_a_listing_beside_the_paragraphs_of_an_unmarked_page_stays(beside: str) -> None:
    page = f"<body><div>{ARTICLE * 5}</div><div>{beside}</div></body>"
    found = text(main_content(page))
    assert "ferry" in found or "Ferries" in found
