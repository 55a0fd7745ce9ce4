"""A file, read: its article, its body and what had to be mended."""

from __future__ import annotations

import subprocess
import sys
from hashlib import shake_256
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.library import load as load_module
from reader.library.article import LengthUnit
from reader.library.files.decode import decode
from reader.library.files.discover import walk
from reader.library.files.regular_file import FileContent
from reader.library.load import describe, fingerprint, load
from tests.conftest import SHARED

CORPUS, SAMPLES = SHARED / "corpus", SHARED / "samples"

ARTICLE = """---
title: 河边散步
author: 某某
date: 2020-01-02 03:04:05 +0800
url: https://www.example.org/a
tags: [河, 书]
---

晚饭以后，我们沿着**河岸**散步。

## 路上

灯都亮了。
"""


def write(folder: Path, text: str, name: str = "a.md", codec: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(codec))
    return path


def test_reads_an_article(tmp_path: Path) -> None:
    path = write(tmp_path, ARTICLE)
    loaded = load(path)
    article = loaded.article

    assert (article.path, article.title, article.author) == (path, "河边散步", "某某")
    assert (article.source, article.tags) == ("example.org", ("河", "书"))
    assert article.date is not None
    assert article.date.iso == "2020-01-02T03:04:05+08:00"
    assert (article.length, article.unit, article.minutes) == (18, LengthUnit.CHARACTERS, 1)
    assert (article.size, article.mtime_ns) == (len(ARTICLE.encode()), path.stat().st_mtime_ns)
    assert article.error == ""
    assert loaded.kind is BodyKind.MARKDOWN
    assert loaded.body == ARTICLE.partition("---\n\n")[2]
    assert loaded.notices == ()
    assert describe(path) == article


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_changes_nothing_but_its_name(tmp_path: Path, codec: str) -> None:
    plain = load(write(tmp_path, ARTICLE))
    other = load(write(tmp_path, ARTICLE, "b.md", codec))

    assert other.body == plain.body
    assert other.article.title == plain.article.title
    assert other.article.fingerprint == plain.article.fingerprint
    assert (other.article.encoding == "utf-8") == (codec == "utf-8-sig")


def test_reads_a_page(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html lang='en'><head><title>A walk</title>"
        "<meta name='author' content='Jane Doe'>"
        "<meta property='article:published_time' content='2020-01-02T03:04:05Z'>"
        "<link rel='canonical' href='https://example.org/a'></head>"
        "<body><p>It was late when we left.</p></body></html>"
    )
    loaded = load(write(tmp_path, page, "saved.txt"))

    assert loaded.kind is BodyKind.HTML_DOCUMENT
    assert (loaded.article.title, loaded.article.author) == ("A walk", "Jane Doe")
    assert loaded.article.date is not None
    assert loaded.article.date.day == "2020-01-02"
    assert (loaded.article.url, loaded.article.language) == ("https://example.org/a", "en")
    assert (loaded.article.length, loaded.article.unit) == (6, LengthUnit.WORDS)


def test_reads_a_feed_as_one_article(tmp_path: Path) -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Walks</title>'
        "<link>https://example.org/</link><pubDate>Thu, 02 Jan 2020 03:04:05 GMT</pubDate>"
        "<item><title>One</title><description>By the river</description></item></channel></rss>"
    )
    loaded = load(write(tmp_path, feed, "feed.xml"))

    assert loaded.kind is BodyKind.FEED
    assert loaded.article.title == "Walks"
    assert loaded.article.date is not None
    assert loaded.article.date.day == "2020-01-02"


def test_the_fingerprint_is_of_the_text_alone(tmp_path: Path) -> None:
    text = "It was late when we left."
    same = [
        load(write(tmp_path, source, f"{number}.md")).article.fingerprint
        for number, source in enumerate(
            (text, f"---\ntitle: x\n---\n{text}", f"\n\n{text}\r\n", text.replace(" ", "\n"))
        )
    ]

    assert len(set(same)) == 1
    assert len(same[0]) == 32
    assert load(write(tmp_path, text + "!", "other.md")).article.fingerprint != same[0]
    assert fingerprint("é") == fingerprint("e\u0301")
    assert fingerprint(" \n") == ""


def test_an_empty_file_is_an_article_without_text(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, "", "a-quiet-day.md"))

    assert (loaded.article.title, loaded.body) == ("a quiet day", "")
    assert (loaded.article.length, loaded.article.minutes) == (0, 0)


@pytest.mark.parametrize(
    ("words", "minutes"), [("word " * 3, 1), ("word " * 2200, 10), ("字" * 4000, 10)]
)
def test_reading_time(tmp_path: Path, words: str, minutes: int) -> None:
    assert load(write(tmp_path, words)).article.minutes == minutes


def test_code_does_not_make_a_chinese_article_one_of_words(tmp_path: Path) -> None:
    text = "晚饭以后，我们出门散步。" * 10 + "\n\n    " + "print x\n    " * 100

    assert load(write(tmp_path, text)).article.unit is LengthUnit.CHARACTERS


def test_what_was_mended_is_said(tmp_path: Path) -> None:
    notices = load(write(tmp_path, "---\ntitle: a: b\n---\ntext")).notices
    damaged = tmp_path / "b.md"
    damaged.write_bytes("晚饭以后，我们出门散步。".encode() * 20 + b"\xe6\x99")

    assert ["line by line" in notice for notice in notices] == [True]
    assert ["utf-8" in notice for notice in load(damaged).notices] == [True]


def test_only_the_head_of_a_huge_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = FileContent(b"# A walk\n" * 1000, size=90 << 20, mtime_ns=1)
    monkeypatch.setattr(load_module, "read_opened", lambda _file, **_limit: content)
    (tmp_path / "huge.md").write_bytes(content.data)
    loaded = load(tmp_path / "huge.md")

    assert loaded.article.title == "A walk"
    assert loaded.article.size == 90 << 20
    assert ["of 90 MiB" in notice for notice in loaded.notices] == [True]


def test_a_picture_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)

    with pytest.raises(ReaderError, match="is a picture"):
        load(path)


def test_describe_says_why_a_file_cannot_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    missing = describe(tmp_path / "no\x1b[31mne.md")

    assert (missing.title, missing.fingerprint) == ("no[31mne.md", "")
    assert missing.error == "no such file (was it moved or deleted?)"
    assert describe(folder).error == "is a folder, not a file"


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside the checkout")
def test_the_samples_say_what_a_person_sees_in_them() -> None:
    articles = [describe(path) for path in sorted(SAMPLES.iterdir())]

    assert all(article.language.startswith("zh") for article in articles)
    assert [article.date.day if article.date else "" for article in articles] == [
        "2022-03-03",
        "2013-09-23",
        "",
        "2021-09-24",
        "2022-06-16",
    ]
    assert [bool(article.author or article.source) for article in articles] == [
        True, True, False, True, True
    ]  # fmt: skip
    assert [len(article.tags) for article in articles] == [3, 0, 0, 3, 3]
    assert articles[1].url.startswith("https://")
    assert articles[0].cover.startswith("https://")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_every_file_of_the_corpus_has_a_title_and_its_date() -> None:
    articles = [describe(path) for path in walk((CORPUS,))]
    undated = {article.path.parent.name for article in articles if article.date is None}
    dated = [article for article in articles if article.date is not None]

    assert len(articles) == 376
    assert [article.path for article in articles if article.error or not article.title] == []
    assert sum("�" in article.title for article in articles) == 0
    assert len(dated) >= 240
    # Every file of these kinds says its date somewhere: in front matter, name, path or text.
    assert undated.isdisjoint(
        ("benbalter-en", "coolshell-md-zh", "duyet-vi", "goodgid-ko", "haoel-articles-zh",
         "lctt-zh-md", "poychang-zhtw", "rails-weblog-en", "ratsgo-ko-math", "rustblog-toml",
         "tangqiao-zh", "terminus-zh-jekyll", "twir-pelican")
    )  # fmt: skip
    instants = [article.date.instant for article in dated if article.date]
    assert len(sorted(instants)) == len(dated)


def test_of_a_large_file_that_is_no_text_only_samples_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(shake_256().digest(8 << 20))
    code = (
        "import resource, sys; from pathlib import Path; from reader.errors import ReaderError\n"
        "from reader.library.load import load\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: load(Path(sys.argv[1]))\n"
        "except ReaderError as error: print(error.what)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    reason, megabytes = done.stdout.splitlines()
    assert reason == "is not a text file"
    assert int(megabytes) < 40


def test_of_what_has_no_known_end_only_the_beginning_is_told() -> None:
    data = b"a" * (1 << 20)
    told = load_module._notices(FileContent(data, len(data) + 1, 0), decode(data[:8]))
    assert told == ("Only the first 1 MiB are shown.",)
