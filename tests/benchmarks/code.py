"""Key to text, and key to colours, in an article full of code.

    python -m tests.benchmarks.code [--rounds N]

50 KB of Markdown, a block of Python after each paragraph, in a pseudo-terminal of 120 x 40: opened
for the first time, which starts the process that colours, again, and paged through. Beside it the
same article without the name of the language: nothing is coloured there.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks import material
from tests.benchmarks.anchors import PANE, Row, heading, own_environment, print_rows, rows
from tests.benchmarks.open import start_reader
from tests.benchmarks.terminal import Paint, Terminal

BLOCKS = 60
PAGES = 12
CODE = """```{language}
@cache
def area_{number}(width: int, height: int = {number}) -> float:
    # how large it is
    return width * height / 2.5 if width else "none"


class Shape{number}:
    names = ["circle", 'square', None]
```
"""


def article(title: str, day: int, language: str) -> str:
    maker = material.Maker(html=False, seed=day)
    parts = [
        f"{maker.paragraph()}\n\n{CODE.format(language=language, number=number)}"
        for number in range(BLOCKS)
    ]
    head = f"---\ntitle: {title}\ndate: 2024-01-{day:02}\n---\n"
    return head + CODE.format(language=language, number=0) + "\n\n".join(parts) + "\n"


def opened(terminal: Terminal, rounds: int) -> tuple[Paint, list[Paint]]:
    """The first one, and the others; each second article is short."""
    paints: list[Paint] = []
    for _ in range(rounds):
        paints.append(terminal.press("j", PANE, words="area_0"))
        terminal.settle()
        terminal.press("j", PANE)
        terminal.settle()
    return paints[0], paints[1:]


def paged(terminal: Terminal) -> list[Paint]:
    terminal.press("j", PANE, words="area_0")
    terminal.settle()
    terminal.send("\r")
    terminal.settle()
    paints = []
    for _ in range(PAGES):
        paints.append(terminal.press(" ", PANE, settling=0.3))
        terminal.settle(quiet=0.2)
    return paints


def measure(folder: Path, language: str, rounds: int) -> dict[str, float]:
    env = own_environment(folder)
    library = folder / "library"
    library.mkdir(parents=True)
    for number in range(rounds + 1):
        day = 28 - 2 * number
        (library / f"{number}-a.md").write_text(material.short(f"短{number}", day), "utf-8")
        text = article(f"Code {number}", day - 1, language)
        (library / f"{number}-b.md").write_text(text, "utf-8")
    with start_reader(library, env) as terminal:
        first, others = opened(terminal, rounds)
        pages = paged(terminal)
    return {
        "the first: key to text": first.first,
        "the first: key to the last change": first.last,
        "others: key to text": statistics.median(paint.first for paint in others),
        "others: key to the last change": statistics.median(paint.last for paint in others),
        "page down: key to text": statistics.median(paint.first for paint in pages),
        "page down: key to the last change": statistics.median(paint.last for paint in pages),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rounds", type=int, default=6)
    rounds = max(2, min(12, parser.parse_args().rounds))
    print(heading())
    made: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        colored = measure(Path(folder) / "colored", "python", rounds)
        plain = measure(Path(folder) / "plain", "", rounds)
    for job, seconds in colored.items():
        made += rows(job, seconds, [("without colours", plain[job])])
    print_rows(made)


if __name__ == "__main__":
    main()
