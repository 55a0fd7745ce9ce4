"""Fields, their values and operators for a query, while it is being typed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import Final

from reader.library.memory.labels import KnownLabel
from reader.library.memory.titles import View
from reader.library.search.query import FEATURES, FLAGS, QueryField
from reader.library.search.syntax.days import RELATIVE, days_of
from reader.library.search.syntax.fields import NAMES, field_named
from reader.library.search.syntax.scan import COLON, MINUS, PLUS, QUOTATION
from reader.library.search.term import spelling_of
from reader.text.fold import search_form
from reader.text.pinyin.readings import keys

MOST: Final = 50

_BEGINS: Final = rf"(?:^|[\s(（|｜])(?P<term>[{MINUS}{PLUS}]?"
_OPEN: Final = re.compile(
    rf"{_BEGINS}(?:(?P<field>[^\W\d_]{{1,20}})[{COLON}](?P<gap>[^\S\n]?)|[#＃](?=[^\W\d_]))"
    rf"(?P<value>[{QUOTATION}][^{QUOTATION}]*|[^\s{QUOTATION}]*))$"
)
_PLAIN: Final = re.compile(rf"{_BEGINS}(?P<word>[^\W\d_]{{1,12}}))$")
_REST: Final = {True: re.compile(rf"[^{QUOTATION}]*[{QUOTATION}]?"), False: re.compile(r"\S*")}
_PINYIN: Final = {
    QueryField.TITLE: ("biao", "ti"),
    QueryField.AUTHOR: ("zuo", "zhe"),
    QueryField.SOURCE: ("lai", "yuan"),
    QueryField.TAG: ("biao", "qian"),
    QueryField.PATH: ("lu", "jing"),
    QueryField.LANG: ("yu", "yan"),
    QueryField.DATE: ("ri", "qi"),
    QueryField.REGEX: ("zheng", "ze"),
    QueryField.NEAR: ("lin", "jin"),
}
"""How the second name of a field is spelled."""
_OPERATORS: Final = ("OR", "NOT")
_LEAST_LETTERS: Final = 2
"""Letters of a word that may be the beginning of a field's name."""
_MOST_FIELDS: Final = 2
_CHINESE_PERIODS: Final = ("今天", "昨天", "本周", "上周", "本月", "上月", "今年", "去年")
_KINDS: Final = {
    QueryField.AUTHOR: "author",
    QueryField.SOURCE: "source",
    QueryField.TAG: "tag",
    QueryField.LANG: "language",
}

_LAST: Final = "9999-12-31"

_Value = tuple[str, int | None]
Count = Callable[[tuple[int, int]], int]
"""The number of articles from the lowest to the highest id."""
DayRange = Callable[[str, str], tuple[int, int]]
"""The lowest and the highest id from one day to another."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A proposal for `text[start:end]` of a query."""

    value: str
    """The value as it is shown."""
    replacement: str
    """The value as it is put into the query, in quotation marks where it needs them."""
    start: int
    end: int
    count: int | None = None
    """Articles that have it; None where that is the owner's to know."""
    is_hint: bool = False
    """Whether it is a guess at what a plain word may become."""


@dataclass(frozen=True, slots=True)
class AskedCompletion:
    """The value of a field that is being typed."""

    field: QueryField
    typed: str
    start: int
    end: int
    rest: str = ""
    """The query without this field."""


def asked(text: str, cursor: int) -> AskedCompletion | None:
    """The field and value before the cursor; None if no field there has values to choose from."""
    found = _OPEN.search(text, 0, cursor)
    if found is None:
        return None
    known = (
        field_named(found["field"], apart=bool(found["gap"]))
        if found["field"]
        else (QueryField.TAG, "")
    )
    if known is None or known[0] not in {
        *_KINDS,
        QueryField.IS,
        QueryField.HAS,
        QueryField.DATE,
    }:
        return None
    value = found["value"]
    is_quoted = value[:1] in tuple(QUOTATION)
    rest = _REST[is_quoted].match(text, cursor)
    typed = value[1:] if is_quoted else value
    end = rest.end() if rest else cursor
    start = found.start("value")
    if known[0] is QueryField.DATE:
        ends = re.split(r"(?<=\.\.)|(?<=[<>＜＞至到])|(?<==)", typed)
        start, typed = start + len(typed) - len(ends[-1]), ends[-1]
    others = f"{text[: found.start('term')]} {text[end:]}".strip()
    return AskedCompletion(known[0], typed, start, end, others)


def hints(text: str, cursor: int) -> list[Completion]:
    """Fields and operators that the word before the cursor may be the beginning of."""
    found = _PLAIN.search(text, 0, cursor)
    if found is None or text[cursor : cursor + 1].strip():
        return []
    word, start = unicodedata.normalize("NFKC", found["word"]), found.start("word")
    names = [f"{name}:" for name in _fields_for(word)][:_MOST_FIELDS]
    if start > 0 and text[:start].strip():
        names += [name for name in _OPERATORS if name.startswith(word) and name != word]
    return [Completion(name, name, start, cursor, is_hint=True) for name in names]


def _fields_for(word: str) -> Iterator[str]:
    typed = word.lower()
    for field, names in NAMES.items():
        spelled = _PINYIN.get(field, ())
        if not word.isascii():
            yield from (name for name in names[1:] if name.startswith(word) and name != word)
        elif len(typed) >= _LEAST_LETTERS:
            if names[0].startswith(typed):
                yield names[0]
            if spelled and (
                typed == "".join(part[0] for part in spelled)
                or (len(typed) > len(spelled[0]) and "".join(spelled).startswith(typed))
            ):
                yield names[1]


def complete(
    asked: AskedCompletion,
    view: View,
    counts: Mapping[int, int],
    day_range: DayRange,
    *,
    today: date = date.min,
    among: Sequence[int] | None = None,
    own_tags: Mapping[str, frozenset[int]] = MappingProxyType({}),
) -> list[Completion]:
    """Values that match: by beginning first, then by any part, then by pinyin; each by frequency.

    `counts` are those of labels, by id; `day_range` is the snapshot's. `among` are the ids that
    the rest of the query finds, in rising order; None for all. `own_tags` are those that the owner
    gave, with the ids of their articles.
    """
    count = view.count if among is None else partial(_count_within, among)
    match asked.field:
        case QueryField.IS:
            values: Iterable[_Value] = ((flag, None) for flag in _starting(FLAGS, asked))
        case QueryField.HAS:
            values = ((feature, None) for feature in _starting(FEATURES, asked))
        case QueryField.DATE:
            values = _periods(asked.typed, view, day_range, count, today)
        case _:
            values = _labels(asked, view, counts)
            if asked.field is QueryField.TAG and own_tags:
                values = _with_own(asked, values, own_tags, among)
    return [
        Completion(value, _quoted(value), asked.start, asked.end, count)
        for value, count in islice(values, MOST)
    ]


def _starting(names: Iterable[str], asked: AskedCompletion) -> list[str]:
    typed = unicodedata.normalize("NFKC", asked.typed).lower()
    return sorted(name for name in names if name.startswith(typed))


def _labels(asked: AskedCompletion, view: View, counts: Mapping[int, int]) -> Iterator[_Value]:
    kind = _KINDS[asked.field]
    typed = search_form(unicodedata.normalize("NFC", asked.typed))
    labels = view.labels
    ranks: dict[KnownLabel, int] = {}
    matcher = spelling_of(asked.typed) if typed else None
    if matcher:
        spelled = labels.matching(matcher.pattern, pinyin=True)
        ranks = {label: 2 for label in spelled if matcher.matches(label.pinyin)}
    written = re.compile(re.escape(typed))
    for label in labels.matching(written) if typed else labels.of_kind(kind):
        ranks[label] = int(not label.folded.startswith(typed))
    found = [
        (rank, -counts[label.id], label.value)
        for label, rank in ranks.items()
        if label.id in counts and label.kind == kind
    ]
    return ((value, -count) for _, count, value in sorted(found))


def _with_own(
    asked: AskedCompletion,
    values: Iterable[_Value],
    own_tags: Mapping[str, frozenset[int]],
    among: Sequence[int] | None,
) -> Iterator[_Value]:
    """Tags of files, after those that the owner gave: these are few, and meant to be used."""
    typed = search_form(unicodedata.normalize("NFC", asked.typed))
    matcher = spelling_of(asked.typed) if typed else None
    here = None if among is None else frozenset(among)
    counts = dict(values)
    own: list[tuple[int, str, int]] = []
    for tag, ids in own_tags.items():
        folded, known = search_form(tag), counts.get(tag) or 0
        matches = typed in folded or (matcher is not None and matcher.matches(keys(tag)))
        count = max(known, len(ids if here is None else ids & here))
        if matches and count:
            own.append((int(not folded.startswith(typed)), tag, count))
    yield from ((tag, count) for _, tag, count in sorted(own))
    given = {tag for _, tag, _ in own}
    yield from ((value, count) for value, count in counts.items() if value not in given)


def _periods(
    typed: str, view: View, day_range: DayRange, count: Count, today: date
) -> Iterator[_Value]:
    """Years, or months of the year that is there, the latest first; else periods back."""
    typed = unicodedata.normalize("NFKC", typed)
    dated = view.dated()
    if dated is None:
        return
    last, first = (_year(id_, day_range) for id_ in dated)
    names = (
        [f"{typed[:4]}-{month:02}" for month in range(12, 0, -1)]
        if re.match(r"\d{4}-", typed)
        else [f"{year:04}" for year in range(last, first - 1, -1)]
    )
    if typed:
        names += [*RELATIVE, *_CHINESE_PERIODS]
    for name in names:
        days = days_of(name, today) if name.startswith(typed) else None
        number = count(day_range(*days)) if days else 0
        if number:
            yield name, number


def _count_within(ids: Sequence[int], bounds: tuple[int, int]) -> int:
    return bisect_right(ids, bounds[1]) - bisect_left(ids, bounds[0])


def _year(id_: int, day_range: DayRange) -> int:
    years = range(1, 10_000)
    return bisect_right(years, id_, key=lambda year: day_range(f"{year:04}-01-01", _LAST)[0])


def _quoted(value: str) -> str:
    """The value as the query's parser takes it; of one with quotation marks the longest part."""
    if not re.search(rf"[\s{QUOTATION}]", value):
        return value
    plain = max(re.split(f"[{QUOTATION}]", value), key=len).strip()
    return f'"{plain}"'
