"""Formulas that exporters leave in Markdown as HTML or as pictures."""

from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.pipeline import read
from reader.document.plain_text import plain_text
from reader.document.sources.raw_formulas import with_tex

TEX = "<annotation encoding='application/x-tex'>\\frac{a}{b}</annotation>"
MATH = f"<math><semantics><mrow><mi>a</mi></mrow>{TEX}</semantics></math>"


@pytest.mark.parametrize(
    "formula",
    [
        MATH,
        "<math><mfrac><mi>a</mi>\n<mi>b</mi></mfrac></math>",
        (
            f'<span class="katex"><span class="katex-mathml">{MATH}</span>'
            '<span class="katex-html"><span>a</span><span>b</span></span></span>'
        ),
        f"<mjx-container><mjx-assistive-mml>{MATH}</mjx-assistive-mml></mjx-container>",
        '<img src="//example.org/equation?tex=q" alt="\\frac{a}{b}" eeimg="1">',
        "![[公式]](https://example.org/equation?tex=%5Cfrac%7Ba%7D%7Bb%7D)",
        "![](https://latex.codecogs.com/svg.latex?%5Cfrac%7Ba%7D%7Bb%7D)",
        '<script type="math/tex">\\frac{a}{b}</script>',
    ],
)
def test_a_formula_is_shown_once(formula: str) -> None:
    markdown = f"When *a* is {formula}, `<math>` and <span>there</span> are **two**."
    (block,) = read(markdown, BodyKind.MARKDOWN).blocks
    assert block.text == "When a is a/b, <math> and there are two."
    assert plain_text(markdown, BodyKind.MARKDOWN) == block.text


@pytest.mark.parametrize(
    "markdown",
    [
        f"`{MATH}`",
        f"```\n{MATH}\n```",
        "<math><mi>a</mi>",
        "<span class=katex>" * 50,
        "<span class='latex'>many words</span> ?tex=",
        "![photo](https://example.org/a.png?tex=)",
        "![photo](https://example.org/a.png) <math",
    ],
)
def test_anything_else_stays(markdown: str) -> None:
    assert with_tex(markdown) == markdown
