"""Articles in lines and lists of JSON."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.intake.exports.json_articles import json_list
from reader.intake.exports.json_articles.json_list import FORM
from reader.intake.incoming import IncomingAddress, IncomingArticle, Unreadable
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, articles, content
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "json"
WALK = {"title": "A walk", "content": "It was late when we left."}
TALK = {"title": "A talk", "text": "We said little on the way."}


def lines(*values: object) -> str:
    return "\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def read(folder: Path, value: dict[str, object]) -> IncomingArticle:
    (only,) = articles(FORM, written(folder, "a.jsonl", lines(value)))
    return only


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines(WALK, TALK)),
        ("a.ndjson", lines(WALK, TALK) + "\r\n\r\n"),
        ("a.json", lines(WALK, TALK)),
        ("a.json", json.dumps([WALK, TALK])),
        ("a.json", "\ufeff" + json.dumps([WALK, TALK], indent=2)),
        ("a.json", json.dumps({"status": "ok", "total": 2, "articles": [WALK, TALK]})),
        ("a.json", json.dumps({"meta": {"page": 1, "of": 3}, "items": [WALK, TALK]}, indent=1)),
        ("a.json", json.dumps({"took": 3, "hits": {"n": 2, "hits": [{"_source": WALK}, TALK]}})),
        ("a.json", json.dumps({"data": {"articles": [WALK, TALK]}})),
    ],
)  # fmt: skip
def test_articles_come_in_order(tmp_path: Path, name: str, content: str) -> None:
    found = articles(FORM, written(tmp_path, name, content))
    assert [(each.facts.title, each.body) for each in found] == [
        ("A walk", WALK["content"]),
        ("A talk", TALK["text"]),
    ]


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    for name, text in (("a.jsonl.gz", lines(WALK)), ("a.json.gz", json.dumps([WALK]))):
        (found,) = articles(FORM, written(tmp_path, name, gzip.compress(text.encode())))
        assert found.facts.title == "A walk"


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(WALK),
        json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": "x"}]}
        ),
        json.dumps([{"href": "https://x.example", "description": "x", "tags": ""}]),
        "[1, 2]",
        "{}",
        "",
        "words",
    ],
)
def test_what_others_read_is_left_to_them(tmp_path: Path, content: str) -> None:
    assert not FORM.matches(written(tmp_path, "a.json", content))


def test_fields_have_the_names_that_scrapers_use(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        {
            "headline": "A walk &amp; more",
            "articleBody": "<p>It was late when we left.</p><p>The sea was near.</p>",
            "author": {"name": "Ann Reed"},
            "datePublished": "2024-03-09T10:00:00Z",
            "site_name": "Walks",
            "link": "https://w.example/a",
            "keywords": ["sea", "旅行"],
            "language": "en-GB",
            "description": "Late.",
            "crawl_date": "2024-04-01",
        },
    ).facts
    assert (facts.title, facts.author, facts.source) == ("A walk & more", "Ann Reed", "Walks")
    assert (facts.date, facts.saved) == ("2024-03-09T10:00:00+00:00", "2024-04-01")
    assert (facts.url, facts.language, facts.summary) == ("https://w.example/a", "en-GB", "Late.")
    assert (facts.tags, facts.by) == (("sea", "旅行"), "json")


def test_fields_may_stand_in_a_table(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"text": "It was late. We left.", "meta": {"url": "https://w.example", "title": "W"}},
    )
    assert (found.facts.title, found.facts.url) == ("W", "https://w.example")


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("html", "<p>It was <b>late</b>.</p><p>We left.</p>", BodyKind.HTML),
        ("markdown", "Just words of no kind.", BodyKind.MARKDOWN),
        ("content", "# Head\n\nIt was *late*.", BodyKind.MARKDOWN),
        ("text", "It was late.\n\nWe left.", BodyKind.TEXT),
    ],
)
def test_the_kind_is_that_of_the_text(
    tmp_path: Path, field: str, text: str, kind: BodyKind
) -> None:
    found = read(tmp_path, {"title": "t", field: text})
    assert (content(found), found.kind) == (text, kind)


def test_a_whole_page_tells_of_itself(tmp_path: Path) -> None:
    head = "<!doctype html><html><head><title>The sea</title></head>"
    page = f"{head}<body><p>It was late.</p><script>go()</script></body></html>"
    found = read(tmp_path, {"url": "https://w.example", "html": page})
    assert found.facts.title == "The sea"
    assert (content(found), found.kind) == ("<p>It was late.</p>", BodyKind.HTML)
    assert found.page == page


def test_a_text_without_title_is_named_by_its_beginning(tmp_path: Path) -> None:
    text = "It was late. We left and said little on the way.\n\nThe sea was near."
    assert read(tmp_path, {"text": text}).facts.title == "It was late"


def test_damaged_lines_are_named_and_the_others_come(tmp_path: Path) -> None:
    content = (
        lines(WALK)
        + '\n{"title": \n\n[1]\n'
        + lines({"title": "no text"}, {"url": "https://x.example"})
    )
    found = all_of(FORM, written(tmp_path, "a.jsonl", content))
    assert isinstance(found[0], IncomingArticle)
    assert [each.name for each in found if isinstance(each, Unreadable)] == [
        "line 2",
        "line 4",
        "no text (line 5)",
    ]
    assert isinstance(found[-1], IncomingAddress)
    assert found[-1].facts.url == "https://x.example"


def test_a_list_that_ends_early_gives_what_is_whole(tmp_path: Path) -> None:
    content = json.dumps([WALK, TALK])
    first, second = all_of(FORM, written(tmp_path, "a.json", content[:-20]))
    assert isinstance(first, IncomingArticle)
    assert isinstance(second, Unreadable)


def test_a_line_that_is_too_long_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_list, "_LONGEST_LINE", 1000)
    content = json.dumps({"title": "x", "text": "long words " * 100}) + "\n" + lines(WALK)
    first, second = all_of(FORM, written(tmp_path, "a.jsonl", content))
    assert isinstance(first, Unreadable)
    assert isinstance(second, IncomingArticle)


@pytest.mark.parametrize(
    "start", ['{"a":', '{"a": 1,', '{"a": {"b":', '{"a": "\\', "[{", '{"a": {"b": 1']
)
def test_hostile_heads_are_looked_at_in_linear_time(tmp_path: Path, start: str) -> None:
    assert not FORM.matches(written(tmp_path, "a.json", start * 12_000))


@pytest.mark.skipif(not CASE.is_dir(), reason="no ../shared/cases beside the checkout")
def test_real_files() -> None:
    found = articles(FORM, source_file(CASE / "articles.jsonl"))
    assert [each.facts.title for each in found] == ["铅字的一生", "The night train"]
    assert not FORM.matches(source_file(CASE / "newspaper3k.json"))
