"""Marks of notes were `¹` before, and notes stood where the page had them: quotes still hold."""

from __future__ import annotations

import pytest

from reader.document.anchors.finder import Certainty, FoundQuote, QuoteFinder
from reader.document.anchors.quote import Quote, describe_apart
from reader.document.model import Block, BlockKind, Document, Place

BEFORE = (
    "The tide follows the moon by some hours, called its establishment.¹ Every port had its own.",
    "Whewell drew lines through ports of equal time² and found the wave in Portugal.",
    "¹ The word still stands in almanacs of the navy. ↩",
    "He asked guards on both sides of the ocean, and nine nations did.",
)
NOW = (
    BEFORE[0].replace("¹", "[1]"),
    BEFORE[1].replace("²", "[2]"),
    BEFORE[3],
    "The word still stands in almanacs of the navy. ↩",
)


def document(texts: tuple[str, ...]) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def found(block: int, words: str) -> tuple[str, Certainty]:
    at = BEFORE[block].index(words)
    start, end = Place(block, at), Place(block, at + len(words))
    quote = describe_apart(document(BEFORE), start, end)
    now = QuoteFinder(document(NOW)).find(quote, start, end)
    assert isinstance(now, FoundQuote)
    return NOW[now.start.block][now.start.offset : now.end.offset], now.certainty


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (0, "its establishment.¹ Every port"),
        (0, BEFORE[0]),
        (1, "lines through ports of equal time²"),
        (1, " and found the wave"),
        (1, "time² and"),
    ],
)
def test_words_with_a_mark_are_surely_found(block: int, words: str) -> None:
    expected = words.replace("¹", "[1]").replace("²", "[2]")
    assert found(block, words) == (expected, Certainty.SURE)


def test_words_of_a_note_are_found_at_the_end() -> None:
    words = "The word still stands in almanacs of the navy."
    assert found(2, words)[0] == words


def test_what_followed_a_note_in_its_place_is_found() -> None:
    words = "He asked guards on both sides of the ocean"
    assert found(3, words)[0] == words


def test_a_power_is_no_mark() -> None:
    text = ("The area is r² times pi, as everyone knows who has cut a cake.",)
    start, end = Place(0, 4), Place(0, 14)
    quote = describe_apart(document(text), start, end)
    assert quote == Quote("area is r²", quote.prefix, quote.suffix)
    now = QuoteFinder(document(text)).find(quote, start, end)
    assert now == FoundQuote(start, end, Certainty.SURE)
