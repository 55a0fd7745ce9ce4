"""What holds of export and import whatever the bookmarks are."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.document.literal import forget_private
from reader.document.model import Place
from reader.document.quote import Quote
from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark, format_bookmark
from reader.state.durable.contents import parse_contents
from reader.state.durable.record import instant, timestamp
from reader.state.exchange.formats import Format, Plan, export, parse, plan
from reader.text.safe import clean, clean_line

BOTH_WAYS = (Format.JSON, Format.CSV)

ODD = "=+-@'\"\t\r\n;\\,#*_[]()<>!&`~|${}:.^%1 \x00\x1b\x85\x9b\u2028\u202e\ufeff\uff1d钉釘Aａ"
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(ODD), max_size=12)
PLACE = st.builds(Place, st.integers(0, 3), st.integers(0, 4))
MOMENT = st.integers(0, 3).map(
    lambda days: timestamp(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days))
)
JSON_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Place | None, Place | None]:
    """No place, a place, or both ends of a highlight."""
    start = draw(st.none() | PLACE)
    if start is None:
        return None, None
    return start, draw(st.none() | PLACE.filter(lambda end: end > start))


@st.composite
def bookmarks(draw: st.DrawFn, text: st.SearchStrategy[str] = TEXT) -> Bookmark:
    """With an id, which may be that of another."""
    article = draw(
        st.builds(ArticleRef, text, text, text, text).filter(lambda ref: ref.is_same(ref))
    )
    place, end = draw(spans())
    return Bookmark(
        article,
        place,
        draw(st.none() | st.builds(Quote, text.filter(bool), text, text)),
        end=end,
        color=draw(text | st.sampled_from(["", "green"])),
        note=draw(text),
        tags=tuple(draw(st.lists(text.filter(bool), max_size=3))),
        id=draw(st.text("abcdef-=0", min_size=1, max_size=6)),
        created=draw(MOMENT | text),
        updated=draw(MOMENT | text),
    )


def files(of: st.SearchStrategy[Bookmark], most: int = 5) -> st.SearchStrategy[list[Bookmark]]:
    return st.lists(of, max_size=most, unique_by=lambda bookmark: bookmark.id)


ALIKE = bookmarks(st.sampled_from(["", "x", "X", "钉钉", "釘釘"]))
"""Few words, so that many are of the same article and say the same."""


@st.composite
def two_files(draw: st.DrawFn) -> tuple[list[Bookmark], list[Bookmark]]:
    """The second with some of the first's, changed or under another id."""
    known = draw(files(ALIKE))
    other = {bookmark.id: bookmark for bookmark in draw(files(ALIKE, 3))}
    for bookmark in draw(st.permutations(known))[:3]:
        changed = replace(
            bookmark,
            id=draw(st.sampled_from([bookmark.id, f"{bookmark.id}2"])),
            note=draw(st.sampled_from([bookmark.note, "", "new"])),
            tags=(*bookmark.tags, *draw(st.sampled_from([(), ("new",)]))),
            updated=draw(MOMENT),
        )
        other[changed.id] = changed
    return known, list(other.values())


def by_id(given: Sequence[Bookmark]) -> dict[str, Bookmark]:
    return {bookmark.id: bookmark for bookmark in given}


def taken_in(known: Sequence[Bookmark], outcome: Plan) -> list[Bookmark]:
    """What there is afterwards."""
    return list(by_id((*known, *outcome.new, *outcome.changed)).values())


KNOWN = {*format_bookmark(Bookmark(ArticleRef("f"))), "kind"}


def _is_unknown(name: str) -> bool:
    return name not in KNOWN


class TestRoundTrip:
    @given(files(bookmarks()), st.sampled_from(BOTH_WAYS))
    def test_what_was_written_is_read(self, given_: list[Bookmark], form: Format) -> None:
        parsed = parse(export(given_, form), "file")
        assert parsed.notices == ()
        assert by_id(parsed.bookmarks) == by_id(given_)

    @given(files(bookmarks()), st.sampled_from(BOTH_WAYS))
    def test_a_second_time_around_the_bytes_are_the_same(
        self, given_: list[Bookmark], form: Format
    ) -> None:
        once = export(given_, form)
        assert export(parse(once, "file").bookmarks, form) == once

    @given(bookmarks(), st.dictionaries(TEXT.filter(_is_unknown), JSON_VALUE))
    def test_fields_not_known_here_come_through_json(
        self, bookmark: Bookmark, extra: dict[str, object]
    ) -> None:
        (back,) = parse(export([replace(bookmark, extra=extra)], Format.JSON), "file").bookmarks
        assert back.extra == extra

    @given(files(bookmarks()))
    def test_json_is_a_bookmarks_file(self, given_: list[Bookmark]) -> None:
        contents = parse_contents(BOOKMARKS, export(given_, Format.JSON))
        assert contents.notices == ()
        assert contents.records == by_id(given_)

    @given(files(bookmarks()))
    def test_the_order_they_are_given_in_makes_no_difference(self, given_: list[Bookmark]) -> None:
        for form in Format:
            assert export(given_, form) == export(given_[::-1], form)


class TestTable:
    @given(files(bookmarks()))
    def test_no_cell_is_a_formula(self, given_: list[Bookmark]) -> None:
        rows = csv.reader(io.StringIO(export(given_, Format.CSV).decode("utf-8-sig"), newline=""))
        for row in rows:
            assert len(row) == 18
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

    @given(files(bookmarks()))
    def test_lines_end_as_rfc_4180_has_it(self, given_: list[Bookmark]) -> None:
        data = export(given_, Format.CSV)
        assert data.startswith(b"\xef\xbb\xbfid,kind,")
        assert data.endswith(b"\r\n")

    @given(bookmarks())
    def test_a_row_without_its_id_has_the_same_one_each_time(self, bookmark: Bookmark) -> None:
        data = export([replace(bookmark, id="")], Format.CSV)
        (once,), (again,) = parse(data, "a").bookmarks, parse(data, "b").bookmarks
        assert once.id
        assert once == again


class TestDamage:
    """Anything may be in a file: either it is read, or one ReaderError says why not."""

    @given(
        st.binary(max_size=60)
        | TEXT.map(str.encode)
        | JSON_VALUE.map(lambda value: json.dumps(value).encode())
        | st.dictionaries(st.sampled_from(["version", "bookmarks"]), JSON_VALUE).map(
            lambda value: json.dumps(value).encode()
        )
        | TEXT.map(lambda text: f"id,url,quote,block\n{text}".encode())
    )
    def test_no_bytes_do_more_than_raise_reader_errors(self, data: bytes) -> None:
        try:
            parsed = parse(data, "file")
        except ReaderError as error:
            told = str(error)
        else:
            told = "file"
            assert all(bookmark.id for bookmark in parsed.bookmarks)
            plan((), parsed.bookmarks)
        assert "file" in told

    @given(files(bookmarks()), st.sampled_from(BOTH_WAYS), st.data())
    def test_a_file_cut_short_is_read_in_part_or_not_at_all(
        self, given_: list[Bookmark], form: Format, data: st.DataObject
    ) -> None:
        whole = export(given_, form)
        part = whole[: data.draw(st.integers(0, len(whole)))]
        try:
            parsed = parse(part, "file")
        except ReaderError:
            return
        assert len(parsed.bookmarks) <= len(given_)


class TestTakingIn:
    @given(files(ALIKE))
    def test_where_nothing_is_everything_comes_in(self, incoming: list[Bookmark]) -> None:
        outcome = plan((), incoming)
        assert (list(outcome.new), outcome.changed, outcome.same) == (incoming, (), 0)

    @given(two_files())
    def test_each_is_counted_once(self, given_: tuple[list[Bookmark], list[Bookmark]]) -> None:
        known, incoming = given_
        outcome = plan(known, incoming)
        assert len(outcome.new) + len(outcome.changed) + outcome.same <= len(incoming)
        assert not {each.id for each in outcome.new} & by_id(known).keys()
        assert {each.id for each in outcome.changed} <= by_id(known).keys()

    @given(two_files())
    def test_a_second_time_nothing_is_left_to_do(
        self, given_: tuple[list[Bookmark], list[Bookmark]]
    ) -> None:
        known, incoming = given_
        after = taken_in(known, plan(known, incoming))
        again = plan(after, incoming)
        assert (again.new, again.changed, again.same) == ((), (), len(incoming))

    @given(two_files(), st.sampled_from(BOTH_WAYS))
    def test_what_went_out_brings_nothing_back(
        self, given_: tuple[list[Bookmark], list[Bookmark]], form: Format
    ) -> None:
        known, _ = given_
        outcome = plan(known, parse(export(known, form), "file").bookmarks)
        assert (outcome.new, outcome.changed, outcome.same) == ((), (), len(known))

    @given(two_files(), st.sampled_from(BOTH_WAYS))
    def test_nor_under_other_ids(
        self, given_: tuple[list[Bookmark], list[Bookmark]], form: Format
    ) -> None:
        known, _ = given_
        renamed = [replace(bookmark, id=f"other {bookmark.id}") for bookmark in known]
        outcome = plan(known, parse(export(renamed, form), "file").bookmarks)
        assert outcome.new == ()

    @given(two_files())
    def test_no_words_are_lost(self, given_: tuple[list[Bookmark], list[Bookmark]]) -> None:
        """All that was known stays, and of all that came the notes and tags are there."""
        known, incoming = given_
        after = taken_in(known, plan(known, incoming))
        assert by_id(known).keys() <= by_id(after).keys()
        fresh = [each for each in incoming if each.id not in by_id(known)]
        for bookmark in fresh:
            assert any(
                each.article.is_same(bookmark.article)
                and each.kind is bookmark.kind
                and (not bookmark.note or each.note == bookmark.note)
                and {*bookmark.tags} <= {*each.tags}
                for each in after
            )

    @given(two_files())
    def test_of_two_versions_the_later_stays(
        self, given_: tuple[list[Bookmark], list[Bookmark]]
    ) -> None:
        known, incoming = given_
        after = by_id(taken_in(known, plan(known, [i for i in incoming if i.id in by_id(known)])))
        for mine in known:
            theirs = by_id(incoming).get(mine.id, mine)
            is_later = instant(theirs.updated) > instant(mine.updated)
            assert after[mine.id].note == (theirs if is_later else mine).note

    @given(files(ALIKE), st.dictionaries(st.sampled_from("pq"), st.integers(), min_size=1))
    def test_fields_not_known_here_stay(
        self, known: list[Bookmark], extra: dict[str, object]
    ) -> None:
        before = [replace(bookmark, extra=extra) for bookmark in known]
        incoming = [replace(each, note="later", updated="2027-01-01T00:00:00Z") for each in known]
        for bookmark in taken_in(before, plan(before, incoming)):
            assert bookmark.extra == extra


@cache
def markdown() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"linkify": False})


def said(tokens: Sequence[Token]) -> str:
    """What a reader of the page reads."""
    parts = []
    for token in tokens:
        for child in token.children or ():
            broken = child.type in {"softbreak", "hardbreak"}
            parts += ["\n" if broken else child.content]
        if token.type in {"code_block", "fence", "html_block"}:
            parts.append(token.content)
        parts.append("\n")
    return "".join(parts)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


class TestMarkdown:
    PLAIN = frozenset(
        f"{name}_{side}"
        for name in ("heading", "paragraph", "blockquote")
        for side in ("open", "close")
    ) | {"inline"}

    @given(files(bookmarks()))
    def test_words_are_no_marks(self, given_: list[Bookmark]) -> None:
        tokens = markdown().parse(export(given_, Format.MARKDOWN).decode())
        assert {token.type for token in tokens} <= self.PLAIN
        inside = {child.type for token in tokens for child in token.children or ()}
        assert inside <= {"text", "text_special", "softbreak", "link_open", "link_close"}

    @given(bookmarks())
    def test_the_page_says_what_the_bookmark_says(self, bookmark: Bookmark) -> None:
        page = letters(said(markdown().parse(export([bookmark], Format.MARKDOWN).decode())))
        quote = bookmark.quote.exact if bookmark.quote else ""
        for text in (quote, bookmark.note, clean_line(bookmark.article.title)):
            assert letters(forget_private(clean(text))) <= page

    @given(files(bookmarks()))
    def test_nothing_in_it_acts_on_a_terminal(self, given_: list[Bookmark]) -> None:
        text = export(given_, Format.MARKDOWN).decode()
        assert clean(text) == text

    @given(TEXT.filter(bool))
    def test_an_address_makes_one_link_or_none(self, url: str) -> None:
        for article in (ArticleRef(url="https://a.example/" + url), ArticleRef(path="/" + url)):
            mark = Bookmark(replace(article, title="T"), id="a")
            tokens = markdown().parse(export([mark], Format.MARKDOWN).decode())
            heading = tokens[4]
            kinds = [child.type for child in heading.children or ()]
            assert kinds in (["link_open", "text", "link_close"], ["text"])
            assert heading.content.startswith("[T](") or heading.content == "T"

    def test_a_file_name_that_is_no_text_is_a_link_all_the_same(self) -> None:
        mark = Bookmark(ArticleRef(path="/a/\udcff.md", title="T"), id="a")
        assert b"%FF.md" in export([mark], Format.MARKDOWN)


@pytest.mark.parametrize("form", [Format.JSON])
def test_a_file_name_that_is_no_text_comes_back(form: Format) -> None:
    mark = Bookmark(ArticleRef(path="/a/\udcff.md"), id="a")
    assert parse(export([mark], form), "file").bookmarks == (mark,)
