from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.search.query import (
    MOST_CHARACTERS,
    MOST_CONDITIONS,
    Literal,
    Query,
    QueryField,
    parse,
)

TODAY = date(2026, 12, 1)


def shape(text: str) -> str:
    """The clauses, as one would write them in full: `a (b|-c) title:d date:2021-01-01..…`."""

    def one(literal: Literal) -> str:
        value = literal.value.replace(" ", "_")
        if literal.field is QueryField.DATE:
            value = f"{literal.first_day}..{literal.last_day}"
        if literal.parts:
            value = f"{literal.distance}({','.join(literal.parts)})".replace(" ", "_")
        name = f"{literal.field}:" if literal.field else ""
        return ("-" if literal.negated else "") + name + value

    groups = ["|".join(map(one, clause)) for clause in parse(text, TODAY).clauses]
    return " ".join(f"({group})" if "|" in group else group for group in groups)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \t　", ""),
        ("钉钉 release", "钉钉 release"),
        ("社交　网络", "社交 网络"),
        ('"open  source" x', "open_source x"),
        ("“开放 源码”", "开放_源码"),
        ('"open source', "open_source"),
        ("-foo bar", "-foo bar"),
        ("－foo", "-foo"),
        ('-"a b"', "-a_b"),
        ("foo-bar", "foo-bar"),
        ("a OR b c", "(a|b) c"),
        ("a OR b OR -c", "(a|b|-c)"),
        ("a OR OR b", "(a|b)"),
        ("a or b", "(a|b)"),
        ("title:深度 author:x", "title:深度 author:x"),
        ("TITLE：深度", "title:深度"),
        ("ｔｉｔｌｅ：深度", "title:深度"),
        ('-tag:"two words"', "-tag:two_words"),
        ("source:a path:b lang:zh-Hant", "source:a path:b lang:zh-Hant"),
        ("title:a OR title:b", "(title:a|title:b)"),
        ("is:unread has:image", "is:unread has:image"),
        ("IS:Read", "is:read"),
        ("date:2021", "date:2021-01-01..2021-12-31"),
        ("date:2021-6", "date:2021-06-01..2021-06-31"),
        ("date:2021-06-03", "date:2021-06-03..2021-06-03"),
        ("date:2021/06/03", "date:2021-06-03..2021-06-03"),
        ("date:2021年6月3日", "date:2021-06-03..2021-06-03"),
        ("date:２０２１－０６", "date:2021-06-01..2021-06-31"),
        ("date:2021-06..2022", "date:2021-06-01..2022-12-31"),
        ("date:2022..2021-06", "date:2021-06-01..2022-12-31"),
        ("date:..2020", "date:0000-01-01..2020-12-31"),
        ("date:2020..", "date:2020-01-01..9999-12-31"),
        ("-date:2021", "-date:2021-01-01..2021-12-31"),
    ],
)
def test_what_is_well_formed_means_what_it_says(text: str, expected: str) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OR", "OR"),
        ("OR b", "OR b"),
        ("-", "-"),
        ("--help", "--help"),
        ('"', '"'),
        ('""', '""'),
        ("title:", "title:"),
        ("http://example.org", "http://example.org"),
        ("12:30", "12:30"),
        ("深度：x", "深度：x"),
        ("C++ #1 a*b (c", "C++ #1 a*b (c"),
        ("date:soon", "date:soon"),
        ("date:2021-13", "date:2021-13"),
        ("date:2021-01-45", "date:2021-01-45"),
        ("date:1..2..3", "date:1..2..3"),
        ("date:..", "date:.."),
        ("is:green -has:wings", "is:green -has:wings"),
        ('nosuch:"a b"', 'nosuch:"a_b"'),
    ],
)
def test_what_is_malformed_is_searched_for_as_text(text: str, expected: str) -> None:
    assert shape(text) == expected
    assert {literal.field for clause in parse(text).clauses for literal in clause} == {
        QueryField.ANY
    }


@pytest.mark.parametrize("ending", ["OR", "-", "－", '"', "“", "title:", "date:", "-tag：", "is:"])
def test_an_operator_being_typed_waits_until_it_is_whole(ending: str) -> None:
    assert shape(f"foo {ending}") == "foo"


@pytest.mark.parametrize("ending", ["-", "-0", "/", "年"])
def test_a_year_stands_while_its_month_is_being_typed(ending: str) -> None:
    assert shape(f"date:2021{ending}") == shape("date:2021")


def test_terms_are_what_is_to_be_lit_in_the_text_each_once() -> None:
    query = parse('b "a c" OR d -e title:f b date:2021 is:read')
    assert query.terms == ("b", "a c", "d")


def test_only_a_query_that_asks_for_something_is_true() -> None:
    assert not parse("  ")
    assert not Query()
    assert parse("x")
    assert parse("-x")


def test_control_characters_are_not_part_of_a_term() -> None:
    assert shape("a\x1b[31mb") == "a[31mb"
    assert shape('"a\x00\nb"') == "a_b"


PIECES = st.sampled_from(
    [
        *'"“”＂-－:：. OR|()*+\\「」『』‘’《》«»—＋｜（）#/~',
        "或",
        "NOT ",
        "near:5(",
        "regex:/",
        "标题：",
        "7d",
        ">",
        "OR ",
        "title:",
        "date:",
        "2021",
        "..",
        "is:read",
        "a",
        "钉",
        "\x1b",
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「开放 源码」『a b』 “c d” ‘e f’", "开放_源码 a_b c_d e_f"),
        ("《三体》〈a〉«b c»", "三体 a b_c"),
        ("don't ‘tis it’s", "don't ‘tis it’s"),
        ("—a –b −c －d", "-a -b -c -d"),
        ("＋a +b C++ +86", "a b C++ +86"),
        ("a｜b c|d", "(a|b) (c|d)"),
        ("a || b 或 c", "(a|b|c)"),
        ("foo or", "foo or"),
        ("or foo", "or foo"),
        ('a "or" b "或"', "a or b 或"),
        ("a AND b 且 c && d", "a b c d"),
        ("NOT a x NOT b", "-a x -b"),
        ("(a OR b) c", "(a|b) c"),
        ("（a 或 b） c", "(a|b) c"),
        ("(a b) OR c", "(a|c) (b|c)"),
        ("-(a OR b) c", "-a -b c"),
        ("-(a b)", "(-a|-b)"),
        ("title:(a OR b)", "(title:a|title:b)"),
        ("f(x) (c) ((a OR b) c) OR d", "f(x) (c) (a|b|d) (c|d)"),
        ("标题：a 標題: b Title:  c", "title:a title:b title:c"),
        ("作者：a 来源：b 标签：c 路径：d 语言：zh", "author:a source:b tag:c path:d lang:zh"),
        ("by:a site:b from:c tags:d in:e", "author:a source:b source:c tag:d path:e"),
        ("Written by: a", "Written by: a"),
        ("是:未读 是：收藏 有：图", "is:unread is:bookmarked has:image"),
        ("#标签 ＃tag #话题# C# #1", "tag:标签 tag:tag tag:话题 C# #1"),
        ("source://x https://a.b/c?d=1", "source://x https://a.b/c?d=1"),
        ("before:2021", "date:0000-01-01..2020-12-31"),
        ("after:2021-06", "date:2021-07-01..9999-12-31"),
        ("since:2021", "date:2021-01-01..9999-12-31"),
        ('date:"last week"', "date:2026-11-23..2026-11-29"),
        ("date: last week x", "date:2026-11-23..2026-11-29 x"),
        ("日期：7d", "date:2026-11-24..2026-12-01"),
        ("date:last week last week", "date:2026-11-23..2026-11-29 last week"),
        ("日期：最近 7 天 x", "date:2026-11-24..2026-12-01 x"),
        ("date:2021-05 至 2021-07 x", "date:2021-05-01..2021-07-31 x"),
        ("日期:2021 年 5 月 x", "date:2021-05-01..2021-05-31 x"),
        ("before:last week x", "date:0000-01-01..2026-11-22 x"),
        ("date:(last week) x", "date:2026-11-23..2026-11-29 x"),
        ("date:2021 2022", "date:2021-01-01..2021-12-31 2022"),
        ("date:2021 -2022", "date:2021-01-01..2021-12-31 -2022"),
        ("date:2021 data", "date:2021-01-01..2021-12-31 data"),
        ("最近7天", "最近7天"),
        ("regex:/a (b)\\/d/ x", "regex:a_(b)/d x"),
        ("regex:/a.c/i", "regex:(?i)a.c"),
        ("near:5(a “b c”)", "near:5(a,b_c)"),
        ("邻近：5（a b） -near(a b)", "near:5(a,b) -near:10(a,b)"),
        ('"a b"~3 “a b”～4', "near:3(a,b) near:4(a,b)"),
        ("near:5(a) near:5(b", "a b"),
    ],
)
def test_what_an_input_method_writes(text: str, expected: str) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "left", "problem"),
    [
        ("date:foo linux", "linux", "date:foo is not understood"),
        ("is:green linux", "linux", "is:green is not understood"),
        ("linux -has:wings", "linux", "-has:wings is not understood"),
        ("regex:/a(/ linux", "linux", "Pattern is incomplete: missing ) at position 2"),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(text: str, left: str, problem: str) -> None:
    assert shape(text) == left
    assert parse(text).problems == (problem,)


@pytest.mark.parametrize("text", ["linux date:20", "linux date:yest", "linux is:unr", "linux 有："])
def test_what_is_being_typed_is_no_problem(text: str) -> None:
    assert shape(text) == "linux"
    assert parse(text).problems == ()


def test_the_readme_gives_queries_that_are_understood() -> None:
    readme = Path(__file__).parents[4] / "README.md"
    table = readme.read_text("utf-8").partition("| Query | Finds |")[2].partition("\n\n")[0]
    queries = re.findall(r"`([^`]+)`", table)
    assert len(queries) > 10
    assert [query for query in queries if parse(query).problems] == []


@pytest.mark.parametrize("text", ["(" * 999, "(a " * 300 + ")" * 99, "((a b) OR (c d)) OR " * 40])
def test_brackets_have_bounds(text: str) -> None:
    assert sum(map(len, parse(text).clauses)) <= 2 * MOST_CONDITIONS


@settings(deadline=None)
@given(st.text() | st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_an_error_and_no_condition_is_empty(text: str) -> None:
    query = parse(text)
    assert query.text == text
    literals = [literal for clause in query.clauses for literal in clause]
    assert all(query.clauses)
    for literal in literals:
        assert literal.value == " ".join(literal.value.split()) != ""
        assert (literal.field is QueryField.DATE) == bool(literal.first_day and literal.last_day)
        assert literal.first_day <= literal.last_day
    assert set(query.terms) == {
        literal.value
        for literal in literals
        if literal.field is QueryField.ANY and not literal.negated
    }


WORD = st.text(st.sampled_from("abc钉釘社1.+*"), min_size=1, max_size=4).filter(
    lambda word: word[0] != "+"
)


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=5))
def test_plain_words_are_all_wanted(words: list[str]) -> None:
    assert parse(" ".join(words)).clauses == tuple(
        (Literal(QueryField.ANY, word),) for word in words
    )


@pytest.mark.parametrize(
    "text",
    [" ".join(f"w{n}" for n in range(10_000)), "a" * 100_000, " OR ".join("汉字" * 9_000)],
)
def test_of_what_is_far_too_long_the_beginning_is_read(text: str) -> None:
    query = parse(text)
    assert query.is_cut
    assert query.text == text
    assert sum(map(len, query.clauses)) <= MOST_CONDITIONS
    assert all(len(literal.value) <= MOST_CHARACTERS for c in query.clauses for literal in c)


def test_a_sentence_is_read_whole() -> None:
    text = " ".join(f"w{n}" for n in range(MOST_CONDITIONS))
    assert not parse(text).is_cut
    assert len(parse(text).clauses) == MOST_CONDITIONS
