"""Metadata that no grammar fits, read line by line."""

from __future__ import annotations

import pytest

from reader.library.metadata.salvage import salvage, unquote


@pytest.mark.parametrize(
    ("block", "metadata"),
    [
        ("title: a: b", {"title": "a: b"}),
        ("title：标题", {"title": "标题"}),
        ("title:close", {"title": "close"}),
        ("nosuch:close", {}),
        ("title://x", {}),
        ("# comment\n\ntitle: a", {"title": "a"}),
        ("title: a # comment", {"title": "a"}),
        ("title: C# is #1", {"title": "C# is #1"}),
        ('title: "a # b"', {"title": "a # b"}),
        ("title: a\ntitle: b", {"title": "a"}),
        ("tags:\n- a\n- b", {"tags": ["a", "b"]}),
        ("tags: [a, 'b', ]", {"tags": ["a", "b"]}),
        ("link: [a](b)", {"link": "[a](b)"}),
        ("title: a\n- b", {"title": "a"}),
        ("author:\n  name: Ann\n  email: a@b.c", {"author": {"name": "Ann", "email": "a@b.c"}}),
        (
            "title: a: b\nauthor: {name: Ann, url: https://a.example/b}",
            {"title": "a: b", "author": {"name": "Ann", "url": "https://a.example/b"}},
        ),
        (
            "authors: [{name: Ann}, {name: Bo, id: 2}]",
            {"authors": [{"name": "Ann"}, {"name": "Bo", "id": "2"}]},
        ),
        ("title: {{ page.title: x }}", {"title": "{{ page.title: x }}"}),
        ("title: {% if a: b %}", {"title": "{% if a: b %}"}),
        ("title: {a: b} and c", {"title": "{a: b} and c"}),
        ("title: a\n  b", {"title": "a b"}),
        ("title: a\n  b: c", {"title": "a b: c"}),
        ("title: a\n\tdate: b\n\tauthor: c", {"title": "a", "date": "b", "author": "c"}),
        ("text: |\n  a\n  b\ntitle: c", {"text": "a\nb", "title": "c"}),
        ("text: >-\n  a\n\n  b\ntitle: c", {"text": "a  b", "title": "c"}),
        ("one two three four: x", {"one two three four": "x"}),
        ("one two three four five: x", {}),
    ],
)
def test_entries_lists_and_texts(block: str, metadata: dict[str, object]) -> None:
    assert salvage(block).metadata == metadata


def test_the_mark_of_toml_counts_where_it_is_asked_for() -> None:
    assert salvage('title = "a",', marks="=").metadata == {"title": "a"}
    assert salvage("title = a").metadata == {}
    assert salvage("title: a", marks="=").metadata == {}


@pytest.mark.parametrize(
    ("block", "unexplained", "is_credible"),
    [
        ("title: a", 0, True),
        ("a prose line\ntitle: a", 1, False),
        ("a prose line\ntitle: a\ndate: b", 1, True),
        ("nobody: knows", 0, True),
        ("nobody: knows\na prose line", 1, False),
        ("a prose line", 1, False),
        ("", 0, False),
        ("title: a\n],\n}", 0, True),
    ],
)
def test_prose_is_no_metadata(block: str, unexplained: int, is_credible: bool) -> None:
    found = salvage(block)
    assert (len(found.unexplained), found.is_credible) == (unexplained, is_credible)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ('"a"', "a"),
        ("'a'", "a"),
        ("'it''s'", "it's"),
        (r'"a \"b\" \\"', 'a "b" \\'),
        ("\"a'", "\"a'"),
        ('"', '"'),
        ("  a  ", "a"),
        ('""', ""),
    ],
)
def test_quotation_marks_are_taken_off(text: str, bare: str) -> None:
    assert unquote(text) == bare
