"""What the first lines of a body say of the article."""

from __future__ import annotations

import pytest

from reader.library.metadata.byline import read

PROSE = "Here the text begins, with a sentence that is longer than any entry would be."


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("> date: 2009-10-22", {"date": "2009-10-22"}),
        ("- **作者**：林深", {"author": "林深"}),
        ("__Author__: Ann Reed", {"author": "Ann Reed"}),
        ("来源：[晚报](https://example.org/a)", {"source": "晚报", "url": "https://example.org/a"}),
        ("url: <https://example.org/a>", {"url": "https://example.org/a"}),
        ("原文地址：https://example.org/a", {"url": "https://example.org/a"}),
        ("url: none", {}),
        ("author: Anna Ray 2022-03-04", {"author": "Anna Ray", "date": "2022-03-04"}),
        ("作者：林深　来源：晚报", {"author": "林深", "source": "晚报"}),
        ("time: 2009-10-22", {}),
        ("by: Ann", {}),
        ("date:", {}),
    ],
)
def test_entries_are_read(line: str, found: dict[str, str]) -> None:
    assert read(f"{line}\n\n{PROSE}\n") == found


def test_the_first_entry_of_a_kind_counts() -> None:
    assert read("author: Ann\nauthor: Ben\n") == {"author": "Ann"}
    assert read("date: 2020\nauthor: Ann 2022-03-04\n") == {"date": "2020", "author": "Ann"}


def test_nothing_is_read_where_the_text_has_begun() -> None:
    assert read(f"{PROSE}\nauthor: Ann\n") == {}
    assert read("A short line first\nauthor: Ann\n") == {"author": "Ann"}
    assert read("x" * 60 + "\nauthor: Ann\n") == {"author": "Ann"}
    assert read("x" * 61 + "\nauthor: Ann\n") == {}
    assert read(f"title: {'x' * 600}\nauthor: Ann\n") == {}


def test_fifteen_lines_are_looked_at_blank_ones_aside() -> None:
    assert read("line\n\n" * 14 + "author: Ann\n") == {"author": "Ann"}
    assert read("line\n\n" * 15 + "author: Ann\n") == {}


def test_a_long_value_is_cut() -> None:
    assert read(f"source: {'x' * 400}") == {"source": "x" * 300}
