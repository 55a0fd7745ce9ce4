from __future__ import annotations

import pytest

from reader.document.html.main_content import main_content

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
