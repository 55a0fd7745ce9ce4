"""Tables of addresses: of services, and of anybody."""

from __future__ import annotations

import csv
import io
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.incoming import Annotation
from reader.intake.lists import address_table
from reader.intake.source_file import source_file
from tests.unit.intake.lists.lists import Desk, form_of

SAVED = "2024-03-09T07:40:00+00:00"


def test_pocket(desk: Desk) -> None:
    text = (
        "title,url,time_added,tags,status\n"
        '"At the pier, early",https://a.example/,1709970000,sea|small boats,unread\n'
        "https://b.example/,https://b.example/,1709970000,,archive\n"
    )
    a, b = (entry.facts for entry in desk.read("saves.csv", text))
    assert (a.title, a.tags, a.saved, a.by) == (
        "At the pier, early",
        ("sea", "small boats"),
        SAVED,
        "pocket",
    )
    assert (b.title, b.tags) == ("", ())


def test_pocket_with_other_columns(desk: Desk) -> None:
    text = "url,title,time_added,cursor,tags,status\nhttps://a.example/,A,1709970000,9,sea,unread\n"
    (entry,) = desk.read("saves.csv", text)
    assert (entry.facts.by, entry.facts.tags) == ("pocket", ("sea",))


def test_instapaper(desk: Desk) -> None:
    text = (
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        'https://a.example/,A,"A line, chosen",Unread,1709970000,"[""sea"", ""small boats""]"\n'
        "https://b.example/,B,,Harbours,1709970000,[]\n"
    )
    a, b = desk.read("instapaper-export.csv", text)
    assert (a.facts.tags, a.facts.saved, a.facts.by) == (
        ("sea", "small boats"),
        SAVED,
        "instapaper",
    )
    assert a.annotations == (Annotation(quote="A line, chosen"),)
    assert (b.facts.tags, b.annotations) == (("Harbours",), ())


def test_raindrop(desk: Desk) -> None:
    text = (
        "\ufeffid,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        '1,A,My note,Of boats,https://a.example/,Sea / Deep,"boats, tides",'
        "2024-03-09T07:40:00.000Z,,"
        '"Highlight:One line\nColor:green\nNote:why\n\nHighlight:Another",true\n'
        "2,B,,,https://b.example/,Boats/piers,,2024-03-09T07:40:00.000Z,,,false\n"
    )
    a, b = desk.read("export.csv", text)
    assert (a.facts.tags, a.facts.saved) == (("boats", "tides", "Sea", "Deep"), SAVED)
    assert (a.facts.summary, a.facts.by) == ("Of boats", "raindrop")
    assert a.annotations == (
        Annotation(note="My note"),
        Annotation(quote="One line", note="why", color="green"),
        Annotation(quote="Another"),
    )
    assert b.facts.tags == ("Boats/piers",)


def test_matter_and_diigo(desk: Desk) -> None:
    matter = (
        "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,"
        "Last Interaction Date,File Id\nA,Ann Reed,Harbour Notes,https://a.example/,sea;boats,9,True,"
        "False,False,0,2024-03-09 07:40:00+00:00,x\n"
    )
    (entry,) = desk.read("_matter_history.csv", matter)
    facts = entry.facts
    assert (facts.by, facts.author, facts.source) == ("matter", "Ann Reed", "Harbour Notes")
    assert (facts.tags, facts.saved) == (("sea", "boats"), SAVED)
    diigo = 'title,url,tags,description,comments,annotations,created_at\nA,https://a.example/,sea,Of,Mine,"Highlight:One",x\n'
    (entry,) = desk.read("diigo.csv", diigo)
    assert (entry.facts.by, entry.facts.summary) == ("diigo", "Of")
    assert entry.annotations == (Annotation(note="Mine"), Annotation(quote="One"))


@pytest.mark.parametrize(
    "text",
    [
        "标题,网址,标签,收藏时间\nA,https://a.example/,sea，boats,2024年3月9日\n",
        "標題;網址;標籤;日期\nA;https://a.example/;sea、boats;2024-03-09\n",
        "タイトル\tリンク\tタグ\t日時\nA\thttps://a.example/\tsea,boats\t2024/03/09\n",
        "Titel;Link;Schlagwörter;Datum\nA;https://a.example/;sea,boats;09.03.2024\n",
        "Name,Lien,Étiquettes,Date Added\nA,https://a.example/,#sea|#boats,2024-03-09\n",
        "sep=;\nTitle;URL;Tags;Created At\nA;https://a.example/;sea,boats;2024-03-09\n",
        "\n\nPage Title,Website-URL,LABELS,created_time\nA,https://a.example/,'sea',2024-03-09\n"
        .replace("'sea'", '"sea\nboats"'),
    ],
)  # fmt: skip
def test_tables_of_anybody_in_any_language(desk: Desk, text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        (entry,) = desk.read("links.csv", text.encode(encoding))
        facts = entry.facts
        assert (facts.title, facts.url, facts.by) == ("A", "https://a.example/", "")
        assert (facts.tags, facts.saved) == (("sea", "boats"), "2024-03-09")


def test_a_table_without_a_header(desk: Desk) -> None:
    found = desk.read("links.csv", "1,https://a.example/,At the pier\n2,https://b.example/,B\n")
    assert [(entry.facts.url, entry.facts.title) for entry in found] == [
        ("https://a.example/", "At the pier"),
        ("https://b.example/", "B"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b,c\n1,2,3\n",
        "name,link\nbolt,M4\nnut,M4\n",
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nA,https://a.example/,1,,x,0,archive,True\n",
    ],
)
def test_other_tables(desk: Desk, text: str) -> None:
    assert desk.name_of("a.csv", text) == ""


def test_rows_that_are_no_articles_are_left_out(desk: Desk) -> None:
    text = "url,title\nhttps://a.example/\n,nothing\nabout:blank,x\nmailto:a@b.example,x\nhttps://a.example/,again\n"
    assert desk.urls("a.csv", text) == ["https://a.example/"]


def test_rows_of_an_article_that_are_highlights(desk: Desk) -> None:
    text = (
        "Highlight,Title,URL,Note,Tags\nOne,A,https://a.example/,why,sea\n"
        "Two,A,https://a.example/,,boats\nThree,B,https://b.example/,,\n"
    )
    a, b = desk.read("highlights.csv", text)
    assert a.annotations == (
        Annotation(note="why"),
        Annotation(quote="One"),
        Annotation(quote="Two"),
    )
    assert a.facts.tags == ("sea", "boats")
    assert b.annotations == (Annotation(quote="Three"),)


def test_a_quote_that_is_never_closed(desk: Desk) -> None:
    path = desk.put(
        "a.csv", 'url,title\nhttps://a.example/,A\nhttps://b.example/,"' + "x" * (17 << 20)
    )
    form = form_of(path)
    assert form is not None
    entries = form.read(source_file(path))
    assert len(list(islice(entries, 1))) == 1
    with pytest.raises(ReaderError, match="damaged table") as raised:
        list(entries)
    assert raised.value.path == path
    assert csv.field_size_limit() >= 131_072


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=20), st.integers(0, 999)), min_size=1, max_size=8))
def test_what_a_writer_of_tables_wrote_is_read(rows: list[tuple[str, int]]) -> None:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["title", "url"])
    writer.writerows([title, f"https://a.example/{number}"] for title, number in rows)
    text = written.getvalue().replace("\r\n", "\n").replace("\0", "")
    found = [entry.url for entry in address_table.addresses(text, "")]
    assert found == [f"https://a.example/{number}" for _, number in rows]


def test_entries_come_up_one_by_one() -> None:
    text = "url\n" + "".join(f"https://a.example/{number}\n" for number in range(100_000))
    entries = address_table.addresses(text, "")
    assert [entry.url for entry in islice(entries, 2)] == [
        "https://a.example/0",
        "https://a.example/1",
    ]
