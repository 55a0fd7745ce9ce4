"""Bookmarks in JSON: whose they are, and what is read of them."""

from __future__ import annotations

import json

import pytest

from reader.errors import ReaderError
from reader.intake.incoming import Annotation
from reader.intake.lists import json_records
from reader.intake.source_file import source_file
from tests.unit.intake.lists.lists import Desk, form_of

SAVED = "2024-03-09T07:40:00+00:00"


def test_pinboard(desk: Desk) -> None:
    posts = [
        {
            "href": "https://a.example/",
            "description": "At the pier",
            "extended": "Read again",
            "meta": "x",
            "time": "2024-03-09T07:40:00Z",
            "shared": "no",
            "toread": "yes",
            "tags": "sea small-boats",
        },
        {"href": "https://b.example/", "description": "", "extended": "", "tags": ""},
    ]
    a, b = desk.read("pinboard_export.json", json.dumps(posts))
    assert (a.facts.title, a.facts.tags, a.facts.by) == (
        "At the pier",
        ("sea", "small-boats"),
        "pinboard",
    )
    assert (a.facts.saved, a.annotations) == (SAVED, (Annotation(note="Read again"),))
    assert (b.facts.title, b.facts.tags, b.annotations) == ("", (), ())


def test_pinboard_in_xml(desk: Desk) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<posts user="ann">'
        '<post href="https://a.example/?x=1&amp;y=2" time="2024-03-09T07:40:00Z" description="A"'
        ' extended="Again" tag="sea boats" shared="no"/><post href="https://b.example/"/></posts>'
    )
    a, b = desk.read("pinboard.xml", text)
    assert (a.facts.url, a.facts.title) == ("https://a.example/?x=1&y=2", "A")
    assert (a.facts.tags, a.facts.saved) == (("sea", "boats"), SAVED)
    assert a.annotations == (Annotation(note="Again"),)
    assert b.facts.url == "https://b.example/"
    path = desk.put("cut.xml", '<posts><post href="https://a.example/"/><post ')
    form = form_of(path)
    assert form is not None
    with pytest.raises(ReaderError, match="damaged XML"):
        list(form.read(source_file(path)))


def test_bookmarks_of_chrome(desk: Desk) -> None:
    def link(url: str) -> dict[str, object]:
        return {
            "date_added": "13354443600000000",
            "id": "7",
            "name": "A",
            "type": "url",
            "url": url,
        }

    sea = {"children": [link("https://b.example/")], "name": "Sea", "type": "folder"}
    bar = {
        "children": [link("https://a.example/"), sea, link("chrome://x")],
        "name": "Bookmarks bar",
    }
    text = json.dumps({"checksum": "x", "roots": {"bookmark_bar": bar, "other": {"children": []}}})
    a, b = (entry.facts for entry in desk.read("Bookmarks", text))
    assert (a.url, a.title, a.tags, a.saved) == ("https://a.example/", "A", (), SAVED)
    assert (b.url, b.tags, b.by) == ("https://b.example/", ("Sea",), "bookmarks")


def test_a_backup_of_firefox(desk: Desk) -> None:
    place = {
        "title": "A",
        "dateAdded": 1709970000000000,
        "typeCode": 1,
        "type": "text/x-moz-place",
        "uri": "https://a.example/",
        "tags": "boats,tides",
    }
    folder = {"title": "Sea", "type": "text/x-moz-place-container", "children": [place]}
    menu = {
        "title": "menu",
        "root": "bookmarksMenuFolder",
        "children": [folder, {"uri": "place:x"}],
    }
    text = json.dumps(
        {
            "title": "",
            "type": "text/x-moz-place-container",
            "root": "placesRoot",
            "children": [menu],
        }
    )
    (entry,) = desk.read("bookmarks-2024-03-09.json", text)
    assert (entry.facts.tags, entry.facts.saved) == (("boats", "tides", "Sea"), SAVED)
    assert entry.facts.by == "firefox"


def test_linkwarden(desk: Desk) -> None:
    link = {
        "id": 1,
        "name": "A",
        "type": "url",
        "description": "Of boats",
        "url": "https://a.example/",
        "createdAt": "2024-03-09T07:40:00.000Z",
        "tags": [{"id": 1, "name": "sea"}],
        "highlights": [{"color": "green", "text": "One line", "comment": "why"}],
    }
    text = json.dumps(
        {"name": "Ann", "username": "ann", "collections": [{"name": "Harbours", "links": [link]}]}
    )
    (entry,) = desk.read("backup.json", text)
    assert (entry.facts.tags, entry.facts.summary) == (("sea", "Harbours"), "Of boats")
    assert entry.annotations == (Annotation(quote="One line", note="why", color="green"),)
    assert (entry.facts.by, entry.facts.saved) == ("linkwarden", SAVED)


def test_karakeep(desk: Desk) -> None:
    link = {"type": "link", "url": "https://a.example/"}
    marks = [
        {"createdAt": 1709970000, "title": "A", "tags": ["sea"], "content": link, "note": "Mine"},
        {"createdAt": 1709970000, "title": None, "tags": [], "content": {"type": "text"}},
    ]
    (entry,) = desk.read("karakeep.json", json.dumps({"bookmarks": marks}))
    assert (entry.facts.title, entry.facts.tags, entry.facts.saved) == ("A", ("sea",), SAVED)
    assert (entry.facts.by, entry.annotations) == ("karakeep", (Annotation(note="Mine"),))


def test_answers_of_pocket(desk: Desk) -> None:
    item = {
        "item_id": "1",
        "given_url": "http://short.example/1",
        "given_title": "given",
        "resolved_title": "A",
        "resolved_url": "https://a.example/",
        "time_added": "1709970000",
        "tags": {"sea": {"item_id": "1", "tag": "sea"}},
        "authors": {"9": {"name": "Ann Reed", "url": "https://ann.example"}},
        "annotations": [{"quote": "One line", "created_at": "2024-03-09 07:40:00"}],
    }
    (entry,) = desk.read("pocket.json", json.dumps({"status": 1, "list": {"1": item}}))
    facts = entry.facts
    assert (facts.url, facts.title, facts.author) == ("https://a.example/", "A", "Ann Reed")
    assert (facts.tags, facts.saved, facts.by) == (("sea",), SAVED, "pocket")
    assert entry.annotations == (Annotation(quote="One line", created="2024-03-09T07:40:00"),)


def test_lists_of_anybody(desk: Desk) -> None:
    for text in (
        '[{"title": "A", "URL": "https://a.example/", "labels": ["sea"], "savedAt": "2024-03-09"}]',
        '{"links":[{"name":"A","link":"https://a.example/","tags":"sea","added":"2024-03-09"}]}',
    ):
        (entry,) = desk.read("links.json", text)
        facts = entry.facts
        assert (facts.url, facts.title, facts.tags) == ("https://a.example/", "A", ("sea",))
        assert (facts.saved, facts.by) == ("2024-03-09", "")
    lines = '{"url": "https://a.example/"}\n{"url": "https://b.example/"}\n'
    assert [entry.url for entry in json_records.addresses(lines)] == [
        "https://a.example/",
        "https://b.example/",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"title": "A", "url": "https://a.example/", "text": "An article."}',
        '[{"title": "A", "url": "https://a.example/", "content": "<p>An article.</p>"}]',
        '[{"url": "https://a.example/", "slug": "a", "readingProgress": 7}]',
        '{"version": "1", "dependencies": {}}',
    ],
)
def test_other_json(desk: Desk, text: str) -> None:
    assert desk.name_of("a.json", text) == ""


def test_what_is_damaged_says_so_after_what_is_not() -> None:
    entries = json_records.addresses('[{"url": "https://a.example/"}, {"url": "https://b.exa')
    assert next(entries).url == "https://a.example/"
    with pytest.raises(ReaderError, match="damaged JSON"):
        next(entries)
    with pytest.raises(ReaderError, match="nested too deeply"):
        list(json_records.addresses("[" * 200_000))
    assert list(json_records.addresses('{"a": ' * 300 + "1" + "}" * 300)) == []
    with pytest.raises(ReaderError, match="damaged JSON"):
        list(json_records.addresses('[{"url": "https://a.example/", "n": ' + "1" * 5000))


def test_lists_of_readability(desk: Desk) -> None:
    bookmark = {
        "article__excerpt": "It was late " * 60,
        "article__url": "https://a.example/",
        "date_added": "2014-03-09T07:40:00",
        "article__title": "A",
    }
    (a,) = desk.read(
        "readability.json", json.dumps({"bookmarks": [bookmark], "recommendations": []})
    )
    assert (a.facts.url, a.facts.title, a.facts.saved) == (
        "https://a.example/",
        "A",
        "2014-03-09T07:40:00",
    )


@pytest.mark.parametrize("name", ["pinboard_export", "pinboard_export.2024.03.09_07.40"])
def test_an_export_may_have_no_ending(desk: Desk, name: str) -> None:
    posts = [{"href": "https://a.example/", "description": "A", "extended": "", "tags": "sea"}]
    assert desk.urls(name, json.dumps(posts)) == ["https://a.example/"]
