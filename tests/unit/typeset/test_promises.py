"""What every page keeps to: any blocks, any style, any width from 1 to 200."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.model import (
    Align,
    Block,
    BlockKind,
    Cell,
    Container,
    ContainerKind,
    Document,
    Span,
    SpanKind,
    Table,
)
from reader.errors import ReaderError
from reader.library.files.discover import walk
from reader.library.open_article import card_of, open_article
from reader.text.grapheme import boundaries
from reader.text.safe import clean
from reader.text.width import cell_width
from reader.typeset.model import Line, PageStyle, Run
from reader.typeset.page import Page
from tests.clusters import clusters
from tests.conftest import SHARED
from tests.typography.sheet import HANGING

BITS = (
    *"天地玄黄，。、“”（）《》—…·～：；！年℃",
    *"abcXYZ019 ,.;:!?'\"()[]{}/-_=$%#@&*+<>|\\`~", "——", "……",
    " ", "  ", "\u3000", "\u00a0", "\u200b", "www.host.example/a/b?c=d", "word ", "Ünï",
    "👩\u200d👩\u200d👧", "👍🏽", "🇨🇳", "🇨", "🏽", "❤\ufe0f", "1\ufe0f\u20e3", "☁",
    "e\u0323\u0301", "क्षि", "नमस्ते", "กำ", "เมือง", "한글", "\u1112\u1161\u11ab", "か\u3099",
    "ｶﾞ", "漢(hàn)", "北京（Beijing）", "\u0301", "\u200d", "\ufe0f", "\u0600", "ﷺ", "±5%",
    "US$100", "No.5", "24 km",
)  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(BITS), st.characters(codec="utf-8")), max_size=40).map(
    lambda bits: clean("".join(bits)).replace("\t", " ")
)
VISIBLE = TEXT.filter(lambda text: bool(text.strip()))
ONE_LINE = TEXT.map(lambda text: " ".join(text.split("\n")))
LANGUAGE = st.sampled_from(("", "python", "a-rather-long-name-of-a-language", "漢語"))
STYLES = st.builds(
    PageStyle,
    st.integers(1, 200) | st.integers(1, 24),
    ambiguous=st.sampled_from((1, 2)),
    justify=st.booleans(),
    hang=st.sampled_from((0, 2)),
    indent=st.sampled_from((0, 4)),
    gap=st.booleans(),
    wrap_code=st.booleans(),
)
TEXTUAL = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TERM, BlockKind.MATH, BlockKind.IMAGE)


@st.composite
def spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    edges = draw(st.lists(st.sampled_from(boundaries(text)), max_size=4).map(sorted))
    kinds = st.sampled_from((SpanKind.CODE, SpanKind.LINK, SpanKind.STRONG))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Span(low, high, draw(kinds)) for low, high in pairs if low < high)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    columns = draw(st.integers(1, 5))
    texts = draw(
        st.lists(st.lists(TEXT, min_size=columns, max_size=columns), min_size=1, max_size=4)
    )
    text, rows = "", []
    for row in texts:
        cells = []
        for cell in row:
            cells.append(Cell(len(text), len(text) + len(cell)))
            text += f"{cell}\t"
        text = f"{text[:-1]}\n"
        rows.append(tuple(cells))
    aligns = tuple(draw(st.lists(st.sampled_from(Align), max_size=columns)))
    table = Table(tuple(rows), draw(st.integers(0, 1)), aligns)
    return Block(BlockKind.TABLE, text[:-1], table=table)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from((*TEXTUAL, BlockKind.CODE, BlockKind.TABLE, BlockKind.RULE)))
    serial = draw(st.integers(1, 3))
    containers = tuple(
        Container(held, serial * 10 + depth, marker, draw(st.sampled_from((0, len(marker), 4))))
        for depth, (held, marker) in enumerate(
            draw(
                st.lists(
                    st.sampled_from(
                        (
                            (ContainerKind.QUOTE, ""),
                            (ContainerKind.ITEM, "•"),
                            (ContainerKind.ITEM, "100."),
                            (ContainerKind.ITEM, "☐"),
                            (ContainerKind.FOOTNOTE, "[a long label of a note]"),
                            (ContainerKind.DEFINITION, ""),
                        )
                    ),
                    max_size=3,
                )
            )
        )
    )
    match kind:
        case BlockKind.TABLE:
            made = draw(tables())
        case BlockKind.CODE:
            lines = draw(st.lists(TEXT | st.just("\tif\tx:\t"), min_size=1, max_size=4))
            made = Block(kind, "\n".join(lines), language=draw(LANGUAGE))
        case BlockKind.RULE:
            made = Block(kind)
        case BlockKind.IMAGE:
            hrefs = ("https://images.host.example/a%20b.png", "图.png", "data:image/png;base64,AA")
            made = Block(kind, draw(ONE_LINE), href=draw(st.sampled_from(hrefs)))
        case _:
            text = draw(VISIBLE)
            level = draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0
            made = Block(kind, text, draw(spans(text)), level=level)
    return Block(
        made.kind, made.text, made.spans, containers, made.level, made.language, made.href,
        made.table, draw(st.booleans()),
    )  # fmt: skip


def faults(page: Page) -> Iterator[str]:
    """Every promise that a page breaks, with where it does."""
    page.refine(lambda: False)
    rows = [page.line(row) for row in range(page.height)]
    for row, (index, line) in enumerate(rows):
        yield from (f"row {row} of block {index}: {fault}" for fault in _line(line, page.style))
    for index, group in groupby(rows, key=lambda row: row[0]):
        if index >= 0:
            runs = [run for _, line in group for run in line.runs if not run.decoration]
            block = page.document.blocks[index]
            cut = block.kind is BlockKind.CODE and not page.style.wrap_code
            yield from (f"block {index}: {fault}" for fault in _cover(block, runs, cut=cut))


def _line(line: Line, style: PageStyle) -> Iterator[str]:
    at = 0
    for run in line.runs:
        if run.x < at:
            yield f"{run} lies over what is before it"
        at = max(at, run.x) + cell_width(run.text, ambiguous=style.ambiguous)
        if acting := [c for c in run.text if unicodedata.category(c) in ("Cc", "Zl", "Zp")]:
            yield f"{acting} on the page"
    if at <= style.width:
        return
    text = line.runs[-1].text
    mark = cell_width(text[-1:], ambiguous=style.ambiguous)
    if style.hang and text[-1:] in HANGING and at - mark <= style.width:
        if at > style.width + style.hang:
            yield f"{line} hangs too far"
        return
    shown = "".join(run.text for run in line.runs if not run.decoration)
    seen = [c for c in clusters(shown) if cell_width(c, ambiguous=style.ambiguous)]
    if len(seen) > 1:
        yield f"{at} cells in {style.width}: {line}"


def _cover(block: Block, runs: list[Run], *, cut: bool) -> Iterator[str]:
    """Whether the runs have all of the text, once and in order, cut between clusters only.

    Lines of code that are `cut` at the margin do not show all of it.
    """
    if block.table is None:
        yield from _cover_range(block.text, 0, len(block.text), runs, cut=cut)
        return
    cells = [cell for row in block.table.rows for cell in row if cell.end > cell.start]
    starts = [cell.start for cell in cells]
    by_cell: dict[int, list[Run]] = {}
    for run in runs:
        if run.end > run.start:
            by_cell.setdefault(bisect_right(starts, run.start) - 1, []).append(run)
    for number, cell in enumerate(cells):
        passes = [[]] if number not in by_cell else _passes(by_cell[number])
        for found in passes:
            yield from _cover_range(block.text, cell.start, cell.end, found)


def _passes(runs: list[Run]) -> list[list[Run]]:
    """The header of a column is shown in every record."""
    made: list[list[Run]] = []
    for run in runs:
        if not made or run.start < made[-1][-1].end:
            made.append([])
        made[-1].append(run)
    return made


def _cover_range(
    text: str, low: int, high: int, runs: list[Run], *, cut: bool = False
) -> Iterator[str]:
    edges = {low + edge for edge in boundaries(text[low:high])}
    at = low
    for run in runs:
        if run.start == run.end:
            continue
        if run.start < at:
            yield f"{run} comes again, or out of order"
        elif not cut and _misses(text[at : run.start]):
            yield f"{text[at : run.start]!r} is missing before {run}"
        if run.text != text[run.start : run.end]:
            yield f"{run} is not the text"
        if not {run.start, run.end} <= edges:
            yield f"{run} is cut within a cluster of {text[low:high]!r}"
        at = run.end
    if not cut and _misses(text[at:high]):
        yield f"{text[at:high]!r} is missing at the end"


def _misses(text: str) -> bool:
    """Whether anything of it would be seen: white space and marks upon it would not."""
    return any(not c.isspace() and cell_width(c) for c in text)


@given(st.lists(blocks(), min_size=1, max_size=3).map(tuple), STYLES)
@settings(max_examples=300, deadline=None)
def test_a_page_shows_all_its_text_once_within_its_width(
    document: tuple[Block, ...], style: PageStyle
) -> None:
    assert not list(faults(Page(Document(document), style)))


@given(st.lists(blocks(), min_size=1, max_size=3).map(tuple), STYLES)
@settings(max_examples=20, deadline=None)
def test_so_does_a_long_block_that_is_set_in_parts(
    document: tuple[Block, ...], style: PageStyle
) -> None:
    whole = "\n".join(block.text for block in document if block.table is None)
    text = clean((whole or "天地") * (6_000 // len(whole or "天地"))).strip()
    for block in (Block(BlockKind.PARAGRAPH, text.replace("\t", " ")), Block(BlockKind.CODE, text)):
        assert not list(faults(Page(Document((block,)), style)))


WIDTHS = (1, 2, 3, 5, 8, 13, 20, 33, 57, 76, 120, 200)


@pytest.mark.parametrize(("name", "step"), [("samples", 1), ("corpus", 12), ("cases/fuzz", 1)])
def test_real_and_mangled_files_keep_to_it(name: str, step: int) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    for number, path in enumerate(sorted(walk([folder]))[::step]):
        try:
            opened = open_article(path)
        except ReaderError:
            continue  # what cannot be opened is another test's matter
        for width in (WIDTHS[number % len(WIDTHS)], 42):
            style = PageStyle(width, number % 2 + 1, justify=True, hang=2, indent=4, gap=True)
            found = list(faults(Page(opened.document, style, card_of(opened))))
            assert not found, f"{path} at {width}"
