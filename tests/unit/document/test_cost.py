"""What would freeze a naive reader for minutes is read in seconds of the processor.

Each body takes moments where the time grows with its length, and minutes where it grows with the
square of it. The limit, which the system keeps, lies far from both: how fast a machine is does
not matter. `tests.benchmarks.doubling` measures the growth itself, of many more.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from reader.document.body_kind import BodyKind
from reader.document.conversion import stream_here
from reader.document.model import join

SECONDS = 40
_READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from reader.document import preview
from reader.document.conversion import stream_here
from reader.document.body_kind import detect
from reader.document.facts import page_facts
from reader.document.model import join
from reader.document.plain_text import plain_text
from reader.library.store.row import collapse
bodies = {bodies}
for name, made in bodies.items():
    print(name, flush=True)
    body = made()
    kind = detect(body)
    page_facts.read(body)
    preview.head(body, kind)
    preview.tail(body, kind)
    collapse(plain_text(body, kind))
    join(stream_here(body, kind))
"""
BODIES = {
    "spaces": "'<p>a' + ' ' * 300_000 + 'b</p>'",
    "newlines": "'<p>a' + '\\n' * 300_000 + 'b</p>'",
    "ideographic spaces": "'<p>汉' + '\\u3000' * 100_000 + '汉</p>'",
    "no-break spaces": "'<p>a' + '\\u00a0' * 100_000 + 'b</p>'",
    "line breaks": "'<p>a' + '<br> ' * 30_000 + 'b</p>'",
    "definitions": "''.join(f'[a{n}]: b{n}\\n' for n in range(6_000))",
    "notes": "'\\n\\n'.join(f'a[^{n}]\\n\\n[^{n}]: b' for n in range(3_000))",
    "quotes in quotes": "''.join('>' * (n % 60 + 1) + ' a\\n' for n in range(4_000))",
    "marks of two classes": "'a' + '\\u0301\\u0323' * 200_000",
    "marks of two classes as references": "'<p>a' + '&#x301;&#x323;' * 50_000",
    "one word": "'a' * 1_000_000",
    "strings without an end": "'{% img ' + '\"\\\\' * 60_000 + ' %}'",
    "names in a byline": "'<html><body><h1>a</h1><p>By ' + 'Ann Ray and ' * 20_000",
    "spaces in linked data": (
        "'<html><head><script type=application/ld+json>[' + ' ' * 100_000 + ']</script><body><p>b'"
    ),
    "titles in linked data": (
        "'<html><head>' + ''.join('<script type=application/ld+json>{\"@type\": \"Article\", '"
        " '\"headline\": \"' + f'{n} | ' + 'a ' * 900 + '\"}</script>' for n in range(450))"
    ),
    "spaces in tags of templates": "'{{' + ' ' * 20_000 + 'x\\n\\n{%' + ' ' * 20_000 + 'y\\n'",
    "spaces in a heading": "'# a' + ' ' * 200_000 + 'b\\n\\nc\\n'",
    "signs in a heading": "'<html><body><h1>' + '#' * 100_000 + 'a</h1><p>b'",
    "a title of words": "'<html><head><title>' + 'a | ' * 100_000 + '</title><body><p>b'",
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a process's time")
def test_reading_takes_time_that_grows_with_the_length() -> None:
    bodies = ", ".join(f"{name!r}: lambda: {body}" for name, body in BODIES.items())
    code = _READ.format(seconds=SECONDS, bodies=f"{{{bodies}}}")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    *_, last = done.stdout.splitlines()
    assert done.returncode == 0, f"{last}: {done.stderr[-500:] or 'stopped by the limit'}"
    assert last == [*BODIES][-1]


NESTED = (
    *((f"<{tag}>a", f"</{tag}>") for tag in (
        "b", "i", "span", "a", "sup", "code", "q", "del", "div", "p", "section", "blockquote", "ul",
        "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "caption", "pre", "details", "summary",
        "figure", "figcaption", "ruby", "rt", "h1", "center", "form", "object", "svg", "math",
        "select", "button", "o:p",
    )),
    ("<ul><li>", "</li></ul>"),
    ("<ol><li><p>a", "</li></ol>"),
    ("<table><tr><td>", "</td></tr></table>"),
    ("<dl><dt>a</dt><dd>", "</dd></dl>"),
    ("<dl><dt>", "</dt></dl>"),
    ("<details><summary>a</summary>", "</details>"),
    ("<ruby>a<rt>", "</rt></ruby>"),
    ("<figure><figcaption>", "</figcaption></figure>"),
    ("<table><tr><td>a<ul><li>", "</li></ul></td></tr></table>"),
    ("<div class='wp-caption'>", "</div>"),
)  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), NESTED)
@pytest.mark.parametrize("kind", [BodyKind.HTML, BodyKind.MARKDOWN])
def test_html_nested_without_measure_exhausts_no_stack(
    opening: str, closing: str, kind: BodyKind
) -> None:
    join(stream_here(opening * 1_000 + "end" + closing * 1_000, kind))


@pytest.mark.parametrize(
    "body",
    [
        "> " * 1_000 + "a",
        ">" * 1_000 + "a",
        "- " * 1_000 + "a",
        "1. " * 1_000 + "a",
        "> - " * 1_000 + "a",
        "\n".join("  " * depth + "- a" for depth in range(300)),
        "*a " * 1_000 + "b" + " c*" * 1_000,
        "**a " * 1_000 + "b" + " c**" * 1_000,
        "[" * 1_000 + "a" + "](b)" * 1_000,
        "![" * 1_000 + "a" + "](b)" * 1_000,
        "^[" * 1_000 + "a" + "]" * 1_000,
        "~~a " * 1_000 + "b" + " c~~" * 1_000,
        "==a " * 1_000 + "b" + " c==" * 1_000,
        "# a\n\n" + "<div>\n\n*a*\n\n" * 1_000 + "</div>\n\n" * 1_000,
        "".join("    " * depth + "!!! note\n" for depth in range(200)),
        "".join("  " * depth + "a\n" + "  " * depth + ": b\n\n" for depth in range(200)),
    ],
    ids=lambda body: body[:6],
)
@pytest.mark.parametrize("kind", [BodyKind.MARKDOWN, BodyKind.MIXED])
def test_markdown_nested_without_measure_exhausts_no_stack(body: str, kind: BodyKind) -> None:
    document = join(stream_here(body, kind))
    assert any(block.text for block in document.blocks)
