"""Edited articles in which something was marked, and where that is afterwards.

An edit is a list of segments: what was kept of the text, and what was written, in the new order. So
it is known of every character of the new text whether it is one of the old.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document.model import Block, BlockKind, Document, Place
from reader.text.fold import alike, fold, han_forms

PLACE_LENGTH = 24
_SENTENCE = re.compile(r"[^。！？\n.!?]+(?:[。！？]+|[.!?]+(?=\s|$))?")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}|[\u4e00-\u9fff]{2,5}|[\uac00-\ud7a3]{2,5}|\d+\.\d+")
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_NEGATION = re.compile(r"[不没非无未]|\b(?:not|never|no)\b ?")
_FILLER = (
    "另外一件事也值得说明，这里补上一段话。",
    "A remark was added here by somebody who had read it twice. ",
    "编者按：本节在新版里有所补充，原文不变。",
)
_NAMES = ("Harriet", "Osborne", "Lindqvist", "Quentin")
_TYPOS = "abcdefghijklmnoprstuvw"


@dataclass(frozen=True, slots=True)
class Kept:
    """Characters of the old text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Written:
    """New text, in place of characters of the old, if of any."""

    text: str
    start: int = -1
    end: int = -1


Segments = tuple[Kept | Written, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What is marked: characters of the old text; a mere place is where they begin."""

    start: int
    end: int
    is_place: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    before: str
    after: str
    target: Target
    truth: tuple[int, int] | None
    """The marked words' place in the new text; None if they are gone."""
    kept: float
    """Share of the marked characters that are still there."""
    is_other: bool = False
    """Whether it says something else by now: figures, names or a negation differ."""


def document(text: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, line) for line in text.split("\n")))


def place(text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset)
    return Place(line, offset - (text.rfind("\n", 0, offset) + 1))


def offset(text: str, at: Place) -> int:
    start = 0
    for _ in range(at.block):
        start = text.index("\n", start) + 1
    return start + at.offset


# -- targets --------------------------------------------------------------------------------


def targets(text: str, chance: random.Random) -> Iterator[Target]:
    """A few characters, a word, a clause, a sentence, some paragraphs, and a mere place."""
    return (target for target in _targets(text, chance) if target.length > 0)


def _targets(text: str, chance: random.Random) -> Iterator[Target]:
    words = list(_WORD.finditer(text))
    sentences = [m for m in _SENTENCE.finditer(text) if len(m[0].strip()) >= 8]
    if not words or not sentences:
        return
    few = chance.choice(words)
    yield Target(few.start(), min(few.end(), few.start() + chance.randint(2, 5)))
    word = chance.choice(words)
    yield Target(word.start(), word.end())
    some = chance.choice(sentences)
    yield _trimmed(text, some.start() + len(some[0]) // 4, some.start() + len(some[0]) * 3 // 4)
    one = chance.choice(sentences)
    yield _trimmed(text, one.start(), one.end())
    here = chance.choice(sentences).start()
    line = text.find("\n", here)
    limit = len(text) if line < 0 else line
    yield replace(_trimmed(text, here, min(here + PLACE_LENGTH, limit)), is_place=True)
    lines = list(_lines(text))
    at = chance.randrange(len(lines))
    start = lines[at][0] + chance.randint(0, (lines[at][1] - lines[at][0]) // 2)
    last = lines[min(at + chance.randint(1, 4), len(lines) - 1)]
    end = last[0] + chance.randint((last[1] - last[0]) // 2, last[1] - last[0])
    if start < end:
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Target:
    words = text[start:end]
    return Target(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


# -- edits ----------------------------------------------------------------------------------

Change = tuple[int, int, str]
"""Characters `start` to `end` become these."""
Edit = Callable[[str, Target, random.Random], Sequence[Change] | None]


def _sentences(text: str, target: Target) -> tuple[int, int]:
    """The sentences that the target is in, whole."""
    hit = [m for m in _SENTENCE.finditer(text) if m.start() < target.end and m.end() > target.start]
    return (hit[0].start(), hit[-1].end()) if hit else (target.start, target.end)


def _paragraphs(text: str, target: Target) -> tuple[int, int]:
    """The lines that the target is in, and the break behind them."""
    start = text.rfind("\n", 0, target.start) + 1
    end = text.find("\n", target.end)
    return start, len(text) if end < 0 else end + 1


def _delete_words(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del text, chance
    return [(target.start, target.end, "")]


def _delete_sentence(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del chance
    return [(*_sentences(text, target), "")]


def _delete_paragraph(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del chance
    return [(*_paragraphs(text, target), "")]


def _rewrite_sentence(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    return [(*_sentences(text, target), chance.choice(_FILLER))]


def _figures(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    found = [m.start() + target.start for m in _DIGIT.finditer(text[target.start : target.end])]
    changes = []
    for at in found:
        other = str((int(text[at]) + chance.randint(1, 9)) % 10)
        changes.append((at, at + 1, other))
    return changes[-2:] or None


def _name(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    found = list(_NAME.finditer(text, target.start, target.end))
    if not found:
        return None
    one = chance.choice(found)
    return [(one.start(), one.end(), chance.choice(_NAMES))]


def _negation(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    found = list(_NEGATION.finditer(text, target.start, target.end))
    if found:
        one = chance.choice(found)
        return [(one.start(), one.end(), "")]
    spots = [
        at
        for at in range(target.start + 1, target.end)
        if text[at - 1] == " " and text[at].isascii() and text[at].isalpha()
    ]
    if spots:
        at = chance.choice(spots)
        return [(at, at, "not ")]
    spots = [at for at in range(target.start + 1, target.end) if "\u4e00" <= text[at] <= "\u9fff"]
    if not spots:
        return None
    at = chance.choice(spots)
    return [(at, at, "不")]


def _insert_before(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del text
    return [(target.start, target.start, chance.choice(_FILLER))]


def _insert_after(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del text
    return [(target.end, target.end, chance.choice(_FILLER))]


def _insert_inside(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    del text
    if target.length < 20:
        return None
    at = chance.randint(target.start + 4, target.end - 4)
    return [(at, at, chance.choice(("[3]", "（见下文）", " indeed", _FILLER[0])))]


def _insert_paragraphs(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    start, end = _paragraphs(text, target)
    made = "\n".join(chance.sample(_FILLER, 2))
    after = f"{made}\n" if end < len(text) or text.endswith("\n") else f"\n{made}"
    return [(start, start, f"{made}\n"), (end, end, after)]


def _delete_beside(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    """The sentence before the target's, or the one after it."""
    start, end = _sentences(text, target)
    found = [m for m in _SENTENCE.finditer(text) if m.end() <= start or m.start() >= end]
    before = [m for m in found if m.end() <= start][-1:]
    after = [m for m in found if m.start() >= end][:1]
    if not before and not after:
        return None
    one = chance.choice(before + after)
    return [(one.start(), one.end(), "")]


def _delete_paragraph_beside(
    text: str, target: Target, chance: random.Random
) -> Sequence[Change] | None:
    start, end = _paragraphs(text, target)
    lines = list(_lines(text))
    before = [line for line in lines if line[1] <= start][-1:]
    after = [line for line in lines if line[0] >= end][:1]
    if not before and not after:
        return None
    first, last = chance.choice(before + after)
    return [(first, min(len(text), last + 1), "")]


def _delete_part(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    """The beginning, the end or the middle of a long target."""
    del text
    if target.length < 30:
        return None
    part = target.length // 3
    start = target.start + chance.choice((0, part, target.length - part))
    return [(start, start + part, "")]


def _first_sentence(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    """The first sentence, or the last paragraph, of a target in several."""
    words = text[target.start : target.end]
    if "\n" not in words:
        return None
    first = _SENTENCE.match(words)
    last = words.rindex("\n")
    ends = [(last, len(words))] + ([(0, first.end())] if first else [])
    start, end = chance.choice(ends)
    return [(target.start + start, target.start + end, "")]


def _typo(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    at = chance.randrange(target.start, target.end)
    if text[at].isascii() and text[at].isalpha():
        return [(at, at + 1, chance.choice(_TYPOS))]
    return [(at, at + 1, chance.choice("的地得在再已以"))]


def _around(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    """Words on both sides are others."""
    before = max(0, target.start - chance.randint(6, 20))
    after = min(len(text), target.end + chance.randint(6, 20))
    return [
        (before, min(target.start, before + 5), "改写过的"),
        (max(target.end, after - 5), after, "rewritten"),
    ]


def _elsewhere(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    """Typing here and there, but not in or right beside the target."""
    changes = []
    for _ in range(6):
        at = chance.randrange(len(text) + 1)
        if at < target.start - 100 or at > target.end + 100:
            changes.append((at, min(len(text), at + chance.choice((0, 0, 9))), "新增的文字"))
    return changes


def _punctuation(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del target, chance
    other = {"，": ",", ",": "，", "。": ".", "“": '"', "”": '"', "：": ":", "；": ";"}
    return [
        (at, at + 1, other[character])
        for at, character in enumerate(text)
        if character in other and not text[max(0, at - 1) : at + 2].strip(character).isdigit()
    ]


def _spaces(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del target
    found = [m.end() for m in re.finditer(r"[，。；,;：]", text)]
    return [(at, at, chance.choice((" ", "\u3000", "\n"))) for at in found if chance.random() < 0.5]


def _join(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del target
    found = [at for at, character in enumerate(text) if character == "\n"]
    return [(at, at + 1, " ") for at in found if chance.random() < 0.4]


def _split(text: str, target: Target, chance: random.Random) -> Sequence[Change]:
    del target
    found = [m.end() for m in _SENTENCE.finditer(text) if m.end() < len(text)]
    return [(at, at, "\n") for at in found if chance.random() < 0.4]


def _script(text: str, target: Target, chance: random.Random) -> Sequence[Change] | None:
    """All of it in the other way of writing Chinese."""
    del target, chance
    forms = han_forms()
    many = sum(c in forms.traditional for c in text) > sum(c in forms.simplified for c in text)
    mine, theirs = forms.simplified, forms.traditional
    if many:
        mine, theirs = theirs, mine
    changes = []
    for at, character in enumerate(text):
        if character in mine:
            other = next((c for c in alike(fold(character)) if c in theirs), "")
            if other:
                changes.append((at, at + 1, other))
    return changes or None


GONE: dict[str, Edit] = {
    "words deleted": _delete_words,
    "sentence deleted": _delete_sentence,
    "paragraph deleted": _delete_paragraph,
    "sentence rewritten": _rewrite_sentence,
}
OTHER: dict[str, Edit] = {
    "figures differ": _figures,
    "a name differs": _name,
    "negated": _negation,
}
MENDED: dict[str, Edit] = {
    "inserted before": _insert_before,
    "inserted after": _insert_after,
    "inserted inside": _insert_inside,
    "paragraphs inserted": _insert_paragraphs,
    "sentence beside deleted": _delete_beside,
    "paragraph beside deleted": _delete_paragraph_beside,
    "part deleted": _delete_part,
    "first or last piece deleted": _first_sentence,
    "typo": _typo,
    "words around differ": _around,
    "edits elsewhere": _elsewhere,
    "punctuation": _punctuation,
    "white space": _spaces,
    "paragraphs joined": _join,
    "paragraphs split": _split,
    "other script": _script,
}
_SAME = frozenset(
    ("punctuation", "white space", "paragraphs joined", "paragraphs split", "other script")
)


def cases(text: str, target: Target, chance: random.Random) -> Iterator[Case]:
    """Every edit that this target allows."""
    for kind, edit in {**GONE, **OTHER, **MENDED}.items():
        changes = edit(text, target, chance)
        if changes:
            yield _case(kind, text, target, _segments(text, changes), is_other=kind in OTHER)
    yield from _moves(text, target)
    yield from _twins(text, target, chance)


def _moves(text: str, target: Target) -> Iterator[Case]:
    start, end = _paragraphs(text, target)
    if start == 0 or end >= len(text) or not text.endswith("\n"):
        return
    last, first = Kept(end, len(text)), Kept(0, start)
    own = Kept(start, end)
    at_end = _case("paragraph moved to the end", text, target, (first, last, own))
    at_front = _case("paragraph moved to the front", text, target, (own, first, last))
    # Of two equals that change places nobody can tell that they did.
    yield from (case for case in (at_end, at_front) if case.after != text)
    copy = Written(text[start:end])
    yield _case("paragraph copied behind it", text, target, (first, own, copy, last))
    yield _case("paragraph copied to the front", text, target, (copy, first, own, last))


def _twins(text: str, target: Target, chance: random.Random) -> Iterator[Case]:
    """The target's sentence, or one like it, stands in several places; the target's own goes."""
    start, end = _sentences(text, target)
    words = text[start:end]
    if len(words) > LONGEST_TWIN:
        return
    for kind, copies in (
        ("one of equals deleted", [words] * 4),
        ("one of look-alikes deleted", [like(words, chance) for _ in range(4)]),
    ):
        if copies[0] == words and "alike" in kind:
            continue
        for apart in (False, True):
            between = "\n" if apart else ""
            made = "".join(f"{between}{copy}" for copy in copies)
            spot = end if chance.random() < 0.5 else start
            if apart:
                spot = _paragraphs(text, target)[1]
                made = made[1:] + "\n"
            old = text[:spot] + made + text[spot:]
            moved = len(made) if spot <= start else 0
            own = replace(target, start=target.start + moved, end=target.end + moved)
            gap = [(start + moved, end + moved, "")]
            yield _case(kind, old, own, _segments(old, gap))
            paragraph = [(*_paragraphs(old, own), "")]
            yield _case(f"{kind}, paragraph", old, own, _segments(old, paragraph))


def like(words: str, chance: random.Random) -> str:
    """The words with other figures and names: a row of the same table."""

    def figure(match: re.Match[str]) -> str:
        return str((int(match[0]) + chance.randint(1, 9)) % 10)

    made = _DIGIT.sub(figure, words)
    made = _NAME.sub(lambda _: chance.choice(_NAMES), made)
    if made == words:
        han = [at for at, c in enumerate(words) if "\u4e00" <= c <= "\u9fff"]
        if han:
            at = han[len(han) // 3]
            made = f"{words[:at]}{chance.choice('甲乙丙丁')}{words[at + 1 :]}"
    return made


def _segments(text: str, changes: Sequence[Change]) -> Segments:
    made: list[Kept | Written] = []
    at = 0
    for start, end, words in sorted(changes):
        if start < at:
            continue
        made += [Kept(at, start), Written(words, start, end)]
        at = end
    return (*made, Kept(at, len(text)))


def _case(
    kind: str, text: str, target: Target, segments: Segments, *, is_other: bool = False
) -> Case:
    """Follow the target's characters through the edit."""
    parts: list[str] = []
    at = kept = 0
    spans: list[tuple[int, int]] = []
    for segment in segments:
        if isinstance(segment, Kept):
            part = text[segment.start : segment.end]
            low, high = max(segment.start, target.start), min(segment.end, target.end)
            if low < high:
                spans.append((at + low - segment.start, at + high - segment.start))
                kept += high - low
        else:
            part = segment.text
            if target.start <= segment.start < segment.end <= target.end and part:
                spans.append((at, at + len(part)))
                kept += len(part) if kind in _SAME else 0
        parts.append(part)
        at += len(part)
    share = kept / target.length
    truth = (min(s for s, _ in spans), max(e for _, e in spans)) if share >= LEAST_KEPT else None
    return Case(kind, text, "".join(parts), target, truth, share, is_other)


LONGEST_TWIN = 800
"""Characters of a passage that is repeated: of longer ones no quote reaches beyond the row."""
LEAST_KEPT = 0.3
"""Share of a mark: with less left, its words count as gone."""
