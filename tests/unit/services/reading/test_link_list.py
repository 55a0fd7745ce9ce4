"""The list of an article's links."""

from __future__ import annotations

from reader.document.links import links
from reader.services.reading.link_list import ListedLink, listed, text_of
from tests.unit.services.small_library import SmallLibrary

BODY = """Before it. See [here](https://example.org/a%20b) for more! Then [again](https://example.org/a%20b).

[All of it](#part) and [[A note#There|that]] and a claim[^a].

[Alone](other.md)

## Part

[^a]: The note.
"""


def test_each_target_is_there_once_with_what_is_around_it(small: SmallLibrary) -> None:
    document = small.open(small.write("a.md", BODY)).document
    found = links(document)
    assert listed(found)[0] == ListedLink(0, 2)
    told = [tuple(text_of(document, found[each.number])) for each in listed(found)]
    assert told == [
        ("here", "https://example.org/a b", "See [here] for more!"),
        ("All of it", "# Part", "[All of it] and that and a claim[1]."),
        ("that", "A note # There", "All of it and [that] and a claim[1]."),
        ("[1]", "[1] The note.", "All of it and that and a claim[1]."),
        ("Alone", "other.md", ""),
    ]


def test_long_text_around_a_link_is_cut(small: SmallLibrary) -> None:
    body = f"{'word ' * 100}[here](x.md) {'more ' * 100}\n"
    document = small.open(small.write("a.md", body)).document
    told = text_of(document, links(document)[0]).around
    assert told.startswith("…")
    assert told.endswith("…")
    assert "word [here] more" in told
    assert len(told) < 150
