"""Names of files that no system refuses."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.intake.writing.file_names import folded, numbered, safe_stem
from reader.library.files.copy_names import conflict_of
from reader.text.grapheme import is_boundary

REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]')
RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{name}{digit}" for name in ("COM", "LPT") for digit in range(10)),
}


@given(st.text(max_size=300))
@example("../../etc/passwd")
@example("CON")
@example("lpt1.txt")
@example("a" * 500)
@example("长" * 500)
@example("👩‍👩‍👧‍👦" * 50)
@example("e\u0301" * 200)
@example("ends with dots. . .")
@example("\u202egnp.exe")
@example("\ud800 alone")
def test_a_name_is_safe_on_every_system(text: str) -> None:
    stem = safe_stem(text)
    assert stem
    assert not REFUSED.search(stem)
    assert stem.strip(" .") == stem
    assert stem.split(".", maxsplit=1)[0].upper() not in RESERVED
    assert len(f"{stem}-10000_files".encode()) <= 200
    assert unicodedata.is_normalized("NFC", stem)
    assert not conflict_of(f"{stem}.md")
    assert safe_stem(stem) == stem


def test_no_cluster_is_cut() -> None:
    family = "👩‍👩‍👧‍👦"
    stem = safe_stem(family * 50)
    assert stem == family * (len(stem) // len(family))
    assert is_boundary(family * 50, len(stem))


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("The Measure: A/B", "The-Measure-A-B"),
        ("铅字的一生（上）：开始", "铅字的一生（上）：开始"),
        ("Node.js 20.1", "Node.js-20.1"),
        ("", "untitled"),
        ("...", "untitled"),
        ("🎉", "🎉"),
        ("Notes (conflicted copy 2024-01-02)", "Notes-conflicted-copy-2024-01-02"),
    ],
)
def test_a_name_says_what_the_title_says(title: str, stem: str) -> None:
    assert safe_stem(title) == stem


def test_numbers_tell_equal_names_apart() -> None:
    names = numbered("a")
    assert [next(names) for _ in range(3)] == ["a", "a-2", "a-3"]
    assert folded("Stra\u00dfe") == folded("STRASSE")
    assert folded("e\u0301") == folded("É")
