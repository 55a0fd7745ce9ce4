"""The rules of UAX #14 and UAX #29, by our own cases and by Unicode's test files.

The files are not part of this project and may be missing. Deviations of the tailoring from them
are listed, and must occur.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

import pytest

from reader.text.grapheme import boundaries, next_boundary, previous_boundary
from reader.text.linebreak.classes import line_classes
from reader.text.linebreak.wrap import opportunities
from tests.conftest import SHARED
from tests.unit.text.conformance_cases import (
    CLUSTER_CASES,
    CLUSTER_RULES,
    LINE_CASES,
    LINE_RULES,
    RuleCase,
)

_FOLDER = SHARED / "unicode"
needs_files = pytest.mark.skipif(
    not _FOLDER.is_dir(), reason="Unicode's test files are not beside the checkout"
)


def _ends(case: RuleCase) -> list[int]:
    return list(accumulate(map(len, case.pieces)))


@pytest.mark.parametrize("case", LINE_CASES, ids=lambda case: f"{case.rule} {case.pieces!a}")
def test_each_rule_of_line_breaking_holds(case: RuleCase) -> None:
    assert opportunities("".join(case.pieces)) == _ends(case)


@pytest.mark.parametrize("case", CLUSTER_CASES, ids=lambda case: f"{case.rule} {case.pieces!a}")
def test_each_rule_of_clusters_holds_from_any_offset(case: RuleCase) -> None:
    text, edges = "".join(case.pieces), [0, *_ends(case)]
    assert boundaries(text) == edges
    for offset in range(len(text) + 1):
        below = [at for at in edges if at < offset]
        above = [at for at in edges if at > offset]
        assert previous_boundary(text, offset) == (below[-1] if below else 0)
        assert next_boundary(text, offset) == (above[0] if above else len(text))


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in LINE_CASES} == set(LINE_RULES)
    assert {case.rule for case in CLUSTER_CASES} == set(CLUSTER_RULES)


@dataclass(frozen=True)
class Case:
    text: str
    breaks: list[int]
    rules: list[str]
    """The rule that decided at each offset, as the comment names it."""


def _cases(name: str) -> Iterator[Case]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        body, _, comment = line.partition("#")
        if not body.strip():
            continue
        text = ""
        breaks = []
        for part in body.split():
            if part == "÷":
                breaks.append(len(text))
            elif part != "×":
                text += chr(int(part, 16))
        yield Case(text, breaks, re.findall(r"[÷×] \[([\d.]+)\]", comment))


@needs_files
def test_all_grapheme_clusters_are_those_of_unicode() -> None:
    cases = list(_cases("GraphemeBreakTest.txt"))
    assert len(cases) > 700
    for case in cases:
        assert boundaries(case.text) == case.breaks, ascii(case.text)


@needs_files
def test_neighbouring_boundaries_are_found_from_any_offset() -> None:
    for case in _cases("GraphemeBreakTest.txt"):
        size = len(case.text)
        for offset in range(size + 1):
            below = [at for at in case.breaks if at < offset]
            above = [at for at in case.breaks if at > offset]
            assert previous_boundary(case.text, offset) == (below[-1] if below else 0)
            assert next_boundary(case.text, offset) == (above[0] if above else size)


@dataclass(frozen=True)
class Deviation:
    reason: str
    rules: str
    """Pattern of the rules that Unicode decides by."""
    ours: str
    """`÷` or `×`."""
    letters: str
    """Pattern of the classes' letters around `^`, the offset; no marks, no East Asian bit."""


DEVIATIONS = (
    Deviation(
        "Korean breaks at spaces: Hangul counts as letters (UAX #14 section 8, example 4)",
        r"999\.0",
        "×",
        r"[LVT23]\^.|.\^[LVT23]",
    ),
    Deviation(
        "CLREQ 3.1.6, JLREQ cl-08: no line begins with an ellipsis, behind a space or not",
        r"18\.0|20\.02",
        "×",
        r"\^\.",
    ),
    Deviation("CLREQ: …— does not part", r"999\.0", "×", r"\.\^="),
    Deviation(
        "CLREQ, JLREQ cl-13: no line begins with % or ℃, but behind a space", r"999\.0", "×", r"\^%"
    ),
    Deviation("A number and its Han unit stay together", r"999\.0", "×", r"9\^U"),
    Deviation("A number, a space and its unit stay together", r"18\.0", "×", r"9G\^%"),
    Deviation("CLREQ 3.1.6: no line begins with a dash that connects", r"999\.0", "×", r"\^\|"),
    Deviation("A sign of money, a space and its number stay together", r"18\.0", "×", r"\$G\^9"),
    Deviation(
        "A dollar sign and the bracket or sign behind it: `$(name)`", r"999\.0", "×", r"\$\^[$(]"
    ),
    Deviation("A stop that begins a word is a part of it: `.profile`", r"15\.4", "÷", r" \^a"),
    Deviation("A reading stays with its character: `漢(hàn)`", r"999\.0", "×", r"i\^G"),
    Deviation("Thai breaks between clusters: there is no dictionary here", r"28\.0", "÷", r"y\^y"),
    Deviation(
        "A line may break before an opening quotation mark with Han on one side",
        r"19\.1\d?",
        "÷",
        r"\^<",
    ),
    Deviation(
        "A line may break behind a closing quotation mark with Han on one side",
        r"19\.1\d?",
        "÷",
        r">\^",
    ),
    Deviation("Unicode 18 took U+00B7 from AI to IS: LB15d", r"999\.0", "×", r"i\^,"),
)


def _letters(text: str, offset: int) -> str:
    """Letters of the units of `text`, `^` where `offset` is."""
    plain = "".join(chr(ord(letter) & 0x7F) for letter in line_classes(text))
    before = re.sub(r"(?<=[^KRF 0mZ])[mZ]+", "", plain[:offset])
    return re.sub("[mZ]+", "a", before) + "^" + re.sub("^[mZ]", "a", plain[offset:])


@needs_files
def test_line_breaks_are_those_of_unicode_but_for_the_tailoring() -> None:
    cases = list(_cases("LineBreakTest.txt"))
    assert len(cases) > 19_000
    unseen = set(DEVIATIONS)
    wrong = []
    for case in cases:
        ours = opportunities(case.text)
        for offset in set(ours) ^ set(case.breaks):
            sign = "÷" if offset in ours else "×"
            letters = _letters(case.text, offset)
            reasons = {
                deviation
                for deviation in DEVIATIONS
                if deviation.ours == sign
                and re.fullmatch(deviation.rules, case.rules[offset])
                and re.search(deviation.letters, letters)
            }
            unseen -= reasons
            if not reasons:
                wrong.append((ascii(case.text), offset, sign, case.rules[offset], letters))
    assert wrong == []
    assert unseen == set(), "a deviation is listed that no longer occurs"
