"""Copies of one article are one work; two articles that share a title are two."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.article import Article
from reader.library.index import Index
from reader.library.load import fingerprint
from reader.library.store.reads import Content
from reader.library.store.simhash import share, simhash, title_hash

SIMPLIFIED = "这个软件为学习语言开发经过几年测试后来发现应该让读者对照原文从头学起听说读写都要练习"
TRADITIONAL = "這個軟件為學習語言開發經過幾年測試後來發現應該讓讀者對照原文從頭學起聽說讀寫都要練習"
TO_TRADITIONAL = str.maketrans(SIMPLIFIED, TRADITIONAL)
WORDS = [
    f"{start}{end}"
    for start in ("riv", "ston", "lant", "mark", "wint")
    for end in ("er", "e", "ern", "et", "y", "ing", "ow")
]


def chinese(seed: int, length: int = 900) -> str:
    randomness = random.Random(seed)  # noqa: S311 - the same text every time
    text = [randomness.choice(SIMPLIFIED) for _ in range(length)]
    for place in range(17, length, 23):
        text[place] = "，" if place % 2 else "。\n"
    return "".join(text)


def english(seed: int, length: int = 400) -> str:
    randomness = random.Random(seed)  # noqa: S311 - the same text every time
    return " ".join(randomness.choice(WORDS) for _ in range(length))


def work_of(tmp_path: Path, *articles: tuple[str, str, str]) -> list[int]:
    """The works of articles of (title, url, text), stored one after the other."""
    contents: dict[Path, Content] = {}
    for number, (title, url, text) in enumerate(articles):
        path = tmp_path / f"{number}.md"
        path.write_text(str(number))
        article = Article(
            path, title, url=url, fingerprint=fingerprint(text), length=len(text.split())
        )
        contents[path] = Content(article, text)
    with Index(None, read=contents.__getitem__) as index:
        for _ in index.refresh([tmp_path], batch=1):
            pass
        works = index.view(
            lambda snapshot: dict(
                snapshot.connection.execute("SELECT CAST(path AS TEXT), work FROM article")
            )
        )
    return [works[str(path)] for path in contents]


@pytest.mark.parametrize("text", [chinese(1), english(1)])
def test_a_copy_with_another_footer_is_the_same_work(tmp_path: Path, text: str) -> None:
    other = f"Home\nAll posts\n{text}\n{english(9, 25)}\nAll rights reserved"
    one, two = work_of(
        tmp_path, ("On letters", "", text), ("On Letters", "https://example.org/1", other)
    )
    assert one == two


def test_a_traditional_edition_is_the_same_work(tmp_path: Path) -> None:
    text = chinese(1)
    converted = text.translate(TO_TRADITIONAL)
    assert converted != text
    one, two = work_of(tmp_path, ("学习语言", "", text), ("學習語言", "", converted))
    assert one == two


def test_the_same_page_under_another_title_is_the_same_work(tmp_path: Path) -> None:
    url = "https://example.org/1"
    one, two = work_of(
        tmp_path, ("First", url, english(1)), ("Second", url, english(1) + " more of it")
    )
    assert one == two


def test_an_equal_text_is_the_same_work_whatever_it_is_called(tmp_path: Path) -> None:
    one, two = work_of(tmp_path, ("First", "", english(1)), ("Second", "", english(1)))
    assert one == two


@pytest.mark.parametrize("make", [chinese, english])
def test_two_articles_of_one_title_are_two_works(
    tmp_path: Path, make: Callable[[int], str]
) -> None:
    articles = [("Weekly", "", make(seed)) for seed in range(12)]
    works = work_of(tmp_path, *articles)
    assert len(set(works)) == len(works)


def test_a_blog_that_gives_its_own_address_everywhere_is_no_single_work(tmp_path: Path) -> None:
    url = "https://example.org/"
    works = work_of(tmp_path, *((f"Part {n}", url, english(n)) for n in range(8)))
    assert len(set(works)) == len(works)


def test_pages_that_say_no_more_than_that_they_are_missing_are_not_one(tmp_path: Path) -> None:
    missing = "Page not found"
    one, two = work_of(tmp_path, ("First", "", missing), ("Second", "", missing))
    assert one != two
    assert len(set(work_of(tmp_path, ("First", "", ""), ("First", "", ""), ("x", "", "")))) == 3


def test_long_menus_around_a_short_text_do_not_hide_that_it_is_the_same(tmp_path: Path) -> None:
    text = english(1, 150)
    other = f"{english(2, 60)}\n{text}\n{english(3, 60)}"
    one, two = work_of(tmp_path, ("A title", "", text), ("A title", "", other))
    assert one == two


def test_a_copy_of_the_whole_text_is_all_in_it() -> None:
    assert share(chinese(1), chinese(1) + english(2)) == 1
    assert share(chinese(1), english(1)) == 0
    assert share("", "") == 0


@given(st.text())
def test_any_text_has_a_simhash_of_64_bits(text: str) -> None:
    assert -(1 << 63) <= simhash(text) < 1 << 63
    assert -(1 << 63) <= title_hash(text) < 1 << 63


def test_titles_are_compared_without_case_width_marks_and_variants() -> None:
    assert title_hash("《学习》: Ｐart 1") == title_hash("「學習」 part 1！")
    assert title_hash("Part 1") != title_hash("Part 2")
    assert title_hash("…") == 0
