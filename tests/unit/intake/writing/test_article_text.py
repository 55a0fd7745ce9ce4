"""The text of an article in the form that is wanted, read as what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind, of_file
from reader.document.pipeline import read
from reader.intake.order import ArticleFormat
from reader.intake.writing.article_text import article_text

PAGES = (BodyKind.HTML, BodyKind.HTML_DOCUMENT)
MARKED = "# On *lead*\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```\n"


def _shown(body: str, kind: BodyKind) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(body, kind).blocks]


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        (BodyKind.HTML, ".html"),
        (BodyKind.HTML_DOCUMENT, ".html"),
        (BodyKind.MARKDOWN, ".md"),
        (BodyKind.MIXED, ".md"),
        (BodyKind.TEXT, ".txt"),
        (BodyKind.ORG, ".org"),
        (BodyKind.ASCIIDOC, ".adoc"),
        (BodyKind.RESTRUCTURED_TEXT, ".rst"),
        (BodyKind.GEMTEXT, ".gmi"),
        (BodyKind.FEED, ".md"),
    ],
)
def test_what_comes_stays_what_it_is(kind: BodyKind, ending: str) -> None:
    assert article_text("Some words.\n", kind, None).ending == ending


@pytest.mark.parametrize(
    "body",
    ["just a line", "a <b>bold</b> word", "*stars* and `ticks` <i>x</i> # y\n- z", "<p>a</p>", ""],
)
def test_html_is_read_as_html_however_few_tags_it_has(body: str) -> None:
    written = article_text(body, BodyKind.HTML, None)
    kind = of_file(written.text, written.ending)
    assert kind in PAGES or not body
    assert _shown(written.text, kind) == _shown(body, BodyKind.HTML)


@pytest.mark.parametrize("body", ["* starred *text*\n", "a line\n\nanother\n", "1) x <b> &amp;\n"])
def test_plain_text_is_read_as_plain_text_whatever_marks_it_has(body: str) -> None:
    written = article_text(body, BodyKind.TEXT, None)
    kind = of_file(written.text, written.ending)
    assert _shown(written.text, kind) == _shown(body, BodyKind.TEXT)


@pytest.mark.parametrize("form", ArticleFormat)
@pytest.mark.parametrize("kind", [BodyKind.HTML, BodyKind.MARKDOWN])
def test_either_form_shows_the_same(form: ArticleFormat, kind: BodyKind) -> None:
    html = article_text(MARKED, BodyKind.MARKDOWN, ArticleFormat.HTML).text
    body = MARKED if kind is BodyKind.MARKDOWN else html
    written = article_text(body, kind, form)
    assert written.ending == (".html" if form is ArticleFormat.HTML else ".md")
    assert _shown(written.text, of_file(written.text, written.ending)) == _shown(
        MARKED, BodyKind.MARKDOWN
    )


def test_formulas_and_notes_are_kept_in_html() -> None:
    body = "Where $x_1^2$ is[^1] $5 or $6.\n\n$$\na < b\n$$\n\n[^1]: A note.\n"
    html = article_text(body, BodyKind.MARKDOWN, ArticleFormat.HTML).text
    shown = " ".join(text for _, text in _shown(html, of_file(html, ".html")))
    assert "x₁²" in shown
    assert "a < b" in shown
    assert "$5 or $6" in shown
    assert "A note." in shown


@given(st.text(max_size=80))
def test_no_letter_of_html_is_lost(text: str) -> None:
    body = f"<p>{''.join(filter(str.isalnum, text))}</p>"
    written = article_text(body, BodyKind.HTML, None)
    assert _shown(written.text, of_file(written.text, ".html")) == _shown(body, BodyKind.HTML)
