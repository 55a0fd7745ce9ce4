"""Unicode properties that line breaking, clusters and widths need, as one run-length table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import distribution
from itertools import groupby
from typing import NamedTuple

from tests.tables.literal import literal

LINE_BREAK = """
    AI AK AL AP AS B2 BA BB BK CB CJ CL CM CP CR EB EM EX GL H2 H3 HH HL HY ID IN IS JL JT JV LF NL
    NS NU OP PO PR QU RI SA SG SP SY VF VI WJ XX ZW ZWJ
"""
CLUSTER_BREAK = """
    CR LF Control Extend ZWJ Regional_Indicator Prepend SpacingMark L V T LV LVT
"""
HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD))
CODE_POINTS = range(0x110000)
_EVERYTHING = "".join(map(chr, CODE_POINTS))
# Imported by name: it has no types, and who does not generate need not have it
regex = import_module("regex")
DOTTED_CIRCLE = 0x25CC
SOFT_HYPHEN = 0xAD
CHOSEONG_FILLER = 0x115F
ZERO_WIDTH_JOINER = 0x200D
VARIATION_SELECTOR_16 = 0xFE0F


class Record(NamedTuple):
    """What one code point is."""

    line: str
    """The class of UAX #14 after LB1, with `+` if East Asian, `p`/`f` for QU of Pi/Pf, and the
    further distinctions that the rules make: `DC` the dotted circle, unassigned pictographs `XP`
    if ID, `XA` if AL."""
    cluster: str
    """Grapheme_Cluster_Break; for `Extend` and `Other` with Indic_Conjunct_Break or `Pictographic`
    behind a slash."""
    width: str
    """`0`, `1`, `2` cells, `A` ambiguous. Behind it `v` if VS16 makes it two; and what makes the
    cells of a cluster another number than their sum: `w` VS16 itself, `j` the zero width joiner,
    `m` an emoji modifier, `r` a regional indicator, `s` a spacing mark that joins a cluster."""


def mark() -> str:
    """What a table made from the installed `regex` holds."""
    return f'UNICODE_VERSION = "{unicode_version()}"'


def unicode_version() -> str:
    """The version of Unicode that the installed `regex` knows."""
    readme = distribution("regex").read_text("METADATA") or ""
    found = re.search(r"supports Unicode (\d+\.\d+\.\d+)", readme)
    if found is None:
        raise LookupError("regex no longer names its version of Unicode")
    return found[1]


@cache
def _members(expression: str) -> frozenset[int]:
    runs = regex.finditer(f"(?V1){expression}+", _EVERYTHING)
    return frozenset(point for run in runs for point in range(*run.span()))


@cache
def _values(name: str, values: str) -> dict[int, str]:
    return {
        point: value for value in values.split() for point in _members(rf"\p{{{name}={value}}}")
    }


def _east_asian_width(point: int) -> str:
    # regex calls all that is unassigned wide; EastAsianWidth.txt only the blocks of Han
    if point in _members(r"\p{Cn}"):
        return "W" if any(low <= point <= high for low, high in HAN_BLOCKS) else "N"
    return _values("East_Asian_Width", "A F H N Na W")[point]


def _line(point: int) -> str:
    """LB1, and the subclasses that LB15, LB19a, LB28a, LB30 and LB30b speak of."""
    value = _values("Line_Break", LINE_BREAK)[point]
    match value:
        case "AI" | "SG" | "XX":
            value = "AL"
        case "CJ":
            value = "NS"
        case "SA" if point in _members(r"[\p{Mn}\p{Mc}]"):
            value = "CM"
        case "NL":
            value = "BK"
        case "QU" if point in _members(r"\p{Pi}"):
            value = "QUp"
        case "QU" if point in _members(r"\p{Pf}"):
            value = "QUf"
    if point == DOTTED_CIRCLE:
        value = "DC"
    if point in _members(r"[\p{Extended_Pictographic}&&\p{Cn}]"):
        value = "XP" if value == "ID" else "XA"
    return value + ("+" if _east_asian_width(point) in "FWH" else "")


def _cluster(point: int) -> str:
    value = _values("Grapheme_Cluster_Break", CLUSTER_BREAK).get(point, "Other")
    conjunct = _values("Indic_Conjunct_Break", "Linker Consonant Extend").get(point)
    if point in _members(r"\p{Extended_Pictographic}"):
        return f"{value}/Pictographic"
    return f"{value}/{conjunct}" if conjunct else value


@cache
def _zero_width() -> frozenset[int]:
    """Marks and what is invisible, as terminals and wcwidth see it."""
    jamo = frozenset((*range(0x1160, 0x1200), *range(0xD7B0, 0xD800)))
    marks = _members(r"[\p{M}\p{Cc}\p{Zl}\p{Zp}\p{Emoji_Modifier}]")
    formats = _members(r"[\p{Cf}--\p{Prepended_Concatenation_Mark}]")
    ignorable = _members(r"\p{Default_Ignorable_Code_Point}")
    return (jamo | marks | formats | ignorable) - {SOFT_HYPHEN, CHOSEONG_FILLER}


@cache
def _within_clusters() -> dict[int, str]:
    """What has a say in the cells of the cluster that it is in, and which."""
    joining = _members(r"[\p{GCB=SpacingMark}\p{GCB=Extend}]")
    spacing = _members(r"\p{Mc}")
    return {
        **dict.fromkeys(spacing & joining, "0s"),
        **dict.fromkeys(spacing - joining, "1"),
        **dict.fromkeys(_members(r"\p{Emoji_Modifier}"), "0m"),
        **dict.fromkeys(_members(r"\p{Regional_Indicator}"), "1r"),
        ZERO_WIDTH_JOINER: "0j",
        VARIATION_SELECTOR_16: "0w",
    }


def _width(point: int) -> str:
    if point in _within_clusters():
        return _within_clusters()[point]
    if point in _zero_width():
        return "0"
    east_asian = _east_asian_width(point)
    width = "2" if east_asian in "FW" else "A" if east_asian == "A" else "1"
    widened = _members(r"[\p{Emoji}--\p{Emoji_Presentation}--\p{Regional_Indicator}]")
    return width + ("v" if width != "2" and point in widened else "")


def _records() -> Iterator[Record]:
    for point in CODE_POINTS:
        yield Record(_line(point), _cluster(point), _width(point))


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text


def property_module() -> str:
    """The source of `reader/text/unicode/property_data.py`."""
    runs = [(record, sum(1 for _ in run)) for record, run in groupby(_records())]
    kinds = sorted({record for record, _ in runs})
    lengths = " ".join(_base36(length) for _, length in runs)
    order = "".join(chr(0xC0 + kinds.index(record)) for record, _ in runs)
    return _TEMPLATE.format(
        version=unicode_version(),
        records=_lines(" ".join(record) for record in kinds),
        lengths=literal(lengths),
        order=literal(order),
    )


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)


_TEMPLATE = '''"""Unicode character properties in runs. Generated by tests/tables/generate.py."""

from __future__ import annotations

UNICODE_VERSION = "{version}"

RECORDS = """\\
{records}
"""
"""Line break class, grapheme cluster class, width: one record a line."""

LENGTHS = (
{lengths}
)
"""Lengths of the runs of equal code points from U+0000 on, in base 36."""

ORDER = (
{order}
)
"""The record of each run: U+00C0 and its index."""
'''
