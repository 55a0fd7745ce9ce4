"""Names of copies that programs keep when a file was changed in two places."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.files.copy_names import conflict_of, is_named_after, without_conflict


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("a.sync-conflict-20240102-101010-ABCDEFG.md", "a.md"),
        ("河边.sync-conflict-20240102-101010.html", "河边.html"),
        ("a (conflicted copy 2024-01-02 101010).md", "a.md"),
        ("a (Ada's conflicted copy 2024-01-02).md", "a.md"),
        ("a (Ada 的冲突副本 2024-01-02).md", "a.md"),
        ("a (SFConflict ada@example.org 2024-01-02-10-10-10).md", "a.md"),
        ("a (In Konflikt stehende Kopie von Ada 2024-01-02).md", "a.md"),
        ("a_conflict-20240102-101010.md", "a.md"),
        ("a.md.conflict1", "a.md"),
        ("v1.2 notes.sync-conflict-20240102-101010-ABCDEFG.md", "v1.2 notes.md"),
    ],
)
def test_a_conflict_copy_names_its_original(name: str, original: str) -> None:
    assert conflict_of(name) == original
    assert is_named_after(name, original)
    assert without_conflict(Path("x", name)) == Path("x", original)


@pytest.mark.parametrize(
    "name",
    ["a.md", "a (1).md", "conflict.md", "A conflict (2024).md", "War (a conflict of words).md"],
)
def test_other_files_are_no_conflict_copies(name: str) -> None:
    assert conflict_of(name) == ""
    assert without_conflict(Path("x", name)) == Path("x", name)
