"""Where an address leads is where a browser goes, and what hides that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.addresses import Address, doubt_of_words, parse_address, shown_address
from tests.hostile import acting


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.org/a?b=1#c", "example.org"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]:80/", "[::1]"),
        ("https://中文.cn/路", "中文.cn"),
        ("https://日本語コード.jp", "日本語コード.jp"),
        ("https://한국.kr", "한국.kr"),
        ("https://müller.de", "müller.de"),
        ("https://xn--mller-kva.de", "müller.de"),
        ("https://Example.ORG", "example.org"),
        ("mailto:a@b.c?subject=x", "a@b.c"),
    ],
)
def test_most_addresses_lead_where_they_say(url: str, host: str) -> None:
    address = parse_address(url)
    assert address is not None
    assert (address.host, address.doubt) == (host, "")
    assert shown_address(url) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://good.com@evil.com/", "evil.com"),
        ("http://good.com:80@evil.com/", "evil.com"),
        ("http://good.com%2f@evil.com/", "evil.com"),
        ("http://evil.com\\@good.com", "evil.com"),
        ("http://ｅｖｉｌ.com/", "evil.com"),
        ("http://evil%2Ecom/", "evil.com"),
        ("http://evil。com/", "evil.com"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://xn--80ak6aa92e.com/", "xn--80ak6aa92e.com"),
        ("https://gооgle.com", "xn--ggle-55da.com"),
        ("https://good.comノa.evil.com", "good.xn--coma-xq4c.evil.com"),
        ("https://xn--a/", "xn--a"),
        ("http://0x7f.1/", "0x7f.1"),
        ("http://2130706433/", "2130706433"),
        (f"https://good.com.{'a' * 60}.evil.com/", f"…{'a' * 31}.evil.com"),
    ],
)
def test_what_leads_elsewhere_says_where_first(url: str, host: str) -> None:
    address = parse_address(url)
    assert address is not None
    assert address.host == host
    assert address.doubt
    assert shown_address(url).startswith(f"{host} ← ")


@pytest.mark.parametrize(
    "url",
    ["http://", "http://[", "http://a b/", "http://x:99999/", "http://x:y/", "http://a<b>/", "",
     "http://\u202eevil.com/", "javascript:alert(1)", "//x", "a.md", "mailto:", "mailto:?attach=x"],
)  # fmt: skip
def test_what_is_no_address_leads_nowhere(url: str) -> None:
    assert parse_address(url) is None
    assert not acting(shown_address(url))


def test_mail_takes_no_file_along() -> None:
    header = "subject=x&attach=/etc/passwd&ATTACHMENT=/x&%61ttach=/y&bcc=d@e.f&body=1%0d%0a2"
    address = parse_address(f"mailto:a@b.c?{header}")
    assert address == Address("mailto:a@b.c?subject=x&body=1%0D%0A2", "a@b.c")


@pytest.mark.parametrize(
    "subject", ["x','attachment=/etc/passwd", "x%0d%0aAttach: /etc/passwd", 'x" --attach=/etc']
)
def test_a_subject_stays_one(subject: str) -> None:
    """Mail programs take quotes and newlines for the end of it."""
    address = parse_address(f"mailto:a@b.c?subject={subject}")
    assert address is not None
    value = address.url.partition("subject=")[2]
    assert not set(value) & set("',\"=&")
    assert "%0" not in value


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("https://good.com/a", True),
        ("www.good.com", True),
        ("http://good.com@evil.com", False),
        ("https://evil.com", False),
        ("https://www.evil.com/…", False),
        ("https://a.evil.com", False),
        ("node.js", False),
        ("a page", False),
        ("", False),
    ],
)
def test_words_that_are_an_address_name_the_host(words: str, is_wrong: bool) -> None:
    address = parse_address("https://evil.com/x")
    assert address is not None
    assert bool(doubt_of_words(words, address)) is is_wrong


@given(st.text() | st.text(alphabet="htps:/#?%.[]@a0\\\x1b\u202e 一ö", max_size=20))
def test_any_address_is_shown_safely_and_leads_where_it_says(rest: str) -> None:
    for url in (rest, f"http://{rest}", f"mailto:{rest}"):
        address = parse_address(url)
        assert not acting(shown_address(url))
        if address is not None:
            assert not acting(address.host + address.doubt)
            again = parse_address(address.url)
            assert again is not None
            assert (again.url, again.host) == (address.url, address.host)
