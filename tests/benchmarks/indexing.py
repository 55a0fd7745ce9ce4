"""What it takes to read a file for the index: whole pages, Markdown, old encodings, in one run.

    python -m tests.benchmarks.indexing [--rounds N] [--folder FOLDER]

CPU time of one file, each round in turns with its anchor: of pages and texts all that reading does,
beside selectolax's parsing of the same source and the decoding of the same bytes; of old encodings
the decoding, beside that in an encoding that is known. With `--folder` the files of a folder are
read as well, one row for each ending.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from reader.errors import ReaderError
from reader.library.files.decode import decode
from reader.library.load import load_with_text
from tests.benchmarks import material
from tests.benchmarks.anchors import Row, heading, print_rows
from tests.unit.text.encoding.old_encodings import SENTENCES, as_held

COUNT = 8
"""Files of each kind."""
ENCODINGS = {
    "gb18030": "zh",
    "big5": "zh-TW",
    "cp932": "ja",
    "cp949": "ko",
    "cp1251": "ru",
    "cp1252": "fr",
    "cp1250": "pl",
    "cp1255": "he",
    "koi8_r": "ru",
}
SENTENCES_A_FILE = 60


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    ours: Callable[[], object]
    anchor: str
    theirs: Callable[[], object]
    files: int


def seconds(action: Callable[[], object]) -> float:
    """CPU time of this process: other programs may be busy meanwhile."""
    began = time.process_time()
    action()
    return time.process_time() - began


def row(job: Job, rounds: int) -> Row:
    """The medians for one file; a first round, which imports, does not count."""
    taken = [(seconds(job.ours), seconds(job.theirs)) for _ in range(rounds + 1)][1:]
    ours, theirs = (statistics.median(side) / job.files * 1e6 for side in zip(*taken, strict=True))
    return Row(f"{job.name}, {job.files} files", ours, job.anchor, theirs, unit="µs")


def page(number: int) -> str:
    """An article with what a site puts around it: scripts, menus, a byline, related articles."""
    maker = material.Maker(html=True, seed=number)
    links = "".join(
        f'<li class="menu-item"><a href="/{at}">{maker.han(2, 6)}</a></li>' for at in range(40)
    )
    script = "<script>" + "var items = items || []; items.push({});\n" * 2_000 + "</script>"
    byline = f'<div class="post-meta"><span class="author">{maker.han(2, 3)}</span></div>'
    article = material.article(40_000, html=True, day=1 + number).split("---\n", 2)[-1]
    return material.page(
        f'<nav><ul>{links}</ul></nav>{byline}<div class="post-content">{article}</div>{script}'
        f'<aside class="related-posts"><ul>{links}</ul></aside><footer>{maker.han(9, 20)}</footer>'
    )


def made(folder: Path) -> Iterator[Job]:
    pages = [folder / f"{number}.html" for number in range(COUNT)]
    texts = [folder / f"{number}.md" for number in range(COUNT)]
    for number, (shown, text) in enumerate(zip(pages, texts, strict=True)):
        shown.write_text(page(number), "utf-8")
        text.write_text(material.article(40_000, day=1 + number), "utf-8")
    yield page_job("whole pages", pages)
    yield text_job("Markdown", texts)
    for codec, language in ENCODINGS.items():
        held = as_held(SENTENCES[language], codec) or ""
        lines = ([held[number:]] * SENTENCES_A_FILE for number in range(COUNT))
        yield encoding_job(codec, ["\n\n".join(each).encode(codec) for each in lines])


def page_job(name: str, paths: list[Path]) -> Job:
    sources = [path.read_text("utf-8", "replace") for path in paths]

    def parse() -> None:
        for source in sources:
            LexborHTMLParser(source)

    return Job(name, partial(read, paths), "selectolax, parsing", parse, len(paths))


def text_job(name: str, paths: list[Path]) -> Job:
    theirs = partial(decode_all, [path.read_bytes() for path in paths], "utf-8")
    return Job(name, partial(read, paths), "bytes.decode", theirs, len(paths))


def encoding_job(codec: str, data: list[bytes]) -> Job:
    """The encoding found out, and the text."""

    def find() -> None:
        for each in data:
            decode(each)

    return Job(f"{codec}, decoded", find, "bytes.decode", partial(decode_all, data, codec), COUNT)


def decode_all(data: list[bytes], codec: str) -> None:
    for each in data:
        each.decode(codec, "replace")


def read(paths: list[Path]) -> None:
    for path in paths:
        try:
            load_with_text(path)
        except ReaderError:
            continue  # no text: it is no article of anybody's


def found(folder: Path) -> Iterator[Job]:
    by_ending: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            by_ending[path.suffix.lower()].append(path)
    for ending, paths in sorted(by_ending.items()):
        is_page = ending in (".html", ".htm", ".xhtml")
        name = f"{folder.name}: {ending or 'no ending'}"
        yield page_job(name, paths) if is_page else text_job(name, paths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    print(heading())
    with tempfile.TemporaryDirectory() as name:
        for job in made(Path(name)):
            print_rows([row(job, options.rounds)])
    for job in found(options.folder) if options.folder else ():
        print_rows([row(job, options.rounds)])


if __name__ == "__main__":
    main()
