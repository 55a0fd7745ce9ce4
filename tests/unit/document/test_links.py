from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import pipeline
from reader.document.body_kind import BodyKind
from reader.document.links import Link, LinkTarget, TargetKind, links, resolve
from reader.document.markdown.parse import parse

FILE = Path("/library/posts/a.md")
_HEAD = "<table><tr><th>a</th><th>b</th></tr>"
SITE = "https://site.example/posts/a.html"


def test_links_in_reading_order() -> None:
    document = parse("# [h](/h)\n\n![cap](i.png)\n\nx[^n] [y](y.md) ![z](z.png)\n\n[^n]: note")
    assert links(document) == (
        Link(0, 0, 1, "/h"),
        Link(1, 0, 3, "i.png"),
        Link(2, 1, 4, "#fn-1"),
        Link(2, 5, 6, "y.md"),
        Link(3, 5, 6, "#fnref-1"),
    )


def test_links_in_table_cells_are_offsets_into_the_table() -> None:
    document = parse("| a |\n|---|\n| [b](c) |")
    (link,) = links(document)
    assert document.blocks[link.block].text[link.start : link.end] == "b"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#%E4%B8%80", LinkTarget(TargetKind.FRAGMENT, fragment="一")),
        ("a.md#b", LinkTarget(TargetKind.FRAGMENT, fragment="b")),
        ("#", LinkTarget(TargetKind.FRAGMENT)),
        ("b.md", LinkTarget(TargetKind.FILE, path=Path("/library/posts/b.md"))),
        ("../c%20d.md#e", LinkTarget(TargetKind.FILE, fragment="e", path=Path("/library/c d.md"))),
        ("https://x.example/a b", LinkTarget(TargetKind.URL, url="https://x.example/a%20b")),
        ("//x.example/a", LinkTarget(TargetKind.URL, url="https://x.example/a")),
        ("mailto:a@x.example", LinkTarget(TargetKind.URL, url="mailto:a@x.example")),
        ("/etc/passwd", LinkTarget(TargetKind.NOWHERE)),
        ("%2Fetc/passwd", LinkTarget(TargetKind.NOWHERE)),
        ("?q=1", LinkTarget(TargetKind.NOWHERE)),
        ("javascript:alert(1)", LinkTarget(TargetKind.NOWHERE)),
        ("java\tscript:alert(1)", LinkTarget(TargetKind.NOWHERE)),
        ("file:///etc/passwd", LinkTarget(TargetKind.NOWHERE)),
        ("http://[", LinkTarget(TargetKind.NOWHERE)),
        ("http:x", LinkTarget(TargetKind.NOWHERE)),
        ("", LinkTarget(TargetKind.NOWHERE)),
    ],
)
def test_resolve_beside_a_file(href: str, target: LinkTarget) -> None:
    assert resolve(href, FILE) == target


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("b.html", LinkTarget(TargetKind.URL, url="https://site.example/posts/b.html")),
        ("/b", LinkTarget(TargetKind.URL, url="https://site.example/b")),
        (SITE + "#x", LinkTarget(TargetKind.FRAGMENT, fragment="x")),
        ("a.html#%E4%B8%80", LinkTarget(TargetKind.FRAGMENT, fragment="一")),
        ("http://b.example", LinkTarget(TargetKind.URL, url="http://b.example")),
    ],
)
def test_resolve_on_a_site(href: str, target: LinkTarget) -> None:
    assert resolve(href, SITE) == target


@given(st.text() | st.text(alphabet="htps:/#?%.[]@a0\x1b\u202e 一", max_size=20))
def test_resolve_never_raises_nor_returns_what_is_unsafe(href: str) -> None:
    for base in (FILE, SITE):
        target = resolve(href, base)
        assert target.url == "" or target.url.startswith(("http://", "https://", "mailto:"))
        shown = target.url + target.fragment + str(target.path or "")
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\u3164", "\u202e", "\ufeff"])
def test_a_target_has_no_character_that_acts(character: str) -> None:
    document = parse(f"a <img src='b{character}c.png' alt='d'>")
    (span,) = document.blocks[0].spans
    assert character not in span.href


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("<dl><dt id='x'>Term</dt><dd>Words.</dd></dl>", "Term"),
        (f"{_HEAD}<tr id='x'><td>1</td><td>2</td></tr></table>", "a\tb\n1\t2"),
        (f"{_HEAD}<tr><td>1</td><td id='x'>2</td></tr></table>", "a\tb\n1\t2"),
        ("<div id='x'><p><img src='a.png' alt='A picture'></p></div>", "A picture"),
        ("<figure id='x'><img src='a.png' alt='A picture'></figure><p>More.</p>", "A picture"),
    ],
)
def test_terms_rows_and_pictures_are_places_that_links_lead_to(target: str, words: str) -> None:
    body = f"<p>One, <a href='#x'>see</a>.</p><p>Two.</p>{target}<p>Three.</p>"
    found = pipeline.read(body, BodyKind.HTML)
    assert found.blocks[found.anchors["x"]].text == words
