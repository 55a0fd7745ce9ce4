"""Names of keys: as the owner writes them, as Textual calls them, as they are shown.

A key is written here as its character (`j`, `G`, `/`, `,`), or else by its name with the modifiers
before it (`enter`, `space`, `ctrl+d`, `shift+tab`). Knows no Textual.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

FULL_WIDTH_OFFSET = 0xFEE0
"""From an ASCII character to its full-width twin (Unicode, Halfwidth and Fullwidth Forms)."""
NAMED = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("enter", "escape", "tab", "backspace", "space"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
"""Keys that have a name and no character."""
MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual writes them."""
_SPELLINGS = {
    "↓": "down",
    "↑": "up",
    "←": "left",
    "→": "right",
    "esc": "escape",
    "return": "enter",
    "pgdn": "pagedown",
    "pgup": "pageup",
    "page_down": "pagedown",
    "page_up": "pageup",
    "del": "delete",
    "ins": "insert",
    " ": "space",
}
_LABELS = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}
_SAME_BYTE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape", "ctrl+h": "backspace"}
"""Keys that most terminals cannot tell from others."""
_TEXTUAL_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Unicode's names of characters, where Textual has others."""
_MOST_SHOWN = 40


def _name_of(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character)
    plain = name.lower().replace("-", "_").replace(" ", "_")
    return _TEXTUAL_NAMES.get(plain, plain)


_SIGNS = {_name_of(sign): sign for sign in map(chr, range(ord("!"), 0x7F)) if not sign.isalnum()}
"""By Textual's name, the signs of ASCII."""


class KeyNameError(ValueError):
    """A name that no key has; says what is wrong with it."""


def parse(written: str) -> str:
    """The key that somebody means. Raises KeyNameError."""
    if len(written) == 1:
        return _character(written) or _named(written, written)
    *modifiers, base = _parts(written.strip())
    names = {modifier.lower() for modifier in modifiers}
    if not names <= set(MODIFIERS):
        raise KeyNameError(f"no key is called {shown(written)}")
    key = _character(base) or _named(base, written)
    if is_printable(key):
        return _with_character(names, key, written)
    return "+".join((*(name for name in MODIFIERS if name in names), key))


def _parts(written: str) -> list[str]:
    """What is parted by `+`; one at the end is the key itself."""
    if written.endswith("++"):
        return [*written[:-2].split("+"), "+"]
    return written.split("+")


def _character(base: str) -> str:
    """A printable character in its plain width; nothing if it is none."""
    if len(base) != 1 or base in _SPELLINGS or not base.isprintable():
        return ""
    code = ord(base) - FULL_WIDTH_OFFSET
    return chr(code) if ord("!") <= code <= ord("~") else base


def _named(base: str, written: str) -> str:
    """The key of a name. Raises KeyNameError."""
    name = _SPELLINGS.get(base.lower(), base.lower())
    if name in NAMED:
        return name
    if name in _SIGNS:
        return _SIGNS[name]
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        character = ""
    if len(character) == 1 and character.isprintable():
        return character
    raise KeyNameError(f"no key is called {shown(written)}")


def _with_character(modifiers: set[str], character: str, written: str) -> str:
    """A character with modifiers, as terminals send it. Raises KeyNameError."""
    if modifiers == {"shift"}:
        if not character.isalpha():
            raise KeyNameError(
                f"{shown(written)}: what shift makes of a sign depends on the keyboard; "
                "write the character that it makes"
            )
        return character.upper()
    if not modifiers:
        return character
    if character.isupper() and modifiers == {"alt"}:
        modifiers = {"alt", "shift"}
    key = "+".join((*(name for name in MODIFIERS if name in modifiers), character.lower()))
    if key in _SAME_BYTE:
        raise KeyNameError(f"{shown(written)} is {_SAME_BYTE[key]} to a terminal; write that")
    return key


def is_printable(key: str) -> bool:
    """Whether a key types a character where text is typed."""
    return len(key) == 1 or key == "space"


def with_full_width(keys: Iterable[str]) -> tuple[str, ...]:
    """Add the full-width twin of each printable key, for who types with an input method on."""
    plain = tuple(keys)
    twins = (chr(ord(key) + FULL_WIDTH_OFFSET) for key in plain if _has_twin(key))
    return (*plain, *twins)


def _has_twin(key: str) -> bool:
    return len(key) == 1 and "!" <= key <= "~"


def textual_name(key: str) -> str:
    """What Textual calls a key; a comma or a plus among keys that are joined by them has a name."""
    if len(key) == 1:
        return _name_of(key)
    *modifiers, base = _parts(key)
    return "+".join((*modifiers, _name_of(base) if len(base) == 1 else base))


def key_label(key: str) -> str:
    """A key as help and footer write it: `ctrl+p`, `↓`, `alt+←`."""
    return "+".join(_LABELS.get(part, part) for part in _parts(key))


def shown(written: str) -> str:
    """A name in a message, however long somebody made it."""
    return written if len(written) <= _MOST_SHOWN else f"{written[: _MOST_SHOWN - 1]}…"
