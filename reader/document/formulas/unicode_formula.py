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
from dataclasses import dataclass, replace
from functools import lru_cache

from reader.document.formulas.symbols import (
    ACCENTS,
    BOLD_GREEK,
    CLASS_OF,
    IGNORED,
    LARGE,
    LETTERS,
    LETTERS_ELSEWHERE,
    NAMES,
    SPACES,
    SUBSCRIPT,
    SUPERSCRIPT,
    SYMBOLS,
    Class,
)

LONGEST = 2_000
"""Characters of source beyond which a formula is shown as its source."""
_DEEPEST = 24
_DEEPEST_FRACTION = 2
_LONGEST_SCRIPT = 24
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
    rf"\\begin\s*\{{({_ROWS})(\*?)\}}(?:\[[a-z]\])?(?(1)(?:\{{\d+\}})?)(.*)\\end\s*\{{\1\2\}}",
    re.DOTALL,
)
_STYLE = re.compile(r"\\(?:display|text)style(?![A-Za-z])\s*")
_ROW_SPACE = re.compile(r"\[-?[\d.]+\s*[a-z]{2}\]")
_SMALL = frozenset((*SUPERSCRIPT.values(), *SUBSCRIPT.values(), "′", "″", "‴", "°"))
_MARKS = frozenset("*†‡′″‴°")
"""Signs that stand high by themselves."""
_OVER = {("def", "="): "≝", ("?", "="): "≟", ("△", "="): "≜", ("Δ", "="): "≜"}
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_DELIMITERS = {"<": "⟨", ">": "⟩"}
_TEXT_ESCAPES = re.compile(r"\\([ %&#_${},;])|~|\\(?:quad|qquad)\b|[{}]")


class _NotInALineError(Exception):
    """A formula, or a part of one, that a line of text cannot hold."""


@dataclass(frozen=True, slots=True)
class _Atom:
    text: str
    kind: Class = Class.ORDINARY
    gap: bool = False
    """Whether white space is before it in the source."""
    word: bool = False
    """Whether it is a name of several letters, set apart from what is beside it."""
    fraction: bool = False
    scripted: bool = False
    root: bool = False
    open_end: bool = False
    """Whether it ends with `_x` or `^x`, which a letter behind it would seem to belong to."""


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
    except _NotInALineError:
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
        shown = _joined(self._row()).strip()
        if self._lexemes:
            raise _NotInALineError
        return f"{shown}  {self._tag}".strip() if self._tag else shown

    def _row(self, end: str = "") -> list[_Atom]:
        """The atoms up to the lexeme `end`, which is taken too."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotInALineError
        atoms: list[_Atom] = []
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
            raise _NotInALineError
        self._depth -= 1
        return atoms

    # -- one atom ---------------------------------------------------------------------------

    def _nucleus(self) -> _Atom | None:
        """Take the next atom without its scripts; None for what shows nothing."""
        lexeme = self._lexemes.pop()
        if lexeme == "{":
            return _grouped(self._row("}"))
        if lexeme in ("^", "_", "'"):
            self._lexemes.append(lexeme)
            return _Atom("")
        if lexeme.startswith("\\"):
            return self._command(lexeme[1:])
        if lexeme in ("}", "&", "%", "#", "$"):
            raise _NotInALineError
        if lexeme == "~":
            return _Atom(" ", Class.SPACE)
        if lexeme == "-":
            return _Atom("−", Class.BINARY)
        return _Atom(lexeme, CLASS_OF.get(lexeme, Class.ORDINARY))

    def _command(self, name: str) -> _Atom | None:
        if name in ("left", "right", "middle"):
            return self._delimiter(name)
        if name in SYMBOLS and name not in ("not",):
            sign, kind = SYMBOLS[name]
            return _Atom(sign, kind, word=sign.isascii() and len(sign) > 1)
        if name in SPACES:
            return _Atom(SPACES[name], Class.SPACE) if SPACES[name] else None
        if name in IGNORED:
            return None
        if name in ACCENTS:
            return _accented(self._argument(), ACCENTS[name])
        if name in LETTERS:
            return _Atom(_in_alphabet(_joined(self._argument(), tight=True), LETTERS[name]))
        if name in NAMES:
            return self._named(NAMES[name])
        handler = _HANDLERS.get(name)
        if handler is None:
            raise _NotInALineError
        return handler(self)

    def _delimiter(self, name: str) -> _Atom | None:
        self._skip_space()
        if not self._lexemes:
            raise _NotInALineError
        lexeme = self._lexemes.pop()
        if lexeme == ".":
            return None
        kind = {"left": Class.OPENING, "right": Class.CLOSING}.get(name, Class.ORDINARY)
        if lexeme.startswith("\\"):
            if lexeme[1:] not in SYMBOLS:
                raise _NotInALineError
            return _Atom(SYMBOLS[lexeme[1:]][0], kind)
        if len(lexeme) != 1 or lexeme.isalnum() or lexeme in "{}&%#$^_":
            raise _NotInALineError
        return _Atom(_DELIMITERS.get(lexeme, lexeme), kind)

    def _named(self, way: str) -> _Atom | None:
        self._skip_star()
        if way == "text":
            text = self._text()
            return _Atom(text) if text.strip() else (_Atom(" ", Class.SPACE) if text else None)
        if way == "nothing":
            return None
        atoms = self._argument()
        if way == "group":
            return _grouped(atoms)
        if way in ("relation", "binary", "operator"):
            kind = Class[way.upper()]
            return _Atom(_joined(atoms), kind, word=kind is Class.OPERATOR)
        text = _joined(atoms, tight=True)
        word = way == "function" or (len(text) > 1 and text.isalpha())
        return _Atom(text, Class.OPERATOR if word else Class.ORDINARY, word=word)

    def fraction(self) -> _Atom:
        self._fractions += 1
        if self._fractions > _DEEPEST_FRACTION:
            raise _NotInALineError
        above, below = self._argument(), self._argument()
        self._fractions -= 1
        return _Atom(f"{_numerator(above)}/{_denominator(below)}", fraction=True)

    def root(self) -> _Atom:
        self._skip_space()
        degree = ""
        if self._lexemes and self._lexemes[-1] == "[":
            self._lexemes.pop()
            degree = _joined(self._row("]"), tight=True)
        sign = _ROOTS.get(degree)
        if sign is None:
            if not all(char in SUPERSCRIPT for char in degree):
                raise _NotInALineError
            sign = "".join(SUPERSCRIPT[char] for char in degree) + "√"
        atoms = self._argument()
        single = len(atoms) == 1 and not (
            atoms[0].scripted or atoms[0].fraction or atoms[0].root or atoms[0].word
        )
        text = _joined(atoms)
        if not text:
            raise _NotInALineError
        plain = single and (len(text) == 1 or text.isdigit())
        return _Atom(sign + (text if plain else _bracketed(text)), root=True)

    def negated(self) -> _Atom:
        self._skip_space()
        atom = self._nucleus() if self._lexemes else None
        if atom is None:
            raise _NotInALineError
        text = unicodedata.normalize("NFC", atom.text + "\u0338")
        if len(text) != 1:
            raise _NotInALineError
        return replace(atom, text=text)

    def set_over(self) -> _Atom:
        above, base = _joined(self._argument(), tight=True), self._argument()
        sign = _OVER.get((above, _joined(base)))
        if sign is None:
            raise _NotInALineError
        return _Atom(sign, Class.RELATION)

    def set_under(self) -> _Atom:
        below, base = self._argument(), _grouped(self._argument())
        if base is None or base.kind is not Class.OPERATOR:
            raise _NotInALineError
        return _scripted(base, "", _joined(below, tight=True))

    def modulus(self) -> _Atom:
        return _Atom(f" (mod {_joined(self._argument())})")

    def modulo(self) -> _Atom:
        return _Atom("mod", Class.BINARY)

    def take_tag(self) -> None:
        self._skip_star()
        self._tag = f"({self._text().strip()})"

    def drop_argument(self) -> None:
        self._skip_star()
        self._text()

    def space(self) -> _Atom:
        self.drop_argument()
        return _Atom(" ", Class.SPACE)

    def coloured(self) -> _Atom | None:
        self._text()
        return _grouped(self._argument())

    # -- arguments --------------------------------------------------------------------------

    def _skip_space(self) -> None:
        while self._lexemes and self._lexemes[-1].isspace():
            self._lexemes.pop()

    def _skip_star(self) -> None:
        if self._lexemes and self._lexemes[-1] == "*":
            self._lexemes.pop()

    def _argument(self) -> list[_Atom]:
        """A group in braces, else one character or command, without scripts."""
        self._skip_space()
        if not self._lexemes:
            raise _NotInALineError
        lexeme = self._lexemes[-1]
        if lexeme == "{":
            self._lexemes.pop()
            return self._row("}")
        if lexeme in ("^", "_", "'", "}"):
            raise _NotInALineError
        if lexeme[0] != "\\" and len(lexeme) > 1:
            self._lexemes[-1] = lexeme[1:]
            return [_Atom(lexeme[0])]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotInALineError
        found = self._nucleus()
        self._depth -= 1
        return [found] if found is not None else []

    def _text(self) -> str:
        """An argument of plain text; formulas between dollars in it are read."""
        self._skip_space()
        if not self._lexemes:
            raise _NotInALineError
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
        raise _NotInALineError

    def _plain(self, source: str) -> str:
        parts = re.split(r"(?<!\\)\$", source)
        if len(parts) % 2 == 0 or self._depth >= _DEEPEST:
            raise _NotInALineError
        for index, part in enumerate(parts):
            if index % 2:
                parts[index] = _Reader(_LEXEME.findall(part), self._depth + 1).formula()
            else:
                parts[index] = _TEXT_ESCAPES.sub(lambda m: m[1] or (m[0] not in "{}") * " ", part)
                if "\\" in parts[index]:
                    raise _NotInALineError
        return re.sub(r"\s+", " ", "".join(parts))

    # -- scripts ----------------------------------------------------------------------------

    def _with_scripts(self, base: _Atom) -> _Atom:
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
                script = _joined(self._argument(), tight=True).strip()
                if not script:
                    continue
                if lexeme == "^":
                    above = script
                else:
                    below = script
            elif lexeme in ("^", "_"):
                raise _NotInALineError
            else:
                break
        if primes > 3:
            raise _NotInALineError
        marks = ("", "′", "″", "‴")[primes]
        if not (above or below or marks):
            return base
        return _scripted(base, above, below, marks)

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


def _grouped(atoms: Sequence[_Atom]) -> _Atom | None:
    if not atoms:
        return None
    if len(atoms) == 1:
        return replace(atoms[0], gap=False)
    if all(atom.kind is Class.OPERATOR for atom in atoms):
        return _Atom(_joined(atoms), Class.OPERATOR, word=True)
    return _Atom(_joined(atoms), open_end=atoms[-1].open_end)


def _scripted(base: _Atom, above: str, below: str, marks: str = "") -> _Atom:
    text = base.text
    if base.fraction or base.root:
        text = f"({text})"
    if above == "∘":
        above = "°"
    high, high_is_small = _script(above.replace("⊤", "T"), SUPERSCRIPT, "^")
    if above and all(char in _MARKS for char in above):
        high, high_is_small = above, True
    if above[:1] == "′":
        marks, high = marks + above, ""
    low, low_is_small = _script(below, SUBSCRIPT, "_")
    if not low_is_small and not high_is_small:
        raise _NotInALineError
    # What has a small form goes first, so that it cannot seem to belong to the other.
    both = low + high if low_is_small else high + low
    open_end = not (low_is_small and high_is_small)
    text = f"{text}{marks}{both}"
    return replace(base, text=text, scripted=True, open_end=open_end, fraction=False, root=False)


def _script(text: str, small: dict[str, str], sign: str) -> tuple[str, bool]:
    """A script as small characters, else on the line behind its sign; and which of both it is."""
    if all(char in small for char in text):
        return "".join(small[char] for char in text), True
    if len(text) > _LONGEST_SCRIPT or "^" in text or "_" in text:
        raise _NotInALineError
    return sign + (text if len(text) == 1 else _bracketed(text)), False


def _accented(atoms: Sequence[_Atom], mark: str) -> _Atom:
    text = _joined(atoms, tight=True)
    if not text[:1].isalnum() or not all(char in _SMALL for char in text[1:]):
        raise _NotInALineError
    return _Atom(text[0] + mark + text[1:], scripted=len(text) > 1)


def _in_alphabet(text: str, alphabet: tuple[int, int, int]) -> str:
    capital, small, digit = alphabet
    written: list[str] = []
    for char in text:
        code = ord(char)
        if "A" <= char <= "Z":
            code += capital - ord("A")
        elif "a" <= char <= "z":
            code += small - ord("a")
        elif "0" <= char <= "9" and digit:
            code += digit - ord("0")
        elif digit == 0x1D7CE:
            for first, bold in BOLD_GREEK.items():
                code += bold - first if first <= code < first + 25 else 0
        written.append(LETTERS_ELSEWHERE.get(code, chr(code)))
    return "".join(written)


def _bracketed(text: str) -> str:
    return text if _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    """Whether the first character is a parenthesis that the last one closes."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if not depth:
            return index == len(text) - 1
    return False


def _numerator(atoms: Sequence[_Atom]) -> str:
    text = _joined(atoms)
    if not text:
        raise _NotInALineError
    depth = 0
    for atom in _settled(atoms):
        depth += (atom.kind is Class.OPENING) - (atom.kind is Class.CLOSING)
        if (depth <= 0 and atom.kind in _LOOSE) or atom.fraction:
            return _bracketed(text)
    return text


def _denominator(atoms: Sequence[_Atom]) -> str:
    text = _joined(atoms)
    if not text:
        raise _NotInALineError
    if len(atoms) == 1 and not (atoms[0].fraction or atoms[0].kind in _LOOSE):
        single = atoms[0].scripted or len(text) == 1 or not text.isalpha() or text[0] == "d"
        return text if single and " " not in text else _bracketed(text)
    name = atoms[0].text
    if atoms[0].kind in _SOLID and name.isalnum() and _is_bracketed(text[len(name) :]):
        return text
    if name in ("|", "‖") and text.endswith(name) and text.count(name) == 2:
        return text
    differential = len(atoms) == 2 and atoms[0].text in ("d", "∂") and not atoms[1].kind
    return text if differential and not atoms[1].fraction else _bracketed(text)


_LOOSE = frozenset((Class.BINARY, Class.RELATION, Class.PUNCTUATION))
_BEFORE_SIGN = frozenset(
    (Class.BINARY, Class.RELATION, Class.OPENING, Class.PUNCTUATION, Class.OPERATOR)
)
_BEHIND_SIGN = frozenset((Class.RELATION, Class.CLOSING, Class.PUNCTUATION))
_SOLID = frozenset((Class.ORDINARY, Class.OPERATOR))
_SIGNS = frozenset("−+±∓|‖¬")


def _settled(atoms: Sequence[_Atom]) -> list[_Atom]:
    """The atoms, binary operators that have nothing on one side made signs (The TeXbook, p. 170).

    A fraction gets parentheses where what is beside it would seem to belong to a part of it.
    """
    kept = list(atoms)
    shown = [index for index, atom in enumerate(kept) if atom.kind is not Class.SPACE and atom.text]
    for place, index in enumerate(shown):
        atom = kept[index]
        before = kept[shown[place - 1]] if place else None
        behind = kept[shown[place + 1]] if place + 1 < len(shown) else None
        if atom.kind is Class.BINARY and (
            before is None
            or before.kind in _BEFORE_SIGN
            or behind is None
            or behind.kind in _BEHIND_SIGN
        ):
            kept[index] = replace(atom, kind=Class.ORDINARY)
        elif atom.fraction and (_touches(before, behind=False) or _touches(behind, behind=True)):
            kept[index] = replace(atom, text=f"({atom.text})", fraction=False)
    return kept


def _touches(beside: _Atom | None, *, behind: bool) -> bool:
    if beside is None or beside.text in _SIGNS:
        return False
    if behind:
        return beside.kind in (*_SOLID, Class.OPENING)
    return beside.kind in (Class.ORDINARY, Class.CLOSING) or beside.word


def _joined(atoms: Sequence[_Atom], *, tight: bool = False) -> str:
    atoms = [atom for atom in _settled(atoms) if atom.text]
    written: list[str] = []
    for index, atom in enumerate(atoms):
        if index and _are_apart(atoms[index - 1], atom, tight=tight):
            written.append(" ")
        written.append(atom.text)
    return re.sub(r" {2,}", " ", "".join(written))


def _are_apart(left: _Atom, right: _Atom, *, tight: bool) -> bool:
    kinds = (left.kind, right.kind)
    if Class.SPACE in kinds:
        return False
    letters = (left.text[-1].isalnum(), right.text[0].isalnum())
    if (left.word and letters[1]) or (right.word and letters[0]):
        return True
    if tight:
        return False
    if Class.BINARY in kinds or (kinds.count(Class.RELATION) == 1):
        return True
    if left.kind is Class.PUNCTUATION:
        return right.kind is not Class.CLOSING
    if left.kind is Class.OPERATOR:
        if left.text[:1] in LARGE:
            return right.kind in (*_SOLID, Class.OPENING)
        return right.kind in _SOLID and left.word
    if right.kind is Class.OPERATOR:
        return left.kind in (Class.ORDINARY, Class.CLOSING) and left.text not in _SIGNS
    if left.open_end and right.kind is Class.ORDINARY:
        return right.text[0].isalnum()
    both = left.kind is right.kind is Class.ORDINARY and not left.scripted
    return both and right.gap and all(letters) and _is_long(left, right)


def _is_long(left: _Atom, right: _Atom) -> bool:
    """Whether two runs of letters or of digits would be one without a space."""
    if left.text[-1].isdigit():
        return right.text[0].isdigit()
    return (
        left.text.isalpha() and right.text.isalpha() and max(map(len, (left.text, right.text))) > 1
    )
