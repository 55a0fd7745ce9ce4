"""Pocket's last export: an archive, or what was in it."""

from __future__ import annotations

import io
import json
import zipfile

from reader.intake.incoming import Annotation
from tests.unit.intake.lists.lists import Desk, form_of, read

FIRST = "title,url,time_added,tags,status\nA,https://a.example/,1709970000,sea,unread\n"
SECOND = "title,url,time_added,tags,status\nB,https://b.example/,1709970000,,archive\n"
HIGHLIGHTS = json.dumps(
    [
        {"url": f"https://{name}.example/", "title": name.upper(), "highlights": [highlight]}
        for name, highlight in (
            ("a", {"quote": "One line", "created_at": 1709970000}),
            ("c", {"quote": "Another", "created_at": 1709970000}),
        )
    ]
)
SAVED = "2024-03-09T07:40:00+00:00"
ONE = (Annotation(quote="One line", created=SAVED),)
ANOTHER = (Annotation(quote="Another", created=SAVED),)


def archive(prefix: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(f"{prefix}part_000000.csv", FIRST)
        written.writestr(f"{prefix}part_000001.csv", SECOND)
        written.writestr(f"{prefix}annotations/part_000000.json", HIGHLIGHTS)
    return content.getvalue()


def test_an_archive(desk: Desk) -> None:
    for name, content in (("pocket.zip", archive()), ("saves.zip", archive("pocket/"))):
        a, b, c = desk.read(name, content)
        assert (a.facts.url, a.facts.tags, a.annotations) == ("https://a.example/", ("sea",), ONE)
        assert (b.facts.url, b.annotations) == ("https://b.example/", ())
        assert (c.facts.url, c.facts.title, c.annotations) == ("https://c.example/", "C", ANOTHER)
        assert {entry.facts.by for entry in (a, b, c)} == {"pocket"}


def test_the_folder_that_it_was_unpacked_to(desk: Desk) -> None:
    desk.put("pocket/part_000000.csv", FIRST)
    desk.put("pocket/part_000001.csv", SECOND)
    desk.put("pocket/annotations/part_000000.json", HIGHLIGHTS)
    found = read(desk.folder / "pocket")
    assert [entry.facts.title for entry in found] == ["A", "B", "C"]
    assert found[0].annotations == ONE


def test_a_table_of_it_with_the_highlights_beside_it(desk: Desk) -> None:
    desk.put("annotations/part_000000.json", HIGHLIGHTS)
    assert desk.read("part_000000.csv", FIRST)[0].annotations == ONE


def test_the_highlights_alone(desk: Desk) -> None:
    a, c = desk.read("part_000000.json", HIGHLIGHTS)
    assert (a.facts.by, a.annotations, c.annotations) == ("pocket", ONE, ANOTHER)


def test_the_page_in_an_archive(desk: Desk) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        '<li><a href="https://a.example/" time_added="1580461234" tags="sea">A</a></li></ul>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("ril_export.html", page)
    (a,) = desk.read("a.zip", content.getvalue())
    assert (a.facts.url, a.facts.tags, a.facts.by) == ("https://a.example/", ("sea",), "pocket")


def test_other_folders_and_archives(desk: Desk) -> None:
    assert form_of(desk.folder) is None
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("a.txt", "x")
    assert desk.name_of("a.zip", content.getvalue()) == ""
