"""What is not public is refused, however it is written."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.intake.web.answer import WebError
from reader.intake.web.public_address import is_public, web_address


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7F000001",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",  # noqa: S104 - nobody binds to it
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "192.168.257",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "127.0.0.1.",
        "１２７.0.0.1",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::10.0.0.1]",
        "[64:ff9b:1::8.8.8.8]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "ｌｏｃａｌｈｏｓｔ",
        "router",
        "printer.local",
        "db.internal",
        "nas.home.arpa",
        "fritz.lan",
    ],
)
def test_private_hosts(host: str) -> None:
    with pytest.raises(WebError) as told:
        web_address(f"http://{host}/")
    assert "--allow-private" in told.value.hint
    assert web_address(f"http://{host}/", allow_private=True)


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG:80/A b?q=ü#part", "http://example.org/A%20b?q=%C3%BC"),
        ("https://example.org.:443/", "https://example.org/"),
        ("https://example.org:8443/a%2Fb", "https://example.org:8443/a%2Fb"),
        ("https://wren:secret@example.org/", "https://example.org/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://例え.テスト/文", "https://xn--r8jz45g.xn--zckzah/%E6%96%87"),
        ("https:\\\\example.org\\a", "https://example.org/a"),
        ("http://134744072/", "http://8.8.8.8/"),
        ("http://[2606:4700::1111]:8080/", "http://[2606:4700::1111]:8080/"),
        ("http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b::808:808]/"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("https://example.org?x=1", "https://example.org/?x=1"),
    ],
)
def test_public_ones_are_asked_in_ascii(url: str, asked: str) -> None:
    address = web_address(url)
    assert address.url == asked
    assert address.origin + address.target == asked


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:wren@example.org",
        "https:///a",
        "https://exa mple.org/",
        "https://example..org/",
        "https://1.2.3.4.5/",
        "https://256.1.1.1/",
        "https://1.2.3.08/",
        "https://[::1%25eth0]/",
        "https://[1::2::3]/",
        "https://example.org:99999/",
        "https://example.org:22/",
        "https://" + "a" * 64 + ".example.org/",
        "https://example.org/" + "a" * 5000,
    ],
)
def test_what_is_no_address_says_what_to_do(url: str) -> None:
    with pytest.raises(WebError) as told:
        web_address(url)
    assert told.value.hint
    assert len(str(told.value)) < 300


def test_a_password_is_never_shown() -> None:
    with pytest.raises(WebError) as told:
        web_address("https://wren:secret@example.org:99999/")
    assert "secret" not in str(told.value)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_what_python_knows_to_be_private_is_refused(number: int) -> None:
    address = IPv4Address(number)
    if not address.is_global or address.is_multicast:
        assert not is_public(address)
    assert not is_public(IPv6Address(f"::ffff:{address}"))
    assert is_public(IPv6Address(f"64:ff9b::{address}")) == is_public(address)


@settings(max_examples=30)
@given(st.ip_addresses(v=6))
def test_so_it_is_in_version_6(address: IPv6Address) -> None:
    is_translated = address in IPv6Network("64:ff9b::/96")
    if address.is_private or address.is_multicast or address.is_reserved:
        assert is_translated or not is_public(address)


@settings(max_examples=30)
@given(st.ip_addresses(v=4))
def test_one_number_is_an_address(address: IPv4Address) -> None:
    written = (str(int(address)), hex(int(address)), f"0{int(address):o}")
    hosts = {web_address(f"http://{each}/", allow_private=True).host for each in written}
    assert hosts == {str(ip_address(int(address)))} or int(address) == 0
