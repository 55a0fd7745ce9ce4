"""MathML as TeX (MathML 3 and Core; TeX of LaTeX and amsmath)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.document.formulas.symbols import LARGE, SYMBOLS, Class

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 60
"""Nested elements below which only text is looked for."""
_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF))
_ESCAPED = {
    **{ord(char): f"\\{char}" for char in "{}%&#$_"},
    ord("\\"): "\\backslash ",
    ord("^"): "\\wedge ",
    ord("~"): "\\sim ",
    ord("−"): "-",
    ord("′"): "'",
    ord("\u00a0"): "\\ ",
}
_ACCENTS = {
    **dict.fromkeys("^ˆ\u0302", "\\hat"),
    **dict.fromkeys("~˜∼\u0303", "\\tilde"),
    **dict.fromkeys("¯‾ˉ_―—\u0304\u0305", "\\overline"),
    **dict.fromkeys("→⟶⃗", "\\vec"),
    **dict.fromkeys("˙.\u0307", "\\dot"),
    **dict.fromkeys("¨\u0308", "\\ddot"),
    **dict.fromkeys("ˇ\u030c", "\\check"),
    **dict.fromkeys("˘\u0306", "\\breve"),
    "⏞": "\\overbrace",
}
_BELOW = {"⏟": "\\underbrace", **dict.fromkeys("_‾¯―\u0332", "\\underline")}
_VARIANTS = {
    "double-struck": "\\mathbb",
    "bold": "\\mathbf",
    "bold-italic": "\\mathbf",
    "script": "\\mathcal",
    "fraktur": "\\mathfrak",
}
_UNREAD = frozenset(
    ("annotation", "annotation-xml", "none", "mprescripts", "mphantom", "maligngroup", "malignmark")
)
_ITALIC = (range(0x1D434, 0x1D468), range(0x1D6E2, 0x1D71C))
"""Letters of Unicode's mathematical alphabets that TeX writes as plain ones."""


def tex_of(node: LexborNode) -> str:
    """The TeX that `<math>` carries, else a translation; "" if it has no text."""
    source = node.css_first("annotation[encoding*='tex' i]")
    tex = source.text(deep=True) if source is not None else _alternative(node)
    return tex.strip() or " ".join(translated(node).split())


def _alternative(node: LexborNode) -> str:
    """The `alttext`, unless it is a description in words, which some tools write for the ear."""
    text = (node.attributes.get("alttext") or "").replace("%\n", "")
    in_words = " " in text and not any(char in text for char in "\\^_={}+-<>/")
    return "" if in_words and node.first_child is not None else text


def translated(node: LexborNode, depth: int = 0) -> str:
    """An element of MathML as TeX; signs stay the Unicode characters that they are."""
    tag = node.tag or ""
    if tag == "-text":
        return quoted(node.text_content or "") if (node.text_content or "").strip() else ""
    if tag.startswith("-") or tag in _UNREAD:
        return ""
    if depth > DEEPEST:
        return quoted(node.text(deep=True))
    handler = _HANDLERS.get(tag)
    if handler is not None:
        return handler(node, depth + 1)
    return _row(node, depth)


def quoted(text: str) -> str:
    """Characters of a formula such that TeX takes them for themselves."""
    return plain_letters(text).translate(_INVISIBLE).translate(_ESCAPED)


def plain_letters(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", char) if any(ord(char) in r for r in _ITALIC) else char
        for char in text
    )


def braced(tex: str) -> str:
    return tex if len(tex) == 1 and tex.isalnum() else f"{{{tex}}}"


def name_of_function(text: str) -> str:
    known = SYMBOLS.get(text)
    if known is not None and known[1] is Class.OPERATOR and text.isascii():
        return f"\\{text} "
    return f"\\operatorname{{{text}}}"


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if not (child.tag or "-").startswith("-")]


def _row(node: LexborNode, depth: int) -> str:
    written: list[str] = []
    for child in node.iter(include_text=True):
        tex = translated(child, depth + 1)
        if tex[:1].isalnum() and written and _is_command(written[-1]):
            written.append(" ")
        if tex:
            written.append(tex)
    return "".join(written)


def _is_command(tex: str) -> bool:
    return tex.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")[-1:] == "\\"


def _identifier(node: LexborNode, _depth: int) -> str:
    text = quoted(node.text(deep=True).strip())
    variant = _VARIANTS.get(node.attributes.get("mathvariant") or "")
    if variant:
        return f"{variant}{{{text}}}"
    if len(text) > 1 and text.isalpha():
        return name_of_function(text) if text in SYMBOLS else f"\\mathrm{{{text}}}"
    return text


def _operator(node: LexborNode, _depth: int) -> str:
    text = node.text(deep=True).strip()
    if len(text) > 1 and text.replace(" ", "").isalpha() and text.isascii():
        return name_of_function(text.replace(" ", ""))
    return quoted(text)


def _text(node: LexborNode, _depth: int) -> str:
    text = " ".join(node.text(deep=True).split("\n")).replace("\u00a0", " ")
    if not text.strip():
        return "\\ " if text else ""
    escaped = text.translate({ord(char): f"\\{char}" for char in "{}%&#$_"})
    return f"\\text{{{escaped}}}"


def _space(node: LexborNode, _depth: int) -> str:
    width = (node.attributes.get("width") or "").strip()
    return "" if width[:1] in ("", "-", "0") and width[:3] not in ("0.1", "0.2", "0.3") else "\\ "


def _fenced(node: LexborNode, depth: int) -> str:
    attributes = node.attributes
    opening, closing = attributes.get("open"), attributes.get("close")
    marks = "".join((attributes.get("separators") or ",").split()) or ""
    if "separators" in attributes and not (attributes["separators"] or "").strip():
        marks = ""
    written: list[str] = []
    for index, child in enumerate(_children(node)):
        if index and marks:
            written.append(quoted(marks[min(index - 1, len(marks) - 1)]))
        written.append(translated(child, depth))
    start = quoted("(" if opening is None else opening)
    end = quoted(")" if closing is None else closing)
    return f"{start}{''.join(written)}{end}"


def _fraction(node: LexborNode, depth: int) -> str:
    parts = [translated(child, depth) for child in _children(node)]
    if len(parts) != 2:
        return "".join(parts)
    if (node.attributes.get("linethickness") or "1").strip().startswith("0"):
        return f"{{{parts[0]} \\atop {parts[1]}}}"
    return f"\\frac{{{parts[0]}}}{{{parts[1]}}}"


def _square_root(node: LexborNode, depth: int) -> str:
    return f"\\sqrt{{{_row(node, depth)}}}"


def _root(node: LexborNode, depth: int) -> str:
    parts = [translated(child, depth) for child in _children(node)]
    return f"\\sqrt[{parts[1]}]{{{parts[0]}}}" if len(parts) == 2 else "".join(parts)


def scripts(base: str, below: str, above: str) -> str:
    """A base with an index and an exponent, each "" if there is none."""
    if base and not (len(base) == 1 or (base.startswith("\\") and base.rstrip()[1:].isalpha())):
        base = base if base.startswith("\\math") and base.count("{") == 1 else f"{{{base}}}"
    primes = bool(above) and not above.strip("'")
    low = f"_{braced(below)}" if below else ""
    high = above if primes else f"^{braced(above)}" if above else ""
    return f"{base.rstrip() if low or high else base}{high if primes else ''}{low}" + (
        "" if primes else high
    )


def _scripted(order: str) -> Callable[[LexborNode, int], str]:
    """A handler for a base followed by scripts in this order, `_` for one below."""

    def handler(node: LexborNode, depth: int) -> str:
        parts = [translated(child, depth) for child in _children(node)]
        if len(parts) != len(order) + 1:
            return "".join(parts)
        found = dict(zip(order, parts[1:], strict=True))
        return scripts(parts[0], found.get("_", ""), found.get("^", ""))

    return handler


def _stacked(order: str) -> Callable[[LexborNode, int], str]:
    """A handler for a base with something under it, over it, or both."""

    def handler(node: LexborNode, depth: int) -> str:
        parts = [translated(child, depth) for child in _children(node)]
        if len(parts) != len(order) + 1:
            return "".join(parts)
        marks = [child.text(deep=True).strip() for child in _children(node)[1:]]
        return stacked(parts[0], dict(zip(order, zip(parts[1:], marks, strict=True), strict=True)))

    return handler


def stacked(base: str, around: dict[str, tuple[str, str]]) -> str:
    """A base with what is below (`_`) and above (`^`) it: their TeX, and their plain text."""
    below, low_mark = around.get("_", ("", ""))
    above, high_mark = around.get("^", ("", ""))
    if high_mark in _ACCENTS and above:
        base, above = f"{_ACCENTS[high_mark]}{{{base}}}", ""
    if low_mark in _BELOW and below:
        base, below = f"{_BELOW[low_mark]}{{{base}}}", ""
    if base.strip() in LARGE or base.startswith(("\\", "{")) or not (below or above):
        return scripts(base, below, above)
    if above:
        base = f"\\overset{{{above}}}{{{base}}}"
    return f"\\underset{{{below}}}{{{base}}}" if below else base


def _many_scripts(node: LexborNode, depth: int) -> str:
    before: list[str] = []
    behind: list[str] = []
    children = _children(node)
    parts = behind
    for child in children[1:]:
        if child.tag == "mprescripts":
            parts = before
        else:
            parts.append("" if child.tag == "none" else translated(child, depth))
    base = translated(children[0], depth) if children else ""
    pairs = [list(zip(side[::2], side[1::2], strict=False)) for side in (before, behind)]
    first = "".join("{}" + scripts("", low, high) for low, high in pairs[0])
    for low, high in pairs[1]:
        base = scripts(base, low, high)
    return first + base


def _table(node: LexborNode, depth: int) -> str:
    rows: list[str] = []
    for row in _children(node):
        cells = _children(row)
        label = ""
        if row.tag == "mlabeledtr" and cells:
            label = f"\\tag{{{cells.pop(0).text(deep=True).strip(' ()')}}}"
        rows.append(" & ".join(translated(cell, depth) for cell in cells) + label)
    if len(rows) == 1 and "\\tag{" in rows[0]:
        return rows[0].replace(" & ", " ")
    aligned = "right" in (node.attributes.get("columnalign") or "")
    return environment("aligned" if aligned else "matrix", rows)


def environment(name: str, rows: Sequence[str]) -> str:
    content = " \\\\ ".join(rows)
    return f"\\begin{{{name}}} {content} \\end{{{name}}}"


def _enclosed(node: LexborNode, depth: int) -> str:
    content = _row(node, depth)
    notation = node.attributes.get("notation") or ""
    if "radical" in notation:
        return f"\\sqrt{{{content}}}"
    if "strike" in notation:
        return f"\\cancel{{{content}}}"
    return f"\\boxed{{{content}}}" if "box" in notation else content


def _first_child(node: LexborNode, depth: int) -> str:
    children = _children(node)
    return translated(children[0], depth) if children else ""


_HANDLERS: dict[str, Callable[[LexborNode, int], str]] = {
    "mi": _identifier,
    "mn": _operator,
    "mo": _operator,
    **dict.fromkeys(("mtext", "ms"), _text),
    "mspace": _space,
    "mfenced": _fenced,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msub": _scripted("_"),
    "msup": _scripted("^"),
    "msubsup": _scripted("_^"),
    "munder": _stacked("_"),
    "mover": _stacked("^"),
    "munderover": _stacked("_^"),
    "mmultiscripts": _many_scripts,
    "mtable": _table,
    "menclose": _enclosed,
    "maction": _first_child,
}
