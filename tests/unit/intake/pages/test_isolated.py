"""A long page is converted in a process of its own: what comes back, and what stops it."""

from __future__ import annotations

import pytest

from reader.intake.pages import article_page
from reader.intake.pages.article_page import RefreshError
from reader.intake.pages.isolated import LONG, article_of_answer
from reader.intake.web.answer import WebAnswer, WebError

URL = "https://marsh.example.org/herons"
LINE = "<p>A heron \U0001fabf stands in the marsh for hours, 鹭立雪.</p>\n"
PAD = f"<!--{'x' * LONG}-->"


def _answer(page: str) -> WebAnswer:
    return WebAnswer(URL, page.encode(), "text/html", notices=("Told before.",))


def test_what_comes_back_is_what_was_read() -> None:
    lines = LINE * (LONG // len(LINE) + 1)
    answer = _answer(f"<!doctype html><title>Herons</title><article>{lines}</article>")
    assert article_of_answer(answer) == article_page.article_of_answer(answer)


def test_what_takes_too_long_is_stopped() -> None:
    piled = "<b>" * 299 + "<div></b>x" * 20_000
    with pytest.raises(WebError, match="takes too long"):
        article_of_answer(_answer(f"<!doctype html><title>T</title>{piled}"), seconds=0.5)


def test_what_is_no_article_says_why() -> None:
    with pytest.raises(WebError, match="has no text") as raised:
        article_of_answer(_answer(f"<!doctype html><title>T</title>{PAD}"))
    assert raised.value.hint
    sign = '<meta http-equiv="refresh" content="0;url=/other"><title>T</title><p>Wait'
    with pytest.raises(RefreshError) as refreshed:
        article_of_answer(_answer(f"<!doctype html>{sign}{PAD}"))
    assert refreshed.value.target == "https://marsh.example.org/other"
