"""White space that is set but is not in the text: between Han and Latin, and in filled lines.

Its place is an offset: the blank stands before that character.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from reader.document.model import Span, SpanKind
from reader.text.grapheme import is_boundary, is_plain
from reader.text.unicode.scripts import HAN, KANA

_LETTERS = (
    "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
)
"""Letters and digits that are set apart from Han (CSS Text 4, text-autospace)."""
_PAUSES = "，。、；：！？）」』》〉】〕〗｝］"
_OPENERS = "（「『《〈【〔〖｛［"
_MARKS = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SPACE = re.compile(rf"(?<=\S) (?=[^\s{_MARKS}])")
_VERBATIM = frozenset({SpanKind.CODE, SpanKind.KEY, SpanKind.MATH, SpanKind.TEX})


@cache
def _autospace() -> re.Pattern[str]:
    return re.compile(f"[{HAN}{KANA}](?=[{_LETTERS}])|[{_LETTERS}](?=[{HAN}{KANA}])")


@cache
def _spaced_scripts() -> re.Pattern[str]:
    """Matches up to the end of a space that stands between Han and Latin in the text itself."""
    han = f"[{HAN}{KANA}]"
    return re.compile(f"{han} (?=[{_LETTERS}])|[{_LETTERS}][{_MARKS}]{{0,4}}+ (?={han})")


@cache
def _beside_punctuation() -> re.Pattern[str]:
    han = HAN + KANA
    return re.compile(
        rf"[{_PAUSES}](?![{_PAUSES}{_MARKS}\s…—·”’]|$)"
        rf"|[{han}](?=[{_OPENERS}“‘])|(?:[”’]|(?<=[{han}])[,.;:!?])(?=[{han}])"
    )


def closed_ranges(text: str, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Ranges that take no blank: code, keys, formulas and URLs; sorted and disjoint."""
    apart: list[tuple[int, int]] = []
    for span in spans:
        if span.kind in _VERBATIM or (span.kind is SpanKind.LINK and _is_address(text, span)):
            start, end = span.start, span.end
            if apart and start < apart[-1][1]:
                start, end = apart[-1][0], max(end, apart[-1][1])
                apart.pop()
            apart.append((start, end))
    return apart


def _is_address(text: str, span: Span) -> bool:
    return text.startswith("www.", span.start) or "://" in text[span.start : span.end]


def _open(sites: Iterable[int], closed: Sequence[tuple[int, int]]) -> Iterator[int]:
    """The sites that lie in no closed range; both are sorted."""
    for site in sites:
        found = bisect_left(closed, (site, 0)) - 1
        if found < 0 or site >= closed[found][1]:
            yield site


def _sites(text: str, pattern: re.Pattern[str], closed: Sequence[tuple[int, int]]) -> list[int]:
    """Offsets at which matches of a pattern end, in no closed range and between clusters."""
    sites = _open((match.end() for match in pattern.finditer(text)), closed)
    return list(sites) if is_plain(text) else [at for at in sites if is_boundary(text, at)]


def gap_sites(text: str, closed: Sequence[tuple[int, int]]) -> list[int]:
    """Offsets between Han or kana and a letter or digit of another script."""
    return _sites(text, _autospace(), closed)


def stretch(
    line: str, slack: int, closed: Sequence[tuple[int, int]], *, parted: bool = False
) -> list[int]:
    """Offsets for `slack` blank cells that widen a line; an offset may occur several times.

    Blanks go first between words, then between Han and Latin, then beside full-width punctuation,
    then between words once more (CLREQ 3.2.4); never between Han. Han and Latin are one cell apart
    at the most: where a space parts them in the text, or a gap does (`parted`), nothing is added.
    Empty if these places do not suffice: such a line stays ragged.
    """
    spaces, latin, pauses = (
        _sites(line, pattern, closed) for pattern in (_SPACE, _autospace(), _beside_punctuation())
    )
    apart = {match.end() for match in _spaced_scripts().finditer(line)}
    words = [at for at in spaces if at not in apart]
    latin = [] if parted else latin
    if slack > 2 * len(words) + len(latin) + len(pauses):
        return []
    found: list[int] = []
    for sites in (words, latin, pauses, words):
        count = min(slack - len(found), len(sites))
        found += (sites[(2 * nth + 1) * len(sites) // (2 * count)] for nth in range(count))
    return sorted(found)
