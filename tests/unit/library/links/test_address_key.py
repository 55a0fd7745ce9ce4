"""Which addresses are those of one article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.links.address_key import address_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "http://www.EXAMPLE.com:80/a/"),
        ("https://example.com/a", "https://example.com:443/a#part"),
        ("https://example.com/a?x=1&y=2", "https://example.com/a?y=2&x=1"),
        ("https://example.com/a", "https://example.com/a?utm_source=x&utm_campaign=y&fbclid=1"),
        ("https://example.com/a?id=3", "https://example.com/a?id=3&gclid=z&mc_cid=1&spm=2"),
        ("https://medium.example/a", "https://medium.example/a?source=rss----abc"),
        ("https://例子.example/路", "https://xn--fsqu00a.example/%E8%B7%AF"),
        ("https://example.com/%7Eann", "https://example.com/~ann"),
        ("https://example.com", " https://example.com/ "),
        (
            "https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1&sn=b",
            "http://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1&sn=b&chksm=c&scene=2#rd",
        ),
    ],
)
def test_how_it_was_shared_makes_no_other_article(one: str, other: str) -> None:
    assert address_key(one) == address_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/a?source=b", "https://example.com/a"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com:8080/a", "https://example.com/a"),
        ("https://m.example.com/a", "https://example.com/a"),
        ("https://example.com/#!/1", "https://example.com/#!/2"),
    ],
)
def test_other_pages_are_others(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


@pytest.mark.parametrize(
    "url",
    ["", "x", "mailto:a@b.c", "file:///a", "https://", "javascript:1",
     f"https://example.com/{'a' * 9000}"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_has_no_key(url: str) -> None:
    assert address_key(url) == ""


@given(st.text(max_size=80))
def test_any_text_may_be_an_address(text: str) -> None:
    assert isinstance(address_key(text), str)
    key = address_key(f"https://example.com/{text}")
    assert not key or address_key(f"https://{key}") == key


@given(
    st.from_regex(
        r"https?://(www\.)?[a-z0-9.-]{1,12}\.[a-z]{2,3}(/[A-Za-z0-9._~-]{0,5}){0,4}", fullmatch=True
    )
)
def test_plain_addresses_have_the_key_of_those_that_are_looked_at_closely(url: str) -> None:
    assert address_key(url) == address_key(f" {url}")
