"""Formulas of every kind of page: shown once, with their source known, and never escaped."""

from __future__ import annotations

import re

import pytest

from reader.document.body_kind import BodyKind
from reader.document.model import BlockKind
from reader.document.pipeline import read
from reader.document.plain_text import plain_text

MATHML = "<math{}><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
TEX = "<annotation encoding='application/x-tex'>\\frac{a}{b}</annotation>"
SEMANTICS = f"<math><semantics><mrow><mi>a</mi></mrow>{TEX}</semantics></math>"


def shown(html: str) -> str:
    return "\n".join(block.text for block in read(html, BodyKind.HTML).blocks)


def vlist(*lines: str, low: bool = False) -> str:
    """Lines above each other as KaTeX writes them."""
    spans = "".join(f"<span><span class=pstrut></span>{line}</span>" for line in lines)
    rest = "<span class=vlist-s></span></span><span class=vlist-r><span class=vlist></span>"
    names = "vlist-t vlist-t2" if low else "vlist-t"
    return (
        f"<span class='{names}'><span class=vlist-r><span class=vlist>{spans}</span>"
        f"{rest if low else ''}</span></span>"
    )


def katex(content: str) -> str:
    return f"<span class=katex><span class=katex-html aria-hidden=true>{content}</span></span>"


@pytest.mark.parametrize(
    "formula",
    [
        # MathJax 2
        "<script type='math/tex'>\\frac{a}{b}</script>",
        (
            "<span class=MathJax_Preview>\\(\\frac ab\\)</span>"
            "<span class=MathJax id=MathJax-Element-1-Frame><nobr>ab</nobr></span>"
            "<script type='math/tex' id=MathJax-Element-1>\\frac{a}{b}</script>"
        ),
        (f"<span class=MathJax_SVG data-mathml='{MATHML.format('')}'><svg><path/></svg></span>"),
        (
            "<span class=MathJax><nobr>ab</nobr><span class=MJX_Assistive_MathML>"
            f"{MATHML.format('')}</span></span>"
        ),
        f"<script type='math/mml'>{MATHML.format('')}</script>",
        # MathJax 3 and 4
        (
            "<mjx-container class=MathJax jax=SVG><svg><g></g></svg><mjx-assistive-mml>"
            f"{MATHML.format('')}</mjx-assistive-mml></mjx-container>"
        ),
        (
            "<mjx-container class=MathJax><mjx-math data-latex='\\frac{a}{b}'><mjx-c></mjx-c>"
            "</mjx-math></mjx-container>"
        ),
        (
            "<mjx-container class=MathJax jax=CHTML><mjx-math><mjx-mfrac><mjx-frac><mjx-num>"
            "<mjx-mi><mjx-c class='mjx-c1D44E TEX-I'></mjx-c></mjx-mi></mjx-num><mjx-den>"
            "<mjx-mi><mjx-c class=mjx-c1D44F></mjx-c></mjx-mi></mjx-den></mjx-frac></mjx-mfrac>"
            "</mjx-math></mjx-container>"
        ),
        (
            "<mjx-container jax=SVG><svg><g data-mml-node=math><g data-mml-node=mfrac>"
            "<g data-mml-node=mi><use data-c=1D44E /></g><g data-mml-node=mi><use data-c=1D44F />"
            "</g><rect/></g></g></svg></mjx-container>"
        ),
        (
            "<span><svg><defs></defs><g><g data-mml-node=math><g data-mml-node=mfrac>"
            "<g data-mml-node=mi><path data-c=1D44E /></g><g data-mml-node=mi><path data-c=1D44F />"
            "</g></g></g></g></svg></span>"
        ),
        # KaTeX
        (
            f"<span class=katex><span class=katex-mathml>{SEMANTICS}</span>"
            "<span class=katex-html aria-hidden=true>ab</span></span>"
        ),
        f"<span class=katex-mathml>{SEMANTICS}</span>",
        katex(
            "<span class=base><span class=strut></span><span class=mfrac>"
            f"{vlist('b', '<span class=frac-line></span>', 'a', low=True)}</span></span>"
        ),
        # MathML
        MATHML.format(""),
        MATHML.format(" alttext='\\frac{a}{b}'"),
        MATHML.format(" alttext='a over b'"),
        SEMANTICS,
        # what sites write
        (
            "<span class=mwe-math-element><span style='display: none'>"
            "<math alttext='{\\displaystyle {\\frac {a}{b}}}'><mi>a</mi></math></span>"
            "<img src=x.svg class=mwe-math-fallback-image-inline alt='{\\frac {a}{b}}'></span>"
        ),
        "<img src=x.svg class=mwe-math-fallback-image-inline alt='{\\displaystyle \\frac{a}{b}}'>",
        "<img src=x.png class=latex alt='\\frac{a}{b}'>",
        "<img src=x.png class=tex alt='$\\frac{a}{b}$'>",
        "<img src='//example.org/equation?tex=%5Cfrac%7Ba%7D%7Bb%7D' alt='\\frac{a}{b}' eeimg=1>",
        "<img src='//example.org/equation?tex=%5Cfrac%7Ba%7D%7Bb%7D' alt='公式'>",
        "<img src='//latex.codecogs.com/svg.latex?%5Cfrac%7Ba%7D%7Bb%7D' alt=''>",
        "<img src='//s0.wp.com/latex.php?latex=%5Cfrac%7Ba%7D%7Bb%7D&bg=fff' alt=''>",
        "<img src='1.svg#card=math&code=%5Cfrac%7Ba%7D%7Bb%7D&id=q' alt=''>",
        "<span class=ztext-math data-eeimg=1 data-tex='\\frac{a}{b}'>a/b</span>",
        "<span><svg data-formula='\\frac{a}{b}'><g></g></svg></span>",
        "<span data-formula='\\frac{a}{b}'><svg><g></g></svg></span>",
        "<span class='math inline'>\\(\\frac{a}{b}\\)</span>",
        "<span class='math inline'>\\frac{a}{b}</span>",
        "<span class=math-container>$\\frac{a}{b}$</span>",
        "<math-renderer class=js-inline-math>$\\frac{a}{b}$</math-renderer>",
        "<code class=language-math>\\frac{a}{b}</code>",
        # text
        "\\(\\frac{a}{b}\\)",
        "$\\frac{a}{b}$",
    ],
)
def test_a_formula_in_running_text(formula: str) -> None:
    html = f"<p>When {formula}, there are <i>two</i>.</p>"
    assert shown(html) == "When a/b, there are two."
    assert plain_text(html, BodyKind.HTML) == "When a/b, there are two."


@pytest.mark.parametrize(
    "formula",
    [
        "<script type='math/tex; mode=display'>x^2</script>",
        (
            "<span class=katex-display><span class=katex><span class=katex-mathml>"
            "<math display=block><msup><mi>x</mi><mn>2</mn></msup></math></span></span></span>"
        ),
        "<mjx-container display=true><math alttext='x^2'></math></mjx-container>",
        "<math display=block><msup><mi>x</mi><mn>2</mn></msup></math>",
        "<div class='math display'>\\[x^2\\]</div>",
        "<img src=x alt='x^2\\\\' eeimg=2>",
        "<section data-formula='x^2'><svg></svg></section>",
        """<div class=latex-rendered data-attrs='{"persistentExpression": "x^2"}'></div>""",
        "$$x^2$$",
        "\\[<br>x^2<br>\\]",
        "\\begin{equation}x^2\\end{equation}",
    ],
)
def test_a_displayed_formula_is_a_block(formula: str) -> None:
    blocks = read(f"<div>As {formula} shows</div>", BodyKind.HTML).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        (BlockKind.PARAGRAPH, "As"),
        (BlockKind.MATH, "x²"),
        (BlockKind.PARAGRAPH, "shows"),
    ]


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<mi>a</mi><mo>≠</mo><mn>0</mn>", "a ≠ 0"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "xᵢ²"),
        (
            "<msup><mi>f</mi><mo>′</mo></msup><mo>&#x2061;</mo><mfenced><mi>x</mi></mfenced>",
            "f′(x)",
        ),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x + 1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛x"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x̄"),
        ("<mover accent=true><mi>x</mi><mo>^</mo></mover>", "x̂"),
        (
            (
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
                "<msub><mi>x</mi><mi>i</mi></msub>"
            ),
            "∑ᵢ₌₁ⁿ xᵢ",
        ),
        ("<munder><mi>lim</mi><mi>n</mi></munder><mi>x</mi>", "limₙ x"),
        ("<mfenced open='[' close=']' separators=';'><mi>a</mi><mi>b</mi></mfenced>", "[a; b]"),
        ("<mi mathvariant=double-struck>R</mi><mi>α</mi>", "ℝα"),
        ("<mi>x</mi><mtext> if </mtext><mi>sin</mi><mi>y</mi>", "x if sin y"),
        ("<mi>x</mi><mspace width=1em /><mi>y</mi><mphantom><mi>z</mi></mphantom>", "x y"),
        ("<mo>{</mo><mi>a</mi><mo>}</mo><mo>%</mo><mo>#</mo>", "{a}%#"),
        ("<menclose notation=box><mi>x</mi></menclose>", "x"),
        (
            "<mmultiscripts><mi>C</mi><mi>k</mi><none/><mprescripts/><mi>n</mi><none/></mmultiscripts>",
            "ₙCₖ",
        ),
        ("<mstyle><mrow><semantics><mi>x</mi></semantics></mrow></mstyle>", "x"),
        ("<mrow>loose</mrow>", "loose"),
        (
            (
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
                "<mtr><mtd><mi>c</mi></mtd></mtr></mtable>"
            ),
            "\\begin{matrix} a & b \\\\ c \\end{matrix}",
        ),
        (
            (
                "<mtable columnalign='right left'><mtr><mtd><mi>a</mi></mtd><mtd><mo>=</mo>"
                "<mi>b</mi></mtd></mtr></mtable>"
            ),
            "a = b",
        ),
        ("<mfrac linethickness=0><mi>n</mi><mi>k</mi></mfrac>", "{n \\atop k}"),
        ("<msub><mi>x</mi></msub><mfrac><mi>y</mi></mfrac>", "xy"),
        (f"{'<mrow>' * 100}<mi>x</mi>{'</mrow>' * 100}", "x"),
    ],
)
def test_mathml(mathml: str, text: str) -> None:
    assert shown(f"<p><math>{mathml}</math></p>") == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<span class=mord>a</span><span>≠</span><span>0</span>", "a ≠ 0"),
        (f"x<span class=msupsub>{vlist('2')}</span>", "x²"),
        (f"x<span class=msupsub>{vlist('i', low=True)}</span>", "xᵢ"),
        (f"x<span class=msupsub>{vlist('i', '2', low=True)}</span>", "xᵢ²"),
        (f"<span class=sqrt>{vlist('x<span>+</span>y')}</span>", "√(x + y)"),
        (
            (
                "<span class='mop op-limits'>"
                f"{vlist('i', '<span class=mop>∑</span>', 'n', low=True)}</span>x"
            ),
            "∑ᵢⁿ x",
        ),
        ("<span class=mop>log</span>x<span class='mord mathbb'>R</span>", "log xℝ"),
        ("x<span class='mord text'>if so</span>", "xif so"),
        (
            (
                "<span class=mtable><span class=col-align-c>"
                f"{vlist('a', 'c')}</span><span class=col-align-c>{vlist('b', 'd')}</span></span>"
            ),
            "\\begin{matrix} a & b \\\\ c & d \\end{matrix}",
        ),
    ],
)
def test_katex_without_its_source(content: str, text: str) -> None:
    assert shown(f"<p>{katex(content)}</p>") == text


def chtml(content: str) -> str:
    """A formula of MathJax; `a:b` in it is an element `mjx-a` around the character b."""
    letters = re.sub(
        r"(\w+):(\S)",
        lambda m: f"<mjx-{m[1]}><mjx-c class='mjx-c{ord(m[2]):X} TEX-I'></mjx-c></mjx-{m[1]}>",
        content,
    )
    tags = re.sub(r"\[(/?)", r"<\1mjx-", letters).replace("]", ">")
    return f"<mjx-container class=MathJax><mjx-math>{tags}</mjx-math></mjx-container>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("mi:a mo:≠ mn:0", "a ≠ 0"),
        ("[msup]mi:x[script]mn:2[/script][/msup]", "x²"),
        ("[msub]mi:x[script]mi:i[/script][/msub]", "xᵢ"),
        ("[msubsup]mi:x[script]mn:2 [spacer][/spacer]mi:i[/script][/msubsup]", "xᵢ²"),
        ("[msqrt][sqrt][surd]mo:√[/surd][box]mi:x mo:+ mi:y[/box][/sqrt][/msqrt]", "√(x + y)"),
        ("[mroot][sqrt][root]mn:3[/root][surd]mo:√[/surd][box]mi:x[/box][/sqrt][/mroot]", "∛x"),
        (
            (
                "[munderover][over]mi:n[/over][box][munder][row][base]mo:∑[/base][/row]"
                "[row][under]mi:i[/under][/row][/munder][/box][/munderover]mi:x"
            ),
            "∑ᵢⁿ x",
        ),
        (
            "[mtable][table][mtr][mtd]mi:a[/mtd][mtd]mi:b[/mtd][/mtr][/table][/mtable]",
            "\\begin{matrix} a & b \\end{matrix}",
        ),
    ],
)
def test_mathjax_without_its_source(content: str, text: str) -> None:
    assert shown(f"<p>{chtml(content)}</p>") == text


def test_mathjax_without_anything_else_keeps_its_text() -> None:
    html = "<p>a <span class=MathJax><nobr><span>x</span>=<span>1</span></nobr></span></p>"
    assert shown(html) == "a x=1"
    assert shown("<p>a <span class=MathJax_Preview>\\(x^2\\)</span></p>") == "a x²"


def test_a_preview_is_not_shown_beside_what_was_typeset() -> None:
    preview = "<span class=MathJax_Preview>x^2</span>"
    html = f"<p>a {preview}<span class=MathJax data-mathml='{MATHML.format('')}'>ab</span></p>"
    assert shown(html) == "a a/b"


def test_half_a_character_is_shown_as_a_question_mark() -> None:
    drawn = "<svg><g data-mml-node=math><use data-c=D800 /></g></svg>"
    written = (
        r"""<div class=latex-rendered data-attrs='{"persistentExpression": "\ud800"}'></div>"""
    )
    assert shown(f"<p>{drawn}</p>{written}") == "?\n?"


def test_formulas_of_a_spreadsheet_are_no_formulas() -> None:
    html = "<table><tr><th>a<th>b</tr><tr><td data-formula='=A1'>many<td>words</tr></table>"
    assert shown(html) == "a\tb\nmany\twords"
    assert shown(f"<div data-tex='x'>{'many words ' * 99}</div>").startswith("many words many")


def test_dollars_and_brackets_are_text_without_mathematics() -> None:
    text = "Costs $5 and $6, $PATH:$HOME; \\(c\\) 2024, [x > 1], [a | b], \\[1\\], \\\\(x\\\\)."
    assert shown(f"<p>{text.replace('>', '&gt;')}</p>") == text


@pytest.mark.parametrize("tag", ["code", "pre", "kbd", "samp", "tt", "p class=tex2jax_ignore"])
def test_code_holds_no_formulas(tag: str) -> None:
    html = f"<p>a</p><{tag}>$x^2$ \\(y^2\\)</{tag.split()[0]}>"
    assert shown(html) == "a\n$x^2$ \\(y^2\\)"


def test_a_page_with_a_typesetter_means_its_delimiters() -> None:
    html = (
        "<script src=mathjax.js></script><p>let $n$ and \\(c\\) be; $5 and $6 &lt; \\(x&lt;y\\)</p>"
    )
    assert shown(html) == "let n and c be; $5 and $6 < x < y"


def test_formulas_stand_beside_letters_in_cells_and_in_links() -> None:
    x = "<math><mi>x</mi></math>"
    assert shown(f"<p>a{x}b5{x}6</p>") == "axb5x6"
    table = "<table><tr><th>a<th>b</tr><tr><td>\\(|x|\\)<td>\\(\\|y\\|_2\\)</tr></table>"
    assert shown(table) == "a\tb\n|x|\t‖y‖₂"
    assert shown(f"<p><a href=x>{x}</a></p>") == "x"
    assert shown(f"<h2>On {x}</h2>") == "On x"


def test_a_formula_of_backticks_or_of_great_length_is_whole() -> None:
    assert shown("<p>a \\(x^{`a``b`}\\) b</p>") == "a x^(`a``b`) b"
    long = "x+" * 1_200 + "x"
    blocks = read(f"<p>a <math alttext='{long}'></math> b</p>", BodyKind.HTML).blocks
    assert [block.text for block in blocks] == ["a", long, "b"]
