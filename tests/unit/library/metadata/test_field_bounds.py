"""How much of a value is taken, and how many values."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import PageFacts
from reader.library.article import Article
from reader.library.metadata.article_fields import build
from reader.library.metadata.front_matter import Form, ParsedFile


def article(**values: object) -> Article:
    parsed = ParsedFile(MappingProxyType(values), "", Form.YAML)
    return build(Path("folder/name.md"), parsed, "", BodyKind.MARKDOWN, PageFacts(), str)


def test_titles_and_summaries_are_cut() -> None:
    assert article(title="x" * 300).title == "x" * 300
    assert article(title="x" * 301).title == "x" * 300
    assert article(title="a" * 299 + " b").title == "a" * 299
    assert article(summary="x" * 500).summary == "x" * 500
    assert article(summary="x" * 501).summary == "x" * 500


def test_forty_tags_of_sixty_characters_are_taken() -> None:
    tags = [f"t{number}" for number in range(41)]
    assert article(tags=tags).tags == tuple(tags[:40])
    assert article(tags=["x" * 60, "y" * 61]).tags == ("x" * 60,)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [(["#a"], ("a",)), (["#"], ("#",)), (["'a'"], ("a",)), ("#a #b", ("a", "b")), ("#a", ("a",))],
)
def test_the_sign_of_a_tag_is_taken_off(tags: object, expected: tuple[str, ...]) -> None:
    assert article(tags=tags).tags == expected


@pytest.mark.parametrize(
    ("values", "url"),
    [
        (["a", "b", "https://example.org/c"], "https://example.org/c"),
        (["a", "b", "c", "https://example.org/d"], ""),
        ("<https://example.org/a>", "https://example.org/a"),
        ("https://example.org/" + "a" * 4_076, "https://example.org/" + "a" * 4_076),
        ("https://example.org/" + "a" * 4_077, ""),
        ("ftp://example.org/a", ""),
        ("https://example.org:99999/", ""),
        ("https://example.org:8080/ä", "https://example.org:8080/%C3%A4"),
        ("https://[::1]/a", "https://[::1]/a"),
        ("https://中文.cn/", "https://xn--fiq228c.cn/"),
    ],
)
def test_the_first_address_of_a_value_is_its_url(values: object, url: str) -> None:
    assert article(url=values).url == url
