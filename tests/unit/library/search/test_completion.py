from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from reader.library.article import ArticleDate
from reader.library.memory.labels import KnownLabel, Labels
from reader.library.memory.titles import Segment, Title, View
from reader.library.search.completion import Completion, asked, complete
from reader.library.search.query import QueryField, parse
from reader.library.store.ids import base, day_range
from reader.text.fold import search_form
from reader.text.pinyin.query import keys

VALUES = [
    ("author", "王小波", 3),
    ("author", "Wang Wei", 9),
    ("author", 'Ann "A" Lee', 1),
    ("author", "forgotten", 0),
    ("tag", "网络", 5),
    ("tag", "社交網絡", 7),
    ("tag", "news", 2),
    ("language", "zh-Hans", 8),
]
DAYS = ["", "2019-12-31", "2021-02-03", "2021-06-30", "2021-06-30"]


def id_of(day: str, number: int) -> int:
    if not day:
        return -1
    return (base(ArticleDate(datetime.fromisoformat(day).replace(tzinfo=UTC), day)) or 0) + number


def values(text: str, cursor: int | None = None) -> Sequence[Completion]:
    labels = Labels(
        KnownLabel(id_, kind, value, search_form(value), keys(value))
        for id_, (kind, value, _) in enumerate(VALUES)
    )
    ids = sorted((id_of(day, number) for number, day in enumerate(DAYS)), reverse=True)
    view = View((Segment([Title(id_, "", "") for id_ in ids]),), labels, 1)
    counts = {id_: count for id_, (_, _, count) in enumerate(VALUES) if count}
    question = asked(text, len(text) if cursor is None else cursor)
    return [] if question is None else complete(question, view, counts, day_range)


def applied(text: str, completion: Completion) -> str:
    return text[: completion.start] + completion.replacement + text[completion.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("author:", 'Wang Wei|王小波|Ann "A" Lee'),
        ("author:w", "Wang Wei|王小波"),
        ("author:wxb", "王小波"),
        ("author:王", "王小波"),
        ("author:wei", "Wang Wei"),
        ("-author：小", "王小波"),
        ("tag:网络", "网络|社交網絡"),
        ("tag:wl", "社交網絡|网络"),
        ('x tag:"ne', "news"),
        ("TAG:N", "news"),
        ("lang:z", "zh-Hans"),
        ("is:", "archived|bookmarked|read|unread"),
        ("is:U", "unread"),
        ("has:a", "author"),
        ("date:", "2021|2019"),
        ("date:202", "2021"),
        ("date:2021-", "2021-06|2021-02"),
        ("date:2021-0", "2021-06|2021-02"),
        ("date:2019..20", "2021|2019"),
        ("tag:nosuch", ""),
        ("title:w", ""),
        ("path:w", ""),
        ("nosuch:w", ""),
        ("w", ""),
        ("tag: w", "news|社交網絡|网络"),
        ("#w", "news|社交網絡|网络"),
        ("标签：w", "news|社交網絡|网络"),
        ("by: w", ""),
        ("", ""),
    ],
)
def test_values_of_the_field_that_is_being_typed(text: str, expected: str) -> None:
    assert "|".join(completion.value for completion in values(text)) == expected


def test_how_many_articles_have_it() -> None:
    assert [completion.count for completion in values("author:")] == [9, 3, 1]
    assert [completion.count for completion in values("date:")] == [3, 1]
    assert [completion.count for completion in values("date:2021-")] == [2, 1]
    assert {completion.count for completion in values("is:")} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x tag:so|cial y", "x tag:network y"),
        ("x tag:|", "x tag:network"),
        ('x tag:"so|me words" y', "x tag:network y"),
        ('x tag:"so|', "x tag:network"),
        ("date:2019..20|", "date:2019..network"),
    ],
)
def test_all_of_the_value_around_the_cursor_is_replaced(text: str, expected: str) -> None:
    question = asked(text.replace("|", ""), text.index("|"))
    assert question is not None
    completion = Completion("network", "network", question.start, question.end)
    assert applied(text.replace("|", ""), completion) == expected


def test_a_value_of_several_words_comes_in_quotation_marks() -> None:
    wang, _, ann = values("author:")
    assert applied("author:", wang) == 'author:"Wang Wei"'
    (clause,) = parse(applied("author:", wang)).clauses
    assert [(literal.field, literal.value) for literal in clause] == [
        (QueryField.AUTHOR, "Wang Wei")
    ]
    assert ann.replacement == '"Ann"'


def test_a_library_without_dates_has_none_to_offer() -> None:
    question = asked("date:", 5)
    assert question is not None
    undated = View((Segment([Title(-1, "", "")]),), Labels(()), 1)
    assert complete(question, undated, {}, day_range) == []
    assert undated.segments[0].ids == array("q", [1])
