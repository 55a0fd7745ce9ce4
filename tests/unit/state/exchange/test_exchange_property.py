"""What holds of export and import whatever the bookmarks are."""

from __future__ import annotations

import csv
import io
import re
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

from reader.document.anchors.quote import Quote
from reader.document.escape import forget_private
from reader.document.model import Place
from reader.errors import ReaderError
from reader.state.bookmark import BOOKMARKS, ArticleRef, Bookmark, format_bookmark
from reader.state.durable.contents import parse_contents
from reader.state.durable.json_text import Number, encode
from reader.state.durable.record import timestamp
from reader.state.exchange.formats import Format, ImportOutcome, Plan, export, parse, plan
from reader.state.exchange.import_undo import done_by, way_back
from reader.state.exchange.markdown_entry import COMMENT
from reader.text.fold import fold
from reader.text.safe import clean, clean_line

BOTH_WAYS = (Format.JSON, Format.CSV, Format.MARKDOWN)
ONE_FILE = (*BOTH_WAYS, Format.READWISE, Format.READWISE_JSON)

ODD = "=+-@'\"\t\r\n;\\,#*_[]()<>!&`~|${}:.^%1 \x00\x1b\x85\x9b\u2028\u202e\ufeff\uff1d钉釘Aａ"
TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(ODD), max_size=12)
PLACE = st.builds(Place, st.integers(0, 3), st.integers(0, 4))
MOMENT = st.integers(0, 3).map(
    lambda days: timestamp(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days))
)
JSON_VALUE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["1e400", "1.50"]).map(Number)
    | TEXT,
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
    """Bookmarks with an id, which may be that of another."""
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


def written(bookmarks: Sequence[Bookmark], form: Format) -> bytes:
    return export(bookmarks, form).data


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
    def test_what_was_written_is_read_and_written_as_it_was(
        self, given_: list[Bookmark], form: Format
    ) -> None:
        back = brought_back(given_, form)
        assert by_id(back) == by_id(given_)
        assert written(back, form) == written(given_, form)

    @given(
        bookmarks(),
        st.dictionaries(TEXT.filter(_is_unknown), JSON_VALUE),
        st.sampled_from(BOTH_WAYS),
    )
    def test_fields_not_known_here_come_through(
        self, bookmark: Bookmark, extra: dict[str, object], form: Format
    ) -> None:
        (back,) = parse(written([replace(bookmark, extra=extra)], form), "file").bookmarks
        assert back.extra == extra

    @given(files(bookmarks()))
    def test_json_is_a_bookmarks_file(self, given_: list[Bookmark]) -> None:
        contents = parse_contents(BOOKMARKS, written(given_, Format.JSON))
        assert contents.notices == ()
        assert contents.records == by_id(given_)

    @given(files(bookmarks()))
    def test_the_order_they_are_given_in_makes_no_difference(self, given_: list[Bookmark]) -> None:
        for form in ONE_FILE:
            assert written(given_, form) == written(given_[::-1], form)


class TestTable:
    @given(files(bookmarks()))
    def test_no_cell_is_a_formula_and_lines_end_as_rfc_4180_has_it(
        self, given_: list[Bookmark]
    ) -> None:
        data = written(given_, Format.CSV)
        assert data.startswith(b"\xef\xbb\xbfid,kind,")
        assert data.endswith(b"\r\n")
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
            assert len(row) == 19
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))

    @given(bookmarks())
    def test_a_row_without_its_id_has_the_same_one_each_time(self, bookmark: Bookmark) -> None:
        data = written([replace(bookmark, id="")], Format.CSV)
        (once,), (again,) = parse(data, "a").bookmarks, parse(data, "b").bookmarks
        assert once.id
        assert once == again


class TestDamage:
    """Anything may be in a file: either it is read, or one ReaderError says why not."""

    @given(
        st.binary(max_size=60)
        | TEXT.map(str.encode)
        | JSON_VALUE.map(encode)
        | st.dictionaries(st.sampled_from(["version", "bookmarks"]), JSON_VALUE).map(encode)
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
        whole = written(given_, form)
        part = whole[: data.draw(st.integers(0, len(whole)))]
        try:
            parsed = parse(part, "file")
        except ReaderError:
            return
        assert len(parsed.bookmarks) <= len(given_)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


class TestTakingIn:
    @given(files(ALIKE))
    def test_where_nothing_is_everything_comes_in(self, incoming: list[Bookmark]) -> None:
        outcome = plan((), incoming)
        assert (list(outcome.new), outcome.changed) == (incoming, ())

    @given(two_files(), st.permutations(range(3)))
    def test_each_is_counted_once_and_a_second_time_nothing_is_left_to_do(
        self, given_: tuple[list[Bookmark], list[Bookmark]], order: list[int]
    ) -> None:
        known, incoming = given_
        outcome = plan(known, incoming)
        assert len(outcome.steps) == len(incoming)
        assert not {each.id for each in outcome.new} & by_id(known).keys()
        assert {each.id for each in outcome.changed} <= by_id(known).keys()
        added = outcome.count(ImportOutcome.NEW) + outcome.count(ImportOutcome.BESIDE)
        assert len(outcome.new) == added
        after = taken_in(known, outcome)
        shuffled = sorted(incoming, key=lambda each: order[len(each.id) % 3])
        again = plan(after, shuffled)
        assert (again.new, again.changed) == ((), ())
        assert again.count(ImportOutcome.SAME) == len(incoming)

    @given(files(ALIKE), st.sampled_from(BOTH_WAYS))
    def test_what_went_out_brings_nothing_back_under_its_ids_and_others(
        self, known: list[Bookmark], form: Format
    ) -> None:
        outcome = plan(known, brought_back(known, form))
        assert (outcome.new, outcome.changed) == ((), ())
        renamed = [replace(bookmark, id=f"other {bookmark.id}") for bookmark in known]
        assert plan(known, brought_back(renamed, form)).new == ()

    @given(two_files(), two_files())
    def test_no_words_are_lost(
        self,
        first: tuple[list[Bookmark], list[Bookmark]],
        second: tuple[list[Bookmark], list[Bookmark]],
    ) -> None:
        """All words and tags of each bookmark stand, whatever comes in, in any order, twice."""
        after, _ = first
        arriving = (first[1], second[0], second[1], first[1])
        known = {**by_id(after)}
        for incoming in arriving:
            after = taken_in(after, plan(after, incoming))
            for key, mine in known.items():
                assert words(mine.note) <= words(by_id(after)[key].note)
                assert {*mine.tags} <= {*by_id(after)[key].tags}
                assert by_id(after)[key].quote == mine.quote
                assert by_id(after)[key].color == mine.color or not mine.color
            known = by_id(after)
            for theirs in incoming:
                assert any(says(each, theirs) for each in after)

    @given(files(ALIKE), st.dictionaries(st.sampled_from("pq"), st.integers(), min_size=1))
    def test_fields_not_known_here_stay(
        self, known: list[Bookmark], extra: dict[str, object]
    ) -> None:
        before = [replace(bookmark, extra=extra) for bookmark in known]
        incoming = [replace(each, note="later", updated="2027-01-01T00:00:00Z") for each in known]
        for bookmark in taken_in(before, plan(before, incoming)):
            assert bookmark.extra == extra

    @given(two_files(), st.data())
    def test_an_import_can_be_taken_back(
        self, given_: tuple[list[Bookmark], list[Bookmark]], data: st.DataObject
    ) -> None:
        """What was edited or made since stays; all else is as it was."""
        known, incoming = given_
        outcome = plan(known, incoming)
        after = by_id(taken_in(known, outcome))
        edited = data.draw(st.sets(st.sampled_from(sorted(after)))) if after else set()
        after |= {key: replace(after[key], note="edited") for key in edited}
        after["since"] = Bookmark(ArticleRef("since"), id="since")
        back = way_back(done_by(outcome, by_id(known)), after.get)
        remaining = {**after, **by_id([mark for mark, _ in back.restored])}
        remaining = {key: mark for key, mark in remaining.items() if key not in back.removed}
        assert "since" in remaining
        for key in after:
            was = by_id(known).get(key)
            if key in edited:
                assert remaining[key].note == "edited"
            elif was is not None:
                assert replace(remaining[key], article=was.article, created=was.created) == was
        assert remaining.keys() - edited - {"since"} == by_id(known).keys() - edited


def says(one: Bookmark, other: Bookmark) -> bool:
    """Whether one bookmark says all of another: its words on the page, its note, its tags."""
    exact = [fold(each.quote.exact) if each.quote else "" for each in (one, other)]
    return (
        (not exact[1] or exact[0] == exact[1])
        and words(other.note) <= words(one.note)
        and {*other.tags} <= {*one.tags}
    )


def brought_back(bookmarks: Sequence[Bookmark], form: Format) -> tuple[Bookmark, ...]:
    """What a file of them holds."""
    return parse(written(bookmarks, form), "file").bookmarks


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
        if token.type in {"code_block", "fence"}:
            parts.append(token.content)
        parts.append("\n")
    return "".join(parts)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


FACTS = re.compile("[a-z]+(?: · [0-9-]{10})? #")


class TestMarkdown:
    PLAIN = frozenset(
        f"{name}_{side}"
        for name in ("heading", "paragraph", "blockquote")
        for side in ("open", "close")
    ) | {"inline"}

    @given(files(bookmarks()))
    def test_words_are_no_marks_and_act_nowhere(self, given_: list[Bookmark]) -> None:
        text = written(given_, Format.MARKDOWN).decode()
        assert clean(text) == text  # in no terminal
        self.assert_no_marks(text)
        self.assert_acts_not_in_obsidian(text)

    def assert_no_marks(self, text: str) -> None:
        tokens = markdown().parse(text)
        hidden = [token.content for token in tokens if token.type == "html_block"]
        assert all(COMMENT.fullmatch(content.strip()) for content in hidden)
        assert {token.type for token in tokens} <= self.PLAIN | {"html_block"}
        inside = {child.type for token in tokens for child in token.children or ()}
        assert inside <= {"text", "text_special", "softbreak", "link_open", "link_close"}

    @given(bookmarks())
    def test_the_page_says_what_the_bookmark_says(self, bookmark: Bookmark) -> None:
        page = letters(said(markdown().parse(written([bookmark], Format.MARKDOWN).decode())))
        quote = bookmark.quote.exact if bookmark.quote else ""
        for text in (quote, bookmark.note, clean_line(bookmark.article.title)):
            assert letters(forget_private(clean(text))) <= page

    @given(TEXT.filter(bool))
    def test_an_address_makes_one_link_or_none(self, url: str) -> None:
        for article in (ArticleRef(url="https://a.example/" + url), ArticleRef(path="/" + url)):
            mark = Bookmark(replace(article, title="T"), id="a")
            tokens = markdown().parse(written([mark], Format.MARKDOWN).decode())
            heading = tokens[4]
            kinds = [child.type for child in heading.children or ()]
            assert kinds in (["link_open", "text", "link_close"], ["text"])
            assert heading.content.startswith("[T](") or heading.content == "T"

    def assert_acts_not_in_obsidian(self, text: str) -> None:
        shown = re.sub(r"\]\(<[^>]*>\)", "]()", COMMENT.sub("", text))
        for acting in ("%%", "==", "[[", "$$", "^[", "<!--"):
            assert acting not in re.sub(r"\\.", "", shown)
        assert "%%" not in text
        for line in shown.splitlines():
            assert not re.search(r"(?:^|\s)\^[A-Za-z0-9-]+$", line)
            assert not re.search(r"(?:^|\s)#[\w/-]", line) or FACTS.match(line)

    def test_a_file_name_that_is_no_text_is_a_link_all_the_same(self) -> None:
        mark = Bookmark(ArticleRef(path="/a/\udcff.md", title="T"), id="a")
        assert b"%FF.md" in written([mark], Format.MARKDOWN)


@pytest.mark.parametrize("form", [Format.JSON])
def test_a_file_name_that_is_no_text_comes_back(form: Format) -> None:
    mark = Bookmark(ArticleRef(path="/a/\udcff.md"), id="a")
    assert parse(written([mark], form), "file").bookmarks == (mark,)
