"""Formulas in HTML, as their source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html.clean import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FORMULA_IMAGE = re.compile(r"(?:^|[\s-])(?:latex|tex|mwe-math\S*|math|equation)(?:[\s-]|$)")


def is_formula(node: LexborNode) -> bool:
    names = attribute(node, "class")
    return "katex" in names.split() or "katex-display" in names or node.tag == "mjx-container"


def is_formula_image(names: str, alt: str) -> bool:
    return bool(_FORMULA_IMAGE.search(names)) and ("\\" in alt or "$" in alt or len(alt) < 60)


def formula(node: LexborNode) -> tuple[str, bool]:
    """TeX source and whether it is displayed; "" if the page does not carry it."""
    if node.tag == "script":
        tex = node.text(deep=True)
        return tex.strip(), "mode=display" in attribute(node, "type").replace(" ", "")
    math = node if node.tag == "math" else node.css_first("math")
    display = "display" in attribute(node, "class") or attribute(node, "display") in (
        "block",
        "true",
    )
    if math is None:
        return "", display
    display = display or attribute(math, "display") == "block"
    source = math.css_first("annotation[encoding*='tex' i]")
    tex = source.text(deep=True) if source is not None else attribute(math, "alttext")
    return tex.strip(), display


def inline_formula(tex: str) -> str:
    return f"${' '.join(_undressed(tex).split())}$"


def display_formula(tex: str) -> str:
    lines = "\n".join(line.rstrip() for line in _undressed(tex).split("\n") if line.strip())
    return f"$$\n{lines}\n$$"


def _undressed(tex: str) -> str:
    tex = tex.strip()
    for start, end in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
        if tex.startswith(start) and tex.endswith(end) and len(tex) > len(start) + len(end):
            return tex[len(start) : -len(end)].strip()
    return tex
