"""Highlights as Readwise takes and gives them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.state.bookmark import ArticleRef, Bookmark, Kind
from reader.state.exchange.facts import Facts
from reader.state.exchange.formats import Format, ImportOutcome, export, parse, plan
from reader.state.exchange.readwise import COLUMNS, named_among

ARTICLE = ArticleRef("f1", "https://a.example/1", "/articles/1.md", "钉钉：一个教训")
HIGHLIGHT = Bookmark(
    ARTICLE,
    Place(2, 5),
    Quote("社交网络\n第二段", "前面", "后面"),
    end=Place(3, 3),
    color="green",
    note="记一笔",
    tags=("社会", "two words"),
    id="h1",
    created="2026-01-02T00:00:00.000Z",
    updated="2026-01-02T00:00:00.000Z",
)
OWN_HEADER = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
    "Highlighted at,Document tags\n"
)


def facts(_article: ArticleRef) -> Facts:
    return Facts(author="张三")


def rows(bookmarks: list[Bookmark]) -> list[dict[str, str]]:
    text = export(bookmarks, Format.READWISE, facts).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


class TestGivenOut:
    def test_the_table_has_readwises_columns(self) -> None:
        (row,) = rows([HIGHLIGHT])
        assert tuple(row) == COLUMNS
        assert row == {
            "Highlight": "社交网络\n第二段",
            "Title": "钉钉：一个教训",
            "Author": "张三",
            "URL": "https://a.example/1",
            "Note": ".社会 .two-words\n记一笔",
            "Location": "1",
            "Date": "2026-01-02 00:00:00",
        }

    def test_the_request_has_the_fields_of_the_api(self) -> None:
        document = json.loads(export([HIGHLIGHT], Format.READWISE_JSON, facts).data)
        assert document == {
            "highlights": [
                {
                    "text": "社交网络\n第二段",
                    "title": "钉钉：一个教训",
                    "author": "张三",
                    "source_url": "https://a.example/1",
                    "source_type": "reader_terminal",
                    "category": "articles",
                    "note": ".社会 .two-words\n记一笔",
                    "location": 1,
                    "location_type": "order",
                    "highlighted_at": "2026-01-02T00:00:00.000Z",
                }
            ]
        }

    def test_what_readwise_has_no_place_for_is_named(self) -> None:
        whole = Bookmark(ARTICLE, id="w")
        long = replace(HIGHLIGHT, id="l", quote=Quote("长" * 9000))
        exported = export([HIGHLIGHT, whole, long], Format.READWISE_JSON)
        entries = json.loads(exported.data)["highlights"]
        assert [len(entry["text"]) for entry in entries] == [8, 8191]
        assert exported.notices == (
            "left out, since they are no highlights: 1",
            "cut, since Readwise takes 8,191 characters of words and as many of a note: 1",
        )


class TestTakenIn:
    @pytest.mark.parametrize("form", [Format.READWISE, Format.READWISE_JSON])
    def test_what_was_given_out_comes_in_as_a_highlight(self, form: Format) -> None:
        data = export([HIGHLIGHT], form, facts).data
        (back,) = parse(data, "readwise").bookmarks
        assert back.kind is Kind.HIGHLIGHT
        assert back.quote == Quote("社交网络\n第二段")
        assert (back.note, back.tags) == ("记一笔", ("社会", "two-words"))
        assert (back.article.url, back.article.title) == (ARTICLE.url, ARTICLE.title)
        assert back.created == HIGHLIGHT.created

    def test_it_is_found_where_it_came_from(self) -> None:
        plain = replace(HIGHLIGHT, tags=("社会",))
        data = export([plain], Format.READWISE, facts).data
        assert plan([plain], parse(data, "r.csv").bookmarks).steps[0].outcome is ImportOutcome.SAME

    def test_the_same_words_have_the_same_id_whatever_the_note(self) -> None:
        header = ",".join(COLUMNS)
        once, again = (
            parse(f"{header}\nwords,T,,https://a/1,{note},,2026-01-02\n".encode(), "r.csv")
            for note in ("first", "second")
        )
        first = plan([], once.bookmarks).new
        (changed,) = plan(first, again.bookmarks).changed
        assert changed.note == "first\n\nsecond"

    def test_readwises_own_export_is_found_by_title(self) -> None:
        row = (
            '社交网络,釘釘：一個教訓,张三,,.a .b,yellow,"x, y",order,7,2026-01-02 03:04:05+00:00,z'
        )
        data = (OWN_HEADER + row + "\nother words,Unknown,,,,,,,,,\n").encode()
        parsed = parse(data, "readwise-data.csv", named_among(lambda: [ARTICLE]))
        (mark,) = parsed.bookmarks
        assert mark.article == ARTICLE
        assert mark.tags == ("a", "b", "x", "y")
        assert (mark.note, mark.color) == ("", "yellow")
        assert mark.created == "2026-01-02T03:04:05.000Z"
        told = (
            "line 3 is left out: it has no URL, and “Unknown” is the title of no article here, "
            "or of several"
        )
        assert parsed.notices == (told,)

    def test_columns_that_have_no_place_here_are_kept(self) -> None:
        row = "words,钉钉：一个教训,Zhang,B00X,,,,page,7,May 1st,z\n"
        (mark,) = parse(
            (OWN_HEADER + row).encode(), "r.csv", named_among(lambda: [ARTICLE])
        ).bookmarks
        assert mark.extra["readwise"] == {
            "Amazon Book ID": "B00X",
            "Location Type": "page",
            "Document tags": "z",
            "Author": "Zhang",
            "Location": "7",
            "Date": "May 1st",
        }

    def test_a_title_of_two_articles_names_neither(self) -> None:
        other = ArticleRef(path="/articles/2.md", title=ARTICLE.title)
        named = named_among(lambda: [ARTICLE, other])
        assert named(ARTICLE.title) is None
        assert named_among(lambda: [ARTICLE, ARTICLE])(ARTICLE.title) == ARTICLE
