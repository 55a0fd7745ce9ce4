"""Formulas that Markdown holds as raw HTML or as pictures of a service, written as TeX.

Tools that make Markdown of pages leave what they do not know: MathML, KaTeX's spans, Zhihu's
pictures of formulas.
"""

from __future__ import annotations

import re
from html import escape as escape_html

_HINTS = ("<math", "katex", "mjx-", "eeimg", "?tex=", "latex.php?", "codecogs.com", "math/tex")
_LONGEST = 20_000
"""Characters of the longest element that is a formula."""
_MOST_UNENDED = 20
_PATIENCE = 4
"""How often the length of the text may be read in elements that are no formulas."""
_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,500}\)){1,4000}+"
_FORMULA_OR_CODE = re.compile(
    r"^[ >\t]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n.*?(?:^[ >\t]*+(?P=fence)|\Z)"
    r"|(?P<ticks>(?<!`)`++)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`)"
    rf"|!\[[^\]\n]{{0,200}}\]?\]\((?P<image>https?://(?=[^\s?]{{1,200}}\?){_ADDRESS})\)"
    r"|<(?P<tag>math|mjx-container|span|div|img|script)(?=[\s>])(?P<attributes>[^<>]{0,5000})>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_NAMES = re.compile(
    r"\bkatex|\bmwe-math|\bMathJax|\beeimg|\bdata-tex|\blatex|[\"'\s=]tex[\"'\s>]|math/tex|\?tex="
)


def with_tex(markdown: str) -> str:
    """`markdown` with a ``$`…`$`` for every such formula outside of code."""
    if not any(hint in markdown for hint in _HINTS):
        return markdown
    from reader.document.html import clean  # late: few texts in Markdown hold such formulas
    from reader.document.html.mathematics import formulas

    pieces: list[str] = []
    at = unended = 0
    patience = _PATIENCE * len(markdown)
    for match in _FORMULA_OR_CODE.finditer(markdown):
        if match.start() < at:
            continue
        end = match.end()
        tag = (match["tag"] or "").lower()
        if match["image"]:
            html = f'<img src="{escape_html(match["image"])}" alt="">'
        elif tag and (tag in ("math", "mjx-container") or _NAMES.search(match["attributes"])):
            end = end if tag == "img" else _end(markdown, tag, end)
            html = markdown[match.start() : end]
        else:
            continue
        unended += end < 0
        patience -= max(0, end - match.start())
        if unended > _MOST_UNENDED or patience < 0:
            break
        tex = formulas.only_formula(clean.parse(html).body) if end >= 0 else ""
        if tex:
            pieces += (markdown[at : match.start()], formulas.inline_formula(tex))
            at = end
    return "".join((*pieces, markdown[at:]))


def _end(markdown: str, tag: str, start: int) -> int:
    """Where the element that `tag` began before `start` ends; -1 if it does not, or is long."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}[\s>/]", re.IGNORECASE).finditer(
        markdown, start, start + _LONGEST
    ):
        depth += -1 if match[1] else 1
        if not depth:
            return markdown.find(">", match.start()) + 1
    return -1
