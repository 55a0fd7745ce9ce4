"""What a first start shows before anything is indexed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest

from reader.library.files.discover import walk
from reader.library.files.regular_file import opened
from reader.library.index import Index
from reader.library.indexing import first_look
from reader.library.indexing.first_look import HEAD, first_articles


def write(path: Path, title: str, date: str, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\ndate: {date}\n---\n{text}\n", "utf-8")
    return path


def still() -> float:
    return 0.0


def test_the_newest_looking_are_described_and_nothing_is_stored(tmp_path: Path) -> None:
    for number in range(1, 10):
        write(tmp_path / f"2021-03-0{number}-x.md", f"Part {number}", f"2021-03-0{number}")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with Index(None) as index:
        found = index.peek([tmp_path], 3)
        assert [article.title for article in found] == ["Part 9", "Part 8", "Part 7"]
        assert [article.date.iso for article in found if article.date] == [
            "2021-03-09",
            "2021-03-08",
            "2021-03-07",
        ]
        assert index.articles([tmp_path]) == []
        assert index.loads == 0


def test_the_dates_within_the_files_have_the_last_word(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.md", "Old", "2001-01-01"), write(tmp_path / "b.md", "New", "2021")]
    undated = tmp_path / "c.md"
    undated.write_text("# Undated\n\ntext", "utf-8")
    found = first_articles([undated, *paths], 5, still)
    assert [article.title for article in found] == ["New", "Old", "Undated"]


def test_a_character_cut_in_halves_harms_nothing(tmp_path: Path) -> None:
    for shift in range(3):
        text = "x" * shift + "字" * HEAD + "\n\n" + "字" * HEAD
        write(tmp_path / f"{shift}.md", "标题", "2021-01-01", "\n一行\n" + text)
    found = first_articles(sorted(tmp_path.iterdir()), 5, still)
    assert [article.title for article in found] == ["标题"] * 3
    assert {article.language for article in found} == {"zh-Hans"}


def test_what_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    good = write(tmp_path / "a.md", "Good", "2021-01-01")
    (tmp_path / "folder.md").mkdir()
    found = first_articles([tmp_path / "none.md", tmp_path / "folder.md", good], 5, still)
    assert [article.title for article in found] == ["Good"]


def test_it_ends_when_its_time_is_over(tmp_path: Path) -> None:
    seconds = iter((0.0, 0.02, 0.04, 0.06, 0.1, 0.25))
    looked_at = 0

    def walked() -> Iterator[Path]:
        nonlocal looked_at
        for number in range(40):
            looked_at += 1
            yield write(tmp_path / f"{number}.md", "Title", "2021-01-01")

    found = first_articles(walked(), 30, lambda: next(seconds))
    assert looked_at == 3
    assert len(found) == 2


class SlowDisk:
    """A clock, and a disk that takes 10 ms each time that it is asked for something."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        stat = Path.stat

        def stat_slowly(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            self.asked += 1
            return stat(path, follow_symlinks=follow_symlinks)

        def open_slowly(path: Path) -> AbstractContextManager[BinaryIO]:
            self.asked += 1
            return opened(path)

        patch.setattr(Path, "stat", stat_slowly)
        patch.setattr(first_look, "opened", open_slowly)

    def clock(self) -> float:
        return self.asked * 0.01


@pytest.mark.parametrize(("name", "first", "second"), [("x{}", 5, 45), ("2021-03-01-{}", 10, 60)])
def test_a_slow_disk_is_asked_for_a_few_files_before_there_are_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, first: int, second: int
) -> None:
    """A day in a name is not asked for; the second look has more time."""
    paths = [write(tmp_path / f"{name.format(each)}.md", "T", "2021") for each in range(200)]
    for patience, least in ((1, first), (10, second)):
        with monkeypatch.context() as patch:
            disk = SlowDisk(patch)
            assert len(first_articles(iter(paths), 60, disk.clock, patience)) >= least
            assert disk.asked <= 20 * patience


def test_folders_without_articles_are_not_walked_to_their_end(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.json").write_text("[]", "utf-8")
    asked = 0

    def is_over() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    assert list(walk([tmp_path], cancelled=is_over)) == []
    assert asked == 6
