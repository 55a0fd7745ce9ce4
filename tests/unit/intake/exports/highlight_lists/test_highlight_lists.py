"""Highlights of Hypothesis and KOReader, which come without their texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.exports.forms import FORMS
from reader.intake.exports.highlight_lists.lua_table import parse_table
from reader.intake.incoming import Incoming, IncomingNotes
from reader.intake.source_file import SourceFile
from tests.unit.intake.exports.source_files import written

URL = "https://salt.example/roads"
NEW = """-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "One",
            ["color"] = "blue",
            ["datetime"] = "2024-05-07 20:15:30",
            ["drawer"] = "lighten",
            ["note"] = "so \\"true\\"",
            ["pageno"] = 12,
            ["text"] = "The sea\\
gave salt.",
        },
        [2] = { ["page"] = "/body/p[1]", ["text"] = "in One" },
    },
    ["doc_props"] = { ["authors"] = "Ida Marek\\nBo Vale", ["title"] = "Salt Roads" },
    ["summary"] = {},
}
"""
OLD = """return {
    ["bookmarks"] = {
        [1] = { ["datetime"] = "2020-01-02 03:04:05", ["notes"] = "The sea gave salt.",
                ["text"] = "my thought" },
        [2] = { ["datetime"] = "2020-01-02 03:05:05", ["notes"] = "The road took it.",
                ["text"] = "Page 13 The road took it. @ 2020-01-02 03:05:05" },
    },
    ["highlight"] = {
        [12] = { [1] = { ["datetime"] = "2020-01-02 03:04:05", ["text"] = "The sea gave salt." } },
        [13] = { [1] = { ["datetime"] = "2020-01-02 03:05:05", ["text"] = "The road took it." } },
    },
    ["stats"] = { ["authors"] = "Ida Marek", ["title"] = "Salt Roads" },
}
"""


def notes(source: SourceFile, name: str) -> list[IncomingNotes]:
    form = next(form for form in FORMS if form.matches(source))
    assert form.name == name
    found: list[Incoming] = [*form.read(source)]
    return [each for each in found if isinstance(each, IncomingNotes)]


def annotation(uri: str, text: str, **selector: str) -> dict[str, object]:
    selectors = [{"type": "TextPositionSelector", "start": 1, "end": 2}]
    quote = [{"type": "TextQuoteSelector", **selector}] if selector else []
    target = [{"source": uri, "selector": [*selectors, *quote]}]
    return {
        "uri": uri, "text": text, "tags": ["history"], "created": "2024-05-07T20:15:30+00:00",
        "document": {"title": ["Salt Roads"]}, "target": target,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["annotations", "rows"])
def test_hypothesis_has_words_and_their_surroundings(tmp_path: Path, name: str) -> None:
    given = [
        annotation(URL, "so true", exact="gave salt", prefix="The sea ", suffix=". The"),
        annotation("urn:x-pdf:1f", "elsewhere", exact="other"),
        annotation(URL, "of the page"),
    ]
    source = written(tmp_path, "a.json", json.dumps({"total": 3, name: given}))
    page, book = notes(source, "hypothesis")
    assert (page.facts.title, page.facts.url) == ("Salt Roads", URL)
    first, second = page.annotations
    assert (first.quote, first.note, first.prefix, first.suffix) == (
        "gave salt", "so true", "The sea ", ". The",
    )  # fmt: skip
    assert first.tags == ("history",)
    assert (second.quote, second.note) == ("", "of the page")
    assert book.facts.url == ""


def test_koreader_exports_books(tmp_path: Path) -> None:
    book = {
        "title": "Salt Roads",
        "author": "Ida Marek",
        "entries": [
            {"text": "The sea.", "note": "so", "page": 12, "time": 1715112930, "color": "orange"}
        ],
    }
    for content in (
        {"created_on": 1, "documents": [book], "version": "json/1.0.0"},
        {**book, "version": "json/1.0.0"},
    ):
        (found,) = notes(written(tmp_path, "a.json", json.dumps(content)), "koreader")
        assert (found.facts.title, found.facts.author) == ("Salt Roads", "Ida Marek")
        (mark,) = found.annotations
        assert (mark.quote, mark.note, mark.color) == ("The sea.", "so", "red")
        assert (mark.location, mark.created) == ("page 12", "2024-05-07T20:15:30+00:00")


def test_koreader_keeps_tables_beside_books(tmp_path: Path) -> None:
    (found,) = notes(written(tmp_path, "metadata.epub.lua", NEW), "koreader")
    assert (found.facts.title, found.facts.author) == ("Salt Roads", "Ida Marek, Bo Vale")
    (mark,) = found.annotations
    assert (mark.quote, mark.note) == ("The sea\ngave salt.", 'so "true"')
    assert (mark.color, mark.location) == ("blue", "page 12")
    assert mark.created == "2024-05-07T20:15:30"


def test_older_tables_have_notes_elsewhere(tmp_path: Path) -> None:
    (found,) = notes(written(tmp_path, "metadata.epub.lua", OLD), "koreader")
    assert [(each.quote, each.note) for each in found.annotations] == [
        ("The sea gave salt.", "my thought"),
        ("The road took it.", ""),
    ]


@pytest.mark.parametrize("rest", ['["annotations"] = {', '["annotations"] = ' + "{" * 5_000])
def test_a_damaged_table_is_refused(tmp_path: Path, rest: str) -> None:
    source = written(tmp_path, "metadata.epub.lua", f"return {{ {rest}")
    form = next(form for form in FORMS if form.matches(source))
    with pytest.raises(ReaderError, match="damaged"):
        list(form.read(source))


@given(st.text(alphabet='{}[]=",\\ab1 \n-', max_size=60))
def test_any_text_is_a_table_or_none(text: str) -> None:
    try:
        parse_table(text)
    except ValueError:
        return
