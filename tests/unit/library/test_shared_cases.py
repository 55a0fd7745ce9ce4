"""What exporters, clippers and browsers write, with the facts that a person would expect of it.

The files are not the project's: they stand beside its checkout, where they are at all.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.library.article import Article
from reader.library.files.discover import walk
from reader.library.load import describe
from tests.conftest import SHARED

CASES = SHARED / "cases"
EXPECTED = CASES / "expected.json"


def expected() -> dict[str, dict[str, Any]]:
    if not EXPECTED.is_file():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(EXPECTED.read_text("utf-8"))
    return found


pytestmark = pytest.mark.skipif(not expected(), reason="no ../shared/cases beside the checkout")


@cache
def found() -> frozenset[Path]:
    return frozenset(walk([CASES]))


def said(article: Article, name: str) -> object:
    if name == "date":
        return article.date.iso if article.date is not None else None
    return list(article.tags) if name == "tags" else getattr(article, name)


@pytest.mark.parametrize("name", sorted(expected()))
def test_each_form_states_its_facts(name: str) -> None:
    facts = dict(expected()[name])
    path = CASES / name
    assert (path in found()) is not facts.pop("_absent", False)
    article = describe(path)
    assert article.error == "" or not facts
    for fact, value in facts.items():
        if fact.startswith("_"):
            continue
        stated = said(article, fact)
        if fact == "date":
            assert str(stated).startswith(value)
        elif fact == "title":
            assert stated == value.split(" (hash gone)")[0]
        else:
            assert stated == value
