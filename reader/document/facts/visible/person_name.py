"""The names of people in a byline, told from what else stands there.

`By Ann Ray and Bo Lee, staff writers | 3 March 2024 · 5 min read` names two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reader.document.facts.fact import line
from reader.document.facts.visible import byline_words as words

_LONGEST_LINE: Final = 4_000
_LONGEST_NAME: Final = 60
_LONGEST_META: Final = 200
_LONGEST_STATED: Final = 150
_LONGEST_EASTERN: Final = 12
_MOST_WORDS: Final = 7
_MOST_PEOPLE: Final = 100
_LETTER: Final = re.compile(r"[^\W\d_]")
_PARTICLES: Final = frozenset((
    "de", "la", "le", "du", "da", "das", "dos", "do", "di", "del", "della", "van", "von", "der",
    "den", "ten", "ter", "zu", "zur", "bin", "ibn", "al", "el", "af", "av", "the", "of", "y", "e",
    "and", "und", "ap", "san",
))  # fmt: skip
_SHORT_END: Final = re.compile(r"\b\w{1,2}$")
_EASTERN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TURNED: Final = re.compile(r"^(?P<last>[^\s,][^,]{0,40}),\s{0,3}(?P<first>[^\s,][^,]{0,40})$")


def people(text: str) -> tuple[str, ...]:
    """The names in a byline, without roles, places, dates and handles; none if it has none.

    A byline of several lines (`By`, `Ann Ray`, `Staff writer`) names in its first ones.
    """
    text = words.ICON.sub("\n", words.NOISE.sub(" ", text[:_LONGEST_LINE])).strip()
    text = "\n".join(filter(None, map(line, text.split("\n")))).lstrip(words.EDGES)
    if words.OTHERS_WORK.match(text):
        return ()
    return tuple(dict.fromkeys(_named(_without_lead_in(text))))[:_MOST_PEOPLE]


def credited(value: str) -> tuple[str, ...]:
    """The names in a value that is meant to name the author; none if it is a placeholder.

    Less is cut than of a line of text: offices and pen names have any shape.
    """
    text = line(words.NOISE.sub(" ", value[:_LONGEST_LINE]))
    text = _without_role_behind(_without_lead_in(words.ICON.sub(" ", text)))
    names: list[str] = []
    for part in words.COMMA.split(text):
        pieces = [piece for _, piece in _parts(words.AND_AT_START.sub("", part))]
        if not all(is_like_name(piece.strip(words.EDGES)) for piece in pieces):
            pieces = [part]  # `Bread and Salt` is one office, `Ann Ray and Bo Lee` are two people
        for piece in pieces:
            name = _bare(piece)
            if _names_somebody(name) and not (names and words.ROLE.search(name)):
                names.append(_with_stop(_without_role(name), piece))
    return tuple(dict.fromkeys(names))[:_MOST_PEOPLE]


def joined(names: Iterable[str]) -> str:
    """Names as they are shown."""
    return ", ".join(dict.fromkeys(filter(None, names)))


def is_byline(text: str) -> bool:
    """Whether a line begins with the words that bring in an author."""
    return bool(words.LEAD_IN.match(text) or words.LABEL.match(text))


def from_label(text: str) -> str:
    """A line from where it names the author: `2024-03-09 | 作者：张三`; else the line."""
    match = words.LABEL_WITHIN.search(text[:_LONGEST_META])
    return text[match.start() :].lstrip(" |｜·\u3000") if match else text


def is_lead_in(text: str) -> bool:
    """Whether a line is nothing but the words that bring in an author, who is on the next one."""
    return words.LABEL_ALONE.match(text) is not None


def turned(name: str) -> str:
    """`Ann Ray` of `Ray, Ann`; else the name."""
    match = _TURNED.match(name)
    if match is None or words.DEGREE.match(match["first"]):
        return name
    return f"{match['first'].strip()} {match['last'].strip()}"


def is_collective(name: str) -> bool:
    """Whether a name is that of an office rather than of a person: `Bay News Staff`."""
    return words.COLLECTIVE.search(name) is not None


def is_role(name: str) -> bool:
    """Whether a text says what somebody is rather than who: `Opinion writer`."""
    return words.ROLE.search(name) is not None


def is_like_name(name: str) -> bool:
    """Whether each word of a text begins as those of a name do."""
    parts = name.split()
    if _EASTERN.search(name):
        return 2 <= len(name) <= _LONGEST_EASTERN and len(parts) <= 4
    if not 2 <= len(parts) <= 5 or not parts[0][0].isupper():
        return False
    return all(part[0].isupper() or part in _PARTICLES for part in parts)


def is_name(name: str) -> bool:
    """Whether a text may be a name, or a pen name."""
    is_short = len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS
    return is_short and _names_somebody(name)


def _names_somebody(name: str) -> bool:
    if not 0 < len(name) <= _LONGEST_STATED or words.DEGREE.match(name):
        return False
    return _LETTER.search(name) is not None and not words.NOBODY.match(name)


def _without_lead_in(text: str) -> str:
    for pattern in (words.LEAD_IN, words.LABEL):
        if match := pattern.match(text):
            return words.LEAD_IN.sub("", text[match.end() :], count=1)
    if (match := words.BY_WITHIN.search(text[:300])) is not None:
        return text[match.end() :]
    return text


def _without_role_behind(text: str) -> str:
    """What stands before a date, a bar, a dash with a role, or brackets at the end."""
    end = words.ENDS_STATED.search(text)
    if end is not None and end.start() > 0:
        text = text[: end.start()]
    dash = words.DASH.search(text)
    if dash is not None:
        behind = text[dash.end() :]
        text = text[: dash.start()] if not behind or words.ROLE.search(behind) else text
    return words.IN_BRACKETS_AT_END.sub("", text)


def _named(text: str) -> Iterator[str]:
    end = words.ENDS.search(text)
    if end is not None and end.start() == 0:
        text = text[end.end() :]
        end = words.ENDS.search(text)
    has_name = has_role = False
    for mark, part in _parts(text[: end.start()] if end else text):
        name = _bare(part)
        if has_name and words.ROLE.search(name) and not words.DEGREE.match(name):
            has_role = True
            continue
        # Behind a role there follow places and employers, unless `and` brings in a name.
        is_next = not has_role or (words.AND.match(mark) is not None and is_like_name(name))
        if is_next and is_name(name):
            yield _with_stop(_without_role(name), part)
            has_name, has_role = True, False


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a list of names, each with the mark before it."""
    at = 0
    before = ""
    for mark in words.SPLITS.finditer(text):
        following = text[mark.end() : mark.end() + 1]
        if words.AND.match(mark[0]) and following.islower():
            continue
        yield from _eastern(before, text[at : mark.start()])
        at, before = mark.end(), mark[0]
    yield from _eastern(before, text[at:])


def _eastern(mark: str, part: str) -> Iterator[tuple[str, str]]:
    for piece in words.EASTERN_SPLITS.split(part):
        yield mark, piece


def _without_role(name: str) -> str:
    """`Ann Ray` of `Ann Ray Senior Editor`, `张三` of `张三 某某大学教授`."""
    parts = name.split()
    if (
        len(parts) > 1
        and words.EASTERN_NAME.match(parts[0])
        and words.EASTERN_ROLE.search(parts[-1])
    ):
        return parts[0]
    for index, part in enumerate(parts[2:], 2):
        is_office = index == len(parts) - 1 and is_collective(part)
        if words.ROLE_WORD.match(part) and not is_office:
            return " ".join(parts[:index])
    return name


def _bare(part: str) -> str:
    return words.WRITER.sub("", part.strip(words.EDGES))


def _with_stop(name: str, piece: str) -> str:
    """`Jr.` and `A. B.` keep their last full stop."""
    is_short = _SHORT_END.search(name) is not None
    return f"{name}." if is_short and piece.strip().endswith(f"{name}.") else name
