"""Whether what a feed has is the article."""

from __future__ import annotations

import pytest

from reader.intake.feeds.whole_text import is_whole_content, is_whole_description

SENTENCE = "The ferry waits until the last cart has rolled aboard. "
CHINESE = "渡船总要等最后一辆车上来才肯走，不管钟表怎么说。"


@pytest.mark.parametrize("text", [SENTENCE * 10, CHINESE * 10, SENTENCE * 80 + "And then …"])
def test_content_is_whole(text: str) -> None:
    assert is_whole_content(text)


@pytest.mark.parametrize(
    "end",
    ["…", "...", "[…]", "[...]", "Read more", "Read the rest »", "Continue reading At the pier →",
     "阅读全文", "閱讀更多 >>", "続きを読む", "더 보기", "Weiterlesen …", "Lire la suite",
     "Leer más", "читать далее", "… The post At the pier appeared first on Harbour Notes."],
)  # fmt: skip
def test_content_that_breaks_off(end: str) -> None:
    assert not is_whole_content(SENTENCE * 10 + end)
    assert is_whole_content(SENTENCE * 10 + f"{end} is what we say. " + SENTENCE * 6)


@pytest.mark.parametrize("text", ["", "Comments", "A boat", SENTENCE])
def test_content_that_is_a_caption(text: str) -> None:
    assert not is_whole_content(text)


def test_what_wordpress_adds_is_no_sign() -> None:
    assert is_whole_content(SENTENCE * 10 + "The post At the pier appeared first on Harbour Notes.")


def test_a_description_is_whole_if_it_is_as_long_as_an_article() -> None:
    paragraphs = f"<p>{SENTENCE * 6}</p>" * 4
    assert is_whole_description(paragraphs, SENTENCE * 24)
    assert not is_whole_description(SENTENCE * 24, SENTENCE * 24)
    assert is_whole_description(SENTENCE * 60, SENTENCE * 60)
    assert not is_whole_description(f"<p>{SENTENCE}</p>" * 3, SENTENCE * 3)
    assert not is_whole_description(paragraphs, SENTENCE * 24 + "Read more")
