"""Counts what is against the rules of setting text, by rule and by width.

    python -m tests.violations [PATH ...] [--widths 20-200] [--view] [--style LIST] [--show N]

Without paths: articles/, and ../shared/samples and ../shared/corpus where they are. Each file is
converted once and set at every width as `reader cat` does; `--view` sets it as the reading pane
does instead, and reads some of the files in the real app, in windows of several sizes, besides.
`--style justify,gap,indent` switches on what is off by default.
The rules and their exceptions are in tests/typography/rule.py. Exit status 1 if anything was found.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.console.cat import lines
from reader.errors import ReaderError
from reader.library.files.discover import walk
from reader.library.open_article import OpenedArticle, card_of, open_article
from reader.settings import HANGING_CELLS, INDENT_CELLS
from reader.typeset.model import PageStyle
from reader.typeset.page import Page
from tests.conftest import PROJECT, SHARED
from tests.typography.measure import cells
from tests.typography.sheet import ACTING, Violation, draw, inspect, lost_letters, rows_of

WINDOWS = ((20, 10), (24, 12), (40, 20), (80, 24), (89, 30), (90, 30), (120, 40), (200, 60))

MOST_FILES = 16
"""Files that are read in the app in each window."""


@dataclass(frozen=True, slots=True)
class Found:
    """A violation, and where."""

    path: Path
    width: int
    violation: Violation

    def __str__(self) -> str:
        at, what = self.violation, f"{self.violation.rule:8} {self.width:4}"
        return f"{what}  {self.path.parent.name}/{self.path.name}:{at.row}  {at.text}"


def violations_of_cat(opened: OpenedArticle, style: PageStyle) -> Iterator[Violation]:
    """Violations of the page, and of what `reader cat --width` prints of it."""
    width = style.width
    card = card_of(opened)
    page = Page(opened.document, style, card)
    rows = rows_of(page)
    yield from inspect(page, card, rows)
    printed = list(lines(opened, style, color=False))
    if len(page.card) > 1 and not draw(rows[1][1]):  # of the air above a title one row is printed
        rows = rows[1:]
    for row, ((_, line), text) in enumerate(zip(rows, printed, strict=False)):
        if (ours := draw(line)) != text:
            yield Violation("printed", row, f"{text} for {ours}")
            if cells(text) > width:
                yield Violation("wide", row, f"{text}  ({cells(text)} cells)")
        if ACTING.search(text):
            yield Violation("control", row, repr(text))
    if len(printed) != len(rows):
        yield Violation("printed", 0, f"{len(printed)} rows for {len(rows)}")
    wanted = (block.text for block in opened.document.blocks if block.table is None)
    if missing := lost_letters((card.title, *wanted), printed):
        yield Violation("lost", 0, f"letters: {missing}")


def violations_of_view(opened: OpenedArticle, style: PageStyle) -> Iterator[Violation]:
    card = card_of(opened)
    page = Page(opened.document, style, card)
    return inspect(page, card, rows_of(page))


def columns(widths: Sequence[int]) -> list[int]:
    """Cells of the text column in windows of these widths, for any measure that can be chosen."""
    from reader.settings import MOST_MEASURE

    return list(range(min(widths) // 2 * 2 - 4, min(max(widths), MOST_MEASURE) + 1, 2))


def open_all(paths: Iterable[Path]) -> list[OpenedArticle]:
    opened = []
    for path in walk(list(paths)):
        try:
            opened.append(open_article(path))
        except ReaderError as error:
            print(f"not opened: {error}", file=sys.stderr)
    return opened


def search_cat(
    articles: Sequence[OpenedArticle], widths: Sequence[int], base: PageStyle
) -> Iterator[Found]:
    for width in widths:
        for opened in articles:
            for violation in violations_of_cat(opened, replace(base, width=width)):
                yield Found(opened.article.path, width, violation)


def search_view(
    articles: Sequence[OpenedArticle], widths: Sequence[int], base: PageStyle
) -> Iterator[Found]:
    for column in columns(widths):
        # A wide margin lets punctuation hang.
        style = replace(base, width=column, hang=0 if column % 4 else HANGING_CELLS)
        for opened in articles:
            for violation in violations_of_view(opened, style):
                yield Found(opened.article.path, column, violation)
    some = articles[:: max(1, -(-len(articles) // MOST_FILES))]
    for size in WINDOWS:
        yield from asyncio.run(_search_screen([opened.article.path for opened in some], size))


async def _search_screen(paths: Sequence[Path], size: tuple[int, int]) -> list[Found]:
    from tests.typography.screen import violations_on_screen

    found = violations_on_screen(paths, size)
    return [Found(path, size[0], violation) async for path, violation in found]


def _widths(text: str) -> list[int]:
    least, _, rest = text.partition("-")
    most, _, step = rest.partition(":")
    return list(range(int(least), int(most or least) + 1, int(step or 1)))


def _style(text: str) -> PageStyle:
    chosen = set(text.split(","))
    if unknown := chosen - {"justify", "gap", "indent"}:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: no such switch")
    indent = INDENT_CELLS if "indent" in chosen else 0
    return PageStyle(0, justify="justify" in chosen, gap="gap" in chosen, indent=indent)


def _default_paths() -> list[Path]:
    known = (PROJECT / "articles", SHARED / "samples", SHARED / "corpus")
    return [path for path in known if path.is_dir()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.violations", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument(
        "--widths", type=_widths, default=_widths("20-200"), help="20-200, 20-200:9"
    )
    parser.add_argument("--view", action="store_true", help="as the reading pane sets it")
    parser.add_argument("--style", type=_style, default=PageStyle(0), metavar="LIST")
    parser.add_argument("--show", type=int, default=5, metavar="N", help="examples of each rule")
    options = parser.parse_args()
    articles = open_all([path.absolute() for path in options.paths or _default_paths()])
    gc.freeze()
    began = time.perf_counter()
    by_rule: Counter[str] = Counter()
    by_width: Counter[tuple[int, str]] = Counter()
    examples: dict[str, dict[str, Found]] = {}
    search = search_view if options.view else search_cat
    for found in search(articles, options.widths, options.style):
        rule = found.violation.rule
        by_rule[rule] += 1
        by_width[found.width, rule] += 1
        shown = examples.setdefault(rule, {})
        if len(shown) < options.show:
            shown.setdefault(f"{found.path}{found.violation.text[-12:]}", found)
    _report(by_rule, by_width, examples)
    took = time.perf_counter() - began
    print(f"{len(articles)} articles, {len(options.widths)} widths, {took:.0f} s")
    print(f"violations: {by_rule.total()}")
    return 1 if by_rule else 0


def _report(
    by_rule: Counter[str],
    by_width: Counter[tuple[int, str]],
    examples: dict[str, dict[str, Found]],
) -> None:
    for rule, count in by_rule.most_common():
        widths = {width: n for (width, name), n in sorted(by_width.items()) if name == rule}
        print(f"{rule:8} {count:7}   at {', '.join(f'{w}: {n}' for w, n in widths.items())}")
        for found in examples[rule].values():
            print(f"    {found}")


if __name__ == "__main__":
    sys.exit(main())
