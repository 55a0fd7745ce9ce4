from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.facts.visible import publication_date
from tests.unit.document.facts.pages import date

_PROSE = "<p>The ferry left at dawn, and the bay lay still behind it for an hour.</p>" * 4


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("<time datetime=2024-03-09T10:00>Saturday</time>", "2024-03-09T10:00"),
        ("<time>March 9, 2024</time>", "March 9, 2024"),
        ("<relative-time datetime=2024-03-09>yesterday</relative-time>", "2024-03-09"),
        ("<div datetime='2024-03-09 10:00'>today</div>", "2024-03-09 10:00"),
        ("<span data-origindate='2024-03-09 10:00'>x</span>", "2024-03-09 10:00"),
        ("<span data-timestamp=1710000000>x</span>", "1710000000"),
        ("<p class=pub-date>9. März 2024</p>", "9. März 2024"),
        ("<abbr class=published title=2024-03-09>x</abbr>", "2024-03-09"),
        ("<p>Ann Ray in Ships on 9 March 2024</p>", "9 March 2024"),
        ("<p>发布于 2024年3月9日 10:00</p>", "2024年3月9日 10:00"),
        ("<p>09/03/2024</p>", "09/03/2024"),
    ],
)
def test_the_date_stands_beside_the_heading(shown: str, value: str) -> None:
    assert date(f"<h1>Ferries</h1>{shown}{_PROSE}") == value
    assert date(f"<header>{shown}<h1>Ferries</h1></header>{_PROSE}") == value


def test_when_a_page_was_changed_is_its_date_only_if_no_other_is_known() -> None:
    changed = "<p>Updated on March 11, 2024</p>"
    assert date(f"<h1>Ferries</h1>{changed}{_PROSE}") == "March 11, 2024"
    both = f"<h1>Ferries</h1>{changed}<p>Published March 9, 2024</p>{_PROSE}"
    assert date(both) == "March 9, 2024"
    address = "<link rel=canonical href=https://example.org/2024/03/09/ferries>"
    assert date(f"<h1>Ferries</h1>{changed}{_PROSE}", address) == "2024-03-09"
    meta = "<meta property=article:modified_time content=2024-03-11>"
    assert date(f"<h1>Ferries</h1>{_PROSE}", meta) == "2024-03-11"
    assert date(f"<h1>Ferries</h1><time>2024-03-09</time>{_PROSE}", meta) == "2024-03-09"


def test_dates_of_comments_of_other_articles_and_of_rights_are_not_its_date() -> None:
    related = "<aside class=related><time datetime=2020-01-01>x</time></aside>"
    comments = "<ol class=comments><li><time datetime=2025-01-01>x</time></ol>"
    rights = "<div>Copyright 2012-01-01 Bay News</div>"
    assert date(f"{related}<h1>Ferries</h1>{_PROSE}{comments}{rights}") == ""
    own = "<time datetime=2024-03-09>x</time>"
    assert date(f"{related}<h1>Ferries</h1>{own}{_PROSE}{comments}") == "2024-03-09"


def test_a_list_of_articles_has_no_date() -> None:
    entries = "".join(
        f"<li><time datetime=2024-03-0{day}>x</time> <a href=/{day}>A ferry that left at dawn "
        f"and came back at night, number {day}</a></li>"
        for day in range(1, 9)
    )
    assert date(f"<h1>Archive</h1><ul>{entries}</ul>") == ""


@pytest.mark.parametrize(
    ("address", "day", "month"),
    [
        ("https://example.org/2024/03/09/ferries", "2024-03-09", ""),
        ("https://example.org/2024/3/9/ferries.html", "2024-03-09", ""),
        ("https://example.org/a/20240309/c_1.htm", "2024-03-09", ""),
        ("https://example.org/202403/t20240309_17.html", "2024-03-09", ""),
        ("https://example.org/world/2024/mar/09/ferries", "2024-03-09", ""),
        ("https://example.org/2024/03/ferries", "", "2024-03"),
        ("https://example.org/2024/13/41/ferries", "", ""),
        ("https://example.org/item/20249999", "", ""),
        ("https://[/2024/03/09/", "", ""),
    ],
)
def test_an_address_may_hold_the_day(address: str, day: str, month: str) -> None:
    assert publication_date.in_address(address) == (day, month)


@given(st.text(max_size=200))
def test_a_date_in_a_text_is_a_part_of_it(text: str) -> None:
    found = publication_date.date_in(text)
    assert found in " ".join(text.split()) or not found
