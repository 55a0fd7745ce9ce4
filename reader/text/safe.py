"""The one gate between text from files and anything that shows it.

What passed is NFC, without control characters, bidi marks or invisible rubbish: nothing in it acts
on a terminal or hides what stands beside it. Unicode TR #36 and #39 name the hazards.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from reader.text.ordinary import is_ordinary

MOST_MARKS = 8
"""Combining marks that one base may carry: no orthography needs more (Zalgo has dozens)."""

_NEWLINE = "\x0b\x0c\x85\u2028\u2029"
_FILLER = "\u115f\u1160\u3164\uffa0"
_DROPPED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 but TAB, LF and those of _NEWLINE; DEL; C1
    "\xad\ufeff"  # soft hyphen, BOM
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidi; deprecated formats
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags
)
# A flag of a subdivision: black flag, tag letters, cancel tag (UTS #51 ED-14a)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
_MARK_RUN = rf"[^\w\s\x21-\x7e]{{{MOST_MARKS + 1},}}"
_SURROGATE = "\ud800-\udfff"

# Han, kana and the full-width punctuation set beside them: between these a newline is no space
_SPACELESS = (
    "\u2e80-\u303f\u3041-\u3096\u309b-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff60\U00020000-\U0003ffff"
)


class _Patterns(NamedTuple):
    newline: re.Pattern[str]
    filler: re.Pattern[str]
    drop: re.Pattern[str]
    mark_run: re.Pattern[str]
    suspect: re.Pattern[str]
    surrogate: re.Pattern[str]
    space_run: re.Pattern[str]
    han_newline: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compiled when first asked for: a warm start shows only what passed here long ago."""
    last = (chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    dropped = f"{_DROPPED}\ufdd0-\ufdef{''.join(last)}"  # with the noncharacters
    return _Patterns(
        newline=re.compile(f"\r\n?|[{_NEWLINE}]"),
        filler=re.compile(f"[{_FILLER}]"),
        drop=re.compile(f"({_FLAG})|[{dropped}]+"),
        mark_run=re.compile(_MARK_RUN),
        suspect=re.compile(f"[\r{_NEWLINE}{_FILLER}{_SURROGATE}{dropped}]|{_MARK_RUN}"),
        surrogate=re.compile(f"[{_SURROGATE}]"),
        space_run=re.compile(r"\s+"),
        # Not behind an ideographic space, which is white space too: a run of them would be tried
        # from each of its characters.
        han_newline=re.compile(rf"(?<=[{_SPACELESS}])(?<!\s)[^\S\n]*\n\s*(?=[{_SPACELESS}])"),
    )


def clean(text: str) -> str:
    r"""`text` as NFC, safe to show; only `\n` and `\t` are left of the control characters.

    All newlines become `\n`. Escape sequences lose what makes them act and stay as plain text.
    Lone surrogates become U+FFFD, Hangul fillers spaces; bidi controls, soft hyphens, BOMs,
    noncharacters, stray tag characters, and marks beyond `MOST_MARKS` on one base go.
    """
    harmless = is_ordinary(text) or not _patterns().suspect.search(text)
    if harmless and unicodedata.is_normalized("NFC", text):
        return text
    return _cap_marks(unicodedata.normalize("NFC", _without_hazards(text)))


def clean_line(text: str) -> str:
    """`clean` on one line: runs of white space become a space, ends are stripped.

    A newline between two Han or kana characters becomes nothing.
    """
    patterns = _patterns()
    return patterns.space_run.sub(" ", patterns.han_newline.sub("", clean(text).strip()))


def clean_lines(text: str) -> str:
    """Lines that somebody wrote apart, such as a note's, on one line: ` · ` between them."""
    return " · ".join(filter(None, map(clean_line, clean(text).split("\n"))))


def _without_hazards(text: str) -> str:
    patterns = _patterns()
    if patterns.surrogate.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = patterns.filler.sub(" ", patterns.newline.sub("\n", text))
    return patterns.drop.sub(lambda match: match[1] or "", text)


def _cap_marks(text: str) -> str:
    return _patterns().mark_run.sub(lambda match: _capped(match[0]), text)


def _capped(run: str) -> str:
    """`run` without those marks that follow `MOST_MARKS` others. Joiners count as marks."""
    kept = []
    marks = 0
    for character in run:
        is_mark = unicodedata.category(character) in ("Mn", "Me") or character in "\u200c\u200d"
        marks = marks + 1 if is_mark else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
