"""The one gate between strings from outside and anything that shows them.

A string from outside (a file's text, its name, what was typed or pasted, a variable of the
environment) passes `clean`, `clean_line`, `clean_lines` or `shown_path` where it enters. What
passed is NFC, without control characters, bidi marks or invisible rubbish: nothing in it acts on a
terminal or hides what stands beside it. Whoever writes to a terminal or a clipboard lets all text
through `inert` once more, and JSON through `escaped`, whatever passed before. Unicode TR #36 and
#39 name the hazards.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from pathlib import PurePath
from typing import NamedTuple

from reader.text.unicode.fast_path import ORDINARY, is_ordinary
from reader.text.unicode.scripts import SPACELESS

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
    "\ufdd0-\ufdef"  # noncharacters, and those at the end of each plane
) + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
# Flags of subdivisions: black flag, tag letters, cancel tag. Those that are recommended for
# interchange (UTS #51, RGI_Emoji_Tag_Sequence) and no others: tag letters hide any text.
_FLAG = "|".join(
    f"\U0001f3f4{''.join(chr(0xE0000 + ord(letter)) for letter in place)}\U000e007f"
    for place in ("gbeng", "gbsct", "gbwls")
)
_NEAR_MARK = r"[^\w\s\x21-\x7e]"
_SURROGATE = "\ud800-\udfff"
_HAZARD = f"[\r{_NEWLINE}{_FILLER}{_SURROGATE}{_DROPPED}]"
# Bytes of another encoding, as `os.fsdecode` has them: those that are no UTF-8, and before that
# tried with what stands among them and may be UTF-8 by chance. In GBK every other may be ASCII.
_BYTES = (
    "(?:[\x80-\u1fff\u2070-\ud7ff\udc80-\udcff\ue000-\uffff][0-~]?)+",
    "(?:[\udc80-\udcff][0-~]?)+",
)


class _Patterns(NamedTuple):
    newline: re.Pattern[str]
    filler: re.Pattern[str]
    drop: re.Pattern[str]
    suspect: re.Pattern[str]
    surrogate: re.Pattern[str]
    raw_bytes: tuple[re.Pattern[str], ...]
    space_run: re.Pattern[str]
    han_newline: re.Pattern[str]


@cache
def _hazard() -> re.Pattern[str]:
    """The pattern of `inert`: whoever writes to a terminal needs no other, and needs it early."""
    return re.compile(_HAZARD)


@cache
def _mark_run() -> re.Pattern[str]:
    """What may be too many marks.

    No mark is ordinary: `re` leaps to what is not, five times as fast as to what is near a mark.
    """
    return re.compile(rf"[^{ORDINARY}]{_NEAR_MARK}{{{MOST_MARKS},}}")


@cache
def _patterns() -> _Patterns:
    """Compiled on first use: a warm start shows only text that was cleaned long ago."""
    return _Patterns(
        newline=re.compile(f"\r\n?|[{_NEWLINE}]"),
        filler=re.compile(f"[{_FILLER}]"),
        drop=re.compile(f"({_FLAG})|[{_DROPPED}]+"),
        suspect=re.compile(f"{_HAZARD}|{_NEAR_MARK}{{{MOST_MARKS + 1},}}"),
        surrogate=re.compile(f"[{_SURROGATE}]"),
        raw_bytes=tuple(map(re.compile, _BYTES)),
        space_run=re.compile(r"\s+"),
        # Not behind an ideographic space, which is white space too: a run of them would be tried
        # from each of its characters.
        han_newline=re.compile(rf"(?<=[{SPACELESS}])(?<!\s)[^\S\n]*\n\s*(?=[{SPACELESS}])"),
    )


def clean(text: str) -> str:
    r"""`text` as NFC, safe to show; only `\n` and `\t` are left of the control characters.

    All newlines become `\n`. Escape sequences lose what makes them act and stay as plain text.
    Bytes of a file's name that are no UTF-8 are read as GBK or Big5, if that is likely; other lone
    surrogates become U+FFFD, Hangul fillers spaces; bidi controls, soft hyphens, BOMs,
    noncharacters, stray tag characters, and marks beyond `MOST_MARKS` on one base go.
    """
    harmless = is_ordinary(text) or not _patterns().suspect.search(text)
    if harmless and unicodedata.is_normalized("NFC", text):
        return text
    return capped(composed(_without_hazards(text)))


def composed(text: str) -> str:
    """`text` in NFC, where marks may be piled up: those beyond `MOST_MARKS` go first.

    Putting a run of marks in order takes time that grows with the square of its length.
    """
    return unicodedata.normalize("NFC", capped(text))


def capped(text: str) -> str:
    """`text` without the marks beyond `MOST_MARKS` on one base; NFC of it may have some more."""
    if is_ordinary(text):
        return text
    return _mark_run().sub(lambda match: _capped_run(match[0]), text)


def may_combine(character: str) -> bool:
    """Whether it may compose with the character before it: a mark, joiner or jamo (UAX #15)."""
    return character > "\u02ff" and (
        unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
        or "\u1160" <= character <= "\u11ff"
    )


def clean_line(text: str) -> str:
    """`clean` on one line: runs of white space become a space, ends are stripped.

    A newline between two Han or kana characters becomes nothing.
    """
    patterns = _patterns()
    return patterns.space_run.sub(" ", patterns.han_newline.sub("", clean(text).strip()))


def clean_lines(text: str) -> str:
    """Separate lines, such as those of a note, on one line with ` · ` between them."""
    return " · ".join(filter(None, map(clean_line, clean(text).split("\n"))))


def shown_path(path: PurePath | str) -> str:
    """A path, or a part of one, safe to show on one line; white space in it stays as wide."""
    return _in_one_row(clean(str(path)))


def inert(text: str) -> str:
    r"""`text` for a terminal or a clipboard, without the characters that `clean` takes away.

    Nearly always it is unchanged, for text is cleaned where it comes in. `\n` and `\t` stay.
    """
    if text.isprintable() or not _hazard().search(text):
        return text
    return _without_hazards(text)


def inert_row(text: str) -> str:
    """Do what `inert` does, for one row of a screen, where newlines and tabs act as well."""
    if text.isprintable():
        return text
    return _in_one_row(inert(text))


def _in_one_row(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def escaped(json: str) -> str:
    """A JSON document in which nothing acts on a terminal, with the same meaning.

    Lone surrogates are escaped too: the document has a form in UTF-8 then.
    """
    if json.isprintable():
        return json
    return _hazard().sub(lambda match: _escape(match[0]), json)


def _escape(character: str) -> str:
    """RFC 8259, section 7: characters beyond U+FFFF become two surrogates."""
    code = ord(character)
    if character == "\r":
        return character  # between values: in a string it is escaped already
    if code < 1 << 16:
        return f"\\u{code:04x}"
    code -= 1 << 16
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _without_hazards(text: str) -> str:
    patterns = _patterns()
    if patterns.surrogate.search(text):
        units = _without_bytes(text).encode("utf-16-le", "surrogatepass")
        text = units.decode("utf-16-le", "replace")
    text = patterns.filler.sub(" ", patterns.newline.sub("\n", text))
    return patterns.drop.sub(lambda match: match[1] or "", text)


def _without_bytes(text: str) -> str:
    """Bytes that are not UTF-8 become the characters that they are likely to mean."""
    from reader.text.chinese_encoding import likely_chinese  # late: nearly all names are UTF-8

    for pattern in _patterns().raw_bytes:
        runs = [run for run in pattern.findall(text) if _patterns().surrogate.search(run)]
        codec = likely_chinese(b" ".join(map(_raw, runs))) if runs else ""
        if codec:
            return pattern.sub(partial(_decoded, codec), text)
    return text


def _decoded(codec: str, run: re.Match[str]) -> str:
    is_odd = _patterns().surrogate.search(run[0]) is not None
    return _raw(run[0]).decode(codec, "replace") if is_odd else run[0]


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _capped_run(run: str) -> str:
    """`run` without those marks that follow `MOST_MARKS` others. Joiners count as marks."""
    marks = "".join(filter(_is_mark, set(run)))
    if not marks:
        return run
    return re.sub(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+", r"\1", run)


def _is_mark(character: str) -> bool:
    """Whether it is put on another character; a mark with room of its own only if NFC orders it."""
    return (
        unicodedata.category(character) in ("Mn", "Me")
        or character in "\u200c\u200d"
        or unicodedata.combining(character) > 0
    )
