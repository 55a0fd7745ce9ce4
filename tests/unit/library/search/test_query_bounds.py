"""Where a query ends, and where its days do."""

from __future__ import annotations

import pytest

from reader.library.search.query import (
    MOST_CHARACTERS,
    MOST_CONDITIONS,
    Literal,
    Query,
    QueryField,
    parse,
)


def days(text: str) -> tuple[str, str] | None:
    """The first and the last day of the one condition of a query, if it is one of days."""
    ((literal,),) = parse(text).clauses
    return (literal.first_day, literal.last_day) if literal.field is QueryField.DATE else None


def literals(text: str) -> list[Literal]:
    return [literal for clause in parse(text).clauses for literal in clause]


# -- how much is read ---------------------------------------------------------------------------


def test_a_thousand_characters_are_read_and_no_more() -> None:
    whole = parse("a" * 1_000)
    assert (whole.is_cut, literals("a" * 1_000)[0].value) == (False, "a" * 1_000)
    cut = parse("a" * 1_001)
    assert (cut.is_cut, cut.terms) == (True, ("a" * 1_000,))
    assert MOST_CHARACTERS == 1_000


def test_sixty_four_conditions_are_read_and_no_more() -> None:
    words = [f"w{number}" for number in range(65)]
    assert (parse(" ".join(words[:64])).is_cut, MOST_CONDITIONS) == (False, 64)
    cut = parse(" ".join(words))
    assert cut.is_cut
    assert cut.terms == tuple(words[:64])


def test_a_query_is_whole_unless_it_was_cut() -> None:
    assert not Query("a").is_cut
    assert Query().terms == ()


# -- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date:2021-1", ("2021-01-01", "2021-01-31")),
        ("date:2021-12", ("2021-12-01", "2021-12-31")),
        ("date:2021-01-01", ("2021-01-01", "2021-01-01")),
        ("date:2021-01-31", ("2021-01-31", "2021-01-31")),
        ("date:2021-01-0", ("2021-01-01", "2021-01-31")),
        ("date:2021-01-", ("2021-01-01", "2021-01-31")),
        ("date:2021年6月", ("2021-06-01", "2021-06-31")),
        ("date:2021-13", None),
        ("date:2021-00", None),
        ("date:2021-01-32", None),
        ("date:2021-01-00", None),
        ("date:021", None),
    ],
)
def test_months_are_twelve_and_days_at_most_thirty_one(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date:2021-06..2021-02", ("2021-02-01", "2021-06-31")),
        ("date:2021..2021", ("2021-01-01", "2021-12-31")),
        ("date:2021~2023", ("2021-01-01", "2023-12-31")),
        ("date:2021…2023", ("2021-01-01", "2023-12-31")),
        ("date:2021...2023", ("2021-01-01", "2023-12-31")),
        ("date:…2021", ("0000-01-01", "2021-12-31")),
        ("date:2021…", ("2021-01-01", "9999-12-31")),
        ("date:0000..", ("0000-01-01", "9999-12-31")),
        ("date:2021..soon", None),
        ("date:soon..2021", None),
        ("date:2021..2022..2023", None),
    ],
)
def test_a_range_has_two_ends_in_either_order_or_one(
    text: str, expected: tuple[str, str] | None
) -> None:
    assert days(text) == expected


# -- operators ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["-", "OR", '"', "title:", "-title:", "-tag：", "“"])
def test_an_operator_alone_is_text_and_behind_a_word_it_waits(text: str) -> None:
    assert [literal.field for literal in literals(text)] == [QueryField.ANY]
    assert literals(f"word {text}") == [Literal(QueryField.ANY, "word")]


@pytest.mark.parametrize("text", ["word:", "a-", "nosuch:", '"ready"', "ORE", "or"])
def test_what_only_looks_like_one_does_not_wait(text: str) -> None:
    assert len(literals(f"word {text}")) == 2


def test_alternatives_end_at_the_next_word() -> None:
    sizes = [len(clause) for clause in parse("a OR b OR c d OR e f").clauses]
    assert sizes == [3, 2, 1]


def test_an_or_that_joins_nothing_is_a_word() -> None:
    assert [literal.value for literal in literals("OR a")] == ["OR", "a"]
    assert [len(clause) for clause in parse('a OR "" b').clauses] == [2]


def test_a_minus_before_a_minus_is_text() -> None:
    assert literals("--a") == [Literal(QueryField.ANY, "--a")]
    assert literals("-a") == [Literal(QueryField.ANY, "a", negated=True)]
    assert literals('-"-a"') == [Literal(QueryField.ANY, "-a", negated=True)]


def test_an_unknown_field_is_text_and_can_be_negated() -> None:
    assert literals("-colour:red") == [Literal(QueryField.ANY, "colour:red", negated=True)]
    assert literals("-is:green") == [Literal(QueryField.ANY, "is:green", negated=True)]
    assert literals("-is:READ") == [Literal(QueryField.IS, "read", negated=True)]
    assert literals('title:" "') == [Literal(QueryField.ANY, 'title:" "')]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("is:unread", QueryField.IS),
        ("is:image", QueryField.ANY),
        ("has:image", QueryField.HAS),
        ("has:unread", QueryField.ANY),
        ("ｈａｓ：ＤＡＴＥ", QueryField.HAS),
    ],
)
def test_what_can_be_asked_of_the_owner_is_not_asked_of_the_article(
    text: str, field: QueryField
) -> None:
    assert [literal.field for literal in literals(text)] == [field]


def test_only_what_is_wanted_in_the_text_is_lit() -> None:
    assert parse("-a title:b c").terms == ("c",)
    assert parse("title:a -b").terms == ()
