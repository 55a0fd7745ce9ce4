"""The text of an article in the form that is wanted, read as what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

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


ACTIVE = """<p>Herons stand for hours.</p><script>a()</script><img src="h.png" onerror="a()">
<a href="javascript:a()">1</a> <a href=" jav&#10;ascript:a()">2</a>
<a href="data:text/html,<script>a()</script>">3</a> <iframe src="https://other.example/"></iframe>
<meta http-equiv="refresh" content="0;url=https://other.example/"><base href="https://o.example/">
<svg onload="a()"><script>a()</script></svg><object data="o.swf"></object><embed src="o.swf">
<form action="https://o.example/"><button formaction="javascript:a()">b</button></form>
<style>@import url(https://o.example/s.css)</style><details ontoggle="a()" open>d</details>
<math><maction xlink:href="javascript:a()">m</maction></math><p style="background:url(//o/)">s</p>
"""


@pytest.mark.parametrize(
    "kind", [BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.UNCUT, BodyKind.MARKDOWN]
)
def test_html_that_is_written_does_nothing_in_a_browser(kind: BodyKind) -> None:
    written = article_text(f"# Herons\n\n{ACTIVE}", kind, ArticleFormat.HTML).text
    tree = LexborHTMLParser(written)
    assert "Herons stand for hours." in written
    assert not tree.css(
        "script, iframe, meta, base, link, style, svg, object, embed, form, button, maction"
    )
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert not (value or "").strip().lower().startswith(("jav", "data:"))
            assert "url(" not in (value or "")


def test_html_that_does_nothing_already_is_written_as_it_is() -> None:
    body = "<article>\n<p>Herons <em>stand</em>.</p>\n</article>\n"
    assert article_text(body, BodyKind.HTML, None, is_inert=True).text == body
