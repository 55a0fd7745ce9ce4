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


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("By Ann Reed", {"author": "Ann Reed"}),
        ("By [Ann Reed](https://example.org/ann)", {"author": "Ann Reed"}),
        (
            "发表于 2024-03-09 | 分类于 [河](https://example.org/c)",
            {"date": "2024-03-09 | 分类于 河"},
        ),
        ("*By Ann Reed and Ben Cole*", {"author": "Ann Reed and Ben Cole"}),
        ("By Ann Reed | March 9, 2024", {"author": "Ann Reed", "date": "March 9, 2024"}),
        ("by Ann Reed, staff writer", {"author": "Ann Reed"}),
        ("By 林深", {"author": "林深"}),
        ("Posted by Ann Reed on March 9, 2024", {"author": "Ann Reed", "date": "March 9, 2024"}),
        (
            "Posted on March 9th, 2024 by Ann Reed",
            {"date": "March 9th, 2024", "author": "Ann Reed"},
        ),
        ("Published March 9, 2024", {"date": "March 9, 2024"}),
        ("发布于 2024-03-09 10:20・IP 属地", {"date": "2024-03-09 10:20・IP 属地"}),
        ("文 | 林深", {"author": "林深"}),
        ("撰文／林深", {"author": "林深"}),
        ("March 9, 2024", {"date": "March 9, 2024"}),
        ("*Saturday, 9 March 2024*", {"date": "Saturday, 9 March 2024"}),
        ("2024年3月9日 星期六 10:20", {"date": "2024年3月9日 星期六 10:20"}),
        ("9 de marzo de 2024", {"date": "9 de marzo de 2024"}),
        ("Ann Reed · March 9, 2024 · 5 min read", {"date": "March 9, 2024"}),
        ("**公众号**: 码头 | **作者**: 林深", {"source": "码头", "author": "林深"}),
        ("Author: Ann Reed | Date: 2024-03-09", {"author": "Ann Reed", "date": "2024-03-09"}),
        ("2024-03-09 the river rose", {}),
        ("Lamp 12, 2024", {}),
        ("By the river", {}),
        ("By Friday", {}),
        ("文 | 林深，住在河边", {}),
        ("Published nowhere", {}),
    ],
)
def test_lines_in_words_are_read(line: str, found: dict[str, str]) -> None:
    assert read(f"# A walk\n\n{line}\n\n{PROSE}\n") == found


def test_the_line_of_a_copy_from_wechat_names_author_account_and_date() -> None:
    said = {"author": "林深", "source": "码头周刊", "date": "2024-03-18 10:45"}
    link = "[码头周刊](javascript:void(0);)"

    assert read(f"# 河边\n\n原创 林深 {link} *2024-03-18 10:45*\n") == said
    assert read(f"# 河边\n\nOriginal 林深 {link}*2024-03-18 10:45*\n") == said
    del said["author"]
    assert read(f"# 河边\n\n点击关注 👉 {link} *2024-03-18 10:45*\n") == said
    assert read("# 河边\n\n[Copy](javascript:void(0);)\n") == {}


def test_what_readwise_has_below_metadata_is_read_to_its_end() -> None:
    summary = (
        f"- Summary: {'It was late. ' * 60}\nand we left, long after all the others had gone home."
    )
    body = f"# A walk\n\n![cover](a.png)\n\n## Metadata\n- Author: [[Ann Reed]]\n{summary}\n"

    said = read(f"{body}- URL: https://example.org/a\n\n## Highlights\n- Author: none\n")

    assert said == {"author": "Ann Reed", "url": "https://example.org/a"}


def test_a_sentence_is_no_source() -> None:
    assert read("来源：这是我们昨天在河边听来的。\n") == {}


@pytest.mark.parametrize(
    "line",
    [
        "[Read Original](https://example.org/a)",
        "- [View original article](https://example.org/a)",
        "> 本文由 [某 转码](http://tool.example/) 转码， 原文地址 [host](https://example.org/a)",
        "[原文链接](https://example.org/a)。",
        "阅读原文：https://example.org/a。",
        "Clipped from: <https://example.org/a>",
        "> 本文链接：https://example.org/a",
        f"原文地址 https://example.org/a {'x' * 80}",
    ],
)
def test_clippers_say_where_the_text_is_from(line: str) -> None:
    assert read(f"{line}\n\n{PROSE}\n") == {"url": "https://example.org/a"}


def test_the_link_to_the_original_may_stand_below_a_summary() -> None:
    line = "[Read Original](https://example.org/a)"

    assert read(f"# A walk\n\n{PROSE}\n\n{line}  \n") == {"url": "https://example.org/a"}
    assert read(f"{PROSE}\n" * 40 + line) == {}


def test_tags_stand_in_an_entry_or_as_hashtags() -> None:
    assert read("# A walk\n\nTags: river, [[old boats]]\n") == {"tags": "river, [[old boats]]"}
    assert read("Tag(s): #river\n") == {"tags": "#river"}
    assert read("# A walk\n#river\n") == {"tags": "#river"}
    assert read("#river #old/boats#\n") == {"tags": "#river #old/boats#"}
    assert read("A walk\n\n#river\n") == {}


def test_properties_of_notes_are_entries() -> None:
    said = {"author": "Ann Reed", "source": "The Quay", "url": "https://example.org/a"}

    assert read("author:: [[Ann Reed]]\nsource:: [The Quay](https://example.org/a)\n") == said


def test_when_a_note_was_made_counts_where_no_line_says_when_it_was_published() -> None:
    assert read("Created: March 9, 2024\n") == {"date": "March 9, 2024"}
    assert read("Created: 2024-03-09\nPublished: 2023-01-02\n") == {"date": "2023-01-02"}
    assert read("Published: soon\nCreated: 2024-03-09\n") == {"date": "2024-03-09"}


def test_entries_below_what_was_marked_are_not_the_article_s() -> None:
    assert read("# A walk\n\n## Highlights\n- Tags: [[mine]]\n") == {}
