from __future__ import annotations

from tests.unit.document.facts.pages import page, source, url

_SAVED = "<!-- saved from url=(0030)https://example.org/ferries -->"


def canonical(address: str) -> str:
    return f"<link rel=canonical href='{address}'>"


def test_a_relative_address_is_taken_against_one_that_is_none() -> None:
    og = "<meta property=og:url content=https://example.org/a/b>"
    assert url("x", canonical("/ferries") + og) == "https://example.org/ferries"
    base = "<base href=https://example.org/a/>"
    assert url("x", base + canonical("ferries")) == "https://example.org/a/ferries"
    assert url("x", canonical("/ferries")) == ""
    assert url("x", canonical("about:blank")) == ""


def test_the_front_page_is_trusted_last() -> None:
    og = "<meta property=og:url content=https://example.org/ferries>"
    assert url("x", canonical("https://example.org/") + og) == "https://example.org/ferries"
    assert url("x", canonical("https://example.org/")) == "https://example.org/"


def test_where_a_page_was_saved_from_comes_first() -> None:
    assert url(_SAVED, canonical("https://example.org/other")) == "https://example.org/ferries"


def test_a_comment_may_hold_nothing_but_the_address() -> None:
    comment = "<!-- https://example.org/s?a=1&times=2&amp;b=3 -->"
    assert url(comment) == "https://example.org/s?a=1&times=2&b=3"


def test_lines_under_the_heading_state_source_and_address() -> None:
    body = (
        "<h1>渡轮</h1><p><b>来源:</b> 海湾日报</p><p>发布时间: 2024-03-09</p>"
        "<p>原文链接: <a href=https://example.org/ferries>阅读</a></p><p>渡轮清晨启航。</p>"
    )
    assert source(body) == "海湾日报"
    assert url(body) == "https://example.org/ferries"


def test_several_facts_may_stand_on_one_line() -> None:
    body = "<h1>渡轮</h1><p>2024-03-09 10:00 来源：海湾日报 作者：王小明</p>"
    assert source(body) == "海湾日报"


def test_a_sentence_states_no_source() -> None:
    assert source("<h1>渡轮</h1><p>据悉，水的来源很多。</p>") == ""
    assert "x" in page("x")
