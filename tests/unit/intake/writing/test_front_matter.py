"""What is told of an article comes back from its front matter as it was given."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from reader.intake.incoming import ArticleFacts
from reader.intake.writing.front_matter import front_matter
from reader.library.load import load_bytes
from reader.library.metadata import front_matter as parser
from reader.text.safe import clean_line

VALUE = st.text(max_size=60)
FACTS = st.builds(
    ArticleFacts,
    **{field.name: VALUE for field in fields(ArticleFacts) if field.name != "tags"},
    tags=st.lists(VALUE, max_size=5).map(tuple),
)
HOSTILE = ArticleFacts(
    title="a\n---\nurl: https://evil.example/\n",
    author='x"\nby: {y: [z]} # &a *a !!python/object:os.system',
    url="https://example.com/?a='\"\\#: |",
    tags=("a]\n- b", "- c", "\u2028d\x85e", "\x00\x1b[31mf"),
)


def _is_plain(line: str) -> bool:
    return "{{" not in line and "{%" not in line


@given(FACTS)
@example(HOSTILE)
@example(ArticleFacts(title="No", author="0755", date="2024-03-09", source="12:30", tags=("yes",)))
def test_any_reader_of_yaml_reads_what_was_given(facts: ArticleFacts) -> None:
    text = front_matter(facts)
    given = {
        field.name: clean_line(value)
        for field in fields(facts)
        if isinstance(value := getattr(facts, field.name), str) and clean_line(value)
    }
    tags = list(dict.fromkeys(filter(None, map(clean_line, facts.tags))))
    block = text.removeprefix("---\n").removesuffix("---\n\n")
    assert text == f"---\n{block}---\n\n"
    if not all(map(_is_plain, (*given.values(), *tags))):
        return
    expected = {**given, **({"tags": tags} if tags else {})}
    assert (yaml.safe_load(block) or {}) == expected
    parsed = parser.split(f"{text}Words.\n")
    assert (dict(parsed.metadata), parsed.body) == (expected, "Words.\n") or not expected


@given(st.text(st.characters(blacklist_characters="&<[]|{}", codec="utf-8"), max_size=200))
@example("Why {{ braces }} and {% tags %} stay")
def test_the_reader_shows_the_title_that_was_given(title: str) -> None:
    data = f"{front_matter(ArticleFacts(title=title, by='pocket', saved='2024-01-02'))}Words.\n"
    article = load_bytes(Path("2024-03-09-other.md"), data.encode()).article
    if clean_line(title) not in ("", "~", "null", "None"):  # which nobody takes for a title
        assert article.title == clean_line(title)


def test_the_reader_shows_all_that_is_told_of_an_article() -> None:
    facts = ArticleFacts(
        title="铅字 & “type”",
        author="Ann Reed",
        date="2024-03-09T10:00:00+08:00",
        source="Plain Pages",
        url="https://example.com/a?b=1",
        tags=("lead type", "历史"),
        saved="2025-01-01T00:00:00+00:00",
        by="pocket",
        summary="On lead.",
        language="en",
    )
    article = load_bytes(Path("x.md"), f"{front_matter(facts)}Words.\n".encode()).article
    assert article.date is not None
    assert (article.title, article.author, article.source) == (
        facts.title, facts.author, facts.source,
    )  # fmt: skip
    assert (article.date.iso, article.url, article.tags) == (facts.date, facts.url, facts.tags)
    assert (article.summary, article.language) == (facts.summary, facts.language)


@pytest.mark.parametrize("by", ["reader", "pocket", "omnivore"])
def test_what_it_was_saved_with_is_no_author(by: str) -> None:
    text = front_matter(ArticleFacts(title="T", saved="2025-01-01", by=by))
    assert load_bytes(Path("x.md"), f"{text}Words.\n".encode()).article.author == ""
    assert load_bytes(Path("x.md"), b"---\ntitle: T\nby: Ann Reed\n---\nWords.\n").article.author
