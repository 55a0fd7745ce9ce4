"""Readable articles from files, in one go or by parts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from reader.document.anchors.quote import describe
from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.load import load
from reader.library.open_article import (
    Aim,
    OpenedArticle,
    Opener,
    card_of,
    open_article,
    open_by_parts,
    open_part,
)
from reader.text.length import TextLength, count

CHAPTER = "## Chapter {0}\n\n" + "{0}，一句接着一句的正文，" * 20 + "the word is w{0}w.\n\n"
CHAPTERS = 400


@pytest.fixture
def short(tmp_path: Path) -> Path:
    path = tmp_path / "short.md"
    path.write_text("---\ntitle: Short\n---\nA few words.\n", "utf-8")
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.md"
    body = "".join(CHAPTER.format(n) for n in range(CHAPTERS))
    path.write_text(f"---\ntitle: Long\n---\n{body}", "utf-8")
    return path


def _always(aim: Aim, _: Article) -> Aim:
    return aim


def chapters(opened: OpenedArticle) -> list[str]:
    return [block.text for block in opened.document.blocks if block.level]


def test_a_short_article_comes_whole(short: Path) -> None:
    assert list(open_by_parts(short)) == [open_article(short)]


def test_a_long_one_comes_in_parts_that_grow_and_end_with_the_whole(long: Path) -> None:
    *parts, whole = open_by_parts(long)
    assert whole == open_article(long)
    assert whole.complete
    assert len(chapters(whole)) == CHAPTERS
    sizes = [len(part.document.blocks) for part in parts]
    assert len(sizes) > 1
    assert sizes == sorted(set(sizes))
    for part in parts:
        assert not part.complete
        assert part.document.blocks[:-1] == whole.document.blocks[: len(part.document.blocks) - 1]
        assert part.after > 0 == part.before


def test_the_first_part_is_at_the_aim(long: Path) -> None:
    whole = open_article(long)
    quote = describe(whole.document, Place(whole.document.anchors["chapter-250"] + 1, 30))
    for aim in (Aim(quote=quote), Aim(terms=("w250w",))):
        first = open_part(long, aim)
        assert first == next(open_by_parts(long, aim=partial(_always, aim)))
        assert first is not None
        assert "Chapter 250" in chapters(first)
        assert len(chapters(first)) < 50
        assert first.before > 0 < first.after


def test_what_is_not_in_the_text_is_no_aim(long: Path) -> None:
    parts = list(open_by_parts(long, aim=lambda _: Aim(terms=("nowhere-at-all",))))
    assert [part.complete for part in parts] == [True]


def test_the_end_can_be_had_by_itself(long: Path, short: Path) -> None:
    end = open_part(long, Aim(end=True))
    assert end is not None
    assert chapters(end)[-1] == f"Chapter {CHAPTERS - 1}"
    assert len(chapters(end)) < 50
    assert open_part(short, Aim(end=True)) is None


def test_nobody_reads_on_for_one_who_has_left(long: Path) -> None:
    answers = iter([True] * 10)
    parts = list(open_by_parts(long, wanted=lambda: next(answers, False)))
    assert parts
    assert not any(part.complete for part in parts)


def test_what_the_index_knows_is_not_counted_again(short: Path) -> None:
    known = replace(load(short).article, minutes=99)
    assert open_article(short, known).article.minutes == 99


def test_what_the_index_knew_of_another_state_of_the_file_is_void(short: Path) -> None:
    known = replace(load(short).article, minutes=99)
    short.write_text("---\ntitle: Changed\n---\nOther words, and more.\n", "utf-8")
    assert open_article(short, known).article.title == "Changed"


def test_a_missing_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="gone"):
        next(open_by_parts(tmp_path / "gone.md"))


def test_an_opener_reads_a_file_once_until_it_changes(long: Path) -> None:
    opener = Opener()
    first = list(opener.by_parts(long))
    again = list(opener.by_parts(long))
    assert len(first) > 1
    assert again == [first[-1]] == [opener.open(long)]
    assert opener.conversions == 1
    long.write_text("# Title\n\nNew.", "utf-8")
    assert opener.open(long).document.blocks[0].text == "New."
    assert opener.conversions == 2


def test_an_opener_keeps_a_few_articles(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.md" for n in range(4)]
    for path in paths:
        path.write_text(path.name, "utf-8")
    opener = Opener(most=2)
    for path in (*paths, paths[3], paths[2], paths[0]):
        opener.open(path)
    assert opener.conversions == 5


def test_an_opener_does_not_keep_many_long_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.open_article.MOST_CHARACTERS", 100)
    paths = [tmp_path / f"{n}.md" for n in range(3)]
    for path in paths:
        path.write_text("字" * 60, "utf-8")
    opener = Opener()
    for path in (*paths, paths[2], paths[1]):
        opener.open(path)
    assert opener.conversions == 4


def test_the_article_is_known_to_whoever_chooses_the_aim(long: Path) -> None:
    seen: list[Article] = []

    def aim(article: Article) -> Aim:
        seen.append(article)
        return Aim()

    next(open_by_parts(long, aim=aim))
    assert [article.title for article in seen] == ["Long"]


def test_of_a_long_article_a_part_is_there_before_its_text_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Title\n\n" + "Some words of it.\n\n" * 20_000)
    measured: list[int] = []

    def counted(text: str) -> TextLength:
        measured.append(len(text))
        return count(text)

    monkeypatch.setattr("reader.library.load.count", counted)
    parts = open_by_parts(path)
    first = next(parts)
    assert not first.complete
    assert first.article.title == "Title"
    assert not measured
    assert list(parts)[-1].article.fingerprint
    assert len(measured) == 1


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("What it is about.", "What it is about."),
        ("The first words of the article are here, and it goes on ...", ""),
        ("A Title", ""),
        ("", ""),
    ],
)
def test_a_summary_that_repeats_title_or_text_is_not_shown(
    tmp_path: Path, summary: str, shown: str
) -> None:
    path = tmp_path / "a.md"
    text = "The first words of the article are here, and it goes on from there."
    path.write_text(f"---\ntitle: A Title\nsummary: {summary}\n---\n\n{text}\n", "utf-8")
    assert card_of(open_article(path)).summary == shown
