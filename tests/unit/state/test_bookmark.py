from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import (
    ArticleRef,
    Bookmark,
    derived_id,
    format_bookmark,
    parse_bookmark,
    reading_order,
)
from reader.state.durable.json_text import decode, encode
from reader.state.durable.record import instant, timestamp

WORDS = st.text(max_size=8)
NUMBER = st.integers(0, 10**6)
BOOKMARKS = st.builds(
    Bookmark,
    article=st.builds(ArticleRef, WORDS, WORDS, WORDS.map("/".__add__), WORDS),
    place=st.none() | st.builds(Place, NUMBER, NUMBER),
    quote=st.none() | st.builds(Quote, WORDS, WORDS, WORDS),
    note=WORDS,
    tags=st.lists(WORDS, max_size=3).map(tuple),
    id=WORDS,
    created=WORDS,
    updated=WORDS,
    extra=st.dictionaries(st.sampled_from(["colour", "kind"]), st.none() | WORDS | NUMBER),
)


@given(BOOKMARKS)
def test_what_is_written_is_read_back(bookmark: Bookmark) -> None:
    assert parse_bookmark(decode(encode(format_bookmark(bookmark))).document) == bookmark


@given(st.lists(st.characters(categories=["Cs", "Lo", "Cc"]), max_size=5))
def test_any_character_survives_the_file(characters: list[str]) -> None:
    text = "|".join(characters)
    data = encode({"path": text, "\\" + text: 1})
    data.decode("utf-8", "strict")
    assert decode(data).document == {"path": text, "\\" + text: 1}


def test_han_is_written_as_han() -> None:
    assert "“书签”" in encode(["“书签”"]).decode()


def test_unknown_fields_are_kept_at_every_level() -> None:
    entry = {
        "article": {"path": "/a.md", "site": "x"},
        "place": {"block": 3, "page": 9},
        "quote": {"exact": "a", "language": "zh"},
        "colour": ["yellow", {"alpha": 0.5}],
    }
    written = format_bookmark(parse_bookmark(entry))
    assert written["article"] == {
        "path": "/a.md", "site": "x", "fingerprint": "", "title": "", "url": "",
    }  # fmt: skip
    assert written["place"] == {"block": 3, "offset": 0, "page": 9}
    assert written["quote"] == {"exact": "a", "prefix": "", "suffix": "", "language": "zh"}
    assert written["colour"] == ["yellow", {"alpha": 0.5}]


@pytest.mark.parametrize(
    "entry",
    [
        7,
        None,
        [],
        {},
        {"article": "/a.md"},
        {"article": {"title": "no name that finds it"}},
        {"article": {"path": 5}},
        {"article": {"path": "/a"}, "note": None},
        {"article": {"path": "/a"}, "id": 12},
        {"article": {"path": "/a"}, "place": [1, 2]},
        {"article": {"path": "/a"}, "place": {"offset": 2}},
        {"article": {"path": "/a"}, "place": {"block": -1}},
        {"article": {"path": "/a"}, "place": {"block": True}},
        {"article": {"path": "/a"}, "place": {"block": 1.5}},
        {"article": {"path": "/a"}, "quote": {"exact": 1}},
        {"article": {"path": "/a"}, "tags": "one"},
        {"article": {"path": "/a"}, "tags": [1]},
    ],
)
def test_entries_of_a_wrong_form_are_refused(entry: object) -> None:
    with pytest.raises(ValueError, match="no"):
        parse_bookmark(entry)


def test_times_are_utc_and_comparable_whatever_stands_there() -> None:
    east = datetime(2026, 1, 31, 20, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    assert timestamp(east) == "2026-01-31T12:00:00.123Z"
    written = ["yesterday", "", "2025-05-05", "2026-01-31T20:00:00+08:00", "2026-01-31T12:00:01Z"]
    moments = [instant(text) for text in written]
    assert moments == sorted(moments)
    assert moments[0] == moments[1]
    assert instant("9999-12-31T23:59:59Z") + timedelta(hours=1) > datetime.now(UTC)


def test_an_article_is_the_same_by_any_of_its_names() -> None:
    whole = ArticleRef("f", "u", "/p", "title")
    assert whole.is_same(ArticleRef(fingerprint="f", path="/q"))
    assert whole.is_same(ArticleRef(url="u"))
    assert whole.is_same(ArticleRef(path="/p"))
    assert not whole.is_same(ArticleRef(title="title"))
    assert not ArticleRef().is_same(ArticleRef())


def test_a_bookmark_can_be_in_a_set() -> None:
    bookmark = Bookmark(ArticleRef(path="/a"), extra=MappingProxyType({"colour": ["red"]}))
    assert len({bookmark, replace(bookmark), replace(bookmark, note="other")}) == 2


def test_the_schema_names_every_field_that_is_written() -> None:
    schema = json.loads(files("reader.state").joinpath("bookmarks.schema.json").read_bytes())
    entry = schema["$defs"]["bookmark"]["properties"]
    written = format_bookmark(Bookmark(ArticleRef(path="/a"), Place(), Quote("a")))
    assert set(entry) == set(written)
    for name in ("article", "place", "quote"):
        nested = written[name]
        assert isinstance(nested, dict)
        assert set(entry[name]["properties"]) == set(nested)


def test_an_article_as_such_stands_before_the_places_in_it() -> None:
    article = ArticleRef(path="/a.md")
    places = [None, Place(0), Place(0, 1), Place(2), Place(10)]
    marks = [Bookmark(article, place, id=f"{9 - at}") for at, place in enumerate(places)]
    marks.reverse()
    assert [mark.place for mark in sorted(marks, key=reading_order)] == places


def test_an_entry_without_an_id_has_the_same_one_for_ever() -> None:
    mark = Bookmark(ArticleRef(path="/a.md"))
    assert derived_id(mark, 0) == "7e4137f4d2c9e7a99d72380511f2b77b"
    assert derived_id(mark, 1) == "26e903cbb19cb854ead354bfff371ac6"


@pytest.mark.parametrize(
    ("exact", "suffix", "label"),
    [
        ("Everyone keeps a list ca", "lled read later. Open", "Everyone keeps a list called…"),
        ("A whole sentence.", "\nThe next paragraph", "A whole sentence."),
        ("The end of wor", "ds\nThe next paragraph", "The end of words"),
        ("很久以前，人们在一个", "叫广场的地方", "很久以前，人们在一个…"),
        ("", "words", ""),
    ],
)
def test_the_label_of_a_place_ends_with_a_word_and_says_that_it_goes_on(
    exact: str, suffix: str, label: str
) -> None:
    mark = Bookmark(ArticleRef(), Place(0), Quote(exact, "", suffix))
    assert mark.label == label
    highlight = replace(mark, end=Place(0, 3))
    assert highlight.label == exact
    assert replace(mark, place=None, quote=None).label == ""
