"""Quotes of other programs, found in a document whatever these made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.anchors.quote import Quote
from reader.document.body_kind import BodyKind
from reader.document.model import Document
from reader.intake.writing.quoted_words import QuotedWords

TEXT = """# Salt

The road was “older” than the *town*, and nobody — not the [monks](https://m.example) — knew why.

In the café the first line ends here. A word. A word.

- one thing
- another thing

盐路比城镇更古老，没有人知道为什么。

The last paragraph closes it.
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return pipeline.read(TEXT, BodyKind.MARKDOWN)


def found(document: Document, quote: Quote | str) -> str | None:
    """The words of the document at a quote, if they are surely those."""
    words = QuotedWords(document)
    place = words.find(quote if isinstance(quote, Quote) else Quote(quote))
    return words.words(place).exact if place is not None and place.is_sure else None


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("The road was", "The road was"),
        ('was "older" than the town,', "was “older” than the town,"),
        ("than the **town**, and nobody - not the monks", None),
        ("not the [monks](https://elsewhere.example/x) — knew why.", None),
        ("In the cafe&#769; the first", "In the café the first"),
        ("In the cafe\u0301 the\nfirst", "In the café the first"),
        ("knew why. In the café the first", "knew why.\nIn the café the first"),
        ("knew why.\n\n> In the café", "knew why.\nIn the café"),
        ("* one thing\n* another thing", "one thing\nanother thing"),
        ("盐路比城镇更古老,没有人", "盐路比城镇更古老，没有人"),
        ("盐路比 城镇\n更古老", "盐路比城镇更古老"),
        ("鹽路比城鎮更古老", "盐路比城镇更古老"),
        ("the first line ends…", "the first line ends"),
        ("<p>the first line <b>ends</b></p>", "the first line ends"),
    ],
)
def test_words_are_found_whatever_stands_between_them(
    document: Document, quote: str, words: str | None
) -> None:
    told = found(document, quote)
    assert told is not None
    assert words is None or told == words


def test_a_passage_without_its_middle_is_found_from_end_to_end(document: Document) -> None:
    told = found(document, "The road was older than [...] line ends here.")
    assert told is not None
    assert told.startswith("The road was")
    assert told.endswith("line ends here.")
    assert "knew why" in told


def test_surroundings_tell_which_of_several_is_meant(document: Document) -> None:
    words = QuotedWords(document)
    unsure = words.find(Quote("A word."))
    assert unsure is not None
    assert not unsure.is_sure
    second = words.find(Quote("A word.", prefix="ends here. A word. "))
    assert second is not None
    assert second.is_sure
    assert second.start > unsure.start


def test_whole_words_are_meant_before_parts_of_others() -> None:
    document = pipeline.read("Another other thing.", BodyKind.MARKDOWN)
    place = QuotedWords(document).find(Quote("other"))
    assert place is not None
    assert place.start.offset == len("Another ")


def test_words_that_are_not_there_are_not_found(document: Document) -> None:
    assert found(document, "Nothing of this was ever written in it, nowhere at all.") is None
    assert QuotedWords(Document(())).find(Quote("any")) is None


def test_a_long_quote_is_found_by_its_ends() -> None:
    words = [f"word{number}" for number in range(400)]
    document = pipeline.read(" ".join(words) + "\n\nThe end.", BodyKind.MARKDOWN)
    quote = " ".join(words[20:200]) + " changed " + " ".join(words[201:390])
    told = found(document, quote)
    assert told == " ".join(words[20:390])


@given(st.data())
def test_every_stretch_of_words_is_found_again(data: st.DataObject) -> None:
    document = pipeline.read(TEXT, BodyKind.MARKDOWN)
    whole = "\n".join(block.text for block in document.blocks)
    start = data.draw(st.integers(0, len(whole) - 20))
    end = data.draw(st.integers(start + 12, min(len(whole), start + 200)))
    cut = whole[start:end]
    place = QuotedWords(document).find(Quote(" ".join(cut.split())))
    assert place is not None
