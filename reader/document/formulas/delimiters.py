r"""Formulas in running text: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and GitHub's ``$`…`$``.

What stands between the delimiters decides, for each of them means something else too.

* Surely TeX is what has a command that TeX knows (`\frac`, `\alpha`), `^`, `_{`, or a single letter
  with an index (`x_1`).
* `\(…\)` and `\[…\]` are escaped brackets of prose, as exporters write them, unless the content is
  surely TeX, or holds no word but single letters joined by `= < > + * |`, or is a function of
  something, `O(n)`. A lone letter or number, `a/b` and `bar-baz` are formulas only in a text whose
  brackets are formulas elsewhere: `\(c\)` is a copyright sign of old, `\(n\)` a variable.
* `$…$` is money or a shell's variable unless no white space stands at its ends and no ASCII letter
  or digit beside it, and the content looks like mathematics. Where the content has a command, white
  space at both ends and letters beside it may be; `$n$th` may. Chinese within needs a command or
  `_{` around it.
* ``$latex …$`` is WordPress's.
* `$$…$$` needs content that looks like mathematics.

In pages, unlike in Markdown, a dollar is a delimiter of what is surely TeX only, unless the page
loads MathJax or KaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.document.formulas.symbols import COMMANDS

LONGEST = 2_000
"""Characters of the longest formula in running text."""

ENVIRONMENT = re.compile(
    r"\\begin\{(equation|align|aligned|alignat|flalign|gather|gathered|multline|eqnarray|split|cases"
    r"|array|[bBpvV]?matrix|smallmatrix|displaymath|math|subequations)(\*?)\}"
)
"""The beginning of an environment that is a formula without any delimiters."""

_CANDIDATE = re.compile(r"(?<!\\)\$|\\{1,2}[(\[]|\\begin\{")
_COMMAND = re.compile(r"\\([A-Za-z]{1,24})")
_SCRIPT = re.compile(
    r"(?<=[\w)\]}|'])(?:\^|_\{)"
    r"|(?:(?<![A-Za-z0-9_])[A-Za-z\u0370-\u03ff]|[)|'])_[A-Za-z0-9](?![A-Za-z0-9])"
)
_MATHEMATICS = re.compile(
    r"\\[A-Za-z{}|]|[\^_={}<>+*/|]|\w-\w|^[A-Za-z\u0370-\u03ff]['′]?$|^-?\d+$"
    r"|^[A-Za-z\u0370-\u03ff]{1,12}\([^()]{1,80}\)$"
    r"|^[(\[][\w.]{1,4}(?:, ?[\w.-]{1,4}){1,9}[)\]]$|^[A-Za-z](?:, ?[A-Za-z]){1,9}$"
)
_JOINED = re.compile(r"(?<=[\w)\]}|'])\s*(?:[=<>+*|≤≥≠∈→]|[<>:]=)\s*(?=[\w(\[{|−-])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CALL = re.compile(r"[A-Za-z\u0370-\u03ff]{1,12}\([^()\\]{1,80}\)")
_EAST_ASIAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff60]")
_NAMED_BY_TEXT = re.compile(r"\\[A-Za-z]|[\^_]\{")
_ORDINAL = re.compile(r"(?:th|st|nd|rd|s|D|d)(?![A-Za-z0-9])")
_TICKS = re.compile(r"\$(`++)")
_BRACKETED = re.compile(r"(?<!\\)\\{1,2}[(\[]((?:(?!\\[)\](\[])[^\n]){1,300}+)\\{1,2}[)\]]")
_ENTITY = re.compile(r"&[a-z]{2,8};")
_MOST_COMMANDS = 20
_MOST_ESCAPED = 20


@dataclass(frozen=True, slots=True)
class Usage:
    """What delimiters mean in a text."""

    brackets: bool = False
    r"""`\(` and `\[` begin formulas, whatever stands within."""
    dollars: bool = True
    """`$` begins a formula of which nothing says that it is surely TeX."""


@dataclass(frozen=True, slots=True)
class Delimited:
    start: int
    end: int
    tex: str
    """Without the delimiters and the white space at the ends; never empty."""
    display: bool


def usage_in(text: str) -> Usage:
    r"""What `\(` and `\[` mean in a text: formulas, if more of them hold TeX than words."""
    sure = prose = 0
    for match in _BRACKETED.finditer(text) if "\\(" in text or "\\[" in text else ():
        if is_surely_tex(match[1]):
            sure += 1
        elif _WORD.search(_ENTITY.sub("", match[1])):
            prose += 1
    return Usage(brackets=sure > prose)


def is_surely_tex(content: str) -> bool:
    return bool(_SCRIPT.search(content)) or has_command(content)


def has_command(content: str) -> bool:
    for number, match in enumerate(_COMMAND.finditer(content)):
        if match[1] in COMMANDS:
            return True
        if number >= _MOST_COMMANDS:
            break
    return False


def is_bracketed_formula(content: str, usage: Usage, *, square: bool = False) -> bool:
    r"""Whether `\(content\)` or, `square`, `\[content\]` is a formula, not text in brackets."""
    content = content.strip()
    if not content or "\n\n" in content:
        return False
    if is_surely_tex(content):
        return True
    if _EAST_ASIAN.search(content):
        return False
    if usage.brackets and not (square and content.isalnum()):
        return bool(_MATHEMATICS.search(content)) or not _WORD.search(content)
    if _CALL.fullmatch(content):
        return True
    return bool(_JOINED.search(content)) and not _WORD.search(content)


def formulas_in(text: str, usage: Usage) -> Iterator[Delimited]:
    """Yield the formulas of plain text in order; they do not overlap."""
    at = 0
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        found = formula_at(text, candidate.start(), len(text), usage)
        if found is not None:
            yield found
            at = found.end
        else:
            # Not the second dollar of two: they are one delimiter.
            at = candidate.end() + text.startswith("$$", candidate.start())


def formula_at(text: str, start: int, stop: int, usage: Usage) -> Delimited | None:
    """The formula whose opening delimiter is at `start`, if one is; it ends before `stop`."""
    if text.startswith("$`", start):
        return _in_ticks(text, start, stop)
    if text.startswith("$$", start):
        return _in_two_dollars(text, start, stop, usage)
    if text.startswith("$", start):
        return _in_dollars(text, start, stop, usage)
    if text.startswith("\\begin", start):
        return _in_environment(text, start, stop)
    if text.startswith("\\", start):
        return _in_brackets(text, start, stop, usage)
    return None


def _in_ticks(text: str, start: int, stop: int) -> Delimited | None:
    match = _TICKS.match(text, start, min(stop, start + 100))
    if match is None:
        return None
    closer = f"{match[1]}$"
    end = text.find(closer, match.end(), min(stop, start + 2 * LONGEST))
    while end >= 0 and text[end - 1] == "`":
        end = text.find(closer, end + 1, min(stop, start + 2 * LONGEST))
    return _delimited(text, start, match.end(), end, len(closer), display=False)


def _in_two_dollars(text: str, start: int, stop: int, usage: Usage) -> Delimited | None:
    end = text.find("$$", start + 2, min(stop, start + LONGEST))
    found = _delimited(text, start, start + 2, end, 2, display=True)
    if found is None or not (
        is_surely_tex(found.tex) or (usage.dollars and _MATHEMATICS.search(found.tex))
    ):
        return None
    return found


def _in_brackets(text: str, start: int, stop: int, usage: Usage) -> Delimited | None:
    begin = start
    while begin < start + 2 and text.startswith("\\", begin):
        begin += 1
    bracket = text[begin : begin + 1]
    if not bracket or bracket not in "([":
        return None
    closer = text[start:begin] + (")" if bracket == "(" else "]")
    end = text.find(closer, begin + 1, min(stop, start + LONGEST))
    found = _delimited(text, start, begin + 1, end, len(closer), display=bracket == "[")
    if found is None or not is_bracketed_formula(found.tex, usage, square=bracket == "["):
        return None
    return found


def _in_environment(text: str, start: int, stop: int) -> Delimited | None:
    match = ENVIRONMENT.match(text, start, stop)
    if match is None:
        return None
    closer = f"\\end{{{match[1]}{match[2]}}}"
    end = text.find(closer, match.end(), min(stop, start + LONGEST))
    return _delimited(text, start, start, end + len(closer), 0, display=True) if end >= 0 else None


def _in_dollars(text: str, start: int, stop: int, usage: Usage) -> Delimited | None:
    limit = min(stop, start + LONGEST)
    end = text.find("$", start + 1, limit)
    for _ in range(_MOST_ESCAPED):
        if end < 0 or text[end - 1] != "\\":
            break
        end = text.find("$", end + 1, limit)
    found = _delimited(text, start, start + 1, end, 1, display=False)
    if found is None or "`" in found.tex or "://" in found.tex:
        return None
    if found.tex.startswith("latex ") and found.tex[6:].strip():
        return Delimited(start, found.end, found.tex[6:].strip(), display=False)
    before, after = text[max(0, start - 1) : start], text[end + 1 : end + 2]
    content = text[start + 1 : end]
    known = has_command(content)
    if not _may_stand(content, before, after, text, end, known=known):
        return None
    if _EAST_ASIAN.search(content) and not _NAMED_BY_TEXT.search(content):
        return None
    if known or is_surely_tex(content):
        return found
    likely = usage.dollars and _MATHEMATICS.search(found.tex)
    return found if likely and (len(content) == 1 or content[-1] not in "/=^_&:") else None


def _may_stand(content: str, before: str, after: str, text: str, end: int, *, known: bool) -> bool:
    """Whether dollars may be delimiters by what is beside them and at the ends of the content."""
    if after in ("$", "{", "_") and after:
        return False
    spaced = (content[0].isspace(), content[-1].isspace())
    if any(spaced) and not (all(spaced) and known):
        return False
    if _is_letter_or_digit(before):
        return known
    if _is_letter_or_digit(after):
        if after.isdigit():
            return False
        return known or (len(content) <= 3 and bool(_ORDINAL.match(text, end + 1)))
    return True


def _is_letter_or_digit(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _delimited(
    text: str, start: int, begin: int, end: int, closer: int, *, display: bool
) -> Delimited | None:
    if end < begin:
        return None
    tex = text[begin:end].strip()
    if not tex or "\n\n" in tex:
        return None
    return Delimited(start, end + closer, tex, display)
