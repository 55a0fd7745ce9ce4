"""A Kindle's clippings: each book's highlights and notes, each in its last version."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.intake.exports.forms import FORMS
from reader.intake.exports.kindle.clipping import parse_clipping
from reader.intake.exports.kindle.clippings import FORM
from reader.intake.exports.kindle.label_words import Clip, kind_of, span_of
from reader.intake.incoming import Annotation, IncomingNotes
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.source_files import written

BOOK = "Salt Roads (Marek, Ida)"
ADDED = "Added on Tuesday, May 7, 2024 8:15:30 PM"
CASE = SHARED / "cases" / "kindle" / "My Clippings.txt"


def entry(label: str, words: str = "", book: str = BOOK) -> str:
    return f"{book}\r\n{label}\r\n\r\n{words}\r\n==========\r\n"


def books(folder: Path, *entries: str) -> list[IncomingNotes]:
    source = written(folder, "My Clippings.txt", "\ufeff" + "".join(entries))
    assert FORM.matches(source)
    found = [*FORM.read(source)]
    assert all(isinstance(each, IncomingNotes) for each in found)
    return [each for each in found if isinstance(each, IncomingNotes)]


def marked(folder: Path, *entries: str) -> tuple[Annotation, ...]:
    (book,) = books(folder, *entries)
    return book.annotations


def test_each_book_has_its_highlights(tmp_path: Path) -> None:
    one, other = books(
        tmp_path,
        entry(f"- Your Highlight on page 12 | Location 170-172 | {ADDED}", "The sea gave salt."),
        entry(f"- Your Highlight at location 9-9 | {ADDED}", "Second.", "Plain title  "),
        entry(f"- Your Highlight on page 13 | Location 180-181 | {ADDED}", "The road took it."),
    )
    assert (one.facts.title, one.facts.author, one.facts.by) == (
        "Salt Roads",
        "Ida Marek",
        "kindle",
    )
    assert [each.quote for each in one.annotations] == ["The sea gave salt.", "The road took it."]
    assert one.annotations[0].created == "2024-05-07T20:15:30"
    assert one.annotations[0].location == "page 12, location 170-172"
    assert (other.facts.title, other.facts.author) == ("Plain title", "")


@pytest.mark.parametrize(
    ("label", "kind", "told"),
    [
        ("- Your Note on page xv | location 18", Clip.NOTE, "page xv, location 18"),
        ("- Highlight Loc. 1234-42", Clip.HIGHLIGHT, "location 1234-1242"),
        ("- Ihre Markierung auf Seite 4 | Position 5-6", Clip.HIGHLIGHT, "page 4, location 5-6"),
        ("- Ihr Lesezeichen bei Position 5", Clip.BOOKMARK, "location 5"),
        ("- Votre surlignement sur la page 242", Clip.HIGHLIGHT, "page 242"),
        ("- Votre signet à l'emplacement 3", Clip.BOOKMARK, "location 3"),
        ("- Tu subrayado en la página 7 | posición 8-9", Clip.HIGHLIGHT, "page 7, location 8-9"),
        ("- Tu marcador en la posición 8", Clip.BOOKMARK, "location 8"),
        ("-  La tua nota alla posizione 412", Clip.NOTE, "location 412"),
        ("- Seu destaque ou posição 333-334", Clip.HIGHLIGHT, "location 333-334"),
        ("- Je highlight op locatie 55 t/m 88", Clip.HIGHLIGHT, "location 55-88"),
        ("- Je bladwijzer op pagina 3", Clip.BOOKMARK, "page 3"),
        ("– Ваша заметка в месте 5685", Clip.NOTE, "location 5685"),
        ("– Ваш выделенный отрывок на странице 6 | Место 53–55", Clip.HIGHLIGHT,
         "page 6, location 53-55"),
        ("- 您在第 7 页（位置 #114-116）的标注", Clip.HIGHLIGHT, "page 7, location 114-116"),
        ("- 您在位置 #205 的笔记", Clip.NOTE, "location 205"),
        ("- 您在位置 #205 的书签", Clip.BOOKMARK, "location 205"),
        ("- 位置No. 38-39のハイライト", Clip.HIGHLIGHT, "location 38-39"),
        ("- 7ページ｜位置No. 114のメモ", Clip.NOTE, "page 7, location 114"),
    ],
)  # fmt: skip
def test_labels_are_known_in_many_languages(label: str, kind: Clip, told: str) -> None:
    assert kind_of(label) is kind
    assert span_of(label).told == told


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("Hinzugefügt am Dienstag, 5. März 2024 21:12:45", "2024-03-05T21:12:45"),
        ("Ajouté le lundi 17 décembre 2012 à 08:27:45", "2012-12-17T08:27:45"),
        ("Добавлено: среда, 28 февраля 2024 г. в 10:07:53", "2024-02-28T10:07:53"),
        ("添加于 2022年5月30日星期一 下午6:19:37", "2022-05-30T18:19:37"),
        ("作成日: 2017年8月28日月曜日 17:51:55", "2017-08-28T17:51:55"),
        ("on some day", ""),
    ],
)
def test_dates_are_read_in_the_language_of_the_device(date: str, iso: str) -> None:
    clipping = parse_clipping([BOOK, f"- Your Highlight on page 1 | {date}", "", "Words."])
    assert clipping is not None
    assert clipping.at == iso


def test_a_file_may_have_been_saved_again_in_utf_16(tmp_path: Path) -> None:
    text = entry(
        "- Your Highlight on Location 7-8 | Added on Friday, 1 March 2024 10:00:00", "Wet."
    )
    (book,) = FORM.read(written(tmp_path, "My Clippings.txt", text.encode("utf-16")))
    assert isinstance(book, IncomingNotes)
    assert [each.quote for each in book.annotations] == ["Wet."]
    assert FORM.matches(source_file(tmp_path / "My Clippings.txt"))


def test_an_unknown_language_is_told_by_its_shape(tmp_path: Path) -> None:
    found = marked(
        tmp_path,
        entry("- Xyzzy plugh 10-12 | 2024-05-07", "Marked words."),
        entry("- Xyzzy frotz 12 | 2024-05-07", "Written words."),
    )
    assert [(each.quote, each.note) for each in found] == [("Marked words.", "Written words.")]


def test_a_note_is_on_the_highlight_at_whose_end_it_stands(tmp_path: Path) -> None:
    found = marked(
        tmp_path,
        entry(f"- Your Note at location 172 | {ADDED}", "so true"),
        entry(f"- Your Highlight at location 165-175 | {ADDED}", "A wide one."),
        entry(f"- Your Highlight at location 170-172 | {ADDED}", "The sea gave salt."),
        entry(f"- Your Note at location 900 | {ADDED}", "look this up"),
    )
    said = {each.quote: each.note for each in found}
    assert said == {"The sea gave salt.": "so true", "A wide one.": "", "": "look this up"}


def test_the_longer_of_two_versions_stays(tmp_path: Path) -> None:
    found = marked(
        tmp_path,
        entry(f"- Your Highlight at location 170-171 | {ADDED}", "The sea gave"),
        entry(f"- Your Highlight at location 170-172 | {ADDED}", "The sea gave salt."),
        entry(f"- Your Highlight at location 170-171 | {ADDED}", "The sea"),
        entry(f"- Your Note at location 172 | {ADDED}", "so"),
        entry(f"- Your Note at location 172 | {ADDED}", "so true"),
        entry(f"- Your Highlight at location 500-501 | {ADDED}", "The sea"),
    )
    assert [(each.quote, each.note) for each in found] == [
        ("The sea gave salt.", "so true"),
        ("The sea", ""),
    ]


def test_two_notes_at_one_place_both_stay(tmp_path: Path) -> None:
    (found,) = marked(
        tmp_path,
        entry(f"- Your Highlight at location 170-172 | {ADDED}", "The sea gave salt."),
        entry(f"- Your Note at location 172 | {ADDED}", "one thought"),
        entry(f"- Your Note at location 172 | {ADDED}", "another"),
    )
    assert found.note == "one thought\n\nanother"


def test_bookmarks_and_what_was_not_to_be_kept_are_left_out(tmp_path: Path) -> None:
    limit = "<You have reached the clipping limit for this item>"
    (found,) = marked(
        tmp_path,
        entry(f"- Your Bookmark on page 40 | Location 600 | {ADDED}"),
        entry(f"- Your Highlight at location 10-11 | {ADDED}", f" {limit}"),
        entry(f"- Your Highlight at location 12-13 | {ADDED}", f"The first words {limit}"),
    )
    assert found.quote == "The first words"


@pytest.mark.parametrize(
    ("line", "title", "author"),
    [
        ("A (B) C (The Series 2) (Ida Marek)", "A (B) C (The Series 2)", "Ida Marek"),
        ("A (Inconnu(e))", "A", "Inconnu(e)"),
        ("A (Carney, B. M.;Getz, Isaac)", "A", "B. M. Carney, Isaac Getz"),
        ("某书（某人）", "某书", "某人"),
        ("No author (but brackets)  ", "No author (but brackets)", ""),
        ("Open) bracket)", "Open) bracket)", ""),
    ],
)
def test_the_author_is_in_the_last_brackets(line: str, title: str, author: str) -> None:
    clipping = parse_clipping([line, "- Your Highlight on page 1 | x", "", "Words."])
    assert clipping is not None
    assert (clipping.title, clipping.author) == (title, author)


def test_a_torn_entry_does_not_stop_the_others(tmp_path: Path) -> None:
    found = marked(
        tmp_path,
        entry(f"- Your Highlight at location 1-2 | {ADDED}", "One."),
        "torn\r\n==========\r\n",
        entry(f"- Your Highlight at location 3-4 | {ADDED}", "Two."),
        f"{BOOK}\r\n- Your Highlight at location 5-6 | {ADDED}\r\n\r\nThree, without an end",
    )
    assert [each.quote for each in found] == ["One.", "Two.", "Three, without an end"]


def test_other_texts_are_no_clippings(tmp_path: Path) -> None:
    for content in ("A title\n==========\nText\n", "https://a.example/\nhttps://b.example/\n", ""):
        assert not FORM.matches(written(tmp_path, "a.txt", content))
    assert FORM in FORMS


@given(st.lists(st.text(max_size=40), max_size=12))
def test_no_lines_are_too_odd(lines: list[str]) -> None:
    parse_clipping(lines)
    parse_clipping(["Title", *(f"- {line}" for line in lines)])


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_the_case_has_its_books() -> None:
    source = source_file(CASE)
    assert next(form for form in FORMS if form.matches(source)) is FORM
    found = [each for each in FORM.read(source) if isinstance(each, IncomingNotes)]
    assert len(found) == 2
    assert all(each.facts.author and each.annotations[0].created for each in found)
