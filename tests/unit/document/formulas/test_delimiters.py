"""Where formulas stand in running text, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.formulas.delimiters import LONGEST, Usage, formulas_in, usage_in


def found(text: str, usage: Usage | None = None) -> list[str]:
    return [formula.tex for formula in formulas_in(text, usage or usage_in(text))]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("so $x^2$ is", ["x^2"]),
        ("a $n$, the $n$th and $k$-means", ["n", "n", "k"]),
        ("both $$ w^2 $$ and \\[ v_1 \\]", ["w^2", "v_1"]),
        (r"\(\sum_{i=1}^{n} x_i\) and \\(\alpha\\)", [r"\sum_{i=1}^{n} x_i", r"\alpha"]),
        (r"\(x = 1\), \(O(n)\), \(a < b + c\)", ["x = 1", "O(n)", "a < b + c"]),
        (r"with $ \alpha $ and 值$\beta$值", [r"\alpha", r"\beta"]),
        (r"the $x_{\text{最大}}$ of", [r"x_{\text{最大}}"]),
        (r"for $\$5 + \$x$ paid", [r"\$5 + \$x"]),
        ("a$`x`$b and $``a`b``$", ["x", "a`b"]),
        (r"\begin{align} a &= b \end{align}", [r"\begin{align} a &= b \end{align}"]),
        ("$latex a + b$ here", ["a + b"]),
        ("$A$ and $B$ or $x, y$ in $(i, j)$", ["A", "B", "x, y", "(i, j)"]),
    ],
)
def test_formulas(text: str, formulas: list[str]) -> None:
    assert found(text) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "between $5 and $6, or $5-$10",
        "US$5/US$6, C$5=US$4, $1,000 and $2,000",
        "echo $PATH:$HOME/bin and ${a}_${b} and $(ls)/$(pwd)",
        "`$x` is $foo_bar$baz",
        "$a->b_c($d) and $a_b = $c_d;",
        "$如_果$ and $ 5 + 6 $",
        "$http://example.org/a_b$",
        "price $$ and $$$",
        r"\(c\) 2024, Foo \(bar-baz\), \(see p. 5 = x\), \(C++\), \(+1\), \(1/2\)",
        r"\[1\], \[x\], \[^1\], \[a link\]",
        r"\(注：x=1\)",
        "$x^2",
        r"\(x^2",
        "$\n\nx^2\n\n$",
        f"${'x^2+' * LONGEST}$",
        r"\begin{document}x\end{document}",
    ],
)
def test_text(text: str) -> None:
    assert found(text) == []


def test_lone_letters_are_variables_where_brackets_hold_tex() -> None:
    assert found(r"\(x^2\) for \(n\) and \(c\)") == ["x^2", "n", "c"]
    assert found(r"\(x^2\) \(one thing\) \(and another\) \(n\)") == ["x^2"]
    assert found(r"\(x^2\) for \[1\]") == ["x^2"]


def test_dollars_of_a_page_without_a_typesetter_need_tex() -> None:
    page = Usage(brackets=False, dollars=False)
    assert found(r"$\alpha * \beta$ and $n$ and $a + b$", page) == [r"\alpha * \beta"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="$\\()[]`x^_ 5a{}\n", max_size=60))
def test_formulas_are_in_order_and_within_the_text(text: str) -> None:
    at = 0
    for formula in formulas_in(text, Usage(brackets=True)):
        assert at <= formula.start < formula.end <= len(text)
        assert formula.tex in text[formula.start : formula.end]
        assert formula.tex.strip() == formula.tex != ""
        at = formula.end
