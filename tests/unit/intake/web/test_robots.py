"""What a robots.txt allows, as RFC 9309 says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.intake.web.robots import RobotRules, parse_robots


def allows(text: str, target: str) -> bool:
    return rules(text).allow(target)


def rules(text: str | bytes) -> RobotRules:
    return parse_robots(text.encode() if isinstance(text, str) else text, "reader-tui")


@pytest.mark.parametrize(
    ("pattern", "target", "is_meant"),
    [
        ("/", "/a", True),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish.html", False),
        ("/fish*", "/fishheads/a?b", True),
        ("/fish/", "/fish", False),
        ("/*.php", "/index.php?a=1", True),
        ("/*.php$", "/index.php?a=1", False),
        ("/*.php$", "/a/index.php", True),
        ("/fish*.php", "/fishheads/catfish.php", True),
        ("*/private/", "/a/private/b", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/a*b*$", "/axbx", True),
        ("/%E6%96%87", "/文", True),
        ("/文", "/%e6%96%87/a", True),
        ("/%7ewren", "/~wren", True),
        ("/a%2Fb", "/a/b", False),
        ("/a*b$", "/ab", True),
        ("/ab*ba$", "/aba", False),
        ("", "/a", False),
        ("fish", "/fish", False),
    ],
)
def test_patterns(pattern: str, target: str, is_meant: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {pattern}", target) != is_meant


def test_the_longest_rule_decides_and_of_equal_ones_the_one_that_allows() -> None:
    text = (
        "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /same\nDisallow: /same"
    )
    told = [allows(text, target) for target in ("/a", "/a/b", "/a/b/c", "/same", "/")]
    assert told == [False, True, False, True, True]


def test_our_own_group_counts_before_that_of_all() -> None:
    ours = "User-Agent: Other\nUSER-AGENT: Reader-TUI/0.1\nDisallow: /own"
    text = f"user-agent: *\ndisallow: /\n\n{ours}"
    assert [allows(text, target) for target in ("/a", "/own")] == [True, False]


def test_an_empty_group_of_ours_allows_all() -> None:
    assert allows("User-agent: reader-tui\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a")


def test_groups_of_one_agent_are_one() -> None:
    other = "User-agent: b\nDisallow: /c"
    text = f"User-agent: *\nDisallow: /a\nSitemap: x\n{other}\nUser-agent: *\nDisallow: /b"
    assert [allows(text, target) for target in ("/a", "/b", "/c")] == [False, False, True]


@pytest.mark.parametrize(
    ("value", "delay"), [("2", 2), ("0.5", 0.5), ("3600", 10), ("-1", 0), ("nan", 0), ("soon", 0)]
)
def test_a_delay_is_bounded(value: str, delay: float) -> None:
    assert rules(f"User-agent: *\nCrawl-delay: {value}\n").delay == delay


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!doctype html><title>Not found</title>",
        "Disallow: /",
        "User-agent: other\nDisallow: /",
        "User-agent: *\nDisallow /",
        b"\xff\xfe\0\0",
    ],
)
def test_what_says_nothing_allows_all(text: str | bytes) -> None:
    assert rules(text).allow("/a")


def test_comments_and_line_ends_of_any_kind() -> None:
    text = "\ufeff# for all\rUser-agent: * # all\r\n Disallow : /a # b\r"
    assert not allows(text, "/a")


def test_hostile_ones_take_no_time() -> None:
    stars = "User-agent: *\n" + f"Disallow: /{'*a' * 19}$\n" * 5_000
    assert allows(stars, "/" + "a" * 4_000 + "b")
    assert allows("User-agent: *\nDisallow: /" + "*a" * 1_000, "/aaaa")


@settings(max_examples=40)
@given(st.binary(max_size=300), st.text(max_size=40))
def test_anything_can_be_read(data: bytes, target: str) -> None:
    rules(data).allow(f"/{target}")
