"""Formulas as scripts have typeset them, where the page has lost their source: KaTeX and MathJax.

What is read is the order of the parts on the page, from the class names of KaTeX 0.10 and later and
the element names of MathJax 3 and 4, which are those of MathML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html.mathematics.mathml import (
    DEEPEST,
    environment,
    name_of_function,
    plain_letters,
    quoted,
    scripts,
    stacked,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_KATEX_UNSEEN = frozenset(
    ("strut", "pstrut", "vlist-s", "frac-line", "nulldelimiter", "hide-tail", "katex-mathml",
     "svg-align", "overline-line", "underline-line", "arraycolsep", "delimcenter-strut")
)  # fmt: skip
_KATEX_ALPHABETS = {
    "mathbb": "\\mathbb",
    "mathbf": "\\mathbf",
    "boldsymbol": "\\mathbf",
    "mathcal": "\\mathcal",
    "mathscr": "\\mathcal",
    "mathfrak": "\\mathfrak",
}
_CHARACTER = re.compile(r"(?:^|\s)mjx-c([0-9A-F]{1,6})(?:\s|$)")
_SHIFT = re.compile(r"translate\(\s*-?[\d.]+[ ,]+(-?)[\d.]")


def katex_html(node: LexborNode, depth: int = 0) -> str:
    """TeX of `.katex-html` or a part of it."""
    if depth > DEEPEST:
        return quoted(node.text(deep=True))
    written: list[str] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            written.append(quoted((child.text_content or "").strip(" \n\t")))
        elif not tag.startswith("-"):
            written.append(_katex_part(child, written, depth + 1))
    return "".join(written)


def _katex_part(node: LexborNode, before: list[str], depth: int) -> str:
    names = frozenset((node.attributes.get("class") or "").split())
    if names & _KATEX_UNSEEN or node.tag == "svg":
        return ""
    if "mspace" in names:
        return "\\ " if node.text(deep=True).strip(" ") else ""
    if "msupsub" in names:
        below, above = _katex_scripts(node, depth)
        base = before.pop() if before else ""
        return scripts(base, below, above)
    if "text" in names:
        content = quoted(node.text(deep=True)).replace("\\ ", " ")
        return f"\\text{{{content}}}"
    if "mfrac" in names:
        parts = _katex_lines(node, depth)
        return f"\\frac{{{parts[1]}}}{{{parts[0]}}}" if len(parts) == 2 else "".join(parts)
    if "sqrt" in names:
        degree = node.css_first(".root")
        above = f"[{katex_html(degree, depth)}]" if degree is not None else ""
        content = "".join(_katex_lines(node, depth))
        return f"\\sqrt{above}{{{content}}}"
    if "accent" in names:
        parts = _katex_lines(node, depth)
        if len(parts) == 2:
            return stacked(parts[0], {"^": (parts[1], parts[1].replace("\\wedge ", "^"))})
    if "op-limits" in names:
        return _katex_limits(node, depth)
    if "mtable" in names:
        return _katex_table(node, depth)
    content = katex_html(node, depth)
    for name, command in _KATEX_ALPHABETS.items():
        if name in names:
            return f"{command}{{{content}}}"
    if "mop" in names and len(content) > 1 and content.isalpha():
        return name_of_function(content)
    return content


def _lines(node: LexborNode) -> list[LexborNode]:
    """The lines of the first list of lines in the node, in the order of the page."""
    first = node.css_first(".vlist")
    return [child for child in first.iter() if child.tag == "span"] if first is not None else []


def _katex_lines(node: LexborNode, depth: int) -> list[str]:
    return [tex for tex in (katex_html(line, depth) for line in _lines(node)) if tex]


def _katex_scripts(node: LexborNode, depth: int) -> tuple[str, str]:
    """What is below and above: KaTeX writes what is below first, and marks a list that goes low."""
    parts = _katex_lines(node, depth)
    if len(parts) == 2:
        return parts[0], parts[1]
    low = node.css_first(".vlist-t2") is not None
    content = "".join(parts)
    return (content, "") if low else ("", content)


def _katex_limits(node: LexborNode, depth: int) -> str:
    around = {"_": "", "^": ""}
    base = ""
    for line in _lines(node):
        tex = katex_html(line, depth)
        if not base and line.css_first(".mop") is not None:
            base = tex
        elif tex:
            around["^" if base else "_"] = tex
    return scripts(base, around["_"], around["^"])


def _katex_table(node: LexborNode, depth: int) -> str:
    columns = [
        [katex_html(line, depth) for line in _lines(column)]
        for column in node.iter()
        if "col-align" in (column.attributes.get("class") or "")
    ]
    height = max(map(len, columns), default=0)
    rows = [
        " & ".join(column[index] if index < len(column) else "" for column in columns)
        for index in range(height)
    ]
    return environment("matrix", rows)


def mathjax(node: LexborNode, depth: int = 0) -> str:
    """TeX of MathJax's own elements (CHTML) or drawing (SVG), or a part of either."""
    if depth > 2 * DEEPEST:
        return quoted(node.text(deep=True))
    name = _mathml_name(node)
    if name == "mtable":
        return _mathjax_table(node, depth + 1)
    if name in (
        "mfrac",
        "msup",
        "msub",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "msqrt",
        "mroot",
    ):
        return _mathjax_layout(node, name, depth + 1)
    character = _mathjax_character(node)
    if character:
        return quoted(plain_letters(character))
    tag = node.tag or ""
    if tag == "-text":
        return quoted((node.text_content or "").strip())
    content = "".join(
        mathjax(child, depth + 1)
        for child in node.iter(include_text=True)
        if (child.tag or "") not in ("mjx-assistive-mml", "mjx-surd", "defs", "title", "style")
    )
    if name in ("mi", "mo") and len(content) > 1 and content.isalpha():
        return name_of_function(content)
    return f"\\text{{{content}}}" if name == "mtext" and content.strip("\\ ") else content


def _mathml_name(node: LexborNode) -> str:
    return node.attributes.get("data-mml-node") or (node.tag or "").removeprefix("mjx-")


def _mathjax_character(node: LexborNode) -> str:
    code = ""
    if node.tag == "mjx-c":
        match = _CHARACTER.search(node.attributes.get("class") or "")
        code = match[1] if match else ""
    elif node.tag in ("use", "path"):
        code = (node.attributes.get("data-c") or "")[:6]
    try:
        return chr(int(code, 16)) if code else ""
    except ValueError:
        return ""


def _mathjax_layout(node: LexborNode, name: str, depth: int) -> str:
    if node.tag == "g":
        parts = [child for child in node.iter() if child.tag in ("g", "use")]
        return _drawn(name, parts, depth)
    if name == "mfrac":
        above, below = _first(node, "mjx-num", depth), _first(node, "mjx-den", depth)
        return f"\\frac{{{above}}}{{{below}}}"
    if name in ("msqrt", "mroot"):
        degree = _first(node, "mjx-root", depth) if name == "mroot" else ""
        return f"\\sqrt{f'[{degree}]' if degree else ''}{{{_first(node, 'mjx-box', depth)}}}"
    script = next((child for child in node.iter() if child.tag == "mjx-script"), None)
    if script is None:
        base = _first(node, "mjx-base", depth)
        above, below = _first(node, "mjx-over", depth), _first(node, "mjx-under", depth)
        return stacked(base, {"_": (below, below), "^": (above, above)})
    base = "".join(mathjax(child, depth) for child in node.iter() if child.tag != "mjx-script")
    marks = [tex for tex in (mathjax(child, depth) for child in script.iter()) if tex]
    if len(marks) == 2:
        return scripts(base, marks[1], marks[0])
    content = "".join(marks)
    return scripts(base, "", content) if name in ("msup", "mover") else scripts(base, content, "")


def _mathjax_table(node: LexborNode, depth: int) -> str:
    rows = node.css("mjx-mtr, g[data-mml-node=mtr]")
    cells = [row.css("mjx-mtd, g[data-mml-node=mtd]") for row in rows]
    return environment(
        "matrix", [" & ".join(mathjax(cell, depth) for cell in row) for row in cells]
    )


def _first(node: LexborNode, tag: str, depth: int) -> str:
    found = node.css_first(tag)
    return mathjax(found, depth) if found is not None else ""


def _drawn(name: str, parts: list[LexborNode], depth: int) -> str:
    tex = [mathjax(part, depth) for part in parts]
    if name == "msqrt":
        # The sign of the root is drawn too.
        return f"\\sqrt{{{''.join(tex).replace('√', '', 1)}}}"
    if len(tex) < 2:
        return "".join(tex)
    raised = [_SHIFT.search(part.attributes.get("transform") or "") for part in parts[1:]]
    low = "".join(t for t, shift in zip(tex[1:], raised, strict=True) if shift and shift[1])
    high = "".join(t for t, shift in zip(tex[1:], raised, strict=True) if not (shift and shift[1]))
    if name == "mfrac":
        return f"\\frac{{{tex[0]}}}{{{''.join(tex[1:])}}}"
    return scripts(tex[0], low, high)
