"""Which JSON is an article, told from its beginning."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.files.discover import walk
from reader.library.files.json_article import completed, is_article

WORDS = "Nine otters were counted below the weir this year, two more than last year. "
WIDE = "今年在堰下数到九只水獭，比去年多两只。"

ARTICLES: dict[str, object] = {
    "trafilatura without facts": {"text": WORDS * 2, "comments": ""},
    "fundus": {
        "title": "Otters",
        "authors": ["Ann"],
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [WORDS]}]},
    },
    "an answer": {"code": 0, "data": {"title": "Otters", "author": "Ann", "content": WORDS}},
    "firecrawl": {
        "success": True,
        "data": {"markdown": WORDS * 2, "metadata": {"title": "Otters"}},
    },
    "a list of paragraphs": {
        "headline": "Otters",
        "published": "2024",
        "paragraphs": [WORDS, WORDS],
    },
    "newspaper": {
        "url": "https://a.example/",
        "title": "Otters",
        "authors": ["Ann"],
        "text": WORDS,
    },
    "trafilatura": {
        "title": "Otters",
        "author": None,
        "hostname": "a.example",
        "raw_text": WORDS,
        "text": WORDS,
    },
    "mercury": {
        "title": "Otters",
        "author": "Ann",
        "date_published": "2024",
        "content": f"<div><p>{WORDS}</p></div>",
    },
    "readability": {
        "title": "Otters",
        "byline": "Ann",
        "dir": None,
        "content": f"<p>{WORDS}</p>",
        "textContent": WORDS,
    },
    "wordpress": {
        "id": 1,
        "date": "2024",
        "title": {"rendered": "Otters"},
        "content": {"rendered": WORDS},
    },
    "news-please": {
        "authors": [],
        "date_publish": "2024-03-09 08:00:00",
        "maintext": WORDS,
        "source_domain": "a.example",
        "text": None,
        "title": "Otters",
    },
    "bare": {"title": "Otters", "body": WORDS * 2},
    "chinese": {"标题": "水獭", "作者": "安", "正文": WIDE},
    "chinese, longer names": {"标题": "水獭", "发布时间": "2024", "正文内容": WIDE},
    "chinese text": {"title": "水獭", "content": WIDE * 3},
    "paragraphs": {"title": "Otters", "date": "2024", "content": [WORDS, WORDS]},
    "readabilipy": {"title": "Otters", "date": None, "plain_text": [{"text": WORDS * 3}]},
    "long": {"title": "Otters", "url": "https://a.example/", "content": WORDS * 2_000},
    "late": {
        "title": "Otters",
        "url": "https://a.example/",
        "images": ["https://a.example/" + "x" * 90] * 80,
        "text": WORDS,
    },
    "sorted": {"author": "Ann", "content": WORDS * 200, "title": "Otters"},
}
OTHERS: dict[str, object] = {
    "package": {
        "name": "otters",
        "version": "1",
        "title": "Otters",
        "description": WORDS,
        "scripts": {},
        "dependencies": {},
    },
    "settings": {"compilerOptions": {"title": "a", "content": WORDS * 4}},
    "schema": {
        "$schema": "x",
        "title": "Otter",
        "description": WORDS,
        "type": "object",
        "properties": {},
    },
    "notebook": {
        "cells": [{"cell_type": "markdown", "source": [WORDS]}],
        "metadata": {"title": "a"},
        "nbformat": 4,
    },
    "words": {"title": "Otters", "content": "Content", "text": "Text", "body": "Body"},
    "feed": {
        "version": "https://jsonfeed.org/version/1",
        "title": "Otters",
        "items": [{"content_html": WORDS}],
    },
    "talk": {
        "title": "Otters",
        "create_time": 1,
        "mapping": {"a": {"content": {"parts": [WORDS] * 90}}},
    },
    "list": [{"title": "Otters", "content": WORDS * 4}, {"title": "Otters", "content": WORDS * 4}],
    "record": {"title": "Otters", "author": "Ann", "date": "2024", "slug": "otters"},
    "database": {
        "title": "Otters",
        "rows": [{"text": WORDS, "n": number} for number in range(900)],
    },
    "empty": {},
    "text": "title content",
}


def written(folder: Path, value: object, dump: Callable[[object], str] = json.dumps) -> Path:
    path = folder / "a.json"
    path.write_text(dump(value), "utf-8")
    return path


@pytest.mark.parametrize("name", ARTICLES)
def test_one_article_is_listed(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, ARTICLES[name])
    assert list(walk([tmp_path])) == [path]
    assert is_article(
        written(tmp_path, ARTICLES[name], lambda it: json.dumps(it, ensure_ascii=False, indent=2))
    )


@pytest.mark.parametrize("name", OTHERS)
def test_other_json_is_not(name: str, tmp_path: Path) -> None:
    written(tmp_path, OTHERS[name])
    assert list(walk([tmp_path])) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"title":',
        b'{"title": "a", "content": ' + b"[" * 5_000,
        b'{"title": "' + b"\\" * 5_000,
        b'{"title": "a", ' + b'{"a": ' * 5_000,
        b"\xff\xfe{\0",
        b'{"title": "a" "content": "b"}',
        b'{"title": "a"}}}}',
    ],
)
def test_damaged_and_hostile_json_is_not(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data)
    assert not is_article(path)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=50)
@given(
    st.dictionaries(st.text(max_size=5), VALUES, min_size=1, max_size=4), st.data(), st.booleans()
)
def test_the_beginning_of_json_is_closed(
    value: dict[str, object],
    data: st.DataObject,
    ascii: bool,
) -> None:
    text = json.dumps(value, ensure_ascii=ascii)
    at = data.draw(st.integers(1, len(text)))
    begun = json.loads(completed(text[:at]), strict=False)
    assert set(begun) <= set(value)
    assert completed(text) == text
