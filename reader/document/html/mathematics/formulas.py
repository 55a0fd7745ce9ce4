r"""Formulas in HTML, as their TeX source.

Whatever a page holds for a formula (a script of MathJax, spans of KaTeX, MathML, a picture with its
source, `\(…\)` in the text) becomes one `<math alttext=TeX>`, whose text is what a reader shows. So
nothing that reads the tree later meets a formula twice, or the source of one in its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus

from reader.document import escape
from reader.document.formulas.delimiters import (
    LONGEST,
    Delimited,
    Usage,
    formulas_in,
    has_command,
    is_surely_tex,
    usage_in,
)
from reader.document.formulas.unicode_formula import lines, source
from reader.document.html.mathematics.mathml import tex_of
from reader.document.html.mathematics.typeset_formulas import katex_html, mathjax

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MENTIONED = (
    *(b"math", b"katex", b"mjx", b"latex", b"eeimg", b"equation", b"formula", b"data-tex"),
    *(b'tex"', b"tex'", b"=tex"),
)
"""Words in lower case of which a page with a formula in its tags has one."""
_TYPESETTERS = (b"mathjax", b"katex")
_DELIMITERS = ("$", "\\(", "\\[", "\\begin{")
_FORMULAS = (
    "script[type^='math/tex'], script[type^='math/mml'],"
    " .MathJax_Preview, .MathJax_Display, .MathJax, .MathJax_SVG, .MathJax_SVG_Display,"
    " .MathJax_CHTML, .mjx-chtml, .MJXc-display, mjx-container,"
    " .katex-display, .katex, .katex-mathml, .katex-html, .mwe-math-element,"
    " math, math-renderer, [data-tex], [data-formula], [data-math],"
    " .latex-rendered[data-attrs], g[data-mml-node=math], code.language-math,"
    " span.math, div.math, span.math-container, img"
)
"""Elements that may be formulas."""
_TYPESET_BY_MATHJAX_2 = frozenset(
    ("MathJax_Display", "MathJax", "MathJax_SVG", "MathJax_SVG_Display", "MathJax_CHTML",
     "mjx-chtml", "MJXc-display")
)  # fmt: skip
_IN_DISPLAY = frozenset(
    ("katex-display", "MathJax_Display", "MathJax_SVG_Display", "MJXc-display", "math-display",
     "display", "js-display-math", "mwe-math-fallback-image-display", "latex-rendered",
     "math-block")
)  # fmt: skip
_CARRYING = ("data-tex", "data-formula", "data-latex", "data-math")
_CARRIERS = (
    "math[data-latex], mjx-math[data-latex], g[data-mml-node=math][data-latex],"
    " [data-tex], [data-formula], [data-math]"
)
_IMAGE = re.compile(r"(?:^|[\s-])(?:latex|tex|mwe-math\S*|math|equation)(?:[\s-]|$)")
_QUERY = re.compile(
    r"(?:/equation\?tex=|latex\.php\?(?:[^#]{0,100}&)?latex=|cht=tx&(?:[^#]{0,100}&)?chl="
    r"|card=math&code=)([^&#]{1,6000})"
)
_CODECOGS = re.compile(
    r"//latex\.codecogs\.com/(?:[a-z]{3,4}\.(?:latex|image|download)|svg)\?(.{1,6000})"
)
_CELLS = frozenset(("td", "th", "tr", "table", "li", "article", "main", "body"))
"""Elements whose formulas are a spreadsheet's."""
_MOST_SHOWN = 20
"""How much longer than its TeX the text of what was typeset is, at most: MathML writes it anew."""
_LONGEST_NAME = 2_000
_OUTERMOST = 6
"""Elements between a formula that is drawn and the drawing."""
_NO_FORMULAS = frozenset(
    ("code", "pre", "script", "style", "textarea", "kbd", "samp", "tt", "xmp", "math", "svg",
     "head", "title", "noscript", "iframe")
)  # fmt: skip
_IGNORED = re.compile(r"(?:^|\s)(?:tex2jax_ignore|mathjax_ignore|no-?mathjax|nolatex)(?:\s|$)")
_PAIRS = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))


LONGEST_INLINE = LONGEST - 100
"""Characters of TeX beyond which Markdown does not read a formula in running text."""


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    display: bool


def settle_elements(tree: LexborHTMLParser, html: str) -> None:
    """Replace each element that is a formula by a `<math>` that has its TeX as `alttext`.

    It needs the scripts of the page, which pruning takes out.
    """
    root = tree.body or tree.root
    if root is not None and _mentions(html, _MENTIONED):
        _replace_elements(tree, root)


def settle_text(tree: LexborHTMLParser, html: str) -> None:
    """Replace each formula between delimiters likewise; `html` is the page with its scripts."""
    root = tree.body or tree.root
    text = root.text(deep=True) if root is not None else ""
    if root is not None and _has_delimiter(text):
        typeset = _mentions(html, _TYPESETTERS)
        brackets = typeset or usage_in(text).brackets
        _replace_text(tree, root, Usage(brackets=brackets, dollars=typeset))


def _mentions(html: str, words: Iterable[bytes]) -> bool:
    """Whether one of the words, which are ASCII in lower case, stands anywhere in a source."""
    # Plain searches in bytes: lower case of text takes four times as long, a pattern that knows no
    # case as long as all of the parsing.
    folded = html.encode("utf-8", "replace").lower()
    return any(word in folded for word in words)


def _has_delimiter(text: str) -> bool:
    return any(delimiter in text for delimiter in _DELIMITERS)


# -- elements -------------------------------------------------------------------------------


def _replace_elements(tree: LexborHTMLParser, root: LexborNode) -> None:
    found = root.css(_FORMULAS)
    scripted = _ids_of_scripts(found)
    gone: set[int] = set()
    for node in found:
        if node.mem_id in gone:
            continue
        formula = _formula_of(node, scripted)
        if formula is None:
            continue
        if node.tag != "img":
            gone.update(inner.mem_id for inner in node.css(_FORMULAS))
        if formula.tex:
            _drawing(node).replace_with(_element(tree, formula))
        else:
            node.decompose()


def _drawing(node: LexborNode) -> LexborNode:
    """The `<svg>` around a formula that is drawn in it, else the node itself."""
    around: LexborNode | None = node
    for _ in range(_OUTERMOST if node.tag == "g" else 0):
        around = around.parent if around is not None else None
        if around is not None and around.tag == "svg":
            return around
    return node


def _element(tree: LexborHTMLParser, formula: _Formula) -> LexborNode:
    node = tree.create_node("math")
    node.attrs["alttext"] = formula.tex
    if formula.display:
        node.attrs["display"] = "block"
    node.insert_child(lines(formula.tex) or source(formula.tex))
    return node


def _formula_of(node: LexborNode, scripted: frozenset[str]) -> _Formula | None:
    """The formula that the element is, with "" for one that stands elsewhere too; else None."""
    names = frozenset(_attribute(node, "class").split())
    if node.tag == "img":
        return _of_image(node, _attribute(node, "class").lower())
    if node.tag == "script":
        return _of_script(node)
    if "MathJax_Preview" in names:
        twin = _has_twin(node, scripted) or _is_typeset_behind(node)
        return _Formula("", display=False) if twin else None
    if names & _TYPESET_BY_MATHJAX_2 and node.tag != "mjx-container" and _has_twin(node, scripted):
        return _Formula("", display=False)
    tex = _carried(node) or _typeset(node, names)
    if not tex:
        return None
    # Half a character, written as an escape in JSON or as a number, is none.
    undressed, display = _undressed(tex.encode(errors="replace").decode())
    return _Formula(undressed, display or _is_display(node, names))


def _attribute(node: LexborNode, *names: str) -> str:
    """The first of the attributes that says something."""
    attributes = node.attributes
    for name in names:
        value = (attributes.get(name) or "").strip()
        if value:
            return value
    return ""


def _ids_of_scripts(found: Iterable[LexborNode]) -> frozenset[str]:
    return frozenset(node.id for node in found if node.tag == "script" and node.id)


def _has_twin(node: LexborNode, scripted: frozenset[str]) -> bool:
    """Whether MathJax 2 left the script beside what it made of it."""
    if (node.id or "").removesuffix("-Frame") in scripted:
        return True
    behind = node.next
    for _ in range(6):
        if behind is None:
            return False
        if behind.tag == "script" and _attribute(behind, "type").startswith("math/"):
            return True
        if behind.tag == "-text" and (behind.text_content or "").strip():
            return False
        if behind.tag != "-text" and _attribute(behind, "class")[:7].lower() != "mathjax":
            return False
        behind = behind.next
    return False


def _is_typeset_behind(node: LexborNode) -> bool:
    """Whether what stands next is MathJax's work, whose script another program took out."""
    behind = node.next
    if behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
        behind = behind.next
    return behind is not None and _attribute(behind, "class")[:7].lower() == "mathjax"


def _of_script(node: LexborNode) -> _Formula | None:
    kind = _attribute(node, "type").replace(" ", "")
    text = node.text(deep=True).strip()
    if kind.startswith("math/mml"):
        from selectolax.lexbor import LexborHTMLParser

        math = LexborHTMLParser(text).css_first("math")
        text = tex_of(math) if math is not None else text
    for fence in (("% <![CDATA[", "%]]>"), ("<![CDATA[", "]]>")):
        text = text.removeprefix(fence[0]).removesuffix(fence[1]).strip()
    return _Formula(text, "mode=display" in kind)


def _carried(node: LexborNode) -> str:
    """TeX that the element says in an attribute, or a formula's text between delimiters."""
    names = _attribute(node, "class")
    if "latex-rendered" in names:
        return _of_json(_attribute(node, "data-attrs"))
    tex = _attribute(node, *_CARRYING)
    if tex and node.tag in _CELLS:
        return ""
    if tex and len(node.text(deep=True)) <= _MOST_SHOWN * (len(tex) + _MOST_SHOWN):
        if "ztext-math" in names:
            tex = tex.removesuffix("\\\\").rstrip()
        return tex
    if node.tag == "code":
        return node.text(deep=True).strip()
    if any((child.tag or "-")[0] != "-" for child in node.iter()):
        return ""
    text = node.text(deep=True).strip()
    if {"math", "inline"} <= set(names.split()) or {"math", "display"} <= set(names.split()):
        # Pandoc's, for KaTeX: without delimiters.
        return text if is_surely_tex(text) or _undressed(text)[0] != text else ""
    return text if _undressed(text)[0] != text else ""


def _of_json(text: str) -> str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    tex = found.get("persistentExpression") if isinstance(found, dict) else None
    return tex if isinstance(tex, str) else ""


def _typeset(node: LexborNode, names: frozenset[str]) -> str:
    """TeX of what a script typeset; "" for an element that is no formula by itself."""
    carried = _attribute(node, "data-mathml")
    if carried:
        from selectolax.lexbor import LexborHTMLParser

        math = LexborHTMLParser(carried).css_first("math")
        return tex_of(math) if math is not None else ""
    if _is_plain(node, names):
        return ""
    inner = node.css_first(_CARRIERS)
    if inner is not None:
        return _attribute(inner, *_CARRYING)
    math = node if node.tag == "math" else node.css_first("math")
    if math is not None:
        return tex_of(math)
    if "katex-html" in names or names & {"katex", "katex-display"}:
        return " ".join(katex_html(node).split())
    if node.tag in ("mjx-container", "svg", "g"):
        return " ".join(mathjax(node).split())
    if "mwe-math-element" in names:
        image = node.css_first("img[alt]")
        return _attribute(image, "alt") if image is not None else ""
    return ""


def _is_plain(node: LexborNode, names: frozenset[str]) -> bool:
    """Whether only text between delimiters makes it a formula: it may hold more than one."""
    return (
        node.tag != "math"
        and not names
        & (
            _TYPESET_BY_MATHJAX_2
            | {"katex", "katex-display", "katex-mathml", "katex-html", "mwe-math-element"}
        )
        and node.tag not in ("mjx-container", "svg", "g", "math-renderer")
    )


def _is_display(node: LexborNode, names: frozenset[str]) -> bool:
    if names & _IN_DISPLAY or _attribute(node, "display") in ("block", "true"):
        return True
    if node.tag == "math" or "math" not in names:
        math = None if node.tag == "math" else node.css_first("math")
        if math is not None and _attribute(math, "display") == "block":
            return True
    return node.tag in ("div", "p", "section", "figure") or _attribute(node, "data-tex").endswith(
        "\\\\"
    )


def _of_image(node: LexborNode, names: str) -> _Formula | None:
    alt, address = _attribute(node, "alt"), _attribute(node, "src", "data-src", "data-actualsrc")
    eeimg = _attribute(node, "eeimg")
    tex = _attribute(node, "data-formula", "data-tex", "data-latex")
    if not tex and alt and (eeimg or _is_formula_image(names, alt)):
        tex = alt
    if not tex:
        query = _QUERY.search(address)
        codecogs = None if query else _CODECOGS.search(address)
        if query is not None:
            tex = unquote_plus(query[1])
        elif codecogs is not None:
            tex = unquote(codecogs[1])
        elif "%5c" in address[-_LONGEST_NAME:].lower():
            name = unquote(address[-_LONGEST_NAME:]).rpartition("/")[2]
            tex = name if has_command(name) else ""
    if not tex:
        return None
    tex, display = _undressed(tex)
    if eeimg:
        tex = tex.removesuffix("\\\\").rstrip()
    return _Formula(tex, display or eeimg == "2" or "display" in names)


def _is_formula_image(names: str, alt: str) -> bool:
    if has_command(alt) and any(char in alt for char in "{}^_="):
        return True
    return bool(_IMAGE.search(names)) and ("\\" in alt or "$" in alt or len(alt) < 60)


# -- text between delimiters ----------------------------------------------------------------


def _replace_text(tree: LexborHTMLParser, root: LexborNode, usage: Usage) -> None:
    """Replace formulas in text; `<br>` may be in one, as in MathJax, but no other element."""
    for parent in _with_delimiters(root):
        run: list[LexborNode] = []
        child = parent.first_child
        while child is not None:
            following = child.next
            tag = child.tag or ""
            if tag in ("-text", "br") or tag.startswith("-"):
                run.append(child)
            else:
                _replace_run(tree, run, usage)
                run = []
            child = following
        _replace_run(tree, run, usage)


def _with_delimiters(root: LexborNode) -> list[LexborNode]:
    """The elements in which formulas may be, with a delimiter in a text of their own."""
    found: dict[int, LexborNode] = {}
    may_hold = {root.mem_id: True}
    for node in root.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = node.text_content or ""
        if "$" not in text and not ("\\" in text and _has_delimiter(text)):
            continue
        parent = node.parent
        if parent is not None and _may_hold_formulas(parent, may_hold):
            found[parent.mem_id] = parent
    return [*found.values()]


def _may_hold_formulas(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether neither it nor an element around it is shown as it is; `known` ends the search."""
    around: LexborNode | None = node
    path: list[int] = []
    while around is not None and around.mem_id not in known:
        path.append(around.mem_id)
        if around.tag in _NO_FORMULAS or _IGNORED.search(_attribute(around, "class")):
            known[around.mem_id] = False
            break
        around = around.parent
    may = around is None or known[around.mem_id]
    known.update(dict.fromkeys(path, may))
    return may


def _replace_run(tree: LexborHTMLParser, run: list[LexborNode], usage: Usage) -> None:
    pieces = ["\n" if node.tag == "br" else node.text_content or "" for node in run]
    pieces = [p if n.tag in ("-text", "br") else "" for p, n in zip(pieces, run, strict=True)]
    if not any(map(_has_delimiter, pieces)):
        return
    found = list(formulas_in("".join(pieces), usage))
    if not found:
        return
    first = run[0]
    for item in _rebuilt(tree, run, pieces, found):
        first.insert_before(item)
    for node in run:
        node.decompose()


def _rebuilt(
    tree: LexborHTMLParser, run: list[LexborNode], pieces: list[str], found: list[Delimited]
) -> Iterable[str | LexborNode]:
    """The nodes of a run anew: text and breaks outside of the formulas, and the formulas."""
    waiting = iter([*found, None])
    formula = next(waiting)
    at = 0
    for node, piece in zip(run, pieces, strict=True):
        start, end = at, at + len(piece)
        while at < end:
            if formula is not None and formula.start <= at:
                if formula.start == at:
                    yield _element(tree, _Formula(formula.tex, formula.display))
                at = min(end, formula.end)
                if at == formula.end:
                    formula = next(waiting)
                continue
            stop = min(end, formula.start) if formula is not None else end
            yield tree.create_node("br") if node.tag == "br" else piece[at - start : stop - start]
            at = stop


# -- Markdown -------------------------------------------------------------------------------


def formula(node: LexborNode) -> tuple[str, bool]:
    """The TeX of a `<math>`, and whether it is displayed; "" if it is empty."""
    return _attribute(node, "alttext"), _attribute(node, "display") == "block"


def only_formula(body: LexborNode | None) -> str:
    """The TeX of a settled tree that holds one formula and nothing else; "" for any other."""
    found = body.css("math") if body is not None else []
    if body is None or len(found) != 1 or body.text(deep=True).strip() != found[0].text(deep=True):
        return ""
    return formula(found[0])[0]


def has_rows(tex: str) -> bool:
    """Whether it is shown on several lines, each readable by itself."""
    return "\n" in (lines(tex) or "")


def inline_formula(tex: str) -> str:
    """GitHub's ``$`…`$``, which is a formula whatever is in it or beside it."""
    span = escape.code_span(" ".join(tex.split()))
    return f"${span}$"


def display_formula(tex: str) -> str:
    return escape.fence("\n".join(filter(str.strip, tex.split("\n"))), "math")


def _undressed(tex: str) -> tuple[str, bool]:
    """TeX without the delimiters around it, and whether they were those of a display."""
    tex = source(tex)
    for start, end in _PAIRS:
        inner = tex[len(start) : -len(end)]
        if tex.startswith(start) and tex.endswith(end) and inner.strip() and start not in inner:
            return inner.strip(), start in ("$$", "\\[")
    return tex, False
