"""Patterns and near words among the other conditions of a search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reader.library.article import Article
from reader.library.search import passage_condition
from reader.library.search.searcher import Flags, Searcher
from reader.library.search.syntax.line_pattern import line_pattern
from reader.library.search.term import Tier
from reader.library.store.reads import Content
from tests.unit.library.shelf import Shelf

TEXTS = {
    "a.md": ("Color 内核", "Linux has a kernel\n完全不同", ("网络",)),
    "b.md": ("微信", "colour of the kernel, far from all the others: linux", ("社交",)),
    "c.md": ("别的", f"人工智能很好\nlinux {'g' * 99}nu", ("网络", "别的")),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("shelf")
    shelf = Shelf(folder)
    shelf.replace(
        {
            name: Content(Article(Path("nowhere"), title, tags=tags), text)
            for name, (title, text, tags) in TEXTS.items()
        }
    )
    with shelf.index() as index:
        list(index.refresh([folder]))
        yield Searcher(index, [folder], today=lambda: date(2026, 12, 1))


def names(searcher: Searcher, query: str) -> str:
    hits = searcher.hits(searcher.search(query), 0, 9)
    return "".join(sorted(hit.article.path.stem for hit in hits))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("regex:/[Cc]olou?r/", "ab"),
        ("regex:/^内核|r 内/", "a"),
        ("regex:/人工.能/", "c"),
        ("regex:/kernel.完全/", ""),
        ("regex:/人工|colour/", "bc"),
        ("-regex:/[Cc]olou?r/", "c"),
        ("near:2(kernel linux)", "a"),
        ("near:9(kernel linux)", "ab"),
        ("-near:2(kernel linux)", "bc"),
        ("linux regex:/colou/", "b"),
        ("weixin regex:/colou/", "b"),
        ("weixin near:2(of kernel)", "b"),
        ("微信 OR regex:/智能/", "bc"),
        ("tag:网络 regex:/linux/i", "ac"),
        ("regex:/INUX|erne./i", "abc"),
        ("regex:/erne., far|人工智/", "bc"),
        ("regex:/ggnu/", "c"),
        ("regex:/olor/", "a"),
        ("regex:/nowhere/", ""),
        ("date:foo 人工", "c"),
        ("regex:/a(/ 人工", "c"),
    ],
)
def test_what_has_the_passage(searcher: Searcher, query: str, expected: str) -> None:
    assert names(searcher, query) == expected


def test_what_a_passage_alone_finds_is_found_in_the_text(searcher: Searcher) -> None:
    found = searcher.search("regex:/colour/")
    assert found.tier(0) is Tier.TEXT
    (hit,) = searcher.hits(found, 0, 1)
    assert hit.hits == 1
    assert hit.snippet.marks == ((0, 6),)


def test_a_pattern_that_was_too_slow_is_told(searcher: Searcher) -> None:
    found = searcher.search("regex:/too+ slow/ OR linux")
    assert len(found.ids) == 3
    assert not found.problems
    line_pattern("too+ slow").slow = 1
    assert found.problems == (
        "Pattern is too slow for some articles, which are left out: too+ slow",
    )


def test_a_pattern_is_looked_for_in_so_many_texts_only(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passage_condition, "MOST_TEXTS", 2)
    found = searcher.search("regex:/./")
    assert len(found.ids) == 2
    assert found.more
    assert found.problems == ("Only 2 articles were looked through for .",)
    assert not searcher.search("regex:/人工/").problems


def test_of_texts_only_those_are_read_that_have_letters_of_the_pattern(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a word that is too long for the index the letters may be.
    monkeypatch.setattr(passage_condition, "MOST_TEXTS", 2)
    assert not searcher.search("regex:/far fr.m/").problems
    assert searcher.search("regex:/linux/").problems


def offered(searcher: Searcher, text: str) -> list[tuple[str, int | None]]:
    return [(each.value, each.count) for each in searcher.complete(text, len(text))]


def test_values_are_those_that_the_rest_of_the_query_finds(searcher: Searcher) -> None:
    assert offered(searcher, "tag:") == [("网络", 2), ("别的", 1), ("社交", 1)]
    assert offered(searcher, "人工 标签：") == [("别的", 1), ("网络", 1)]
    assert offered(searcher, "微信 #社") == [("社交", 1)]
    assert offered(searcher, "nowhere tag:") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("is:read tag:", [("社交", 1)]), ("is:unread tag:", [("网络", 2), ("别的", 1)])],
)
def test_values_are_those_of_articles_that_the_owner_has_read_or_not(
    searcher: Searcher, text: str, expected: list[tuple[str, int]]
) -> None:
    flags = Flags(read=frozenset(searcher.search("tag:社交").ids))
    completions = searcher.complete(text, len(text), lambda: flags)
    assert [(each.value, each.count) for each in completions] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ti", ["title:"]),
        ("x bt", ["标题:"]),
        ("标", ["标题:", "标签:"]),
        ("x O", ["OR"]),
        ("O", []),
        ("t", []),
        ("linux", []),
        ("foo.ti", []),
    ],
)
def test_fields_and_operators_that_a_word_may_become(
    searcher: Searcher, text: str, expected: list[str]
) -> None:
    assert [value for value, _ in offered(searcher, text)] == expected
