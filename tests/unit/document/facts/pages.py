"""Pages for the tests of facts."""

from __future__ import annotations

from reader.document.facts.fact import FactName
from reader.document.facts.page_facts import read


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def author(body: str, head: str = "") -> str:
    return read(page(body, head)).first(FactName.AUTHOR)


def date(body: str, head: str = "") -> str:
    return read(page(body, head)).first(FactName.DATE)


def source(body: str, head: str = "") -> str:
    return read(page(body, head)).first(FactName.SITE)


def url(body: str, head: str = "") -> str:
    return read(page(body, head)).first(FactName.URL)
