"""What a first start shows before anything is indexed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.library.index import Index
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
