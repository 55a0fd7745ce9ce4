from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article
from reader.library.search.fts_query import lookup
from reader.library.search.term import compile_term
from reader.library.store.token_schema import TOKEN_SCHEMA
from reader.library.store.tokens import COMMON, FREQUENT, before_common, document_tokens
from reader.text.fold import search_form

INSERT = "INSERT INTO token (rowid, tokens) VALUES (?, ?)"
DELETE = "INSERT INTO token (token, rowid, tokens) VALUES ('delete', ?, ?)"
FIND = "SELECT rowid FROM token WHERE token MATCH ? ORDER BY rowid DESC"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(TOKEN_SCHEMA)
    yield connection
    connection.close()


def article(title: str = "", *tags: str, author: str = "") -> Article:
    return Article(Path("x"), title, author, tags=tags)


def tokens(text: str, title: str = "") -> set[str]:
    return set(document_tokens(article(title), text).split())


def test_han_go_in_as_characters_and_pairs_words_by_their_beginnings() -> None:
    assert tokens("社交、Operator") >= {
        "社",
        "交",
        "社交",
        "、",
        "o",
        "op",
        "ope",
        "oper",
        "operator",
    }
    assert "opera" not in tokens("operator")
    assert tokens("社、交") == {"社", "交", "、"}


def test_before_a_frequent_character_it_is_kept_what_the_pair_is() -> None:
    (known,) = before_common("智能的")
    assert known in tokens("人工智能的")
    assert known not in tokens("智能, 可能的")
    assert known not in tokens("智能\n的")
    assert f"¶{known}" not in tokens("智能的" * 9, "智能的")
    for term in ("人工智能的", "人工智能 的", "智 能的"):
        assert known in lookup(term).anywhere
    assert known not in lookup("能 的").anywhere
    assert search_form(COMMON) == COMMON


def test_what_a_word_touches_is_kept_and_which_scripts_only_a_space_parts() -> None:
    assert tokens("第3章") >= {"第3", "章§3"}
    assert "\ue02dba" in tokens("foo-bar")
    assert "\ue02dba" not in tokens("foo - bar")
    assert "社§交" in tokens("社 交")
    assert "社§交" not in tokens("社\n交")
    assert "社§交" not in tokens("社、交")


def test_what_is_frequent_or_in_the_title_has_a_mark() -> None:
    assert "¶社交" in tokens("社交 " * FREQUENT)
    assert "¶社交" not in tokens("社交 " * (FREQUENT - 1))
    assert {"¶社交", "¶社", "¶o", "¶operat", "¶operator"} <= tokens("", "社交 operator")
    assert "¶operat" in tokens("operator operation " * 2)


def test_longer_words_are_known_where_they_are_frequent() -> None:
    assert lookup("人工智能").frequent_proven
    assert not lookup("人工智能学").frequent_proven
    assert "¶人工智能" in tokens("人工智能，" * FREQUENT)
    assert "人工智能" not in tokens("人工智能，" * FREQUENT)


def test_a_word_without_end_is_kept_by_its_beginning() -> None:
    assert max(map(len, tokens("a" * 1_000_000))) == 24


def test_an_article_without_anything_has_no_token() -> None:
    assert document_tokens(article(), " \n ") == ""


def test_tokens_are_the_same_in_every_process() -> None:
    script = (
        "from pathlib import Path; from reader.library.article import Article;"
        "from reader.library.store.tokens import document_tokens;"
        "article = Article(Path('x'), 'C++ 釘釘');"
        "print(ascii(document_tokens(article, '社交 network, networks …' * 9)))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert b"network" in outputs.pop()


@pytest.mark.parametrize(
    "term",
    [
        "钉",
        "钉钉",
        "o",
        "operat",
        "operator",
        "c++",
        "👍",
        "社",
        "C#",
        "data-",
        ".net"[:3],
        "钉a",
        "a钉",
    ],
)
def test_most_words_need_no_look_at_the_text(term: str) -> None:
    assert lookup(term).proven


@pytest.mark.parametrize(
    "term", ["人工智能", "one open source", "foo-bar", "……", "钉钉a", "a" * 25]
)
def test_what_takes_several_tokens_does(term: str) -> None:
    assert not lookup(term).proven


PIECES = st.sampled_from(
    [
        *"aAbé釘钉社交，1+#_ 가ไアｱ…\"'¶*\n",
        "钉钉",
        "operator",
        "abcde",
        " a",
        "\n",
        "foo-bar",
        " - ",
    ]
)
STRINGS = st.builds(
    lambda pieces, times: "".join(pieces) * times, st.lists(PIECES, max_size=12), st.integers(1, 4)
)
TERMS = st.lists(PIECES, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)


@settings(deadline=None)
@given(
    st.lists(st.tuples(STRINGS, STRINGS, STRINGS), max_size=4),
    st.lists(TERMS, max_size=4),
)
def test_no_article_is_missed_and_what_is_proven_is_true(
    contents: list[tuple[str, str, str]], terms: list[str]
) -> None:
    """Also after some were deleted."""
    articles = [(article(title, tag), text) for title, tag, text in contents]
    connection = sqlite3.connect(":memory:")
    connection.execute(TOKEN_SCHEMA)
    for id_, (each, text) in enumerate(articles):
        connection.execute(INSERT, (id_, document_tokens(each, text)))
    for id_ in range(0, len(articles), 2):
        connection.execute(DELETE, (id_, document_tokens(*articles[id_])))
    left = list(enumerate(articles))[1::2]
    for value in terms:
        term = compile_term(value)
        in_labels = {i for i, (a, _) in left if any(map(term.occurs, (a.title, *a.tags)))}
        frequent = {i for i, (_, text) in left if term.frequency(text) >= FREQUENT} | in_labels
        anywhere = {i for i, (_, text) in left if term.occurs(text)} | in_labels
        for expression, expected, proven in (
            (term.lookup.frequent, frequent, term.lookup.frequent_proven),
            (term.lookup.anywhere, anywhere, term.lookup.proven),
        ):
            found = {id_ for (id_,) in connection.execute(FIND, (expression,))}
            assert found >= expected
            if proven:
                assert found == expected
    connection.close()


def test_a_deleted_article_leaves_nothing_behind(connection: sqlite3.Connection) -> None:
    text = "社交 network 👍 c++ " * 5
    connection.execute(INSERT, (7, document_tokens(article("标题", "tag"), text)))
    connection.execute(DELETE, (7, document_tokens(article("标题", "tag"), text)))
    for term in ("社", "社交", "network", "n", "👍", "c++", "标题", "tag"):
        assert connection.execute(FIND, (lookup(term).anywhere,)).fetchall() == []
        assert connection.execute(FIND, (lookup(term).frequent,)).fetchall() == []
