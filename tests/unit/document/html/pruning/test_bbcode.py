from __future__ import annotations

import html
import json

import pytest

from reader.document.body_kind import BodyKind
from reader.document.html.pruning import bbcode
from reader.document.to_markdown import to_markdown


def page(stored: object, shown: str = "") -> str:
    value = stored if isinstance(stored, str) else json.dumps(stored)
    return (
        f'<html><body><div {bbcode.STORE}="{html.escape(value)}"></div><p>{shown}</p>'
        f"<script>var long = '{'x' * 300}'</script></body></html>"
    )


def markdown(stored: object, shown: str = "") -> str:
    return to_markdown(page(stored, shown), BodyKind.HTML_DOCUMENT).markdown.strip()


def event(body: str) -> list[dict[str, dict[str, str]]]:
    return [{"announcement_body": {"body": body}}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The quay is [b]open[/b] again.", "The quay is **open** again."),
        ("One line.\n\nAnother.", "One line.\n\nAnother."),
        ("[h1]Quays[/h1]All are open.", "## Quays\n\nAll are open."),
        ("[list][*]One[*]Two[/list]", "- One\n- Two"),
        ('[url="https://example.com/a"]Map[/url]', "[Map](https://example.com/a)"),
        ("[url=javascript:x]Map[/url]", "Map"),
        ("[p]In it[/p][previewyoutube=abc;full][/previewyoutube]", "In it"),
        ("a < b &amp; <script>c</script>", "a < b &amp;amp; <script>c</script>"),
    ],
)
def test_an_announcement_is_bbcode_in_an_attribute(text: str, shown: str) -> None:
    if "<" in shown:
        assert "script" in markdown(event(text))
    else:
        assert markdown(event(text)) == shown


def test_a_page_that_shows_it_is_left_alone() -> None:
    shown = "The quay was closed for a year and a day. " * 8
    assert "open" not in markdown(event("It is open."), shown)


@pytest.mark.parametrize("stored", ["", "{", "[[", "[1, null, {}]", '[{"announcement_body": 1}]'])
def test_what_is_no_announcement_breaks_nothing(stored: str) -> None:
    assert markdown(stored, "A word.") == "A word."
