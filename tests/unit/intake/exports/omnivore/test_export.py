"""Omnivore's export, as a folder and as the archive that it came in."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.exports.forms import FORMS
from reader.intake.exports.omnivore.export import FORM
from reader.intake.exports.omnivore.highlights import parse_highlights
from reader.intake.incoming import (
    Incoming,
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
)
from reader.intake.source_file import source_file
from tests.conftest import SHARED

CASE = SHARED / "cases" / "omnivore"
TEXT = "<div class='page'><h2>Salt</h2><p>The sea gave salt.</p><p>The road took it.</p></div>"
RECORD = {
    "id": "1",
    "slug": "salt-1f",
    "title": "Salt Roads",
    "description": "Of a trade.",
    "author": "Ida Marek",
    "url": "https://salt.example/roads",
    "state": "Archived",
    "readingProgress": 73.5,
    "labels": ["history", {"name": "to read"}, None],
    "savedAt": "2024-05-07T20:15:30.000Z",
    "publishedAt": "2024-03-01T00:00:00.000Z",
}


def folder(root: Path, *records: object, content: str = TEXT, marked: str = "") -> Path:
    made = root / "export"
    (made / "content").mkdir(parents=True)
    (made / "highlights").mkdir()
    (made / "metadata_0_to_20.json").write_text(json.dumps(records), "utf-8")
    if content:
        (made / "content" / "salt-1f.html").write_text(content, "utf-8")
    if marked:
        (made / "highlights" / "salt-1f.md").write_text(marked, "utf-8")
    return made


def archive(export: Path, root: str = "") -> Path:
    path = export.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as made:
        for each in sorted(export.rglob("*")):
            made.write(each, root + each.relative_to(export).as_posix())
    return path


def entries(path: Path) -> list[Incoming]:
    source = source_file(path)
    assert next(form for form in FORMS if form.matches(source)) is FORM
    return [*FORM.read(source)]


@pytest.mark.parametrize("form", ["folder", "archive", "archive in a folder", "metadata file"])
def test_an_article_has_its_text_its_facts_and_its_highlights(tmp_path: Path, form: str) -> None:
    path = folder(tmp_path, RECORD, marked="> The sea gave salt. \n\n#fact\n\nso true")
    if form.startswith("archive"):
        path = archive(path, "omnivore/" if "folder" in form else "")
    elif form == "metadata file":
        path /= "metadata_0_to_20.json"
    (article,) = entries(path)
    assert isinstance(article, IncomingArticle)
    assert (article.body, article.kind) == (TEXT, BodyKind.HTML)
    facts = article.facts
    assert (facts.title, facts.author, facts.by) == ("Salt Roads", "Ida Marek", "omnivore")
    assert facts.url == "https://salt.example/roads"
    assert facts.tags == ("history", "to read")
    assert facts.saved.startswith("2024-05-07")
    assert facts.date.startswith("2024-03-01")
    assert facts.summary == "Of a trade."
    (mark,) = article.annotations
    assert (mark.quote, mark.note, mark.tags) == ("The sea gave salt.", "so true", ("fact",))


def test_without_its_text_an_article_is_its_address(tmp_path: Path) -> None:
    bare = {"slug": "salt-1f", "title": "No address"}
    path = folder(tmp_path, RECORD, {**bare, "slug": "other"}, content="", marked="> Some words.")
    address, nothing = entries(path)
    assert isinstance(address, IncomingAddress)
    assert [each.quote for each in address.annotations] == ["Some words."]
    assert isinstance(nothing, Unreadable)
    assert nothing.name == "No address"


def test_highlights_without_text_and_address_stand_alone(tmp_path: Path) -> None:
    path = folder(tmp_path, {"slug": "salt-1f", "title": "A"}, content="", marked="> Some words.")
    (notes,) = entries(path)
    assert isinstance(notes, IncomingNotes)


def test_what_was_thrown_away_stays_away(tmp_path: Path) -> None:
    assert entries(folder(tmp_path, {**RECORD, "state": "Deleted"})) == []


def test_a_damaged_metadata_file_does_not_stop_the_others(tmp_path: Path) -> None:
    path = folder(tmp_path, RECORD)
    (path / "metadata_20_to_40.json").write_text("[{", "utf-8")
    (path / "metadata_40_to_60.json").write_text(json.dumps([RECORD]), "utf-8")
    kinds = [type(each) for each in entries(path)]
    assert kinds == [IncomingArticle, Unreadable, IncomingArticle]


def test_a_slug_does_not_lead_out_of_the_export(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>secret</p>", "utf-8")
    (found,) = entries(folder(tmp_path, {**RECORD, "slug": "../../secret"}))
    assert isinstance(found, IncomingAddress)


def test_a_metadata_file_may_have_another_name(tmp_path: Path) -> None:
    export = folder(tmp_path, RECORD)
    (export / "metadata_0_to_20.json").rename(export / "omnivore.json")
    assert FORM.matches(source_file(export / "omnivore.json"))


def test_other_folders_and_archives_are_no_exports(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "metadata.json").write_text("[]", "utf-8")
    damaged = tmp_path / "a.zip"
    damaged.write_bytes(b"PK\3\4 and no more")
    for path in (other, archive(other), damaged):
        assert not FORM.matches(source_file(path))
    with pytest.raises(ReaderError):
        list(FORM.read(source_file(damaged)))


def said(text: str, article: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.quote, each.note, each.tags) for each in parse_highlights(text, article)]


def test_quotes_labels_and_notes_are_told_apart() -> None:
    text = "> One. \n\n> Two. \n\n#a b #c\n\nA note.\n\nMore of it.\n\n> Three. "
    assert said(text) == [
        ("One.", "", ()),
        ("Two.", "A note.\n\nMore of it.", ("a b", "c")),
        ("Three.", "", ()),
    ]


def test_a_quote_of_several_paragraphs_is_one() -> None:
    assert said("> One.\n> Two.\n") == [("One.\n\nTwo.", "", ())]


def test_lines_behind_a_quote_belong_to_it_if_the_article_has_them() -> None:
    text = "> The sea\ngave salt.\nmy own line #nice"
    assert said(text, "Long ago the sea gave salt. The road took it.") == [
        ("The sea\ngave salt.", "my own line #nice", ("nice",))
    ]


def test_labels_and_a_link_may_stand_behind_a_quote() -> None:
    article = "A walk to the weir. It was late when we left."
    marked = (
        "> to the weir #river #old boats\n\nSo far?\n\n"
        "> It was late [⤴️](https://omnivore.app/me/a-walk#5)\n\n> of no article #1"
    )
    assert said(marked, article) == [
        ("to the weir", "So far?", ("river", "old boats")),
        ("It was late", "", ()),
        ("of no article", "", ("1",)),
    ]


def test_a_note_on_the_article_stands_alone() -> None:
    text = "> One. \n\nof one\n\nOf the whole.\n\n\n\n> Two. \n\nAlso of the whole.\n\n"
    assert said(text) == [
        ("One.", "of one", ()),
        ("", "Of the whole.", ()),
        ("Two.", "", ()),
        ("", "Also of the whole.", ()),
    ]
    assert said("") == []


@pytest.mark.skipif(not CASE.is_dir(), reason="no ../shared/cases beside the checkout")
def test_the_case_has_its_highlights() -> None:
    (article,) = entries(CASE)
    assert isinstance(article, IncomingArticle)
    assert len(article.annotations) == 2
    assert article.annotations[1].note
