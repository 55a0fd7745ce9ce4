from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark, format_bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.emergency import Pending, format_pending
from reader.state.durable.json_text import Number
from reader.state.durable.merge import Change, Delete, Put
from reader.state.exchange.formats import Format, ImportOutcome, export, format_of, parse, plan


def written(bookmarks: Sequence[Bookmark], form: Format) -> bytes:
    return export(bookmarks, form).data


ARTICLE = ArticleRef("f1", "https://a.example/1", "/articles/1.md", "钉钉：一个教训")
HIGHLIGHT = Bookmark(
    ARTICLE,
    Place(2, 5),
    Quote("社交网络\n第二段", "前面", "后面"),
    end=Place(3, 3),
    color="green",
    note="记一笔",
    tags=("社会", "a;b\\"),
    id="h1",
    created="2026-01-02T03:04:05.000Z",
    updated="2026-01-02T03:04:05.000Z",
)

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@'\t\r\n;\\,\"#*_[]<>"),
    max_size=20,
)
PLACE = st.builds(Place, st.integers(0, 50), st.integers(0, 500))


@st.composite
def bookmark_lists(draw: st.DrawFn) -> list[Bookmark]:
    keys = draw(st.lists(st.text("abc0-", min_size=1, max_size=8), unique=True, max_size=4))
    made = []
    for key in keys:
        place = draw(st.none() | PLACE)
        end = Place(place.block + 1, draw(st.integers(0, 9))) if place else None
        made.append(
            Bookmark(
                ArticleRef(draw(TEXT), draw(TEXT), "/" + draw(TEXT), draw(TEXT)),
                place=place,
                quote=draw(st.none() | st.builds(Quote, TEXT.filter(bool), TEXT, TEXT)),
                end=draw(st.sampled_from([None, end])),
                color=draw(TEXT),
                note=draw(TEXT),
                tags=tuple(draw(st.lists(TEXT.filter(bool), max_size=3))),
                id=key,
                created=draw(TEXT),
                updated=draw(TEXT),
            )
        )
    return made


@given(bookmark_lists())
def test_what_is_exported_comes_in_as_it_was(bookmarks: list[Bookmark]) -> None:
    for form in (Format.JSON, Format.CSV):
        if bookmarks or form is Format.JSON:
            parsed = parse(written(bookmarks, form), "file")
            assert parsed.notices == ()
            assert {each.id: each for each in parsed.bookmarks} == {
                each.id: each for each in bookmarks
            }


@given(bookmark_lists())
def test_what_was_exported_adds_nothing_where_it_came_from(bookmarks: list[Bookmark]) -> None:
    for form in (Format.JSON, Format.CSV):
        incoming = parse(written(bookmarks, form), "file").bookmarks
        outcome = plan(bookmarks, incoming)
        assert (outcome.new, outcome.changed) == ((), ())
        assert outcome.count(ImportOutcome.SAME) == len(bookmarks)


@given(bookmark_lists(), bookmark_lists())
def test_taking_in_twice_is_taking_in_once(known: list[Bookmark], incoming: list[Bookmark]) -> None:
    first = plan(known, incoming)
    kept = {each.id: each for each in (*known, *first.new, *first.changed)}
    again = plan(kept.values(), incoming)
    assert again.new == ()
    assert again.changed == ()


def test_a_spreadsheet_runs_nothing() -> None:
    data = written(
        [replace(HIGHLIGHT, note="=HYPERLINK(1)", quote=Quote("+1\t", "-x", "@y"))], Format.CSV
    )
    row = next(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    for name in ("note", "quote", "prefix", "suffix"):
        assert row[name].startswith("'")


def test_a_table_from_elsewhere_needs_only_the_article_and_the_words() -> None:
    data = "url,quote,note\nhttps://a.example/1,社交网络,好\n,nothing,\n".encode()
    parsed = parse(data, "table.csv")
    (bookmark,) = parsed.bookmarks
    assert (bookmark.article.url, bookmark.note) == ("https://a.example/1", "好")
    assert bookmark.quote == Quote("社交网络")
    assert bookmark.id
    assert parsed.notices == ("line 3 is left out: it names no article",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "columns"),
        (b"name,age\nx,1\n", "columns"),
        (b"{", "line 1"),
        (b'{"version": 9, "bookmarks": []}', "version 9"),
        (b"\x00\xff\x80", "UTF-16"),
        ("url,quote\n社交网络,是什么".encode() + b"\xff", "UTF-8"),
        (b"[" * 100_000, "deeply"),
        (b'{"a": 1}', "bookmarks"),
    ],
)
def test_what_holds_no_bookmarks_is_said_by_name(data: bytes, said: str) -> None:
    with pytest.raises(ReaderError) as error:
        parse(data, "own.json")
    assert "own.json" in str(error.value)
    assert said in str(error.value)


def test_the_printed_array_comes_in_too() -> None:
    entry = {**format_bookmark(HIGHLIGHT), "kind": "highlight"}
    assert parse(json.dumps([entry]).encode(), "piped").bookmarks == (HIGHLIGHT,)


class TestPlan:
    @pytest.mark.parametrize("updated", ["2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"])
    def test_a_long_note_of_mine_outlives_a_short_one_of_theirs(self, updated: str) -> None:
        mine = replace(HIGHLIGHT, note="读了两遍，\n第二遍才懂", tags=("社会", "重要"))
        theirs = replace(HIGHLIGHT, note="ok", color="red", tags=("new",), updated=updated)
        (changed,) = plan([mine], [theirs]).changed
        assert changed.note == "读了两遍，\n第二遍才懂\n\nok"
        assert changed.tags == ("社会", "重要", "new")
        assert changed.color == mine.color

    def test_a_note_that_holds_the_other_stands_alone(self) -> None:
        mine = replace(HIGHLIGHT, note="cat")
        longer = replace(HIGHLIGHT, note="a\n\ncat\nlater")
        assert plan([mine], [longer]).changed[0].note == longer.note
        assert plan([longer], [mine]).changed == ()
        part = replace(HIGHLIGHT, note="concatenate")
        assert plan([mine], [part]).changed[0].note == "cat\n\nconcatenate"

    def test_other_words_under_the_same_id_stand_beside_mine(self) -> None:
        theirs = replace(HIGHLIGHT, quote=Quote("别的话"), note="theirs")
        outcome = plan([HIGHLIGHT], [theirs])
        (beside,) = outcome.new
        assert outcome.changed == ()
        assert beside == replace(theirs, id=beside.id)
        assert beside.id != HIGHLIGHT.id
        later = replace(theirs, note="theirs\nand more")
        again = plan([HIGHLIGHT, beside], [theirs, later])
        assert again.new == ()
        assert [each.note for each in again.changed] == [later.note]

    def test_two_files_with_one_id_are_one_bookmark(self) -> None:
        (new,) = plan([], [replace(HIGHLIGHT, note="a"), replace(HIGHLIGHT, note="b")]).new
        assert new.note == "a\n\nb"

    def test_words_of_which_no_place_is_told_are_those_that_are_known(self) -> None:
        table = "Highlight,Title,URL\n社交網絡 第二段,T,https://a.example/1\n".encode()
        (foreign,) = parse(table, "readwise.csv").bookmarks
        assert foreign.kind is HIGHLIGHT.kind
        assert plan([HIGHLIGHT], [foreign]).steps[0].outcome is ImportOutcome.SAME

    def test_fields_of_others_are_kept(self) -> None:
        known = replace(HIGHLIGHT, extra={"stars": 5})
        later = replace(HIGHLIGHT, note="x", updated="2026-02-01T00:00:00.000Z")
        (changed,) = plan([known], [later]).changed
        assert changed.extra == {"stars": 5}

    def test_the_same_words_on_the_same_article_are_one_bookmark(self) -> None:
        other = replace(
            HIGHLIGHT,
            article=ArticleRef(url=ARTICLE.url),
            quote=Quote("社交網絡\n第二段", "前面", "後面"),
            id="other",
            place=Place(9),
            end=Place(9, 4),
            note="",
            tags=HIGHLIGHT.tags[:1],
        )
        outcome = plan([HIGHLIGHT], [other])
        assert (outcome.new, outcome.changed) == ((), ())
        assert outcome.count(ImportOutcome.SAME) == 1

    def test_what_says_more_is_kept_beside_it(self) -> None:
        other = replace(HIGHLIGHT, id="other", tags=("neu",))
        assert plan([HIGHLIGHT], [other]).new == (other,)

    def test_two_notes_are_two_bookmarks(self) -> None:
        other = replace(HIGHLIGHT, id="other", note="etwas anderes")
        assert plan([HIGHLIGHT], [other]).new == (other,)

    def test_the_same_words_at_two_places_of_one_file_are_two(self) -> None:
        quote = Quote("社交网络\n第二段", "anders", "hier")
        other = replace(HIGHLIGHT, id="other", quote=quote, place=Place(7), end=Place(8, 3))
        assert plan([HIGHLIGHT], [other]).new == (other,)

    def test_a_whole_article_is_bookmarked_once(self) -> None:
        one, other = Bookmark(ARTICLE, id="a"), Bookmark(ArticleRef(path=ARTICLE.path), id="b")
        assert plan([one], [other]).steps[0].outcome is ImportOutcome.SAME


class TestMarkdown:
    def test_an_article_is_a_heading_and_its_bookmarks_follow(self) -> None:
        whole = Bookmark(ARTICLE, id="a", created="2026-05-06T00:00:00.000Z")
        text = written([whole, HIGHLIGHT], Format.MARKDOWN).decode()
        assert text.count("## [钉钉：一个教训](<https://a.example/1>)") == 1
        assert "> 社交网络\n>\n> 第二段\n\n记一笔\n\ngreen · 2026-01-02 #社会 #a-b" in text
        assert "article · 2026-05-06\n<!--reader:{" in text

    def test_marks_in_the_words_stay_words(self) -> None:
        odd = replace(HIGHLIGHT, quote=Quote("# no *heading*\n- no [list](x)\n<b>"), note="1. one")
        text = written([odd], Format.MARKDOWN).decode()
        from markdown_it import MarkdownIt

        kinds = {token.type for token in MarkdownIt().parse(text)}
        inside = {
            child.type for token in MarkdownIt().parse(text)[6:] for child in token.children or ()
        }
        assert kinds.isdisjoint({"ordered_list_open", "bullet_list_open", "html_inline"})
        assert inside <= {"text", "text_special", "softbreak"}

    @given(bookmark_lists())
    def test_no_words_are_lost(self, bookmarks: list[Bookmark]) -> None:
        from reader.text.safe import clean

        text = written(bookmarks, Format.MARKDOWN).decode()
        letters = {character for character in text if character.isalnum()}
        for bookmark in bookmarks:
            said = clean(bookmark.note + (bookmark.quote.exact if bookmark.quote else ""))
            assert {character for character in said if character.isalnum()} <= letters


def test_put_all_is_one_save(tmp_path: Path) -> None:
    store = BookmarkStore(tmp_path / "bookmarks.json")
    store.load()
    store.add(HIGHLIGHT)
    later = replace(HIGHLIGHT, note="later")
    store.put_all([later, replace(HIGHLIGHT, id="h2")])
    assert {each.id: each.note for each in store.all()} == {"h1": "later", "h2": "记一笔"}


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.MD", Format.MARKDOWN), ("b.json", Format.JSON), ("c.csv", Format.CSV), ("d.txt", None)],
)
def test_a_file_name_asks_for_a_format(name: str, form: Format | None) -> None:
    assert format_of(name) is form


class TestDamage:
    def test_both_sides_of_a_conflict_of_git_are_taken_in(self) -> None:
        ours = export([replace(HIGHLIGHT, note="ours")], Format.JSON).data.decode()
        theirs = ours.replace('"ours"', '"theirs"')
        at = ours.index('      "note"')
        end = ours.index("\n", at) + 1
        data = (
            f"{ours[:at]}<<<<<<< ours\n{ours[at:end]}=======\n{theirs[at:][: end - at + 2]}"
            f">>>>>>> theirs\n{ours[end:]}"
        )
        parsed = parse(data.encode(), "bookmarks.json")
        assert "both sides" in parsed.notices[0]
        assert parsed.bookmarks[0].note == "ours\n\ntheirs"

    def test_of_an_emergency_copy_what_was_made_is_taken_in(self) -> None:
        made = Put(replace(HIGHLIGHT, note="not saved"))
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        gone = Delete(moment, seen=replace(HIGHLIGHT, id="x"), removed=replace(HIGHLIGHT, id="x"))
        changes: dict[str, Change[Bookmark]] = {HIGHLIGHT.id: made, "x": gone}
        data = format_pending(BOOKMARKS, Pending(changes, {}), Path("/b.json"))
        parsed = parse(data, "copy")
        assert parsed.bookmarks == (made.record,)
        (told,) = parsed.notices
        assert "deleted" in told

    def test_of_a_damaged_file_what_can_be_read_is_taken_in(self) -> None:
        data = export([HIGHLIGHT, replace(HIGHLIGHT, id="z")], Format.JSON).data
        parsed = parse(data[: data.index(b'"updated"') + 400], "bookmarks.json")
        assert [each.id for each in parsed.bookmarks] == ["h1"]
        assert parsed.notices[0].startswith("is damaged (line ")

    def test_fields_given_twice_and_odd_numbers_are_kept_and_told(self) -> None:
        data = export([replace(HIGHLIGHT, extra={"size": 1})], Format.JSON).data
        data = data.replace(b'"size": 1', b'"size": 1e400, "stars": 1, "stars": 2')
        parsed = parse(data, "bookmarks.json")
        assert "“stars” is given twice" in parsed.notices[0]
        for form in (Format.JSON, Format.CSV, Format.MARKDOWN):
            (back,) = parse(export(parsed.bookmarks, form).data, "file").bookmarks
            assert back.extra == {"size": Number("1e400"), "stars": 2, "stars (1)": 1}
