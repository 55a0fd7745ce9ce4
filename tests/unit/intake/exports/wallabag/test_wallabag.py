"""Exports of wallabag in all of its forms and versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.intake.exports.forms import FORMS
from reader.intake.incoming import Incoming, IncomingAddress, IncomingArticle, Unreadable
from reader.intake.source_file import SourceFile, source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.source_files import written

CASES = SHARED / "cases" / "wallabag"
ENTRY = {
    "is_archived": 0,
    "is_starred": 0,
    "tags": ["history"],
    "id": 7,
    "title": "Salt Roads",
    "url": "https://salt.example/roads",
    "given_url": "https://salt.example/roads?from=mail",
    "origin_url": "https://links.example/1",
    "content": "<p>The sea gave salt.</p>",
    "created_at": "2024-05-07T20:15:30+0200",
    "published_at": "2024-03-01T00:00:00+00:00",
    "published_by": ["Ida Marek", "Bo Vale"],
    "annotations": [],
    "mimetype": "text/html",
    "language": "en_GB",
    "domain_name": "salt.example",
}
FAILED = (
    "wallabag can't retrieve contents for this article. Please <a href='https://doc.wallabag.org'>"
    "troubleshoot this issue</a>."
)


def entries(source: SourceFile) -> list[Incoming]:
    form = next(form for form in FORMS if form.matches(source))
    assert form.name == "wallabag"
    return [*form.read(source)]


def of_json(folder: Path, *given: object) -> list[Incoming]:
    return entries(written(folder, "All articles.json", json.dumps(given)))


def article(folder: Path, **fields: object) -> IncomingArticle:
    (found,) = of_json(folder, {**ENTRY, **fields})
    assert isinstance(found, IncomingArticle)
    return found


def test_an_entry_has_its_facts_and_its_text(tmp_path: Path) -> None:
    found = article(tmp_path)
    facts = found.facts
    assert (found.body, found.kind) == ("<p>The sea gave salt.</p>", BodyKind.HTML)
    assert (facts.title, facts.author) == ("Salt Roads", "Ida Marek, Bo Vale")
    assert facts.url == "https://salt.example/roads"
    assert (facts.date, facts.saved) == ("2024-03-01T00:00:00+00:00", "2024-05-07T20:15:30+02:00")
    assert (facts.tags, facts.language, facts.by) == (("history",), "en-GB", "wallabag")


@pytest.mark.parametrize(
    ("tags", "starred", "told"),
    [
        ([{"id": 1, "label": "to read", "slug": "to-read"}], 0, ("to read",)),
        ("a, b", 1, ("a", "b", "starred")),
        (None, True, ("starred",)),
        ([], "0", ()),
    ],
)
def test_tags_have_many_forms(
    tmp_path: Path, tags: object, starred: object, told: tuple[str, ...]
) -> None:
    assert article(tmp_path, tags=tags, is_starred=starred).facts.tags == told


def test_dates_may_be_objects(tmp_path: Path) -> None:
    date = {"date": "2016-09-08 11:55:58.000000", "timezone_type": 3, "timezone": "UTC"}
    saved = article(tmp_path, created_at=date, published_at=None).facts.saved
    assert saved.startswith("2016-09-08T11:55:58")


def test_the_first_version_has_other_fields(tmp_path: Path) -> None:
    old = {
        "id": "1",
        "title": "Salt Roads",
        "url": "https://salt.example/roads",
        "is_read": "1",
        "is_fav": "1",
        "content": "<p>The sea gave salt.</p>",
        "user_id": "1",
        "tags": "a,b",
    }
    (found,) = of_json(tmp_path, old)
    assert isinstance(found, IncomingArticle)
    assert found.facts.tags == ("a", "b", "starred")


def test_annotations_are_highlights_and_notes(tmp_path: Path) -> None:
    marked = {"quote": "gave salt", "text": "so true", "created_at": "2024-05-08T10:00:00+00:00"}
    found = article(tmp_path, annotations=[marked, {"quote": "", "text": "\n"}, "odd"])
    (mark,) = found.annotations
    assert (mark.quote, mark.note) == ("gave salt", "so true")
    assert mark.created == "2024-05-08T10:00:00+00:00"


@pytest.mark.parametrize(
    ("start", "offset", "before"),
    [
        ("/p[2]", "15", "The road gave. "),
        ("/p[1]", "0", ""),
        ("/p[2]", "3", ""),
        ("/p[9]", "15", ""),
        ("//", "x", ""),
    ],
)
def test_ranges_tell_which_of_several_words_are_meant(
    tmp_path: Path, start: str, offset: str, before: str
) -> None:
    place = {"start": start, "startOffset": offset, "end": start, "endOffset": "23"}
    found = article(
        tmp_path,
        content="<p>The sea. It took.</p><p>The road gave. The sea.</p>",
        annotations=[{"quote": "The sea.", "text": "", "ranges": [place]}],
    )
    assert found.annotations[0].prefix == before


@pytest.mark.parametrize("content", ["", None, FAILED, "[unable to retrieve full-text content]"])
def test_without_its_text_an_entry_is_its_address(tmp_path: Path, content: object) -> None:
    (found,) = of_json(tmp_path, {**ENTRY, "content": content, "title": "No title found"})
    assert isinstance(found, IncomingAddress)
    assert (found.facts.title, found.facts.url) == ("", "https://salt.example/roads")


def test_an_article_on_failing_fetches_is_one(tmp_path: Path) -> None:
    content = f"<p>{'Why do fetches fail? ' * 60}</p><blockquote>{FAILED}</blockquote>"
    assert article(tmp_path, content=content).body == content


def test_an_entry_with_nothing_in_it_does_not_stop_the_others(tmp_path: Path) -> None:
    first, second = of_json(tmp_path, {"is_archived": 0, "url": ""}, ENTRY)
    assert isinstance(first, Unreadable)
    assert first.name == "entry 1"
    assert isinstance(second, IncomingArticle)


def test_a_file_may_be_one_entry(tmp_path: Path) -> None:
    one = {
        "is_archived": 0,
        "title": "A walk",
        "url": "https://a.example/",
        "content": "<p>It.</p>",
    }
    (found,) = entries(written(tmp_path, "entry.json", json.dumps(one)))
    assert isinstance(found, IncomingArticle)
    assert (found.facts.title, found.body) == ("A walk", "<p>It.</p>")


def test_what_an_api_answers_is_read_too(tmp_path: Path) -> None:
    text = json.dumps({"page": 1, "_embedded": {"items": [ENTRY]}})
    (found,) = entries(written(tmp_path, "a.json", text))
    assert isinstance(found, IncomingArticle)


@pytest.mark.parametrize("rest", [", {", ', {"a": [[', ", " + "[" * 200_000])
def test_a_damaged_file_gives_what_comes_before(tmp_path: Path, rest: str) -> None:
    source = written(tmp_path, "a.json", json.dumps([ENTRY])[:-1] + rest)
    first, damaged = entries(source)
    assert isinstance(first, IncomingArticle)
    assert isinstance(damaged, Unreadable)


@pytest.mark.parametrize(("root", "item"), [("response", 'item key="0"'), ("result", "entry")])
def test_xml_has_the_same_fields(tmp_path: Path, root: str, item: str) -> None:
    end = item.split()[0]
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<{root}><{item}><is_archived>0</is_archived><is_starred>1</is_starred>
<tags><{item}><![CDATA[to read]]></{end}><tag><label>b</label><slug>b-1</slug></tag></tags>
<title><![CDATA[Salt & Roads]]></title><url><![CDATA[https://salt.example/roads]]></url>
<content><![CDATA[<p>The sea &amp; the road.</p>]]></content>
<created_at><![CDATA[2024-05-07T20:15:30+00:00]]></created_at>
<published_by><{item}>Ida Marek</{end}></published_by>
<annotations><{item}><text>so true</text><quote>The sea</quote></{end}></annotations>
</{end}><{item}><is_archived>0</is_archived><url>https://b.example/</url></{end}></{root}>"""
    one, other = entries(written(tmp_path, "All articles.xml", text))
    assert isinstance(one, IncomingArticle)
    assert (one.facts.title, one.facts.author) == ("Salt & Roads", "Ida Marek")
    assert one.facts.tags == ("to read", "b", "starred")
    assert one.body == "<p>The sea &amp; the road.</p>"
    assert [(each.quote, each.note) for each in one.annotations] == [("The sea", "so true")]
    assert isinstance(other, IncomingAddress)


def test_a_table_has_the_texts(tmp_path: Path) -> None:
    table = (
        'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\n'
        '"Salt; ""Roads""";https://salt.example/roads;"<p>The sea; the road.</p>";"a, b";'
        'text/html;en;"07/05/2024 08:15:30"\n'
        f'B;https://b.example/;"{FAILED}";;;;\n'
    )
    one, other = entries(written(tmp_path, "All articles.csv", table))
    assert isinstance(one, IncomingArticle)
    assert (one.facts.title, one.body) == ('Salt; "Roads"', "<p>The sea; the road.</p>")
    assert (one.facts.saved, one.facts.tags) == ("2024-05-07", ("a", "b"))
    assert isinstance(other, IncomingAddress)


@pytest.mark.parametrize(
    ("before", "behind"), [("=" * 100 + "\n\n", "\n\n" + "=" * 100), ("=======[ ", " ]=======")]
)
def test_plain_text_has_titles_and_texts(tmp_path: Path, before: str, behind: str) -> None:
    text = "".join(
        f"\n\n{before}{title}{behind}\n\nText of {title}.\n\n* * *\n\nMore." for title in ("A", "B")
    )
    one, other = entries(written(tmp_path, "All articles.txt", text))
    assert isinstance(one, IncomingArticle)
    assert isinstance(other, IncomingArticle)
    assert [each.facts.title for each in (one, other)] == ["A", "B"]
    assert one.body == "Text of A.\n\n* * *\n\nMore."
    assert one.kind is BodyKind.TEXT


def test_other_json_is_none(tmp_path: Path) -> None:
    for text in ('{"url": "https://a.example"}', '[{"title": "A", "url": "https://a.example"}]'):
        source = written(tmp_path, "a.json", text)
        assert not any(form.name == "wallabag" and form.matches(source) for form in FORMS)


@pytest.mark.skipif(not CASES.is_dir(), reason="no ../shared/cases beside the checkout")
@pytest.mark.parametrize("name", ["wallabag.json", "All articles.xml", "All articles.txt"])
def test_the_cases_have_their_texts(name: str) -> None:
    (found,) = entries(source_file(CASES / name))
    assert isinstance(found, IncomingArticle)
    assert found.facts.title == "The night train"
