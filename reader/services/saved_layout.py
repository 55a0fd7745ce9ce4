"""How a session was left, so that the next one begins with it.

Kept as JSON in the owner's state. A part that is malformed counts as absent; its words are made
safe to show.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.services.arrangement import FILTERS, FLAG, GROUPS, LIST_SORTS, Arrangement, ArticleLabel
from reader.services.list_rows import RowHeading
from reader.text.chinese_variants.variant import Variant
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.settings import Settings

BEGUN_HEADING = "Continue reading"
ALL_HEADING = "All articles"
MOST_BEGUN = 3
"""Articles to continue reading that stand above the list."""
MOST_ROWS = 60
"""Rows of the list that are remembered: more than a screen has."""
LABEL_KINDS = ("source", "tag", "author")
MOST_FILTERS = 20


class SessionLayout(NamedTuple):
    """What was on the screen, and how."""

    arrangement: Arrangement = Arrangement()
    """The list without its search: yesterday's search is in the history, one key away."""
    cursor: Path | None = None
    """The article under the list's cursor."""
    article: Path | None = None
    """The one in the reading pane, if it was being read."""
    zen: bool = False
    measure: int = 0
    """Cells of the text column; 0 for the measure of the settings."""
    theme: str = ""
    """Name of the theme; empty for the theme of the settings."""
    variant: Variant | None = None
    """How Chinese is written on the screen; None for the variant of the settings."""
    rows: tuple[Path, ...] = ()
    """Articles of the list, from the first one on the screen."""
    headings: tuple[RowHeading, ...] = ()
    """Headings among `rows`; they count articles from the first of these."""
    size: int = 0
    """Number of articles in the list."""

    def dump(self, settings: Settings) -> str:
        """The layout as JSON, in ASCII since paths need not be Unicode.

        Some of `settings` go with it, so that `parse` can tell which the owner changed since.
        """
        sort, is_reversed, *_ = self.arrangement
        return json.dumps(
            {
                "sort": sort,
                "reversed": is_reversed,
                "group": self.arrangement.group,
                "filters": [list(each) for each in self.arrangement.filters],
                "cursor": _text(self.cursor),
                "article": _text(self.article),
                "zen": self.zen,
                "measure": self.measure,
                "theme": self.theme,
                "variant": self.variant,
                "rows": [str(path) for path in self.rows],
                "headings": [list(heading) for heading in self.headings],
                "size": self.size,
                "settings": [settings.sort, settings.measure, settings.theme, settings.chinese],
            }
        )


def begun_headings(begun: int, size: int) -> tuple[RowHeading, ...]:
    """The headings above `begun` articles to continue with and above the `size` of the list."""
    return (RowHeading(BEGUN_HEADING, 0), RowHeading(f"{ALL_HEADING} · {size:,}", begun))


def name_of(roots: Sequence[Path]) -> str:
    """The key in the owner's state for a set of roots, in whatever order; ASCII."""
    return json.dumps(sorted({str(root) for root in roots}))


def parse(text: str, settings: Settings) -> SessionLayout | None:
    """The layout in a dumped text, whose malformed parts are as by default; None for other text.

    Settings that the owner changed in config.toml since then win over what was left.
    """
    try:
        known = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(known, dict):
        return None
    before = _list(known.get("settings"))
    padded: list[Any] = [*before, None, None, None, None]
    sort, measure, theme, chinese = padded[:4]
    rows = tuple(Path(row) for row in _list(known.get("rows")) if isinstance(row, str) and row)
    whole = len(rows) == len(_list(known.get("rows")))
    return SessionLayout(
        arrangement=_arrangement(known, settings, keeps_sort=sort == settings.sort),
        cursor=_path(known.get("cursor")),
        article=_path(known.get("article")),
        zen=known.get("zen") is True,
        measure=_number(known.get("measure")) if measure == settings.measure else 0,
        theme=_word(known.get("theme")) if theme == settings.theme else "",
        variant=_variant(known.get("variant")) if chinese == settings.chinese else None,
        rows=rows[:MOST_ROWS] if whole and sort == settings.sort else (),
        headings=_headings(known.get("headings")),
        size=_number(known.get("size")),
    )


def _arrangement(known: dict[str, Any], settings: Settings, *, keeps_sort: bool) -> Arrangement:
    sort, group = known.get("sort"), known.get("group")
    keeps_sort = keeps_sort and sort in LIST_SORTS
    return Arrangement(
        sort=_word(sort) if keeps_sort else settings.sort,
        is_reversed=keeps_sort and known.get("reversed") is True,
        group=_word(group) if group in GROUPS else "",
        filters=filters_of(known.get("filters")),
    )


def filters_of(value: object) -> tuple[ArticleLabel, ...]:
    """The filters in a list of kinds and values; what is none of them is left out."""
    pairs = (_list(each, 2) for each in _list(value)[:MOST_FILTERS])
    found = (ArticleLabel(*map(_word, pair)) for pair in pairs if pair)
    known = (
        label
        for label in found
        if (label.kind in LABEL_KINDS and label.value)
        or (label.kind == FLAG and label.value in FILTERS[1:])
    )
    arranged = Arrangement()
    for label in known:
        arranged = arranged.filtered_by(label)
    return arranged.filters


def _variant(value: object) -> Variant | None:
    return next((each for each in Variant if each == value), None)


def _headings(value: object) -> tuple[RowHeading, ...]:
    found = (_list(each, 2) for each in _list(value))
    headings = [
        RowHeading(clean_line(each[0]), each[1])
        for each in found
        if each and isinstance(each[0], str) and isinstance(each[1], int)
    ]
    starts = [heading.start for heading in headings]
    is_sound = starts == sorted(set(starts)) and all(0 <= start < MOST_ROWS for start in starts)
    return tuple(headings) if is_sound else ()


def _list(value: object, size: int | None = None) -> list[Any]:
    """The value if it is a list (of that size, if one is given); else an empty list."""
    fits = isinstance(value, list) and size in (None, len(value))
    return value if fits and isinstance(value, list) else []


def _word(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def _number(value: object) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 40
    return value if is_number and isinstance(value, int) else 0


def _path(value: object) -> Path | None:
    return Path(value) if isinstance(value, str) and value else None


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
