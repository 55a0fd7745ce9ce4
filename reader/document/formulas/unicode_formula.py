r"""A formula in TeX as one line of Unicode, where a line can hold it: `x_1^2 \leq 1` as `x₁² ≤ 1`.

pylatexenc (2.11) was tried on forty formulas. It shows `2^{10}` as `2^10` and `x_{t=0}` as `x_t=0`,
`\frac{a+b}{c}` as `a+b/c`, `\tfrac12` as `12`, `\binom{n}{k}` as `nk`, and drops commands that it
does not know: a reader could not tell a wrong formula from a right one. It takes 45 ms to import.
Here a formula that a line cannot hold, or that has anything unknown in it, is None, and its source
is shown. What is written in a line follows Unicode Technical Note 28 in short.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from reader.document.formulas.atoms import (
    Atom,
    NotInALineError,
    accented,
    bracketed,
    denominator,
    grouped,
    in_alphabet,
    joined,
    numerator,
    scripted,
)
from reader.document.formulas.symbols import (
    ACCENTS,
    CLASS_OF,
    IGNORED,
    LETTERS,
    NAMES,
    SPACES,
    SUPERSCRIPT,
    SYMBOLS,
    Class,
)

LONGEST = 2_000
"""Characters of source beyond which a formula is shown as its source."""
_DEEPEST = 24
_DEEPEST_FRACTION = 2
_MOST_ROWS = 60

_LEXEME = re.compile(
    r"\\(?:[A-Za-z]+|.|$)|[A-Za-z]+|[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]+(?:\.[0-9]+)?|\s+|.",
    re.DOTALL,
)
_ROWS = (
    "equation|align|aligned|alignat|alignedat|flalign|gather|gathered|split|multline|eqnarray"
    "|displaymath|math"
)
_WRAPPED = re.compile(
    rf"\\begin\s*\{{({_ROWS})(\*?)\}}(?:\[[a-z]\])?(?:\{{\d+\}})?(.*)\\end\s*\{{\1\2\}}",
    re.DOTALL,
)
_STYLE = re.compile(r"\\(?:display|text)style(?![A-Za-z])\s*")
_ROW_SPACE = re.compile(r"\[-?[\d.]+\s*[a-z]{2}\]")
_OVER = {("def", "="): "≝", ("?", "="): "≟", ("△", "="): "≜", ("Δ", "="): "≜"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_DELIMITERS = {"<": "⟨", ">": "⟩"}
_TEXT_ESCAPES = re.compile(r"\\([ %&#_${},;])|~|\\(?:quad|qquad)\b|[{}]")


@lru_cache(maxsize=512)
def one_line(tex: str) -> str | None:
    """The formula on one line; None if it must be shown as its source."""
    found = lines(tex)
    return found if found is not None and "\n" not in found else None


@lru_cache(maxsize=512)
def lines(tex: str) -> str | None:
    r"""The formula with a line for each row of it, `\n` between them, or None. Linear in `tex`."""
    if len(tex) > LONGEST:
        return None
    tex = _unwrapped(tex)
    rows = _rows(_LEXEME.findall(tex))
    if len(rows) > _MOST_ROWS:
        return None
    try:
        shown = [_Reader(row).formula() for row in rows]
    except NotInALineError:
        return None
    return "\n".join(filter(None, shown)) or None


def source(tex: str) -> str:
    r"""The source as it is shown: without the `\displaystyle` that Wikipedia writes around it."""
    tex = tex.strip()
    if tex.startswith("{\\") and tex.endswith("}") and _is_balanced(tex[1:-1]):
        inner = tex[1:-1].strip()
        tex = inner if _STYLE.match(inner) else tex
    return _STYLE.sub("", tex, count=1) if _STYLE.match(tex) else tex


def _unwrapped(tex: str) -> str:
    for _ in range(3):
        tex = source(tex)
        match = _WRAPPED.fullmatch(tex)
        if match is None or "\\begin{" + match[1] + "}" in match[3]:
            break
        tex = match[3]
    return tex.strip()


def _is_balanced(tex: str) -> bool:
    depth = 0
    for lexeme in _LEXEME.findall(tex):
        depth += (lexeme == "{") - (lexeme == "}")
        if depth < 0:
            return False
    return depth == 0


def _rows(lexemes: Sequence[str]) -> list[list[str]]:
    r"""The lexemes between `\\`, without the `&` of columns, but not those within braces."""
    rows: list[list[str]] = [[]]
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme in ("{", "\\begin")) - (lexeme in ("}", "\\end"))
        if depth == 0 and lexeme == "\\\\":
            rows.append([])
        elif not (depth == 0 and lexeme == "&"):
            rows[-1].append(lexeme)
    for row in rows[1:]:
        space = _ROW_SPACE.match("".join(row[:8]))
        if space:
            row[:] = _LEXEME.findall("".join(row)[space.end() :])
    return [row for row in rows if any(not lexeme.isspace() for lexeme in row)]


class _Reader:
    """Reads the lexemes of one row by recursive descent."""

    def __init__(self, lexemes: Sequence[str], depth: int = 0) -> None:
        self._lexemes = list(reversed(lexemes))
        self._depth = depth
        self._fractions = 0
        self._tag = ""

    def formula(self) -> str:
        shown = joined(self._row()).strip()
        if self._lexemes:
            raise NotInALineError
        return f"{shown}  {self._tag}".strip() if self._tag else shown

    def _row(self, end: str = "") -> list[Atom]:
        """The atoms up to the lexeme `end`, which is taken too."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotInALineError
        atoms: list[Atom] = []
        gap = False
        while self._lexemes:
            if self._lexemes[-1] == end:
                self._lexemes.pop()
                self._depth -= 1
                return atoms
            if self._lexemes[-1].isspace():
                self._lexemes.pop()
                gap = True
                continue
            found = self._nucleus()
            if found is None:
                continue
            atoms.append(replace(self._with_scripts(found), gap=gap))
            gap = False
        if end:
            raise NotInALineError
        self._depth -= 1
        return atoms

    # -- one atom ---------------------------------------------------------------------------

    def _nucleus(self) -> Atom | None:
        """Take the next atom without its scripts; None for what shows nothing."""
        lexeme = self._lexemes.pop()
        if lexeme == "{":
            return grouped(self._row("}"))
        if lexeme in ("^", "_", "'"):
            self._lexemes.append(lexeme)
            return Atom("")
        if lexeme.startswith("\\"):
            return self._command(lexeme[1:])
        if lexeme in ("}", "&", "%", "#", "$"):
            raise NotInALineError
        if lexeme == "~":
            return Atom(" ", Class.SPACE)
        if lexeme == "-":
            return Atom("−", Class.BINARY)
        return Atom(lexeme, CLASS_OF.get(lexeme, Class.ORDINARY))

    def _command(self, name: str) -> Atom | None:
        if name in ("left", "right", "middle"):
            return self._delimiter(name)
        if name in SYMBOLS and name not in ("not",):
            sign, kind = SYMBOLS[name]
            return Atom(sign, kind, word=sign.isascii() and len(sign) > 1)
        if name in SPACES:
            return Atom(SPACES[name], Class.SPACE) if SPACES[name] else None
        if name in IGNORED:
            return None
        if name in ACCENTS:
            return accented(self._argument(), ACCENTS[name])
        if name in LETTERS:
            return Atom(in_alphabet(joined(self._argument(), tight=True), LETTERS[name]))
        if name in NAMES:
            return self._named(NAMES[name])
        handler = _HANDLERS.get(name)
        if handler is None:
            raise NotInALineError
        return handler(self)

    def _delimiter(self, name: str) -> Atom | None:
        self._skip_space()
        if not self._lexemes:
            raise NotInALineError
        lexeme = self._lexemes.pop()
        if lexeme == ".":
            return None
        kind = {"left": Class.OPENING, "right": Class.CLOSING}.get(name, Class.ORDINARY)
        if lexeme.startswith("\\"):
            if lexeme[1:] not in SYMBOLS:
                raise NotInALineError
            return Atom(SYMBOLS[lexeme[1:]][0], kind)
        if len(lexeme) != 1 or lexeme.isalnum() or lexeme in "{}&%#$^_":
            raise NotInALineError
        return Atom(_DELIMITERS.get(lexeme, lexeme), kind)

    def _named(self, way: str) -> Atom | None:
        self._skip_star()
        if way == "text":
            text = self._text()
            return Atom(text) if text.strip() else (Atom(" ", Class.SPACE) if text else None)
        if way == "nothing":
            return None
        atoms = self._argument()
        if way == "group":
            return grouped(atoms)
        if way in ("relation", "binary", "operator"):
            kind = Class[way.upper()]
            return Atom(joined(atoms), kind, word=kind is Class.OPERATOR)
        text = joined(atoms, tight=True)
        word = way == "function" or (len(text) > 1 and text.isalpha())
        return Atom(text, Class.OPERATOR if word else Class.ORDINARY, word=word)

    def fraction(self) -> Atom:
        self._fractions += 1
        if self._fractions > _DEEPEST_FRACTION:
            raise NotInALineError
        above, below = self._argument(), self._argument()
        self._fractions -= 1
        return Atom(f"{numerator(above)}/{denominator(below)}", fraction=True)

    def root(self) -> Atom:
        self._skip_space()
        degree = ""
        if self._lexemes and self._lexemes[-1] == "[":
            self._lexemes.pop()
            degree = joined(self._row("]"), tight=True)
        sign = _ROOTS.get(degree)
        if sign is None:
            if not all(char in SUPERSCRIPT for char in degree):
                raise NotInALineError
            sign = "".join(SUPERSCRIPT[char] for char in degree) + "√"
        atoms = self._argument()
        single = len(atoms) == 1 and not (
            atoms[0].scripted or atoms[0].fraction or atoms[0].root or atoms[0].word
        )
        text = joined(atoms)
        if not text:
            raise NotInALineError
        plain = single and (len(text) == 1 or text.isdigit())
        return Atom(sign + (text if plain else bracketed(text)), root=True)

    def negated(self) -> Atom:
        self._skip_space()
        atom = self._nucleus() if self._lexemes else None
        if atom is None:
            raise NotInALineError
        text = unicodedata.normalize("NFC", atom.text + "\u0338")
        if len(text) != 1:
            raise NotInALineError
        return replace(atom, text=text)

    def set_over(self) -> Atom:
        above, base = joined(self._argument(), tight=True), self._argument()
        sign = _OVER.get((above, joined(base)))
        if sign is None:
            raise NotInALineError
        return Atom(sign, Class.RELATION)

    def set_under(self) -> Atom:
        below, base = self._argument(), grouped(self._argument())
        if base is None or base.kind is not Class.OPERATOR:
            raise NotInALineError
        return scripted(base, "", joined(below, tight=True))

    def modulus(self) -> Atom:
        return Atom(f" (mod {joined(self._argument())})")

    def modulo(self) -> Atom:
        return Atom("mod", Class.BINARY)

    def take_tag(self) -> None:
        self._skip_star()
        self._tag = f"({self._text().strip()})"

    def drop_argument(self) -> None:
        self._skip_star()
        self._text()

    def space(self) -> Atom:
        self.drop_argument()
        return Atom(" ", Class.SPACE)

    def coloured(self) -> Atom | None:
        self._text()
        return grouped(self._argument())

    # -- arguments --------------------------------------------------------------------------

    def _skip_space(self) -> None:
        while self._lexemes and self._lexemes[-1].isspace():
            self._lexemes.pop()

    def _skip_star(self) -> None:
        if self._lexemes and self._lexemes[-1] == "*":
            self._lexemes.pop()

    def _argument(self) -> list[Atom]:
        """A group in braces, else one character or command, without scripts."""
        self._skip_space()
        if not self._lexemes:
            raise NotInALineError
        lexeme = self._lexemes[-1]
        if lexeme == "{":
            self._lexemes.pop()
            return self._row("}")
        if lexeme in ("^", "_", "'", "}"):
            raise NotInALineError
        if lexeme[0] != "\\" and len(lexeme) > 1:
            self._lexemes[-1] = lexeme[1:]
            return [Atom(lexeme[0])]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotInALineError
        found = self._nucleus()
        self._depth -= 1
        return [found] if found is not None else []

    def _text(self) -> str:
        """An argument of plain text; formulas between dollars in it are read."""
        self._skip_space()
        if not self._lexemes:
            raise NotInALineError
        if self._lexemes[-1] != "{":
            return self._lexemes.pop()
        self._lexemes.pop()
        depth, taken = 1, list[str]()
        while self._lexemes:
            lexeme = self._lexemes.pop()
            depth += (lexeme == "{") - (lexeme == "}")
            if not depth:
                return self._plain("".join(taken))
            taken.append(lexeme)
        raise NotInALineError

    def _plain(self, source: str) -> str:
        parts = re.split(r"(?<!\\)\$", source)
        if len(parts) % 2 == 0 or self._depth >= _DEEPEST:
            raise NotInALineError
        for index, part in enumerate(parts):
            if index % 2:
                parts[index] = _Reader(_LEXEME.findall(part), self._depth + 1).formula()
            else:
                parts[index] = _TEXT_ESCAPES.sub(lambda m: m[1] or (m[0] not in "{}") * " ", part)
                if "\\" in parts[index]:
                    raise NotInALineError
        return re.sub(r"\s+", " ", "".join(parts))

    # -- scripts ----------------------------------------------------------------------------

    def _with_scripts(self, base: Atom) -> Atom:
        above = below = ""
        primes = 0
        while True:
            self._skip_limits()
            lexeme = self._lexemes[-1] if self._lexemes else ""
            if lexeme == "'":
                self._lexemes.pop()
                primes += 1
            elif lexeme in ("^", "_") and not (above if lexeme == "^" else below):
                self._lexemes.pop()
                script = joined(self._argument(), tight=True).strip()
                if not script:
                    continue
                if lexeme == "^":
                    above = script
                else:
                    below = script
            elif lexeme in ("^", "_"):
                raise NotInALineError
            else:
                break
        if primes > 3:
            raise NotInALineError
        marks = ("", "′", "″", "‴")[primes]
        if not (above or below or marks):
            return base
        return scripted(base, above, below, marks)

    def _skip_limits(self) -> None:
        """Skip white space and commands before a script, but no space that shows."""
        at = len(self._lexemes)
        while at and (self._lexemes[at - 1].isspace() or self._lexemes[at - 1] in _LIMITS):
            at -= 1
        if at and self._lexemes[at - 1] in ("^", "_", "'"):
            del self._lexemes[at:]


_LIMITS = frozenset(("\\limits", "\\nolimits", "\\displaylimits"))
_HANDLERS = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _Reader.fraction),
    "sqrt": _Reader.root,
    "not": _Reader.negated,
    **dict.fromkeys(("stackrel", "overset"), _Reader.set_over),
    "underset": _Reader.set_under,
    **dict.fromkeys(("pmod",), _Reader.modulus),
    "mod": _Reader.modulo,
    "tag": _Reader.take_tag,
    **dict.fromkeys(("label", "color"), _Reader.drop_argument),
    "textcolor": _Reader.coloured,
    **dict.fromkeys(("hspace", "phantom", "hphantom"), _Reader.space),
}
