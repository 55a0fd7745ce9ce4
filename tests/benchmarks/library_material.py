"""A library to measure with: as many articles as asked for, no two alike, some 10 KB each.

    python -m tests.benchmarks.library_material FOLDER N [--seed S] [--processes P]

Chinese with some English, 35 in 100 Traditional, three in four Markdown and the others HTML, all
with front matter: title, author, date, source, tags. Words are as frequent as words are
(`library_vocabulary`), and every article is about a few of them. The same for a seed in every run;
a folder that has been made already is left as it is, a half-made one is finished.
"""

from __future__ import annotations

import argparse
import html
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from tests.benchmarks.library_vocabulary import SLOT_BITS, Pool, pool

BYTES = 10_000
"""Bytes of an article, about."""
TRADITIONAL = 0.35
HTML = 0.25
SHARD = 1_000
"""Files in a folder."""
FIRST_DAY = datetime(2009, 1, 1, tzinfo=UTC)
DAYS = 15 * 365
TOPICS = 14
"""Words that stand for what an article is about."""
KEPT = 210
"""Words of the whole language that it keeps coming back to."""
KEPT_SHARE = 0.5
"""Share of an article's words that are topics or kept: real prose repeats itself."""
FOCUS = 1_024
_WORDS_AT_ONCE = 800
_UNUSED_BITS = 32 - SLOT_BITS
_CHINA = "+0800"


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the library."""

    name: str
    """Below the library's folder: `012/012345-word.md`."""
    text: str
    saved: datetime
    """When it is said to have been written to disk."""


def article(number: int, seed: int = 1, size: int = BYTES) -> Made:
    """Article `number` of the library with this seed."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same article in every run
    writer = _Writer(chance, pool(traditional=chance.random() < TRADITIONAL, seed=seed), seed)
    as_html = chance.random() < HTML
    head, published = writer.front_matter(number)
    parts, length = [head], 0
    aim = chance.triangular(0.5 * size, 1.9 * size, 0.6 * size)
    make = _html_block if as_html else _markdown_block
    blocks = writer.blocks()
    while length < aim:
        parts.append(make(*next(blocks)))
        length += len(parts[-1].encode())
    ending = "html" if as_html and number % 2 else "md"
    name = f"{number // SHARD:03}/{number:06}-{writer.topics[0]}.{ending}"
    saved = published + timedelta(minutes=chance.randrange(60 * 24 * 30))
    return Made(name, "\n\n".join(parts) + "\n", saved)


class _Writer:
    def __init__(self, chance: random.Random, words: Pool, seed: int) -> None:
        self._chance = chance
        self._pool = words
        self._seed = seed
        self.topics = chance.choices(words.topics, k=TOPICS)
        kept = [*self.topics, *chance.choices(words.content, k=KEPT)]
        weights = [1 / (rank + 6) for rank in range(len(kept))]
        self._focus = chance.choices(kept, weights, k=FOCUS)
        self._spaced = chance.random() < 0.5  # some put a space between Han and Latin
        self._words = self._chinese()
        self._latin = self._english()

    def _slots(self) -> memoryview:
        return memoryview(self._chance.randbytes(4 * _WORDS_AT_ONCE)).cast("I")

    def _chinese(self) -> Iterator[str]:
        words, focus, kept = self._pool.words, self._focus, int(KEPT_SHARE * 256)
        while True:
            yield from [
                focus[slot >> 8 & FOCUS - 1] if slot & 0xFF < kept else words[slot >> _UNUSED_BITS]
                for slot in self._slots()
            ]

    def _english(self) -> Iterator[str]:
        words = self._pool.english
        while True:
            yield from [words[slot >> _UNUSED_BITS] for slot in self._slots()]

    def _between(self, least: int, most: int) -> int:
        # `randint` takes ten times as long, and this is called hundreds of times an article.
        return least + int(self._chance.random() * (most - least + 1))

    # -- pieces ---------------------------------------------------------------------------

    def clause(self, least: int = 3, most: int = 9) -> str:
        words = list(islice(self._words, self._between(least, most)))
        if self._spaced:
            words = [f" {word} " if word.isascii() else word for word in words]
            return "".join(words).replace("  ", " ").strip()
        return "".join(words)

    def sentence(self) -> str:
        clauses = [self.clause() for _ in range(self._between(1, 4))]
        choice = self._chance.random()
        if choice < 0.08:
            clauses[-1] = f"“{clauses[-1]}”"
        elif choice < 0.14:
            clauses.append(f"{self._between(1990, 2023)}年{self.clause(1, 4)}")
        return "，".join(clauses) + ("。" if choice < 0.9 else "？" if choice < 0.95 else "！")

    def paragraph(self) -> str:
        if self._chance.random() < 0.05:
            words = " ".join(islice(self._latin, self._between(25, 80)))
            return f"{words[:1].upper()}{words[1:]}."
        return "".join(self.sentence() for _ in range(self._between(2, 6)))

    def blocks(self) -> Iterator[tuple[str, str]]:
        """(kind, text) for ever; a heading now and then, and what else a page may hold."""
        while True:
            yield "heading", self.clause(2, 5)
            for _ in range(self._between(2, 6)):
                yield "paragraph", self.paragraph()
            kind = self._chance.choice(("items", "quote", "emphasis", "code", "picture"))
            if kind == "items":
                items = (self.clause(4, 12) for _ in range(self._between(3, 6)))
                yield kind, "\n".join(items)
            elif kind == "code":
                names = list(islice(self._latin, 3))
                yield kind, "\n".join(f"{name} = {name}(items)  # {number}"
                                      for number, name in enumerate(names))  # fmt: skip
            else:
                yield kind, self.sentence()

    # -- front matter ---------------------------------------------------------------------

    def front_matter(self, number: int) -> tuple[str, datetime]:
        chance = self._chance
        published = FIRST_DAY + timedelta(
            days=chance.randrange(DAYS), minutes=chance.randrange(60 * 24)
        )
        # A subject of the article in front, and a number no other has in one title of four.
        title = f"{self.topics[0]}{chance.choice(('：', '，', '与', ' '))}{self.clause(2, 6)}"
        if number % 4 == 0:
            title = f"{title}（{number}）"
        site = _zipf(chance, 240)
        tags = dict.fromkeys((*self.topics[1:3], *(self._tag() for _ in range(2))))
        fields = [f"title: {_quoted(title)}", f"author: {_quoted(self._author())}"]
        if chance.random() < 0.99:
            fields.append(f"date: {_date(chance, published)}")
        fields.append(f"source: {_site(site, self._seed)}")
        fields.append(f"url: https://{_site(site, self._seed).lower()}.example.org/{number}")
        if chance.random() < 0.7:
            fields.append(f"tags: [{', '.join(map(_quoted, tags))}]")
        else:
            fields += ["tags:", *(f"  - {_quoted(tag)}" for tag in tags)]
        return "---\n" + "\n".join(fields) + "\n---", published

    def _tag(self) -> str:
        return self._pool.topics[_zipf(self._chance, 600)]

    def _author(self) -> str:
        person = random.Random(f"author {self._seed} {_zipf(self._chance, 3_000)}")  # noqa: S311
        return "".join(person.choices(self._pool.characters[:1_500], k=person.choice((2, 3, 3))))


def _zipf(chance: random.Random, count: int) -> int:
    """A number below `count`, the low ones more often: as the ranks of Zipf's law."""
    return min(count - 1, int(count ** chance.random()) - 1)


def _site(number: int, seed: int) -> str:
    words = pool(seed=seed).english
    return f"{words[-1 - 7 * number].title()}{words[-4000 - 11 * number].title()}".replace(" ", "")


def _date(chance: random.Random, published: datetime) -> str:
    shape = chance.random()
    if shape < 0.4:
        return f"{published:%Y-%m-%d}"
    if shape < 0.7:
        return f"{published:%Y-%m-%d %H:%M:%S} {_CHINA}"
    return f"{published:%Y-%m-%dT%H:%M:%SZ}" if shape < 0.9 else f"{published:%Y/%m/%d %H:%M}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# -- markup -------------------------------------------------------------------------------


def _markdown_block(kind: str, text: str) -> str:
    match kind:
        case "heading":
            return f"## {text}"
        case "items":
            return "\n".join(f"- {item}" for item in text.split("\n"))
        case "quote":
            return f"> {text}"
        case "code":
            return f"```python\n{text}\n```"
        case "picture":
            return f"![{text[:8]}](https://example.org/p/{len(text)}.jpg)"
        case "emphasis":
            return f"**{text[:6]}**{text[6:]}[{text[:4]}](https://example.org/l/{len(text)})"
    return text


def _html_block(kind: str, text: str) -> str:
    text = html.escape(text, quote=False)
    match kind:
        case "heading":
            return f"<h2>{text}</h2>"
        case "items":
            return f"<ul>{''.join(f'<li>{item}</li>' for item in text.split(chr(10)))}</ul>"
        case "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        case "code":
            return f'<pre><code class="language-python">{text}</code></pre>'
        case "picture":
            return f'<p><img src="https://example.org/p/{len(text)}.jpg" alt="{text[:8]}"></p>'
        case "emphasis":
            link = f'<a href="https://example.org/l/{len(text)}">{text[:4]}</a>'
            return f'<p style="margin: 0"><strong>{text[:6]}</strong>{text[6:]}{link}</p>'
    return f'<p style="line-height: inherit; margin: 25px 0">{text}</p>'


# -- a folder of them ---------------------------------------------------------------------


def make(
    folder: Path,
    count: int,
    *,
    seed: int = 1,
    processes: int | None = None,
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the library; `told` hears how many files there are."""
    marker = folder / f".made-{count}-{seed}"
    if marker.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    if stray := [path for path in folder.glob(".made-*") if path != marker]:
        raise FileExistsError(f"{folder} holds another library ({stray[0].name})")
    shards = range(0, count, SHARD)
    written = partial(_write_shard, folder, count, seed)
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(processes or os.cpu_count() or 1, len(shards) or 1)) as workers:
        done = 0
        for number in workers.imap_unordered(written, shards):
            done += number
            told(done)
    marker.touch()


def _write_shard(folder: Path, count: int, seed: int, start: int) -> int:
    numbers = range(start, min(count, start + SHARD))
    (folder / f"{start // SHARD:03}").mkdir(exist_ok=True)
    for number in numbers:
        made = article(number, seed)
        path = folder / made.name
        path.write_text(made.text, "utf-8")
        set_time(path, made.saved.timestamp())
    return len(numbers)


def set_time(path: Path, timestamp: float) -> None:
    """When the file is said to have been written."""
    os.utime(path, (timestamp, timestamp))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=None, help="default: one for each core")
    options = parser.parse_args()
    began = time.perf_counter()

    def tell(done: int) -> None:
        print(f"\r{done:,} of {options.count:,} ", end="", file=sys.stderr, flush=True)

    make(options.folder, options.count, seed=options.seed, processes=options.processes, told=tell)
    print(f"\n{time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
