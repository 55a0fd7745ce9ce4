"""Keys and what they do, in rows."""

from __future__ import annotations

from reader.ui.commands import DEFAULTS, Hint
from reader.ui.common.key_hints import hint_rows, hinted_content

HINTS = [Hint("enter", "open"), Hint("/", "filter"), Hint("esc", "close")]


def test_a_hint_is_never_broken() -> None:
    assert hint_rows(HINTS, 80) == [HINTS]
    assert hint_rows(HINTS, 20) == [HINTS[:2], HINTS[2:]]
    assert hint_rows(HINTS, 3) == [[hint] for hint in HINTS]


def test_a_row_may_be_filled() -> None:
    assert hint_rows(HINTS[:2], len("enter open  / filter")) == [HINTS[:2]]


def test_a_key_in_a_text_looks_as_it_does_elsewhere() -> None:
    told = hinted_content("Nothing", DEFAULTS, "app.quit", "quits.", " ")
    assert told.plain == "Nothing Q quits."
    assert [(span.start, span.end) for span in told.spans] == [(8, 9)]
