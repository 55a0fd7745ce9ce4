"""Notes at their references."""

from __future__ import annotations

from reader.document.links import links
from reader.services.reading.footnotes import note_of, said_of
from tests.unit.services.small_library import SmallLibrary

BODY = """A claim[^a], and [a link](#part)[^b].

## Part

Text.

[^a]: The note *itself*[^b].

    More of it.

[^b]: Other.
"""


def test_a_note_is_shown_without_the_way_back(small: SmallLibrary) -> None:
    document = small.open(small.write("a.md", BODY)).document
    notes = {link.href: note_of(document, link) for link in links(document)}
    first = notes["#fn-1"]
    assert first is not None
    assert [block.text for block in first.blocks] == ["The note itself[2].", "More of it."]
    assert [href for href, note in notes.items() if note is None] == [
        "#part",
        *(href for href in notes if href.startswith("#fnref")),
    ]


def test_a_reference_says_the_first_words_of_its_note(small: SmallLibrary) -> None:
    document = small.open(small.write("a.md", BODY)).document
    said = [said_of(document, link, 8) for link in links(document)]
    assert said[:3] == ["[1] The note", "", "[2] Other."]


def test_a_note_that_is_not_there_is_none(small: SmallLibrary) -> None:
    document = small.open(small.write("b.md", "See [1](#fn-9) and [that](#fn-9).\n")).document
    assert [note_of(document, link) for link in links(document)] == [None, None]
