"""Articles of an export of Omnivore, whose facts lie in files beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reader.document.facts.fact import FactName
from reader.library.load import load
from reader.library.metadata import omnivore
from reader.library.metadata.front_matter import Form, ParsedFile

RECORD = {
    "slug": "a-walk-1",
    "title": "A walk",
    "author": "Ann Reed",
    "url": "https://example.org/walk",
    "labels": ["river", {"name": "boats", "color": "#fff"}],
    "savedAt": "2025-01-15T10:00:00.000Z",
    "publishedAt": "2024-03-09T00:00:00.000Z",
    "updatedAt": "2025-02-01T00:00:00.000Z",
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a-walk-1.html").write_text(
        "<div><h2>Dusk</h2><p>It was late.</p></div>"
    )
    write(tmp_path, RECORD)
    return tmp_path


def write(folder: Path, *records: object, name: str = "metadata_0_to_20.json") -> None:
    (folder / name).write_text(json.dumps(records))


def title(export: Path, name: str = "content/a-walk-1.html") -> object:
    return omnivore.joined(export / name, ParsedFile(body="x")).metadata.get("title")


def test_an_article_has_the_facts_of_its_record(export: Path) -> None:
    article = load(export / "content" / "a-walk-1.html").article

    assert (article.title, article.author, article.url, article.tags) == (
        "A walk",
        "Ann Reed",
        "https://example.org/walk",
        ("river", "boats"),
    )
    assert article.date is not None
    assert article.date.day == "2024-03-09"
    assert article.origin_of(FactName.TITLE) == "a file beside it"


def test_what_was_marked_has_them_too(export: Path) -> None:
    assert title(export, "highlights/a-walk-1.md") == "A walk"


def test_other_files_and_folders_have_none(export: Path) -> None:
    assert title(export, "content/another.html") is None
    assert title(export, "notes/a-walk-1.html") is None
    assert title(export / "nowhere") is None


def test_facts_of_its_own_are_preferred(export: Path) -> None:
    own = ParsedFile({"title": "Own"}, "x", Form.YAML)

    assert omnivore.joined(export / "content" / "a-walk-1.html", own) is own


def test_a_file_that_is_no_list_of_records_is_passed_over(export: Path) -> None:
    (export / "metadata_20_to_40.json").write_text("{")
    write(export, "text", {"title": "no slug"}, name="metadata_40_to_60.json")
    (export / "metadata_60_to_80.json").write_text('{"slug": "x"}')

    assert title(export) == "A walk"


def test_records_are_read_again_only_after_a_change(export: Path) -> None:
    file = export / "metadata_0_to_20.json"
    before = file.stat().st_mtime_ns
    assert title(export) == "A walk"

    write(export, {**RECORD, "title": "Another walk"})
    os.utime(file, ns=(before, before))
    assert title(export) == "A walk"

    os.utime(file, ns=(1, 1))
    assert title(export) == "Another walk"
