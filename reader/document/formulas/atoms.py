"""Parts of a formula, and how they stand beside each other on one line.

White space, signs and parentheses follow The TeXbook, ch. 17 and 18, as far as a line can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.document.formulas.symbols import (
    BOLD_GREEK,
    LARGE,
    LETTERS_ELSEWHERE,
    SUBSCRIPT,
    SUPERSCRIPT,
    Class,
)

_LONGEST_SCRIPT = 24
_SMALL = frozenset((*SUPERSCRIPT.values(), *SUBSCRIPT.values(), "′", "″", "‴", "°"))
_MARKS = frozenset("*†‡′″‴°")
"""Signs that stand high by themselves."""


class NotInALineError(Exception):
    """A formula, or a part of one, that a line of text cannot hold."""


@dataclass(frozen=True, slots=True)
class Atom:
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


def grouped(atoms: Sequence[Atom]) -> Atom | None:
    if not atoms:
        return None
    if len(atoms) == 1:
        return replace(atoms[0], gap=False)
    if all(atom.kind is Class.OPERATOR for atom in atoms):
        return Atom(joined(atoms), Class.OPERATOR, word=True)
    return Atom(joined(atoms), open_end=atoms[-1].open_end)


def scripted(base: Atom, above: str, below: str, marks: str = "") -> Atom:
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
        raise NotInALineError
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
        raise NotInALineError
    return sign + (text if len(text) == 1 else bracketed(text)), False


def accented(atoms: Sequence[Atom], mark: str) -> Atom:
    text = joined(atoms, tight=True)
    if not text[:1].isalnum() or not all(char in _SMALL for char in text[1:]):
        raise NotInALineError
    return Atom(text[0] + mark + text[1:], scripted=len(text) > 1)


def in_alphabet(text: str, alphabet: tuple[int, int, int]) -> str:
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


def bracketed(text: str) -> str:
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


def numerator(atoms: Sequence[Atom]) -> str:
    text = joined(atoms)
    if not text:
        raise NotInALineError
    depth = 0
    for atom in _settled(atoms):
        depth += (atom.kind is Class.OPENING) - (atom.kind is Class.CLOSING)
        if (depth <= 0 and atom.kind in _LOOSE) or atom.fraction:
            return bracketed(text)
    return text


def denominator(atoms: Sequence[Atom]) -> str:
    text = joined(atoms)
    if not text:
        raise NotInALineError
    if len(atoms) == 1 and not (atoms[0].fraction or atoms[0].kind in _LOOSE):
        single = atoms[0].scripted or len(text) == 1 or not text.isalpha() or text[0] == "d"
        return text if single and " " not in text else bracketed(text)
    name = atoms[0].text
    if atoms[0].kind in _SOLID and name.isalnum() and _is_bracketed(text[len(name) :]):
        return text
    if name in ("|", "‖") and text.endswith(name) and text.count(name) == 2:
        return text
    differential = len(atoms) == 2 and atoms[0].text in ("d", "∂") and not atoms[1].kind
    return text if differential and not atoms[1].fraction else bracketed(text)


_LOOSE = frozenset((Class.BINARY, Class.RELATION, Class.PUNCTUATION))
_BEFORE_SIGN = frozenset(
    (Class.BINARY, Class.RELATION, Class.OPENING, Class.PUNCTUATION, Class.OPERATOR)
)
_BEHIND_SIGN = frozenset((Class.RELATION, Class.CLOSING, Class.PUNCTUATION))
_SOLID = frozenset((Class.ORDINARY, Class.OPERATOR))
_SIGNS = frozenset("−+±∓|‖¬")


def _settled(atoms: Sequence[Atom]) -> list[Atom]:
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


def _touches(beside: Atom | None, *, behind: bool) -> bool:
    if beside is None or beside.text in _SIGNS:
        return False
    if behind:
        return beside.kind in (*_SOLID, Class.OPENING)
    return beside.kind in (Class.ORDINARY, Class.CLOSING) or beside.word


def joined(atoms: Sequence[Atom], *, tight: bool = False) -> str:
    atoms = [atom for atom in _settled(atoms) if atom.text]
    written: list[str] = []
    for index, atom in enumerate(atoms):
        if index and _are_apart(atoms[index - 1], atom, tight=tight):
            written.append(" ")
        written.append(atom.text)
    return re.sub(r" {2,}", " ", "".join(written))


def _are_apart(left: Atom, right: Atom, *, tight: bool) -> bool:
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


def _is_long(left: Atom, right: Atom) -> bool:
    """Whether two runs of letters or of digits would be one without a space."""
    if left.text[-1].isdigit():
        return right.text[0].isdigit()
    return (
        left.text.isalpha() and right.text.isalpha() and max(map(len, (left.text, right.text))) > 1
    )
