"""Line breaking rules: UAX #14, tailored for Chinese (CLREQ 3.1) and Japanese (JLREQ 3.1).

The rules read the letters that `reader.text.linebreak.classes` gives to characters.

Tailoring, beyond strict CJ as NS:

- LB19a beside Han: a quotation mark by its side. Before an opening one and behind a closing one
  a line may break if either neighbour is East Asian; never on the inner side, spaces or not.
- `：；～〜・` count as CL, so that no space lets one begin a line; IN likewise never begins one.
- IN and B2 never part (`……——`), PO never begins a line unless behind a space.
- IS and NU behind East Asian text (`中文,Word`) let the line break after the punctuation.
- A number and the Han unit behind it stay together, a space between them or not (`2021年`,
  `24 小时`); full-width digits are NU. PR never ends a line before OP or PR (`$(name)`, `$$`).
- No break behind a hyphen or slash that begins a word or stands beside a single letter. Stops and
  colons that begin a word are a part of it, so that it may begin a line (`.profile`, `、.htm`);
  a stop between Han and a letter has no break on either side (`文件.htm`).
- A reading in parentheses stays with its character (`漢(hàn)`, `北京（Beijing）`).
- One dash that connects Han or numbers never begins a line (`北京—上海`, `1949－1976`); `－` and
  `＋` before a number are PR; a number stays with what announces it (`No. 5`, `US$ 100`).
- Korean breaks at spaces: Hangul counts as letters (the alternative that UAX #14 section 8 offers).
- Thai breaks between words, as a model tells them. Lao, Khmer and Myanmar break between clusters,
  not before a vowel that follows or behind one that leads, as there is no dictionary for them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.linebreak.classes import EAST, FOLLOWING_VOWEL, HANGUL, LEADING_VOWEL, UNIT, east

_BASE = {chr(code): chr(code & ~EAST) for code in range(0x100)}
_HARD = frozenset("KRF")
_MARKS = frozenset(("m", east("m"), "Z"))
_ALONE = frozenset("KRF 0")
_COMPLEX = frozenset((*"y", LEADING_VOWEL, FOLLOWING_VOWEL))
_ALPHABETIC = frozenset("ahoX") | HANGUL | _COMPLEX
_IDEOGRAPHIC = frozenset(("i", "e", "M", "x", UNIT))
_NEVER_FIRST = frozenset("})!/,.")
_OPENS_QUOTE = frozenset(("", *'KRF("<>G 0'))
_CLOSES_QUOTE = frozenset(("", *' GW}"<>)!,/KRF0'))
_AKSARA = frozenset("kos")

# Pairs of letters that alone do not decide; East Asian bits are cleared before
_CONTEXTUAL = re.compile(
    r"""[ m>_-].            # LB7 to LB18, LB9, LB19a, LB20a and LB21a
    | .[<>]                 # LB15b, LB19a
    | [})/,][%$9]           # LB25
    | ,[ahoXLVT23ytu]        # LB29 behind East Asian text
    | [%$]\(                # LB25
    | [kosv][kos]           # LB28a
    | rr                    # LB30a
    """,
    re.VERBOSE,
)


class _Site(NamedTuple):
    """A possible break and its surroundings; marks are absorbed by their bases (LB9, LB10)."""

    left: str
    """Letter of the unit before, a space if there is one; empty at the start of the text."""
    start: int
    """Where that unit begins."""
    anchor: str
    """Letter of the last unit that is no space, without its East Asian bit."""
    anchor_start: int
    right: str
    at: int


def may_break(classes: str, at: int, floor: int = 0) -> bool:
    """Whether a line may end before the character `at`, which must be 1 to `len(classes) - 1`.

    `classes` is what `line_classes` gave. `floor` is a place up to `at` where a line begins:
    flags are paired from there.
    """
    verdict = _PAIRS[classes[at - 1 : at + 1]]
    return _evaluate(classes, at, floor) if verdict is None else verdict


class _PairTable(dict[str, bool | None]):
    """Verdicts on pairs of letters, None where the pair does not decide; filled as pairs occur."""

    def __missing__(self, pair: str) -> bool | None:
        plain = _BASE[pair[0]] + _BASE[pair[1]]
        verdict = None if _CONTEXTUAL.match(plain) else _evaluate(pair, 1, 0)
        self[pair] = verdict
        return verdict


_PAIRS = _PairTable()


def _evaluate(classes: str, at: int, floor: int) -> bool:
    decided = _by_controls(classes, at)
    if decided is not None:
        return decided
    site = _survey(classes, at)
    for rules in (_by_punctuation, _by_quotation):
        decided = rules(classes, site)
        if decided is not None:
            return decided
    if site.left == "r" == site.right:
        return _flags_before(classes, site.at, floor) % 2 == 0
    left, right = _BASE[site.left], _BASE[site.right]
    return not (
        _hyphens_hold(classes, site, left, right)
        or _numbers_hold(classes, site, left, right)
        or _words_hold(classes, site, left, right)
        or _aksaras_hold(classes, site, left, right)
    )


def _by_controls(classes: str, at: int) -> bool | None:
    """LB4 to LB9, as far as they need no look back; None if they do not decide."""
    left, right = classes[at - 1], classes[at]
    if left in _HARD:
        return not (left == "R" and right == "F")
    if right in _ALONE or left == "Z":
        return False
    if left == "0":
        return True
    return False if right in _MARKS and left != " " else None


def _survey(classes: str, at: int) -> _Site:
    left, start = _unit(classes, at)
    anchor, anchor_start = left, start
    if left == " ":
        while anchor_start > 0 and classes[anchor_start - 1] == " ":
            anchor_start -= 1
        anchor, anchor_start = _unit(classes, anchor_start)
    right = classes[at]
    if right in _MARKS:
        right = _as_letter(right)
    return _Site(left, start, _BASE[anchor] if anchor else "", anchor_start, right, at)


def _unit(classes: str, end: int) -> tuple[str, int]:
    """Letter and start of the base, with its marks, that ends before `end`; "" at the start."""
    if end == 0:
        return "", 0
    at = end - 1
    while at > 0 and classes[at] in _MARKS:
        at -= 1
    here = classes[at]
    if here in _MARKS:
        return _as_letter(here), at
    if here in _ALONE and at < end - 1:
        return _as_letter(classes[at + 1]), at + 1
    return here, at


def _as_letter(mark: str) -> str:
    """LB10: a mark without a base is a letter as wide as it is."""
    return east("a") if mark > "\x7f" else "a"


def _after(classes: str, at: int) -> str:
    """Letter of the unit after the one that begins at `at`; "" at the end."""
    at += 1
    while at < len(classes) and classes[at] in _MARKS:
        at += 1
    return classes[at] if at < len(classes) else ""


def _is_east(letter: str) -> bool:
    return letter > "\x7f"


def _by_punctuation(classes: str, site: _Site) -> bool | None:
    """LB8, LB11 to LB18."""
    left, right = _BASE[site.left], _BASE[site.right]
    if site.anchor == "0":
        return True
    if right == "W" or left in "WG":
        return False
    if right == "G" and left not in " |-_":
        return False
    if left == " " and right == "," and _BASE.get(_after(classes, site.at)) == "9":
        return True
    if right in _NEVER_FIRST or site.anchor == "(":
        return False
    if site.anchor == "<" and _opens(classes, site):
        return False
    if right == ">" and _closes(classes, site):
        return False
    if (site.anchor and site.anchor in "})" and right == "n") or site.anchor == "=" == right:
        return False
    return True if left == " " else None


def _opens(classes: str, site: _Site) -> bool:
    """LB15a: whether the quotation mark opens; and the same between East Asian text."""
    before, _ = _unit(classes, site.anchor_start)
    if _is_east(before) and _is_east(site.right):
        return True
    return before in _OPENS_QUOTE or _BASE.get(before) in _OPENS_QUOTE


def _closes(classes: str, site: _Site) -> bool:
    """LB15b: whether the quotation mark closes; and the same before East Asian text."""
    after = _after(classes, site.at)
    return _is_east(after) or after in _CLOSES_QUOTE


def _by_quotation(classes: str, site: _Site) -> bool | None:
    """LB19, and LB19a with one East Asian neighbour instead of two."""
    left, right = site.left, site.right
    if right in '">' or left in '"<':
        return False
    if right == "<" and not (_is_east(left) or _is_east(_after(classes, site.at))):
        return False
    if left == ">" and not (_is_east(right) or _is_east(_unit(classes, site.start)[0])):
        return False
    return None


def _flags_before(classes: str, at: int, floor: int) -> int:
    """Regional indicators, marks aside, in a row before `at`."""
    count = 0
    while at > floor:
        letter, at = _unit(classes, at)
        if letter != "r":
            break
        count += 1
    return count


def _hyphens_hold(classes: str, site: _Site, left: str, right: str) -> bool:
    """LB20 to LB21b; the caller applies the breaks of LB20, which no other rule overrides."""
    if left == "B" or right == "B":
        return False
    if right in "|_-n" or left == "[" or (left == "/" and right == "h"):
        return True
    if right == "%" and left != " ":
        return True
    if left not in "-_":
        return left == "." and right == "="
    before = _BASE.get(_unit(classes, site.start)[0], "")
    if right in _ALPHABETIC and before in {"", *"KRF 0BG"}:
        return True
    return before == "h" and right != "h"


def _numbers_hold(classes: str, site: _Site, left: str, right: str) -> bool:
    """LB23 to LB25."""
    if left in "$%":
        if left == "$" and (right in _IDEOGRAPHIC or right in HANGUL):
            return True
        if left == "$" and right in "($":
            return True
        if right == "(":
            return _number_opens(classes, site.at)
        return right in _ALPHABETIC or right == "9"
    if right in "$%":
        if left in _ALPHABETIC or (right == "%" and left in _IDEOGRAPHIC):
            return True
        start = site.start
        if left in "})":
            left, start = _plain_unit(classes, start)
        return _ends_number(classes, left, start)
    if right == "9":
        if left == "-" or left in _ALPHABETIC:
            return True
        if left == ",":
            return not _is_east(_unit(classes, site.start)[0]) or _after_number(classes, site)
        return _ends_number(classes, left, site.start)
    return left == "9" and (right in _ALPHABETIC or right == UNIT)


def _plain_unit(classes: str, end: int) -> tuple[str, int]:
    letter, start = _unit(classes, end)
    return (_BASE[letter] if letter else ""), start


def _after_number(classes: str, site: _Site) -> bool:
    return _plain_unit(classes, site.start)[0] == "9"


def _number_opens(classes: str, at: int) -> bool:
    """`OP NU` or `OP IS NU` from `at` on (LB25)."""
    behind = _BASE.get(_after(classes, at), "")
    if behind == ",":
        at += 1
        while classes[at] in _MARKS:
            at += 1
        behind = _BASE.get(_after(classes, at), "")
    return behind == "9"


def _ends_number(classes: str, letter: str, start: int) -> bool:
    """`NU (SY | IS)*` up to the unit `letter`, which begins at `start` (LB25)."""
    while letter and letter in "/,":
        letter, start = _plain_unit(classes, start)
    return letter == "9"


def _words_hold(classes: str, site: _Site, left: str, right: str) -> bool:
    """LB26 to LB30, and LB30b."""
    if left in _COMPLEX and right in _COMPLEX:
        return left == LEADING_VOWEL or right == FOLLOWING_VOWEL
    if right == "M":
        return left in "exX"
    if left in _ALPHABETIC:
        return right in _ALPHABETIC or site.right == "("
    if right in _ALPHABETIC:
        if left == ",":
            return not _is_east(_unit(classes, site.start)[0])
        return site.left == ")"
    if left == "9":
        return site.right == "("
    if right == "9":
        return site.left == ")"
    return False


def _aksaras_hold(classes: str, site: _Site, left: str, right: str) -> bool:
    """LB28a."""
    if left == "p":
        return right in _AKSARA
    if left in _AKSARA:
        return right in "fv" or (right in _AKSARA and _BASE.get(_after(classes, site.at)) == "f")
    if left == "v" and right in "ko":
        return _plain_unit(classes, site.start)[0] in _AKSARA
    return False
