"""Which words somebody may have meant, out of those that the index has."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import pytest

from reader.library.search.nearest.corrections import corrections, distance
from reader.library.search.nearest.vocabulary import Vocabulary
from reader.library.store.token_schema import TOKEN_SCHEMA


def meant(word: str, articles: Mapping[str, int]) -> list[str]:
    """What corrects `word` where so many articles have each of these words."""
    connection = sqlite3.connect(":memory:")
    connection.execute(TOKEN_SCHEMA)
    texts = [text for text, count in articles.items() for _ in range(count)]
    connection.executemany("INSERT INTO token (rowid, tokens) VALUES (?, ?)", enumerate(texts, 1))
    found = [each.text for each in corrections(word, Vocabulary(connection))]
    connection.close()
    return found


@pytest.mark.parametrize(
    "word", ["kuberntes", "kubernettes", "kubernates", "kuberentes", "ukbernetes", "kubrntes"]
)
def test_a_mistake_or_two_in_a_word(word: str) -> None:
    assert meant(word, {"kubernetes": 3, "container": 9}) == ["kubernetes"]


def test_what_more_articles_have_comes_first() -> None:
    assert meant("fontt", {"fonts": 5, "font": 2, "front": 1}) == ["fonts", "font"]


def test_two_words_written_together() -> None:
    assert meant("machinelearning", {"machine learning": 2}) == ["machine learning"]


def test_a_word_that_occurs_is_corrected_to_what_is_far_more_common() -> None:
    assert meant("seperate", {"seperate": 1, "separate": 40}) == ["separate"]
    assert meant("seperate", {"seperate": 3, "separate": 40}) == []


def test_a_mistake_that_articles_have_is_not_meant() -> None:
    assert meant("kuberntes", {"kubernetes": 4, "kubernets": 1}) == ["kubernetes"]
    assert meant("kuberntes", {"kubernetes": 60, "kubernets": 3}) == ["kubernetes"]
    assert meant("kuberntes", {"kubernetes": 3, "kubernets": 1}) == ["kubernetes", "kubernets"]
    assert meant("fontt", {"fonts": 40, "font": 3}) == ["fonts", "font"]


def test_the_beginning_of_a_word_is_being_typed() -> None:
    assert meant("kerne", {"kernel": 40, "kern": 90}) == []


@pytest.mark.parametrize("word", ["fot", "数据库", "a1b2c3", "x" * 99, ""])
def test_short_words_and_what_is_no_word_of_letters_stay(word: str) -> None:
    assert meant(word, {"font": 9, "数据": 9}) == []


def test_distance() -> None:
    pairs = [("abcd", "abcd"), ("abcd", "abdc"), ("abcd", "bacde"), ("", "abc")]
    assert [distance(*pair) for pair in pairs] == [0, 1, 2, 3]
