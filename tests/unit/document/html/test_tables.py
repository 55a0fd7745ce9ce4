"""Tables of HTML: which hold data, and the rectangle that their cells make."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.document.body_kind import BodyKind
from reader.document.html import tables
from reader.document.markdown.parse import parse
from reader.document.model import BlockKind, Document
from reader.document.to_markdown import to_markdown


def table_of(html: str) -> LexborNode:
    node = LexborHTMLParser(f"<table>{html}</table>").css_first("table")
    assert node is not None
    return node


def inline(cell: LexborNode) -> str:
    return cell.text(deep=True).strip()


def rows(html: str) -> list[list[str]]:
    return tables.rows(table_of(html), inline)


HEAD = "<tr><th>a<th>b"
DATA = "<tr><td>1<td>2<tr><td>3<td>4"


@pytest.mark.parametrize(
    "html",
    [
        "<tr><td>one<tr><td>column",
        "<tr><td>one<td>row",
        "",
        "<tr><td>1<td><table><tr><td>2<td>3</table><tr><td>4<td>5",
        "<tr><td>1<td><h2>Part</h2><tr><td>3<td>4",
        "<tr><td>1<td><pre>code</pre><tr><td>3<td>4",
        "<tr><td>1<td><dl><dt>term</dl><tr><td>3<td>4",
        "<tr><td>1<td><p>a<p>b<p>c<p>d<tr><td>3<td>4",
        f"{HEAD}<tr><td>1<td><h3>Part</h3>",
        f"{HEAD}<tr><td>1<td><blockquote>q</blockquote>",
        f"{HEAD}<tr><td>1<td><pre>code</pre>",
    ],
)
def test_a_table_that_places_things_is_layout(html: str) -> None:
    assert tables.is_layout(table_of(html))


@pytest.mark.parametrize(
    "html",
    [
        DATA,
        HEAD,
        "<tr><td>1<td><p>a<p>b<p>c<tr><td>3<td>4",
        f"{HEAD}<tr><td>1<td><dl><dt>term</dl>",
        f"{HEAD}<tr><td>1<td><p>a<p>b<p>c<p>d",
        "<thead><tr><td>a<td>b</thead><tbody><tr><td>1<td>2</tbody>",
    ],
)
def test_a_table_of_data_is_none(html: str) -> None:
    assert not tables.is_layout(table_of(html))


@pytest.mark.parametrize("role", ["presentation", "none"])
def test_a_role_says_that_it_is_layout(role: str) -> None:
    node = LexborHTMLParser(f"<table role={role}>{DATA}</table>").css_first("table")
    assert node is not None
    assert tables.is_layout(node)


def test_the_first_row_is_the_header_or_empty() -> None:
    assert rows(HEAD + DATA) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert rows(f"<thead><tr><td>a<td>b</thead>{DATA}") == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert rows(DATA) == [["", ""], ["1", "2"], ["3", "4"]]


def test_one_cell_that_is_no_header_makes_a_row_of_data() -> None:
    assert rows(f"<tr><th>a<td>b{DATA}")[:2] == [["", ""], ["a", "b"]]


def test_a_header_of_empty_cells_is_no_row_of_its_own() -> None:
    assert rows(f"<tr><th><th>{DATA}") == [["", ""], ["1", "2"], ["3", "4"]]


def test_a_first_row_in_bold_is_the_header_if_the_second_is_not() -> None:
    bold = "<tr><td><b>a</b><td><strong>b</strong>"
    assert rows(bold + DATA)[0] == ["a", "b"]
    assert rows(bold + bold) == [["", ""], ["a", "b"], ["a", "b"]]
    assert rows(bold) == [["", ""], ["a", "b"]]
    assert rows(f"<tr><td><b>a</b> part<td><b>b</b>{DATA}")[0] == ["", ""]


def test_a_cell_over_columns_leaves_the_others_empty() -> None:
    assert rows("<tr><th colspan=2>ab<th>c<tr><td>1<td>2<td>3") == [
        ["ab", "", "c"],
        ["1", "2", "3"],
    ]


def test_a_cell_over_rows_is_repeated_and_then_ends() -> None:
    assert rows(f"{HEAD}<tr><td rowspan=2>x<td>1<tr><td>2<tr><td>y<td>3") == [
        ["a", "b"],
        ["x", "1"],
        ["x", "2"],
        ["y", "3"],
    ]


def test_a_cell_over_rows_at_the_end_of_a_row_is_repeated_there() -> None:
    assert rows(f"{HEAD}<tr><td>1<td rowspan=3>x<tr><td>2<tr><td>3") == [
        ["a", "b"],
        ["1", "x"],
        ["2", "x"],
        ["3", "x"],
    ]


def test_a_cell_over_rows_and_columns_is_repeated_in_its_first_column() -> None:
    assert rows("<tr><th>a<th>b<th>c<tr><td rowspan=2 colspan=2>x<td>1<tr><td>2") == [
        ["a", "b", "c"],
        ["x", "", "1"],
        ["x", "", "2"],
    ]


@pytest.mark.parametrize("span", ["0", "x", "", "-3"])
def test_a_span_that_is_no_number_is_one(span: str) -> None:
    assert rows(f"{HEAD}<tr><td colspan='{span}'>1<td>2") == [["a", "b"], ["1", "2"]]


def test_spans_that_would_make_a_table_of_millions_do_not_count() -> None:
    html = f"{HEAD}<tr><td rowspan=1000 colspan=60>1<td>2<tr><td>3<td>4"
    assert rows(html) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_columns_and_rows_without_text_go_and_short_rows_are_filled() -> None:
    assert rows("<tr><th>a<th><th>c<tr><td>1<td><td>2<tr><td><td><td><tr><td>3") == [
        ["a", "c"],
        ["1", "2"],
        ["3", ""],
    ]


def test_a_table_without_text_has_no_rows() -> None:
    assert rows("<tr><td><td><tr><td><td>") == []


def test_rows_of_a_table_within_are_not_its_own() -> None:
    assert rows(f"{HEAD}<tr><td>1<td><table><tr><td>2<tr><td>3</table>") == [
        ["a", "b"],
        ["1", "23"],
    ]


def test_a_header_of_two_rows_is_one() -> None:
    html = (
        "<tr><th rowspan=2>A<th colspan=2>B<tr><th>b1<th>b2"
        "<tr><td rowspan=2>x<td>1<td>2<tr><td>3<td>4"
    )
    assert rows(html) == [["A", "B<br>b1", "b2"], ["x", "1", "2"], ["x", "3", "4"]]


def test_a_table_of_names_only_keeps_its_rows() -> None:
    assert rows("<tr><th>a<th>b<tr><th>c<th>d") == [["a", "b"], ["c", "d"]]


def convert(html: str) -> Document:
    return parse(to_markdown(f"<table>{html}</table>", BodyKind.HTML).markdown)


@pytest.mark.parametrize(
    "html",
    [
        "<tr><td><td>a = 1<tr><td><td>b = 2",
        "<tr><td>a = 1<td><tr><td>b = 2<td>",
        "<tr><td>a = 1<tr><td>b = 2",
        "<tr><td colspan=2>a = 1<tr><td colspan=2>b = 2",
        "<tr><td>a = 1<td><tr><td><td>b = 2<tr><td><td>",
    ],
)
def test_a_column_alone_is_paragraphs_or_a_table(html: str) -> None:
    document = convert(html)
    text = "\n".join(block.text for block in document.blocks)
    assert "|" not in text
    assert [word for word in text.split() if word != "="] == ["a", "1", "b", "2"]


def test_captions_and_lists_without_items_keep_their_text() -> None:
    html = "<caption>a<caption>b<ul>c</ul><tr><th>d<th>e<tr><td>f<td><ul>g<li>h</ul>"
    blocks = convert(html).blocks
    assert [block.text.split() for block in blocks] == [
        ["a"], ["b", "c"], ["d", "e", "f", "g", "•", "h"],
    ]  # fmt: skip


def test_a_column_alone_with_a_name_is_a_table() -> None:
    (block,) = convert(
        "<thead><tr><th>&nbsp;<th>file<tbody><tr><td><td>a.zip<tr><td><td>b.zip"
    ).blocks
    assert block.kind is BlockKind.TABLE
    assert block.text.split() == ["file", "a.zip", "b.zip"]


CELL = st.sampled_from(
    ["", "", "&nbsp;", "a", "1 = 2", "|", "a|b", "`", "\\\\", "# x", "- y", "[z]", "!", "~~",
     "{#i}", "<b>b</b>", "<a href=/x>l</a>", "<code>c|d</code>", "<img src=i.png alt='p=q'>",
     "e<br>f", "_g_"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_no_cell_is_lost_and_no_placeholder_is_shown(table: list[list[str]], headed: bool) -> None:
    tags = ["th" if headed else "td", *["td"] * len(table)]
    html = "".join(
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row)
        for tag, row in zip(tags, table, strict=False)
    )
    text = "".join(block.text for block in convert(html).blocks)
    assert not any("\U000f0000" <= c <= "\U0010ffff" or "\ue000" <= c <= "\uf8ff" for c in text)
    plain = LexborHTMLParser(html.replace("<br>", " ")).text().split()
    wanted = Counter("".join(plain).replace("|", ""))
    assert not wanted - Counter(text)
