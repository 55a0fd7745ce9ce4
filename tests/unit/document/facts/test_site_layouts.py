from __future__ import annotations

import pytest

from tests.unit.document.facts.pages import author, date, source


def test_authors_in_latex_end_at_the_line_break_and_have_no_marks() -> None:
    body = (
        "<div class=ltx_page_main><h1 class='ltx_title ltx_title_document'>Ferries</h1>"
        "<span class=ltx_personname>Ann Ray<sup>1</sup>, Bo Lee<span class=ltx_note>Thanks</span>"
        "<br>University of the Bay</span><span class=ltx_personname>Cy Poel</span>"
        "<div class=ltx_dates>(March 9, 2024)</div></div><p>They leave at dawn.</p>"
    )
    assert author(body) == "Ann Ray, Bo Lee, Cy Poel"
    assert date(body) == "(March 9, 2024)"


@pytest.mark.parametrize(
    ("body", "name", "day", "site"),
    [
        (
            (
                "<div class=AuthorInfo><span class=AuthorInfo-name>王小明</span></div>"
                "<div class=ContentItem-time>编辑于 2024-03-09 10:00</div>"
            ),
            "王小明",
            "编辑于 2024-03-09 10:00",
            "知乎",
        ),
        (
            (
                "<div id=cnblogs_post_body>x</div><div class=postDesc>posted @ "
                "<span id=post-date>2024-03-09 10:00</span> "
                "<a href=https://www.cnblogs.com/wang/>王小明</a></div>"
            ),
            "王小明",
            "2024-03-09 10:00",
            "博客园",
        ),
        (
            (
                "<table id=hnmain><tr><td class=fatitem><a class=hnuser>aray</a>"
                "<span class=age title=2024-03-09T10:00>x</span></table>"
            ),
            "aray",
            "2024-03-09T10:00",
            "Hacker News",
        ),
        (
            (
                "<div class='thing link' data-author=aray><p class=tagline>"
                "<time datetime=2024-03-09>x</time></p></div><div class=commentarea>"
                "<a class=author>blee</a></div>"
            ),
            "aray",
            "2024-03-09",
            "",
        ),
        (
            (
                "<div id=content_views>x</div><a class=follow-nickName>王小明</a>"
                "<span class=blog-postTime data-time='2024-03-09 10:00'></span>"
            ),
            "王小明",
            "2024-03-09 10:00",
            "",
        ),
    ],
)
def test_a_site_shows_its_facts_where_it_always_does(
    body: str, name: str, day: str, site: str
) -> None:
    assert (author(body), date(body), source(body)) == (name, day, site)
