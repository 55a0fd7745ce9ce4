"""The second opinion on line breaking: it sees what is wrong, and finds nothing wrong in ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from reader.console.cat import lines
from reader.document.model import Block, BlockKind, Cell, Document, Table
from reader.errors import ReaderError
from reader.library.files.discover import walk
from reader.library.open_article import OpenedArticle, open_article
from reader.typeset.card import Card
from reader.typeset.model import Line, PageStyle, Role, Run
from reader.typeset.page import Page
from tests.conftest import PROJECT, SHARED
from tests.typography.measure import cells
from tests.typography.rule import broken_rules
from tests.typography.sheet import draw, inspect, lost_letters, rows_of
from tests.violations import violations_of_cat, violations_of_view

SHIPPED = PROJECT / "articles"
SGR = re.compile(r"\x1b\[[0-9;]*m")


def rules_at(before: str, after: str, room: int = 20) -> set[str]:
    """Rules that a line end between two texts is against; the space between them hangs."""
    text = before + after
    end = len(before.rstrip())
    free = room - cells(before.rstrip())
    return set(broken_rules(text, (0, end), (len(before), len(text)), room, free))


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("天地玄黄宇宙洪荒日", "，月盈昃", "start"),
        ("天地玄黄宇宙洪荒日 ", "。月盈昃", "start"),
        ("约翰", "·史密斯", "start"),
        ("コンピュ", "ーター", "start"),
        ("きっかけはちょ", "っと", "start"),
        ("他说“天地玄黄宇宙", "”", "start"),
        ("天地玄黄（", "宇宙洪荒）", "end"),
        ("天地玄黄“", "宇宙洪荒”", "end"),
        ("see (", "below)", "end"),
        ("天地玄黄宇宙—", "—洪荒", "dash"),
        ("天地玄黄宇宙…", "…洪荒", "dash"),
        ("大约100", "公里", "number"),
        ("在2021", "年", "number"),
        ("长 10 ", "km 的路", "number"),
        ("涨了3.", "5%", "number"),
        ("the quick bro", "wn fox", "word"),
        ("天地Pyth", "on玄黄", "word"),
        ("안녕하", "세요", "word"),
        ("e\u0301tude cafe", "\u0301 noir", "cluster"),
        ("👩\u200d👩", "\u200d👧 family", "cluster"),
        ("天地玄黄", "宇宙洪荒日月", "early"),
        ("the quick ", "brown fox", "early"),
        ("天地玄黄.", "htm宇宙", "end"),
        ("天地玄黄、.", "htm宇宙", "end"),
        ("从天地", "—玄黄", "start"),
        ("从1949", "－1976年", "start"),
        ("气温零下－", "5℃", "end"),
        ("the house No. ", "5 of", "number"),
        ("costs US$ ", "100 now", "number"),
    ],
)
def test_a_bad_line_end_is_seen(before: str, after: str, rule: str) -> None:
    assert rule in rules_at(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("天地玄黄宇宙洪荒日月", "盈昃辰宿列张"),
        ("天地玄黄宇宙洪荒日，", "月盈昃"),
        ("He said „so“ ", "and left it."),
        ("hidden in the file ", ".profile, yes"),
        ("the end of a century ", "’twas in ’99"),
        ("第一天，第二天，", "第三天"),
        ("天地玄黄.md、", ".htm宇宙"),
        ("天地玄黄", "——宇宙"),
        ("天地玄黄", "－5℃宇宙"),
        ("https://example.org/", "a/long/address"),
        ("天地玄黄宇宙洪荒", "2021年的事情"),
        ("Donaudampfschifffahr", "tsgesellschaft"),
        ("………………………………", "………………………………"),
    ],
)
def test_a_good_line_end_is_left_alone(before: str, after: str) -> None:
    assert not rules_at(before, after)


def test_a_conjunct_needs_a_consonant_before_its_virama() -> None:
    assert "cluster" in rules_at("नमस\u094d", "त")
    assert "cluster" not in rules_at("🏴\u094d", "त")


class Crude:
    """A page whose paragraph is cut every so many cells, as a terminal does it."""

    def __init__(self, text: str, width: int) -> None:
        self.document = Document((Block(BlockKind.PARAGRAPH, text),))
        edges = [*range(0, len(text), width // 2), len(text)]
        self.rows = [
            (0, Line((Run(0, text[start:end], start, end),))) for start, end in pairwise(edges)
        ]


def rules_of(document: Document, width: int, rows: list[tuple[int, Line]]) -> set[str]:
    page = Page(document, PageStyle(width))
    return {violation.rule for violation in inspect(page, Card(), rows)}


def test_what_a_terminal_does_is_seen() -> None:
    crude = Crude("天地玄黄，宇宙洪荒，日月盈昃寒来暑“辰宿列张”", 18)
    assert rules_of(crude.document, 18, crude.rows) == {"start", "end"}


def test_a_line_that_is_too_wide_is_seen() -> None:
    crude = Crude("天地玄黄宇宙洪荒日月盈昃", 20)
    assert "wide" in rules_of(crude.document, 18, crude.rows)


def test_text_that_is_missing_or_changed_is_seen() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "one two three"),))
    whole = (0, Line((Run(0, "one two three", 0, 13),)))
    assert not rules_of(document, 20, [whole])
    assert rules_of(document, 20, [(0, Line((Run(0, "one two", 0, 7),)))]) == {"lost"}
    assert rules_of(document, 20, [(0, Line((Run(0, "one two thrEE", 0, 13),)))]) == {"lost"}
    assert rules_of(document, 20, []) == {"lost"}


def test_a_cell_that_is_cut_and_one_over_another_are_seen() -> None:
    text = "天地\t玄黄"
    table = Table(((Cell(0, 2), Cell(3, 5)),))
    document = Document((Block(BlockKind.TABLE, text, table=table),))
    both = Line((Run(0, "天地", 0, 2), Run(4, " │ ", role=Role.LINE), Run(7, "玄黄", 3, 5)))
    assert not rules_of(document, 20, [(0, both)])
    assert rules_of(document, 20, [(0, Line(both.runs[:2]))]) == {"lost"}
    close = Line((Run(0, "天地", 0, 2), Run(3, "玄黄", 3, 5)))
    assert rules_of(document, 20, [(0, close)]) == {"overlap"}


def test_control_characters_are_seen() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "a\x1b[2Jb"),))
    assert "control" in rules_of(document, 20, [(0, Line((Run(0, "a\x1b[2Jb", 0, 6),)))])


def test_punctuation_may_hang_in_a_margin_and_nothing_else_may() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "天地玄黄，宇宙洪荒"),))
    comma = [
        (0, Line((Run(0, "天地玄黄，", 0, 5),))),
        (0, Line((Run(0, "宇宙洪荒", 5, 9),))),
    ]
    page = Page(document, PageStyle(8, hang=2))
    assert not list(inspect(page, Card(), comma))
    assert {v.rule for v in inspect(Page(document, PageStyle(8)), Card(), comma)} == {"wide"}


def test_letters_are_looked_for_in_their_order() -> None:
    assert not lost_letters(["ab c", "天地"], ["a b", "• c", "天", "地"])
    assert lost_letters(["abc"], ["acb"]) == "c"


def test_a_page_is_drawn_as_it_stands() -> None:
    assert draw(Line((Run(0, "•", role=Role.MARKER), Run(2, "天地", 0, 2)))) == "• 天地"
    page = Page(Document((Block(BlockKind.PARAGRAPH, "天地玄黄"),)), PageStyle(20))
    assert [draw(line) for _, line in rows_of(page)] == ["天地玄黄"]


def articles_in(folder: Path, step: int = 1) -> Iterator[OpenedArticle]:
    for path in sorted(walk([folder]))[::step]:
        try:
            yield open_article(path)
        except ReaderError:
            continue  # what cannot be opened is another test's matter


def assert_nothing_wrong(opened: OpenedArticle, width: int) -> None:
    hanging = PageStyle(width, hang=2)
    found = [*violations_of_cat(opened, PageStyle(width)), *violations_of_view(opened, hanging)]
    assert not found, f"{opened.article.path} at {width}"


@pytest.mark.parametrize("width", [20, 38, 76])
def test_our_own_articles_are_set_by_the_rules(width: int) -> None:
    articles = list(articles_in(SHIPPED))
    assert articles
    for opened in articles:
        assert_nothing_wrong(opened, width)


@pytest.mark.parametrize(
    "style",
    [PageStyle(42, justify=True, hang=2), PageStyle(42, gap=True), PageStyle(42, indent=4)],
)
def test_and_so_they_are_with_what_is_off_by_default(style: PageStyle) -> None:
    for opened in articles_in(SHIPPED):
        assert not list(violations_of_view(opened, style)), opened.article.path


def test_colours_change_nothing_of_what_is_printed() -> None:
    for opened in articles_in(SHIPPED):
        plain = list(lines(opened, PageStyle(44), color=False))
        colored = lines(opened, PageStyle(44), color=True)
        assert [SGR.sub("", line).rstrip() for line in colored] == plain


@pytest.mark.parametrize(("name", "step"), [("samples", 1), ("corpus", 24)])
def test_real_articles_are_set_by_the_rules(name: str, step: int) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    for opened in articles_in(folder, step):
        for width in (20, 33, 76):
            assert_nothing_wrong(opened, width)
