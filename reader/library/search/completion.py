"""Values for the fields of a query, while one is being typed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from reader.library.memory.labels import KnownLabel
from reader.library.memory.titles import View
from reader.library.search.query import FEATURES, FLAGS, QueryField
from reader.library.search.term import spelling_of
from reader.text.fold import fold

MOST: Final = 50
_QUOTES: Final = '"“”＂'
_OPEN: Final = re.compile(
    rf"(?:^|\s)[-－]?(?P<field>[A-Za-zＡ-Ｚａ-ｚ]+)[:：]"
    rf"(?P<value>[{_QUOTES}][^{_QUOTES}]*|[^\s{_QUOTES}]*)$"
)
_REST: Final = {True: re.compile(rf"[^{_QUOTES}]*[{_QUOTES}]?"), False: re.compile(r"\S*")}
_KINDS: Final = {
    QueryField.AUTHOR: "author",
    QueryField.SOURCE: "source",
    QueryField.TAG: "tag",
    QueryField.LANG: "language",
}

_LAST: Final = "9999-12-31"

_Value = tuple[str, int | None]
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


@dataclass(frozen=True, slots=True)
class AskedCompletion:
    """The value of a field that is being typed."""

    field: QueryField
    typed: str
    start: int
    end: int


def asked(text: str, cursor: int) -> AskedCompletion | None:
    """The field and value before the cursor; None if no field there has values to choose from."""
    found = _OPEN.search(text, 0, cursor)
    if found is None:
        return None
    name = unicodedata.normalize("NFKC", found["field"]).lower()
    if name not in {
        field.value for field in (*_KINDS, QueryField.IS, QueryField.HAS, QueryField.DATE)
    }:
        return None
    value = found["value"]
    is_quoted = value[:1] in tuple(_QUOTES)
    rest = _REST[is_quoted].match(text, cursor)
    typed = value[1:] if is_quoted else value
    end = rest.end() if rest else cursor
    start = found.start("value")
    if name == QueryField.DATE and ".." in typed:
        start += typed.rindex("..") + 2
        typed = typed[typed.rindex("..") + 2 :]
    return AskedCompletion(QueryField(name), typed, start, end)


def complete(
    asked: AskedCompletion, view: View, counts: Mapping[int, int], day_range: DayRange
) -> list[Completion]:
    """Values that match: by beginning first, then by any part, then by pinyin; each by frequency.

    `counts` are those of labels, by id; `day_range` is the snapshot's.
    """
    match asked.field:
        case QueryField.IS:
            values: Iterable[_Value] = ((flag, None) for flag in _starting(FLAGS, asked))
        case QueryField.HAS:
            values = ((feature, None) for feature in _starting(FEATURES, asked))
        case QueryField.DATE:
            values = _periods(asked.typed, view, day_range)
        case _:
            values = _labels(asked, view, counts)
    return [
        Completion(value, _quoted(value), asked.start, asked.end, count)
        for value, count in islice(values, MOST)
    ]


def _starting(names: Iterable[str], asked: AskedCompletion) -> list[str]:
    typed = unicodedata.normalize("NFKC", asked.typed).lower()
    return sorted(name for name in names if name.startswith(typed))


def _labels(asked: AskedCompletion, view: View, counts: Mapping[int, int]) -> Iterator[_Value]:
    kind = _KINDS[asked.field]
    typed = fold(unicodedata.normalize("NFC", asked.typed))
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


def _periods(typed: str, view: View, day_range: DayRange) -> Iterator[_Value]:
    """Years, or months of the year that is there, the latest first."""
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
    for name in names:
        if name.startswith(typed):
            begin = name if len(name) > 4 else f"{name}-01"
            end = name if len(name) > 4 else f"{name}-12"
            count = view.count(day_range(f"{begin}-01", f"{end}-31"))
            if count:
                yield name, count


def _year(id_: int, day_range: DayRange) -> int:
    years = range(1, 10_000)
    return bisect_right(years, id_, key=lambda year: day_range(f"{year:04}-01-01", _LAST)[0])


def _quoted(value: str) -> str:
    """The value as the query's parser takes it; of one with quotation marks the longest part."""
    if not re.search(rf"[\s{_QUOTES}]", value):
        return value
    plain = max(re.split(f"[{_QUOTES}]", value), key=len).strip()
    return f'"{plain}"'
