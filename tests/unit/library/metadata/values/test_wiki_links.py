"""Links between notes, as values."""

from __future__ import annotations

import pytest

from reader.library.metadata.values import wiki_links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[A walk]]", "A walk"),
        ("[[Notes/A walk]]", "A walk"),
        ("[[A walk#By night]]", "A walk"),
        ("[[A walk|by night]]", "by night"),
        ("[[A walk|]]", "A walk"),
        ("[[#By night]]", "By night"),
        ("see [[A walk]] and [a page](https://example.org/a)", "see A walk and a page"),
        ("[译] 河", "[译] 河"),
        ("![a picture](a.png)", "![a picture](a.png)"),
    ],
)
def test_a_link_reads_as_what_it_shows(text: str, shown: str) -> None:
    assert wiki_links.shown(text) == shown


def test_a_value_may_be_one_link() -> None:
    assert wiki_links.whole_link(" [[A|walk]] ") == ("walk", "")
    assert wiki_links.whole_link("[a page](https://example.org/a)") == (
        "a page",
        "https://example.org/a",
    )
    assert wiki_links.whole_link("see [[A walk]]") == ("", "")
