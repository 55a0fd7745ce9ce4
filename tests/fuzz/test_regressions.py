"""What the fuzzer found, each as short as it could be made: it breaks nothing any more."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from reader.library.open_article import card_of, open_article
from tests.fuzz.article import STYLES, WIDTHS
from tests.fuzz.case import Case, Subject
from tests.fuzz.setting import broken_rows
from tests.fuzz.worker import try_in

ARTICLES = {
    "a tab in a formula": ("md", "$$\ufffd\t`$$"),
    "a tab in a formula in running text": ("md", "5>$<e>\n\t>$"),
    "a tab in code in a list of definitions": ("html", "l<dt><code>\u20ac\t\u20ac"),
    "a tab in code in a summary": ("html", "<details><code>>\t\ufffd"),
    "a line separator in a picture's address": ("html", "e<img src='\ufffd\u2028b'>"),
    "joiners piled up across tags": ("md", "<span>" + "\u200d" * 3 + "<E>" + "\u200d" * 7),
    "a number with a fraction behind a line": ("txt", "a\n3.5"),
    "a long title that is cut at a space": ("md", "1. " * 110),
    "an element that is only named": ("md", "<template>\\<ag:yl.rg,02:tr>a\nAL<tg:ya"),
    "a short line of code, and narrow": ("md", "```\nc='"),
    "code of a language, and narrow": ("md", "```iff\nt"),
    "a formula of wide characters, and narrow": ("md", "$$」 \u0301$$"),
    "a mark behind a comma that hangs": ("html", "<blockquote>致，\u302a"),
    "a space that carries a mark": ("md", "6\n: \u1ab8 \ufffda"),
    "a space that carries a skin tone": ("html", "<div>律黄 \U0001f3fb月"),
    "a joiner that carries nothing": ("html", ">\u0d4eP\u200d\ufffd\ufffd"),
    "a space before a joiner": ("html", "><dt>f \u200c"),
    "prefixes before a space": ("md", ":|\n---\n\ufffd\u0600\u0600\u0600\u0600\u0600 o"),
    "a caption of a narrow stop": ("html", "<figure><img ''><figcaption>\ufffd\uff61"),
    "a table of an empty and a full cell": ("html", "<table><th><th>、"),
    "a named picture beside an argument": ("md", "{{%l i src=.jpg>}}"),
    "a list whose numbers do not count on": ("txt", "2.\ufffd\n1.\ufffd"),
    "a title and a mark of half width": ("md", "G\n\uff9e"),
    "a caption and a frame without an end": (
        "md",
        "]\n---\n<figure><figcaption>one two three four five<iframe><figcaption><figcaption>",
    ),
    "a reference of DocFX in plain text": ("txt", "名<xref:Mi.Shell>监視で"),
    "a line separator between two marks": ("md", ")|\ufffd\n--|-\n\u0300\u2028\u302a"),
    "a reference of too many digits": ("md", "# a &#" + "1" * 5_000 + ";\n\n<div>b</div>"),
    "marks in a table that is narrow": (
        "html",
        "><head><table><th>\u0441\u0402\u00abterwup>\ufffdg<th>のletterw<tr><td>\ufffd",
    ),
}
OWNED = {
    "fields without a name": (
        Subject.BOOKMARKS,
        '{"bookmarks":[{"":{"":"漌"},"":"","":{"":"戲","":"，"}},{"":[],"":""}],"":1}',
    ),
    "a field that is given twice": (
        Subject.BOOKMARKS,
        '{"bookmarks": [{"d": "2Z", "e": {"e": "a"}, "d": "2Z", "e": null}], "version": 1}',
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_that_broke_something(name: str, tmp_path: Path) -> None:
    suffix, text = ARTICLES[name]
    folder = tmp_path / "case"
    assert not try_in(Case(Subject.ARTICLE, text.encode(), f".{suffix}"), folder)
    opened = open_article(folder / f"input.{suffix}")
    for width, style in product(WIDTHS, STYLES):
        set_so = replace(style, width=width)
        assert not [*broken_rows(opened.document, set_so, card_of(opened))], set_so


@pytest.mark.parametrize("name", OWNED)
def test_a_file_of_the_owners_that_broke_something(name: str, tmp_path: Path) -> None:
    subject, text = OWNED[name]
    assert not try_in(Case(subject, text.encode(), ".json"), tmp_path / "case")
