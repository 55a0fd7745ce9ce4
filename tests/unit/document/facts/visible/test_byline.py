from __future__ import annotations

import pytest

from tests.unit.document.facts.pages import author

_PROSE = "<p>The ferry left at dawn, and the bay lay still behind it for an hour.</p>" * 4


@pytest.mark.parametrize(
    "byline",
    [
        "<a rel=author href=/ann>Ann Ray</a>",
        "<p>By <a href=/authors/ann-ray>Ann Ray</a></p>",
        "<a href=https://example.org/staff/ann-ray>Ann Ray</a>",
        "<div class=byline>By <span>Ann Ray</span></div>",
        "<div class=ArticleByline>By Ann Ray | Staff writer</div>",
        "<span class='PostByline__name'>Ann Ray</span>",
        "<div class=byline__name>Ann Ray</div>",
        "<div class='p-author h-card'><span class=p-name>Ann Ray</span></div>",
        "<span class=vcard><span class=fn>Ann Ray</span></span>",
        "<p>By Ann Ray</p>",
        "<p>Written by Ann Ray</p>",
        "<div>By</div><div>Ann Ray</div>",
        "<p>Ann Ray on June 5, 2023</p>",
        "<p>05.06.2023 - Ann Ray</p>",
        "<div>Autor:</div><div>Ann Ray</div>",
        "<span class=author>| Autor: Ann Ray</span>",
        "<p>Ann Ray</p><p>June 5, 2023</p>",
        "<div class=article__author>Politics · Ann Ray</div>",
        "<div>2024-03-09 10:00 | 作者：Ann Ray</div>",
    ],
)
def test_the_author_stands_under_the_heading(byline: str) -> None:
    assert author(f"<article><h1>Ferries</h1>{byline}{_PROSE}</article>") == "Ann Ray"


def test_all_of_a_byline_are_named() -> None:
    links = "<a rel=author href=/a>Ann Ray</a> and <a rel=author href=/b>Bo Lee</a>"
    assert author(f"<h1>Ferries</h1><div class=byline>By {links}</div>{_PROSE}") == (
        "Ann Ray, Bo Lee"
    )
    mixed = "By <a rel=author href=/a>Ann Ray</a> and Bo Lee"
    assert author(f"<h1>Ferries</h1><div class=byline>{mixed}</div>{_PROSE}") == "Ann Ray, Bo Lee"


def test_authors_of_other_articles_and_comments_are_not_its_author() -> None:
    beside = "<aside class=related><a rel=author href=/b>Bo Lee</a></aside>"
    comments = "<div id=comments><span class=author-name>Cy Poel</span></div>"
    body = f"{beside}<h1>Ferries</h1>{_PROSE}{comments}"
    assert author(body) == ""
    byline = "<div class=byline>By Ann Ray</div>"
    assert author(f"{beside}<h1>Ferries</h1>{byline}{_PROSE}{comments}") == "Ann Ray"


def test_the_heading_that_says_the_title_is_the_article_s() -> None:
    body = (
        "<h1>Bay News</h1><p>By Bo Lee</p>" + "<p>x</p>" * 400 + _PROSE * 8 +
        f"<h2>Ferries at dawn</h2><p>By Ann Ray</p>{_PROSE}"
    )  # fmt: skip
    assert author(body, "<title>Ferries at dawn</title>") == "Ann Ray"


def test_words_in_sentences_name_nobody() -> None:
    body = (
        "<h1>Ferries</h1><p>By Monday the ferries of the bay had all been painted again, and "
        "<a href=/people/ann-ray>Ann Ray</a>, who had painted most of them, went to sleep.</p>"
    )
    assert author(body + _PROSE) == ""


def test_menus_name_nobody() -> None:
    menu = "<div><a href=/user/login>登录</a> <a href=/member/new>Sign in</a></div>"
    assert author(f"{menu}<h1>渡轮</h1>{_PROSE}") == ""


def test_a_newspaper_of_china_names_its_reporter_in_the_first_sentence() -> None:
    body = "<h1>渡轮启航</h1><p>海湾网3月9日讯（记者 王小明）渡轮清晨启航。</p>"
    assert author(body) == "王小明"
    assert author("<h1>渡轮启航</h1><p>船长对记者表示，渡轮清晨启航。</p>") == ""


def test_an_editor_is_no_author() -> None:
    assert author(f"<h1>渡轮</h1><p class=author>责任编辑：李四</p>{_PROSE}") == ""


def test_the_date_and_the_author_may_stand_above_the_heading() -> None:
    assert author(f"<p>05.06.2023 | 13:10 Uhr | Ann Ray</p><h1>Ferries</h1>{_PROSE}") == "Ann Ray"


def test_a_heading_is_no_author() -> None:
    assert author(f"<h1>Sample Ferries</h1><p>05.06.2023</p>{_PROSE}") == ""


def test_the_footer_of_a_post_names_its_author() -> None:
    footer = "<footer class=post-footer>Posted by <a rel=author href=/a>Ann Ray</a></footer>"
    assert author(f"<article><h1>Ferries</h1>{_PROSE}{footer}</article>") == "Ann Ray"


def test_a_blog_may_be_called_after_its_author() -> None:
    head = "<link rel=canonical href=https://annray.example.org/ferries>"
    body = f"<h1>Ferries</h1><a rel=author href=/a>annray</a>{_PROSE}"
    assert author(body, head) == "annray"


def test_the_heading_with_most_of_the_title_is_the_article_s() -> None:
    body = f"<h2>Ferries</h2><p>By Bo Lee</p>{_PROSE * 8}<h1>Ferries at sea</h1><p>By Ann Ray</p>"
    assert author(f"{body}{_PROSE}", "<title>Ferries at sea - Quay News</title>") == "Ann Ray"
