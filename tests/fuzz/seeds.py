"""Where inputs begin: real files, where they are, and what the generator makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.conftest import PROJECT, SHARED
from tests.fuzz.case import Case, Subject
from tests.fuzz.dictionary import CSV, JSON, RECORDS, TEXT, TOML
from tests.fuzz.generate import Generator
from tests.fuzz.mutate import Mutator

_KNOWN = ("samples", "corpus", "cases")
_LONGEST_FILE = 4_000_000
_WINDOWS = (300, 1_000, 3_000, 10_000, 40_000)
"""Bytes of a file that are taken: what is wrong with it is wrong with a piece of it."""
_WHOLE = 0.02
"""Share of files that are taken as they are."""
_SHARES = {
    Subject.ARTICLE: 82,
    Subject.BOOKMARKS: 5,
    Subject.SEARCHES: 1,
    Subject.CONFIG: 2,
    Subject.EXCHANGE: 6,
    Subject.INDEX: 2,
    Subject.STATE: 2,
}
"""How many of a hundred inputs are of each kind."""


@dataclass(frozen=True, slots=True)
class Seed:
    name: str
    data: bytes
    suffix: str


def folders(given: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The folders that seeds are in, and a line for each of the known ones that is not there."""
    known = [PROJECT / "articles", *(SHARED / name for name in _KNOWN)]
    missing = [f"no {folder}: its files are no seeds" for folder in known if not folder.is_dir()]
    return [folder for folder in (*known, *given) if folder.is_dir()], missing


def read(from_: Iterable[Path]) -> list[Seed]:
    """All regular files in the folders, in an order that does not depend on the disk."""
    seeds = []
    for folder in from_:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LONGEST_FILE:
                name = f"{folder.name}/{path.relative_to(folder)}"
                seeds.append(Seed(name, path.read_bytes(), _suffix(path)))
    return seeds


def _suffix(path: Path) -> str:
    return path.suffix if path.suffix in {".md", ".html", ".htm", ".txt", ".xml"} else ".md"


class Cases:
    """Inputs by number. The same seed, number and seed files make the same input."""

    def __init__(self, seed: int, seeds: list[Seed], subjects: Iterable[Subject]) -> None:
        self._seed = seed
        self._seeds = seeds
        self._subjects = tuple(subjects)
        self._others = [each.data for each in seeds]
        self._shares = [_SHARES[subject] for subject in self._subjects]

    def __iter__(self) -> Iterator[Case]:
        number = 0
        while True:
            yield self.make(number)
            number += 1

    def make(self, number: int) -> Case:
        random = Random(f"{self._seed} {number}")
        subject = random.choices(self._subjects, self._shares)[0]
        origin, data, suffix, tokens = self._beginning(subject, random)
        if random.random() < 0.9:
            data = Mutator(random, self._others or [data], tokens).mutate(data)
        origin = f"seed {self._seed}, input {number}, from {origin}"
        return Case(subject, data, suffix, random.randrange(1 << 30), origin)

    def _beginning(
        self, subject: Subject, random: Random
    ) -> tuple[str, bytes, str, tuple[str, ...]]:
        """What it is made of, its bytes, the suffix of its file, and what may be put into it."""
        generator = Generator(random)
        match subject:
            case Subject.ARTICLE:
                if self._seeds and random.random() < 0.6:
                    return (*self._piece(random), TEXT)
                return ("the generator", *generator.article(), TEXT)
            case Subject.BOOKMARKS:
                return "the generator", generator.bookmarks(), ".json", RECORDS
            case Subject.SEARCHES:
                return "the generator", generator.searches(), ".json", RECORDS
            case Subject.CONFIG:
                return "the generator", generator.config(), ".toml", TOML
            case Subject.EXCHANGE:
                return self._exchanged(generator, random)
            case Subject.INDEX | Subject.STATE:
                # The bytes say where the database is changed, and to what.
                return "the generator", random.randbytes(random.choice((4, 16, 64))), ".db", JSON

    def _piece(self, random: Random) -> tuple[str, bytes, str]:
        seed = random.choice(self._seeds)
        data = seed.data
        window = random.choice(_WINDOWS)
        if len(data) > window and random.random() > _WHOLE:
            start = random.choice((0, random.randrange(len(data) - window)))
            data = data[start : start + window]
        return seed.name, data, seed.suffix

    def _exchanged(
        self, generator: Generator, random: Random
    ) -> tuple[str, bytes, str, tuple[str, ...]]:
        from reader.state.exchange.formats import Format, export, parse

        form = random.choice([form for form in Format if form is not Format.OBSIDIAN])
        marks = parse(generator.bookmarks(), "seed").bookmarks
        return f"export as {form}", export(marks, form).data, ".txt", (*CSV, *RECORDS)
