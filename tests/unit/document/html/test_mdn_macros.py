from __future__ import annotations

import pytest

from reader.document.html.mdn_macros import expand_html, expand_markdown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{{jsxref("Array")}}', "<code>Array</code>"),
        ('{{jsxref("Statements/function*", "function*")}}', "<code>function*</code>"),
        ("{{ cssxref( 'color' ) }}", "<code>color</code>"),
        ('{{HTMLElement("input")}}', "<code>&lt;input&gt;</code>"),
        ('{{htmlattrxref("type", "input")}}', "<code>type</code>"),
        ('{{Glossary("DOM", "document tree")}}', "document tree"),
        ("{{bug(123)}}", "bug 123"),
        ("{{bug('123')}}", "bug 123"),
        ("{{CompatNo}}", "No"),
        ("{{CompatVersionUnknown()}}", "Yes"),
        ('{{CompatGeckoDesktop("4.0")}}', "4.0"),
        ("{{SpecName('CSS1', '#a', 'type (tag) selectors')}}", "CSS1"),
        ("{{readonlyInline}}", "(read-only)"),
        ('{{HTMLSidebar("Global")}}', ""),
        ("{{APIRef}}", ""),
        ('{{PreviousNext("a", "b")}}', ""),
        ("{{EmbedLiveSample('x', 200, 150)}}", ""),
        (r"\{{CSSRef}}", "{{CSSRef}}"),
        ("{{jsxref(&quot;Map&quot;)}}", "<code>Map</code>"),
    ],
)
def test_a_known_macro_is_what_it_shows(source: str, shown: str) -> None:
    assert expand_html(f"a {source} b") == f"a {shown} b"


@pytest.mark.parametrize(
    "text",
    [
        "{{ content }}", "{{ page }}", "{{ page.title }}", "{{href}}", "{{ next }}", "{{ draft }}",
        "{{< figure src=x >}}", r"\{{toc}}", "{{jsxref(\"open", "{{{ raw }}}", "{{}}", "{ {x} }",
    ],
)  # fmt: skip
def test_other_braces_are_the_authors(text: str) -> None:
    assert expand_html(text) == text
    assert expand_markdown(text) == text


def test_in_markdown_names_are_code_spans() -> None:
    assert expand_markdown('a {{HTMLElement("b")}}') == "a `<b>`"


def test_unfinished_macros_cost_linear_time() -> None:
    text = "{{jsxref(" + "a" * 50_000 + "{{jsxref('" * 5_000
    assert expand_html(text) == text
