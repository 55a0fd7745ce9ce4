"""What one line of Unicode shows of a formula, and which formulas stay their source."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.formulas.symbols import COMMANDS
from reader.document.formulas.unicode_formula import LONGEST, lines, one_line
from reader.text.safe import clean


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        # indices and exponents
        (r"x^2", "x²"),
        (r"x_{t=0}", "xₜ₌₀"),
        (r"a_{ij}^{2}", "aᵢⱼ²"),
        (r"10^{-3}", "10⁻³"),
        (r"x^{(i)}", "x⁽ⁱ⁾"),
        (r"{}_nC_k", "ₙCₖ"),
        (r"T_{\text{max}}", "Tₘₐₓ"),
        (r"A^\top B", "AᵀB"),
        (r"w^T x", "wᵀx"),
        (r"x^*_i", "xᵢ*"),
        (r"f'(x) = g''(x)", "f′(x) = g″(x)"),
        (r"90^\circ", "90°"),
        (r"p_\theta(y)", "p_θ(y)"),
        (r"W_{d \times k}", "W_(d×k)"),
        (r"x_d^2", "x²_d"),
        (r"x_d y", "x_d y"),
        (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"),
        (r"a_{i,j}", "a_(i,j)"),
        # large operators
        (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
        (r"\sum\limits_{k=0}^\infty a_k", "∑ₖ₌₀^∞ aₖ"),
        (r"\prod_{k=1}^{K} p_k", "∏ₖ₌₁ᴷ pₖ"),
        (r"\sum_i (a_i + 1)", "∑ᵢ (aᵢ + 1)"),
        (r"\int_0^1 f(x)\,dx", "∫₀¹ f(x) dx"),
        (r"\lim_{x \to 0} f(x)", "lim_(x→0) f(x)"),
        (r"\max_{x \in X} f(x)", "max_(x∈X) f(x)"),
        (r"\underset{x}{\arg\min}\, g", "arg minₓ g"),
        # relations and operators
        (r"\alpha \leq \beta", "α ≤ β"),
        (r"a=b+c", "a = b + c"),
        (r"a*b", "a * b"),
        (r"-1 \le x \le -y", "−1 ≤ x ≤ −y"),
        (r"f(-x)", "f(−x)"),
        (r"x \mapsto -x", "x ↦ −x"),
        (r"a := b", "a := b"),
        (r"a \not= b", "a ≠ b"),
        (r"x \not\in Y", "x ∉ Y"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
        (r"a \bmod n", "a mod n"),
        (r"A \stackrel{\text{def}}{=} B", "A ≝ B"),
        (r"x, y, z", "x, y, z"),
        (r"1,000 + 3.14", "1,000 + 3.14"),
        (r"N(0,1)", "N(0, 1)"),
        (r"x_{1,2}", "x_(1,2)"),
        (r"n! / k!", "n!/k!"),
        (r"x ∈ ℝ", "x ∈ ℝ"),
        # fractions and roots
        (r"\frac{a}{b}", "a/b"),
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\frac{a}{bc}", "a/(bc)"),
        (r"\frac{f(x)}{g(x)}", "f(x)/g(x)"),
        (r"\frac{a}{|D|}", "a/|D|"),
        (r"\frac{1}{(a)(b)}", "1/((a)(b))"),
        (r"\frac12 x", "(1/2)x"),
        (r"2\tfrac{1}{n}", "2(1/n)"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"\frac{d}{dx} f", "(d/dx)f"),
        (r"\frac{\partial f}{\partial x}", "∂f/∂x"),
        (r"\frac{(x-\mu)^2}{2\sigma^2}", "(x − μ)²/(2σ²)"),
        (r"\sqrt2", "√2"),
        (r"\sqrt{x+1}", "√(x + 1)"),
        (r"\sqrt{x}^2", "(√x)²"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sqrt[n]{x}", "ⁿ√x"),
        # letters, accents, text
        (r"x \in \mathbb R^n", "x ∈ ℝⁿ"),
        (r"\mathbb{E}[X]", "𝔼[X]"),
        (r"\mathcal{L}(\theta)", "ℒ(θ)"),
        (r"\mathfrak{g}", "𝔤"),
        (r"\mathbf{W}\boldsymbol{\alpha}", "𝐖𝛂"),
        (r"\hat{x}", "x̂"),
        (r"\bar x_i", "x̄ᵢ"),
        (r"\vec{v} \cdot \vec{w}", "v⃗ ⋅ w⃗"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"x \text{ for $i < n$}", "x for i < n"),
        (r"50\%", "50%"),
        (r"\operatorname{sign}(x)", "sign(x)"),
        (r"2\sin x\cos y", "2 sin x cos y"),
        (r"5\,\mathrm{km}", "5 km"),
        (r"\mathrm{d}x", "dx"),
        (r"损失 = \ell", "损失 = ℓ"),
        # delimiters
        (r"\left\| x \right\|_2", "‖x‖₂"),
        (r"\{1, \dots, n\}", "{1, …, n}"),
        (r"\left. f \right|_0", "f|₀"),
        (r"\big\langle a, b \big\rangle", "⟨a, b⟩"),
        (r"|A \cap B|", "|A ∩ B|"),
        # what says nothing in a line
        (r"{\displaystyle x^{2}}", "x²"),
        (r"\textcolor{red}{x} + \color{blue} y", "x + y"),
        (r"x = y \label{eq:a} \tag{1}", "x = y  (1)"),
        (r"\begin{equation}x\end{equation}", "x"),
    ],
)
def test_a_formula_that_a_line_can_hold(tex: str, shown: str) -> None:
    assert one_line(tex) == unicodedata.normalize("NFD", shown) or one_line(tex) == shown


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        r"x_{i_{j_k}}^{a^{b^c}}",
        r"e^{x_d^y}",
        r"\binom{n}{k}",
        r"a \over b",
        r"\unknown{x} + 1",
        r"\overline{AB}",
        r"\underbrace{a + b}_{c}",
        r"\frac{a}{\frac{b}{\frac{c}{d}}}",
        r"\ce{H2O}",
        r"x^",
        r"\frac{a}",
        r"{x",
        r"x}",
        r"a & b_{&}",
        r"x''''",
        r"\left",
        r"\hat{}",
        r"\sqrt{}",
        r"\,",
        "",
        "x" * (LONGEST + 1),
        "{" * 200 + "x" + "}" * 200,
        r"\sqrt{" * 200 + "x" + "}" * 200,
        r"\text{a $b}",
        "\\",
    ],
)
def test_any_other_formula_stays_its_source(tex: str) -> None:
    assert lines(tex) is None


def test_each_row_is_a_line() -> None:
    tex = r"\begin{align} a &= b + c \\[4pt] &= d \nonumber \end{align}"
    assert lines(tex) == "a = b + c\n= d"
    assert one_line(tex) is None
    assert lines(r"a \\ b") == "a\nb"


def test_a_row_that_a_line_cannot_hold_keeps_all_rows_as_source() -> None:
    assert lines(r"\begin{align} a &= b \\ &= \binom{n}{k} \end{align}") is None


_PIECES = st.sampled_from(
    [
        *sorted(f"\\{name}" for name in COMMANDS),
        *"{}[]^_&'~$%#\\ \n|ab12+-=.,(",
        "{x}",
        "_{i}",
        "\\\\",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_whatever_is_shown_is_safe_text(tex: str) -> None:
    shown = lines(tex)
    if shown is not None:
        assert shown.strip()
        assert clean(shown) == unicodedata.normalize("NFC", shown)
