"""How the time of everything that reads a body grows with its length.

    python -m tests.benchmarks.doubling [--most CHARACTERS] [--frames NAME ...] [SHAPE ...]

Each shape (`doubling_shapes`) is made at doubled sizes, in several frames, and goes the whole way:
decoding, front matter, kind, plain text, metadata, tokens, excerpts, conversion, parsing, setting
at two widths, search, links, anchors. CPU time is measured, in one process a shape and frame; a
step is repeated until what it takes can be told from noise, and sizes double until it takes a
while. What is linear doubles: a step that takes more than 2.5 times as long for twice the text is
printed, and counts as missed; so does a shape whose process had to be killed. A SHAPE is a part of
a shape's name. Not for Windows, which has no limit of CPU time.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tests.benchmarks.doubling_shapes import FRAMES, SHAPES, named

if TYPE_CHECKING:
    from reader.document.model import Document
    from reader.typeset.model import PageStyle

GOAL = 2.5
"""Times as long for twice the text."""
STAND_IN = 1.0
"""Seconds for an excerpt: what it costs grows in steps, but is bounded."""
FIRST = 8_000
MOST = 512_000
TELLING = 0.03
"""Seconds from which a time is no noise."""
ENOUGH = 0.5
"""Seconds beyond which nothing larger is tried."""
SECONDS = 100
"""Seconds of CPU for a shape in one frame: only what hangs takes it."""
WIDTHS = (78, 9)

T = TypeVar("T")


class Growth(NamedTuple):
    """One step at two sizes, the second twice the first."""

    step: str
    size: int
    """Characters of the second."""
    before: float
    after: float
    """Seconds of CPU."""

    @property
    def ratio(self) -> float:
        return self.after / self.before

    @property
    def is_missed(self) -> bool:
        if self.step.startswith("excerpt"):
            return self.after > STAND_IN
        return self.ratio > GOAL


class Steps:
    """Runs steps, and keeps what each took at each size."""

    def __init__(self) -> None:
        self._times: dict[str, dict[int, float]] = {}
        self.slowest = 0.0

    def run(self, name: str, size: int, work: Callable[[], T]) -> T:
        print(json.dumps({"at": name, "size": size}), flush=True)
        gc.collect()
        began = time.process_time()
        result = work()
        spent = time.process_time() - began
        before = self._times.get(name, {}).get(size // 2, 0.0)
        if before >= TELLING and spent > GOAL * before:
            # Once more: what is slow by chance is not so twice.
            began = time.process_time()
            work()
            spent = min(spent, time.process_time() - began)
        self._times.setdefault(name, {})[size] = spent
        self.slowest = max(self.slowest, spent)
        return result

    def growths(self) -> Iterator[Growth]:
        for name, times in self._times.items():
            for size, spent in times.items():
                before = times.get(size // 2, 0.0)
                if before >= TELLING:
                    yield Growth(name, size, before, spent)


def take(steps: Steps, size: int, text: str, folder: Path) -> None:
    """The whole way of one file: read, made ready for the index, made readable, set, searched."""
    from reader.document import conversion, links, outline, preview
    from reader.document.anchors.finder import locate
    from reader.document.anchors.quote import Quote, describe_apart
    from reader.document.model import Place, join
    from reader.document.ranges.find import find
    from reader.library import load
    from reader.library.store import row
    from reader.library.store.reads import Content, FileSignature
    from reader.typeset.model import PageStyle

    run = steps.run
    path = folder / "article.md"
    path.write_bytes(text.encode())
    loaded, plain = run("load", size, lambda: load.load_with_text(path))
    body, kind, title = loaded.body, loaded.kind, loaded.article.title
    content = Content(loaded.article, plain)
    run("prepare for the index", size, lambda: row.prepare(content, FileSignature(0, 0, 0)))
    run("excerpt: head", size, lambda: preview.head(body, kind, title=title))
    run("excerpt: tail", size, lambda: preview.tail(body, kind, title=title))
    run("excerpt: middle", size, lambda: preview.around(body, kind, len(body) // 2, title=title))
    run("excerpt: offset", size, lambda: preview.offset_of(body, Quote("x" * 400, "y", "z")))
    document = run("read", size, lambda: join(conversion.stream_here(body, kind, title=title)))
    run("plain paragraphs", size, lambda: conversion.plain(body, kind))
    for width in WIDTHS:
        style = PageStyle(width=width)
        run(f"set at {width}", size, partial(_set, document, style))
    run("outline", size, lambda: outline.outline(document))
    run("links", size, lambda: links.links(document))
    for words in ("a", "a b", "汉字", "not there"):
        run(f"find {words!r}", size, partial(find, document, words))
    if document.blocks:
        middle = len(document.blocks) // 2
        place = Place(middle, len(document.blocks[middle].text) // 2)
        quote = run("quote", size, lambda: describe_apart(document, place))
        run("locate", size, lambda: locate(document, quote, Place(0, 0)))
        lost = Quote("these words stand nowhere in it", quote.prefix, quote.suffix)
        run("locate what is lost", size, lambda: locate(document, lost, Place(0, 0)))


def _set(document: Document, style: PageStyle) -> None:
    """Every row, as `reader cat` writes them."""
    from reader.typeset.page import Page

    page = Page(document, style)
    row = 0
    while row < page.height:
        page.line(row)
        row += 1


def measure(shape: str, frame: str, most: int) -> None:
    """Measure one shape in this process; a line of JSON for each step that begins, and growth."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    steps = Steps()
    begin, end = FRAMES[frame]
    size = FIRST
    with tempfile.TemporaryDirectory() as folder:
        while size <= most and steps.slowest < ENOUGH:
            text = SHAPES[shape](size)
            # Front matter stands first or is none.
            text = text if text.startswith("---\n") else f"{begin}{text}{end}"
            take(steps, size, text, Path(folder))
            size *= 2
    for growth in steps.growths():
        print(json.dumps(growth._asdict()), flush=True)
    print(json.dumps({"end": size // 2, "slowest": steps.slowest}), flush=True)


class Told(NamedTuple):
    """What a process said of one shape in one frame."""

    shape: str
    frame: str
    growths: list[Growth]
    fault: str = ""
    """Why it did not come to its end: at which step, with how many characters."""

    @property
    def worst(self) -> Growth | None:
        return max(self.growths, key=lambda growth: growth.ratio, default=None)


def ask(shape: str, frame: str, most: int) -> Told:
    command = [sys.executable, "-m", "tests.benchmarks.doubling", "--one", shape, frame, str(most)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    growths = [Growth(**each) for each in said if "step" in each]
    fault = ""
    if not said or "end" not in said[-1]:
        at = next((f"{s['at']}, {s['size']:,}" for s in reversed(said) if "at" in s), "the start")
        why = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
        fault = f"ended at {at}: {why[0]}"
    return Told(shape, frame, growths, fault)


def report(told: Told) -> bool:
    """Print what is worth it; whether the goal was missed."""
    missed = [growth for growth in told.growths if growth.is_missed]
    name = f"{told.shape!r} in {told.frame}"
    if told.fault:
        print(f"{name}: {told.fault}", flush=True)
    for growth in missed:
        times = f"{growth.before:.2f} s -> {growth.after:.2f} s"
        print(f"{name}: {growth.step}, {growth.size:,}: {growth.ratio:.1f} x ({times})", flush=True)
    return bool(missed or told.fault)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--most", type=int, default=MOST, help="characters of the largest text")
    parser.add_argument("--frames", nargs="+", choices=FRAMES, default=list(FRAMES))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("shapes", nargs="*", metavar="SHAPE")
    options = parser.parse_args()
    if options.one:
        measure(options.one[0], options.one[1], int(options.one[2]))
        return
    wanted = named(options.shapes) if options.shapes else list(SHAPES)
    asked = [(shape, frame, options.most) for shape in wanted for frame in options.frames]
    missed = 0
    ratios: list[float] = []
    with ThreadPoolExecutor(options.processes) as pool:
        for told in pool.map(lambda each: ask(*each), asked):
            missed += report(told)
            ratios += [growth.ratio for growth in told.growths]
    print(f"{len(asked)} shapes in frames, {len(ratios)} doublings; goal {GOAL} x")
    if ratios:
        ratios.sort()
        middle, late = ratios[len(ratios) // 2], ratios[len(ratios) * 99 // 100]
        print(f"median {middle:.2f} x, 99 % {late:.2f} x, worst {ratios[-1]:.2f} x")
    print(f"missed: {missed}")


if __name__ == "__main__":
    main()
